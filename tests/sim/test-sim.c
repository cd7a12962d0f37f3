/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Lives of teams, one seed after another, as long as the box is open.
 *
 *   test-sim                              the tests
 *   test-sim --life SEED [--steps 3,17]   one life, or only these steps of it
 *   test-sim --shrink SEED                the fewest steps that end as that life does
 *
 * WAY_SIM_TRACE=1 says everything that happens.
 */
#include <string.h>
#include "sim-child.h"
#include "sim-steps.h"
#include "sim-world.h"
#include "way-crypto.h"
#include "way-test-chance.h"

#define FIRST_LIVES 5
#define SHRINK_SECONDS 60

static const char *program;

/* -- findings ---------------------------------------------------------------------------------- */

static void
tell (guint64 seed, const SimOutcome *outcome)
{
  g_autoptr (GArray) steps = sim_steps_draw (seed);
  g_autoptr (GArray) kept = NULL;
  g_autofree char *list = NULL;

  g_print ("# seed %" G_GUINT64_FORMAT ": %s\n", seed, outcome->found);
  g_print ("# again: %s --life %" G_GUINT64_FORMAT "\n", program, seed);
  kept = sim_child_shrink (seed, outcome->found, SHRINK_SECONDS);
  list = sim_child_format (kept);
  for (guint i = 0; i < kept->len; i++)
    {
      guint number = g_array_index (kept, guint, i);
      g_autofree char *text = sim_step_format (&g_array_index (steps, SimStep, number), number);

      g_print ("#   %s\n", text);
    }
  g_print ("# the shortest: %s --life %" G_GUINT64_FORMAT " --steps \"%s\"\n", program, seed, list);
}

/* -- tests ------------------------------------------------------------------------------------- */

/* The same seed is the same life, to the last request. */
static void
test_again (void)
{
  g_autoptr (WayRandom) random = way_test_random ();

  for (guint i = 0; i < 2; i++)
    {
      guint64 seed = way_random_below (random, G_MAXUINT32);
      g_auto (SimOutcome) first = { 0 };
      g_auto (SimOutcome) second = { 0 };

      sim_child_live (seed, NULL, &first);
      sim_child_live (seed, NULL, &second);
      g_assert_cmpstr (first.found, ==, second.found);
      g_assert_cmpstr (first.life.trace, ==, second.life.trace);
      g_assert_cmpuint (first.life.n_requests, ==, second.life.n_requests);
    }
}

/* The first lives, which are the same in each run, then those that WAY_SEED draws, as many as the
 * box takes. */
static void
test_lives (void)
{
  g_autoptr (WayRandom) random = way_test_random ();
  gint64 box = way_test_box_seconds (), began = g_get_monotonic_time ();
  guint64 n_steps = 0, n_requests = 0, n_turns = 0;
  guint n = 0, n_bad = 0;
  double seconds;

  while (n < 2 || g_get_monotonic_time () - began < box * G_USEC_PER_SEC)
    {
      guint64 seed = n + 1;
      g_auto (SimOutcome) outcome = { 0 };

      if (n >= FIRST_LIVES)
        seed = ((guint64)way_random_below (random, G_MAXUINT32) << 16) + n;
      sim_child_live (seed, NULL, &outcome);
      n++;
      n_steps += outcome.life.n_steps;
      n_requests += outcome.life.n_requests;
      n_turns += outcome.life.n_turns;
      if (outcome.well)
        continue;
      tell (seed, &outcome);
      g_test_fail ();
      if (++n_bad == 3)
        break;
    }
  seconds = (double)(g_get_monotonic_time () - began) / G_USEC_PER_SEC;
  g_test_message ("%u lives in %.0f s, %.0f a minute; %.0f steps, %.0f requests and %.0f turns a"
                  " second",
                  n, seconds, n * 60 / seconds, (double)n_steps / seconds,
                  (double)n_requests / seconds, (double)n_turns / seconds);
}

/* -- by hand ----------------------------------------------------------------------------------- */

static int
live_once (int argc, char **argv)
{
  guint64 seed = g_ascii_strtoull (argv[2], NULL, 10);
  g_autoptr (GArray) kept = argc > 4 ? sim_child_parse (argv[4]) : NULL;
  SimLife life;

  sim_run (seed, kept, NULL, &life);
  g_print ("well: %u steps, %" G_GUINT64_FORMAT " requests, %" G_GUINT64_FORMAT
           " turns, %u facts; %s\n",
           life.n_steps, life.n_requests, life.n_turns, life.n_facts, life.trace);
  return 0;
}

static int
shrink_once (guint64 seed)
{
  g_auto (SimOutcome) outcome = { 0 };

  sim_child_live (seed, NULL, &outcome);
  if (!outcome.well)
    tell (seed, &outcome);
  return outcome.well ? 0 : 1;
}

int
main (int argc, char **argv)
{
  program = argv[0];
  g_assert_true (way_crypto_init (NULL));
  if (g_getenv ("WAY_MUTANT") != NULL)
    sim_mutant = (SimMutant)g_ascii_strtoull (g_getenv ("WAY_MUTANT"), NULL, 10);
  if (argc > 2 && g_str_equal (argv[1], "--life"))
    return live_once (argc, argv);
  if (argc > 2 && g_str_equal (argv[1], "--shrink"))
    return shrink_once (g_ascii_strtoull (argv[2], NULL, 10));
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sim/again", test_again);
  g_test_add_func ("/sim/lives", test_lives);
  return g_test_run ();
}
