/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-server-options.h"

#include <string.h>
#include "way-i18n.h"
#include "way-server-http.h"

#define GROUP "server"

void
way_server_options_clear (WayServerOptions *self)
{
  g_clear_pointer (&self->file, g_free);
  g_clear_pointer (&self->data, g_free);
  g_clear_pointer (&self->listen, g_free);
  g_clear_pointer (&self->tls_cert, g_free);
  g_clear_pointer (&self->tls_key, g_free);
  g_clear_pointer (&self->origins, g_strfreev);
}

/* -- the file ---------------------------------------------------------------------------------- */

static gboolean
judge_keys (GKeyFile *file, GError **error)
{
  static const char *const known[] = { "data",    "listen",         "tls-cert", "tls-key",
                                       "origins", "insecure-plain", "quiet",    NULL };
  g_auto (GStrv) keys = g_key_file_get_keys (file, GROUP, NULL, NULL);

  for (guint i = 0; keys != NULL && keys[i] != NULL; i++)
    if (!g_strv_contains (known, keys[i]))
      return way_fail (error, WAY_SERVER_ERROR, WAY_SERVER_ERROR_OPTION,
                       "The configuration has a line that the server does not know; it was not "
                       "started, please compare it with the sample.");
  return keys != NULL
         || way_fail (error, WAY_SERVER_ERROR, WAY_SERVER_ERROR_OPTION,
                      "The configuration has no [server] section; the server was not started.");
}

static void
take_text (GKeyFile *file, const char *key, char **text)
{
  if (*text == NULL)
    *text = g_key_file_get_string (file, GROUP, key, NULL);
}

/* What the command line says counts more. */
static gboolean
read_file (WayServerOptions *self, const char *path, GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();

  if (!g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, NULL))
    return way_fail (error, WAY_SERVER_ERROR, WAY_SERVER_ERROR_OPTION,
                     "The configuration file cannot be read; the server was not started.");
  if (!judge_keys (file, error))
    return FALSE;
  take_text (file, "data", &self->data);
  take_text (file, "listen", &self->listen);
  take_text (file, "tls-cert", &self->tls_cert);
  take_text (file, "tls-key", &self->tls_key);
  if (self->origins == NULL)
    self->origins = g_key_file_get_string_list (file, GROUP, "origins", NULL, NULL);
  self->insecure_plain |= g_key_file_get_boolean (file, GROUP, "insecure-plain", NULL);
  self->quiet |= g_key_file_get_boolean (file, GROUP, "quiet", NULL);
  return TRUE;
}

/* -- the command line -------------------------------------------------------------------------- */

static gboolean
read_verb (WayServerOptions *self, char **rest, GError **error)
{
  static const struct
  {
    const char *name;
    WayServerVerb verb;
    guint n_files;
  } verbs[] = { { "backup", WAY_SERVER_BACKUP, 1 },
                { "restore", WAY_SERVER_RESTORE, 1 },
                { "check", WAY_SERVER_CHECK, 0 } };

  if (rest == NULL || rest[0] == NULL)
    return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (verbs); i++)
    if (strcmp (rest[0], verbs[i].name) == 0 && g_strv_length (rest) == 1 + verbs[i].n_files)
      {
        self->verb = verbs[i].verb;
        self->file = g_strdup (rest[1]);
        return TRUE;
      }
  return way_fail (error, WAY_SERVER_ERROR, WAY_SERVER_ERROR_OPTION,
                   "What the server should do is not clear: it knows backup FILE, restore FILE and "
                   "check, and serves without any of them.");
}

gboolean
way_server_options_read (WayServerOptions *self, char ***arguments, GError **error)
{
  g_autofree char *config = NULL;
  g_auto (GStrv) rest = NULL;
  g_autoptr (GError) cause = NULL;
  const GOptionEntry entries[] = {
    { "data", 0, 0, G_OPTION_ARG_FILENAME, &self->data, N_ ("The folder with the server's data"),
      "DIR" },
    { "listen", 0, 0, G_OPTION_ARG_STRING, &self->listen,
      N_ ("Where to listen; 127.0.0.1:8420 without it"), "ADDR:PORT" },
    { "tls-cert", 0, 0, G_OPTION_ARG_FILENAME, &self->tls_cert, N_ ("Certificate chain, PEM"),
      "FILE" },
    { "tls-key", 0, 0, G_OPTION_ARG_FILENAME, &self->tls_key, N_ ("Its private key, PEM"), "FILE" },
    { "origin", 0, 0, G_OPTION_ARG_STRING_ARRAY, &self->origins,
      N_ ("What laptops call this server; may be given again"), "URL" },
    { "insecure-plain", 0, 0, G_OPTION_ARG_NONE, &self->insecure_plain,
      N_ ("Serve without TLS beyond this machine (behind a proxy that does it)"), NULL },
    { "config", 0, 0, G_OPTION_ARG_FILENAME, &config, N_ ("Read these from a file"), "FILE" },
    { "quiet", 0, 0, G_OPTION_ARG_NONE, &self->quiet, N_ ("Write no line for each answer"), NULL },
    { "version", 0, 0, G_OPTION_ARG_NONE, &self->version, N_ ("Show the version"), NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &rest, NULL, NULL },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (
      _ ("[backup FILE | restore FILE | check]"));

  g_option_context_add_main_entries (context, entries, WAY_GETTEXT_DOMAIN);
  if (!g_option_context_parse_strv (context, arguments, &cause))
    return way_fail (error, WAY_SERVER_ERROR, WAY_SERVER_ERROR_OPTION,
                     "The server did not understand what it was told (%s); it was not started.",
                     cause->message);
  if (!read_verb (self, rest, error) || (config != NULL && !read_file (self, config, error)))
    return FALSE;
  if (self->listen == NULL)
    self->listen = g_strdup (way_server_http_options.listen);
  return self->version || self->data != NULL
         || way_fail (error, WAY_SERVER_ERROR, WAY_SERVER_ERROR_OPTION,
                      "The server needs a folder for its data: --data DIR.");
}

/* -- serving ----------------------------------------------------------------------------------- */

static GInetAddress *
get_address (const WayServerOptions *self, guint *ret_port)
{
  g_autoptr (GSocketAddress) address = way_server_http_read_address (self->listen);

  if (address == NULL)
    return NULL;
  *ret_port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address));
  return g_object_ref (g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address)));
}

gboolean
way_server_options_judge (const WayServerOptions *self, GError **error)
{
  guint port;
  g_autoptr (GInetAddress) address = get_address (self, &port);

  if (address == NULL)
    return way_fail (error, WAY_SERVER_ERROR, WAY_SERVER_ERROR_OPTION,
                     "The address to listen on is an IP address, a colon and a port; the server "
                     "was not started.");
  if ((self->tls_cert == NULL) != (self->tls_key == NULL))
    return way_fail (error, WAY_SERVER_ERROR, WAY_SERVER_ERROR_OPTION,
                     "TLS needs both a certificate and its key; the server was not started.");
  if (self->tls_cert == NULL && !g_inet_address_get_is_loopback (address) && !self->insecure_plain)
    return way_fail (error, WAY_SERVER_ERROR, WAY_SERVER_ERROR_OPTION,
                     "Without TLS the server only listens on this machine itself, so it was not "
                     "started; give it --tls-cert and --tls-key, or --insecure-plain where a proxy "
                     "in front of it does TLS.");
  if (self->origins == NULL && g_inet_address_get_is_any (address))
    return way_fail (error, WAY_SERVER_ERROR, WAY_SERVER_ERROR_OPTION,
                     "On all addresses the server has to be told what laptops call it, for "
                     "example --origin https://sync.example.org; it was not started.");
  return TRUE;
}

static char *
make_origin (const char *scheme, const char *host, guint port)
{
  gboolean v6 = strchr (host, ':') != NULL;
  guint usual = strcmp (scheme, "https") == 0 ? 443 : 80;

  if (port == usual)
    return g_strdup_printf ("%s://%s%s%s", scheme, v6 ? "[" : "", host, v6 ? "]" : "");
  return g_strdup_printf ("%s://%s%s%s:%u", scheme, v6 ? "[" : "", host, v6 ? "]" : "", port);
}

void
way_server_options_settle (WayServerOptions *self, guint port)
{
  guint unused;
  g_autoptr (GInetAddress) address = get_address (self, &unused);
  const char *scheme = self->tls_cert != NULL ? "https" : "http";
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autofree char *host = NULL, *origin = NULL, *local = NULL;

  if (self->origins != NULL || address == NULL)
    return;
  host = g_inet_address_to_string (address);
  origin = make_origin (scheme, host, port);
  local = make_origin (scheme, "localhost", port);
  g_strv_builder_add (builder, origin);
  if (g_inet_address_get_is_loopback (address))
    g_strv_builder_add (builder, local);
  self->origins = g_strv_builder_end (builder);
}
