/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-entry-body.h"

#include <string.h>

/* What a list is sorted by stands first in each of its elements. */
static void
read_targets (WayReader *reader, gsize step, gsize sorted_by, WayEntryBody *body)
{
  body->n_targets = way_read_u16 (reader);
  if (body->n_targets < 1 || body->n_targets > WAY_TARGETS_MAX)
    reader->bad = TRUE;
  body->targets = way_read_bytes (reader, body->n_targets * step);
  for (guint i = 1; body->targets != NULL && i < body->n_targets; i++)
    if (memcmp (body->targets + (i - 1) * step, body->targets + i * step, sorted_by) >= 0)
      reader->bad = TRUE;
}

static void
read_approval (WayReader *reader, WayEntryBody *body)
{
  way_read_into (reader, body->approver.bytes, WAY_ID_SIZE);
  way_read_into (reader, body->approval.bytes, WAY_SIGNATURE_SIZE);
}

static void
read_fields (guint8 type, WayReader *reader, WayEntryBody *body)
{
  switch ((WayEntryType)type)
    {
    case WAY_ENTRY_CHECKPOINT:
      body->seq = way_read_u64 (reader);
      way_read_into (reader, body->head.bytes, WAY_HASH_SIZE);
      body->incarnation = way_read_u64 (reader);
      break;
    case WAY_ENTRY_REDACT:
      body->reason = way_read_choice (reader, 1, 3);
      read_targets (reader, WAY_REDACT_TARGET_SIZE, 8, body);
      read_approval (reader, body);
      break;
    case WAY_ENTRY_ERASE:
      body->reason = way_read_choice (reader, 1, 3);
      body->seq = way_read_u64 (reader);
      way_read_into (reader, body->head.bytes, WAY_HASH_SIZE);
      read_approval (reader, body);
      break;
    case WAY_ENTRY_RESOLVE_QUARANTINE:
      body->decision = way_read_choice (reader, 1, 2);
      body->reason = way_read_choice (reader, 1, 3);
      read_targets (reader, WAY_HASH_SIZE, WAY_HASH_SIZE, body);
      break;
    case WAY_ENTRY_RECOVERY_USED:
      body->reason = way_read_choice (reader, 1, 3);
      body->epoch = way_read_u32 (reader);
      break;
    case WAY_ENTRY_CLOSE:
      body->state = way_read_choice (reader, 0, 1);
      body->reason = way_read_choice (reader, 1, 4);
      break;
    case WAY_ENTRY_KEY_COMPLAINT:
      body->epoch = way_read_u32 (reader);
      body->kind = way_read_choice (reader, 1, 4);
      break;
    case WAY_ENTRY_OPS:
    case WAY_ENTRY_EPOCH:
    case WAY_ENTRY_ATTACH:
    case WAY_ENTRY_SNAPSHOT_REF:
    default:
      reader->bad = TRUE;
    }
}

gboolean
way_entry_body_read (guint8 type, gconstpointer bytes, gsize size, WayEntryBody *ret_body)
{
  WayEntryBody body = { 0 };
  WayReader reader;

  way_reader_init (&reader, bytes, size);
  read_fields (type, &reader, &body);
  if (!way_reader_is_done (&reader))
    return FALSE;

  *ret_body = body;
  return TRUE;
}

static void
write_targets (const WayEntryBody *body, gsize step, GByteArray *out)
{
  way_write_u16 (out, (guint16)body->n_targets);
  way_write_bytes (out, body->targets, body->n_targets * step);
}

static void
write_approval (const WayEntryBody *body, GByteArray *out)
{
  way_write_bytes (out, body->approver.bytes, WAY_ID_SIZE);
  way_write_bytes (out, body->approval.bytes, WAY_SIGNATURE_SIZE);
}

void
way_entry_body_write (guint8 type, const WayEntryBody *body, GByteArray *out)
{
  switch ((WayEntryType)type)
    {
    case WAY_ENTRY_CHECKPOINT:
      way_write_u64 (out, body->seq);
      way_write_bytes (out, body->head.bytes, WAY_HASH_SIZE);
      way_write_u64 (out, body->incarnation);
      break;
    case WAY_ENTRY_REDACT:
      way_write_u8 (out, body->reason);
      write_targets (body, WAY_REDACT_TARGET_SIZE, out);
      write_approval (body, out);
      break;
    case WAY_ENTRY_ERASE:
      way_write_u8 (out, body->reason);
      way_write_u64 (out, body->seq);
      way_write_bytes (out, body->head.bytes, WAY_HASH_SIZE);
      write_approval (body, out);
      break;
    case WAY_ENTRY_RESOLVE_QUARANTINE:
      way_write_u8 (out, body->decision);
      way_write_u8 (out, body->reason);
      write_targets (body, WAY_HASH_SIZE, out);
      break;
    case WAY_ENTRY_RECOVERY_USED:
      way_write_u8 (out, body->reason);
      way_write_u32 (out, body->epoch);
      break;
    case WAY_ENTRY_CLOSE:
      way_write_u8 (out, body->state);
      way_write_u8 (out, body->reason);
      break;
    case WAY_ENTRY_KEY_COMPLAINT:
      way_write_u32 (out, body->epoch);
      way_write_u8 (out, body->kind);
      break;
    case WAY_ENTRY_OPS:
    case WAY_ENTRY_EPOCH:
    case WAY_ENTRY_ATTACH:
    case WAY_ENTRY_SNAPSHOT_REF:
    default:
      g_assert_not_reached ();
    }
}

gboolean
way_entry_type_is_approved (guint8 type)
{
  return type == WAY_ENTRY_REDACT || type == WAY_ENTRY_ERASE;
}

WayRedactTarget
way_entry_body_get_redacted (const WayEntryBody *body, guint index)
{
  WayRedactTarget target;
  WayReader reader;

  way_reader_init (&reader, body->targets + index * WAY_REDACT_TARGET_SIZE, WAY_REDACT_TARGET_SIZE);
  target.position = way_read_u64 (&reader);
  way_read_into (&reader, target.entry_hash.bytes, WAY_HASH_SIZE);
  return target;
}

WayHash
way_entry_body_get_resolved (const WayEntryBody *body, guint index)
{
  WayHash hash;

  memcpy (hash.bytes, body->targets + index * WAY_HASH_SIZE, WAY_HASH_SIZE);
  return hash;
}
