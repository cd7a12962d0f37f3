/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayServerHttp: carries requests from the network to a WayServer and its answers back.
 *
 * It refuses before a body is read what can be refused then, lets no one hold a connection for
 * nothing, and hands the worker all requests that wait as one batch, which is one commit.  Main
 * thread; the server itself is touched on the executor's worker only.
 */
#pragma once

#include <gio/gio.h>
#include "way-executor.h"
#include "way-server.h"

G_BEGIN_DECLS

typedef struct
{
  const char *listen;           /* ADDRESS:PORT, [ADDRESS]:PORT; port 0: any */
  GTlsCertificate *certificate; /* (nullable): plain */
  guint header_ms;              /* how long a connection may be without a whole header */
  guint body_ms;                /* and how long a body may take, beside a second for each KiB */
  guint check_ms;               /* how often that is looked at */
  guint connections;            /* at most */
  /* (nullable): one line for each answer: route, status, reason, size, time.  Nothing of what was
   * asked, of who asked, or of what is held. */
  void (*log) (const char *line, gpointer data);
  gpointer log_data;
} WayServerHttpOptions;

extern const WayServerHttpOptions way_server_http_options;

typedef struct _WayServerHttp WayServerHttp;

/* (transfer full): listens from now on.  @server must outlive the executor's worker. */
WayServerHttp *way_server_http_new (WayServer *server,
                                    WayExecutor *executor,
                                    WayClock *clock,
                                    const WayServerHttpOptions *options,
                                    GError **error);
/* After way_executor_join(). */
void way_server_http_free (WayServerHttp *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayServerHttp, way_server_http_free)

guint way_server_http_get_port (WayServerHttp *self);

/* New requests are refused; what is held back is answered with what there is; @done once everything
 * was answered, or after @most_ms. */
void way_server_http_drain (WayServerHttp *self,
                            guint most_ms,
                            void (*done) (gpointer data),
                            gpointer data);

/* (transfer full) (nullable): ADDRESS and PORT of @text. */
GSocketAddress *way_server_http_read_address (const char *text);

G_END_DECLS
