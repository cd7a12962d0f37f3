/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The logs of cases and of the team (docs/protocol.md, 9).
 */
#include "way-server-private.h"

#include <string.h>
#include "way-entry-body.h"

/* -- reading ----------------------------------------------------------------------------------- */

static gboolean
take_head (const WayStoredEntry *entry, gpointer data)
{
  *(WayHash *)data = entry->head;
  return FALSE;
}

gboolean
way_server_get_head (
    WayServer *self, const WayId *log, guint64 position, WayHash *ret_head, GError **error)
{
  *ret_head = way_hash_none;
  return position == 0 || WAY_STORE (self, read_log, log, position - 1, take_head, ret_head, error);
}

gboolean
way_call_reads_all_logs (const WayCall *call)
{
  guint64 length = way_directory_get_length (call->server->directory);

  return (way_dir_device_get_roles_at (call->in_directory, length) & WAY_DIR_ROLE_RECOVERY) != 0;
}

/* How far the log is for this device; 0: it is none of its logs. */
static gboolean
get_extent (WayCall *call, guint64 *ret_total, GError **error)
{
  WayStoredLog log;
  gboolean reads;
  guint64 upto;

  if (!WAY_STORE (call->server, get_log, &call->id, &log, error)
      || !WAY_STORE (call->server, get_reader, &call->id, &call->device, &reads, &upto, error))
    return FALSE;
  if (way_call_reads_all_logs (call) || (reads && upto == 0))
    *ret_total = log.length;
  else
    *ret_total = reads ? upto : 0;
  return TRUE;
}

static gboolean
note_reading (WayCall *call, const WayLogPage *page, GError **error)
{
  if (page->count == 0)
    return TRUE;
  return WAY_STORE (call->server, add_audit, call->now_ms, &call->device, &call->id,
                    page->first - 1, page->first - 1 + page->count, error);
}

gboolean
way_handle_get_log (WayCall *call, GError **error)
{
  g_auto (WayPaging) paging = { 0 };
  guint64 after, max_bytes, total;
  WayHash head;

  if (!way_call_get_number (call, "after", 0, WAY_NUMBER_MAX, &after)
      || !way_call_get_number (call, "max_bytes", WAY_STREAM_MAX_SIZE, WAY_STREAM_MAX_SIZE,
                               &max_bytes))
    return TRUE;
  if (max_bytes < WAY_SLOT_MAX_SIZE)
    return way_call_refuse (call, WAY_REASON_BAD_REQUEST);
  if (!get_extent (call, &total, error))
    return FALSE;
  if (total == 0)
    return way_call_refuse (call, WAY_REASON_NO_SUCH_LOG);
  if (!way_server_get_head (call->server, &call->id, total, &head, error))
    return FALSE;
  if (after > total)
    return way_call_refuse_beyond (call, total, &head);

  way_paging_begin (&paging, call, after, total);
  paging.max_bytes = max_bytes;
  paging.page.total_head = head;
  return way_server_get_head (call->server, &call->id, after, &paging.page.last_head, error)
         && WAY_STORE (call->server, read_log, &call->id, after, way_paging_take, &paging, error)
         && note_reading (call, &paging.page, error) && way_paging_answer (&paging);
}

/* -- what an entry changes beside the log ------------------------------------------------------ */

static gboolean
set_readers (WayCall *call, WayLog *log, guint64 seq, GError **error)
{
  WayEpoch *epoch = way_log_get_epoch (log, way_log_get_epoch_number (log));
  g_autoptr (GArray) devices = g_array_new (FALSE, FALSE, sizeof (WayId));

  for (guint i = 0; i < epoch->members->len; i++)
    {
      const WayEpochMember *member = &g_array_index (epoch->members, WayEpochMember, i);

      if (!way_id_is_nil (&member->device))
        g_array_append_val (devices, member->device);
    }
  return WAY_STORE (call->server, set_readers, &call->id, seq, call->server->tick,
                    (const WayId *)(gpointer)devices->data, devices->len, error);
}

static gboolean
drop_bodies (WayCall *call, const WayEntry *entry, GError **error)
{
  WayEntryBody body;

  if (!way_entry_body_read (entry->type, way_entry_get_body (entry), entry->body_len, &body))
    return TRUE;
  for (guint i = 0; i < body.n_targets; i++)
    if (!WAY_STORE (call->server, drop_body, &call->id,
                    way_entry_body_get_redacted (&body, i).position, error))
      return FALSE;
  return TRUE;
}

static gboolean
follow_entry (WayCall *call, const WayEntry *entry, WayLog *log, guint64 seq, GError **error)
{
  if (entry->type == WAY_ENTRY_EPOCH)
    return set_readers (call, log, seq, error);
  if (entry->type == WAY_ENTRY_REDACT)
    return drop_bodies (call, entry, error);
  if (entry->type == WAY_ENTRY_ERASE)
    return WAY_STORE (call->server, erase, &call->id, seq, error);
  return TRUE;
}

gboolean
way_server_store_entry (WayCall *call, WaySlice slice, WayLog *log, GError **error)
{
  WayEntry entry;
  guint64 seq = way_log_get_length (log);
  g_auto (WayStoredEntry) stored = { .seq = seq,
                                     .tick = ++call->server->tick,
                                     .received_ms = call->now_ms,
                                     .bytes = g_bytes_new (slice.bytes, slice.size) };

  way_entry_read (slice.bytes, slice.size, &entry);
  stored.entry_id = entry.entry_id;
  stored.device = entry.device;
  stored.dev_seq = entry.dev_seq;
  stored.head = *way_log_get_head_at (log, seq);
  call->server->wrote = TRUE;
  return WAY_STORE (call->server, add_entry, &call->id, &stored, error)
         && follow_entry (call, &entry, log, seq, error);
}

/* -- appending --------------------------------------------------------------------------------- */

/* A device that is not in force: what became of it says what its laptop does now. */
static WayReason
get_reason (WayCall *call, WaySlice slice, WayVerdict verdict)
{
  WayEntry entry;
  WayStanding standing;

  if (verdict != WAY_VERDICT_E11_DEVICE || !way_entry_read (slice.bytes, slice.size, &entry))
    return way_reason_of_verdict (verdict);
  standing = way_server_get_standing (
      call->server, way_directory_find (call->server->directory, &entry.device), call->now_ms);
  switch (standing)
    {
    case WAY_STANDING_REVOKED:
      return WAY_REASON_QUARANTINED;
    case WAY_STANDING_MEMBER:
    case WAY_STANDING_EXPIRED:
      return WAY_REASON_STALE_DIRECTORY;
    case WAY_STANDING_UNKNOWN:
    case WAY_STANDING_HOLD:
    case WAY_STANDING_ANY:
    default:
      return WAY_REASON_NOT_ALLOWED;
    }
}

static gboolean
append_entry (WayAppend *append, WayCachedLog *cached, WaySlice slice, GError **error)
{
  WayCall *call = append->call;
  WayLogMoment moment = { TRUE, call->now_ms, 0 };
  WayVerdict verdict = way_log_append (&cached->log, call->server->directory, slice.bytes,
                                       slice.size, &moment);
  WayEntry entry;
  guint64 seq;

  if (verdict == WAY_VERDICT_OK)
    {
      call->server->n_positions++;
      way_append_add (append, way_log_get_length (cached->log), FALSE, FALSE);
      return way_server_store_entry (call, slice, cached->log, error);
    }
  if (verdict != WAY_VERDICT_SAME)
    {
      way_append_refuse (append, get_reason (call, slice, verdict), verdict);
      return TRUE;
    }
  way_entry_read (slice.bytes, slice.size, &entry);
  if (!WAY_STORE (call->server, find_entry, &call->id, &entry.entry_id, &seq, error))
    return FALSE;
  way_append_add (append, seq, TRUE, FALSE);
  return TRUE;
}

typedef struct
{
  const WayEntry *entry;
  gboolean same;
} SameHeader;

static gboolean
compare_header (const WayStoredEntry *entry, gpointer data)
{
  SameHeader *self = data;
  gsize size;
  const guint8 *bytes = g_bytes_get_data (entry->bytes, &size);

  self->same = size >= WAY_ENTRY_HEADER_SIZE
               && memcmp (bytes, self->entry->bytes, WAY_ENTRY_HEADER_SIZE) == 0;
  return FALSE;
}

gboolean
way_append_find (
    WayAppend *append, WaySlice slice, guint64 *ret_seq, gboolean *ret_same, GError **error)
{
  WayCall *call = append->call;
  WayEntry entry;
  SameHeader same = { &entry, FALSE };

  if (!way_entry_read (slice.bytes, slice.size, &entry))
    {
      way_append_refuse (append, WAY_REASON_BAD_ENTRY, WAY_VERDICT_E1_LENGTH);
      return FALSE;
    }
  if (!WAY_STORE (call->server, find_entry, &call->id, &entry.entry_id, ret_seq, error)
      || (*ret_seq > 0
          && !WAY_STORE (call->server, read_log, &call->id, *ret_seq - 1, compare_header, &same,
                         error)))
    return FALSE;
  *ret_same = same.same;
  return TRUE;
}

/* An erased log cannot be replayed: what it holds is told again, and nothing is added. */
static gboolean
compare_erased (WayAppend *append, WaySlice slice, GError **error)
{
  guint64 seq = 0;
  gboolean same = FALSE;

  if (!way_append_find (append, slice, &seq, &same, error))
    return append->reason != WAY_REASON_NONE;
  if (same)
    way_append_add (append, seq, TRUE, FALSE);
  else
    way_append_refuse (append, WAY_REASON_LOG_ERASED, WAY_VERDICT_E14_ERASED);
  return TRUE;
}

static gboolean
append_entries (WayAppend *append, gboolean erased, GError **error)
{
  WayCall *call = append->call;
  WayCachedLog *cached = NULL;

  if (!erased && !way_server_get_log (call->server, &call->id, &cached, error))
    return FALSE;
  for (guint i = 0; i < append->entries->len && append->reason == WAY_REASON_NONE; i++)
    {
      WaySlice slice = g_array_index (append->entries, WaySlice, i);

      if (erased ? !compare_erased (append, slice, error)
                 : !append_entry (append, cached, slice, error))
        return FALSE;
    }
  /* A log nobody began, or nobody will add to, is not kept in memory. */
  if (cached != NULL && (way_log_get_length (cached->log) == 0 || way_log_is_erased (cached->log)))
    way_server_drop_log (call->server, &call->id);
  return TRUE;
}

gboolean
way_handle_post_log (WayCall *call, GError **error)
{
  g_auto (WayAppend) append = { 0 };
  WayStoredLog log;

  if (!way_append_begin (&append, call, WAY_STREAM_MAX_ENTRIES))
    return TRUE;
  if (!WAY_STORE (call->server, get_log, &call->id, &log, error)
      || !append_entries (&append, log.erased, error)
      || !WAY_STORE (call->server, get_log, &call->id, &log, error))
    return FALSE;
  return way_append_answer (&append, log.length, &log.head);
}
