/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-transport-http.h"

#include <libsoup/soup.h>
#include "way-fail.h"
#include "way-i18n.h"
#include "way-sync-error.h"
#include "way-task.h"

#define DEADLINE_MS 60000
#define IDLE_S 75 /* longer than the longest hold of the server */
#define CHUNK_SIZE 65536
#define PEM_BEGIN "-----BEGIN CERTIFICATE-----"

struct _WayTransportHttp
{
  GObject parent_instance;

  SoupSession *session;   /* (owned) */
  WayExecutor *executor;  /* (owned) */
  char *origin;           /* (owned) */
  GPtrArray *authorities; /* (owned): GTlsCertificate, beside the system's */
};

static void way_transport_http_iface_init (WayTransportInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (WayTransportHttp,
                               way_transport_http,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (WAY_TYPE_TRANSPORT,
                                                      way_transport_http_iface_init))

/* One request under way. */
typedef struct
{
  SoupMessage *message; /* (owned) */
  GInputStream *stream; /* (owned) (nullable) */
  GByteArray *body;     /* (owned) */
  GCancellable *inner;  /* (owned): the caller's, and the deadline's */
  GCancellable *outer;  /* (owned) (nullable) */
  gulong cancelled_id;
  guint deadline;
  WayExecutor *executor; /* (owned) */
} Sending;

static void
sending_clear (Sending *self)
{
  if (self->deadline != 0)
    way_executor_remove_timeout (self->executor, self->deadline);
  if (self->outer != NULL)
    g_cancellable_disconnect (self->outer, self->cancelled_id);
  g_clear_object (&self->outer);
  g_clear_object (&self->inner);
  g_clear_object (&self->stream);
  g_clear_object (&self->message);
  g_clear_object (&self->executor);
  g_clear_pointer (&self->body, g_byte_array_unref);
}
WAY_DEFINE_DATA (Sending, sending)

/* -- certificates ------------------------------------------------------------------------------ */

/* One of the authorities given vouches for it. */
static gboolean
is_vouched_for (WayTransportHttp *self, SoupMessage *message, GTlsCertificate *certificate)
{
  GUri *uri = soup_message_get_uri (message);
  g_autoptr (GSocketConnectable) identity = g_network_address_new (g_uri_get_host (uri),
                                                                   (guint16)g_uri_get_port (uri));

  for (guint i = 0; i < self->authorities->len; i++)
    if (g_tls_certificate_verify (certificate, identity, g_ptr_array_index (self->authorities, i))
        == 0)
      return TRUE;
  return FALSE;
}

static gboolean
accept_certificate_cb (SoupMessage *message,
                       GTlsCertificate *certificate,
                       GTlsCertificateFlags errors,
                       gpointer self)
{
  return is_vouched_for (self, message, certificate);
}

/* What to say where an authority of the council's own is given: the system's flags speak of the
 * system's authorities only. */
static GTlsCertificateFlags
get_flags (WayTransportHttp *self, SoupMessage *message)
{
  GTlsCertificate *certificate = soup_message_get_tls_peer_certificate (message);
  GTlsCertificateFlags flags = soup_message_get_tls_peer_certificate_errors (message);
  GUri *uri = soup_message_get_uri (message);

  for (guint i = 0; certificate != NULL && i < self->authorities->len; i++)
    {
      g_autoptr (GSocketConnectable) identity = g_network_address_new (
          g_uri_get_host (uri), (guint16)g_uri_get_port (uri));

      flags &= g_tls_certificate_verify (certificate, identity,
                                         g_ptr_array_index (self->authorities, i));
    }
  return flags;
}

static WaySyncTrouble
trouble_of_flags (GTlsCertificateFlags flags)
{
  if ((flags & G_TLS_CERTIFICATE_UNKNOWN_CA) != 0)
    return WAY_SYNC_TROUBLE_CERT_UNKNOWN;
  if ((flags & (G_TLS_CERTIFICATE_EXPIRED | G_TLS_CERTIFICATE_NOT_ACTIVATED)) != 0)
    return WAY_SYNC_TROUBLE_CERT_EXPIRED;
  if ((flags & G_TLS_CERTIFICATE_BAD_IDENTITY) != 0)
    return WAY_SYNC_TROUBLE_CERT_HOST;
  return WAY_SYNC_TROUBLE_CERT_BAD;
}

/* -- sending ----------------------------------------------------------------------------------- */

static void
return_failure (GTask *task, WaySyncTrouble trouble)
{
  GError *error = NULL;

  way_sync_fail (&error, trouble);
  g_task_return_error (task, error);
}

static void
return_reason (GTask *task, GError *reason)
{
  Sending *sending = g_task_get_task_data (task);
  g_autoptr (GError) owned = reason;

  if (sending->outer != NULL && g_cancellable_is_cancelled (sending->outer))
    g_task_return_error (task, g_steal_pointer (&owned));
  else if (g_error_matches (owned, G_TLS_ERROR, G_TLS_ERROR_BAD_CERTIFICATE))
    return_failure (
        task, trouble_of_flags (get_flags (g_task_get_source_object (task), sending->message)));
  else
    return_failure (task, WAY_SYNC_TROUBLE_NONE);
}

static void read_more (GTask *task);

static gboolean
is_ours (SoupMessage *message)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);
  guint status = soup_message_get_status (message);

  return (status < 300 || status >= 400)
         && soup_message_headers_get_one (headers, "Content-Encoding") == NULL;
}

static void
finish_reading (GTask *task)
{
  Sending *sending = g_task_get_task_data (task);
  SoupMessageHeaders *headers = soup_message_get_response_headers (sending->message);
  const char *type = soup_message_headers_get_content_type (headers, NULL);
  gboolean is_json = g_strcmp0 (type, "application/json") == 0;

  if (soup_message_headers_get_encoding (headers) == SOUP_ENCODING_CONTENT_LENGTH
      && soup_message_headers_get_content_length (headers) != (goffset)sending->body->len)
    return return_failure (task, WAY_SYNC_TROUBLE_NONE);
  g_task_return_pointer (
      task,
      way_wire_answer_new (soup_message_get_status (sending->message),
                           g_byte_array_free_to_bytes (g_steal_pointer (&sending->body)), is_json),
      (GDestroyNotify)way_wire_answer_free);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Sending *sending = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GBytes) bytes = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result,
                                                               &error);
  gsize size = 0;
  gconstpointer at = bytes != NULL ? g_bytes_get_data (bytes, &size) : NULL;

  if (bytes == NULL)
    return return_reason (task, error);
  if (size == 0)
    return finish_reading (task);
  if (sending->body->len + size > WAY_ANSWER_MAX_SIZE)
    return return_failure (task, WAY_SYNC_TROUBLE_NOT_WAYMARK);
  g_byte_array_append (sending->body, at, (guint)size);
  read_more (g_steal_pointer (&task));
}

/* Takes @task. */
static void
read_more (GTask *task)
{
  Sending *sending = g_task_get_task_data (task);

  g_input_stream_read_bytes_async (sending->stream, CHUNK_SIZE, G_PRIORITY_DEFAULT, sending->inner,
                                   read_cb, task);
}

static void
send_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Sending *sending = g_task_get_task_data (task);
  GError *error = NULL;

  sending->stream = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  if (sending->stream == NULL)
    return return_reason (task, error);
  if (!is_ours (sending->message))
    return return_failure (task, WAY_SYNC_TROUBLE_NOT_WAYMARK);
  read_more (g_steal_pointer (&task));
}

static gboolean
deadline_cb (gpointer data)
{
  Sending *sending = data;

  sending->deadline = 0;
  g_cancellable_cancel (sending->inner);
  return G_SOURCE_REMOVE;
}

static void
cancelled_cb (GCancellable *outer, gpointer inner)
{
  g_cancellable_cancel (inner);
}

static SoupMessage *
make_message (WayTransportHttp *self, const WayWireRequest *request)
{
  g_autofree char *uri = g_strconcat (self->origin, request->path, NULL);
  SoupMessage *message = soup_message_new (request->method, uri);
  SoupMessageHeaders *headers;

  if (message == NULL)
    return NULL;
  headers = soup_message_get_request_headers (message);
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  if (request->token != NULL)
    soup_message_headers_replace (headers, "Authorization", request->token);
  if (request->body != NULL)
    soup_message_set_request_body_from_bytes (
        message, request->is_json ? "application/json" : "application/octet-stream", request->body);
  g_signal_connect_object (message, "accept-certificate", G_CALLBACK (accept_certificate_cb), self,
                           0);
  return message;
}

static void
send (WayTransport *transport,
      const WayWireRequest *request,
      GCancellable *cancellable,
      GAsyncReadyCallback callback,
      gpointer data)
{
  WayTransportHttp *self = WAY_TRANSPORT_HTTP (transport);
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, data);
  Sending *sending = sending_new0 ();

  g_task_set_source_tag (task, send);
  g_task_set_task_data (task, sending, (GDestroyNotify)sending_free);
  sending->executor = g_object_ref (self->executor);
  sending->body = g_byte_array_new ();
  sending->inner = g_cancellable_new ();
  sending->message = make_message (self, request);
  if (sending->message == NULL)
    return return_failure (task, WAY_SYNC_TROUBLE_NOT_WAYMARK);
  sending->deadline = way_executor_add_timeout (self->executor, DEADLINE_MS + request->wait_ms,
                                                deadline_cb, sending, NULL);
  if (cancellable != NULL)
    {
      sending->outer = g_object_ref (cancellable);
      sending->cancelled_id = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb),
                                                     g_object_ref (sending->inner), g_object_unref);
    }
  soup_session_send_async (self->session, sending->message, G_PRIORITY_DEFAULT, sending->inner,
                           send_cb, g_steal_pointer (&task));
}

static WayWireAnswer *
send_finish (WayTransport *transport, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static const char *
get_origin (WayTransport *transport)
{
  return WAY_TRANSPORT_HTTP (transport)->origin;
}

static void
way_transport_http_iface_init (WayTransportInterface *iface)
{
  iface->get_origin = get_origin;
  iface->send = send;
  iface->send_finish = send_finish;
}

/* -- made -------------------------------------------------------------------------------------- */

static gboolean
is_this_machine (const char *host)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);

  return g_str_equal (host, "localhost")
         || (address != NULL && g_inet_address_get_is_loopback (address));
}

/* (transfer full): scheme, host in lower case, and a port that is not the scheme's own. */
static char *
dup_origin (const char *server)
{
  g_autoptr (GUri) uri = g_uri_parse (server, SOUP_HTTP_URI_FLAGS, NULL);
  const char *scheme = uri != NULL ? g_uri_get_scheme (uri) : NULL;
  g_autofree char *host = NULL;
  gboolean plain;
  int port;

  if (uri == NULL || g_uri_get_host (uri) == NULL || g_uri_get_host (uri)[0] == '\0'
      || g_uri_get_userinfo (uri) != NULL || g_uri_get_query (uri) != NULL
      || g_uri_get_fragment (uri) != NULL
      || (g_uri_get_path (uri)[0] != '\0' && !g_str_equal (g_uri_get_path (uri), "/")))
    return NULL;
  host = g_ascii_strdown (g_uri_get_host (uri), -1);
  plain = g_str_equal (scheme, "http");
  port = g_uri_get_port (uri);
  if (!g_str_equal (scheme, "https") && !(plain && is_this_machine (host)))
    return NULL;
  return g_uri_join (G_URI_FLAGS_NONE, scheme, NULL, host, port == (plain ? 80 : 443) ? -1 : port,
                     "", NULL, NULL);
}

/* The variables that other programs heed too; where none is set the desktop is asked. */
static void
set_proxy (SoupSession *session)
{
  static const char *const names[] = { "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY",
                                       "http_proxy" };
  const char *ignored = g_getenv ("no_proxy");
  g_auto (GStrv) hosts = g_strsplit (ignored != NULL ? ignored : "", ",", -1);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_getenv (names[i]) != NULL && g_getenv (names[i])[0] != '\0')
      {
        g_autoptr (GProxyResolver) resolver = g_simple_proxy_resolver_new (g_getenv (names[i]),
                                                                           hosts);

        soup_session_set_proxy_resolver (session, resolver);
        return;
      }
}

static gboolean
read_authorities (WayTransportHttp *self, const char *pem)
{
  const char *at = pem != NULL ? strstr (pem, PEM_BEGIN) : NULL;

  if (pem != NULL && at == NULL)
    return FALSE;
  for (; at != NULL; at = strstr (at + 1, PEM_BEGIN))
    {
      GTlsCertificate *authority = g_tls_certificate_new_from_pem (at, -1, NULL);

      if (authority == NULL)
        return FALSE;
      g_ptr_array_add (self->authorities, authority);
    }
  return TRUE;
}

WayTransport *
way_transport_http_new (const char *server,
                        const char *ca_pem,
                        WayExecutor *executor,
                        GError **error)
{
  g_autoptr (WayTransportHttp) self = g_object_new (WAY_TYPE_TRANSPORT_HTTP, NULL);

  self->executor = g_object_ref (executor);
  self->origin = dup_origin (server);
  if (self->origin == NULL)
    return way_fail_null (error, WAY_SYNC_ERROR, WAY_SYNC_TROUBLE_NOT_WAYMARK,
                          _ ("That is no address of a server. Write it as your manager gave it, "
                             "beginning with https://."));
  if (!read_authorities (self, ca_pem))
    return way_fail_null (error, WAY_SYNC_ERROR, WAY_SYNC_TROUBLE_CERT_BAD,
                          _ ("The file with your council's certificate authority holds no "
                             "certificate. Ask your IT help desk for it as PEM."));
  set_proxy (self->session);
  return WAY_TRANSPORT (g_steal_pointer (&self));
}

static void
way_transport_http_finalize (GObject *object)
{
  WayTransportHttp *self = WAY_TRANSPORT_HTTP (object);

  soup_session_abort (self->session);
  g_clear_object (&self->session);
  g_clear_object (&self->executor);
  g_clear_pointer (&self->authorities, g_ptr_array_unref);
  g_free (self->origin);
  G_OBJECT_CLASS (way_transport_http_parent_class)->finalize (object);
}

static void
way_transport_http_init (WayTransportHttp *self)
{
  self->session = soup_session_new ();
  soup_session_remove_feature_by_type (self->session, SOUP_TYPE_CONTENT_DECODER);
  soup_session_set_timeout (self->session, IDLE_S);
  self->authorities = g_ptr_array_new_with_free_func (g_object_unref);
}

static void
way_transport_http_class_init (WayTransportHttpClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = way_transport_http_finalize;
}
