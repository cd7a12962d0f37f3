/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Status, setting up and the directory (docs/protocol.md, 4, 5, 7, 12).
 */
#include "way-server-private.h"

#include <string.h>

#define SETUP "Setup "
#define MINUTE_MS 60000

gboolean
way_handle_status (WayCall *call, GError **error)
{
  g_autoptr (JsonBuilder) builder = json_builder_begin_object (json_builder_new ());

  way_json_text (builder, "service", "waymark-server");
  way_json_number (builder, "protocol", 1);
  way_json_text (builder, "version", WAY_VERSION);
  way_json_hex (builder, "server", call->server->id.bytes, WAY_ID_SIZE);
  way_json_text (builder, "state", way_server_get_state (call->server));
  way_json_number (builder, "incarnation", way_server_get_incarnation (call->server));
  way_json_number (builder, "time_ms", call->now_ms);
  return way_call_answer_json (call, 200, builder);
}

/* That it is asked inside a transaction of the storage is the whole of the question. */
gboolean
way_handle_health (WayCall *call, GError **error)
{
  call->answer->content_type = "text/plain";
  call->answer->body = g_bytes_new_static ("ok\n", 3);
  return TRUE;
}

/* -- reading ----------------------------------------------------------------------------------- */

gboolean
way_handle_get_dir (WayCall *call, GError **error)
{
  WayDirectory *directory = call->server->directory;
  guint64 length = way_directory_get_length (directory), after;
  g_auto (WayPaging) paging = { 0 };

  if (!way_call_get_number (call, "after", 0, WAY_NUMBER_MAX, &after))
    return TRUE;
  if (after > length)
    return way_call_refuse_beyond (call, length, way_directory_get_head_at (directory, length));
  way_paging_begin (&paging, call, after, length);
  if (!WAY_STORE (call->server, read_dir, after, way_paging_take, &paging, error))
    return FALSE;
  paging.page.total_head = paging.page.dir_head;
  paging.page.last_head = *way_directory_get_head_at (directory, after + paging.page.count);
  return way_paging_answer (&paging);
}

/* -- appending --------------------------------------------------------------------------------- */

/* While the server waits after a restore, what it lacks comes as a replay: its holds and ends are
 * long judged.  The INCARNATION that ends the waiting is judged as it arrives. */
static WayVerdict
judge_act (WayCall *call, WaySlice slice, gboolean is_incarnation)
{
  WayServer *self = call->server;
  WayDirArrival arrival = { call->now_ms, (const guint64 *)(gpointer)self->received_ms->data,
                            self->received_ms->len };
  gboolean replay = self->restored && !is_incarnation;

  return way_directory_append (&self->directory, slice.bytes, slice.size, replay ? NULL : &arrival);
}

static gboolean
store_act (WayCall *call, WaySlice slice, GError **error)
{
  WayServer *self = call->server;
  g_auto (WayStoredEntry) entry = { .seq = way_directory_get_length (self->directory),
                                    .tick = ++self->tick,
                                    .received_ms = call->now_ms,
                                    .bytes = g_bytes_new (slice.bytes, slice.size) };

  self->dir_tick = entry.tick;
  g_array_append_val (self->received_ms, entry.received_ms);
  self->wrote = TRUE;
  return WAY_STORE (self, add_dir, &entry, error);
}

static gboolean
end_waiting (WayServer *self, GError **error)
{
  g_autoptr (GBytes) no = g_bytes_new (NULL, 0);

  self->restored = FALSE;
  return WAY_STORE (self, set_meta, "restored", no, error);
}

typedef struct
{
  WaySlice slice;
  gboolean same;
} Comparison;

static gboolean
compare_act (const WayStoredEntry *entry, gpointer data)
{
  Comparison *self = data;
  gsize size;
  gconstpointer bytes = g_bytes_get_data (entry->bytes, &size);

  self->same = size == self->slice.size && memcmp (bytes, self->slice.bytes, size) == 0;
  return FALSE;
}

/* The place it names is taken: by itself? */
static gboolean
is_there (WayCall *call, WaySlice slice, const WayDirEntry *act, gboolean *ret_same, GError **error)
{
  Comparison comparison = { slice, FALSE };

  if (act->seq >= 1 && act->seq <= way_directory_get_length (call->server->directory)
      && !WAY_STORE (call->server, read_dir, act->seq - 1, compare_act, &comparison, error))
    return FALSE;
  *ret_same = comparison.same;
  return TRUE;
}

/* How long an ADMIT has to wait; no sum here can wrap, as minutes are 16 bits. */
static guint64
get_hold (WayCall *call, const WayDirEntry *act)
{
  WayServer *self = call->server;
  guint64 length = way_directory_get_length (self->directory), ends;
  const WayPolicy *policy = way_directory_get_policy_at (self->directory, length);
  const WayDirDevice *device;
  WayDirBody body;

  if (!way_dir_body_read (act->type, act->body, act->body_len, &body))
    return 0;
  device = way_directory_find (self->directory, &body.device);
  if (device == NULL)
    return 0;
  ends = way_server_get_certified_ms (self, device) + (guint64)policy->hold_minutes * MINUTE_MS;
  return ends > call->now_ms ? ends - call->now_ms : 1;
}

static void
refuse_act (WayAppend *append, const WayDirEntry *act, WayVerdict verdict)
{
  way_append_refuse (append, way_reason_of_verdict (verdict), verdict);
  if (verdict == WAY_VERDICT_D27_HOLD)
    append->retry_after_ms = get_hold (append->call, act);
}

/* FALSE: the storage failed.  A refusal is in @append. */
static gboolean
append_act (WayAppend *append, WaySlice slice, GError **error)
{
  WayCall *call = append->call;
  WayDirEntry act = { 0 };
  gboolean readable = way_dir_entry_read (slice.bytes, slice.size, &act), same = FALSE;
  gboolean is_incarnation = readable && act.type == WAY_DIR_INCARNATION;
  WayVerdict verdict;

  if (readable && !is_there (call, slice, &act, &same, error))
    return FALSE;
  if (same)
    {
      way_append_add (append, act.seq, TRUE, FALSE);
      return TRUE;
    }
  verdict = judge_act (call, slice, is_incarnation);
  if (verdict != WAY_VERDICT_OK)
    {
      refuse_act (append, &act, verdict);
      return TRUE;
    }
  way_append_add (append, act.seq, FALSE, FALSE);
  return store_act (call, slice, error)
         && (!(is_incarnation && call->server->restored) || end_waiting (call->server, error));
}

static gboolean
append_acts (WayAppend *append, GError **error)
{
  for (guint i = 0; i < append->entries->len && append->reason == WAY_REASON_NONE; i++)
    if (!append_act (append, g_array_index (append->entries, WaySlice, i), error))
      return FALSE;
  return TRUE;
}

static gboolean
answer_acts (WayAppend *append)
{
  WayDirectory *directory = append->call->server->directory;
  guint64 length = way_directory_get_length (directory);

  return way_append_answer (append, length, way_directory_get_head_at (directory, length));
}

gboolean
way_handle_post_dir (WayCall *call, GError **error)
{
  g_auto (WayAppend) append = { 0 };

  if (!way_append_begin (&append, call, WAY_DIR_STREAM_MAX_ENTRIES))
    return TRUE;
  return append_acts (&append, error) && answer_acts (&append);
}

/* -- setting up -------------------------------------------------------------------------------- */

static gboolean
is_ticket_good (WayCall *call, gboolean *ret_good, GError **error)
{
  const char *header = call->request->authorization;
  g_autoptr (GBytes) held = NULL;
  WayId ticket;
  WayHash hash;

  *ret_good = FALSE;
  if (header == NULL || !g_str_has_prefix (header, SETUP)
      || !way_hex_read (header + strlen (SETUP), ticket.bytes, sizeof ticket.bytes))
    return TRUE;
  if (!WAY_STORE (call->server, get_meta, "setup", &held, error))
    return FALSE;
  way_hash (ticket.bytes, sizeof ticket.bytes, &hash);
  *ret_good = held != NULL && g_bytes_get_size (held) == sizeof hash
              && memcmp (g_bytes_get_data (held, NULL), &hash, sizeof hash) == 0;
  return TRUE;
}

/* Once there is an organisation the ticket answers for its GENESIS and nothing else. */
static gboolean
tell_genesis (WayAppend *append, GError **error)
{
  WaySlice slice = g_array_index (append->entries, WaySlice, 0);
  Comparison comparison = { slice, FALSE };

  if (!WAY_STORE (append->call->server, read_dir, 0, compare_act, &comparison, error))
    return FALSE;
  if (!comparison.same)
    return way_call_refuse (append->call, WAY_REASON_SET_UP_ALREADY);
  way_append_add (append, 1, TRUE, FALSE);
  return answer_acts (append);
}

gboolean
way_handle_setup (WayCall *call, GError **error)
{
  g_auto (WayAppend) append = { 0 };
  gboolean good;

  if (!is_ticket_good (call, &good, error))
    return FALSE;
  if (!good)
    return way_call_refuse (call, WAY_REASON_BAD_TICKET);
  if (!way_append_begin (&append, call, 1))
    return TRUE;
  if (way_directory_get_length (call->server->directory) > 0)
    return tell_genesis (&append, error);
  return append_acts (&append, error) && answer_acts (&append);
}
