/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a case asks of the adviser, in the words of the design's pictures, whose today is Thursday
 * 16 October 2025.
 */
#include "way-agenda.h"

#include <string.h>
#include "core-fixture.h"
#include "way-test-case.h"
#include "way-value.h"

#define TODAY "2025-10-16"

static WayDate
date (const char *text)
{
  WayDate result = way_date_none;

  g_assert_true (way_date_parse (text, WAY_DATE_FULL, &result));
  return result;
}

/* -- a case ------------------------------------------------------------------------------------ */

/* Somebody of 19 called Kez, born 3 March 2006. */
static void
begin (WayTestCase *test)
{
  way_test_case_init (test);
  way_test_case_add (test, WAY_KIND_PERSON, WAY_PERSON_NAMES,
                     g_variant_new ("(ss)", "Kez Hartley", "Kezia Hartley"));
  way_test_case_set (test, WAY_KIND_PERSON, &test->id, WAY_PERSON_BIRTH,
                     g_variant_new ("(s)", "2006-03-03"));
}

static void
set_birth (WayTestCase *test, const char *born)
{
  way_test_case_set (test, WAY_KIND_PERSON, &test->id, WAY_PERSON_BIRTH,
                     g_variant_new ("(s)", born));
}

static WayId
add_contact (WayTestCase *test, const char *on, const char *at, const char *kind, guint8 seen)
{
  WayId id = way_test_case_add (test, WAY_KIND_CONTACT, WAY_CONTACT_WHEN,
                                g_variant_new ("(ss)", on, at));

  way_test_case_set (test, WAY_KIND_CONTACT, &id, WAY_CONTACT_KIND, g_variant_new ("(s)", kind));
  way_test_case_set (test, WAY_KIND_CONTACT, &id, WAY_CONTACT_SEEN, g_variant_new ("(y)", seen));
  return id;
}

static void
add_visit (WayTestCase *test, const char *on)
{
  add_contact (test, on, "", "visit", 2);
}

static WayId
add_appointment (WayTestCase *test, const char *on, const char *at, const char *what)
{
  WayId id = way_test_case_add (test, WAY_KIND_APPOINTMENT, WAY_APPOINTMENT_WHEN,
                                g_variant_new ("(ss)", on, at));

  way_test_case_set (test, WAY_KIND_APPOINTMENT, &id, WAY_APPOINTMENT_WHAT,
                     g_variant_new ("(s)", what));
  way_test_case_set (test, WAY_KIND_APPOINTMENT, &id, WAY_APPOINTMENT_WITH,
                     g_variant_new ("(s)", "Ros"));
  return id;
}

static WayId
add_action (
    WayTestCase *test, const char *by, const char *what, const char *who, const char *status)
{
  WayId id = way_test_case_add (test, WAY_KIND_ACTION, WAY_ACTION_WHAT,
                                g_variant_new ("(ss)", what, "en"));

  way_test_case_set (test, WAY_KIND_ACTION, &id, WAY_ACTION_WHO, g_variant_new ("(s)", who));
  way_test_case_set (test, WAY_KIND_ACTION, &id, WAY_ACTION_BY, g_variant_new ("(s)", by));
  way_test_case_set (test, WAY_KIND_ACTION, &id, WAY_ACTION_STATUS, g_variant_new ("(s)", status));
  return id;
}

static WayId
add_review (WayTestCase *test, const char *held)
{
  return way_test_case_add (test, WAY_KIND_REVIEW, WAY_REVIEW_HELD_ON, g_variant_new ("(s)", held));
}

static void
add_status (WayTestCase *test, const char *status)
{
  way_test_case_add (test, WAY_KIND_STATUS_ENTERED, WAY_STATUS_ENTERED_STATUS,
                     g_variant_new ("(sss)", "2020-01-01", status, ""));
}

/* -- what it asks ------------------------------------------------------------------------------ */

static GPtrArray *
list (WayTestCase *test, const char *today)
{
  g_autoptr (WayReference) reference = way_test_reference ();
  g_autoptr (WayCase) built = way_test_case_build (test);

  return way_agenda_list (built, NULL, reference, date (today));
}

static void
assert_attention (WayTestCase *test, const char *today, const char *expected)
{
  g_autoptr (GPtrArray) items = list (test, today);
  WayUrgency urgency;
  WayAgendaKind kind;
  g_autofree char *text = way_agenda_attention (items, date (today), &urgency, &kind);

  g_assert_cmpstr (text, ==, expected);
  if (kind == WAY_AGENDA_NOTHING)
    g_assert_cmpint (urgency, ==, WAY_URGENCY_LATER);
  if (strstr (expected, "overdue") != NULL)
    g_assert_cmpint (urgency, ==, WAY_URGENCY_OVERDUE);
  if (strstr (expected, "today") != NULL)
    g_assert_cmpint (urgency, ==, WAY_URGENCY_TODAY);
}

/* The only item of @kind, or NULL where there is none. */
static const WayAgendaItem *
find (GPtrArray *items, WayAgendaKind kind)
{
  const WayAgendaItem *found = NULL;

  for (guint i = 0; i < items->len; i++)
    {
      const WayAgendaItem *item = g_ptr_array_index (items, i);

      g_assert_true (item->kind != kind || found == NULL);
      if (item->kind == kind)
        found = item;
    }
  return found;
}

/* @title, @detail and @line of the only item of @kind; NULL is not looked at. */
static void
assert_item (WayTestCase *test,
             const char *today,
             WayAgendaKind kind,
             const char *title,
             const char *detail,
             const char *line)
{
  g_autoptr (GPtrArray) items = list (test, today);
  const WayAgendaItem *item = find (items, kind);

  g_assert_nonnull (item);
  if (title != NULL)
    g_assert_cmpstr (item->title, ==, title);
  if (detail != NULL)
    g_assert_cmpstr (item->detail, ==, detail);
  if (line != NULL)
    g_assert_cmpstr (item->line, ==, line);
}

/* -- the pictures ------------------------------------------------------------------------------ */

static void
test_visit_today (void)
{
  g_auto (WayTestCase) test;

  begin (&test);
  add_visit (&test, "2025-08-21");
  add_appointment (&test, TODAY, "14:00", "Home visit");
  add_action (&test, "2025-10-24", "Send housing the letter", "Ros", "to_do");
  assert_attention (&test, TODAY, "Visit today, 2:00pm");
  assert_item (&test, TODAY, WAY_AGENDA_APPOINTMENT, "Home visit, today at 2:00pm",
               "Every 8 weeks. Last seen 21 August.", "Visit, today at 2:00pm");
  assert_item (&test, TODAY, WAY_AGENDA_ACTION, "Send housing the letter", "Ros",
               "Due Friday 24 October.");
}

static void
test_visit_overdue (void)
{
  g_auto (WayTestCase) test;

  begin (&test);
  add_visit (&test, "2025-08-14");
  add_contact (&test, "2025-09-01", "", "attempt", 0);
  add_contact (&test, "2025-09-12", "", "visit", 1); /* not seen */
  add_contact (&test, "2025-10-02", "", "attempt", 0);
  add_contact (&test, "2025-08-01", "", "attempt", 0); /* before they were seen */
  add_contact (&test, "2025-10-03", "", "text", 0);
  assert_attention (&test, TODAY, "Visit overdue by 1 week");
  assert_item (&test, TODAY, WAY_AGENDA_VISIT, "Visit was due by 9 October",
               "Every 8 weeks. Last seen 14 August.", "Last seen 9 weeks ago. Three tries since.");
  /* booked too late to be what was due */
  add_appointment (&test, "2025-10-21", "10:30", "Visit at home");
  assert_attention (&test, TODAY, "Visit overdue by 1 week");
  assert_item (&test, TODAY, WAY_AGENDA_VISIT, NULL, NULL,
               "Last seen 9 weeks ago. Three tries since. Booked for Tuesday 21 October, "
               "10:30am.");
}

static void
test_review_due (void)
{
  g_auto (WayTestCase) test;
  WayId matter;

  begin (&test);
  add_visit (&test, "2025-10-09");
  add_review (&test, "2025-04-21");
  way_matter_object (&test.id, "S1_05", &matter);
  way_test_case_set (&test, WAY_KIND_MATTER, &matter, WAY_MATTER_READY,
                     g_variant_new ("(b)", TRUE));
  assert_attention (&test, TODAY, "Review due Tuesday 21 October");
  assert_item (&test, TODAY, WAY_AGENDA_REVIEW, "Plan review",
               "By 21 October. Last review 21 April.", "Plan review. 1 of 2 sections ready.");
  assert_attention (&test, "2025-10-22", "Review overdue by 1 day");
  assert_item (&test, "2025-10-22", WAY_AGENDA_REVIEW, NULL,
               "Was due by 21 October. Last review 21 April.", NULL);
}

static void
test_birthday_near (void)
{
  g_auto (WayTestCase) test;

  begin (&test);
  set_birth (&test, "2007-10-19");
  add_visit (&test, "2025-10-01");
  assert_attention (&test, TODAY, "18 on Sunday 19 October");
  assert_item (&test, TODAY, WAY_AGENDA_BIRTHDAY, "18 on Sunday 19 October",
               "Legal status will change. Check the plan.", "18 on Sunday");
}

static void
test_action_tomorrow (void)
{
  g_auto (WayTestCase) test;

  begin (&test);
  add_visit (&test, "2025-10-02");
  add_action (&test, "2025-10-17", "Choose a college open day together", "me", "in_progress");
  assert_attention (&test, TODAY, "Action due tomorrow");
  assert_item (&test, TODAY, WAY_AGENDA_ACTION, "Choose a college open day together", "Kez",
               "Due tomorrow.");
}

static void
test_visit_booked (void)
{
  g_auto (WayTestCase) test;

  begin (&test);
  add_visit (&test, "2025-09-25");
  add_appointment (&test, "2025-10-23", "10:30", "Visit at home");
  assert_attention (&test, TODAY, "Visit booked 23 October");
  assert_item (&test, TODAY, WAY_AGENDA_APPOINTMENT, "Visit at home",
               "Thursday 23 October, 10:30am", "Visit, Thursday 23 October, 10:30am");
}

static void
test_yearly_offer (void)
{
  g_auto (WayTestCase) test;

  begin (&test);
  set_birth (&test, "2002-11-12");
  add_status (&test, "former_relevant");
  assert_attention (&test, TODAY, "Yearly offer due 12 November");
  assert_item (&test, TODAY, WAY_AGENDA_OFFER, "Yearly offer",
               "Ask whether Kez would like support.", "Yearly offer of support.");
  assert_attention (&test, "2025-10-14", "Nothing due"); /* 29 days ahead */
  assert_attention (&test, "2025-11-11", "Yearly offer due tomorrow");
  assert_attention (&test, "2025-11-12", "Yearly offer due today");
}

static void
test_nothing_due (void)
{
  g_auto (WayTestCase) test;

  begin (&test);
  add_visit (&test, "2025-10-02");
  add_review (&test, "2025-10-02");
  add_action (&test, "2025-10-24", "Something", "Ros", "to_do"); /* 8 days ahead */
  add_appointment (&test, "2025-10-24", "", "Driving theory test");
  add_appointment (&test, "2025-11-14", "", "Visit"); /* 29 days ahead */
  assert_attention (&test, TODAY, "Nothing due");
}

/* -- words for each day ------------------------------------------------------------------------ */

/* Seen 56 days before the day it is due. */
static void
test_visit_words (void)
{
  static const struct
  {
    const char *seen, *today, *attention, *title;
  } rows[] = {
    { "2025-08-21", "2025-10-08", "Nothing due", "Visit due by 16 October" },
    { "2025-08-21", "2025-10-09", "Visit due 16 October", "Visit due by 16 October" },
    { "2025-08-21", "2025-10-10", "Visit due Thursday 16 October", "Visit due by 16 October" },
    { "2025-08-21", "2025-10-14", "Visit due Thursday 16 October", "Visit due by 16 October" },
    { "2025-08-21", "2025-10-15", "Visit due tomorrow", "Visit due by 16 October" },
    { "2025-08-21", "2025-10-16", "Visit due today", "Visit due today" },
    { "2025-08-21", "2025-10-17", "Visit overdue by 1 day", "Visit was due by 16 October" },
    { "2025-08-21", "2025-10-22", "Visit overdue by 6 days", "Visit was due by 16 October" },
    { "2025-08-21", "2025-10-23", "Visit overdue by 1 week", "Visit was due by 16 October" },
    { "2025-08-21", "2026-01-14", "Visit overdue by 12 weeks", "Visit was due by 16 October 2025" },
    { "2025-08-21", "2026-01-16", "Visit overdue by 3 months", "Visit was due by 16 October 2025" },
    /* leap days */
    { "2024-01-04", "2024-02-28", "Visit due tomorrow", "Visit due by 29 February" },
    { "2024-01-04", "2024-02-29", "Visit due today", "Visit due today" },
    { "2024-01-04", "2024-03-01", "Visit overdue by 1 day", "Visit was due by 29 February" },
    { "2025-01-04", "2025-02-28", "Visit due tomorrow", "Visit due by 1 March" },
    /* ends of years and months */
    { "2025-11-06", "2025-12-31", "Visit due tomorrow", "Visit due by 1 January 2026" },
    { "2025-11-06", "2025-12-28", "Visit due Thursday 1 January 2026",
      "Visit due by 1 January 2026" },
    { "2025-11-05", "2026-01-01", "Visit overdue by 1 day", "Visit was due by 31 December 2025" },
    { "2026-03-06", "2026-04-30", "Visit due tomorrow", "Visit due by 1 May" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto (WayTestCase) test;

      begin (&test);
      set_birth (&test, "2008-06-15");
      add_visit (&test, rows[i].seen);
      assert_attention (&test, rows[i].today, rows[i].attention);
      assert_item (&test, rows[i].today, WAY_AGENDA_VISIT, rows[i].title, NULL, NULL);
    }
}

static void
test_action_words (void)
{
  static const struct
  {
    const char *by, *attention, *line;
  } rows[] = {
    { "2025-08-08", "Action overdue by 9 weeks", "Was due Friday 8 August." },
    { "2025-10-09", "Action overdue by 1 week", "Was due Thursday 9 October." },
    { "2025-10-15", "Action overdue by 1 day", "Was due Wednesday 15 October." },
    { "2025-10-16", "Action due today", "Due today." },
    { "2025-10-17", "Action due tomorrow", "Due tomorrow." },
    { "2025-10-22", "Action due Wednesday 22 October", "Due Wednesday 22 October." },
    { "2025-10-23", "Action due 23 October", "Due Thursday 23 October." },
    { "2025-10-24", "Nothing due", "Due Friday 24 October." },
    { "2026-01-30", "Nothing due", "Due Friday 30 January 2026." },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto (WayTestCase) test;

      begin (&test);
      add_visit (&test, "2025-10-15");
      add_action (&test, rows[i].by, "Pay the fine", "", "booked");
      assert_attention (&test, TODAY, rows[i].attention);
      assert_item (&test, TODAY, WAY_AGENDA_ACTION, "Pay the fine", "", rows[i].line);
    }
}

static void
test_appointment_words (void)
{
  static const struct
  {
    const char *on, *at, *what, *attention, *title, *detail, *line;
  } rows[] = {
    { "2025-10-16", "09:15", "Knee clinic", "Appointment today, 9:15am",
      "Knee clinic, today at 9:15am", "Ros", "Appointment, today at 9:15am" },
    { "2025-10-16", "", "Knee clinic", "Appointment today", "Knee clinic, today", "Ros",
      "Appointment, today" },
    { "2025-10-17", "12:00", "Knee clinic", "Appointment tomorrow, 12:00pm", "Knee clinic",
      "Friday 17 October, 12:00pm", "Appointment, Friday 17 October, 12:00pm" },
    { "2025-10-17", "", "", "Appointment tomorrow", "Appointment", "Friday 17 October",
      "Appointment, Friday 17 October" },
    { "2025-10-20", "10:00", "Knee clinic", "Appointment on Monday 20 October", "Knee clinic",
      "Monday 20 October, 10:00am", "Appointment, Monday 20 October, 10:00am" },
    { "2025-10-23", "10:00", "Knee clinic", "Appointment on 23 October", "Knee clinic",
      "Thursday 23 October, 10:00am", "Appointment, Thursday 23 October, 10:00am" },
    { "2025-10-16", "", "Visit", "Visit today", "Visit, today",
      "Every 8 weeks. Last seen 1 October.", "Visit, today" },
    { "2025-10-17", "17:30", "prison visit", "Visit tomorrow, 5:30pm", "prison visit",
      "Friday 17 October, 5:30pm", "Visit, Friday 17 October, 5:30pm" },
    { "2025-10-21", "17:30", "Home visit, with Jude", "Visit booked Tuesday 21 October",
      "Home visit, with Jude", "Tuesday 21 October, 5:30pm", "Visit, Tuesday 21 October, 5:30pm" },
    { "2025-11-13", "", "Visit at college", "Visit booked 13 November", "Visit at college",
      "Thursday 13 November", "Visit, Thursday 13 November" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto (WayTestCase) test;

      begin (&test);
      add_visit (&test, "2025-10-01");
      add_appointment (&test, rows[i].on, rows[i].at, rows[i].what);
      assert_attention (&test, TODAY, rows[i].attention);
      assert_item (&test, TODAY, WAY_AGENDA_APPOINTMENT, rows[i].title, rows[i].detail,
                   rows[i].line);
    }
}

static void
test_birthday_words (void)
{
  static const struct
  {
    const char *born, *today, *attention, *detail, *line;
  } rows[] = {
    { "2007-10-16", TODAY, "18 today", "Legal status will change. Check the plan.", "18 today" },
    { "2007-10-17", TODAY, "18 tomorrow", "Legal status will change. Check the plan.",
      "18 tomorrow" },
    { "2004-10-22", TODAY, "21 on Wednesday 22 October", "Ask Kez about support after 21.",
      "21 on Wednesday" },
    { "2004-10-23", TODAY, "21 on 23 October", "Ask Kez about support after 21.",
      "21 on 23 October" },
    { "2004-11-02", TODAY, "Nothing due", "Ask Kez about support after 21.", "21 on 2 November" },
    { "2000-10-18", TODAY, "25 on Saturday 18 October",
      "Support ends at 25. Plan the ending with Kez.", "25 on Saturday" },
    { "2006-10-18", TODAY, "19 on Saturday 18 October", "", "19 on Saturday" },
    /* 29 February is 1 March in other years */
    { "2008-02-29", "2026-02-28", "18 tomorrow", NULL, "18 tomorrow" },
    { "2008-02-29", "2026-03-01", "18 today", NULL, "18 today" },
    { "2008-02-29", "2028-02-28", "20 tomorrow", NULL, "20 tomorrow" },
    { "2008-01-02", "2025-12-31", "18 on Friday 2 January 2026", NULL, "18 on Friday" },
    { "2008-01-20", "2025-12-31", "Nothing due", NULL, "18 on 20 January 2026" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto (WayTestCase) test;
      WayDate today = date (rows[i].today);
      char seen[WAY_DATE_TEXT_SIZE];

      begin (&test);
      set_birth (&test, rows[i].born);
      add_visit (&test, way_date_format (way_date_add_days (today, -2), seen));
      assert_attention (&test, rows[i].today, rows[i].attention);
      assert_item (&test, rows[i].today, WAY_AGENDA_BIRTHDAY, NULL, rows[i].detail, rows[i].line);
    }
}

static void
test_birthday_bounds (void)
{
  g_auto (WayTestCase) test;
  g_autoptr (GPtrArray) early = NULL, late = NULL, unborn = NULL;

  begin (&test);
  set_birth (&test, "2007-11-06");
  early = list (&test, "2025-10-15");
  g_assert_null (find (early, WAY_AGENDA_BIRTHDAY));
  late = list (&test, "2025-10-16");
  g_assert_nonnull (find (late, WAY_AGENDA_BIRTHDAY));
  set_birth (&test, "");
  unborn = list (&test, "2025-10-16");
  g_assert_null (find (unborn, WAY_AGENDA_BIRTHDAY));
}

static void
test_tries (void)
{
  static const struct
  {
    guint n;
    const char *seen, *never;
  } rows[] = {
    { 0, "Last seen 9 weeks ago.", "Not seen yet." },
    { 1, "Last seen 9 weeks ago. One try since.", "Not seen yet. One try so far." },
    { 2, "Last seen 9 weeks ago. Two tries since.", "Not seen yet. Two tries so far." },
    { 9, "Last seen 9 weeks ago. Nine tries since.", "Not seen yet. Nine tries so far." },
    { 10, "Last seen 9 weeks ago. 10 tries since.", "Not seen yet. 10 tries so far." },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto (WayTestCase) test;

      begin (&test);
      for (guint n = 0; n < rows[i].n; n++)
        add_contact (&test, "2025-10-01", "", "attempt", 0);
      assert_item (&test, TODAY, WAY_AGENDA_VISIT, NULL, "Every 8 weeks. Not seen yet.",
                   rows[i].never);
      add_visit (&test, "2025-08-14");
      assert_item (&test, TODAY, WAY_AGENDA_VISIT, NULL, NULL, rows[i].seen);
    }
}

/* Of the visit that is the next thing. */
static void
test_ready (void)
{
  static const struct
  {
    const char *seen, *ready;
  } rows[] = {
    { NULL, "Home visit. Not seen yet." },
    { "2025-08-21", "Home visit. Last seen 8 weeks ago, on 21 August." },
    { "2025-10-15", "Home visit. Last seen yesterday." },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto (WayTestCase) test;
      g_autoptr (GPtrArray) items = NULL;

      begin (&test);
      if (rows[i].seen != NULL)
        add_visit (&test, rows[i].seen);
      add_appointment (&test, TODAY, "14:00", "Home visit");
      items = list (&test, TODAY);
      g_assert_cmpstr (find (items, WAY_AGENDA_APPOINTMENT)->ready, ==, rows[i].ready);
    }
}

/* -- rules of a visit -------------------------------------------------------------------------- */

static void
test_provided_home (void)
{
  g_auto (WayTestCase) test;
  WayId home;

  begin (&test);
  add_visit (&test, "2025-09-25");
  home = way_test_case_add (&test, WAY_KIND_HOME, WAY_HOME_DATES,
                            g_variant_new ("(ss)", "2025-10-10", ""));
  way_test_case_set (&test, WAY_KIND_HOME, &home, WAY_HOME_PROVIDED_BY_COUNCIL,
                     g_variant_new ("(y)", 2));
  assert_attention (&test, TODAY, "Visit due tomorrow");
  assert_item (&test, TODAY, WAY_AGENDA_VISIT, NULL,
               "Within 7 days of moving in. Last seen 25 September.", NULL);
  assert_item (&test, TODAY, WAY_AGENDA_REVIEW, NULL, "By 7 November. New home since 10 October.",
               NULL);
  add_visit (&test, "2025-10-13");
  assert_item (&test, TODAY, WAY_AGENDA_VISIT, "Visit due by 7 November",
               "Before the review of the new home. Last seen 13 October.", NULL);
}

static void
test_team_standard (void)
{
  g_auto (WayTestCase) test;
  g_auto (WayTestCase) council;
  g_autoptr (WayReference) reference = way_test_reference ();
  g_autoptr (WayCase) built = NULL, team = NULL;
  g_autoptr (GPtrArray) weeks = NULL, days = NULL;
  WayId id;

  begin (&test);
  add_visit (&test, "2025-10-01");
  built = way_test_case_build (&test);
  way_test_case_init (&council);
  id = way_test_case_add (&council, WAY_KIND_COUNCIL, WAY_COUNCIL_VISIT_STANDARDS,
                          g_variant_new ("(ub)", 28, FALSE));
  team = way_test_case_build (&council);
  weeks = way_agenda_list (built, team, reference, date (TODAY));
  g_assert_cmpstr (find (weeks, WAY_AGENDA_VISIT)->detail, ==,
                   "Every 4 weeks. Last seen 1 October.");
  way_test_case_set (&council, WAY_KIND_COUNCIL, &id, WAY_COUNCIL_VISIT_STANDARDS,
                     g_variant_new ("(ub)", 30, FALSE));
  g_clear_pointer (&team, way_case_unref);
  team = way_test_case_build (&council);
  days = way_agenda_list (built, team, reference, date (TODAY));
  g_assert_cmpstr (find (days, WAY_AGENDA_VISIT)->detail, ==,
                   "Every 30 days. Last seen 1 October.");
}

/* Due on 16 October; today is the 13th. */
static void
test_booked (void)
{
  static const struct
  {
    const char *on, *what, *attention;
    gboolean due;
  } rows[] = {
    { "2025-10-14", "Visit at home", "Visit tomorrow, 10:00am", FALSE },
    { "2025-10-16", "Visit at home", "Visit booked Thursday 16 October", FALSE },
    { "2025-10-17", "Visit at home", "Visit due Thursday 16 October", TRUE },
    { "2025-10-12", "Visit at home", "Visit due Thursday 16 October", TRUE }, /* it is over */
    { "2025-10-16", "Meeting about a visit", "Visit due Thursday 16 October", TRUE },
    { "2025-10-16", "", "Visit due Thursday 16 October", TRUE },
    { "", "Visit at home", "Visit due Thursday 16 October", TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto (WayTestCase) test;
      g_autoptr (GPtrArray) items = NULL;

      begin (&test);
      add_visit (&test, "2025-08-21");
      add_appointment (&test, rows[i].on, "10:00", rows[i].what);
      assert_attention (&test, "2025-10-13", rows[i].attention);
      items = list (&test, "2025-10-13");
      g_assert_cmpint (find (items, WAY_AGENDA_VISIT) != NULL, ==, rows[i].due);
    }
}

static void
test_what_is_a_visit (void)
{
  static const struct
  {
    const char *what;
    gboolean is_visit;
  } rows[] = {
    { "Visit", TRUE },
    { "visit", TRUE },
    { "Home visit", TRUE },
    { "Home visit, money and everyday skills", TRUE },
    { "Visit at the foyer", TRUE },
    { "Visit in Linden, at Gurpreet’s", TRUE },
    { "Prison visit, where to live after release", TRUE },
    { "HOME VISIT", TRUE },
    { "Next visit", TRUE },
    { "Hospital visit", FALSE },
    { "Visiting hours", FALSE },
    { "Plan review at home", FALSE },
    { "Meeting about a visit", FALSE },
    { "Call", FALSE },
    { "", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto (WayTestCase) test;
      g_autoptr (WayCase) built = NULL;
      WayId id;

      begin (&test);
      id = add_appointment (&test, TODAY, "", rows[i].what);
      built = way_test_case_build (&test);
      g_assert_cmpint (
          way_appointment_is_visit (way_case_get_object (built, WAY_KIND_APPOINTMENT, &id)), ==,
          rows[i].is_visit);
    }
}

static void
test_visit_written_down (void)
{
  static const struct
  {
    const char *at, *kind;
    gboolean over;
  } rows[] = {
    { "14:00", "visit", TRUE },   { "", "office", TRUE },       { "", "video", TRUE },
    { "14:10", "attempt", TRUE }, { "14:00", "attempt", TRUE }, { "09:00", "attempt", FALSE },
    { "", "attempt", FALSE },     { "15:00", "text", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto (WayTestCase) test;
      g_autoptr (GPtrArray) items = NULL;

      begin (&test);
      add_visit (&test, "2025-08-21");
      add_appointment (&test, TODAY, "14:00", "Home visit");
      add_contact (&test, TODAY, rows[i].at, rows[i].kind, 0);
      items = list (&test, TODAY);
      g_assert_cmpint (find (items, WAY_AGENDA_APPOINTMENT) == NULL, ==, rows[i].over);
    }
}

/* -- reviews ----------------------------------------------------------------------------------- */

static void
test_review_asked_for (void)
{
  g_auto (WayTestCase) test;
  WayId review;

  begin (&test);
  add_visit (&test, "2025-10-09");
  add_review (&test, "2025-05-09");
  assert_item (&test, TODAY, WAY_AGENDA_REVIEW, NULL, "By 9 November. Last review 9 May.", NULL);
  assert_attention (&test, TODAY, "Review due 9 November");
  review = add_review (&test, "");
  way_test_case_set (&test, WAY_KIND_REVIEW, &review, WAY_REVIEW_ASKED,
                     g_variant_new ("(ss)", "2025-10-14", "me"));
  assert_attention (&test, TODAY, "Review overdue by 2 days");
  assert_item (&test, TODAY, WAY_AGENDA_REVIEW, NULL,
               "Was due by 14 October. Asked for on 14 October.", NULL);
}

/* -- which of several -------------------------------------------------------------------------- */

static void
test_most_pressing (void)
{
  g_auto (WayTestCase) test;

  begin (&test);
  set_birth (&test, "2007-10-18");
  add_visit (&test, "2025-10-09");
  assert_attention (&test, TODAY, "18 on Saturday 18 October");
  add_action (&test, "2025-10-18", "One", "Ros", "to_do");
  assert_attention (&test, TODAY, "Action due Saturday 18 October");
  add_appointment (&test, "2025-10-17", "10:00", "Clinic");
  assert_attention (&test, TODAY, "Appointment tomorrow, 10:00am");
  add_action (&test, "2025-10-16", "Two", "Ros", "to_do");
  assert_attention (&test, TODAY, "Action due today");
  add_appointment (&test, "2025-10-16", "16:00", "Clinic");
  assert_attention (&test, TODAY, "Action due today");
  add_appointment (&test, "2025-10-16", "15:00", "Visit");
  assert_attention (&test, TODAY, "Visit today, 3:00pm");
  add_appointment (&test, "2025-10-16", "08:00", "Visit");
  assert_attention (&test, TODAY, "Visit today, 8:00am");
  add_action (&test, "2025-10-01", "Three", "Ros", "to_do");
  assert_attention (&test, TODAY, "Action overdue by 2 weeks");
  add_review (&test, "2025-04-10");
  assert_attention (&test, TODAY, "Review overdue by 6 days");
}

static void
test_order_of_a_day (void)
{
  g_auto (WayTestCase) test;
  g_autoptr (GPtrArray) items = NULL;
  static const char *const titles[] = {
    "Early, today at 8:00am", "Late, today at 4:00pm", "Write", "Any, today", "Tomorrow", NULL
  };

  begin (&test);
  add_appointment (&test, "2025-10-17", "", "Tomorrow");
  add_appointment (&test, "2025-10-16", "16:00", "Late");
  add_appointment (&test, "2025-10-16", "", "Any");
  add_appointment (&test, "2025-10-16", "08:00", "Early");
  add_action (&test, "2025-10-16", "Write", "Ros", "");
  add_visit (&test, "2025-10-14");
  items = list (&test, TODAY);
  for (guint i = 0; titles[i] != NULL; i++)
    g_assert_cmpstr (((WayAgendaItem *)g_ptr_array_index (items, i))->title, ==, titles[i]);
  g_assert_cmpuint (way_agenda_count_due (items), ==, 4);
}

static void
test_compare_people (void)
{
  WayAgendaItem visit = { .kind = WAY_AGENDA_VISIT, .urgency = WAY_URGENCY_OVERDUE };
  WayAgendaItem action = { .kind = WAY_AGENDA_ACTION, .urgency = WAY_URGENCY_OVERDUE };
  WayAgendaItem soon = { .kind = WAY_AGENDA_ACTION, .urgency = WAY_URGENCY_SOON };
  WayAgendaItem settle = { .kind = WAY_AGENDA_CONFLICT, .urgency = WAY_URGENCY_LATER };
  WayAgendaItem offer = { .kind = WAY_AGENDA_OFFER, .urgency = WAY_URGENCY_LATER };
  const WayAgendaItem *in_order[] = { &visit, &action, &soon, &settle, &offer, NULL };

  visit.on = date ("2025-10-15");
  action.on = date ("2025-08-01");
  soon.on = date ("2025-10-18");
  offer.on = date ("2025-10-30");
  for (gsize a = 0; a < G_N_ELEMENTS (in_order); a++)
    for (gsize b = 0; b < G_N_ELEMENTS (in_order); b++)
      g_assert_cmpint (way_agenda_compare_pressing (in_order[a], in_order[b]) < 0, ==, a < b);
}

/* -- what is left out -------------------------------------------------------------------------- */

static void
test_actions_left_out (void)
{
  g_auto (WayTestCase) test;
  g_autoptr (GPtrArray) items = NULL;
  WayId removed;
  WayAct *act;

  begin (&test);
  add_action (&test, "2025-10-16", "A", "Ros", "done");
  add_action (&test, "2025-10-16", "B", "Ros", "not_done");
  add_action (&test, "", "C", "Ros", "to_do");
  removed = add_action (&test, "2025-10-16", "D", "Ros", "to_do");
  act = way_act_new (&test.id, 0);
  way_act_remove (act, WAY_KIND_ACTION, &removed, "");
  way_test_case_apply (&test, act, 1);
  items = list (&test, TODAY);
  g_assert_null (find (items, WAY_AGENDA_ACTION));
}

static void
test_closed (void)
{
  g_auto (WayTestCase) test;
  g_autoptr (GPtrArray) closed = NULL, gone = NULL;
  WayAct *act;

  begin (&test);
  set_birth (&test, "2007-10-18");
  add_visit (&test, "2025-01-01");
  add_action (&test, "2025-10-16", "A", "Ros", "to_do");
  add_appointment (&test, "2025-10-16", "", "Visit");
  way_test_case_set (&test, WAY_KIND_PERSON, &test.id, WAY_PERSON_CLOSED,
                     g_variant_new ("(sss)", "moved", "2025-10-01", ""));
  closed = list (&test, TODAY);
  g_assert_cmpuint (closed->len, ==, 0);
  assert_attention (&test, TODAY, "Nothing due");
  way_test_case_set (&test, WAY_KIND_PERSON, &test.id, WAY_PERSON_CLOSED,
                     g_variant_new ("(sss)", "", "", ""));
  assert_attention (&test, TODAY, "Visit overdue by 7 months");
  act = way_act_new (&test.id, 0);
  way_act_remove (act, WAY_KIND_PERSON, &test.id, "");
  way_test_case_apply (&test, act, 1);
  gone = list (&test, TODAY);
  g_assert_cmpuint (gone->len, ==, 0);
}

static void
test_empty_case (void)
{
  g_auto (WayTestCase) test;
  g_autoptr (GPtrArray) items = NULL;

  way_test_case_init (&test);
  items = list (&test, TODAY);
  g_assert_cmpuint (items->len, ==, 0);
}

/* The duties rest from 21 for who has not asked; what is booked is still there. */
static void
test_resting (void)
{
  g_auto (WayTestCase) test;
  g_autoptr (GPtrArray) items = NULL;

  begin (&test);
  set_birth (&test, "2003-06-15");
  add_status (&test, "former_relevant");
  add_visit (&test, "2024-01-01");
  add_appointment (&test, TODAY, "", "Visit");
  items = list (&test, TODAY);
  g_assert_null (find (items, WAY_AGENDA_VISIT));
  g_assert_null (find (items, WAY_AGENDA_OFFER)); /* eight months ahead */
  assert_item (&test, TODAY, WAY_AGENDA_APPOINTMENT, NULL, "Last seen 1 January 2024.", NULL);
}

static void
test_conflict (void)
{
  g_auto (WayTestCase) test;
  g_autoptr (GPtrArray) items = NULL;
  WayId action;

  begin (&test);
  add_visit (&test, "2025-10-09");
  action = add_action (&test, "2025-12-01", "One", "Ros", "to_do");
  way_test_case_clash (&test, WAY_KIND_ACTION, &action, WAY_ACTION_WHO,
                       g_variant_new ("(s)", "Joel"));
  assert_attention (&test, TODAY, "Versions to settle");
  assert_item (&test, TODAY, WAY_AGENDA_CONFLICT, "Versions to settle", "In 1 place.",
               "Versions to settle.");
  items = list (&test, TODAY);
  g_assert_true (way_id_equal (&find (items, WAY_AGENDA_CONFLICT)->object, &action));
  g_assert_cmpuint (find (items, WAY_AGENDA_CONFLICT)->object_kind, ==, WAY_KIND_ACTION);
  g_assert_true (g_ptr_array_index (items, items->len - 1) == find (items, WAY_AGENDA_CONFLICT));
  g_assert_cmpuint (way_agenda_count_due (items), ==, 0);
  add_action (&test, "2025-10-20", "Two", "Ros", "to_do");
  assert_attention (&test, TODAY, "Action due Monday 20 October");
}

/* -- nobody else reads why --------------------------------------------------------------------- */

#define SECRET "Xyzzy"

/* A day around today, in the types that hold one. */
static GVariant *
secret_value (const WayGroup *group, WayRandom *random)
{
  WayDate on = way_date_add_days (date (TODAY), (int)way_random_below (random, 60) - 30);
  char text[WAY_DATE_TEXT_SIZE];

  way_date_format (on, text);
  if (group->members != NULL
      && (group->members[0].type == WAY_MEMBER_DATE
          || group->members[0].type == WAY_MEMBER_DATE_PAST))
    {
      if (g_str_equal (group->type, "(s)"))
        return g_variant_new ("(s)", text);
      if (g_str_equal (group->type, "(ss)"))
        return g_variant_new ("(ss)", text, way_random_below (random, 2) == 0 ? "10:00" : "");
    }
  return fixture_value (group, SECRET);
}

/* Everything that can be written holds the word, and nothing in a list of people does. */
static void
test_says_nothing_of_why (void)
{
  g_autoptr (WayRandom) random = way_test_random ();
  guint n_kinds, seen = 0;
  const WayKind *kinds = way_schema_kinds (&n_kinds);

  for (guint i = 0; i < 40; i++)
    {
      g_auto (WayTestCase) test;
      g_autoptr (GPtrArray) items = NULL;
      g_autofree char *attention = NULL;

      begin (&test);
      for (guint k = 0; k < n_kinds; k++)
        {
          const WayKind *kind = &kinds[k];
          WayId id = kind->number <= WAY_KIND_FRONT ? test.id : fixture_id ((guint8)(40 + k));

          for (guint g = 0; !kind->immutable && g < kind->n_groups; g++)
            if (kind->groups[g].number != WAY_GROUP_LIFE
                && !(kind->number == WAY_KIND_PERSON
                     && (kind->groups[g].number == WAY_PERSON_BIRTH
                         || kind->groups[g].number == WAY_PERSON_CLOSED)))
              way_test_case_set (&test, kind->number, &id, kind->groups[g].number,
                                 secret_value (&kind->groups[g], random));
        }
      items = list (&test, TODAY);
      for (guint n = 0; n < items->len; n++)
        {
          const WayAgendaItem *item = g_ptr_array_index (items, n);
          g_autofree char *text = way_agenda_item_attention (item, date (TODAY));

          g_assert_null (strstr (text, SECRET));
          g_assert_null (strstr (item->line, SECRET));
          seen += strstr (item->title, SECRET) != NULL;
        }
      attention = way_agenda_attention (items, date (TODAY), NULL, NULL);
      g_assert_null (strstr (attention, SECRET));
    }
  g_assert_cmpuint (seen, >, 0);
}

/* -- the person's own page --------------------------------------------------------------------- */

static GPtrArray *
list_dates (WayTestCase *test, const char *today)
{
  g_autoptr (WayReference) reference = way_test_reference ();
  g_autoptr (WayCase) built = way_test_case_build (test);

  return way_agenda_list_dates (built, NULL, reference, date (today));
}

static void
add_care (WayTestCase *test, const char *from, const char *to)
{
  way_test_case_add (test, WAY_KIND_CARE, WAY_CARE_DATES, g_variant_new ("(ss)", from, to));
}

static void
test_rules (void)
{
  g_auto (WayTestCase) test;
  g_autoptr (GPtrArray) items = NULL;
  const WayAgendaItem *visit, *action;

  begin (&test);
  add_visit (&test, "2025-08-21");
  add_action (&test, "2025-10-24", "Send housing the letter", "Ros", "to_do");
  items = list (&test, TODAY);
  visit = find (items, WAY_AGENDA_VISIT);
  action = find (items, WAY_AGENDA_ACTION);
  g_assert_cmpstr (visit->rule, ==, "visit_days_default");
  g_assert_cmpstr (visit->sum, ==, "Last seen: 21 August + 8 weeks = 16 October.");
  g_assert_cmpstr (action->rule, ==, "");
}

/* Owed by an eligible 17-year-old, and not on Today. */
static void
test_assessment (void)
{
  g_auto (WayTestCase) test;
  g_autoptr (GPtrArray) items = NULL, today = NULL;
  const WayAgendaItem *item;

  begin (&test);
  set_birth (&test, "2009-08-20");
  add_care (&test, "2020-01-01", "");
  items = list_dates (&test, TODAY);
  item = find (items, WAY_AGENDA_CLOCK);
  g_assert_nonnull (item);
  g_assert_cmpstr (item->title, ==, "Needs assessment");
  g_assert_cmpstr (item->detail, ==, "By 20 November.");
  g_assert_cmpstr (item->rule, ==, "needs_assessment_months");
  g_assert_nonnull (strstr (item->sum, "20 August + 3 months = 20 November"));
  today = list (&test, TODAY);
  g_assert_null (find (today, WAY_AGENDA_CLOCK));
}

static void
test_universal_credit (void)
{
  g_auto (WayTestCase) test;
  g_autoptr (GPtrArray) items = NULL;
  const WayAgendaItem *item;

  begin (&test);
  set_birth (&test, "2007-11-01");
  items = list_dates (&test, TODAY);
  item = find (items, WAY_AGENDA_CLOCK);
  g_assert_nonnull (item);
  g_assert_cmpstr (item->title, ==, "Universal Credit");
  g_assert_cmpint (way_date_compare (item->on, date ("2025-11-01")), ==, 0);
}

/* A year ahead, and on the birthday's own line once that is there. */
static void
test_closing (void)
{
  g_auto (WayTestCase) test;
  g_autoptr (GPtrArray) far = NULL, ahead = NULL, near = NULL;

  begin (&test);
  set_birth (&test, "2001-03-03");
  add_status (&test, "former_relevant_21_plus");
  far = list_dates (&test, "2025-03-02");
  g_assert_null (find (far, WAY_AGENDA_CLOCK));
  ahead = list_dates (&test, "2025-03-03");
  g_assert_cmpstr (find (ahead, WAY_AGENDA_CLOCK)->rule, ==, "age_end");
  near = list_dates (&test, "2026-02-20");
  g_assert_null (find (near, WAY_AGENDA_CLOCK));
  g_assert_cmpstr (find (near, WAY_AGENDA_BIRTHDAY)->rule, ==, "age_end");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define TEST(path, function) g_test_add_func ("/core/agenda/" path, function)
  TEST ("visit-today", test_visit_today);
  TEST ("visit-overdue", test_visit_overdue);
  TEST ("review-due", test_review_due);
  TEST ("birthday-near", test_birthday_near);
  TEST ("action-tomorrow", test_action_tomorrow);
  TEST ("visit-booked", test_visit_booked);
  TEST ("yearly-offer", test_yearly_offer);
  TEST ("nothing-due", test_nothing_due);
  TEST ("visit-words", test_visit_words);
  TEST ("action-words", test_action_words);
  TEST ("appointment-words", test_appointment_words);
  TEST ("birthday-words", test_birthday_words);
  TEST ("birthday-bounds", test_birthday_bounds);
  TEST ("tries", test_tries);
  TEST ("ready", test_ready);
  TEST ("provided-home", test_provided_home);
  TEST ("team-standard", test_team_standard);
  TEST ("booked", test_booked);
  TEST ("what-is-a-visit", test_what_is_a_visit);
  TEST ("visit-written-down", test_visit_written_down);
  TEST ("review-asked-for", test_review_asked_for);
  TEST ("most-pressing", test_most_pressing);
  TEST ("order-of-a-day", test_order_of_a_day);
  TEST ("compare-people", test_compare_people);
  TEST ("actions-left-out", test_actions_left_out);
  TEST ("closed", test_closed);
  TEST ("empty-case", test_empty_case);
  TEST ("resting", test_resting);
  TEST ("conflict", test_conflict);
  TEST ("says-nothing-of-why", test_says_nothing_of_why);
  TEST ("rules", test_rules);
  TEST ("assessment", test_assessment);
  TEST ("universal-credit", test_universal_credit);
  TEST ("closing", test_closing);
#undef TEST
  return g_test_run ();
}
