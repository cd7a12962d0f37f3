/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The quarantine lane: late work of a device that is gone (docs/protocol.md, 10).
 */
#include "way-server-private.h"

gboolean
way_handle_get_lane (WayCall *call, GError **error)
{
  g_auto (WayPaging) paging = { 0 };
  guint64 after, place, length, upto;
  gboolean reads;

  if (!way_call_get_number (call, "after", 0, WAY_NUMBER_MAX, &after))
    return TRUE;
  if (!WAY_STORE (call->server, get_reader, &call->id, &call->device, &reads, &upto, error)
      || !WAY_STORE (call->server, find_lane, &call->id, &way_hash_none, &place, &length, error))
    return FALSE;
  if (!reads || upto != 0)
    return way_call_refuse (call, WAY_REASON_NO_SUCH_LOG);
  if (!way_call_is_manager (call))
    return way_call_refuse (call, WAY_REASON_NOT_ALLOWED);
  if (after > length)
    return way_call_refuse_beyond (call, length, &way_hash_none);

  way_paging_begin (&paging, call, after, length);
  if (!WAY_STORE (call->server, read_lane, &call->id, after, way_paging_take, &paging, error))
    return FALSE;
  paging.page.last_head = way_hash_none;
  return way_paging_answer (&paging);
}

static gboolean
store_late (WayAppend *append, WaySlice slice, const WayHash *hash, guint64 length, GError **error)
{
  WayCall *call = append->call;
  g_auto (WayStoredEntry) entry = { .seq = length + 1,
                                    .received_ms = call->now_ms,
                                    .bytes = g_bytes_new (slice.bytes, slice.size) };

  if (length >= call->server->limits.lane_entries)
    {
      append->retry_after_ms = 86400000;
      way_append_refuse (append, WAY_REASON_TOO_MANY, WAY_VERDICT_OK);
      return TRUE;
    }
  way_append_add (append, entry.seq, FALSE, FALSE);
  call->server->wrote = TRUE;
  return WAY_STORE (call->server, add_lane, &call->id, hash, &entry, error);
}

static gboolean
tell_place_in_log (WayAppend *append, const WayEntry *entry, GError **error)
{
  guint64 seq;

  if (!WAY_STORE (append->call->server, find_entry, &append->call->id, &entry->entry_id, &seq,
                  error))
    return FALSE;
  way_append_add (append, seq, TRUE, TRUE);
  return TRUE;
}

/* Sent again it is told where it is, whatever happened to the log since. */
static gboolean
take_late (WayAppend *append, WayLog *log, WaySlice slice, GError **error)
{
  WayCall *call = append->call;
  guint64 place, length;
  WayVerdict verdict;
  WayEntry entry;
  WayHash hash;

  if (!way_entry_read (slice.bytes, slice.size, &entry))
    {
      way_append_refuse (append, WAY_REASON_BAD_ENTRY, WAY_VERDICT_E1_LENGTH);
      return TRUE;
    }
  way_entry_get_hash (&entry, &hash);
  if (!WAY_STORE (call->server, find_lane, &call->id, &hash, &place, &length, error))
    return FALSE;
  verdict = way_log_judge_quarantine (log, call->server->directory, slice.bytes, slice.size);
  if (verdict == WAY_VERDICT_SAME)
    return tell_place_in_log (append, &entry, error);
  if (verdict == WAY_VERDICT_OK && place == 0)
    return store_late (append, slice, &hash, length, error);
  if (verdict == WAY_VERDICT_OK)
    way_append_add (append, place, TRUE, FALSE);
  else
    way_append_refuse (append, way_reason_of_verdict (verdict), verdict);
  return TRUE;
}

gboolean
way_handle_post_lane (WayCall *call, GError **error)
{
  g_auto (WayAppend) append = { 0 };
  WayCachedLog *cached;
  WayStoredLog log;
  guint64 place, length;

  if (!way_append_begin (&append, call, WAY_STREAM_MAX_ENTRIES))
    return TRUE;
  if (!WAY_STORE (call->server, get_log, &call->id, &log, error))
    return FALSE;
  if (log.length == 0)
    return way_call_refuse (call, WAY_REASON_NO_SUCH_LOG);
  if (log.erased)
    return way_call_refuse (call, WAY_REASON_LOG_ERASED);
  if (!way_server_get_log (call->server, &call->id, &cached, error))
    return FALSE;
  for (guint i = 0; i < append.entries->len && append.reason == WAY_REASON_NONE; i++)
    if (!take_late (&append, cached->log, g_array_index (append.entries, WaySlice, i), error))
      return FALSE;
  return WAY_STORE (call->server, find_lane, &call->id, &way_hash_none, &place, &length, error)
         && way_append_answer (&append, length, NULL);
}
