/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim-steps.h"

#include "way-random.h"

#define N_STEPS_MIN 20
#define N_STEPS_MORE 50

/* How often, of a hundred and some. */
static const struct
{
  const char *name;
  guint weight;
} kinds[SIM_N_STEPS] = {
  [SIM_STEP_WRITE] = { "write", 30 },
  [SIM_STEP_PERSON] = { "person", 4 },
  [SIM_STEP_LONG] = { "long", 1 },
  [SIM_STEP_UNDO] = { "undo", 3 },
  [SIM_STEP_SETTLE] = { "settle", 4 },
  [SIM_STEP_SYNC] = { "sync", 16 },
  [SIM_STEP_SYNC_ROUGH] = { "sync-rough", 12 },
  [SIM_STEP_SYNC_BOTH] = { "sync-both", 5 },
  [SIM_STEP_SYNC_KILLED] = { "sync-killed", 8 },
  [SIM_STEP_SYNC_FULL] = { "sync-full", 4 },
  [SIM_STEP_SYNC_CUT] = { "sync-cut", 6 },
  [SIM_STEP_SYNC_POWER] = { "sync-power", 3 },
  [SIM_STEP_SYNC_EVIL] = { "sync-evil", 5 },
  [SIM_STEP_RESTART] = { "restart", 2 },
  [SIM_STEP_CLOCK] = { "clock", 2 },
  [SIM_STEP_TIME] = { "time", 2 },
  [SIM_STEP_COPY] = { "copy", 3 },
  [SIM_STEP_RESTORE] = { "restore", 2 },
  [SIM_STEP_REVOKE] = { "revoke", 2 },
  [SIM_STEP_REJOIN] = { "rejoin", 3 },
  [SIM_STEP_ALLOCATE] = { "allocate", 5 },
  [SIM_STEP_HAND_OVER] = { "hand-over", 3 },
};

const char *
sim_step_name (SimStepKind kind)
{
  return kinds[kind].name;
}

static SimStepKind
draw_kind (WayRandom *random)
{
  guint sum = 0, at, kind = 0;

  for (guint i = 0; i < SIM_N_STEPS; i++)
    sum += kinds[i].weight;
  at = way_random_below (random, sum);
  while (at >= kinds[kind].weight)
    at -= kinds[kind++].weight;
  return kind;
}

GArray *
sim_steps_draw (guint64 seed)
{
  g_autoptr (WayRandom) random = way_random_new_seeded (seed + 2);
  GArray *steps = g_array_new (FALSE, TRUE, sizeof (SimStep));
  guint n = N_STEPS_MIN + way_random_below (random, N_STEPS_MORE);

  for (guint i = 0; i < n; i++)
    {
      SimStep step = { .kind = draw_kind (random) };

      step.laptop = way_random_below (random, 60);
      step.other = way_random_below (random, 60);
      step.which = way_random_below (random, 60);
      way_random_fill (random, &step.chance, sizeof step.chance);
      g_array_append_val (steps, step);
    }
  return steps;
}

char *
sim_step_format (const SimStep *self, guint number)
{
  return g_strdup_printf ("%u %s %u %u %u", number, sim_step_name (self->kind), self->laptop,
                          self->other, self->which);
}
