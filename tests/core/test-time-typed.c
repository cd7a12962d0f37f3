/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Times of day as people type them.
 */
#include "way-time-typed.h"

#include "way-core-error.h"
#include "way-date.h"

static void
test_read (void)
{
  static const struct
  {
    const char *typed, *expected;
  } rows[] = {
    { "2pm", "14:00" },       { "2 pm", "14:00" },     { "2.30pm", "14:30" },
    { "2:30 p.m.", "14:30" }, { "2:30", "14:30" },     { "14:00", "14:00" },
    { "1400", "14:00" },      { "14h30", "14:30" },    { "14h", "14:00" },
    { "02:00", "02:00" },     { "9", "09:00" },        { "9.15", "09:15" },
    { "12", "12:00" },        { "12am", "00:00" },     { "12pm", "12:00" },
    { "12:30am", "00:30" },   { "6", "18:00" },        { "7", "07:00" },
    { "noon", "12:00" },      { "Midday", "12:00" },   { "midnight", "00:00" },
    { "2 o’clock", "14:00" }, { "  11 AM ", "11:00" }, { "230", "14:30" },
    { "0230", "02:30" },      { "23:59", "23:59" },    { "0:00", "00:00" },
    { "\uff12pm", "14:00" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;
      char at[WAY_TIME_TEXT_SIZE] = "";

      if (!way_time_read_typed (rows[i].typed, at, &error))
        g_error ("“%s” was not read: %s", rows[i].typed, error->message);
      if (!g_str_equal (at, rows[i].expected))
        g_error ("“%s” was read as %s, not %s", rows[i].typed, at, rows[i].expected);
      g_assert_true (way_time_of_day_is_valid (at));
    }
}

static void
test_refused (void)
{
  static const char *const rows[] = { "",      " ",       "soon", "25:00",  "12:60", "2:3",
                                      "13pm",  "0am",     "2;30", "2pmx",   "-2",    "2:",
                                      "99999", "2:30:00", "\xff", "morning" };
  g_autofree char *endless = g_strnfill (5000, '1');
  char at[WAY_TIME_TEXT_SIZE] = "kept";

  for (gsize i = 0; i <= G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;
      const char *typed = i < G_N_ELEMENTS (rows) ? rows[i] : endless;

      g_assert_false (way_time_read_typed (typed, at, &error));
      g_assert_error (error, WAY_CORE_ERROR, WAY_CORE_ERROR_INVALID);
      g_assert_cmpstr (at, ==, "kept");
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/time-typed/read", test_read);
  g_test_add_func ("/time-typed/refused", test_refused);
  return g_test_run ();
}
