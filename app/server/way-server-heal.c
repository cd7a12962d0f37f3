/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a server that was restored had lost, given back by laptops (docs/protocol.md, 12).
 */
#include "way-server-private.h"

/* In its place, as a replay: it was judged as it arrived once, and its author may be gone since. */
static gboolean
take_back (WayAppend *append, WayCachedLog *cached, WaySlice slice, GError **error)
{
  WayCall *call = append->call;
  WayDirectory *directory = call->server->directory;
  WayVerdict verdict;
  gboolean same = FALSE;
  guint64 seq = 0;
  WayEntry entry;

  if (!way_append_find (append, slice, &seq, &same, error))
    return append->reason != WAY_REASON_NONE;
  if (same)
    {
      way_append_add (append, seq, TRUE, FALSE);
      return TRUE;
    }
  way_entry_read (slice.bytes, slice.size, &entry);
  if (entry.dir_seq >= way_directory_find_incarnation (directory))
    {
      way_append_refuse (append, WAY_REASON_NOT_ALLOWED, WAY_VERDICT_OK);
      return TRUE;
    }
  verdict = way_log_append (&cached->log, directory, slice.bytes, slice.size, NULL);
  if (verdict > WAY_VERDICT_OK_NO_BODY)
    {
      way_append_refuse (append, way_reason_of_verdict (verdict), verdict);
      return TRUE;
    }
  call->server->n_positions++;
  way_append_add (append, way_log_get_length (cached->log), FALSE, FALSE);
  return way_server_store_entry (call, slice, cached->log, error);
}

static gboolean
take_all_back (WayAppend *append, GError **error)
{
  WayCall *call = append->call;
  WayCachedLog *cached;

  if (!way_server_get_log (call->server, &call->id, &cached, error))
    return FALSE;
  for (guint i = 0; i < append->entries->len && append->reason == WAY_REASON_NONE; i++)
    if (!take_back (append, cached, g_array_index (append->entries, WaySlice, i), error))
      return FALSE;
  if (way_log_get_length (cached->log) == 0 || way_log_is_erased (cached->log))
    way_server_drop_log (call->server, &call->id);
  return TRUE;
}

gboolean
way_handle_heal (WayCall *call, GError **error)
{
  g_auto (WayAppend) append = { 0 };
  WayStoredLog log;

  if (!way_append_begin (&append, call, WAY_STREAM_MAX_ENTRIES))
    return TRUE;
  if (!WAY_STORE (call->server, get_log, &call->id, &log, error))
    return FALSE;
  if (log.erased)
    return way_call_refuse (call, WAY_REASON_LOG_ERASED);
  return take_all_back (&append, error) && WAY_STORE (call->server, get_log, &call->id, &log, error)
         && way_append_answer (&append, log.length, &log.head);
}
