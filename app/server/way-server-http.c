/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-server-http.h"

#include <libsoup/soup.h>
#include <string.h>
#include "way-server-error.h"

#define BACKLOG 1024 /* libsoup's own 10 overflows in any office on a Monday */
#define BYTES_A_SECOND 1024
#define DRAIN_LOOK_MS 20

const WayServerHttpOptions way_server_http_options = {
  .listen = "127.0.0.1:8420",
  .header_ms = 60000,
  .body_ms = 10000,
  .check_ms = 1000,
  .connections = 2048,
};

struct _WayServerHttp
{
  WayServer *server; /* (unowned): the worker's */
  WayExecutor *executor;
  WayClock *clock;
  WayServerHttpOptions options;
  SoupServer *soup;    /* (owned) (nullable): NULL once it listens no more */
  GPtrArray *waiting;  /* (owned): Exchange, owned: for the next batch */
  GPtrArray *held;     /* (owned): Exchange, owned */
  GHashTable *watches; /* (owned): SoupServerMessage → Watch, owned */
  gboolean busy, closing;
  guint n_unanswered;
  guint64 generation;
  guint drain_timer;
  gint64 drain_ends_us;
  void (*drained) (gpointer data);
  gpointer drained_data;
};

/* A request, from its last byte to its answer. */
typedef struct
{
  WayServerHttp *http;        /* (unowned) */
  SoupServerMessage *message; /* (owned) */
  WayRequest *request;        /* (owned) */
  WayAnswer *answer;          /* (owned) (nullable) */
  gint64 began_us;
  guint timer;   /* while it is held, or was: until its time is over */
  gboolean over; /* it is: not to be held again */
  gboolean gone; /* nobody waits for the answer */
} Exchange;

/* A connection that is being read. */
typedef struct
{
  WayServerHttp *http;        /* (unowned) */
  SoupServerMessage *message; /* (unowned): it removes us when it ends */
  gint64 began_us;
  guint timer;
  guint64 n_bytes;
  gboolean has_headers;
  WayReason early; /* why it was refused before its body */
} Watch;

static void pump (WayServerHttp *self);

/* -- answering --------------------------------------------------------------------------------- */

static void
exchange_free (gpointer data)
{
  Exchange *self = data;

  if (self->timer != 0)
    way_executor_remove_timeout (self->http->executor, self->timer);
  g_signal_handlers_disconnect_by_data (self->message, self);
  g_object_unref (self->message);
  way_request_free (self->request);
  way_answer_free (self->answer);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Exchange, exchange_free)

static void
write_answer (SoupServerMessage *message, const WayAnswer *answer)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  SoupMessageBody *body = soup_server_message_get_response_body (message);

  soup_server_message_set_status (message, answer->status, NULL);
  soup_message_headers_replace (headers, "Cache-Control", "no-store");
  if (answer->content_type != NULL)
    soup_message_headers_replace (headers, "Content-Type", answer->content_type);
  if (answer->allow != NULL)
    soup_message_headers_replace (headers, "Allow", answer->allow);
  if (answer->retry_after_s > 0)
    {
      g_autofree char *text = g_strdup_printf ("%u", answer->retry_after_s);

      soup_message_headers_replace (headers, "Retry-After", text);
    }
  soup_message_body_truncate (body);
  if (answer->body != NULL)
    soup_message_body_append_bytes (body, answer->body);
  soup_message_body_complete (body);
}

static void
log_answer (WayServerHttp *self, const char *method, const WayAnswer *answer, gint64 began_us)
{
  gint64 took_us = way_clock_monotonic (self->clock) - began_us;
  g_autofree char *line = NULL;

  if (self->options.log == NULL)
    return;
  line = g_strdup_printf ("%s %s %u %s %" G_GSIZE_FORMAT " bytes %" G_GINT64_FORMAT " us", method,
                          answer->route, answer->status,
                          answer->reason != WAY_REASON_NONE ? way_reason_get_name (answer->reason)
                                                            : "-",
                          answer->body != NULL ? g_bytes_get_size (answer->body) : 0, took_us);
  self->options.log (line, self->options.log_data);
}

/* Before 3.3 a connection that the other side closes between two requests is never let go: its
 * descriptor stays until the server ends. */
static gboolean
keeps_connections (void)
{
  return soup_check_version (3, 3, 0);
}

static void
answer_exchange (Exchange *exchange)
{
  WayServerHttp *self = exchange->http;

  /* A method of ours stands in the log, and no text somebody sent. */
  log_answer (self, strcmp (exchange->answer->route, "-") == 0 ? "-" : exchange->request->method,
              exchange->answer, exchange->began_us);
  self->n_unanswered--;
  if (!exchange->gone)
    {
      write_answer (exchange->message, exchange->answer);
      if (self->closing || !keeps_connections ())
        soup_message_headers_replace (soup_server_message_get_response_headers (exchange->message),
                                      "Connection", "close");
      soup_server_message_unpause (exchange->message);
    }
  exchange_free (exchange);
}

/* -- holding back ------------------------------------------------------------------------------ */

/* Asks again for what is held at @index. */
static void
release (WayServerHttp *self, guint index)
{
  Exchange *exchange = g_ptr_array_steal_index (self->held, index);

  exchange->request->last = exchange->over || self->closing;
  g_clear_pointer (&exchange->answer, way_answer_free);
  g_ptr_array_add (self->waiting, exchange);
}

static void
release_all (WayServerHttp *self)
{
  while (self->held->len > 0)
    release (self, self->held->len - 1);
}

static gboolean
end_of_wait (gpointer data)
{
  Exchange *exchange = data;
  WayServerHttp *self = exchange->http;
  guint index;

  exchange->timer = 0;
  exchange->over = TRUE;
  if (g_ptr_array_find (self->held, exchange, &index))
    release (self, index);
  pump (self);
  return G_SOURCE_REMOVE;
}

/* One of a device at a time: a laptop that asks again has forgotten about the first. */
static void
end_former (WayServerHttp *self, const WayId *device)
{
  for (guint i = 0; i < self->held->len && !way_id_is_nil (device); i++)
    {
      Exchange *other = g_ptr_array_index (self->held, i);

      if (way_id_equal (&other->answer->device, device))
        {
          other->over = TRUE;
          release (self, i);
          return;
        }
    }
}

static void
hold (WayServerHttp *self, Exchange *exchange)
{
  end_former (self, &exchange->answer->device);
  if (exchange->timer == 0 && !exchange->over)
    exchange->timer = way_executor_add_timeout (self->executor, exchange->answer->wait_ms,
                                                end_of_wait, exchange, NULL);
  g_ptr_array_add (self->held, exchange);
  if (exchange->over || self->closing)
    release (self, self->held->len - 1);
}

/* -- batches ----------------------------------------------------------------------------------- */

typedef struct
{
  WayServerHttp *http;  /* (unowned) */
  GPtrArray *exchanges; /* (owned): Exchange, owned until they are answered */
  guint64 generation;
} Batch;

static void
batch_free (gpointer data)
{
  Batch *self = data;

  g_ptr_array_unref (self->exchanges);
  g_free (self);
}

static void
run_batch (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Batch *batch = data;
  gsize n = batch->exchanges->len;
  g_autofree WayRequest **requests = g_new (WayRequest *, n);
  g_autofree WayAnswer **answers = g_new (WayAnswer *, n);

  for (gsize i = 0; i < n; i++)
    requests[i] = ((Exchange *)batch->exchanges->pdata[i])->request;
  way_server_answer_all (batch->http->server, requests, n, answers);
  for (gsize i = 0; i < n; i++)
    ((Exchange *)batch->exchanges->pdata[i])->answer = answers[i];
  batch->generation = way_server_get_generation (batch->http->server);
  g_task_return_boolean (task, TRUE);
}

static void
finish_batch (GObject *source, GAsyncResult *result, gpointer data)
{
  Batch *batch = g_task_get_task_data (G_TASK (result));
  WayServerHttp *self = batch->http;

  self->busy = FALSE;
  while (batch->exchanges->len > 0)
    {
      Exchange *exchange = g_ptr_array_steal_index (batch->exchanges, 0);

      if (exchange->answer->held && !exchange->gone)
        hold (self, exchange);
      else
        answer_exchange (exchange);
    }
  if (batch->generation != self->generation)
    release_all (self);
  self->generation = batch->generation;
  pump (self);
}

static void
pump (WayServerHttp *self)
{
  g_autoptr (GTask) task = NULL;
  Batch *batch;

  if (self->busy || self->waiting->len == 0)
    return;
  self->busy = TRUE;
  batch = g_new0 (Batch, 1);
  batch->http = self;
  batch->exchanges = g_steal_pointer (&self->waiting);
  self->waiting = g_ptr_array_new_with_free_func (exchange_free);
  task = g_task_new (NULL, NULL, finish_batch, NULL);
  g_task_set_source_tag (task, pump);
  g_task_set_task_data (task, batch, batch_free);
  way_executor_run_in_worker (self->executor, task, run_batch);
}

/* -- a whole request --------------------------------------------------------------------------- */

static void
note_gone (SoupServerMessage *message, gpointer data)
{
  ((Exchange *)data)->gone = TRUE;
}

static char *
dup_header (SoupServerMessage *message, const char *name)
{
  return g_strdup (
      soup_message_headers_get_one (soup_server_message_get_request_headers (message), name));
}

static WayRequest *
read_request (SoupServerMessage *message)
{
  GUri *uri = soup_server_message_get_uri (message);
  WayRequest *request = way_request_new (soup_server_message_get_method (message),
                                         g_uri_get_path (uri), g_uri_get_query (uri));
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  const char *address = soup_server_message_get_remote_host (message);

  request->authorization = dup_header (message, "Authorization");
  request->content_type = dup_header (message, "Content-Type");
  request->origin = dup_header (message, "Origin");
  g_free (request->address);
  request->address = g_strdup (address != NULL ? address : "");
  if (soup_message_headers_get_encoding (headers) == SOUP_ENCODING_CONTENT_LENGTH)
    request->body = soup_message_body_flatten (soup_server_message_get_request_body (message));
  return request;
}

static void
take_request (SoupServer *server,
              SoupServerMessage *message,
              const char *path,
              GHashTable *query,
              gpointer data)
{
  WayServerHttp *self = data;
  Exchange *exchange = g_new0 (Exchange, 1);

  exchange->http = self;
  exchange->message = g_object_ref (message);
  exchange->request = read_request (message);
  exchange->request->last = self->closing;
  exchange->began_us = way_clock_monotonic (self->clock);
  g_signal_connect (message, "finished", G_CALLBACK (note_gone), exchange);
  g_signal_connect (message, "disconnected", G_CALLBACK (note_gone), exchange);
  soup_server_message_pause (message);
  self->n_unanswered++;
  g_ptr_array_add (self->waiting, exchange);
  pump (self);
}

/* -- before the body --------------------------------------------------------------------------- */

static WayReason
judge_head (WayServerHttp *self, SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  GUri *uri = soup_server_message_get_uri (message);
  SoupEncoding encoding = soup_message_headers_get_encoding (headers);
  gboolean has_length = encoding == SOUP_ENCODING_CONTENT_LENGTH;
  WayReason reason;

  if (self->closing)
    return WAY_REASON_CLOSING;
  reason = way_server_judge_head (
      soup_server_message_get_method (message), g_uri_get_path (uri), g_uri_get_query (uri),
      soup_message_headers_get_one (headers, "Content-Type"),
      has_length ? soup_message_headers_get_content_length (headers) : -1);
  if (reason == WAY_REASON_NONE && encoding == SOUP_ENCODING_CHUNKED)
    return WAY_REASON_NEEDS_LENGTH;
  return reason;
}

static void
refuse_early (WayServerHttp *self, SoupServerMessage *message, WayReason reason)
{
  g_autoptr (WayAnswer) answer = way_answer_new ();

  way_answer_refuse (answer, reason);
  if (reason == WAY_REASON_CLOSING)
    answer->retry_after_s = 5;
  write_answer (message, answer);
  soup_message_headers_replace (soup_server_message_get_response_headers (message), "Connection",
                                "close");
  soup_message_body_set_accumulate (soup_server_message_get_request_body (message), FALSE);
  log_answer (self, "-", answer, way_clock_monotonic (self->clock));
}

/* What the core refuses better, as it can say more, goes on to it: there is no body to wait for. */
static void
take_head (SoupServer *server,
           SoupServerMessage *message,
           const char *path,
           GHashTable *query,
           gpointer data)
{
  WayServerHttp *self = data;
  Watch *watch = g_hash_table_lookup (self->watches, message);
  WayReason reason = judge_head (self, message);
  gboolean has_body = soup_message_headers_get_encoding (
                          soup_server_message_get_request_headers (message))
                      != SOUP_ENCODING_NONE;

  if (watch != NULL)
    {
      watch->has_headers = TRUE;
      watch->began_us = way_clock_monotonic (self->clock);
    }
  if (reason == WAY_REASON_NONE || (reason != WAY_REASON_CLOSING && !has_body))
    return;
  if (watch != NULL)
    watch->early = reason;
  refuse_early (self, message, reason);
}

/* -- a connection that is being read ----------------------------------------------------------- */

static void
watch_free (gpointer data)
{
  Watch *self = data;

  if (self->timer != 0)
    way_executor_remove_timeout (self->http->executor, self->timer);
  g_free (self);
}

static void
cut_off (SoupServerMessage *message)
{
  GSocket *socket = soup_server_message_get_socket (message);

  if (socket != NULL)
    g_socket_shutdown (socket, TRUE, TRUE, NULL);
}

/* Where the line is plain the answer goes straight into it: the request is not whole, so libsoup
 * would wait.  Over TLS the connection just ends. */
static void
refuse_slow (Watch *watch)
{
  g_autoptr (WayAnswer) answer = way_answer_new ();
  GSocket *socket = soup_server_message_get_socket (watch->message);

  way_answer_refuse (answer, watch->early != WAY_REASON_NONE ? watch->early : WAY_REASON_TOO_SLOW);
  log_answer (watch->http, "-", answer, watch->began_us);
  if (socket != NULL && watch->http->options.certificate == NULL)
    {
      g_autofree char *text = g_strdup_printf (
          "HTTP/1.1 %u %s\r\nContent-Type: application/json\r\n"
          "Cache-Control: no-store\r\nConnection: close\r\nContent-Length: %" G_GSIZE_FORMAT
          "\r\n\r\n%.*s",
          answer->status, soup_status_get_phrase (answer->status), g_bytes_get_size (answer->body),
          (int)g_bytes_get_size (answer->body),
          (const char *)g_bytes_get_data (answer->body, NULL));

      g_socket_send (socket, text, strlen (text), NULL, NULL);
    }
  cut_off (watch->message);
}

static gboolean
look_at_watch (gpointer data)
{
  Watch *watch = data;
  const WayServerHttpOptions *options = &watch->http->options;
  gint64 gone_ms = (way_clock_monotonic (watch->http->clock) - watch->began_us) / 1000;
  guint64 allowed_ms = watch->has_headers ? options->body_ms : options->header_ms;

  /* Who was refused already gains nothing by sending more. */
  if (watch->has_headers && watch->early == WAY_REASON_NONE)
    allowed_ms += watch->n_bytes * 1000 / BYTES_A_SECOND;
  if ((guint64)gone_ms <= allowed_ms)
    return G_SOURCE_CONTINUE;
  watch->timer = 0;
  if (watch->has_headers)
    refuse_slow (watch);
  else
    cut_off (watch->message);
  return G_SOURCE_REMOVE;
}

static void
count_chunk (SoupServerMessage *message, GBytes *chunk, gpointer data)
{
  ((Watch *)data)->n_bytes += g_bytes_get_size (chunk);
}

static void
end_reading (SoupServerMessage *message, gpointer data)
{
  Watch *watch = data;

  if (watch->timer != 0)
    way_executor_remove_timeout (watch->http->executor, watch->timer);
  watch->timer = 0;
}

static void
end_message (SoupServerMessage *message, gpointer data)
{
  WayServerHttp *self = data;
  Watch *watch = g_hash_table_lookup (self->watches, message);

  if (watch == NULL)
    return;
  g_signal_handlers_disconnect_by_data (message, watch);
  g_signal_handlers_disconnect_by_data (message, self);
  g_hash_table_remove (self->watches, message);
}

static void
begin_message (SoupServer *server, SoupServerMessage *message, gpointer data)
{
  WayServerHttp *self = data;
  Watch *watch;

  if (g_hash_table_size (self->watches) >= self->options.connections)
    {
      cut_off (message);
      return;
    }
  watch = g_new0 (Watch, 1);
  watch->http = self;
  watch->message = message;
  watch->began_us = way_clock_monotonic (self->clock);
  watch->timer = way_executor_add_timeout (self->executor, self->options.check_ms, look_at_watch,
                                           watch, NULL);
  g_hash_table_insert (self->watches, message, watch);
  g_signal_connect (message, "got-chunk", G_CALLBACK (count_chunk), watch);
  g_signal_connect (message, "got-body", G_CALLBACK (end_reading), watch);
  g_signal_connect (message, "finished", G_CALLBACK (end_message), self);
  g_signal_connect (message, "disconnected", G_CALLBACK (end_message), self);
}

static void
end_request (SoupServer *server, SoupServerMessage *message, gpointer data)
{
  end_message (message, data);
}

/* -- listening --------------------------------------------------------------------------------- */

GSocketAddress *
way_server_http_read_address (const char *text)
{
  const char *colon = strrchr (text, ':');
  g_autofree char *host = NULL;
  guint64 port;

  if (colon == NULL || !g_ascii_string_to_unsigned (colon + 1, 10, 0, 65535, &port, NULL))
    return NULL;
  if (text[0] == '[' && colon > text + 1 && colon[-1] == ']')
    host = g_strndup (text + 1, (gsize)(colon - text - 2));
  else
    host = g_strndup (text, (gsize)(colon - text));
  return g_inet_socket_address_new_from_string (host, (guint)port);
}

static GSocket *
open_socket (const char *text, GError **error)
{
  g_autoptr (GSocketAddress) address = way_server_http_read_address (text);
  g_autoptr (GSocket) socket = NULL;

  if (address == NULL)
    return way_fail_null (error, WAY_SERVER_ERROR, WAY_SERVER_ERROR_OPTION,
                          "The address to listen on is an IP address, a colon and a port; the "
                          "server was not started.");
  socket = g_socket_new (g_socket_address_get_family (address), G_SOCKET_TYPE_STREAM,
                         G_SOCKET_PROTOCOL_TCP, error);
  if (socket == NULL)
    return NULL;
  g_socket_set_listen_backlog (socket, BACKLOG);
  if (g_socket_bind (socket, address, TRUE, error) && g_socket_listen (socket, error))
    return g_steal_pointer (&socket);
  way_fail_prefix (error, "The server could not listen: ");
  return NULL;
}

static gboolean
listen (WayServerHttp *self, GError **error)
{
  g_autoptr (GSocket) socket = open_socket (self->options.listen, error);
  gboolean sealed = self->options.certificate != NULL;

  if (socket == NULL)
    return FALSE;
  self->soup = soup_server_new (NULL, NULL);
  if (sealed)
    soup_server_set_tls_certificate (self->soup, self->options.certificate);
  soup_server_add_early_handler (self->soup, NULL, take_head, self, NULL);
  soup_server_add_handler (self->soup, NULL, take_request, self, NULL);
  g_signal_connect (self->soup, "request-started", G_CALLBACK (begin_message), self);
  g_signal_connect (self->soup, "request-finished", G_CALLBACK (end_request), self);
  g_signal_connect (self->soup, "request-aborted", G_CALLBACK (end_request), self);
  return soup_server_listen_socket (self->soup, socket, sealed ? SOUP_SERVER_LISTEN_HTTPS : 0,
                                    error);
}

WayServerHttp *
way_server_http_new (WayServer *server,
                     WayExecutor *executor,
                     WayClock *clock,
                     const WayServerHttpOptions *options,
                     GError **error)
{
  g_autoptr (WayServerHttp) self = g_new0 (WayServerHttp, 1);

  self->server = server;
  self->executor = g_object_ref (executor);
  self->clock = g_object_ref (clock);
  self->options = *options;
  if (options->certificate != NULL)
    g_object_ref (self->options.certificate);
  self->generation = way_server_get_generation (server);
  self->waiting = g_ptr_array_new_with_free_func (exchange_free);
  self->held = g_ptr_array_new_with_free_func (exchange_free);
  self->watches = g_hash_table_new_full (NULL, NULL, NULL, watch_free);
  return listen (self, error) ? g_steal_pointer (&self) : NULL;
}

static void
stop_listening (WayServerHttp *self)
{
  if (self->soup == NULL)
    return;
  g_signal_handlers_disconnect_by_data (self->soup, self);
  soup_server_disconnect (self->soup);
  g_clear_object (&self->soup);
}

static void
forget_watches (WayServerHttp *self)
{
  GHashTableIter iter;
  gpointer message, watch;

  g_hash_table_iter_init (&iter, self->watches);
  while (g_hash_table_iter_next (&iter, &message, &watch))
    {
      g_signal_handlers_disconnect_by_data (message, watch);
      g_signal_handlers_disconnect_by_data (message, self);
    }
  g_hash_table_remove_all (self->watches);
}

void
way_server_http_free (WayServerHttp *self)
{
  if (self == NULL)
    return;
  if (self->drain_timer != 0)
    way_executor_remove_timeout (self->executor, self->drain_timer);
  forget_watches (self);
  g_clear_pointer (&self->waiting, g_ptr_array_unref);
  g_clear_pointer (&self->held, g_ptr_array_unref);
  stop_listening (self);
  g_hash_table_unref (self->watches);
  g_clear_object (&self->options.certificate);
  g_object_unref (self->executor);
  g_object_unref (self->clock);
  g_free (self);
}

guint
way_server_http_get_port (WayServerHttp *self)
{
  GSList *uris = soup_server_get_uris (self->soup);
  guint port = uris != NULL ? (guint)g_uri_get_port (uris->data) : 0;

  g_slist_free_full (uris, (GDestroyNotify)g_uri_unref);
  return port;
}

/* -- draining ---------------------------------------------------------------------------------- */

/* A connection without a request in it has nothing to lose. */
static void
cut_off_idle (WayServerHttp *self)
{
  g_autofree gpointer *messages = NULL;
  guint n;

  messages = g_hash_table_get_keys_as_array (self->watches, &n);
  for (guint i = 0; i < n; i++)
    {
      Watch *watch = g_hash_table_lookup (self->watches, messages[i]);

      if (watch != NULL && !watch->has_headers)
        cut_off (messages[i]);
    }
}

static gboolean
look_at_drain (gpointer data)
{
  WayServerHttp *self = data;
  gboolean late = way_clock_monotonic (self->clock) > self->drain_ends_us;

  cut_off_idle (self);
  if (!late && (self->n_unanswered > 0 || g_hash_table_size (self->watches) > 0))
    return G_SOURCE_CONTINUE;
  self->drain_timer = 0;
  self->drained (self->drained_data);
  return G_SOURCE_REMOVE;
}

void
way_server_http_drain (WayServerHttp *self,
                       guint most_ms,
                       void (*done) (gpointer data),
                       gpointer data)
{
  if (self->closing)
    return;
  self->closing = TRUE;
  self->drained = done;
  self->drained_data = data;
  self->drain_ends_us = way_clock_monotonic (self->clock) + (gint64)most_ms * 1000;
  release_all (self);
  pump (self);
  self->drain_timer = way_executor_add_timeout (self->executor, DRAIN_LOOK_MS, look_at_drain, self,
                                                NULL);
}
