/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-test-chance.h"

WayRandom *
way_test_random (void)
{
  const char *given = g_getenv ("WAY_SEED");
  guint64 seed = 0;

  if (given != NULL)
    seed = g_ascii_strtoull (given, NULL, 0);
  else
    {
      g_autoptr (WayRandom) system = way_random_new_system ();

      way_random_fill (system, &seed, sizeof seed);
    }
  g_test_message ("WAY_SEED=%" G_GUINT64_FORMAT, seed);
  return way_random_new_seeded (seed);
}

gint64
way_test_box_seconds (void)
{
  const char *text = g_getenv ("WAY_BOX_SECONDS");
  gint64 seconds = text != NULL ? g_ascii_strtoll (text, NULL, 10) : 20;

  g_test_message ("WAY_BOX_SECONDS=%" G_GINT64_FORMAT, seconds);
  return seconds;
}
