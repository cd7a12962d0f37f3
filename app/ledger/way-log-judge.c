/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Rules E (docs/format.md, 10), row by row.
 */
#include <string.h>
#include "way-log-private.h"
#include "way-rules.h"

#define GRACE_MS G_GUINT64_CONSTANT (86400000)

static gboolean
breaks_length (gpointer judging)
{
  WayLogJudging *j = judging;

  if (!way_entry_read (j->bytes, j->size, &j->entry))
    return TRUE;
  j->kind = way_entry_kind (j->entry.type);
  way_entry_get_hash (&j->entry, &j->hash);
  j->accepted = j->quarantine || g_hash_table_contains (j->log->accepted, &j->hash);
  return FALSE;
}

static gboolean
breaks_magic (gpointer judging)
{
  WayLogJudging *j = judging;

  return memcmp (j->entry.magic, "LGE1", 4) != 0;
}

static gboolean
breaks_suite (gpointer judging)
{
  WayLogJudging *j = judging;

  return j->entry.suite != WAY_SUITE;
}

static gboolean
breaks_flags (gpointer judging)
{
  WayLogJudging *j = judging;

  return (j->entry.flags & 0xff00) != 0;
}

static gboolean
breaks_type (gpointer judging)
{
  WayLogJudging *j = judging;

  return j->entry.type < WAY_ENTRY_OPS || j->entry.type > WAY_ENTRY_LAST;
}

static gboolean
breaks_context (gpointer judging)
{
  WayLogJudging *j = judging;
  const WayEntry *e = &j->entry;

  return e->zero != 0 || e->key_epoch == 0 || e->dev_seq == 0 || e->dir_seq == 0
         || (!j->kind->sealed && !way_bytes_are_zero (e->nonce, sizeof e->nonce))
         || (e->seen_seq == 0 && !way_hash_equal (&e->seen_head, &way_hash_none))
         || (e->dev_seq == 1 && !way_hash_equal (&e->prev_dev_hash, &way_hash_none));
}

static gboolean
breaks_body_hash (gpointer judging)
{
  WayLogJudging *j = judging;
  WayHash hash;

  if (j->entry.bare)
    return FALSE;
  way_entry_hash_body (way_entry_get_body (&j->entry), j->entry.body_len, &hash);
  return !way_hash_equal (&hash, &j->entry.body_hash);
}

static gboolean
breaks_log (gpointer judging)
{
  WayLogJudging *j = judging;

  return !way_id_equal (&j->entry.org, &j->log->org) || !way_id_equal (&j->entry.log, &j->log->id);
}

/* Whether the directory says that a server was restored after this entry was sealed. */
static gboolean
was_restored_since (const WayLogJudging *j)
{
  guint64 length = way_directory_get_length (j->directory);

  return way_directory_get_incarnation_at (j->directory, length)
         != way_directory_get_incarnation_at (j->directory, j->from);
}

static gboolean
breaks_directory (gpointer judging)
{
  WayLogJudging *j = judging;
  guint64 length = way_directory_get_length (j->directory);
  guint64 known = j->moment.arriving ? length : j->moment.known;

  j->from = j->entry.dir_seq;
  j->to = MAX (MAX (j->log->floor, j->from), known);
  if (j->to > length)
    return TRUE;
  j->excused = j->accepted && was_restored_since (j);
  return FALSE;
}

static gboolean
breaks_dir_head (gpointer judging)
{
  WayLogJudging *j = judging;

  return !way_hash_equal (&j->entry.dir_head, way_directory_get_head_at (j->directory, j->from));
}

static gboolean
is_in_force (const WayLogJudging *j, const WayDirDevice *device)
{
  return way_dir_device_stands_at (device, j->from) && way_dir_device_is_active_at (device, j->to);
}

static gboolean
breaks_device (gpointer judging)
{
  WayLogJudging *j = judging;

  j->device = way_directory_find (j->directory, &j->entry.device);
  if (j->device == NULL)
    return TRUE;
  j->roles = j->accepted ? way_dir_device_get_roles_at (j->device, j->from)
                         : way_dir_device_get_roles_during (j->device, j->from, j->to);
  return j->accepted ? !way_dir_device_stands_at (j->device, j->from) : !is_in_force (j, j->device);
}

static gboolean
breaks_signature (gpointer judging)
{
  WayLogJudging *j = judging;
  WaySlice slices[2];

  way_entry_get_signed (&j->entry, slices);
  return !way_verify_parts (&j->device->certificate.dsk, slices, G_N_ELEMENTS (slices),
                            &j->entry.signature);
}

static gboolean
breaks_entry_id (gpointer judging)
{
  WayLogJudging *j = judging;

  return g_hash_table_contains (j->log->ids, &j->entry.entry_id);
}

static gboolean
breaks_erased (gpointer judging)
{
  WayLogJudging *j = judging;

  return j->log->erased;
}

static gboolean
breaks_dev_seq (gpointer judging)
{
  WayLogJudging *j = judging;

  return j->entry.dev_seq <= way_log_get_tip (j->log, &j->entry.device).dev_seq;
}

static gboolean
breaks_gap (gpointer judging)
{
  WayLogJudging *j = judging;

  return !j->accepted && j->entry.dev_seq - way_log_get_tip (j->log, &j->entry.device).dev_seq > 1;
}

static gboolean
breaks_dev_prev (gpointer judging)
{
  WayLogJudging *j = judging;
  WayTip tip = way_log_get_tip (j->log, &j->entry.device);

  return !j->accepted && !way_hash_equal (&j->entry.prev_dev_hash, &tip.hash);
}

static gboolean
breaks_seen (gpointer judging)
{
  WayLogJudging *j = judging;

  return !j->excused && j->entry.seen_seq > j->length;
}

static gboolean
breaks_seen_head (gpointer judging)
{
  WayLogJudging *j = judging;

  return !j->excused
         && !way_hash_equal (&j->entry.seen_head, way_log_get_head_at (j->log, j->entry.seen_seq));
}

static gboolean
breaks_begin (gpointer judging)
{
  WayLogJudging *j = judging;

  return j->length == 0 && j->entry.type != WAY_ENTRY_EPOCH;
}

static gboolean
breaks_stale (gpointer judging)
{
  WayLogJudging *j = judging;

  return !j->accepted && j->entry.key_epoch < j->in_force->number;
}

static gboolean
breaks_epoch (gpointer judging)
{
  WayLogJudging *j = judging;

  return j->entry.key_epoch > j->in_force->number;
}

static gboolean
breaks_member (gpointer judging)
{
  WayLogJudging *j = judging;

  if (j->entry.type == WAY_ENTRY_RECOVERY_USED && (j->roles & WAY_DIR_ROLE_RECOVERY) != 0)
    return FALSE;
  return !way_epoch_has (
      way_log_get_epoch (j->log, j->accepted ? j->entry.key_epoch : j->in_force->number),
      &j->entry.device);
}

static gboolean
breaks_bucket (gpointer judging)
{
  WayLogJudging *j = judging;

  return j->kind->sealed && !way_entry_is_bucket (j->entry.body_len);
}

static gboolean
breaks_body (gpointer judging)
{
  WayLogJudging *j = judging;

  if (j->kind->sealed)
    return FALSE;
  return j->entry.bare
         || !way_entry_body_read (j->entry.type, way_entry_get_body (&j->entry), j->entry.body_len,
                                  &j->body);
}

static gboolean
breaks_right (gpointer judging)
{
  WayLogJudging *j = judging;

  if (j->accepted && j->entry.type != WAY_ENTRY_OPS)
    return TRUE;
  return j->kind->roles != 0 && (j->roles & j->kind->roles) == 0;
}

static gboolean
breaks_compare (gpointer judging)
{
  WayLogJudging *j = judging;

  return j->entry.type == WAY_ENTRY_ERASE
         && (j->entry.seen_seq != j->length
             || !way_hash_equal (&j->entry.seen_head, way_log_get_head_at (j->log, j->length)));
}

static gboolean
may_be_redacted (const WayLogJudging *j, WayRedactTarget target)
{
  const WayLogPosition *position;

  if (target.position < 1 || target.position > j->length)
    return FALSE;
  position = &g_array_index (j->log->positions, WayLogPosition, target.position);
  return way_hash_equal (&position->hash, &target.entry_hash)
         && way_entry_kind (position->type)->sealed && !position->redacted;
}

static gboolean
breaks_target (gpointer judging)
{
  WayLogJudging *j = judging;

  for (guint i = 0; j->entry.type == WAY_ENTRY_REDACT && i < j->body.n_targets; i++)
    if (!may_be_redacted (j, way_entry_body_get_redacted (&j->body, i)))
      return TRUE;
  return FALSE;
}

static gboolean
root_is_the_same (const WayLogJudging *j)
{
  return memcmp (way_directory_get_root_at (j->directory, j->from),
                 way_directory_get_root_at (j->directory, j->to), sizeof (WaySignPublic))
         == 0;
}

static gboolean
breaks_approver (gpointer judging)
{
  WayLogJudging *j = judging;
  const WayDirDevice *second;

  if (!way_entry_type_is_approved (j->entry.type))
    return FALSE;
  if (way_id_is_nil (&j->body.approver))
    return !root_is_the_same (j);
  second = way_directory_find (j->directory, &j->body.approver);
  return second == NULL || !is_in_force (j, second)
         || (way_dir_device_get_roles_during (second, j->from, j->to) & WAY_DIR_ROLE_MANAGER) == 0
         || way_id_equal (&second->certificate.user, &j->device->certificate.user)
         || !way_epoch_has (j->in_force, &second->certificate.device);
}

static gboolean
breaks_approval (gpointer judging)
{
  WayLogJudging *j = judging;
  const WaySignPublic *by;
  WaySlice slices[3];
  WayHash hash;

  if (!way_entry_type_is_approved (j->entry.type))
    return FALSE;
  by = way_id_is_nil (&j->body.approver)
           ? way_directory_get_root_at (j->directory, j->from)
           : &way_directory_find (j->directory, &j->body.approver)->certificate.dsk;
  way_entry_get_approved (j->entry.bytes, way_entry_get_body (&j->entry), j->entry.body_len, &hash,
                          slices);
  return !way_verify_parts (by, slices, G_N_ELEMENTS (slices), &j->body.approval);
}

static gboolean
breaks_checkpoint (gpointer judging)
{
  WayLogJudging *j = judging;

  if (j->entry.type != WAY_ENTRY_CHECKPOINT && j->entry.type != WAY_ENTRY_ERASE)
    return FALSE;
  return j->body.seq != j->entry.seen_seq || !way_hash_equal (&j->body.head, &j->entry.seen_head)
         || (j->entry.type == WAY_ENTRY_CHECKPOINT
             && j->body.incarnation != way_directory_get_incarnation_at (j->directory, j->from));
}

static gboolean
breaks_state (gpointer judging)
{
  WayLogJudging *j = judging;

  return j->entry.type == WAY_ENTRY_CLOSE && (j->body.state == WAY_STATE_CLOSED) == j->log->closed;
}

static gboolean
breaks_complaint (gpointer judging)
{
  WayLogJudging *j = judging;
  WayEpoch *epoch = way_log_get_epoch (j->log, j->body.epoch);

  if (j->entry.type == WAY_ENTRY_KEY_COMPLAINT)
    return epoch == NULL || !way_epoch_has (epoch, &j->entry.device);
  return j->entry.type == WAY_ENTRY_RECOVERY_USED && epoch == NULL;
}

static gboolean
breaks_no_body (gpointer judging)
{
  WayLogJudging *j = judging;

  return j->moment.arriving && j->entry.bare;
}

gboolean
way_log_judging_is_expired (const WayLogJudging *self)
{
  guint64 not_after = self->device->certificate.not_after, now = self->moment.now_ms;

  return self->moment.arriving && not_after != 0 && now > not_after && now - not_after > GRACE_MS;
}

static gboolean
breaks_expired (gpointer judging)
{
  WayLogJudging *j = judging;

  return !j->accepted && way_log_judging_is_expired (j);
}

static const WayLedgerRule rules_first[] = {
  { WAY_VERDICT_E1_LENGTH, breaks_length },
  { WAY_VERDICT_E2_MAGIC, breaks_magic },
  { WAY_VERDICT_E3_SUITE, breaks_suite },
  { WAY_VERDICT_E4_FLAGS, breaks_flags },
  { WAY_VERDICT_E5_TYPE, breaks_type },
  { WAY_VERDICT_E6_CONTEXT, breaks_context },
  { WAY_VERDICT_E7_BODY_HASH, breaks_body_hash },
  { WAY_VERDICT_E8_LOG, breaks_log },
  { WAY_VERDICT_E9_DIRECTORY, breaks_directory },
  { WAY_VERDICT_E10_DIR_HEAD, breaks_dir_head },
  { WAY_VERDICT_E11_DEVICE, breaks_device },
  { WAY_VERDICT_E12_SIGNATURE, breaks_signature },
  { WAY_VERDICT_E13_ENTRY_ID, breaks_entry_id },
  { WAY_VERDICT_E14_ERASED, breaks_erased },
  { WAY_VERDICT_E15_DEV_SEQ, breaks_dev_seq },
  { WAY_VERDICT_E16_GAP, breaks_gap },
  { WAY_VERDICT_E17_DEV_PREV, breaks_dev_prev },
  { WAY_VERDICT_E18_SEEN, breaks_seen },
  { WAY_VERDICT_E19_SEEN_HEAD, breaks_seen_head },
  { WAY_VERDICT_E20_BEGIN, breaks_begin },
};

/* Of all but EPOCH: what the quarantine lane looks at. */
static const WayLedgerRule rules_later[] = {
  { WAY_VERDICT_E21_STALE, breaks_stale },   { WAY_VERDICT_E22_EPOCH, breaks_epoch },
  { WAY_VERDICT_E23_MEMBER, breaks_member }, { WAY_VERDICT_E24_BUCKET, breaks_bucket },
  { WAY_VERDICT_E25_BODY, breaks_body },     { WAY_VERDICT_E26_RIGHT, breaks_right },
};

static const WayLedgerRule rules_no_body[] = { { WAY_VERDICT_E34_NO_BODY, breaks_no_body } };

static const WayLedgerRule rules_last[] = {
  { WAY_VERDICT_E27_COMPARE, breaks_compare },       { WAY_VERDICT_E28_TARGET, breaks_target },
  { WAY_VERDICT_E29_APPROVER, breaks_approver },     { WAY_VERDICT_E30_APPROVAL, breaks_approval },
  { WAY_VERDICT_E31_CHECKPOINT, breaks_checkpoint }, { WAY_VERDICT_E32_STATE, breaks_state },
  { WAY_VERDICT_E33_COMPLAINT, breaks_complaint },   { WAY_VERDICT_E34_NO_BODY, breaks_no_body },
  { WAY_VERDICT_E35_EXPIRED, breaks_expired },
};

/* An entry that a server has already: sent again, it is answered alike. */
static gboolean
is_known (const WayLogJudging *j)
{
  const guint64 *position = g_hash_table_lookup (j->log->ids, &j->entry.entry_id);

  return j->moment.arriving && position != NULL
         && way_hash_equal (&j->hash, way_log_get_hash_at (j->log, *position));
}

WayVerdict
way_log_judge_entry (WayLogJudging *j)
{
  WayVerdict verdict;

  j->length = way_log_get_length (j->log);
  j->in_force = way_log_get_epoch (j->log, way_log_get_epoch_number (j->log));
  verdict = way_rules_judge (rules_first, G_N_ELEMENTS (rules_first), j);
  if (verdict == WAY_VERDICT_E13_ENTRY_ID && is_known (j))
    return WAY_VERDICT_SAME;
  if (verdict != WAY_VERDICT_OK)
    return verdict;
  if (j->entry.type == WAY_ENTRY_EPOCH)
    return j->accepted ? WAY_VERDICT_E26_RIGHT : way_log_judge_epoch (j);
  verdict = way_rules_judge (rules_later, G_N_ELEMENTS (rules_later), j);
  if (verdict == WAY_VERDICT_OK)
    verdict = j->quarantine ? way_rules_judge (rules_no_body, G_N_ELEMENTS (rules_no_body), j)
                            : way_rules_judge (rules_last, G_N_ELEMENTS (rules_last), j);
  if (verdict != WAY_VERDICT_OK)
    return verdict;
  return j->entry.bare ? WAY_VERDICT_OK_NO_BODY : WAY_VERDICT_OK;
}
