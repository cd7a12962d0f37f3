/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What changed for a device (docs/protocol.md, 8).
 */
#include "way-server-private.h"

#include <string.h>

#define CHANGES_MAX 500

typedef struct
{
  WayId log;
  guint64 upto, tick;
} Change;

typedef struct
{
  GArray *changes; /* (owned): Change */
  gboolean more;
} Changes;

static void
changes_clear (Changes *self)
{
  g_clear_pointer (&self->changes, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Changes, changes_clear)

static gboolean
take_change (const WayId *log, guint64 upto, guint64 tick, gpointer data)
{
  Changes *self = data;
  Change change = { *log, upto, tick };

  self->more = self->changes->len == CHANGES_MAX;
  if (!self->more)
    g_array_append_val (self->changes, change);
  return !self->more;
}

static gboolean
write_change (WayCall *call, const Change *change, JsonBuilder *builder, GError **error)
{
  WayStoredLog log;
  WayHash head;
  guint64 seq;

  if (!WAY_STORE (call->server, get_log, &change->log, &log, error))
    return FALSE;
  seq = change->upto > 0 ? change->upto : log.length;
  if (!way_server_get_head (call->server, &change->log, seq, &head, error))
    return FALSE;
  json_builder_begin_object (builder);
  way_json_hex (builder, "log", change->log.bytes, WAY_ID_SIZE);
  way_json_number (builder, "seq", seq);
  way_json_hex (builder, "head", head.bytes, sizeof head.bytes);
  json_builder_end_object (builder);
  return TRUE;
}

/* The instance and a tick.  Nothing in it is a secret, and a made-up one shows no log that a right
 * one would not. */
static guint64
read_cursor (WayCall *call)
{
  g_autofree char *text = way_call_dup_query (call, "cursor");
  char hex[WAY_ID_HEX_SIZE];
  guint64 tick = 0;

  if (text == NULL || strlen (text) < WAY_ID_HEX_SIZE
      || strncmp (text, way_id_format (&call->server->instance, hex), WAY_ID_HEX_SIZE - 1) != 0
      || text[WAY_ID_HEX_SIZE - 1] != '-'
      || !g_ascii_string_to_unsigned (text + WAY_ID_HEX_SIZE, 10, 0, call->server->tick, &tick,
                                      NULL))
    return 0;
  return tick;
}

static void
write_cursor (WayCall *call, JsonBuilder *builder, guint64 tick)
{
  char hex[WAY_ID_HEX_SIZE];
  g_autofree char *text = g_strdup_printf ("%s-%" G_GUINT64_FORMAT,
                                           way_id_format (&call->server->instance, hex), tick);

  way_json_text (builder, "cursor", text);
}

static gboolean
answer_changes (WayCall *call, const Changes *found, GError **error)
{
  g_autoptr (JsonBuilder) builder = json_builder_begin_object (json_builder_new ());
  guint n = found->changes->len;

  write_cursor (call, builder,
                found->more ? g_array_index (found->changes, Change, n - 1).tick
                            : call->server->tick);
  json_builder_set_member_name (builder, "changes");
  json_builder_begin_array (builder);
  for (guint i = 0; i < n; i++)
    if (!write_change (call, &g_array_index (found->changes, Change, i), builder, error))
      return FALSE;
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "more");
  json_builder_add_boolean_value (builder, found->more);
  way_json_text (builder, "state", way_server_get_state (call->server));
  way_json_directory (builder, call);
  return way_call_answer_json (call, 200, builder);
}

gboolean
way_handle_changes (WayCall *call, GError **error)
{
  WayServer *self = call->server;
  g_auto (Changes) found = { g_array_new (FALSE, FALSE, sizeof (Change)), FALSE };
  const WayId *device = way_call_reads_all_logs (call) ? NULL : &call->device;
  guint64 tick = read_cursor (call), wait_ms;

  if (!way_call_get_number (call, "wait", 0, WAY_WAIT_MAX_MS, &wait_ms))
    return TRUE;
  if (call->standing == WAY_STANDING_MEMBER
      && !WAY_STORE (self, list_logs, device, tick, take_change, &found, error))
    return FALSE;
  if (wait_ms > 0 && !call->request->last && tick > 0 && found.changes->len == 0
      && self->dir_tick <= tick)
    {
      call->answer->held = TRUE;
      call->answer->wait_ms = (guint)wait_ms;
      call->answer->device = call->device;
      return TRUE;
    }
  return answer_changes (call, &found, error);
}
