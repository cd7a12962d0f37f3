/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Dates as people type them.  Today is Thursday 16 October 2025 where no row says otherwise.
 */
#include "way-date-typed.h"

#include <string.h>
#include "core-fixture.h"
#include "way-core-error.h"
#include "way-date-text.h"
#include "way-random.h"

static WayDate
date (const char *text)
{
  WayDate result = way_date_none;

  g_assert_true (way_date_parse (text, WAY_DATE_PARTIAL, &result));
  return result;
}

static void
assert_read (const char *typed, const char *today, WayDateSense sense, const char *expected)
{
  g_autoptr (GError) error = NULL;
  WayDate result = way_date_none;
  char text[WAY_DATE_TEXT_SIZE];

  if (!way_date_read_typed_partial (typed, date (today), sense, &result, &error))
    g_error ("“%s” was not read: %s", typed, error->message);
  g_assert_no_error (error);
  if (!g_str_equal (way_date_format (result, text), expected))
    g_error ("“%s” was read as %s, not %s", typed, text, expected);
  if (way_date_is_full (result))
    {
      result = way_date_none;
      g_assert_true (way_date_read_typed (typed, date (today), sense, &result, &error));
      g_assert_cmpstr (way_date_format (result, text), ==, expected);
    }
}

/* What says its own year, or counts from today, is the same whatever the date is for. */
static void
test_same_in_both_senses (void)
{
  static const struct
  {
    const char *typed, *expected;
  } rows[] = {
    { "24 October 2026", "2026-10-24" },
    { "24 october 2026", "2026-10-24" },
    { "24 OCT 2026", "2026-10-24" },
    { "24oct2026", "2026-10-24" },
    { "24th October, 2026", "2026-10-24" },
    { "the 24th of October 2026", "2026-10-24" },
    { "on 1st nov 2026", "2026-11-01" },
    { "2nd sept 2026", "2026-09-02" },
    { "3rd January 2026", "2026-01-03" },
    { "October 24, 2026", "2026-10-24" },
    { "Oct 24th 2026", "2026-10-24" },
    { "Saturday 24 October 2026", "2026-10-24" },
    { "sat, 24 oct 2026", "2026-10-24" },
    { "24/10/2026", "2026-10-24" },
    { "24/10/24", "2024-10-24" },
    { " 24 / 10 / 24 ", "2024-10-24" },
    { "24.10.2026", "2026-10-24" },
    { "24-10-2026", "2026-10-24" },
    { "24 10 2026", "2026-10-24" },
    { "4/3/2026", "2026-03-04" },
    { "04/03/2026", "2026-03-04" },
    { "2026-10-24", "2026-10-24" },
    { "2026/10/24", "2026-10-24" },
    { "24 oct ’24", "2024-10-24" },
    { "٢٤/١٠/٢٠٢٦", "2026-10-24" },
    { "29 February 2028", "2028-02-29" },
    { "29 feb 2000", "2000-02-29" },
    { "today", "2025-10-16" },
    { "TODAY", "2025-10-16" },
    { "tomorrow", "2025-10-17" },
    { "by tomorrow", "2025-10-17" },
    { "yesterday", "2025-10-15" },
    { "day after tomorrow", "2025-10-18" },
    { "the day after tomorrow", "2025-10-18" },
    { "the day before yesterday", "2025-10-14" },
    { "next friday", "2025-10-24" },
    { "next monday", "2025-10-20" },
    { "next thursday", "2025-10-23" },
    { "next sunday", "2025-10-26" },
    { "last friday", "2025-10-10" },
    { "last thursday", "2025-10-09" },
    { "last wednesday", "2025-10-15" },
    { "this friday", "2025-10-17" },
    { "friday week", "2025-10-24" },
    { "next week", "2025-10-23" },
    { "next month", "2025-11-16" },
    { "next year", "2026-10-16" },
    { "last week", "2025-10-09" },
    { "last month", "2025-09-16" },
    { "in 3 days", "2025-10-19" },
    { "in a day", "2025-10-17" },
    { "in 2 weeks", "2025-10-30" },
    { "in 2 weeks' time", "2025-10-30" },
    { "in a week’s time", "2025-10-23" },
    { "in two weeks", "2025-10-30" },
    { "in a fortnight", "2025-10-30" },
    { "in a month", "2025-11-16" },
    { "in six months", "2026-04-16" },
    { "in an year", "2026-10-16" },
    { "2 weeks from now", "2025-10-30" },
    { "3 days from today", "2025-10-19" },
    { "2 weeks ago", "2025-10-02" },
    { "a month ago", "2025-09-16" },
    { "in 0 days", "2025-10-16" },
    { "October 2024", "2024-10" },
    { "oct 2024", "2024-10" },
    { "10/2024", "2024-10" },
    { "2024-10", "2024-10" },
    { "2024", "2024" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      assert_read (rows[i].typed, "2025-10-16", WAY_DATE_SENSE_FUTURE, rows[i].expected);
      assert_read (rows[i].typed, "2025-10-16", WAY_DATE_SENSE_PAST, rows[i].expected);
    }
}

static void
test_senses (void)
{
  static const struct
  {
    const char *typed, *today, *future, *past;
  } rows[] = {
    { "24 oct", "2025-10-16", "2025-10-24", "2024-10-24" },
    { "24/10", "2025-10-16", "2025-10-24", "2024-10-24" },
    { "oct 24", "2025-10-16", "2025-10-24", "2024-10-24" },
    { "16 October", "2025-10-16", "2025-10-16", "2025-10-16" },
    { "15 October", "2025-10-16", "2026-10-15", "2025-10-15" },
    { "Thursday 16 October", "2025-10-16", "2025-10-16", "2025-10-16" },
    { "1 January", "2025-12-31", "2026-01-01", "2025-01-01" },
    { "31 December", "2026-01-01", "2026-12-31", "2025-12-31" },
    { "29 feb", "2025-10-16", "2028-02-29", "2024-02-29" },
    { "29 feb", "2024-02-29", "2024-02-29", "2024-02-29" },
    { "29 feb", "2024-03-01", "2028-02-29", "2024-02-29" },
    { "29/2", "2097-01-01", "2104-02-29", "2096-02-29" },
    { "the 24th", "2025-10-16", "2025-10-24", "2025-09-24" },
    { "31st", "2025-11-16", "2025-12-31", "2025-10-31" },
    { "31st", "2026-02-16", "2026-03-31", "2026-01-31" },
    { "friday the 24th", "2025-10-16", "2025-10-24", NULL },
    { "friday", "2025-10-16", "2025-10-17", "2025-10-10" },
    { "thursday", "2025-10-16", "2025-10-23", "2025-10-09" },
    { "tues", "2025-10-16", "2025-10-21", "2025-10-14" },
    { "by friday", "2025-12-31", "2026-01-02", "2025-12-26" },
    { "next monday", "2025-10-20", "2025-10-27", "2025-10-27" },
    { "next sunday", "2025-10-19", "2025-10-26", "2025-10-26" },
    { "next friday", "2025-10-18", "2025-10-24", "2025-10-24" },
    { "2 weeks", "2025-10-16", "2025-10-30", "2025-10-02" },
    { "a fortnight", "2025-10-16", "2025-10-30", "2025-10-02" },
    { "in a month", "2026-01-31", "2026-02-28", "2026-02-28" },
    { "in a month", "2024-01-31", "2024-02-29", "2024-02-29" },
    { "a month", "2026-03-31", "2026-04-30", "2026-02-28" },
    { "in a year", "2024-02-29", "2025-02-28", "2025-02-28" },
    { "3/3/06", "2025-10-16", "2006-03-03", "2006-03-03" },
    { "3/3/98", "2025-10-16", "2098-03-03", "1998-03-03" },
    { "24/10/26", "2025-10-16", "2026-10-24", "1926-10-24" },
    { "1/1/05", "2099-12-31", "2105-01-01", "2005-01-01" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      assert_read (rows[i].typed, rows[i].today, WAY_DATE_SENSE_FUTURE, rows[i].future);
      if (rows[i].past != NULL)
        assert_read (rows[i].typed, rows[i].today, WAY_DATE_SENSE_PAST, rows[i].past);
    }
}

static void
assert_refused (const char *typed, const char *sentence)
{
  g_autofree char *start = g_strndup (typed != NULL ? typed : "", 40);
  g_autofree char *shown = g_strescape (start, NULL);
  g_autoptr (GError) error = NULL;
  WayDate result = { 1, 2, 3 };

  g_test_message ("typed: %s", shown);
  g_assert_false (
      way_date_read_typed (typed, date ("2025-10-16"), WAY_DATE_SENSE_FUTURE, &result, &error));
  g_assert_error (error, WAY_CORE_ERROR, WAY_CORE_ERROR_INVALID);
  g_assert_cmpstr (error->message, ==, sentence);
  g_assert_cmpint (result.year, ==, 1);
  g_assert_cmpint (result.month, ==, 2);
  g_assert_cmpint (result.day, ==, 3);
}

#define UNREAD "This cannot be read as a day. Write a day such as 24 October, or 24/10/2026."
#define NO_DAY "The day is missing. Write a day such as 24 October, or 24/10/2026."
#define TOO_FAR "The year lies too far away. Write a day such as 24 October, or 24/10/2026."

static void
test_refused (void)
{
  static const char *const unread[] = {
    "",
    " ",
    "soon",
    "24",
    "24 octobre 2026 maybe",
    "oct",
    "24/10/6",
    "24/10/026",
    "241026",
    "24102026",
    "24/10/2026/1",
    "-24/10",
    "24:10",
    "24/oct/next",
    "friday 24",
    "next tomorrow",
    "in friday",
    "in 2 weeks ago",
    "2 weeks time",
    "in -3 days",
    "1.5 weeks",
    "in 2 weeks from",
    "in 1000 days",
    "thirteen weeks",
    "99th",
    "0th",
    "ma 24",
    "99/2024",
    "\xff\xfe",
    "24\xe2\x80\xae/10",
    "a b c d e f g h i j k l",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (unread); i++)
    assert_refused (unread[i], UNREAD);
  assert_refused (NULL, UNREAD);
  assert_refused ("October 2024", NO_DAY);
  assert_refused ("2024", NO_DAY);
  assert_refused ("in 999 years", TOO_FAR);
  assert_refused ("999 years ago", TOO_FAR);
  assert_refused ("24/10/0026", TOO_FAR);
  assert_refused ("24/10/1899", TOO_FAR);
  assert_refused ("24/10/3000", TOO_FAR);
  assert_refused ("31 June", "There is no 31 June. Write a day such as 24 October, or 24/10/2026.");
  assert_refused ("31/6/2026",
                  "There is no 31 June. Write a day such as 24 October, or 24/10/2026.");
  assert_refused ("30 feb",
                  "There is no 30 February. Write a day such as 24 October, or 24/10/2026.");
  assert_refused ("0 May", "There is no 0 May. Write a day such as 24 October, or 24/10/2026.");
  assert_refused ("29/2/2027",
                  "There is no 29 February in 2027. Write a day such as 24 October, or "
                  "24/10/2026.");
  assert_refused ("10/24/2026", "There is no month 24. Write the day first, such as 24/10/2026.");
  assert_refused ("24/0", "There is no month 0. Write the day first, such as 24/10/2026.");
  assert_refused ("Tuesday 24 October",
                  "24 October 2025 is a Friday, not a Tuesday. Write which of the two is meant.");
}

static void
test_long (void)
{
  g_autofree char *text = g_strnfill (5 * 1024 * 1024, '1');

  assert_refused (text, UNREAD);
}

static WayDate
random_day (WayRandom *random)
{
  /* 1900-01-01 to 2999-12-31 */
  return way_date_from_day_number ((gint32)way_random_below (random, 401768) - 25567);
}

static void
assert_text_is_read_back (char *text, WayDate today, WayDateSense sense, WayDate expected)
{
  g_autofree char *owned = text;
  char written[WAY_DATE_TEXT_SIZE], now[WAY_DATE_TEXT_SIZE];

  assert_read (owned, way_date_format (today, now), sense, way_date_format (expected, written));
}

/* Whatever the program writes on the screen it also understands. */
static void
test_reads_what_is_written (void)
{
  g_autoptr (WayRandom) random = way_test_random ();

  for (guint i = 0; i < 3000; i++)
    {
      WayDate today = random_day (random), day = random_day (random);
      WayDateSense sense;

      if (i % 2 == 0)
        day.year = today.year;
      if (day.month == 2 && day.day == 29)
        day.day = 28;
      sense = way_date_compare (day, today) < 0 ? WAY_DATE_SENSE_PAST : WAY_DATE_SENSE_FUTURE;
      assert_text_is_read_back (way_date_text (day, today), today, sense, day);
      assert_text_is_read_back (way_date_text_with_day (day, today), today, sense, day);
      day.day = 0;
      assert_text_is_read_back (way_date_text (day, today), today, sense, day);
      day.month = 0;
      assert_text_is_read_back (way_date_text (day, today), today, sense, day);
    }
}

/* No typing ends in a date that is none, and a refusal says so. */
static void
test_anything_typed (void)
{
  static const char *const pieces[] = {
    "24",     "31",    "2",      "29",   "2026", "99999", "0",   "999",   "th",       "oct",
    "feb",    "may",   "friday", "next", "last", "this",  "in",  "a",     "weeks",    "days",
    "months", "years", "ago",    "from", "now",  "today", "day", "after", "tomorrow", "/",
    "-",      ".",     ",",      " ",    "’",    "é",     "ش"
  };
  g_autoptr (WayRandom) random = way_test_random ();

  for (guint i = 0; i < 20000; i++)
    {
      g_autoptr (GString) typed = g_string_new ("");
      g_autoptr (GError) error = NULL;
      WayDate result = way_date_none, again;
      char text[WAY_DATE_TEXT_SIZE];

      for (guint n = way_random_below (random, 7); n > 0; n--)
        g_string_append_printf (typed, "%s%s", way_random_below (random, 3) == 0 ? "" : " ",
                                pieces[way_random_below (random, G_N_ELEMENTS (pieces))]);
      if (way_date_read_typed (typed->str, random_day (random), way_random_below (random, 2),
                               &result, &error))
        g_assert_true (way_date_parse (way_date_format (result, text), WAY_DATE_FULL, &again));
      else
        {
          g_assert_error (error, WAY_CORE_ERROR, WAY_CORE_ERROR_INVALID);
          g_assert_true (g_str_has_suffix (error->message, "."));
          g_assert_true (way_date_is_none (result));
        }
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/date-typed/same-in-both-senses", test_same_in_both_senses);
  g_test_add_func ("/core/date-typed/senses", test_senses);
  g_test_add_func ("/core/date-typed/refused", test_refused);
  g_test_add_func ("/core/date-typed/long", test_long);
  g_test_add_func ("/core/date-typed/reads-what-is-written", test_reads_what_is_written);
  g_test_add_func ("/core/date-typed/anything-typed", test_anything_typed);
  return g_test_run ();
}
