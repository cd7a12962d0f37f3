/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-clock.h"
#include "way-date.h"

static WayDate
date (const char *text)
{
  WayDate result = way_date_none;

  g_assert_true (way_date_parse (text, WAY_DATE_PARTIAL, &result));
  return result;
}

static void
assert_date (WayDate actual, const char *expected)
{
  char text[WAY_DATE_TEXT_SIZE];

  g_assert_cmpstr (way_date_format (actual, text), ==, expected);
}

static void
test_parse (void)
{
  static const struct
  {
    const char *text;
    gboolean full, partial;
  } rows[] = {
    { "2026-11-23", TRUE, TRUE },
    { "2024-02-29", TRUE, TRUE },
    { "2026", FALSE, TRUE },
    { "2026-11", FALSE, TRUE },
    { "2026-02-29", FALSE, FALSE },
    { "2026-13-01", FALSE, FALSE },
    { "2026-00-10", FALSE, FALSE },
    { "2026-10-00", FALSE, FALSE },
    { "2026-1-1", FALSE, FALSE },
    { "20261123", FALSE, FALSE },
    { "", FALSE, FALSE },
    { "1899-01-01", FALSE, FALSE },
    { "3000-01-01", FALSE, FALSE },
    { "2026-11-2x", FALSE, FALSE },
    { "٢٠٢٦-١١-٢٣", FALSE, FALSE },
    { "2026/11/23", FALSE, FALSE },
    { "2026-11-233", FALSE, FALSE },
  };
  WayDate unset = { 1, 2, 3 };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      WayDate ignored;

      g_assert_cmpint (way_date_parse (rows[i].text, WAY_DATE_FULL, &ignored), ==, rows[i].full);
      g_assert_cmpint (way_date_parse (rows[i].text, WAY_DATE_PARTIAL, &ignored), ==,
                       rows[i].partial);
    }

  g_assert_false (way_date_parse ("2026-02-30", WAY_DATE_FULL, &unset));
  g_assert_cmpint (unset.year, ==, 1);
  g_assert_false (way_date_parse (NULL, WAY_DATE_FULL, &unset));
}

static void
test_every_day (void)
{
  gint32 first = way_date_to_day_number (date ("1900-01-01"));
  gint32 last = way_date_to_day_number (date ("2999-12-31"));
  WayDate previous = way_date_none;

  g_assert_cmpint (way_date_to_day_number (date ("1970-01-01")), ==, 0);
  for (gint32 day = first; day <= last; day++)
    {
      WayDate here = way_date_from_day_number (day);

      g_assert_cmpint (way_date_to_day_number (here), ==, day);
      g_assert_cmpint (way_date_compare (previous, here), <, 0);
      previous = here;
    }
  assert_date (previous, "2999-12-31");
}

static void
test_months (void)
{
  assert_date (way_date_add_months (date ("2026-08-31"), 6), "2027-02-28");
  assert_date (way_date_add_months (date ("2026-01-31"), 6), "2026-07-31");
  assert_date (way_date_add_months (date ("2027-08-31"), 6), "2028-02-29");
  assert_date (way_date_add_months (date ("2026-11-30"), 3), "2027-02-28");
  assert_date (way_date_add_months (date ("2026-03-31"), -1), "2026-02-28");
  assert_date (way_date_add_months (date ("2026-01-15"), -1), "2025-12-15");
  assert_date (way_date_add_days (date ("2026-02-28"), 1), "2026-03-01");
  assert_date (way_date_add_years (date ("2008-05-10"), 75), "2083-05-10");
  g_assert_cmpint (way_date_days_between (date ("2026-03-01"), date ("2026-05-30")), ==, 90);
}

static void
test_birthdays (void)
{
  assert_date (way_date_birthday (date ("2008-02-29"), 18), "2026-03-01");
  assert_date (way_date_birthday (date ("2008-02-29"), 20), "2028-02-29");
  g_assert_cmpint (way_date_age (date ("2008-02-29"), date ("2026-02-28")), ==, 17);
  g_assert_cmpint (way_date_age (date ("2008-02-29"), date ("2026-03-01")), ==, 18);
  g_assert_cmpint (way_date_age (date ("2006-03-03"), date ("2025-10-16")), ==, 19);
  g_assert_cmpint (way_date_age (date ("2006-03-03"), date ("2006-03-02")), ==, -1);
  g_assert_cmpint (way_date_weekday (date ("2025-10-16")), ==, 4);
  g_assert_cmpint (way_date_weekday (date ("1969-12-29")), ==, 1);
}

static void
test_civil_day (void)
{
  /* Summer time: the civil day begins at 23:00 UTC; winter: at 00:00 UTC. */
  assert_date (way_clock_date_at (G_GINT64_CONSTANT (1780959600000) - 1), "2026-06-08");
  assert_date (way_clock_date_at (G_GINT64_CONSTANT (1780959600000)), "2026-06-09");
  assert_date (way_clock_date_at (G_GINT64_CONSTANT (1795392000000) - 1), "2026-11-22");
  assert_date (way_clock_date_at (G_GINT64_CONSTANT (1795392000000)), "2026-11-23");
  assert_date (way_clock_date_at (-1), "1969-12-31");
  assert_date (way_clock_date_at (G_MAXINT64), "");
  assert_date (way_clock_date_at (G_MININT64), "");
}

static void
test_time_of_day (void)
{
  g_assert_true (way_time_of_day_is_valid ("00:00"));
  g_assert_true (way_time_of_day_is_valid ("23:59"));
  g_assert_false (way_time_of_day_is_valid ("24:00"));
  g_assert_false (way_time_of_day_is_valid ("9:00"));
  g_assert_false (way_time_of_day_is_valid ("12:60"));
  g_assert_false (way_time_of_day_is_valid (""));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/date/parse", test_parse);
  g_test_add_func ("/base/date/every-day", test_every_day);
  g_test_add_func ("/base/date/months", test_months);
  g_test_add_func ("/base/date/birthdays", test_birthdays);
  g_test_add_func ("/base/date/civil-day", test_civil_day);
  g_test_add_func ("/base/date/time-of-day", test_time_of_day);
  return g_test_run ();
}
