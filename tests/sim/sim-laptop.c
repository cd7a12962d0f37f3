/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim-laptop.h"

#include <glib/gstdio.h>
#include <string.h>
#include "sim-check.h"
#include "sim-net.h"
#include "way-core-error.h"
#include "way-passphrase.h"

#define PASSPHRASE "violet kettle harbour nine"

/* -- files ------------------------------------------------------------------------------------- */

static void
copy_folder (const char *from, const char *to)
{
  g_autoptr (GDir) listing = g_dir_open (from, 0, NULL);
  const char *name;

  g_mkdir (to, 0700);
  while ((name = g_dir_read_name (listing)) != NULL)
    {
      g_autofree char *source = g_build_filename (from, name, NULL);
      g_autofree char *target = g_build_filename (to, name, NULL);
      g_autofree char *bytes = NULL;
      gsize size;

      g_assert_true (g_file_get_contents (source, &bytes, &size, NULL));
      g_assert_true (g_file_set_contents_full (target, bytes, (gssize)size,
                                               G_FILE_SET_CONTENTS_NONE, 0600, NULL));
    }
}

/* -- programs ---------------------------------------------------------------------------------- */

static void
open_vault (SimLaptop *self, gboolean create)
{
  g_autoptr (WaySecret) passphrase = way_passphrase_read_to_try (PASSPHRASE, strlen (PASSPHRASE),
                                                                 NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  SimWorld *world = self->world;

  self->vault = way_vault_new (self->dir, world->executor, self->clock, world->random,
                               world->reference, NULL);
  if (create)
    way_vault_create (self->vault, passphrase, sim_wait_cb, &result);
  else
    way_vault_open (self->vault, passphrase, sim_wait_cb, &result);
  sim_wait (world, &result);
  if (!way_vault_finish (self->vault, result, NULL, &error))
    sim_fail (world, "the vault of laptop %u does not open: %s", self->number, error->message);
}

static void
close_vault (SimLaptop *self)
{
  g_autoptr (GAsyncResult) result = NULL;

  way_vault_close (self->vault, sim_wait_cb, &result);
  sim_wait (self->world, &result);
  way_vault_finish (self->vault, result, NULL, NULL);
  g_clear_object (&self->vault);
}

static void
run_program (SimLaptop *self)
{
  WaySyncParts parts = { .executor = self->world->executor,
                         .clock = self->clock,
                         .random = self->world->random,
                         .make_transport = sim_net_make_transport };

  self->disk = sim_disk_new (self->world, self->vault != NULL ? WAY_JOURNAL (self->vault)
                                                              : WAY_JOURNAL (self->memory));
  parts.journal = WAY_JOURNAL (self->disk);
  parts.data = self->disk;
  self->sync = way_sync_new_with_parts (&parts);
}

void
sim_laptop_stop (SimLaptop *self)
{
  if (self->disk != NULL)
    self->disk->dead = TRUE;
  if (self->sync != NULL)
    way_sync_set_automatic (self->sync, FALSE);
  g_clear_object (&self->sync);
  g_clear_object (&self->disk);
  if (self->vault != NULL)
    close_vault (self);
  sim_settle_down (self->world);
}

void
sim_laptop_start (SimLaptop *self)
{
  if (self->dir != NULL)
    open_vault (self, FALSE);
  run_program (self);
}

void
sim_laptop_restart (SimLaptop *self)
{
  sim_laptop_stop (self);
  sim_laptop_start (self);
}

void
sim_laptop_copy (SimLaptop *self)
{
  if (self->memory != NULL)
    {
      g_clear_object (&self->copy);
      self->copy = way_journal_memory_clone (self->memory);
      return;
    }
  sim_laptop_stop (self);
  if (self->copy_dir != NULL)
    sim_folder_remove (self->copy_dir);
  else
    self->copy_dir = g_strdup_printf ("%s-copy", self->dir);
  copy_folder (self->dir, self->copy_dir);
  sim_laptop_start (self);
}

void
sim_laptop_restore (SimLaptop *self)
{
  if (self->copy == NULL && self->copy_dir == NULL)
    return;
  sim_laptop_stop (self);
  if (self->copy != NULL)
    {
      g_object_unref (self->memory);
      self->memory = way_journal_memory_clone (self->copy);
    }
  else
    {
      sim_folder_remove (self->dir);
      copy_folder (self->copy_dir, self->dir);
    }
  g_clear_pointer (&self->last, way_act_free);
  g_clear_pointer (&self->before, way_case_unref);
  self->copied = TRUE;
  sim_laptop_start (self);
}

void
sim_laptop_forget_copy (SimLaptop *self)
{
  if (self->copy_dir != NULL)
    sim_folder_remove (self->copy_dir);
  g_clear_pointer (&self->copy_dir, g_free);
  g_clear_object (&self->copy);
}

SimLaptop *
sim_laptop_add (SimWorld *world, gboolean real)
{
  SimLaptop *self = g_new0 (SimLaptop, 1);

  self->world = world;
  self->number = world->laptops->len;
  self->clock = way_clock_new_fixed (way_clock_now (world->clock));
  g_ptr_array_add (world->laptops, self);
  if (real)
    {
      self->dir = g_strdup_printf ("%s/laptop-%u", world->dir, self->number);
      open_vault (self, TRUE);
    }
  else
    self->memory = way_journal_memory_new (world->random);
  run_program (self);
  return self;
}

void
sim_laptop_free (SimLaptop *self)
{
  if (self->dir != NULL)
    sim_folder_remove (self->dir);
  sim_laptop_forget_copy (self);
  g_clear_object (&self->memory);
  g_clear_object (&self->clock);
  g_clear_pointer (&self->last, way_act_free);
  g_clear_pointer (&self->before, way_case_unref);
  g_free (self->dir);
  g_free (self);
}

/* -- rounds ------------------------------------------------------------------------------------ */

void
sim_laptop_begin_round (SimLaptop *self, GAsyncResult **result)
{
  way_sync_run (self->sync, NULL, sim_wait_cb, result);
}

WaySyncReport
sim_laptop_end_round (SimLaptop *self, GAsyncResult **result)
{
  WaySyncReport report;

  sim_wait (self->world, result);
  way_sync_run_finish (self->sync, *result, NULL);
  report = way_sync_status_get_report (WAY_SYNC_STATUS (self->sync));
  sim_trace (self->world, "laptop %u: %s %s %u", self->number, way_sync_state_name (report.state),
             way_sync_trouble_name (report.trouble), report.n_waiting);
  return report;
}

WaySyncReport
sim_laptop_sync (SimLaptop *self)
{
  g_autoptr (GAsyncResult) result = NULL;

  sim_laptop_begin_round (self, &result);
  return sim_laptop_end_round (self, &result);
}

WayJournalState *
sim_laptop_load (SimLaptop *self)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  WayJournalState *state;

  way_journal_load (self->disk->inner, NULL, sim_wait_cb, &result);
  sim_wait (self->world, &result);
  state = way_journal_load_finish (self->disk->inner, result, &error);
  if (state == NULL)
    sim_fail (self->world, "laptop %u cannot be read: %s", self->number, error->message);
  return state;
}

/* -- writing ----------------------------------------------------------------------------------- */

WayCase *
sim_laptop_load_case (SimLaptop *self, const WayId *case_id)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  WayCase *loaded;

  way_repository_load_case (WAY_REPOSITORY (self->vault), case_id, NULL, sim_wait_cb, &result);
  sim_wait (self->world, &result);
  loaded = way_repository_load_case_finish (WAY_REPOSITORY (self->vault), result, &error);
  if (loaded == NULL && !g_error_matches (error, WAY_CORE_ERROR, WAY_CORE_ERROR_NOT_FOUND))
    sim_trace (self->world, "laptop %u: no such case", self->number);
  return loaded;
}

static gboolean
commit_real (SimLaptop *self, WayAct *act)
{
  GPtrArray *acts = g_ptr_array_new_with_free_func ((GDestroyNotify)way_act_free);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  guint n = 0;

  g_clear_pointer (&self->last, way_act_free);
  g_clear_pointer (&self->before, way_case_unref);
  self->before = sim_laptop_load_case (self, &act->case_id);
  self->last = way_act_copy (act);
  g_ptr_array_add (acts, act);
  way_repository_commit (WAY_REPOSITORY (self->vault), acts, NULL, sim_wait_cb, &result);
  sim_wait (self->world, &result);
  if (way_repository_commit_finish (WAY_REPOSITORY (self->vault), result, &n, &error))
    return n > 0;
  sim_trace (self->world, "laptop %u: %s", self->number, error->message);
  g_clear_pointer (&self->last, way_act_free);
  return FALSE;
}

/* The twin has no merge: an op of it supersedes what it knows of its register. */
static gboolean
commit_memory (SimLaptop *self, WayAct *act)
{
  for (guint i = 0; i < act->changes->len; i++)
    {
      const WayChange *change = g_ptr_array_index (act->changes, i);

      way_journal_memory_add_change (self->memory, &act->case_id, change->kind, &change->object,
                                     change->group, change->value, way_clock_now (self->clock));
    }
  way_act_free (act);
  return TRUE;
}

gboolean
sim_laptop_commit (SimLaptop *self, WayAct *act)
{
  g_autoptr (GPtrArray) before = sim_ops_list (self);
  gboolean done = self->vault != NULL ? commit_real (self, act) : commit_memory (self, act);

  if (done)
    sim_facts_note (self, before->len);
  return done;
}
