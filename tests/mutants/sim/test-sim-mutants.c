/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The simulator can fail: each fault that is planted is found, and within its box.
 *
 * Two of them sit in the shipped code itself: these functions stand in for its own.
 */
#include "sim-child.h"
#include "sim-world.h"
#include "way-crypto.h"
#include "way-test-chance.h"
#include "way-visit-private.h"

#define BOX_SECONDS 120

void __real_way_visit_stop (GTask *task, WaySyncTrouble trouble);
void __wrap_way_visit_stop (GTask *task, WaySyncTrouble trouble);

void
__wrap_way_visit_stop (GTask *task, WaySyncTrouble trouble)
{
  if (sim_mutant == SIM_MUTANT_OLDER_HEAD && trouble == WAY_SYNC_TROUBLE_ROLLED_BACK)
    trouble = WAY_SYNC_TROUBLE_NONE;
  __real_way_visit_stop (task, trouble);
}

gboolean __real_way_visit_is_expected (WayVisit *self);
gboolean __wrap_way_visit_is_expected (WayVisit *self);

gboolean
__wrap_way_visit_is_expected (WayVisit *self)
{
  return sim_mutant == SIM_MUTANT_ANY_HEAD || __real_way_visit_is_expected (self);
}

typedef struct
{
  const char *path;
  SimMutant mutant;
  guint64 first; /* the life that finds it, as the steps are now; from there on others may */
} Mutant;

static void
test_found (gconstpointer data)
{
  const Mutant *mutant = data;
  gint64 ends = g_get_monotonic_time () + BOX_SECONDS * (gint64)G_USEC_PER_SEC;

  sim_mutant = mutant->mutant;
  for (guint64 seed = mutant->first; g_get_monotonic_time () < ends; seed++)
    {
      g_auto (SimOutcome) outcome = { 0 };

      sim_child_live (seed, NULL, &outcome);
      if (outcome.well)
        continue;
      g_test_message ("in life %" G_GUINT64_FORMAT ": %s", seed, outcome.found);
      return;
    }
  g_test_message ("not found");
  g_test_fail ();
}

int
main (int argc, char **argv)
{
  static const Mutant mutants[] = {
    { "/sim/mutants/late-commit", SIM_MUTANT_LATE_COMMIT, 1 },
    { "/sim/mutants/dropped-act", SIM_MUTANT_DROPPED_ACT, 1 },
    { "/sim/mutants/older-head", SIM_MUTANT_OLDER_HEAD, 1 },
    { "/sim/mutants/any-head", SIM_MUTANT_ANY_HEAD, 45 },
  };

  g_test_init (&argc, &argv, NULL);
  g_assert_true (way_crypto_init (NULL));
  for (guint i = 0; i < G_N_ELEMENTS (mutants); i++)
    g_test_add_data_func (mutants[i].path, &mutants[i], test_found);
  return g_test_run ();
}
