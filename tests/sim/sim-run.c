/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim-run.h"

#include "sim-check.h"
#include "sim-net.h"
#include "sim-steps.h"
#include "sim-team.h"
#include "sim-write.h"

#define REST_ROUNDS 12
#define YEAR_MS (365 * 24 * 3600 * G_GINT64_CONSTANT (1000))

static SimLaptop *
get_laptop (SimWorld *self, guint number)
{
  return g_ptr_array_index (self->laptops, number % self->laptops->len);
}

/* Never the first: somebody has to be there to let the others in again. */
static SimLaptop *
get_other (SimWorld *self, guint number)
{
  return get_laptop (self, 1 + number % (self->laptops->len - 1));
}

static const WayId *
get_case (SimWorld *self, guint number)
{
  return &g_array_index (self->cases, WayId, number % self->cases->len);
}

/* -- how it begins ----------------------------------------------------------------------------- */

static void
begin (SimWorld *self)
{
  guint n = 2 + MIN (sim_below (self, 5), sim_below (self, 5));

  for (guint i = 0; i < n; i++)
    sim_laptop_add (self, i == 0 || sim_below (self, 3) > 0);
  sim_write_person (get_laptop (self, 0));
  sim_team_found (self);
  sim_laptop_sync (get_laptop (self, 0));
  for (guint i = 1; i < n; i++)
    {
      sim_team_join (get_laptop (self, i));
      sim_laptop_sync (get_laptop (self, 0));
      sim_laptop_sync (get_laptop (self, i));
      if (sim_below (self, 3) > 0)
        sim_team_allocate (get_case (self, 0), get_laptop (self, i), NULL);
    }
}

/* -- syncing ----------------------------------------------------------------------------------- */

static void
sync_once (SimLaptop *laptop)
{
  WaySyncReport report = sim_laptop_sync (laptop);

  sim_check_no_false_alarm (laptop, &report);
}

static void
sync_rough (SimLaptop *laptop)
{
  SimWorld *world = laptop->world;
  guint8 *chances = (guint8 *)&world->weather;

  for (gsize i = 0; i < sizeof world->weather; i++)
    chances[i] = (guint8)(sim_below (world, 2) * sim_below (world, 25));
  sync_once (laptop);
  world->weather = (SimWeather){ 0 };
}

static void
sync_both (SimLaptop *one, SimLaptop *other)
{
  g_autoptr (GAsyncResult) first = NULL;
  g_autoptr (GAsyncResult) second = NULL;
  WaySyncReport report;

  if (one == other)
    return sync_once (one);
  sim_laptop_begin_round (one, &first);
  sim_laptop_begin_round (other, &second);
  report = sim_laptop_end_round (one, &first);
  sim_check_no_false_alarm (one, &report);
  report = sim_laptop_end_round (other, &second);
  sim_check_no_false_alarm (other, &report);
}

/* A program that begins again goes on by itself, with nobody to ask it. */
static void
go_on (SimLaptop *laptop)
{
  SimWorld *world = laptop->world;
  WaySyncStatus *status = WAY_SYNC_STATUS (laptop->sync);
  gint64 before = way_clock_now (laptop->clock);
  WaySyncReport report = { 0 };

  way_sync_set_automatic (laptop->sync, TRUE);
  for (guint i = 0; i < 3000 && report.synced_ms < before; i++)
    {
      sim_turn (world);
      report = way_sync_status_get_report (status);
      if (report.state == WAY_SYNC_TROUBLE)
        break;
    }
  if (report.state != WAY_SYNC_TROUBLE && report.synced_ms < before)
    sim_fail (world, "laptop %u was killed and does not go on: %s", laptop->number,
              way_sync_state_name (report.state));
  way_sync_set_automatic (laptop->sync, FALSE);
  sim_settle_down (world);
}

static void
sync_killed (SimLaptop *laptop)
{
  SimWorld *world = laptop->world;
  WaySyncReport report;

  laptop->disk->kill_at = 1 + sim_below (world, 16);
  report = sim_laptop_sync (laptop);
  if (!laptop->disk->dead)
    sim_check_no_false_alarm (laptop, &report);
  sim_laptop_restart (laptop);
  if (sim_below (world, 2) == 0)
    go_on (laptop);
}

static void
sync_full (SimLaptop *laptop)
{
  laptop->disk->fail_one = TRUE;
  laptop->disk->kill_at = 1 + sim_below (laptop->world, 6);
  sync_once (laptop);
  laptop->disk->fail_one = FALSE;
  laptop->disk->kill_at = 0;
}

static void
sync_cut (SimLaptop *laptop)
{
  SimWorld *world = laptop->world;

  world->cut = SIM_CUT_BEFORE + sim_below (world, SIM_N_CUTS - 1);
  world->cut_at = 1 + sim_below (world, 8);
  sync_once (laptop);
  world->cut_at = 0;
}

static void
sync_power (SimLaptop *laptop)
{
  SimWorld *world = laptop->world;
  WayTestLoss loss = sim_below (world, WAY_TEST_N_LOSSES);

  way_test_vfs_arm (world->vfs, WAY_TEST_FAULT_CRASH, 1 + sim_below (world, 80));
  sim_laptop_sync (laptop);
  for (guint i = 0; i < world->laptops->len; i++)
    sim_laptop_stop (get_laptop (world, i));
  sim_server_close (world);
  way_test_vfs_power_up (world->vfs, loss, world->chance);
  sim_server_open (world);
  for (guint i = 0; i < world->laptops->len; i++)
    sim_laptop_start (get_laptop (world, i));
}

static void
sync_evil (SimLaptop *laptop)
{
  SimWorld *world = laptop->world;
  WaySyncReport report;

  world->evil = SIM_EVIL_FLIP + sim_below (world, SIM_N_EVILS - 1);
  world->betrayed = FALSE;
  report = sim_laptop_sync (laptop);
  if (world->betrayed && report.trouble == WAY_SYNC_TROUBLE_NONE)
    sim_fail (world, "laptop %u took what the server forged (%d)", laptop->number, world->evil);
  world->evil = SIM_EVIL_NONE;
}

/* -- everything else --------------------------------------------------------------------------- */

static void
jump_clock (SimLaptop *laptop)
{
  gint64 now = way_clock_now (laptop->world->clock);
  gint64 off = (gint64)sim_below (laptop->world, 20) * YEAR_MS - 10 * YEAR_MS;

  way_clock_set (laptop->clock, sim_below (laptop->world, 2) == 0 ? now : now + off);
}

static void
restore (SimLaptop *laptop)
{
  g_autoptr (GHashTable) only_here = sim_facts_only_here (laptop);

  sim_laptop_restore (laptop);
  sim_facts_forget (laptop, only_here);
}

static void
take_out (SimLaptop *laptop)
{
  if (!laptop->revoked)
    sim_team_revoke (laptop);
}

static void
rejoin (SimLaptop *laptop)
{
  SimWorld *world = laptop->world;

  if (!laptop->revoked)
    return;
  sim_laptop_sync (get_laptop (world, 0));
  /* A laptop joins again once it was told that it is out. */
  sim_laptop_sync (laptop);
  sim_team_join (laptop);
  /* What was copied before has the keys of before, which nobody lets in again. */
  sim_laptop_forget_copy (laptop);
  sim_laptop_sync (get_laptop (world, 0));
}

static void
do_step (SimWorld *self, const SimStep *step)
{
  SimLaptop *laptop = get_laptop (self, step->laptop), *other = get_other (self, step->other);

  switch (step->kind)
    {
    case SIM_STEP_WRITE:
      return sim_write_some (laptop, get_case (self, step->which), 1 + sim_below (self, 4));
    case SIM_STEP_PERSON:
      return sim_write_person (laptop);
    case SIM_STEP_LONG:
      return sim_write_long (laptop, get_case (self, step->which));
    case SIM_STEP_UNDO:
      return sim_write_undo (laptop);
    case SIM_STEP_SETTLE:
      return sim_write_settle (laptop, get_case (self, step->which));
    case SIM_STEP_SYNC:
      return sync_once (laptop);
    case SIM_STEP_SYNC_ROUGH:
      return sync_rough (laptop);
    case SIM_STEP_SYNC_BOTH:
      return sync_both (laptop, other);
    case SIM_STEP_SYNC_KILLED:
      return sync_killed (laptop);
    case SIM_STEP_SYNC_FULL:
      return sync_full (laptop);
    case SIM_STEP_SYNC_CUT:
      return sync_cut (laptop);
    case SIM_STEP_SYNC_POWER:
      return sync_power (laptop);
    case SIM_STEP_SYNC_EVIL:
      return sync_evil (laptop);
    case SIM_STEP_RESTART:
      return sim_laptop_restart (laptop);
    case SIM_STEP_CLOCK:
      return jump_clock (other);
    case SIM_STEP_TIME:
      return sim_pass_minutes (self, 1 + sim_below (self, 30 * 24 * 60));
    case SIM_STEP_COPY:
      return sim_laptop_copy (other);
    case SIM_STEP_RESTORE:
      return restore (other);
    case SIM_STEP_REVOKE:
      return take_out (other);
    case SIM_STEP_REJOIN:
      return rejoin (other);
    case SIM_STEP_ALLOCATE:
      sim_team_allocate (get_case (self, step->which), other, NULL);
      return;
    case SIM_STEP_HAND_OVER:
      sim_team_allocate (get_case (self, step->which), laptop, laptop == other ? NULL : other);
      return;
    case SIM_N_STEPS:
      break;
    }
}

static void
live (SimWorld *self, GArray *steps, GArray *kept)
{
  for (guint i = 0; i < (kept != NULL ? kept->len : steps->len); i++)
    {
      guint number = kept != NULL ? g_array_index (kept, guint, i) : i;
      const SimStep *step = &g_array_index (steps, SimStep, number);
      g_autofree char *text = sim_step_format (step, number);

      self->step = text;
      sim_trace (self, "-- %s", text);
      g_object_unref (self->chance);
      self->chance = way_random_new_seeded (step->chance);
      do_step (self, step);
      sim_check_own_facts (get_laptop (self, step->laptop));
      self->step = "between";
    }
}

/* -- how it comes to rest ---------------------------------------------------------------------- */

/* Who was copied, or is out, gets new keys as the sentence says. */
static void
mend (SimLaptop *laptop)
{
  WaySyncReport report = sim_laptop_sync (laptop);

  sim_check_no_false_alarm (laptop, &report);
  if (report.trouble == WAY_SYNC_TROUBLE_CLONED && !laptop->revoked && !sim_team_revoke (laptop))
    sim_fail (laptop->world, "a copied laptop cannot be revoked");
  rejoin (laptop);
}

static void
let_all_in (SimWorld *self)
{
  for (guint c = 0; c < self->cases->len; c++)
    for (guint i = 0; i < self->laptops->len; i++)
      sim_team_allocate (get_case (self, c), get_laptop (self, i), NULL);
}

static gboolean
sync_all (SimWorld *self)
{
  gboolean rests = TRUE;

  for (guint i = 0; i < self->laptops->len; i++)
    {
      guint64 before = self->n_requests;
      WaySyncReport report = sim_laptop_sync (get_laptop (self, i));

      sim_check_no_false_alarm (get_laptop (self, i), &report);
      rests = rests && report.state == WAY_SYNC_SYNCED && self->n_requests - before == 1;
    }
  return rests;
}

static void
come_to_rest (SimWorld *self)
{
  guint i = 0;

  while (!sync_all (self))
    if (++i == REST_ROUNDS)
      sim_fail (self, "it never rests: somebody has something to send, or to ask, at each sync");
}

static void
end (SimWorld *self)
{
  self->step = "the end";
  for (guint i = 0; i < self->laptops->len; i++)
    {
      SimLaptop *laptop = get_laptop (self, i);

      way_clock_set (laptop->clock, way_clock_now (self->clock));
      sim_laptop_restart (laptop);
      sim_check_own_facts (laptop);
    }
  sim_net_deliver_late (self);
  sim_check_secrecy (self);
  for (guint i = 0; i < self->laptops->len; i++)
    mend (get_laptop (self, i));
  for (guint i = 0; i < self->laptops->len; i++)
    sync_once (get_laptop (self, i));
  let_all_in (self);
  come_to_rest (self);
  sim_check_alike (self);
  sim_check_blind (self);
}

/* -- a server that goes back, or tells two stories --------------------------------------------- */

static gboolean
is_named (const WaySyncReport *report)
{
  return report->trouble == WAY_SYNC_TROUBLE_ROLLED_BACK
         || report->trouble == WAY_SYNC_TROUBLE_FORKED;
}

static void
expect_named (SimLaptop *laptop)
{
  WaySyncReport report = sim_laptop_sync (laptop);

  if (!is_named (&report))
    sim_fail (laptop->world, "laptop %u was shown another past, and says: %s %s", laptop->number,
              way_sync_state_name (report.state), way_sync_trouble_name (report.trouble));
  sim_check_own_facts (laptop);
}

static void
be_betrayed (SimWorld *self)
{
  SimLaptop *one = get_laptop (self, sim_below (self, 60)), *other;

  self->step = "the server goes back";
  other = get_laptop (self, one->number + 1);
  sim_server_keep (self);
  sim_write_words (one, get_case (self, 0));
  sync_once (one);
  sim_server_exchange (self);
  if (sim_below (self, 2) == 0)
    {
      self->step = "the server tells two stories";
      sim_write_words (other, get_case (self, 0));
      if (sim_below (self, 2) == 0)
        sim_write_words (other, get_case (self, 0));
      sync_once (other);
      if (sim_below (self, 2) == 0)
        sim_write_words (one, get_case (self, 0));
      expect_named (one);
      sim_server_exchange (self);
      expect_named (other);
      return;
    }
  expect_named (one);
  /* The right one comes back, and nobody has to do anything. */
  sim_server_exchange (self);
  come_to_rest (self);
  sim_check_alike (self);
}

void
sim_run (guint64 seed, GArray *kept, const char *place, SimLife *ret_life)
{
  g_autoptr (SimWorld) world = sim_world_new (seed, place);
  g_autoptr (GArray) steps = sim_steps_draw (seed);

  begin (world);
  live (world, steps, kept);
  end (world);
  be_betrayed (world);
  ret_life->n_turns = world->n_turns;
  ret_life->n_requests = world->n_requests;
  ret_life->n_steps = steps->len;
  ret_life->n_facts = g_hash_table_size (world->facts);
  g_strlcpy (ret_life->trace, g_checksum_get_string (world->trace), sizeof ret_life->trace);
}
