/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The clock against domain.md 8.2, checks 8, 9 and 13, and the rules around them.
 */
#include "way-due.h"

#include <string.h>
#include "way-test-case.h"

static WayDate
date (const char *text)
{
  WayDate result = way_date_none;

  g_assert_true (way_date_parse (text, WAY_DATE_FULL, &result));
  return result;
}

typedef void (*DueFunc) (const WayCare *, WayDue *);

static void
visit (const WayCare *care, WayDue *due)
{
  way_due_visit (care, NULL, due);
}

static void
assert_due (
    WayTestCase *test, DueFunc function, const char *today, const char *due, const char *rule)
{
  g_autoptr (WayReference) reference = way_test_reference ();
  g_autoptr (WayCase) built = way_test_case_build (test);
  g_autoptr (WayCare) care = way_care_new (built, reference, date (today));
  g_auto (WayDue) result = { 0 };
  char text[WAY_DATE_TEXT_SIZE];

  function (care, &result);
  g_assert_cmpstr (way_date_format (result.due, text), ==, due);
  g_assert_cmpstr (result.rule, ==, rule);
  g_assert_true (way_date_is_none (result.due) || result.reason != NULL);
}

static void
assert_told (WayTestCase *test, DueFunc function, const char *today, gboolean to_come)
{
  g_autoptr (WayReference) reference = way_test_reference ();
  g_autoptr (WayCase) built = way_test_case_build (test);
  g_autoptr (WayCare) care = way_care_new (built, reference, date (today));
  g_auto (WayDue) result = { 0 };

  function (care, &result);
  g_assert_cmpint (strstr (result.reason, "still to come") != NULL, ==, to_come);
}

static void
begin (WayTestCase *test, const char *born, const char *status)
{
  way_test_case_init (test);
  way_test_case_add (test, WAY_KIND_PERSON, WAY_PERSON_NAMES, g_variant_new ("(ss)", "A", "A B"));
  way_test_case_set (test, WAY_KIND_PERSON, &test->id, WAY_PERSON_BIRTH,
                     g_variant_new ("(s)", born));
  way_test_case_add (test, WAY_KIND_STATUS_ENTERED, WAY_STATUS_ENTERED_STATUS,
                     g_variant_new ("(sss)", "2020-01-01", status, ""));
}

static void
add_review (WayTestCase *test, const char *held, const char *asked)
{
  WayId id = way_test_case_add (test, WAY_KIND_REVIEW, WAY_REVIEW_HELD_ON,
                                g_variant_new ("(s)", held));

  way_test_case_set (test, WAY_KIND_REVIEW, &id, WAY_REVIEW_ASKED,
                     g_variant_new ("(ss)", asked, ""));
}

static void
add_contact (WayTestCase *test, const char *on, const char *kind, guint8 seen)
{
  WayId id = way_test_case_add (test, WAY_KIND_CONTACT, WAY_CONTACT_WHEN,
                                g_variant_new ("(ss)", on, ""));

  way_test_case_set (test, WAY_KIND_CONTACT, &id, WAY_CONTACT_KIND, g_variant_new ("(s)", kind));
  way_test_case_set (test, WAY_KIND_CONTACT, &id, WAY_CONTACT_SEEN, g_variant_new ("(y)", seen));
}

static void
test_review (void)
{
  g_auto (WayTestCase) test;

  begin (&test, "2007-01-15", "former_relevant");
  assert_due (&test, way_due_review, "2026-02-01", "", "");
  add_review (&test, "2026-01-31", "");
  assert_due (&test, way_due_review, "2026-02-01", "2026-07-31", "review_months");
  add_review (&test, "", "2026-04-01");
  assert_due (&test, way_due_review, "2026-04-02", "2026-04-01", "review_months");
  add_review (&test, "2026-04-10", "");
  assert_due (&test, way_due_review, "2026-04-11", "2026-10-10", "review_months");
}

/* A wrong digit, or another laptop's clock: the day does not count until it has come. */
static void
test_days_to_come (void)
{
  g_auto (WayTestCase) test;

  begin (&test, "2012-01-15", "former_relevant");
  add_contact (&test, "2026-01-31", "visit", 2);
  add_contact (&test, "2026-02-02", "visit", 2);
  add_contact (&test, "2030-01-01", "visit", 2);
  assert_due (&test, visit, "2026-02-01", "2026-03-28", "visit_days_default");
  assert_told (&test, visit, "2026-02-01", TRUE);
  assert_due (&test, visit, "2026-02-02", "2026-03-30", "visit_days_default");
  assert_told (&test, visit, "2030-01-01", FALSE);

  add_review (&test, "2026-01-31", "");
  add_review (&test, "2030-01-01", "");
  assert_due (&test, way_due_review, "2026-02-01", "2026-07-31", "review_months");
  assert_told (&test, way_due_review, "2026-02-01", TRUE);
  assert_due (&test, way_due_review, "2030-01-01", "2030-07-01", "review_months");
  assert_told (&test, way_due_review, "2030-01-01", FALSE);
  add_review (&test, "2029-12-31", "2026-01-31");
  add_review (&test, "2029-12-31", "2026-02-01");
  assert_due (&test, way_due_review, "2026-02-02", "2026-02-01", "review_months");
}

static void
test_review_end_of_month (void)
{
  g_auto (WayTestCase) test;

  begin (&test, "2010-05-10", "relevant");
  add_review (&test, "2026-08-31", "");
  assert_due (&test, way_due_review, "2026-09-01", "2027-02-28", "review_months");
}

static void
test_after_21 (void)
{
  g_auto (WayTestCase) test;

  begin (&test, "2005-06-15", "former_relevant");
  add_review (&test, "2026-01-31", "");
  assert_due (&test, way_due_review, "2026-06-14", "2026-07-31", "review_months");
  assert_due (&test, way_due_review, "2026-06-15", "", "");
  assert_due (&test, visit, "2026-06-15", "", "");
  assert_due (&test, way_due_offer, "2026-06-14", "2026-06-15", "offer_interval_months");
  assert_due (&test, way_due_offer, "2026-06-16", "2027-06-15", "offer_interval_months");
  assert_due (&test, way_due_offer, "2030-06-14", "", "");

  way_test_case_add (&test, WAY_KIND_STATUS_ENTERED, WAY_STATUS_ENTERED_STATUS,
                     g_variant_new ("(sss)", "2026-07-01", "former_relevant_21_plus", ""));
  assert_due (&test, way_due_review, "2026-07-02", "2026-07-31", "review_months");
  assert_due (&test, way_due_offer, "2026-07-02", "", "");
}

static void
test_visit_provided_home (void)
{
  g_auto (WayTestCase) test;
  WayId home;

  begin (&test, "2008-02-01", "relevant");
  add_contact (&test, "2026-06-25", "visit", 2);
  home = way_test_case_add (&test, WAY_KIND_HOME, WAY_HOME_DATES,
                            g_variant_new ("(ss)", "2026-07-01", ""));
  way_test_case_set (&test, WAY_KIND_HOME, &home, WAY_HOME_PROVIDED_BY_COUNCIL,
                     g_variant_new ("(y)", 2));
  assert_due (&test, visit, "2026-07-02", "2026-07-08", "first_visit_days");
  assert_due (&test, way_due_review, "2026-07-02", "2026-07-29", "accommodation_review_days");
  add_contact (&test, "2026-07-08", "visit", 2);
  assert_due (&test, visit, "2026-07-09", "2026-07-29", "accommodation_review_days");
  add_contact (&test, "2026-07-28", "visit", 2);
  assert_due (&test, visit, "2026-07-29", "2026-09-22", "visit_days_default");
  /* the council's own time would be longer than the law: the law stands */
  add_contact (&test, "2026-12-31", "visit", 2);
  assert_due (&test, visit, "2027-01-01", "2027-02-25", "visit_days_default");
}

static void
add_home (WayTestCase *test, const char *from, const char *to)
{
  WayId home = way_test_case_add (test, WAY_KIND_HOME, WAY_HOME_DATES,
                                  g_variant_new ("(ss)", from, to));

  way_test_case_set (test, WAY_KIND_HOME, &home, WAY_HOME_PROVIDED_BY_COUNCIL,
                     g_variant_new ("(y)", 2));
}

static void
test_visit_home_of_a_month (void)
{
  g_auto (WayTestCase) test;

  begin (&test, "2008-02-01", "relevant");
  add_contact (&test, "2026-06-25", "visit", 2);
  add_home (&test, "2026-07", "2026-08");
  assert_due (&test, visit, "2026-06-30", "2026-08-20", "visit_days_default");
  assert_due (&test, visit, "2026-07-02", "2026-07-08", "first_visit_days");
  assert_due (&test, visit, "2026-08-31", "2026-07-08", "first_visit_days");
  assert_due (&test, visit, "2026-09-01", "2026-08-20", "visit_days_default");
}

static void
test_visit_there (void)
{
  g_auto (WayTestCase) test;

  begin (&test, "2008-02-01", "relevant");
  add_home (&test, "2026-06-01", "");
  add_contact (&test, "2026-06-05", "office", 2);
  assert_due (&test, visit, "2026-06-06", "2026-06-08", "first_visit_days");
  add_contact (&test, "2026-11-01", "visit", 2);
  assert_due (&test, visit, "2026-11-02", "2026-12-27", "visit_days_default");
}

static void
test_visit_what_counts (void)
{
  g_auto (WayTestCase) test;

  begin (&test, "2008-02-01", "former_relevant");
  assert_due (&test, visit, "2026-11-24", "2027-01-18", "visit_days_default");
  add_contact (&test, "2026-11-01", "visit", 0);
  assert_due (&test, visit, "2026-11-24", "2026-12-27", "visit_days_default");
  add_contact (&test, "2026-11-05", "visit", 1); /* not seen */
  add_contact (&test, "2026-11-06", "phone", 2); /* no visit */
  add_contact (&test, "2026-11-07", "video", 2); /* unless the team says so */
  assert_due (&test, visit, "2026-11-24", "2026-12-27", "visit_days_default");
  add_contact (&test, "2026-11-10", "office", 2);
  assert_due (&test, visit, "2026-11-24", "2027-01-05", "visit_days_default");
}

static void
test_team_standard (void)
{
  g_auto (WayTestCase) test;
  g_auto (WayTestCase) council;
  g_autoptr (WayReference) reference = way_test_reference ();
  g_autoptr (WayCase) built = NULL, team = NULL;
  g_autoptr (WayCare) care = NULL;
  g_auto (WayDue) due = { 0 };
  char text[WAY_DATE_TEXT_SIZE];

  begin (&test, "2008-02-01", "former_relevant");
  add_contact (&test, "2026-11-01", "video", 2);
  way_test_case_init (&council);
  way_test_case_add (&council, WAY_KIND_COUNCIL, WAY_COUNCIL_VISIT_STANDARDS,
                     g_variant_new ("(ub)", 28, TRUE));
  built = way_test_case_build (&test);
  team = way_test_case_build (&council);
  care = way_care_new (built, reference, date ("2026-11-10"));
  way_due_visit (care, team, &due);
  g_assert_cmpstr (way_date_format (due.due, text), ==, "2026-11-29");
  g_assert_cmpstr (due.reason, ==,
                   "Last seen, and the team’s own time: 1 November + 4 weeks = 29 November.");
}

static void
test_closed_and_qualifying (void)
{
  g_auto (WayTestCase) test;

  begin (&test, "2008-02-01", "qualifying");
  add_review (&test, "2026-01-31", "");
  assert_due (&test, way_due_review, "2026-02-01", "", "");
  way_test_case_set (&test, WAY_KIND_PERSON, &test.id, WAY_PERSON_CLOSED,
                     g_variant_new ("(sss)", "moved", "2026-02-02", ""));
  assert_due (&test, visit, "2026-02-03", "", "");
}

/* -- what the status asks for ------------------------------------------------------------------ */

static void
begin_in_care (WayTestCase *test, const char *born, const char *from, const char *to)
{
  WayId id;

  way_test_case_init (test);
  way_test_case_add (test, WAY_KIND_PERSON, WAY_PERSON_BIRTH, g_variant_new ("(s)", born));
  id = way_test_case_add (test, WAY_KIND_CARE, WAY_CARE_DATES, g_variant_new ("(ss)", from, to));
  way_test_case_set (test, WAY_KIND_CARE, &id, WAY_CARE_BASIS, g_variant_new ("(s)", "section_20"));
}

static void
add_support (WayTestCase *test, const char *on, const char *event)
{
  WayId id = way_test_case_add (test, WAY_KIND_SUPPORT, WAY_SUPPORT_ON, g_variant_new ("(s)", on));

  way_test_case_set (test, WAY_KIND_SUPPORT, &id, WAY_SUPPORT_EVENT, g_variant_new ("(s)", event));
}

static void
add_assessment (WayTestCase *test, const char *done)
{
  way_test_case_add (test, WAY_KIND_NEEDS_ASSESSMENT, WAY_NEEDS_ASSESSMENT_DATES,
                     g_variant_new ("(ss)", "", done));
}

/* Checks 1, 2 and 4. */
static void
test_assessment (void)
{
  g_auto (WayTestCase) late, early, left;

  begin_in_care (&late, "2010-05-10", "2026-03-01", "");
  assert_due (&late, way_due_assessment, "2026-05-30", "", "");
  assert_due (&late, way_due_assessment, "2026-05-31", "2026-08-31", "needs_assessment_months");
  add_assessment (&late, "2026-08-20");
  assert_due (&late, way_due_assessment, "2026-08-19", "2026-08-31", "needs_assessment_months");
  assert_due (&late, way_due_assessment, "2026-08-20", "", "");

  begin_in_care (&early, "2010-05-10", "2023-05-10", "");
  assert_due (&early, way_due_assessment, "2026-05-10", "2026-08-10", "needs_assessment_months");

  begin_in_care (&left, "2009-05-10", "2020-01-01", "2026-06-30");
  assert_due (&left, way_due_assessment, "2026-07-01", "2026-10-01", "needs_assessment_months");
}

/* Checks 9, 10 and 11. */
static void
test_back_to_education (void)
{
  g_auto (WayTestCase) test;

  begin_in_care (&test, "2003-02-14", "2015-01-01", "2021-02-14");
  assert_due (&test, way_due_review, "2026-09-13", "", "");
  assert_due (&test, way_due_assessment, "2026-09-13", "", "");
  assert_due (&test, way_due_offer, "2026-09-13", "2027-02-14", "offer_interval_months");
  add_support (&test, "2026-09-14", "education_told");
  assert_due (&test, way_due_assessment, "2026-09-14", "2026-12-14", "needs_assessment_months");
  assert_due (&test, way_due_offer, "2026-09-14", "", "");
  assert_due (&test, way_due_closing, "2026-09-14", "2028-02-14", "age_end");
  add_support (&test, "2027-03-01", "education_ended");
  add_support (&test, "2027-03-02", "asked");
  assert_due (&test, way_due_assessment, "2027-03-02", "2027-06-02",
              "assessment_months_after_asking");
  add_support (&test, "2027-04-01", "no_longer_wanted");
  assert_due (&test, way_due_assessment, "2027-04-01", "", "");
  assert_due (&test, way_due_closing, "2028-02-14", "", "");
}

/* What was offered is offered again a year later, and is not let go until it is. */
static void
test_offers_written_down (void)
{
  g_auto (WayTestCase) test, programme;
  WayId course;

  begin_in_care (&test, "2003-02-14", "2015-01-01", "2021-02-14");
  add_support (&test, "2024-01-02", "offered");
  assert_due (&test, way_due_offer, "2024-02-01", "2024-02-14", "offer_interval_months");
  add_support (&test, "2024-02-29", "offered");
  assert_due (&test, way_due_offer, "2024-03-01", "2025-02-28", "offer_interval_months");
  assert_due (&test, way_due_offer, "2026-08-01", "2025-02-28", "offer_interval_months");
  add_support (&test, "2026-08-02", "declined");
  assert_due (&test, way_due_offer, "2026-08-02", "2027-08-02", "offer_interval_months");
  add_support (&test, "2027-08-02", "offered");
  assert_due (&test, way_due_offer, "2027-08-02", "", "");

  begin_in_care (&programme, "2003-02-14", "2015-01-01", "2021-02-14");
  course = way_test_case_add (&programme, WAY_KIND_CIRCUMSTANCE, WAY_CIRCUMSTANCE_DATES,
                              g_variant_new ("(ss)", "2022-09-01", "2025-06-30"));
  way_test_case_set (&programme, WAY_KIND_CIRCUMSTANCE, &course, WAY_CIRCUMSTANCE_CIRCUMSTANCE,
                     g_variant_new ("(s)", "education_programme"));
  assert_due (&programme, way_due_offer, "2023-01-01", "", "");
  assert_due (&programme, way_due_offer, "2024-03-01", "", "");
  assert_due (&programme, way_due_offer, "2025-07-01", "2026-02-14", "offer_interval_months");
}

/* Check 18, and the years in which February is short. */
static void
test_universal_credit (void)
{
  g_auto (WayTestCase) test, leap;

  begin_in_care (&test, "2008-12-10", "2020-01-01", "");
  assert_due (&test, way_due_universal_credit, "2026-11-11", "", "");
  assert_due (&test, way_due_universal_credit, "2026-11-12", "2026-11-12",
              "universal_credit_prepare_days");
  assert_due (&test, way_due_universal_credit, "2026-12-09", "2026-11-12",
              "universal_credit_prepare_days");
  assert_due (&test, way_due_universal_credit, "2026-12-10", "", "");
  begin_in_care (&leap, "2008-02-29", "2020-01-01", "");
  assert_due (&leap, way_due_universal_credit, "2026-02-01", "2026-02-01",
              "universal_credit_prepare_days");
}

static void
test_significant_change (void)
{
  g_auto (WayTestCase) test;

  begin (&test, "2007-01-15", "former_relevant");
  add_review (&test, "2026-01-31", "");
  way_test_case_add (&test, WAY_KIND_CHANGE, WAY_CHANGE_ON, g_variant_new ("(s)", "2026-03-25"));
  assert_due (&test, way_due_review, "2026-03-24", "2026-07-31", "review_months");
  assert_due (&test, way_due_review, "2026-03-25", "2026-04-22", "change_review_days");
  add_review (&test, "2026-04-10", "");
  assert_due (&test, way_due_review, "2026-04-10", "2026-10-10", "review_months");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/due/review", test_review);
  g_test_add_func ("/core/due/days-to-come", test_days_to_come);
  g_test_add_func ("/core/due/visit-home-of-a-month", test_visit_home_of_a_month);
  g_test_add_func ("/core/due/visit-there", test_visit_there);
  g_test_add_func ("/core/due/review-end-of-month", test_review_end_of_month);
  g_test_add_func ("/core/due/after-21", test_after_21);
  g_test_add_func ("/core/due/visit-provided-home", test_visit_provided_home);
  g_test_add_func ("/core/due/visit-what-counts", test_visit_what_counts);
  g_test_add_func ("/core/due/team-standard", test_team_standard);
  g_test_add_func ("/core/due/closed-and-qualifying", test_closed_and_qualifying);
  g_test_add_func ("/core/due/assessment", test_assessment);
  g_test_add_func ("/core/due/back-to-education", test_back_to_education);
  g_test_add_func ("/core/due/universal-credit", test_universal_credit);
  g_test_add_func ("/core/due/offers-written-down", test_offers_written_down);
  g_test_add_func ("/core/due/significant-change", test_significant_change);
  return g_test_run ();
}
