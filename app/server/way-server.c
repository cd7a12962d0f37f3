/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-server-private.h"

#include <string.h>

#define AUDIT_KEPT_MS (G_GUINT64_CONSTANT (731) * 86400000) /* 24 months */

const WayServerLimits way_server_limits = {
  .device = { 40, 600 },
  .fresh = { 2500, 6000 },
  .challenges = { 20, 10 },
  .address = { 600, 200 },
  .bytes_a_day = 200 * 1024 * 1024,
  .new_device_ms = G_GUINT64_CONSTANT (7) * 86400000,
  .lane_entries = 4096,
  .tickets = 64,
  .cached_positions = 500000,
};

/* -- life -------------------------------------------------------------------------------------- */

static guint
hash_of_hash (gconstpointer hash)
{
  guint value;

  memcpy (&value, hash, sizeof value);
  return value;
}

static gboolean
hash_is_equal (gconstpointer a, gconstpointer b)
{
  return memcmp (a, b, WAY_HASH_SIZE) == 0;
}

static void
cached_log_free (gpointer data)
{
  WayCachedLog *self = data;

  way_log_unref (self->log);
  g_free (self);
}

static WayServer *
make_server (WayStorage *storage, WayClock *clock, WayRandom *random)
{
  WayServer *self = g_new0 (WayServer, 1);

  self->storage = storage;
  self->clock = g_object_ref (clock);
  self->random = g_object_ref (random);
  self->received_ms = g_array_new (FALSE, FALSE, sizeof (guint64));
  self->logs = g_hash_table_new_full (way_id_hash, way_id_equal, g_free, cached_log_free);
  self->nonces = g_hash_table_new_full (hash_of_hash, hash_is_equal, g_free, g_free);
  self->volumes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

static gboolean
load_alone (WayServer *self, GError **error)
{
  if (!self->storage->klass->begin (self->storage, error))
    return FALSE;
  if (way_server_load (self, error) && self->storage->klass->commit (self->storage, error))
    return TRUE;
  self->storage->klass->roll_back (self->storage);
  return FALSE;
}

WayServer *
way_server_new (WayStorage *storage,
                WayClock *clock,
                WayRandom *random,
                const WayServerLimits *limits,
                const char *const *origins,
                GError **error)
{
  g_autoptr (WayServer) self = make_server (storage, clock, random);

  self->limits = *limits;
  self->origins = g_strdupv ((char **)origins);
  way_id_new (self->random, &self->instance);
  self->by_device = way_rate_new (limits->device);
  self->by_fresh = way_rate_new (limits->fresh);
  self->by_challenge = way_rate_new (limits->challenges);
  self->by_address = way_rate_new (limits->address);
  return load_alone (self, error) ? g_steal_pointer (&self) : NULL;
}

void
way_server_free (WayServer *self)
{
  if (self == NULL)
    return;
  g_object_unref (self->clock);
  g_object_unref (self->random);
  g_strfreev (self->origins);
  g_clear_pointer (&self->directory, way_directory_unref);
  g_array_unref (self->received_ms);
  g_hash_table_unref (self->logs);
  g_hash_table_unref (self->nonces);
  g_hash_table_unref (self->volumes);
  way_rate_free (self->by_device);
  way_rate_free (self->by_fresh);
  way_rate_free (self->by_challenge);
  way_rate_free (self->by_address);
  g_free (self);
}

guint64
way_server_get_generation (WayServer *self)
{
  return self->generation;
}

/* -- one request ------------------------------------------------------------------------------- */

static WayReason
judge_standing (const WayCall *call)
{
  if ((call->route->standings & (guint)call->standing) != 0)
    return WAY_REASON_NONE;
  switch (call->standing)
    {
    case WAY_STANDING_HOLD:
      return WAY_REASON_ON_HOLD;
    case WAY_STANDING_EXPIRED:
      return WAY_REASON_EXPIRED;
    case WAY_STANDING_REVOKED:
      return WAY_REASON_REVOKED;
    case WAY_STANDING_UNKNOWN:
    case WAY_STANDING_MEMBER:
    case WAY_STANDING_ANY:
    default:
      return WAY_REASON_BAD_TOKEN;
    }
}

/* Of a request without a token the address is all that is known; a token that is none counts so. */
static guint64
take_rate (WayCall *call, gboolean known)
{
  char hex[WAY_ID_HEX_SIZE];

  /* Whoever watches over the server asks often, and is told nothing. */
  if (strcmp (call->route->name, "healthz") == 0)
    return 0;
  if (known)
    return way_rate_take (call->route->uncapped || way_call_is_of_new_device (call)
                              ? call->server->by_fresh
                              : call->server->by_device,
                          way_id_format (&call->device, hex), (gint64)call->now_ms);
  return way_rate_take (call->server->by_address, call->request->address, (gint64)call->now_ms);
}

static WayReason
judge_state (const WayCall *call)
{
  gboolean empty = way_directory_get_length (call->server->directory) == 0;

  if (empty && !call->route->before_setup)
    return WAY_REASON_NOT_SET_UP;
  if (call->route->writes && call->server->restored)
    return WAY_REASON_RESTORED;
  return WAY_REASON_NONE;
}

/* Who asks, and may they: FALSE where the storage failed. */
static gboolean
judge_who (WayCall *call, WayReason *ret_reason, guint64 *ret_wait_ms, GError **error)
{
  gboolean known = FALSE;

  if (call->route->standings != 0 && !way_call_find_device (call, &known, error))
    return FALSE;
  *ret_wait_ms = take_rate (call, known);
  if (*ret_wait_ms > 0)
    *ret_reason = WAY_REASON_TOO_MANY;
  else if (call->route->standings == 0)
    *ret_reason = WAY_REASON_NONE;
  else
    *ret_reason = known ? judge_standing (call) : WAY_REASON_BAD_TOKEN;
  return TRUE;
}

static WayReason
judge_form (WayCall *call)
{
  const WayRequest *request = call->request;
  gint64 length = request->body != NULL                ? (gint64)g_bytes_get_size (request->body)
                  : call->route->body == WAY_BODY_NONE ? 0
                                                       : -1;

  if (request->origin != NULL
      && !g_strv_contains ((const char *const *)call->server->origins, request->origin))
    return WAY_REASON_WRONG_ORIGIN;
  if (!way_route_has_query (call->route, request->query))
    return WAY_REASON_BAD_REQUEST;
  return way_route_judge_body (call->route, request->content_type, length);
}

static gboolean
handle (WayCall *call, GError **error)
{
  const char *allow = NULL;
  guint64 wait_ms = 0;
  WayReason reason;

  call->route = way_route_find (call->request->method, call->request->path, call, &allow);
  if (call->route == NULL)
    {
      call->answer->allow = allow;
      return way_call_refuse (call,
                              allow != NULL ? WAY_REASON_BAD_METHOD : WAY_REASON_NO_SUCH_ROUTE);
    }
  call->answer->route = call->route->name;
  reason = judge_form (call);
  if (reason == WAY_REASON_NONE)
    reason = judge_state (call);
  if (reason == WAY_REASON_NONE && !judge_who (call, &reason, &wait_ms, error))
    return FALSE;
  if (reason == WAY_REASON_TOO_MANY)
    return way_call_refuse_for (call, reason, wait_ms);
  if (reason != WAY_REASON_NONE)
    return way_call_refuse (call, reason);
  return call->route->handler (call, error);
}

static gboolean
answer_one (WayServer *self, const WayRequest *request, WayAnswer *answer, GError **error)
{
  gint64 now_ms = way_clock_now (self->clock);
  WayCall call = {
    .server = self, .request = request, .answer = answer, .now_ms = now_ms > 0 ? (guint64)now_ms : 0
  };

  return handle (&call, error);
}

/* -- a batch ----------------------------------------------------------------------------------- */

static gboolean
answer_batch (
    WayServer *self, WayRequest *const *requests, gsize n, WayAnswer **answers, GError **error)
{
  if (!self->storage->klass->begin (self->storage, error))
    return FALSE;
  if (!self->loaded && !way_server_load (self, error))
    return FALSE;
  for (gsize i = 0; i < n; i++)
    if (!answer_one (self, requests[i], answers[i], error))
      return FALSE;
  return self->storage->klass->commit (self->storage, error);
}

/* Where the storage did not keep it, nobody was told that it did, and what is in memory is made
 * anew from what it has. */
static void
fail_batch (WayServer *self, gsize n, WayAnswer **answers, const GError *error)
{
  WayReason reason = error->domain == WAY_SERVER_ERROR ? WAY_REASON_TROUBLE : WAY_REASON_STORAGE;

  self->storage->klass->roll_back (self->storage);
  way_server_forget (self);
  for (gsize i = 0; i < n; i++)
    way_answer_refuse (answers[i], reason);
}

/* One of them asked for what is damaged; that is no trouble of the others. */
static void
answer_each (WayServer *self, WayRequest *const *requests, gsize n, WayAnswer **answers)
{
  for (gsize i = 0; i < n; i++)
    {
      way_answer_free (answers[i]);
      way_server_answer_all (self, &requests[i], 1, &answers[i]);
    }
}

void
way_server_answer_all (WayServer *self,
                       WayRequest *const *requests,
                       gsize n,
                       WayAnswer **ret_answers)
{
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < n; i++)
    ret_answers[i] = way_answer_new ();
  self->wrote = FALSE;
  if (!answer_batch (self, requests, n, ret_answers, &error))
    {
      fail_batch (self, n, ret_answers, error);
      if (n > 1 && error->domain == WAY_SERVER_ERROR)
        answer_each (self, requests, n, ret_answers);
    }
  else if (self->wrote)
    self->generation++;
}

WayAnswer *
way_server_answer (WayServer *self, const WayRequest *request)
{
  WayRequest *requests[] = { (WayRequest *)request };
  WayAnswer *answer;

  way_server_answer_all (self, requests, 1, &answer);
  return answer;
}

/* -- around it --------------------------------------------------------------------------------- */

static gboolean
draw_ticket (WayServer *self, WayId *ticket, GError **error)
{
  g_autoptr (GBytes) bytes = NULL;
  WayHash hash;

  way_id_new (self->random, ticket);
  way_hash (ticket->bytes, sizeof ticket->bytes, &hash);
  bytes = g_bytes_new (hash.bytes, sizeof hash.bytes);
  if (!self->storage->klass->begin (self->storage, error))
    return FALSE;
  if (WAY_STORE (self, set_meta, "setup", bytes, error)
      && self->storage->klass->commit (self->storage, error))
    return TRUE;
  self->storage->klass->roll_back (self->storage);
  return FALSE;
}

gboolean
way_server_draw_ticket (WayServer *self, char **ret_ticket, GError **error)
{
  WayId ticket;

  if (way_directory_get_length (self->directory) > 0)
    {
      *ret_ticket = NULL;
      return TRUE;
    }
  if (!draw_ticket (self, &ticket, error))
    return FALSE;
  *ret_ticket = way_id_dup_hex (&ticket);
  return TRUE;
}

gboolean
way_server_sweep (WayServer *self, GError **error)
{
  guint64 now_ms = (guint64)MAX (way_clock_now (self->clock), 0);

  if (!self->storage->klass->begin (self->storage, error))
    return FALSE;
  if (WAY_STORE (self, sweep, now_ms, now_ms > AUDIT_KEPT_MS ? now_ms - AUDIT_KEPT_MS : 0, error)
      && self->storage->klass->commit (self->storage, error))
    return TRUE;
  self->storage->klass->roll_back (self->storage);
  return FALSE;
}

gboolean
way_server_mark_restored (WayStorage *storage, GError **error)
{
  g_autoptr (GBytes) yes = g_bytes_new_static ("1", 1);

  if (!storage->klass->begin (storage, error))
    return FALSE;
  if (storage->klass->set_meta (storage, "restored", yes, error)
      && storage->klass->sweep (storage, G_MAXINT64, 0, error)
      && storage->klass->commit (storage, error))
    return TRUE;
  storage->klass->roll_back (storage);
  return FALSE;
}
