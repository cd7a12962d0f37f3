/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The words for days, times and how near they are (design/DESIGN.md 6 and 8).
 */
#include "way-date-text.h"

static WayDate
date (const char *text)
{
  WayDate result = way_date_none;

  g_assert_true (way_date_parse (text, WAY_DATE_PARTIAL, &result));
  return result;
}

/* Takes @text. */
static void
assert_text (char *text, const char *expected)
{
  g_autofree char *owned = text;

  g_assert_cmpstr (owned, ==, expected);
}

static void
test_days (void)
{
  WayDate today = date ("2025-10-16");

  assert_text (way_date_text (way_date_none, today), "");
  assert_text (way_date_text (date ("2024"), today), "2024");
  assert_text (way_date_text (date ("2024-10"), today), "October 2024");
  assert_text (way_date_text (date ("2025-10"), today), "October 2025");
  assert_text (way_date_text (date ("2025-08-21"), today), "21 August");
  assert_text (way_date_text (date ("2026-01-30"), today), "30 January 2026");
  assert_text (way_date_text_with_day (date ("2025-10-21"), today), "Tuesday 21 October");
  assert_text (way_date_text_with_day (date ("2026-01-01"), today), "Thursday 1 January 2026");
  assert_text (way_date_text_short (date ("2025-10-24")), "Fri 24 Oct");
  assert_text (way_date_text_short (date ("2024-02-29")), "Thu 29 Feb");
  for (guint month = 1; month <= 12; month++)
    g_assert_true (g_str_has_prefix (way_month_name (month), way_month_short (month)));
  for (guint day = 1; day <= 7; day++)
    g_assert_true (g_str_has_prefix (way_weekday_name (day), way_weekday_short (day)));
}

static void
test_times (void)
{
  assert_text (way_time_text ("14:00"), "2:00pm");
  assert_text (way_time_text ("09:15"), "9:15am");
  assert_text (way_time_text ("00:00"), "12:00am");
  assert_text (way_time_text ("00:59"), "12:59am");
  assert_text (way_time_text ("11:59"), "11:59am");
  assert_text (way_time_text ("12:00"), "12:00pm");
  assert_text (way_time_text ("12:05"), "12:05pm");
  assert_text (way_time_text ("13:05"), "1:05pm");
  assert_text (way_time_text ("23:59"), "11:59pm");
  assert_text (way_time_text (""), "");
  assert_text (way_time_text ("24:00"), "");
  assert_text (way_time_text ("9:15"), "");
  assert_text (way_time_text (NULL), "");
}

static void
test_near (void)
{
  WayDate today = date ("2025-10-16");

  assert_text (way_date_text_near (today, today), "today");
  assert_text (way_date_text_near (date ("2025-10-17"), today), "tomorrow");
  assert_text (way_date_text_near (date ("2025-10-18"), today), "Saturday 18 October");
  assert_text (way_date_text_near (date ("2025-10-22"), today), "Wednesday 22 October");
  assert_text (way_date_text_near (date ("2025-10-23"), today), "23 October");
  assert_text (way_date_text_near (date ("2025-10-15"), today), "15 October");
  assert_text (way_date_text_near (date ("2026-01-01"), today), "1 January 2026");
  assert_text (way_date_text_near (date ("2026-01-02"), date ("2025-12-31")),
               "Friday 2 January 2026");
  assert_text (way_when_text (today, "14:00", today), "today at 2:00pm");
  assert_text (way_when_text (today, "", today), "today");
  assert_text (way_when_text (date ("2025-10-31"), "09:15", today), "Friday 31 October, 9:15am");
  assert_text (way_when_text (date ("2025-10-31"), "", today), "Friday 31 October");
}

typedef struct
{
  const char *date, *today, *text;
} Row;

static void
test_ago (void)
{
  static const Row rows[] = {
    { "2025-10-16", "2025-10-16", "today" },        { "2025-10-15", "2025-10-16", "yesterday" },
    { "2025-12-31", "2026-01-01", "yesterday" },    { "2024-02-29", "2024-03-01", "yesterday" },
    { "2025-02-28", "2025-03-01", "yesterday" },    { "2025-10-13", "2025-10-16", "3 days ago" },
    { "2025-10-10", "2025-10-16", "6 days ago" },   { "2025-10-09", "2025-10-16", "1 week ago" },
    { "2025-10-03", "2025-10-16", "1 week ago" },   { "2025-10-02", "2025-10-16", "2 weeks ago" },
    { "2025-08-21", "2025-10-16", "8 weeks ago" },  { "2025-08-14", "2025-10-16", "9 weeks ago" },
    { "2025-07-24", "2025-10-16", "12 weeks ago" }, { "2025-07-18", "2025-10-16", "12 weeks ago" },
    { "2025-07-17", "2025-10-16", "3 months ago" }, /* two months and 29 days, 13 weeks */
    { "2025-07-16", "2025-10-16", "3 months ago" }, { "2025-06-17", "2025-10-16", "3 months ago" },
    { "2025-06-16", "2025-10-16", "4 months ago" }, { "2025-08-31", "2026-02-27", "5 months ago" },
    { "2025-08-31", "2026-02-28", "6 months ago" }, { "2023-10-17", "2025-10-16", "23 months ago" },
    { "2023-10-16", "2025-10-16", "2 years ago" },  { "2020-02-29", "2025-02-28", "5 years ago" },
    { "2025-10-17", "2025-10-16", "17 October" },   { "2024-05", "2025-10-16", "May 2024" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    assert_text (way_ago_text (date (rows[i].date), date (rows[i].today)), rows[i].text);
  assert_text (way_ago_text (way_date_none, date ("2025-10-16")), "");
}

/* Further back never reads as less. */
static void
test_ago_only_grows (void)
{
  static const char *const units[] = { "day", "week", "month", "year" };
  WayDate today = date ("2025-10-16");
  guint last = 0;

  for (int days = 2; days < 2000; days++)
    {
      g_autofree char *text = way_span_text (way_date_add_days (today, -days), today);
      guint amount = (guint)g_ascii_strtoull (text, NULL, 10), unit = 0;

      while (unit < G_N_ELEMENTS (units) && g_strrstr (text, units[unit]) == NULL)
        unit++;
      g_assert_cmpuint (unit, <, G_N_ELEMENTS (units));
      g_assert_cmpuint (unit * 1000 + amount, >=, last);
      last = unit * 1000 + amount;
    }
}

static void
test_urgency (void)
{
  static const Row rows[] = {
    { "2024-10-16", "2025-10-16", "Overdue by 12 months" },
    { "2025-07-24", "2025-10-16", "Overdue by 12 weeks" },
    { "2025-10-02", "2025-10-16", "Overdue by 2 weeks" },
    { "2025-10-09", "2025-10-16", "Overdue by 1 week" },
    { "2025-10-10", "2025-10-16", "Overdue by 6 days" },
    { "2025-10-15", "2025-10-16", "Overdue by 1 day" },
    { "2025-12-31", "2026-01-01", "Overdue by 1 day" },
    { "2025-10-16", "2025-10-16", "Today" },
    { "2025-10-17", "2025-10-16", "Tomorrow" },
    { "2026-01-01", "2025-12-31", "Tomorrow" },
    { "2024-02-29", "2024-02-28", "Tomorrow" },
    { "2025-03-01", "2025-02-28", "Tomorrow" },
    { "2025-10-18", "2025-10-16", "Sat 18 Oct" },
    { "2025-10-21", "2025-10-16", "Tue 21 Oct" },
    { "2025-10-23", "2025-10-16", "Thu 23 Oct" },
    { "2025-10-24", "2025-10-16", "Fri 24 Oct" },
    { "2025-10-30", "2025-10-16", "Thu 30 Oct" },
    { "2025-10-31", "2025-10-16", "In 15 days" },
    { "2025-11-09", "2025-10-16", "In 24 days" },
    { "2025-11-12", "2025-10-16", "In 27 days" },
    { "2025-11-13", "2025-10-16", "In 4 weeks" },
    { "2026-01-30", "2025-10-16", "In 15 weeks" },
    { "2026-02-11", "2025-10-16", "In 16 weeks" },
    { "2026-02-12", "2025-10-16", "In 4 months" },
    { "2026-04-16", "2025-10-16", "In 6 months" },
    { "2027-10-16", "2025-10-16", "In 2 years" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      WayDate on = date (rows[i].date), today = date (rows[i].today);

      assert_text (way_urgency_word (way_urgency_of (on, today), on, today), rows[i].text);
    }
}

static void
test_urgency_without_a_day (void)
{
  WayDate today = date ("2025-10-16");

  assert_text (way_urgency_word (WAY_URGENCY_OVERDUE, way_date_none, today), "Overdue");
  assert_text (way_urgency_word (WAY_URGENCY_TODAY, way_date_none, today), "Today");
  assert_text (way_urgency_word (WAY_URGENCY_SOON, way_date_none, today), "Due soon");
  assert_text (way_urgency_word (WAY_URGENCY_LATER, way_date_none, today), "");
  g_assert_cmpint (way_urgency_of (way_date_none, today), ==, WAY_URGENCY_LATER);
  g_assert_cmpint (way_urgency_of (date ("2025-10"), today), ==, WAY_URGENCY_LATER);
}

static void
test_urgency_bounds (void)
{
  WayDate today = date ("2024-02-26");

  g_assert_cmpint (way_urgency_of (date ("2024-02-25"), today), ==, WAY_URGENCY_OVERDUE);
  g_assert_cmpint (way_urgency_of (today, today), ==, WAY_URGENCY_TODAY);
  g_assert_cmpint (way_urgency_of (date ("2024-02-27"), today), ==, WAY_URGENCY_SOON);
  g_assert_cmpint (way_urgency_of (date ("2024-03-04"), today), ==, WAY_URGENCY_SOON);
  g_assert_cmpint (way_urgency_of (date ("2024-03-05"), today), ==, WAY_URGENCY_LATER);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/date-text/days", test_days);
  g_test_add_func ("/core/date-text/times", test_times);
  g_test_add_func ("/core/date-text/near", test_near);
  g_test_add_func ("/core/date-text/ago", test_ago);
  g_test_add_func ("/core/date-text/ago-only-grows", test_ago_only_grows);
  g_test_add_func ("/core/date-text/urgency", test_urgency);
  g_test_add_func ("/core/date-text/urgency-without-a-day", test_urgency_without_a_day);
  g_test_add_func ("/core/date-text/urgency-bounds", test_urgency_bounds);
  return g_test_run ();
}
