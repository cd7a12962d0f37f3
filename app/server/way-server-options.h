/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayServerOptions: what the person who runs the server told it, on the command line or in a file.
 */
#pragma once

#include "way-server-error.h"

G_BEGIN_DECLS

typedef enum
{
  WAY_SERVER_SERVE,
  WAY_SERVER_BACKUP,
  WAY_SERVER_RESTORE,
  WAY_SERVER_CHECK,
} WayServerVerb;

typedef struct
{
  WayServerVerb verb;
  char *file;               /* (owned) (nullable): of backup and restore */
  char *data;               /* (owned): the folder */
  char *listen;             /* (owned) */
  char *tls_cert, *tls_key; /* (owned) (nullable) */
  char **origins;           /* (owned): at least one after way_server_options_settle() */
  gboolean insecure_plain, quiet, version;
} WayServerOptions;

void way_server_options_clear (WayServerOptions *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WayServerOptions, way_server_options_clear)

/* OPTION: what cannot be followed, in a sentence.  @arguments is used up. */
gboolean way_server_options_read (WayServerOptions *self, char ***arguments, GError **error);

/* What serving needs: never plain beyond this machine unless told so, and a name to be called by.
 * @port: the one that is listened on, 0 before that is known. */
gboolean way_server_options_judge (const WayServerOptions *self, GError **error);
void way_server_options_settle (WayServerOptions *self, guint port);

G_END_DECLS
