/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Logging in (docs/protocol.md, 6): a question that is answered once, and a token for a while.
 */
#include "way-server-private.h"

#include <string.h>
#include "way-login.h"

#define NONCE_MS 60000
#define TOKEN_MS 900000
#define NONCES_MAX 20000
#define BEARER "Bearer "

typedef struct
{
  WayId device;
  guint64 expires_ms;
} Challenge;

static gboolean
is_over (gpointer nonce, gpointer challenge, gpointer now_ms)
{
  return ((Challenge *)challenge)->expires_ms <= *(guint64 *)now_ms;
}

static void
keep_challenge (WayCall *call, const WayHash *nonce, const WayId *device)
{
  GHashTable *nonces = call->server->nonces;
  Challenge *challenge = g_new0 (Challenge, 1);

  if (g_hash_table_size (nonces) >= NONCES_MAX / 2)
    g_hash_table_foreach_remove (nonces, is_over, &call->now_ms);
  challenge->device = *device;
  challenge->expires_ms = call->now_ms + NONCE_MS;
  g_hash_table_insert (nonces, g_memdup2 (nonce, sizeof *nonce), challenge);
}

gboolean
way_handle_challenge (WayCall *call, GError **error)
{
  static const char *const names[] = { "device", NULL };
  g_autoptr (JsonParser) parser = way_call_read_json (call, names);
  g_autoptr (JsonBuilder) builder = NULL;
  const char *hex;
  guint64 wait_ms;
  WayId device;
  WayHash nonce;

  if (parser == NULL)
    return TRUE;
  hex = json_object_get_string_member (json_node_get_object (json_parser_get_root (parser)),
                                       "device");
  if (!way_hex_read (hex, device.bytes, sizeof device.bytes))
    return way_call_refuse (call, WAY_REASON_BAD_REQUEST);
  wait_ms = way_rate_take (call->server->by_challenge, hex, (gint64)call->now_ms);
  if (wait_ms > 0 || g_hash_table_size (call->server->nonces) >= NONCES_MAX)
    return way_call_refuse_for (call, WAY_REASON_TOO_MANY, MAX (wait_ms, 1000));

  way_random_fill (call->server->random, nonce.bytes, sizeof nonce.bytes);
  keep_challenge (call, &nonce, &device);
  builder = json_builder_begin_object (json_builder_new ());
  way_json_hex (builder, "server", call->server->id.bytes, WAY_ID_SIZE);
  way_json_hex (builder, "nonce", nonce.bytes, sizeof nonce.bytes);
  way_json_number (builder, "expires_in_ms", NONCE_MS);
  way_json_number (builder, "time_ms", call->now_ms);
  return way_call_answer_json (call, 200, builder);
}

/* -- the answer -------------------------------------------------------------------------------- */

typedef struct
{
  WayLogin login;
  WaySignature signature;
} Attempt;

static gboolean
read_attempt (JsonObject *object, Attempt *attempt)
{
  WayLogin *login = &attempt->login;

  login->origin = json_object_get_string_member (object, "origin");
  login->wall_ms = (guint64)json_object_get_int_member (object, "wall_ms");
  return way_hex_read (json_object_get_string_member (object, "device"), login->device.bytes,
                       WAY_ID_SIZE)
         && way_hex_read (json_object_get_string_member (object, "nonce"), login->nonce,
                          sizeof login->nonce)
         && way_hex_read (json_object_get_string_member (object, "signature"),
                          attempt->signature.bytes, WAY_SIGNATURE_SIZE);
}

/* Whatever comes of it, this nonce was asked for once. */
static gboolean
use_nonce (WayCall *call, const Attempt *attempt)
{
  Challenge *challenge = g_hash_table_lookup (call->server->nonces, attempt->login.nonce);
  gboolean good = challenge != NULL && challenge->expires_ms > call->now_ms
                  && way_id_equal (&challenge->device, &attempt->login.device);

  g_hash_table_remove (call->server->nonces, attempt->login.nonce);
  return good;
}

static WayReason
judge_attempt (WayCall *call, Attempt *attempt)
{
  const WayDirDevice *device = way_directory_find (call->server->directory, &attempt->login.device);

  attempt->login.server = call->server->id;
  if (!use_nonce (call, attempt))
    return WAY_REASON_BAD_NONCE;
  if (!g_strv_contains ((const char *const *)call->server->origins, attempt->login.origin))
    return WAY_REASON_WRONG_ORIGIN;
  if (device == NULL
      || !way_login_verify (&attempt->login, &device->certificate.dsk, &attempt->signature))
    return WAY_REASON_BAD_LOGIN;
  call->in_directory = device;
  return WAY_REASON_NONE;
}

gboolean
way_handle_token (WayCall *call, GError **error)
{
  static const char *const names[] = { "device", "nonce", "origin", "#wall_ms", "signature", NULL };
  g_autoptr (JsonParser) parser = way_call_read_json (call, names);
  g_autoptr (JsonBuilder) builder = NULL;
  Attempt attempt = { 0 };
  WayReason reason;
  guint8 token[WAY_TOKEN_SIZE];
  WayHash hash;

  if (parser == NULL)
    return TRUE;
  if (!read_attempt (json_node_get_object (json_parser_get_root (parser)), &attempt))
    return way_call_refuse (call, WAY_REASON_BAD_REQUEST);
  reason = judge_attempt (call, &attempt);
  if (reason != WAY_REASON_NONE)
    return way_call_refuse (call, reason);

  way_random_fill (call->server->random, token, sizeof token);
  way_hash (token, sizeof token, &hash);
  if (!WAY_STORE (call->server, add_pass, WAY_PASS_TOKEN, &hash, &attempt.login.device,
                  call->now_ms + TOKEN_MS, error))
    return FALSE;
  builder = json_builder_begin_object (json_builder_new ());
  way_json_hex (builder, "token", token, sizeof token);
  way_json_number (builder, "expires_in_ms", TOKEN_MS);
  way_json_text (builder, "standing",
                 way_standing_get_name (
                     way_server_get_standing (call->server, call->in_directory, call->now_ms)));
  way_json_number (builder, "time_ms", call->now_ms);
  return way_call_answer_json (call, 200, builder);
}

gboolean
way_call_find_device (WayCall *call, gboolean *ret_good, GError **error)
{
  const char *header = call->request->authorization;
  guint8 token[WAY_TOKEN_SIZE];
  guint64 expires_ms = 0;
  WayHash hash;

  *ret_good = FALSE;
  if (header == NULL || !g_str_has_prefix (header, BEARER)
      || !way_hex_read (header + strlen (BEARER), token, sizeof token))
    return TRUE;
  way_hash (token, sizeof token, &hash);
  if (!WAY_STORE (call->server, get_pass, WAY_PASS_TOKEN, &hash, &call->device, &expires_ms, error))
    return FALSE;
  if (expires_ms <= call->now_ms)
    return TRUE;
  call->in_directory = way_directory_find (call->server->directory, &call->device);
  call->standing = way_server_get_standing (call->server, call->in_directory, call->now_ms);
  *ret_good = call->standing != WAY_STANDING_UNKNOWN;
  return TRUE;
}
