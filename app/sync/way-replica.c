/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-replica.h"

#include <string.h>
#include "way-epoch-write.h"
#include "way-operation.h"
#include "way-ops.h"

#define LATE_WORK 1          /* a reason of RESOLVE-QUARANTINE */
#define SIZE_OF_POSITION 256 /* what is known of an entry beside its bytes */

struct _WayReplica
{
  WayLog *log;        /* (owned) */
  WayLogKeys *keys;   /* (owned) */
  WayActs *acts;      /* (owned) */
  GPtrArray *entries; /* (owned): GBytes, by position from 1 at [0] */
  gsize size;         /* of these */
  guint32 asked;      /* epochs whose key was looked for */
  guint64 opened;     /* positions that judge_member has seen */
  gboolean lacking;   /* one of them had no key yet */
  guint32 bad_epoch;  /* the newest of them, where its key was not as it must be; else 0 */
  WayVerdict bad_key;
  guint n_set_aside;
};

/* The core's operations as the ledger's judge wants them. */
static gboolean
read_op (GBytes *bytes, WayOpFrame *ret_frame, gpointer data)
{
  g_autoptr (WayOperation) op = way_operation_from_bytes (bytes, NULL);

  if (op == NULL)
    return FALSE;
  *ret_frame = (WayOpFrame){ op->case_id, op->id.origin, op->id.counter, op->act, op->act_n };
  return TRUE;
}

WayReplica *
way_replica_new (const WayId *org, const WayId *log)
{
  WayReplica *self = g_new0 (WayReplica, 1);

  self->log = way_log_new (org, log);
  self->keys = way_log_keys_new ();
  self->acts = way_acts_new (log, read_op, NULL);
  self->entries = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
  return self;
}

void
way_replica_free (WayReplica *self)
{
  if (self == NULL)
    return;

  way_acts_free (self->acts);
  way_log_keys_free (self->keys);
  way_log_unref (self->log);
  g_ptr_array_unref (self->entries);
  g_free (self);
}

WayLog *
way_replica_get_log (WayReplica *self)
{
  return self->log;
}

gsize
way_replica_get_size (WayReplica *self)
{
  return self->size + (gsize)self->entries->len * SIZE_OF_POSITION;
}

gboolean
way_replica_is_unsettled (WayReplica *self)
{
  return self->lacking || self->bad_epoch != 0;
}

GBytes *
way_replica_get_entry (WayReplica *self, guint64 position)
{
  return g_ptr_array_index (self->entries, (guint)position - 1);
}

gboolean
way_replica_has_key_trouble (WayReplica *self)
{
  return self->bad_epoch != 0;
}

guint32
way_replica_get_key_trouble (WayReplica *self, WayVerdict *ret_verdict)
{
  *ret_verdict = self->bad_key;
  return self->bad_epoch;
}

guint
way_replica_get_n_set_aside (WayReplica *self)
{
  return self->n_set_aside;
}

/* -- reading ----------------------------------------------------------------------------------- */

/* What a member knows is what it would know had it held all its keys from the beginning. */
static void
open_again (WayReplica *self)
{
  way_acts_free (self->acts);
  self->acts = way_acts_new (way_log_get_id (self->log), read_op, NULL);
  self->opened = 0;
  self->lacking = FALSE;
  self->n_set_aside = 0;
}

static void
take_keys (WayReplica *self, const WayReplicaMoment *moment)
{
  guint32 last = way_log_get_epoch_number (self->log);
  gboolean gained = FALSE;

  for (; self->asked < last; self->asked++)
    {
      WayVerdict verdict = way_log_keys_take (self->keys, self->log, moment->directory,
                                              self->asked + 1, &moment->device->id,
                                              moment->device->box_seed);

      gained = gained || verdict == WAY_VERDICT_OK;
      /* A later key that is right leads to the former ones. */
      self->bad_key = verdict;
      self->bad_epoch = verdict != WAY_VERDICT_OK && verdict != WAY_VERDICT_K1_NOT_MEMBER
                            ? self->asked + 1
                            : 0;
    }
  if (gained && self->lacking)
    open_again (self);
}

/* (transfer full): @ops as they stand at @position. */
static WayJournalAct *
make_act (WayReplica *self,
          const WayReplicaMoment *moment,
          guint64 position,
          const WayId *device,
          GPtrArray *ops)
{
  WayJournalAct *act = way_journal_act_new ();
  WayOpFrame frame = { 0 };

  read_op (g_ptr_array_index (ops, 0), &frame, NULL);
  act->case_id = frame.case_id;
  act->origin = frame.origin;
  act->act = frame.act;
  act->author.user = way_directory_find (moment->directory, device)->certificate.user;
  act->author.roles = way_log_get_roles_at (self->log, position)
                      & (WAY_ROLE_ADVISER | WAY_ROLE_MANAGER | WAY_ROLE_KEEPER);
  act->author.position = position;
  for (guint i = 0; i < ops->len; i++)
    g_ptr_array_add (act->ops, g_bytes_ref (g_ptr_array_index (ops, i)));
  return act;
}

static void
open_entry (WayReplica *self, const WayReplicaMoment *moment, guint64 position, GPtrArray *acts)
{
  g_autoptr (GPtrArray) ops = NULL;
  WayEntry entry;
  WayVerdict verdict;
  gsize size;
  gconstpointer bytes = g_bytes_get_data (g_ptr_array_index (self->entries, position - 1), &size);

  if (!way_entry_read (bytes, size, &entry) || entry.type != WAY_ENTRY_OPS || entry.bare)
    return;
  verdict = way_acts_take (self->acts, self->keys, bytes, size, &ops);
  if (verdict == WAY_VERDICT_M1_NO_KEY)
    self->lacking = TRUE;
  else if (verdict > WAY_VERDICT_M1_NO_KEY)
    self->n_set_aside++;
  else if (ops != NULL && ops->len > 0 && acts != NULL)
    g_ptr_array_add (acts, make_act (self, moment, position, &entry.device, ops));
}

WayVerdict
way_replica_take (WayReplica *self,
                  const WayReplicaMoment *moment,
                  GPtrArray *entries,
                  guint *ret_n_taken,
                  GPtrArray *acts)
{
  WayVerdict verdict = WAY_VERDICT_OK;
  guint n = 0;

  for (; n < entries->len; n++)
    {
      WayJournalEntry *entry = g_ptr_array_index (entries, n);
      WayLogMoment when = { .known = entry->known };
      gsize size;
      gconstpointer bytes = g_bytes_get_data (entry->bytes, &size);

      verdict = way_log_append (&self->log, moment->directory, bytes, size, &when);
      if (verdict != WAY_VERDICT_OK && verdict != WAY_VERDICT_OK_NO_BODY)
        break;
      verdict = WAY_VERDICT_OK;
      g_ptr_array_add (self->entries, g_bytes_ref (entry->bytes));
      self->size += size;
    }
  take_keys (self, moment);
  while (self->opened < way_log_get_good_length (self->log))
    open_entry (self, moment, ++self->opened, acts);
  *ret_n_taken = n;
  return verdict;
}

/* -- members ----------------------------------------------------------------------------------- */

static WayEpoch *
get_epoch_in_force (WayReplica *self)
{
  return way_log_get_epoch (self->log, way_log_get_epoch_number (self->log));
}

gboolean
way_replica_is_member (WayReplica *self, const WayId *device)
{
  WayEpoch *epoch = get_epoch_in_force (self);

  return epoch != NULL && way_epoch_has (epoch, device);
}

/* The newest epoch that has @device, 0 where none does. */
static guint32
find_own_epoch (WayReplica *self, const WayId *device)
{
  guint32 number = way_log_get_epoch_number (self->log);

  while (number > 0 && !way_epoch_has (way_log_get_epoch (self->log, number), device))
    number--;
  return number;
}

gboolean
way_replica_was_member (WayReplica *self, const WayId *device)
{
  return find_own_epoch (self, device) > 0;
}

GArray *
way_replica_list_members (WayReplica *self, const WayReplicaMoment *moment)
{
  return way_epoch_staying_members (moment->directory, self->log);
}

gboolean
way_replica_is_epoch_due (WayReplica *self, const WayReplicaMoment *moment)
{
  WayEpoch *epoch = get_epoch_in_force (self);
  g_autoptr (GArray) staying = NULL;

  if (epoch == NULL)
    return TRUE;
  staying = way_epoch_staying_members (moment->directory, self->log);
  return staying->len + 1 < epoch->members->len;
}

/* Those who belong to this log by rule P10 and are not in it. */
static void
add_missing (WayReplica *self, const WayReplicaMoment *moment, GArray *members)
{
  guint64 seq = way_directory_get_length (moment->directory);
  gboolean is_team = way_id_equal (way_log_get_id (self->log),
                                   way_directory_get_team_log (moment->directory));

  for (guint i = 0; i < way_directory_get_n_devices (moment->directory); i++)
    {
      const WayDirDevice *device = way_directory_get_device (moment->directory, i);
      guint8 roles = way_dir_device_get_roles_at (device, seq);

      if (way_dir_device_stands_at (device, seq) && (is_team || (roles & WAY_DIR_ROLE_KEEPER) != 0)
          && !way_replica_is_member (self, &device->certificate.device))
        g_array_append_val (members, device->certificate.device);
    }
}

/* -- writing ----------------------------------------------------------------------------------- */

static WayEntryWriter
make_writer (WayReplica *self, const WayReplicaMoment *moment)
{
  guint64 now_ms = (guint64)MAX (moment->now_ms, 0);

  return (WayEntryWriter){ .directory = moment->directory,
                           .log = self->log,
                           .device = moment->device,
                           .random = moment->random,
                           .wall_ms = now_ms,
                           .hlc = now_ms << 16 };
}

/* The epoch before the next one: a key that did not come to all is stepped over (rule P4). */
static guint32
find_former (WayReplica *self)
{
  guint32 number = way_log_get_epoch_number (self->log);

  while (number > 0 && way_log_keys_get (self->keys, number) == NULL
         && way_log_has_complaint (self->log, number))
    number--;
  return number;
}

static GBytes *
make_epoch (WayReplica *self,
            const WayReplicaMoment *moment,
            WayEpochReason reason,
            GArray *members)
{
  WayEntryWriter writer = make_writer (self, moment);
  guint32 former = find_former (self);
  WaySecret *former_key = former > 0 ? way_log_keys_get (self->keys, former) : NULL;
  g_autoptr (WaySecret) key = way_secret_new_random (moment->random, WAY_KEY_SIZE);
  g_autoptr (WayEpoch) epoch = NULL;

  if (former > 0 && former_key == NULL)
    return NULL;
  epoch = way_epoch_make (&writer, reason, members, key, former, former_key);
  return epoch != NULL ? way_epoch_make_entry (&writer, epoch) : NULL;
}

GBytes *
way_replica_make_epoch (WayReplica *self, const WayReplicaMoment *moment, GArray *members)
{
  return make_epoch (self, moment, WAY_EPOCH_MEMBERS, members);
}

GBytes *
way_replica_make_statement (WayReplica *self,
                            const WayReplicaMoment *moment,
                            WayEntryType type,
                            const WayEntryBody *body)
{
  WayEntryWriter writer = make_writer (self, moment);
  WayEntry draft;

  way_entry_draft (&writer, type, &draft);
  return way_entry_make_body (&writer, &draft, body);
}

GBytes *
way_replica_make_witness (WayReplica *self, const WayReplicaMoment *moment)
{
  WayEntryWriter writer = make_writer (self, moment);
  WayEntryBody body;
  WayEntry draft;

  way_entry_draft (&writer, WAY_ENTRY_CHECKPOINT, &draft);
  draft.dev_seq = 0;
  draft.prev_dev_hash = way_hash_none;
  body = (WayEntryBody){
    .seq = draft.seen_seq,
    .head = draft.seen_head,
    .incarnation = way_directory_get_incarnation_at (moment->directory, draft.dir_seq),
  };
  return way_entry_make_body (&writer, &draft, &body);
}

static int
compare_hashes (gconstpointer a, gconstpointer b)
{
  return memcmp (a, b, WAY_HASH_SIZE);
}

GBytes *
way_replica_make_resolution (WayReplica *self,
                             const WayReplicaMoment *moment,
                             guint8 decision,
                             GPtrArray *entries)
{
  g_autoptr (GArray) hashes = g_array_new (FALSE, FALSE, sizeof (WayHash));
  WayEntryBody body = { .decision = decision, .reason = LATE_WORK };

  for (guint i = 0; i < entries->len; i++)
    {
      gsize size;
      gconstpointer bytes = g_bytes_get_data (g_ptr_array_index (entries, i), &size);
      WayEntry entry;
      WayHash hash;

      if (!way_entry_read (bytes, size, &entry))
        return NULL;
      way_entry_get_hash (&entry, &hash);
      g_array_append_val (hashes, hash);
    }
  g_array_sort (hashes, compare_hashes);
  body.n_targets = hashes->len;
  body.targets = (const guint8 *)hashes->data;
  return way_replica_make_statement (self, moment, WAY_ENTRY_RESOLVE_QUARANTINE, &body);
}

static guint8
get_own_roles (const WayReplicaMoment *moment)
{
  const WayDirDevice *device = way_directory_find (moment->directory, &moment->device->id);
  guint64 seq = way_directory_get_length (moment->directory);

  return device != NULL && way_dir_device_stands_at (device, seq)
             ? way_dir_device_get_roles_at (device, seq)
             : 0;
}

/* Somebody did not get the key in force as they should; it is made anew once, not for ever. */
static gboolean
is_complained_of (WayReplica *self, guint8 roles)
{
  WayEpoch *epoch = get_epoch_in_force (self);

  return (roles & (WAY_DIR_ROLE_MANAGER | WAY_DIR_ROLE_KEEPER)) != 0 && epoch != NULL
         && way_log_has_complaint (self->log, epoch->number) && epoch->reason != WAY_EPOCH_AGAIN;
}

GBytes *
way_replica_make_due_epoch (WayReplica *self, const WayReplicaMoment *moment)
{
  guint8 roles = get_own_roles (moment);
  gboolean has_revoked = way_replica_is_epoch_due (self, moment);
  g_autoptr (GArray) members = NULL;
  guint n_staying;

  if (roles == 0)
    return NULL;
  if (way_log_get_length (self->log) == 0)
    {
      members = way_epoch_first_members (moment->directory, way_log_get_id (self->log),
                                         &moment->device->id);
      return make_epoch (self, moment, WAY_EPOCH_NEW_LOG, members);
    }
  if (!way_replica_is_member (self, &moment->device->id))
    return NULL;
  members = way_epoch_staying_members (moment->directory, self->log);
  n_staying = members->len;
  if ((roles & (WAY_DIR_ROLE_MANAGER | WAY_DIR_ROLE_KEEPER)) != 0)
    add_missing (self, moment, members);
  if (!has_revoked && members->len == n_staying && !is_complained_of (self, roles))
    return NULL;
  if (!has_revoked && members->len == n_staying)
    return make_epoch (self, moment, WAY_EPOCH_AGAIN, members);
  return make_epoch (self, moment, has_revoked ? WAY_EPOCH_REVOKED : WAY_EPOCH_MEMBERS, members);
}

static gboolean
has_entry (WayLog *log, GBytes *bytes)
{
  gsize size;
  gconstpointer data = g_bytes_get_data (bytes, &size);
  WayEntry entry;
  WayHash hash;

  if (!way_entry_read (data, size, &entry))
    return FALSE;
  way_entry_get_hash (&entry, &hash);
  for (guint64 at = way_log_get_length (log); at > 0; at--)
    if (way_hash_equal (way_log_get_hash_at (log, at), &hash))
      return TRUE;
  return FALSE;
}

WayOutboxFate
way_replica_judge_outbox (WayReplica *self,
                          const WayReplicaMoment *moment,
                          GPtrArray *sealed,
                          guint64 *ret_acknowledged)
{
  WayLogMoment when = { .known = way_directory_get_length (moment->directory) };
  guint64 tip = way_log_get_tip (self->log, &moment->device->id).dev_seq, acknowledged = 0;
  WayJournalSealed *next = NULL;
  gsize size;
  gconstpointer bytes;

  for (guint i = 0; i < sealed->len && next == NULL; i++)
    {
      WayJournalSealed *entry = g_ptr_array_index (sealed, i);

      if (entry->dev_seq > tip)
        next = entry;
      else if (!has_entry (self->log, entry->bytes))
        return WAY_OUTBOX_CLONED;
      else
        acknowledged = entry->dev_seq;
    }
  *ret_acknowledged = acknowledged;
  if (!way_replica_is_member (self, &moment->device->id)
      && way_replica_was_member (self, &moment->device->id))
    return WAY_OUTBOX_OUT;
  if (next == NULL)
    return WAY_OUTBOX_SEND;
  bytes = g_bytes_get_data (next->bytes, &size);
  return way_log_judge (self->log, moment->directory, bytes, size, &when) == WAY_VERDICT_OK
             ? WAY_OUTBOX_SEND
             : WAY_OUTBOX_SEAL;
}

/* What every entry of one batch goes on from. */
typedef struct
{
  guint64 dev_seq;
  WayHash hash;
} Chain;

static void
chain_on (Chain *chain, GBytes *bytes)
{
  gsize size;
  gconstpointer data = g_bytes_get_data (bytes, &size);
  WayEntry entry;

  if (!way_entry_read (data, size, &entry))
    return;
  chain->dev_seq = entry.dev_seq;
  way_entry_get_hash (&entry, &chain->hash);
}

/* A laptop that was revoked meanwhile wrote this when it was not: so quarantine takes it. */
static void
date_draft (const WayEntryWriter *writer, WayEntry *draft)
{
  const WayDirDevice *device = way_directory_find (writer->directory, &writer->device->id);

  if (device == NULL || device->revoked_seq == 0)
    return;
  draft->dir_seq = device->revoked_seq - 1;
  draft->dir_head = *way_directory_get_head_at (writer->directory, draft->dir_seq);
}

static gboolean
seal_act (WayReplica *self,
          const WayEntryWriter *writer,
          guint32 epoch,
          WayJournalAct *act,
          Chain *chain,
          GPtrArray *sealed)
{
  g_autoptr (GPtrArray) parts = way_ops_write (&act->origin, act->act, act->ops);

  for (guint i = 0; parts != NULL && i < parts->len; i++)
    {
      g_autoptr (GBytes) bytes = NULL;
      WayJournalSealed *entry;
      WayEntry draft;

      way_entry_draft (writer, WAY_ENTRY_OPS, &draft);
      draft.key_epoch = epoch;
      draft.dev_seq = chain->dev_seq + 1;
      draft.prev_dev_hash = chain->hash;
      date_draft (writer, &draft);
      bytes = way_entry_make_sealed (writer, &draft, self->keys, g_ptr_array_index (parts, i));
      if (bytes == NULL)
        return FALSE;
      chain_on (chain, bytes);
      entry = way_journal_sealed_new (bytes);
      entry->dev_seq = chain->dev_seq;
      entry->origin = act->origin;
      entry->act = act->act;
      g_ptr_array_add (sealed, entry);
    }
  return TRUE;
}

GPtrArray *
way_replica_seal (WayReplica *self,
                  const WayReplicaMoment *moment,
                  GPtrArray *acts,
                  const WayJournalSealed *last)
{
  g_autoptr (GPtrArray) sealed = g_ptr_array_new_with_free_func (
      (GDestroyNotify)way_journal_sealed_free);
  WayEntryWriter writer = make_writer (self, moment);
  WayTip tip = way_log_get_tip (self->log, &moment->device->id);
  guint32 epoch = find_own_epoch (self, &moment->device->id);
  Chain chain = { tip.dev_seq, tip.hash };

  if (epoch == 0)
    return NULL;
  if (last != NULL && last->dev_seq > tip.dev_seq)
    chain_on (&chain, last->bytes);
  for (guint i = 0; i < acts->len; i++)
    if (!seal_act (self, &writer, epoch, g_ptr_array_index (acts, i), &chain, sealed))
      return NULL;
  return g_steal_pointer (&sealed);
}

static WayJournalSealed *
make_first (GBytes *epoch)
{
  WayJournalSealed *first = way_journal_sealed_new (epoch);
  Chain chain = { 0 };

  chain_on (&chain, epoch);
  first->dev_seq = chain.dev_seq;
  return first;
}

GPtrArray *
way_replica_begin (WayReplica *self, const WayReplicaMoment *moment, GPtrArray *acts)
{
  g_autoptr (GBytes) epoch = way_replica_make_due_epoch (self, moment);
  g_autoptr (WayReplica) begun = way_replica_new (way_log_get_org (self->log),
                                                  way_log_get_id (self->log));
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (
      (GDestroyNotify)way_journal_entry_free);
  g_autoptr (GPtrArray) sealed = NULL;
  guint n = 0;

  if (epoch == NULL)
    return NULL;
  g_ptr_array_add (entries,
                   way_journal_entry_new (epoch, way_directory_get_length (moment->directory)));
  if (way_replica_take (begun, moment, entries, &n, NULL) != WAY_VERDICT_OK)
    return NULL;
  sealed = way_replica_seal (begun, moment, acts, NULL);
  if (sealed != NULL)
    g_ptr_array_insert (sealed, 0, make_first (epoch));
  return g_steal_pointer (&sealed);
}
