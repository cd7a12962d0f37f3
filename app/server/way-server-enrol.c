/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tickets, and the mailbox each of them opens (docs/protocol.md, 11).
 */
#include "way-server-private.h"

#define VALID_MIN_MS 60000
#define VALID_MAX_MS 86400000

/* -- tickets ----------------------------------------------------------------------------------- */

static gboolean
answer_ticket (WayCall *call, guint status, guint64 expires_ms)
{
  g_autoptr (JsonBuilder) builder = json_builder_begin_object (json_builder_new ());

  way_json_number (builder, "expires_ms", expires_ms);
  return way_call_answer_json (call, status, builder);
}

static gboolean
add_ticket (WayCall *call, const WayHash *hash, guint64 valid_ms, GError **error)
{
  guint64 expires_ms = call->now_ms + valid_ms, n;

  if (!WAY_STORE (call->server, count_tickets, &call->device, &n, error))
    return FALSE;
  if (n >= call->server->limits.tickets)
    return way_call_refuse_for (call, WAY_REASON_TOO_MANY, VALID_MAX_MS);
  call->server->wrote = TRUE;
  return WAY_STORE (call->server, add_pass, WAY_PASS_TICKET, hash, &call->device, expires_ms, error)
         && answer_ticket (call, 201, expires_ms);
}

gboolean
way_handle_add_ticket (WayCall *call, GError **error)
{
  static const char *const names[] = { "ticket_hash", "#valid_ms", NULL };
  g_autoptr (JsonParser) parser = NULL;
  JsonObject *object;
  guint64 valid_ms, expires_ms;
  WayHash hash;
  WayId device;

  if (!way_call_is_manager (call))
    return way_call_refuse (call, WAY_REASON_NOT_ALLOWED);
  parser = way_call_read_json (call, names);
  if (parser == NULL)
    return TRUE;
  object = json_node_get_object (json_parser_get_root (parser));
  valid_ms = (guint64)json_object_get_int_member (object, "valid_ms");
  if (valid_ms < VALID_MIN_MS || valid_ms > VALID_MAX_MS
      || !way_hex_read (json_object_get_string_member (object, "ticket_hash"), hash.bytes,
                        sizeof hash.bytes))
    return way_call_refuse (call, WAY_REASON_BAD_REQUEST);
  if (!WAY_STORE (call->server, get_pass, WAY_PASS_TICKET, &hash, &device, &expires_ms, error))
    return FALSE;
  if (expires_ms == 0)
    return add_ticket (call, &hash, valid_ms, error);
  if (!way_id_equal (&device, &call->device))
    return way_call_refuse (call, WAY_REASON_CONFLICT);
  return answer_ticket (call, 200, expires_ms);
}

gboolean
way_handle_remove_ticket (WayCall *call, GError **error)
{
  if (!way_call_is_manager (call))
    return way_call_refuse (call, WAY_REASON_NOT_ALLOWED);
  call->server->wrote = TRUE;
  return WAY_STORE (call->server, remove_ticket, &call->hash, error)
         && way_call_answer_empty (call, 200);
}

/* -- the mailbox ------------------------------------------------------------------------------- */

static gboolean
is_open (WayCall *call, gboolean *ret_open, GError **error)
{
  guint64 expires_ms;
  WayId device;

  if (!WAY_STORE (call->server, get_pass, WAY_PASS_TICKET, &call->hash, &device, &expires_ms,
                  error))
    return FALSE;
  *ret_open = expires_ms > call->now_ms;
  return TRUE;
}

static gboolean
put_message (WayCall *call, GBytes *before, GBytes *held, GError **error)
{
  if (held != NULL)
    return g_bytes_equal (held, call->request->body) ? way_call_answer_empty (call, 200)
                                                     : way_call_refuse (call, WAY_REASON_TAKEN);
  if (call->slot > 0 && before == NULL)
    return way_call_refuse (call, WAY_REASON_TOO_EARLY);
  call->server->wrote = TRUE;
  return WAY_STORE (call->server, add_slot, &call->hash, call->slot, call->request->body, error)
         && way_call_answer_empty (call, 201);
}

gboolean
way_handle_put_slot (WayCall *call, GError **error)
{
  g_autoptr (GBytes) before = NULL;
  g_autoptr (GBytes) held = NULL;
  gboolean open;

  if (call->request->body == NULL || g_bytes_get_size (call->request->body) == 0)
    return way_call_refuse (call, WAY_REASON_BAD_REQUEST);
  if (!is_open (call, &open, error))
    return FALSE;
  if (!open)
    return way_call_refuse (call, WAY_REASON_NO_TICKET);
  if (call->slot > 0
      && !WAY_STORE (call->server, get_slot, &call->hash, call->slot - 1, &before, error))
    return FALSE;
  return WAY_STORE (call->server, get_slot, &call->hash, call->slot, &held, error)
         && put_message (call, before, held, error);
}

gboolean
way_handle_get_slot (WayCall *call, GError **error)
{
  g_autoptr (GBytes) held = NULL;
  gboolean open;
  guint64 wait_ms;

  if (!way_call_get_number (call, "wait", 0, WAY_WAIT_MAX_MS, &wait_ms))
    return TRUE;
  if (!is_open (call, &open, error)
      || !WAY_STORE (call->server, get_slot, &call->hash, call->slot, &held, error))
    return FALSE;
  if (!open)
    return way_call_refuse (call, WAY_REASON_NO_TICKET);
  if (held == NULL && wait_ms > 0 && !call->request->last)
    {
      call->answer->held = TRUE;
      call->answer->wait_ms = (guint)wait_ms;
      return TRUE;
    }
  if (held == NULL)
    return way_call_refuse (call, WAY_REASON_NOT_YET);
  call->answer->content_type = "application/octet-stream";
  call->answer->body = g_steal_pointer (&held);
  return TRUE;
}
