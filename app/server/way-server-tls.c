/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-server-tls.h"

#include <errno.h>
#include <sys/socket.h>
#include "way-server-error.h"

/* Two ends of one line, and how the greeting between them went. */
typedef struct
{
  GIOStream *ends[2]; /* (owned): of the server, of a client */
  guint n_done;
  gboolean failed;
} Trial;

static void
trial_clear (Trial *self)
{
  g_clear_object (&self->ends[0]);
  g_clear_object (&self->ends[1]);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Trial, trial_clear)

static gboolean
open_ends (Trial *self, GError **error)
{
  int pair[2];

  if (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0)
    return way_fail_errno (error, errno, "The certificate could not be tried out");
  for (guint i = 0; i < G_N_ELEMENTS (pair); i++)
    {
      g_autoptr (GSocket) socket = g_socket_new_from_fd (pair[i], error);

      if (socket == NULL)
        return FALSE;
      self->ends[i] = G_IO_STREAM (g_socket_connection_factory_create_connection (socket));
    }
  return TRUE;
}

/* Who it was made out to, and by whom, laptops judge: here it only has to belong to its key. */
static gboolean
accept_any (GTlsConnection *connection,
            GTlsCertificate *peer,
            GTlsCertificateFlags errors,
            gpointer data)
{
  return TRUE;
}

static void
note_greeting (GObject *connection, GAsyncResult *result, gpointer data)
{
  Trial *self = data;

  if (!g_tls_connection_handshake_finish (G_TLS_CONNECTION (connection), result, NULL))
    {
      self->failed = TRUE;
      /* The other end learns of it. */
      g_io_stream_close (self->ends[0], NULL, NULL);
      g_io_stream_close (self->ends[1], NULL, NULL);
    }
  self->n_done++;
}

static gboolean
fits (GTlsCertificate *certificate, gboolean *ret_fits, GError **error)
{
  g_auto (Trial) trial = { 0 };
  g_autoptr (GIOStream) server = NULL, client = NULL;

  if (!open_ends (&trial, error))
    return FALSE;
  server = g_tls_server_connection_new (trial.ends[0], certificate, error);
  client = server != NULL ? g_tls_client_connection_new (trial.ends[1], NULL, error) : NULL;
  if (client == NULL)
    return FALSE;
  g_signal_connect (client, "accept-certificate", G_CALLBACK (accept_any), NULL);
  g_tls_connection_handshake_async (G_TLS_CONNECTION (server), G_PRIORITY_DEFAULT, NULL,
                                    note_greeting, &trial);
  g_tls_connection_handshake_async (G_TLS_CONNECTION (client), G_PRIORITY_DEFAULT, NULL,
                                    note_greeting, &trial);
  while (trial.n_done < G_N_ELEMENTS (trial.ends))
    g_main_context_iteration (NULL, TRUE);
  *ret_fits = !trial.failed;
  return TRUE;
}

GTlsCertificate *
way_server_tls_load (const char *cert, const char *key, GError **error)
{
  g_autoptr (GTlsCertificate) certificate = g_tls_certificate_new_from_files (cert, key, NULL);
  gboolean good = FALSE;

  if (certificate != NULL && !fits (certificate, &good, error))
    return NULL;
  if (good)
    return g_steal_pointer (&certificate);
  return way_fail_null (
      error, WAY_SERVER_ERROR, WAY_SERVER_ERROR_OPTION,
      "The certificate or its key cannot be read, or they do not belong together; "
      "the server was not started.");
}
