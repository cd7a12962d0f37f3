/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-journal-values.h"

/* A WayJournalState with what frees its secrets, which this room does not know. */
typedef struct
{
  WayJournalState state;
  GDestroyNotify free_secret;
} OwnedState;

/* A WayJournalChange with its count: it goes to the worker and back. */
typedef struct
{
  WayJournalChange change;
  gatomicrefcount ref_count;
} CountedChange;

WayJournalTeam *
way_journal_team_new (void)
{
  return g_new0 (WayJournalTeam, 1);
}

WayJournalTeam *
way_journal_team_copy (const WayJournalTeam *self)
{
  WayJournalTeam *copy = way_journal_team_new ();

  *copy = *self;
  copy->server = g_strdup (self->server);
  copy->ca_pem = g_strdup (self->ca_pem);
  copy->setup = g_strdup (self->setup);
  return copy;
}

void
way_journal_team_free (WayJournalTeam *self)
{
  if (self == NULL)
    return;

  g_free (self->server);
  g_free (self->ca_pem);
  g_free (self->setup);
  g_free (self);
}

WayJournalState *
way_journal_state_new (GDestroyNotify free_secret)
{
  OwnedState *self = g_new0 (OwnedState, 1);

  self->free_secret = free_secret;
  self->state.logs = g_array_new (FALSE, TRUE, sizeof (WayJournalHeld));
  return &self->state;
}

void
way_journal_state_free (WayJournalState *self)
{
  OwnedState *owned = (OwnedState *)self;

  if (self == NULL)
    return;

  g_clear_pointer (&self->sign_seed, owned->free_secret);
  g_clear_pointer (&self->box_seed, owned->free_secret);
  way_journal_team_free (self->team);
  g_array_unref (self->logs);
  g_free (self->cursor);
  g_free (owned);
}

WayJournalEntry *
way_journal_entry_new (GBytes *bytes, guint64 known)
{
  WayJournalEntry *self = g_new0 (WayJournalEntry, 1);

  self->bytes = g_bytes_ref (bytes);
  self->known = known;
  return self;
}

void
way_journal_entry_free (WayJournalEntry *self)
{
  if (self == NULL)
    return;

  g_bytes_unref (self->bytes);
  g_free (self);
}

WayJournalSealed *
way_journal_sealed_new (GBytes *bytes)
{
  WayJournalSealed *self = g_new0 (WayJournalSealed, 1);

  self->bytes = g_bytes_ref (bytes);
  return self;
}

void
way_journal_sealed_free (WayJournalSealed *self)
{
  if (self == NULL)
    return;

  g_bytes_unref (self->bytes);
  g_free (self);
}

WayJournalLog *
way_journal_log_new (void)
{
  WayJournalLog *self = g_new0 (WayJournalLog, 1);

  self->entries = g_ptr_array_new_with_free_func ((GDestroyNotify)way_journal_entry_free);
  self->sealed = g_ptr_array_new_with_free_func ((GDestroyNotify)way_journal_sealed_free);
  return self;
}

void
way_journal_log_free (WayJournalLog *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->entries);
  g_ptr_array_unref (self->sealed);
  g_free (self);
}

WayJournalAct *
way_journal_act_new (void)
{
  WayJournalAct *self = g_new0 (WayJournalAct, 1);

  self->ops = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
  return self;
}

void
way_journal_act_free (WayJournalAct *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->ops);
  g_free (self);
}

WayJournalChange *
way_journal_change_new (const WayId *log, guint64 after)
{
  CountedChange *self = g_new0 (CountedChange, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->change.log = *log;
  self->change.after = after;
  self->change.entries = g_ptr_array_new_with_free_func ((GDestroyNotify)way_journal_entry_free);
  self->change.acts = g_ptr_array_new_with_free_func ((GDestroyNotify)way_journal_act_free);
  self->change.sealed = g_ptr_array_new_with_free_func ((GDestroyNotify)way_journal_sealed_free);
  return &self->change;
}

WayJournalChange *
way_journal_change_ref (WayJournalChange *self)
{
  g_atomic_ref_count_inc (&((CountedChange *)self)->ref_count);
  return self;
}

void
way_journal_change_unref (WayJournalChange *self)
{
  CountedChange *counted = (CountedChange *)self;

  if (self == NULL || !g_atomic_ref_count_dec (&counted->ref_count))
    return;

  g_ptr_array_unref (self->entries);
  g_ptr_array_unref (self->acts);
  g_ptr_array_unref (self->sealed);
  g_free (self->cursor);
  g_free (counted);
}
