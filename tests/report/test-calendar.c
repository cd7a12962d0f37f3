/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-calendar.h"

#include <string.h>
#include "way-exchange-data.h"
#include "way-test-case.h"

static const WayDate today = { 2026, 11, 23 };

static void
test_lines (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GString) whole = g_string_new (NULL);
  g_auto (GStrv) lines = NULL;

  way_calendar_append_text (text, "SUMMARY", "a,b;c\\d\ne\x01\x7f");
  g_assert_cmpstr (text->str, ==, "SUMMARY:a\\,b\\;c\\\\d\\ne\r\n");

  /* 8 bytes, then 67 of which the last two would be the 75th and 76th */
  g_string_assign (text, "");
  for (guint i = 0; i < 100; i++)
    g_string_append (whole, i % 2 == 0 ? "é" : "字");
  way_calendar_append_text (text, "SUMMARY", whole->str);
  g_assert_true (g_utf8_validate (text->str, -1, NULL));
  lines = g_strsplit (text->str, "\r\n", -1);
  g_string_assign (text, "");
  for (guint i = 0; lines[i] != NULL && lines[i][0] != '\0'; i++)
    {
      g_assert_cmpuint (strlen (lines[i]), <=, 75);
      g_assert_true (g_utf8_validate (lines[i], -1, NULL));
      g_assert_cmpint (lines[i][0] == ' ', ==, i > 0);
      g_string_append (text, lines[i] + (i > 0));
    }
  g_assert_true (g_str_has_prefix (text->str, "SUMMARY:"));
  g_assert_cmpstr (text->str + 8, ==, whole->str);
}

typedef struct
{
  WayTestCase person, team;
  WayReference *england;
} Bench;

static void
bench_init (Bench *self)
{
  WayTestCase *person = &self->person;
  WayId id;

  way_test_case_init (person);
  way_test_case_init (&self->team);
  self->england = way_exchange_load_reference (NULL);
  way_test_case_set (person, WAY_KIND_PERSON, &person->id, WAY_PERSON_BIRTH,
                     g_variant_new ("(s)", "2006-06-15"));
  way_test_case_set (person, WAY_KIND_PERSON, &person->id, WAY_PERSON_NAMES,
                     g_variant_new ("(ss)", "Zyzzyva", "Zyzzyva"));
  way_test_case_add (person, WAY_KIND_CARE, WAY_CARE_DATES,
                     g_variant_new ("(ss)", "2018-01-01", "2024-06-14"));
  id = way_test_case_add (person, WAY_KIND_CONTACT, WAY_CONTACT_WHEN,
                          g_variant_new ("(ss)", "2026-11-01", ""));
  way_test_case_set (person, WAY_KIND_CONTACT, &id, WAY_CONTACT_KIND,
                     g_variant_new ("(s)", "visit"));
}

static void
bench_clear (Bench *self)
{
  way_test_case_clear (&self->person);
  way_test_case_clear (&self->team);
  way_reference_unref (self->england);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Bench, bench_clear)

static char *
run (Bench *self, gint64 now_ms)
{
  g_autoptr (WayCase) person = way_test_case_build (&self->person);
  g_autoptr (WayCase) team = way_test_case_build (&self->team);
  GString *text = g_string_new (NULL);
  WayCalendar calendar = { team, self->england, today, now_ms, text, 0 };

  way_calendar_begin (&calendar);
  way_calendar_add_case (&calendar, person);
  way_calendar_end (&calendar);
  return g_string_free (text, FALSE);
}

/* (transfer full) (nullable): the UID before @summary. */
static char *
uid_of (const char *text, const char *summary)
{
  const char *at = strstr (text, summary);
  const char *uid = at != NULL ? g_strrstr_len (text, at - text, "UID:") : NULL;

  return uid != NULL ? g_strndup (uid, strcspn (uid, "\r")) : NULL;
}

static void
test_events (void)
{
  g_auto (Bench) bench = { 0 };
  g_autofree char *first = NULL, *second = NULL, *uid = NULL, *again = NULL;
  char hex[WAY_ID_HEX_SIZE];
  WayId seen;

  bench_init (&bench);
  first = run (&bench, 1795435200000);
  g_assert_true (g_str_has_prefix (first, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:"));
  g_assert_true (g_str_has_suffix (first, "END:VEVENT\r\nEND:VCALENDAR\r\n"));
  g_assert_nonnull (strstr (first, "\r\nDTSTAMP:20261123T120000Z\r\n"
                                   "DTSTART;VALUE=DATE:20261227\r\nDTEND;VALUE=DATE:20261228\r\n"
                                   "TRANSP:TRANSPARENT\r\nSUMMARY:Visit due\r\n"));
  g_assert_null (strstr (first, "Zyzzyva"));
  g_assert_null (strstr (first, way_id_format (&bench.person.id, hex)));

  /* the day moves, the UID stays */
  uid = uid_of (first, "SUMMARY:Visit due");
  seen = way_test_case_add (&bench.person, WAY_KIND_CONTACT, WAY_CONTACT_WHEN,
                            g_variant_new ("(ss)", "2026-11-22", ""));
  way_test_case_set (&bench.person, WAY_KIND_CONTACT, &seen, WAY_CONTACT_KIND,
                     g_variant_new ("(s)", "visit"));
  second = run (&bench, 1795435200000);
  g_assert_nonnull (strstr (second, "\r\nDTSTART;VALUE=DATE:20270117\r\n"));
  again = uid_of (second, "SUMMARY:Visit due");
  g_assert_cmpstr (uid, ==, again);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/report/calendar/lines", test_lines);
  g_test_add_func ("/report/calendar/events", test_events);
  return g_test_run ();
}
