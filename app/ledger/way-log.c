/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-log-private.h"

#include <string.h>

static guint
hash_hash (gconstpointer hash)
{
  guint value;

  memcpy (&value, hash, sizeof value);
  return value;
}

static gboolean
hash_equal (gconstpointer a, gconstpointer b)
{
  return memcmp (a, b, WAY_HASH_SIZE) == 0;
}

WayLog *
way_log_new (const WayId *org, const WayId *log)
{
  WayLog *self = g_new0 (WayLog, 1);

  self->ref_count = 1;
  self->org = *org;
  self->id = *log;
  self->positions = g_array_new (FALSE, TRUE, sizeof (WayLogPosition));
  g_array_set_size (self->positions, 1);
  self->epochs = g_ptr_array_new_with_free_func ((GDestroyNotify)way_epoch_unref);
  self->tips = g_hash_table_new_full (way_id_hash, way_id_equal, g_free, g_free);
  self->ids = g_hash_table_new_full (way_id_hash, way_id_equal, g_free, g_free);
  self->accepted = g_hash_table_new_full (hash_hash, hash_equal, g_free, NULL);
  self->complaints = g_hash_table_new (NULL, NULL);
  return self;
}

WayLog *
way_log_ref (WayLog *self)
{
  g_atomic_int_inc (&self->ref_count);
  return self;
}

void
way_log_unref (WayLog *self)
{
  if (!g_atomic_int_dec_and_test (&self->ref_count))
    return;
  g_array_unref (self->positions);
  g_ptr_array_unref (self->epochs);
  g_hash_table_unref (self->tips);
  g_hash_table_unref (self->ids);
  g_hash_table_unref (self->accepted);
  g_hash_table_unref (self->complaints);
  g_free (self);
}

static void
copy_table (GHashTable *to, GHashTable *from, gsize key_size, gsize value_size)
{
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, from);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      gpointer own = key_size > 0 ? g_memdup2 (key, key_size) : key;

      g_hash_table_insert (to, own, value_size > 0 ? g_memdup2 (value, value_size) : own);
    }
}

static WayLog *
copy_log (WayLog *self)
{
  WayLog *copy = way_log_new (&self->org, &self->id);

  g_array_unref (copy->positions);
  copy->positions = g_array_copy (self->positions);
  for (guint i = 0; i < self->epochs->len; i++)
    g_ptr_array_add (copy->epochs, way_epoch_ref (self->epochs->pdata[i]));
  copy_table (copy->tips, self->tips, sizeof (WayId), sizeof (WayTip));
  copy_table (copy->ids, self->ids, sizeof (WayId), sizeof (guint64));
  copy_table (copy->accepted, self->accepted, sizeof (WayHash), 0);
  copy_table (copy->complaints, self->complaints, 0, 0);
  copy->floor = self->floor;
  copy->closed = self->closed;
  copy->erased = self->erased;
  return copy;
}

const WayId *
way_log_get_org (WayLog *self)
{
  return &self->org;
}

const WayId *
way_log_get_id (WayLog *self)
{
  return &self->id;
}

guint64
way_log_get_length (WayLog *self)
{
  return self->positions->len - 1;
}

static WayLogPosition *
position_at (WayLog *self, guint64 position)
{
  g_assert (position < self->positions->len);
  return &g_array_index (self->positions, WayLogPosition, position);
}

const WayHash *
way_log_get_head_at (WayLog *self, guint64 position)
{
  return &position_at (self, position)->head;
}

const WayHash *
way_log_get_hash_at (WayLog *self, guint64 position)
{
  g_assert (position > 0);
  return &position_at (self, position)->hash;
}

WayTip
way_log_get_tip (WayLog *self, const WayId *device)
{
  static const WayTip none = { 0 };
  const WayTip *tip = g_hash_table_lookup (self->tips, device);

  return tip != NULL ? *tip : none;
}

guint32
way_log_get_epoch_number (WayLog *self)
{
  return self->epochs->len;
}

WayEpoch *
way_log_get_epoch (WayLog *self, guint32 number)
{
  if (number < 1 || number > self->epochs->len)
    return NULL;
  return g_ptr_array_index (self->epochs, number - 1);
}

gboolean
way_log_has_complaint (WayLog *self, guint32 epoch)
{
  return g_hash_table_contains (self->complaints, GUINT_TO_POINTER (epoch));
}

guint64
way_log_get_good_length (WayLog *self)
{
  for (guint64 i = 1; i < self->positions->len; i++)
    if (position_at (self, i)->owed)
      return i - 1;
  return way_log_get_length (self);
}

gboolean
way_log_is_closed (WayLog *self)
{
  return self->closed;
}

gboolean
way_log_is_erased (WayLog *self)
{
  return self->erased;
}

guint8
way_log_get_roles_at (WayLog *self, guint64 position)
{
  return position_at (self, position)->roles;
}

/* -- appending --------------------------------------------------------------------------------- */

static void
add_position (WayLog *self, const WayLogJudging *j)
{
  guint64 number = way_log_get_length (self) + 1;
  WayLogPosition position = {
    .hash = j->hash, .type = j->entry.type, .roles = j->roles, .owed = j->entry.bare
  };
  WayTip tip = { j->entry.dev_seq, j->hash };

  way_entry_chain (way_log_get_head_at (self, number - 1), number, &j->hash, &position.head);
  g_array_append_val (self->positions, position);
  g_hash_table_insert (self->ids, way_id_copy (&j->entry.entry_id),
                       g_memdup2 (&number, sizeof number));
  g_hash_table_insert (self->tips, way_id_copy (&j->entry.device), g_memdup2 (&tip, sizeof tip));
  self->floor = MAX (self->floor, j->entry.dir_seq);
}

static void
redact (WayLog *self, const WayEntryBody *body)
{
  for (guint i = 0; i < body->n_targets; i++)
    {
      WayLogPosition *target = position_at (self, way_entry_body_get_redacted (body, i).position);

      target->redacted = TRUE;
      target->owed = FALSE;
    }
}

static void
resolve (WayLog *self, const WayEntryBody *body)
{
  for (guint i = 0; body->decision == WAY_DECISION_ACCEPT && i < body->n_targets; i++)
    {
      WayHash hash = way_entry_body_get_resolved (body, i);

      g_hash_table_add (self->accepted, g_memdup2 (&hash, sizeof hash));
    }
}

static void
apply (WayLog *self, WayLogJudging *j)
{
  add_position (self, j);
  switch ((WayEntryType)j->entry.type)
    {
    case WAY_ENTRY_EPOCH:
      g_ptr_array_add (self->epochs, way_epoch_ref (j->epoch));
      break;
    case WAY_ENTRY_REDACT:
      redact (self, &j->body);
      break;
    case WAY_ENTRY_ERASE:
      self->erased = TRUE;
      break;
    case WAY_ENTRY_RESOLVE_QUARANTINE:
      resolve (self, &j->body);
      break;
    case WAY_ENTRY_CLOSE:
      self->closed = j->body.state == WAY_STATE_CLOSED;
      break;
    case WAY_ENTRY_KEY_COMPLAINT:
      g_hash_table_add (self->complaints, GUINT_TO_POINTER (j->body.epoch));
      break;
    case WAY_ENTRY_OPS:
    case WAY_ENTRY_ATTACH:
    case WAY_ENTRY_CHECKPOINT:
    case WAY_ENTRY_SNAPSHOT_REF:
    case WAY_ENTRY_RECOVERY_USED:
    default:
      break;
    }
}

WayVerdict
way_log_judge (WayLog *self,
               WayDirectory *directory,
               gconstpointer bytes,
               gsize size,
               const WayLogMoment *moment)
{
  g_auto (WayLogJudging) judging = { .log = self,
                                     .directory = directory,
                                     .bytes = bytes,
                                     .size = size,
                                     .moment = moment != NULL ? *moment : (WayLogMoment){ 0 } };

  return way_log_judge_entry (&judging);
}

WayVerdict
way_log_append (WayLog **log,
                WayDirectory *directory,
                gconstpointer bytes,
                gsize size,
                const WayLogMoment *moment)
{
  g_auto (WayLogJudging) judging = { .log = *log,
                                     .directory = directory,
                                     .bytes = bytes,
                                     .size = size,
                                     .moment = moment != NULL ? *moment : (WayLogMoment){ 0 } };
  WayVerdict verdict = way_log_judge_entry (&judging);

  if (verdict > WAY_VERDICT_OK_NO_BODY)
    return verdict;

  if (g_atomic_int_get (&(*log)->ref_count) > 1)
    {
      WayLog *copy = copy_log (*log);

      way_log_unref (*log);
      *log = copy;
    }
  apply (*log, &judging);
  return verdict;
}

WayVerdict
way_log_judge_quarantine (WayLog *self, WayDirectory *directory, gconstpointer bytes, gsize size)
{
  g_auto (WayLogJudging) judging = { .log = self,
                                     .directory = directory,
                                     .bytes = bytes,
                                     .size = size,
                                     .moment = { .arriving = TRUE },
                                     .quarantine = TRUE };

  return way_log_judge_entry (&judging);
}

void
way_log_judging_clear (WayLogJudging *self)
{
  g_clear_pointer (&self->epoch, way_epoch_unref);
}
