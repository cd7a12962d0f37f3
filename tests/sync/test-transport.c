/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a network may put in the place of a server: nothing of it is taken, and no token goes
 * elsewhere.
 */
#include <string.h>
#include "way-sync-error.h"
#include "way-transport-http.h"

/* A server that says the same to everybody. */
typedef struct
{
  GSocketService *service;
  guint16 port;
  const char *head;
  gsize body_size; /* of zeros behind it */
  gint n_heard;    /* (atomic) */
  gboolean saw_token;
  gboolean silent; /* it says nothing until it is let go */
  GMutex lock;
} Hostile;

static gboolean
run_cb (GThreadedSocketService *service,
        GSocketConnection *connection,
        GObject *source,
        gpointer data)
{
  Hostile *self = data;
  GOutputStream *out = g_io_stream_get_output_stream (G_IO_STREAM (connection));
  GInputStream *in = g_io_stream_get_input_stream (G_IO_STREAM (connection));
  g_autofree char *zeros = g_malloc0 (self->body_size + 1);
  char heard[8192] = "";

  g_atomic_int_inc (&self->n_heard);
  g_input_stream_read (in, heard, sizeof heard - 1, NULL, NULL);
  if (strstr (heard, "Bearer") != NULL)
    self->saw_token = TRUE;
  if (self->silent)
    {
      g_input_stream_read (in, heard, sizeof heard - 1, NULL, NULL);
      return TRUE;
    }
  g_output_stream_write_all (out, self->head, strlen (self->head), NULL, NULL, NULL);
  g_output_stream_write_all (out, zeros, self->body_size, NULL, NULL, NULL);
  return TRUE;
}

static void
hostile_begin (Hostile *self, const char *head, gsize body_size)
{
  g_autoptr (GError) error = NULL;

  *self = (Hostile){ .head = head, .body_size = body_size };
  self->service = g_threaded_socket_service_new (4);
  self->port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (self->service), NULL,
                                                    &error);
  g_assert_no_error (error);
  g_signal_connect (self->service, "run", G_CALLBACK (run_cb), self);
  g_socket_service_start (self->service);
}

static void
hostile_end (Hostile *self)
{
  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  g_object_unref (self->service);
}

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **)data = g_object_ref (result);
}

/* (transfer full) (nullable) */
static WayWireAnswer *
ask (Hostile *self, GError **error)
{
  g_autoptr (WayRandom) random = way_random_new_seeded (1);
  g_autoptr (WayExecutor) executor = way_executor_new_seeded (random);
  g_autofree char *server = g_strdup_printf ("http://127.0.0.1:%u", self->port);
  g_autoptr (WayTransport) transport = way_transport_http_new (server, NULL, executor, error);
  g_autoptr (WayWireRequest) request = way_wire_request_new ("GET", g_strdup ("/v1/changes"), NULL);
  g_autoptr (GAsyncResult) result = NULL;

  g_assert_nonnull (transport);
  request->token = g_strdup ("Bearer 00");
  way_transport_send (transport, request, NULL, sent_cb, &result);
  while (result == NULL)
    {
      /* The deadline comes when nothing else does. */
      if (self->silent && g_atomic_int_get (&self->n_heard) > 0)
        way_executor_step (executor);
      g_main_context_iteration (NULL, !self->silent);
    }
  return way_transport_send_finish (transport, result, error);
}

static void
assert_refused (const char *head, gsize body_size, WaySyncTrouble trouble)
{
  g_autoptr (GError) error = NULL;
  Hostile hostile;

  hostile_begin (&hostile, head, body_size);
  g_assert_null (ask (&hostile, &error));
  g_assert_error (error, WAY_SYNC_ERROR, (int)trouble);
  g_assert_cmpstr (error->message, !=, "");
  hostile_end (&hostile);
}

static void
test_answer (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WayWireAnswer) answer = NULL;
  Hostile hostile;

  hostile_begin (&hostile,
                 "HTTP/1.1 409 Conflict\r\nContent-Type: application/json\r\n"
                 "Content-Length: 4\r\nConnection: close\r\n\r\n",
                 4);
  answer = ask (&hostile, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (answer->status, ==, 409);
  g_assert_true (answer->is_json);
  g_assert_cmpuint (g_bytes_get_size (answer->body), ==, 4);
  g_assert_true (hostile.saw_token);
  hostile_end (&hostile);
}

/* The token stays where it belongs. */
static void
test_redirect (void)
{
  g_autofree char *head = NULL;
  Hostile elsewhere;

  hostile_begin (&elsewhere, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
                 0);
  for (guint status = 301; status <= 308; status++)
    {
      g_free (head);
      head = g_strdup_printf ("HTTP/1.1 %u Moved\r\nLocation: http://127.0.0.1:%u/\r\n"
                              "Content-Length: 0\r\nConnection: close\r\n\r\n",
                              status, elsewhere.port);
      assert_refused (head, 0, WAY_SYNC_TROUBLE_NOT_WAYMARK);
    }
  g_assert_cmpint (g_atomic_int_get (&elsewhere.n_heard), ==, 0);
  hostile_end (&elsewhere);
}

static void
test_refused (void)
{
  assert_refused ("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 9\r\n"
                  "Connection: close\r\n\r\n",
                  9, WAY_SYNC_TROUBLE_NOT_WAYMARK);
  assert_refused ("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n", WAY_ANSWER_MAX_SIZE + 1,
                  WAY_SYNC_TROUBLE_NOT_WAYMARK);
  assert_refused ("HTTP/1.1 200 OK\r\nContent-Length: 99\r\nConnection: close\r\n\r\n", 98,
                  WAY_SYNC_TROUBLE_NONE);
  assert_refused ("HTTP/1.1 200 OK\r\nContent-Le", 0, WAY_SYNC_TROUBLE_NONE);
  assert_refused ("", 0, WAY_SYNC_TROUBLE_NONE);
  assert_refused ("SSH-2.0-OpenSSH_9.2\r\n", 0, WAY_SYNC_TROUBLE_NONE);
}

static void
test_deadline (void)
{
  g_autoptr (GError) error = NULL;
  Hostile hostile;

  hostile_begin (&hostile, "", 0);
  hostile.silent = TRUE;
  g_assert_null (ask (&hostile, &error));
  g_assert_true (way_sync_error_is_offline (error));
  hostile_end (&hostile);
}

static void
test_addresses (void)
{
  static const char *const wrong[] = { "",
                                       "sync.example.org",
                                       "http://sync.example.org",
                                       "ftp://sync.example.org",
                                       "https://",
                                       "https://sync.example.org/path",
                                       "https://sync.example.org/?query",
                                       "https://somebody@sync.example.org",
                                       "https://sync.example.org:99999",
                                       "file:///etc/passwd" };
  static const char *const right[][2] = {
    { "https://Sync.Example.org", "https://sync.example.org" },
    { "https://sync.example.org/", "https://sync.example.org" },
    { "https://sync.example.org:443", "https://sync.example.org" },
    { "https://sync.example.org:8443", "https://sync.example.org:8443" },
    { "http://localhost:8420", "http://localhost:8420" },
    { "http://127.0.0.1:80", "http://127.0.0.1" },
  };
  g_autoptr (WayExecutor) executor = way_executor_new_threads ("none");

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (way_transport_http_new (wrong[i], NULL, executor, &error));
      g_assert_error (error, WAY_SYNC_ERROR, WAY_SYNC_TROUBLE_NOT_WAYMARK);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (right); i++)
    {
      g_autoptr (WayTransport) transport = way_transport_http_new (right[i][0], NULL, executor,
                                                                   NULL);

      g_assert_cmpstr (way_transport_get_origin (transport), ==, right[i][1]);
    }
  g_assert_null (way_transport_http_new ("https://a.example", "no certificate", executor, NULL));
  way_executor_join (executor);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/transport/answer", test_answer);
  g_test_add_func ("/transport/redirect", test_redirect);
  g_test_add_func ("/transport/refused", test_refused);
  g_test_add_func ("/transport/deadline", test_deadline);
  g_test_add_func ("/transport/addresses", test_addresses);
  return g_test_run ();
}
