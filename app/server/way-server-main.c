/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-server-main.h"

#include <glib-unix.h>
#include <signal.h>
#include <stdio.h>
#include "way-i18n.h"
#include "way-process.h"
#include "way-server-data.h"
#include "way-server-http.h"
#include "way-server-options.h"
#include "way-server-tls.h"
#include "way-verify.h"

#define DRAIN_MS 10000
#define HOUR_MS 3600000

typedef struct
{
  WayServerOptions *options; /* (unowned) */
  WayServerData data;
  WayStorage *storage;   /* (owned) */
  WayServer *server;     /* (owned) */
  WayExecutor *executor; /* (owned) */
  WayClock *clock;       /* (owned) */
  WayRandom *random;     /* (owned) */
  WayServerHttp *http;   /* (owned) */
  GMainLoop *loop;       /* (owned) */
} Program;

static void
program_clear (Program *self)
{
  if (self->executor != NULL)
    way_executor_join (self->executor);
  g_clear_pointer (&self->http, way_server_http_free);
  g_clear_pointer (&self->server, way_server_free);
  g_clear_pointer (&self->storage, way_storage_free);
  way_server_data_clear (&self->data);
  g_clear_object (&self->executor);
  g_clear_object (&self->clock);
  g_clear_object (&self->random);
  g_clear_pointer (&self->loop, g_main_loop_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Program, program_clear)

/* -- serving ----------------------------------------------------------------------------------- */

static void
write_line (const char *line, gpointer unused)
{
  g_printerr ("%s\n", line);
}

static void
quit (gpointer data)
{
  g_main_loop_quit (data);
}

static gboolean
drain (gpointer data)
{
  Program *self = data;

  way_server_http_drain (self->http, DRAIN_MS, quit, self->loop);
  return G_SOURCE_CONTINUE;
}

static void
sweep (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Program *self = data;
  g_autoptr (GError) error = NULL;

  if (!way_server_sweep (self->server, &error))
    write_line (error->message, NULL);
  g_task_return_boolean (task, TRUE);
}

static gboolean
begin_sweep (gpointer data)
{
  Program *self = data;
  g_autoptr (GTask) task = g_task_new (NULL, NULL, NULL, NULL);

  g_task_set_source_tag (task, begin_sweep);
  g_task_set_task_data (task, self, NULL);
  way_executor_run_in_worker (self->executor, task, sweep);
  return G_SOURCE_CONTINUE;
}

static gboolean
load_certificate (const WayServerOptions *options,
                  GTlsCertificate **ret_certificate,
                  GError **error)
{
  g_autoptr (GTlsCertificate) certificate = NULL;

  if (options->tls_cert == NULL)
    return TRUE;
  certificate = way_server_tls_load (options->tls_cert, options->tls_key, error);
  if (certificate == NULL)
    return FALSE;
  *ret_certificate = g_steal_pointer (&certificate);
  return TRUE;
}

/* The port is known once it listens, and origins once the port is: with port 0 it is opened and
 * closed to learn one. */
static guint
choose_port (WayServerOptions *options, GError **error)
{
  g_autoptr (GSocketAddress) address = way_server_http_read_address (options->listen);
  g_autoptr (GSocketAddress) bound = NULL;
  g_autoptr (GSocket) socket = NULL;
  GInetSocketAddress *inet = G_INET_SOCKET_ADDRESS (address);
  g_autofree char *host = NULL;

  if (g_inet_socket_address_get_port (inet) != 0)
    return g_inet_socket_address_get_port (inet);
  socket = g_socket_new (g_socket_address_get_family (address), G_SOCKET_TYPE_STREAM,
                         G_SOCKET_PROTOCOL_TCP, error);
  if (socket == NULL || !g_socket_bind (socket, address, TRUE, error))
    return 0;
  bound = g_socket_get_local_address (socket, error);
  if (bound == NULL)
    return 0;
  host = g_inet_address_to_string (g_inet_socket_address_get_address (inet));
  g_free (options->listen);
  options->listen = g_strdup_printf (
      g_socket_address_get_family (address) == G_SOCKET_FAMILY_IPV6 ? "[%s]:%u" : "%s:%u", host,
      g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound)));
  return g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
}

static gboolean
open_server (Program *self, GError **error)
{
  WayServerOptions *options = self->options;
  guint port;

  if (!way_server_data_open (&self->data, options->data, error))
    return FALSE;
  port = choose_port (options, error);
  if (port == 0)
    return FALSE;
  way_server_options_settle (options, port);
  self->clock = way_clock_new_system ();
  self->random = way_random_new_system ();
  self->storage = way_server_data_open_storage (&self->data, error);
  if (self->storage == NULL)
    return FALSE;
  self->server = way_server_new (self->storage, self->clock, self->random, &way_server_limits,
                                 (const char *const *)options->origins, error);
  return self->server != NULL;
}

static gboolean
tell_ticket (Program *self, GError **error)
{
  g_autofree char *ticket = NULL;

  if (!way_server_draw_ticket (self->server, &ticket, error))
    return FALSE;
  if (ticket != NULL)
    g_print (_ ("Set-up ticket, for the founding laptop, once: %s\n"), ticket);
  return TRUE;
}

static gboolean
serve (Program *self, GError **error)
{
  WayServerHttpOptions http = way_server_http_options;
  g_autoptr (GTlsCertificate) certificate = NULL;

  if (!way_server_options_judge (self->options, error)
      || !load_certificate (self->options, &certificate, error) || !open_server (self, error)
      || !tell_ticket (self, error))
    return FALSE;
  http.listen = self->options->listen;
  http.certificate = certificate;
  http.log = self->options->quiet ? NULL : write_line;
  self->loop = g_main_loop_new (NULL, FALSE);
  self->executor = way_executor_new_threads ("way-server");
  self->http = way_server_http_new (self->server, self->executor, self->clock, &http, error);
  if (self->http == NULL)
    return FALSE;
  g_unix_signal_add (SIGTERM, drain, self);
  g_unix_signal_add (SIGINT, drain, self);
  begin_sweep (self);
  way_executor_add_timeout (self->executor, HOUR_MS, begin_sweep, self, NULL);
  g_print (_ ("Listening; laptops call this server %s\n"), self->options->origins[0]);
  fflush (stdout);
  g_main_loop_run (self->loop);
  return TRUE;
}

/* -- the verbs --------------------------------------------------------------------------------- */

static gboolean
check (const WayServerOptions *options, GError **error)
{
  g_autoptr (GPtrArray) lines = way_server_data_check (options->data, error);

  if (lines == NULL)
    return FALSE;
  for (guint i = 0; i < lines->len; i++)
    g_print ("%s\n", (const char *)lines->pdata[i]);
  if (lines->len > 0)
    return way_fail (error, WAY_SERVER_ERROR, WAY_SERVER_ERROR_DAMAGED,
                     "The server's data is damaged; please restore a backup into another folder.");
  g_print (_ ("Everything the server holds is whole.\n"));
  return TRUE;
}

static gboolean
run (WayServerOptions *options, GError **error)
{
  g_auto (Program) program = { .options = options, .data = { .lock = -1 } };

  switch (options->verb)
    {
    case WAY_SERVER_BACKUP:
      return way_server_data_backup (options->data, options->file, error);
    case WAY_SERVER_RESTORE:
      return way_server_data_restore (options->data, options->file, error);
    case WAY_SERVER_CHECK:
      return check (options, error);
    case WAY_SERVER_SERVE:
      break;
    }
  return serve (&program, error);
}

static int
get_exit_code (const GError *error)
{
  if (g_error_matches (error, WAY_SERVER_ERROR, WAY_SERVER_ERROR_OPTION))
    return 2;
  if (g_error_matches (error, WAY_SERVER_ERROR, WAY_SERVER_ERROR_IN_USE)
      || g_error_matches (error, WAY_SERVER_ERROR, WAY_SERVER_ERROR_DAMAGED))
    return 3;
  return 1;
}

int
way_server_main (int argc, char **argv)
{
  g_auto (WayServerOptions) options = { 0 };
  g_auto (GStrv) arguments = g_strdupv (argv);
  g_autoptr (GError) error = NULL;

  way_process_keep_to_itself ();
  way_process_speak (WAY_GETTEXT_DOMAIN, WAY_LOCALE_DIR);
  /* No variable of the surroundings changes what is spoken. */
  g_unsetenv ("SOUP_SERVER_HTTP2");
  if (!way_server_options_read (&options, &arguments, &error))
    {
      write_line (error->message, NULL);
      return get_exit_code (error);
    }
  if (options.version)
    {
      g_print ("waymark-server %s\n", WAY_VERSION);
      return 0;
    }
  if (run (&options, &error))
    return 0;
  write_line (error->message, NULL);
  return get_exit_code (error);
}
