/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-link.h"

#include <string.h>
#include "way-login.h"
#include "way-sync-error.h"
#include "way-task.h"
#include "way-wire.h"

#define SLOWLY_MAX 30      /* times that one call waits, as it was told to */
#define SLOWLY_MS 1000     /* where it was not told how long */
#define SLOWLY_MAX_MS 5000 /* and at the most */

struct _WayLink
{
  GObject parent_instance;

  WayTransport *transport; /* (owned) */
  WayExecutor *executor;   /* (owned) */
  WayClock *clock;         /* (owned) */
  WayDeviceKeys *device;   /* (owned) (nullable) */
  char *token;             /* (owned) (nullable): the whole header */
  gint64 ahead_ms;
};

G_DEFINE_FINAL_TYPE (WayLink, way_link, G_TYPE_OBJECT)

typedef struct
{
  WayWireRequest *request; /* (owned) */
  gboolean logged_in;
  gboolean again; /* it has logged in for this call already */
  guint n_slowly;
} Call;

static void
call_clear (Call *self)
{
  way_wire_request_free (self->request);
}
WAY_DEFINE_DATA (Call, call)

static void log_in (WayLink *self, GTask *task);

static void
return_trouble (GTask *task, WaySyncTrouble trouble)
{
  GError *error = NULL;

  way_sync_fail (&error, trouble);
  g_task_return_error (task, error);
}

/* (transfer full) (nullable): what came back on the way to a token; fails @task otherwise. */
static WayWireAnswer *
take_answer (GTask *task, GObject *source, GAsyncResult *result)
{
  GError *error = NULL;
  g_autoptr (WayWireAnswer) answer = way_transport_send_finish (WAY_TRANSPORT (source), result,
                                                                &error);
  g_autofree char *reason = NULL;

  if (answer == NULL)
    {
      g_task_return_error (task, error);
      return NULL;
    }
  if (answer->status == 200)
    return g_steal_pointer (&answer);
  reason = way_wire_read_reason (answer);
  return_trouble (task, way_wire_get_trouble (reason));
  return NULL;
}

/* -- the call itself --------------------------------------------------------------------------- */

static void send_call (WayLink *self, GTask *task);

static gboolean
slowly_cb (gpointer data)
{
  GTask *task = data;

  send_call (g_task_get_source_object (task), g_object_ref (task));
  return G_SOURCE_REMOVE;
}

/* The server asks for patience: this call waits, and nobody need hear of it. */
static void
go_slowly (WayLink *self, GTask *task, const WayWireAnswer *answer)
{
  guint64 wait_ms = SLOWLY_MS;

  way_wire_read_number (answer, "retry_after_ms", &wait_ms);
  way_executor_add_timeout (self->executor, (guint)CLAMP (wait_ms, 1, SLOWLY_MAX_MS), slowly_cb,
                            g_object_ref (task), g_object_unref);
}

static void
call_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  WayLink *self = g_task_get_source_object (task);
  Call *call = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (WayWireAnswer) answer = way_transport_send_finish (WAY_TRANSPORT (source), result,
                                                                &error);
  g_autofree char *reason = NULL;

  if (answer == NULL)
    return g_task_return_error (task, error);
  reason = way_wire_read_reason (answer);
  if (answer->status >= 400 && reason[0] == '\0')
    return return_trouble (task, WAY_SYNC_TROUBLE_NOT_WAYMARK);
  if (call->logged_in && !call->again && g_str_equal (reason, "BAD_TOKEN"))
    {
      call->again = TRUE;
      g_clear_pointer (&self->token, g_free);
      return log_in (self, g_steal_pointer (&task));
    }
  if (g_str_equal (reason, "TOO_MANY") && call->n_slowly++ < SLOWLY_MAX)
    return go_slowly (self, task, answer);
  g_task_return_pointer (task, g_steal_pointer (&answer), (GDestroyNotify)way_wire_answer_free);
}

/* Takes @task. */
static void
send_call (WayLink *self, GTask *task)
{
  Call *call = g_task_get_task_data (task);

  if (call->logged_in)
    {
      g_free (call->request->token);
      call->request->token = g_strdup (self->token);
    }
  way_transport_send (self->transport, call->request, g_task_get_cancellable (task), call_cb, task);
}

/* -- logging in -------------------------------------------------------------------------------- */

static void
token_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  WayLink *self = g_task_get_source_object (task);
  g_autoptr (WayWireAnswer) answer = take_answer (task, source, result);
  g_autofree char *token = answer != NULL ? way_wire_read_text (answer, "token") : NULL;
  guint8 bytes[32];
  guint64 time_ms;

  if (answer == NULL)
    return;
  if (!way_wire_parse_hex (token, bytes, sizeof bytes)
      || !way_wire_read_number (answer, "time_ms", &time_ms))
    return return_trouble (task, WAY_SYNC_TROUBLE_NOT_WAYMARK);
  g_free (self->token);
  self->token = g_strconcat ("Bearer ", token, NULL);
  self->ahead_ms = (gint64)time_ms - way_clock_now (self->clock);
  send_call (self, g_steal_pointer (&task));
}

/* (transfer full) (nullable): the request that shows the key; NULL where @answer has no question.
 */
static WayWireRequest *
sign_login (WayLink *self, const WayWireAnswer *answer)
{
  g_autofree char *server = way_wire_read_text (answer, "server");
  g_autofree char *nonce = way_wire_read_text (answer, "nonce");
  g_autofree char *device = way_id_dup_hex (&self->device->id);
  g_autofree char *wall = NULL;
  g_autofree char *hex = NULL;
  WayLogin login = { .origin = way_transport_get_origin (self->transport),
                     .device = self->device->id,
                     .wall_ms = (guint64)MAX (way_clock_now (self->clock), 0) };
  WayLoginNumbers numbers;
  WaySlice slices[WAY_LOGIN_N_SLICES];
  WaySignature signature;
  WayWireRequest *request;

  if (!way_wire_parse_hex (server, &login.server, sizeof login.server)
      || !way_wire_parse_hex (nonce, login.nonce, sizeof login.nonce)
      || !way_login_get_signed (&login, &numbers, slices))
    return NULL;
  way_sign_parts (self->device->sign_key, slices, G_N_ELEMENTS (slices), &signature);
  hex = way_wire_format_hex (&signature, sizeof signature);
  wall = g_strdup_printf ("%" G_GUINT64_FORMAT, login.wall_ms);
  request = way_wire_request_new ("POST", g_strdup ("/v1/auth/token"),
                                  way_wire_write ("device", device, "nonce", nonce, "origin",
                                                  login.origin, "#wall_ms", wall, "signature", hex,
                                                  NULL));
  request->is_json = TRUE;
  return request;
}

static void
challenge_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  WayLink *self = g_task_get_source_object (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autoptr (WayWireAnswer) answer = take_answer (task, source, result);
  g_autoptr (WayWireRequest) request = answer != NULL ? sign_login (self, answer) : NULL;

  if (answer == NULL)
    return;
  if (request == NULL)
    return return_trouble (task, WAY_SYNC_TROUBLE_NOT_WAYMARK);
  way_transport_send (self->transport, request, cancellable, token_cb, g_steal_pointer (&task));
}

/* Takes @task. */
static void
log_in (WayLink *self, GTask *task)
{
  g_autofree char *device = way_id_dup_hex (&self->device->id);
  g_autoptr (WayWireRequest) request = way_wire_request_new (
      "POST", g_strdup ("/v1/auth/challenge"), way_wire_write ("device", device, NULL));

  request->is_json = TRUE;
  way_transport_send (self->transport, request, g_task_get_cancellable (task), challenge_cb, task);
}

/* -- the public face --------------------------------------------------------------------------- */

void
way_link_call (WayLink *self,
               WayWireRequest *request,
               gboolean logged_in,
               GCancellable *cancellable,
               GAsyncReadyCallback callback,
               gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, data);
  Call *call = call_new0 ();

  g_task_set_source_tag (task, way_link_call);
  g_task_set_task_data (task, call, (GDestroyNotify)call_free);
  call->request = request;
  call->logged_in = logged_in;
  if (logged_in && self->token == NULL)
    log_in (self, g_steal_pointer (&task));
  else
    send_call (self, g_steal_pointer (&task));
}

WayWireAnswer *
way_link_call_finish (WayLink *self, GAsyncResult *result, char **ret_reason, GError **error)
{
  WayWireAnswer *answer = g_task_propagate_pointer (G_TASK (result), error);

  if (answer != NULL)
    *ret_reason = way_wire_read_reason (answer);
  return answer;
}

gint64
way_link_get_ahead_ms (WayLink *self)
{
  return self->ahead_ms;
}

WayLink *
way_link_new (WayTransport *transport,
              WayExecutor *executor,
              WayClock *clock,
              WayDeviceKeys *device)
{
  WayLink *self = g_object_new (WAY_TYPE_LINK, NULL);

  self->transport = g_object_ref (transport);
  self->executor = g_object_ref (executor);
  self->clock = g_object_ref (clock);
  self->device = device != NULL ? way_device_keys_ref (device) : NULL;
  return self;
}

static void
way_link_finalize (GObject *object)
{
  WayLink *self = WAY_LINK (object);

  g_clear_object (&self->transport);
  g_clear_object (&self->executor);
  g_clear_object (&self->clock);
  g_clear_pointer (&self->device, way_device_keys_unref);
  g_free (self->token);
  G_OBJECT_CLASS (way_link_parent_class)->finalize (object);
}

static void
way_link_init (WayLink *self)
{
}

static void
way_link_class_init (WayLinkClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = way_link_finalize;
}
