/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench-team.h"

#include <glib/gstdio.h>
#include <poll.h>
#include "bench.h"
#include "way-storage-sqlite.h"

static void
die_on (GError *error)
{
  if (error != NULL)
    g_error ("%s", error->message);
}

static void
take_result_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **)data = g_object_ref (result);
}

static void
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
}

/* -- the line ---------------------------------------------------------------------------------- */

/* One piece from one end to the other; FALSE at its end. */
static gboolean
carry (BenchTeam *self, GSocket *from, GSocket *to, gboolean answer)
{
  char piece[65536];
  gssize n = g_socket_receive (from, piece, sizeof piece, NULL, NULL);

  if (n <= 0)
    {
      g_socket_shutdown (to, FALSE, TRUE, NULL);
      return FALSE;
    }
  g_atomic_int_add (&self->line.bytes, (gint)n);
  if (answer && self->line.first_byte <= 0)
    self->line.first_byte = bench_now ();
  for (gssize at = 0; at < n;)
    {
      gssize sent = g_socket_send (to, piece + at, (gsize)(n - at), NULL, NULL);

      if (sent <= 0)
        return FALSE;
      at += sent;
    }
  return TRUE;
}

/* On a thread of its own. */
static gboolean
relay_cb (GThreadedSocketService *service,
          GSocketConnection *near_end,
          GObject *source,
          gpointer data)
{
  BenchTeam *self = data;
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) far_end = g_socket_client_connect_to_host (
      client, "127.0.0.1", (guint16)way_server_http_get_port (self->http), NULL, NULL);
  GSocket *ends[2] = { g_socket_connection_get_socket (near_end), NULL };
  gboolean open[2] = { TRUE, TRUE };

  if (far_end == NULL)
    return TRUE;
  g_atomic_int_inc (&self->line.connections);
  ends[1] = g_socket_connection_get_socket (far_end);
  while (open[0] || open[1])
    {
      struct pollfd polled[2] = { { open[0] ? g_socket_get_fd (ends[0]) : -1, POLLIN, 0 },
                                  { open[1] ? g_socket_get_fd (ends[1]) : -1, POLLIN, 0 } };

      poll (polled, 2, -1);
      for (guint i = 0; i < 2; i++)
        if (polled[i].revents != 0)
          open[i] = carry (self, ends[i], ends[1 - i], i == 1);
    }
  return TRUE;
}

static void
open_relay (BenchTeam *self)
{
  g_autoptr (GError) error = NULL;

  self->relay = g_threaded_socket_service_new (64);
  self->port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (self->relay), NULL, &error);
  die_on (error);
  g_signal_connect (self->relay, "run", G_CALLBACK (relay_cb), self);
  g_socket_service_start (self->relay);
}

/* -- the server -------------------------------------------------------------------------------- */

static void
count_answer (const char *line, gpointer data)
{
  ((BenchTeam *)data)->n_answers++;
}

static void
open_server (BenchTeam *self, char **ret_ticket)
{
  g_autofree char *origin = g_strdup_printf ("http://127.0.0.1:%u", self->port);
  const char *origins[] = { origin, NULL };
  WayServerHttpOptions options = way_server_http_options;
  g_autoptr (GError) error = NULL;

  options.listen = "127.0.0.1:0";
  options.log = count_answer;
  options.log_data = self;
  self->path = g_build_filename (self->dir, WAY_STORAGE_FILE, NULL);
  self->storage = way_storage_sqlite_open (self->path, WAY_STORAGE_CREATE, &error);
  die_on (error);
  self->server = way_server_new (self->storage, self->clock, self->random, &way_server_limits,
                                 origins, &error);
  die_on (error);
  way_server_draw_ticket (self->server, ret_ticket, &error);
  die_on (error);
  self->http = way_server_http_new (self->server, self->executor, self->clock, &options, &error);
  die_on (error);
}

/* -- laptops ----------------------------------------------------------------------------------- */

static void
received_cb (WaySyncStatus *status, const WayId *case_id, gpointer data)
{
  BenchLaptop *self = data;

  if (self->n_received++ == 0)
    self->first = bench_now ();
}

static void
open_laptop (BenchLaptop *self)
{
  bench_vault_init (&self->vault);
  self->sync = way_sync_new (WAY_JOURNAL (self->vault.test.vault), self->vault.test.executor,
                             self->vault.clock, self->vault.test.random);
  g_signal_connect (self->sync, "received", G_CALLBACK (received_cb), self);
}

void
bench_laptop_sync (BenchLaptop *self)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  WaySyncReport report;

  way_sync_run (self->sync, NULL, take_result_cb, &result);
  wait_for (&result);
  way_sync_run_finish (self->sync, result, &error);
  die_on (error);
  report = way_sync_status_get_report (WAY_SYNC_STATUS (self->sync));
  if (report.state != WAY_SYNC_SYNCED)
    g_error ("a round ended %s, %s", way_sync_state_name (report.state),
             way_sync_trouble_name (report.trouble));
}

static void
found (BenchTeam *self, const WayTeamPlace *place, WayTeamSheets *ret_sheets)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  way_team_create (WAY_TEAM (self->ros.sync), place, 0, take_result_cb, &result);
  wait_for (&result);
  way_team_create_finish (WAY_TEAM (self->ros.sync), result, ret_sheets, &error);
  die_on (error);
  bench_laptop_sync (&self->ros);
}

/* (transfer full): the digits that the second laptop shows. */
static char *
meet (BenchTeam *self, const char *server, WaySecret *root)
{
  WayTeam *manager = WAY_TEAM (self->ros.sync), *joiner = WAY_TEAM (self->joel.sync);
  g_autoptr (GAsyncResult) invited = NULL;
  g_autoptr (GAsyncResult) joined = NULL;
  g_autoptr (GAsyncResult) approved = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *ticket = NULL;
  WayTeamPlace place = { .server = (char *)server };
  WayId user;
  char *code;

  way_team_invite (manager, take_result_cb, &invited);
  wait_for (&invited);
  way_team_invite_finish (manager, invited, &ticket, &user, &error);
  die_on (error);
  place.ticket = ticket;
  way_team_join (joiner, &place, NULL, take_result_cb, &joined);
  way_team_lend_root (manager, root);
  way_team_approve (manager, ticket, NULL, WAY_ROLE_ADVISER | WAY_ROLE_MANAGER, NULL,
                    take_result_cb, &approved);
  wait_for (&joined);
  wait_for (&approved);
  code = way_team_join_finish (joiner, joined, &error);
  die_on (error);
  way_team_approve_finish (manager, approved, &error);
  die_on (error);
  return code;
}

static void
join (BenchTeam *self, const char *server, WaySecret *root)
{
  WayTeam *manager = WAY_TEAM (self->ros.sync), *joiner = WAY_TEAM (self->joel.sync);
  g_autofree char *code = meet (self, server, root);
  g_autoptr (GAsyncResult) approved = NULL;
  g_autoptr (GAsyncResult) joined = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *answer = NULL;

  way_team_lend_root (manager, root);
  way_team_approve_code (manager, code, take_result_cb, &approved);
  wait_for (&approved);
  answer = way_team_approve_code_finish (manager, approved, &error);
  die_on (error);
  way_team_join_answer (joiner, answer, NULL, take_result_cb, &joined);
  wait_for (&joined);
  way_team_join_answer_finish (joiner, joined, &error);
  die_on (error);
  bench_laptop_sync (&self->ros);
  bench_laptop_sync (&self->joel);
}

/* -- all of it --------------------------------------------------------------------------------- */

void
bench_team_init (BenchTeam *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *ticket = NULL;
  g_autofree char *server = NULL;
  WayTeamPlace place = { NULL };
  WayTeamSheets sheets;

  *self = (BenchTeam){ .executor = way_executor_new_threads ("bench-server"),
                       .clock = way_clock_new_system (),
                       .random = way_random_new_system () };
  self->dir = g_dir_make_tmp ("way-bench-XXXXXX", &error);
  die_on (error);
  open_relay (self);
  open_server (self, &ticket);
  server = g_strdup_printf ("http://127.0.0.1:%u", self->port);
  open_laptop (&self->ros);
  open_laptop (&self->joel);
  place.server = server;
  place.ticket = ticket;
  found (self, &place, &sheets);
  join (self, server, sheets.root);
  way_secret_unref (sheets.root);
  way_secret_unref (sheets.share_a);
  way_secret_unref (sheets.share_b);
}

static void
close_laptop (BenchLaptop *self)
{
  g_clear_object (&self->sync);
  bench_vault_clear (&self->vault);
}

void
bench_team_clear (BenchTeam *self)
{
  static const char *const tails[] = { "", "-wal", "-shm" };

  close_laptop (&self->ros);
  close_laptop (&self->joel);
  g_socket_service_stop (self->relay);
  g_clear_object (&self->relay);
  way_executor_join (self->executor);
  way_server_http_free (self->http);
  way_server_free (self->server);
  way_storage_free (self->storage);
  for (guint i = 0; i < G_N_ELEMENTS (tails); i++)
    {
      g_autofree char *path = g_strconcat (self->path, tails[i], NULL);

      g_unlink (path);
    }
  g_rmdir (self->dir);
  g_object_unref (self->executor);
  g_object_unref (self->clock);
  g_object_unref (self->random);
  g_free (self->path);
  g_free (self->dir);
}

void
bench_team_begin (BenchTeam *self)
{
  self->line = (BenchLine){ 0 };
  self->n_answers = 0;
  self->ros.n_received = self->joel.n_received = 0;
}
