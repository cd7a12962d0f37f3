/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A WayTransport over HTTP.
 *
 * TLS with the system's authorities and one more where it is given; the proxy is that of the
 * environment (https_proxy, http_proxy, all_proxy, no_proxy) or the desktop's.  Plain http is for
 * this machine itself only.
 */
#pragma once

#include "way-executor.h"
#include "way-transport.h"

G_BEGIN_DECLS

#define WAY_TYPE_TRANSPORT_HTTP (way_transport_http_get_type ())
G_DECLARE_FINAL_TYPE (WayTransportHttp, way_transport_http, WAY, TRANSPORT_HTTP, GObject)

/* (transfer full) (nullable): NULL with a sentence (WAY_SYNC_ERROR, NOT_WAYMARK) where @server is
 * no address of a server, or @ca_pem (nullable) no certificates. */
WayTransport *way_transport_http_new (const char *server,
                                      const char *ca_pem,
                                      WayExecutor *executor,
                                      GError **error);

G_END_DECLS
