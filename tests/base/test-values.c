/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-clock.h"
#include "way-fail.h"
#include "way-id.h"

static void
test_id (void)
{
  g_autoptr (WayRandom) random = way_random_new_seeded (1);
  char hex[WAY_ID_HEX_SIZE];
  WayId id, again;

  way_id_new (random, &id);
  g_assert_false (way_id_is_nil (&id));
  g_assert_true (way_id_parse (way_id_format (&id, hex), &again));
  g_assert_true (way_id_equal (&id, &again));

  g_assert_false (way_id_parse ("abc", &again));
  g_assert_false (way_id_parse (NULL, &again));
  g_assert_false (way_id_parse ("0123456789abcdef0123456789abcdeg", &again));
  g_assert_false (way_id_parse ("0123456789abcdef0123456789abcdef0", &again));
  g_assert_true (way_id_equal (&id, &again));
  g_assert_true (way_id_parse ("0123456789ABCDEF0123456789abcdef", &again));
  g_assert_cmpstr (way_id_format (&again, hex), ==, "0123456789abcdef0123456789abcdef");
}

static void
test_random (void)
{
  g_autoptr (WayRandom) system = way_random_new_system ();
  g_autoptr (WayRandom) a = way_random_new_seeded (5);
  g_autoptr (WayRandom) b = way_random_new_seeded (5);
  guint8 left[37], right[37];
  guint counts[7] = { 0 };

  way_random_fill (a, left, sizeof left);
  way_random_fill (b, right, sizeof right);
  g_assert_cmpmem (left, sizeof left, right, sizeof right);
  way_random_fill (system, left, sizeof left);
  way_random_fill (system, right, sizeof right);
  g_assert_true (memcmp (left, right, sizeof left) != 0);

  for (int i = 0; i < 70000; i++)
    counts[way_random_below (a, 7)]++;
  for (int i = 0; i < 7; i++)
    g_assert_cmpuint (counts[i], >, 9500);
}

static void
test_fail (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (way_fail (NULL, G_IO_ERROR, G_IO_ERROR_FAILED, "nobody listens"));
  g_assert_false (way_fail (&error, G_IO_ERROR, G_IO_ERROR_FAILED, "page %d", 4));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_FAILED);
  g_assert_false (way_fail_prefix (&error, "Backup: "));
  g_assert_cmpstr (error->message, ==, "Backup: page 4");
  g_clear_error (&error);
  g_assert_null (way_fail_null (&error, G_IO_ERROR, G_IO_ERROR_BUSY, "busy"));
  g_clear_error (&error);
  g_assert_false (way_fail_errno (&error, ENOSPC, "Saving"));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
}

static void
test_clock (void)
{
  g_autoptr (WayClock) clock = way_clock_new_fixed (1000);
  g_autofree char *minute = way_clock_format_minute (G_GINT64_CONSTANT (1780959600000));

  g_assert_cmpint (way_clock_now (clock), ==, 1000);
  way_clock_set (clock, 2000);
  g_assert_cmpint (way_clock_now (clock), ==, 2000);
  g_assert_cmpint (way_clock_monotonic (clock), ==, 2000000);
  g_assert_cmpstr (minute, ==, "2026-06-09 00:00");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/id", test_id);
  g_test_add_func ("/base/random", test_random);
  g_test_add_func ("/base/fail", test_fail);
  g_test_add_func ("/base/clock", test_clock);
  return g_test_run ();
}
