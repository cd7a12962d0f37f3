/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The server's certificate: read, and tried out before anybody else does.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* (transfer full): OPTION where the files cannot be read, or do not belong together.  Runs the
 * default main context meanwhile. */
GTlsCertificate *way_server_tls_load (const char *cert, const char *key, GError **error);

G_END_DECLS
