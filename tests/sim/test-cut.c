/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A round of two laptops, cut at every byte: of each request and of each answer, one byte after
 * another where it is small, and a sample of them, from the seed, where it is large.  Whatever is
 * left of it, the next round makes up for it.
 */
#include "sim-check.h"
#include "sim-team.h"
#include "sim-write.h"
#include "way-crypto.h"
#include "way-test-chance.h"

#define SMALL 64 /* bytes: every one of them */
#define SAMPLES 16

typedef struct
{
  SimWorld *world;
  SimLaptop *one, *other;
} Pair;

static void
pair_begin (Pair *self, gboolean real)
{
  self->world = sim_world_new (5, NULL);
  self->one = sim_laptop_add (self->world, real);
  self->other = sim_laptop_add (self->world, real);
  sim_write_person (self->one);
  sim_team_found (self->world);
  sim_laptop_sync (self->one);
  sim_team_join (self->other);
  sim_laptop_sync (self->one);
  sim_laptop_sync (self->other);
  g_assert_true (
      sim_team_allocate (&g_array_index (self->world->cases, WayId, 0), self->other, NULL));
  sim_laptop_sync (self->other);
}

/* Both wrote in one case: each has something to bring, and something to fetch. */
static void
write_both (Pair *self)
{
  const WayId *person = &g_array_index (self->world->cases, WayId, 0);

  sim_write_words (self->one, person);
  sim_write_words (self->other, person);
  sim_laptop_sync (self->one);
}

/* The @number-th request of @other's round, its body or its answer, ends behind @at bytes.  Where
 * there is no such request or no such byte: FALSE. */
static gboolean
cut_once (Pair *self, guint number, gboolean answer, gsize at)
{
  SimWorld *world = self->world;
  WaySyncReport report;

  write_both (self);
  world->cutting = (SimCutting){ .number = number, .answer = answer, .at = at };
  sim_laptop_sync (self->other);
  world->cutting.number = 0;
  if (at % 2 == 0)
    sim_laptop_restart (self->other);
  sim_check_own_facts (self->other);
  report = sim_laptop_sync (self->other);
  if (report.state != WAY_SYNC_SYNCED)
    sim_fail (world, "cut at %" G_GSIZE_FORMAT " of request %u, it does not go on: %s %s", at,
              number, way_sync_state_name (report.state), way_sync_trouble_name (report.trouble));
  sim_laptop_sync (self->one);
  return world->cutting.was_cut;
}

static gsize
next_byte (WayRandom *random, gsize at, gsize size)
{
  if (size <= SMALL)
    return at + 1;
  return at + 1 + way_random_below (random, (guint32)(2 * size / SAMPLES));
}

/* How many places of it were cut; 0 where there is no such message. */
static guint
cut_all (WayRandom *random, gboolean real, guint number, gboolean answer, gboolean *ret_reached)
{
  Pair pair;
  guint n = 0;

  pair_begin (&pair, real);
  for (gsize at = 0; cut_once (&pair, number, answer, at);
       at = next_byte (random, at, pair.world->cutting.size))
    n++;
  *ret_reached = pair.world->cutting.reached;
  sim_laptop_sync (pair.one);
  sim_laptop_sync (pair.other);
  sim_check_alike (pair.world);
  sim_check_blind (pair.world);
  sim_world_free (pair.world);
  return n;
}

static void
test_every_byte (gconstpointer real)
{
  g_autoptr (WayRandom) random = way_test_random ();
  gboolean reached = TRUE;
  guint n_cuts = 0, number;

  for (number = 1; reached; number++)
    {
      n_cuts += cut_all (random, real != NULL, number, FALSE, &reached);
      n_cuts += cut_all (random, real != NULL, number, TRUE, &reached);
    }
  g_test_message ("%u requests, %u cuts", number - 2, n_cuts);
  g_assert_cmpuint (number - 2, >=, 3);
  g_assert_cmpuint (n_cuts, >, 20);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_true (way_crypto_init (NULL));
  g_test_add_data_func ("/sim/cut/in-memory", NULL, test_every_byte);
  g_test_add_data_func ("/sim/cut/real", "real", test_every_byte);
  return g_test_run ();
}
