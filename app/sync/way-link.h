/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayLink: this laptop, speaking to its server: logs in when it has to, once more where its token
 * grew old (protocol.md, 6), and more slowly where it is told to (2).
 *
 * On the main context.  Calls may be under way at the same time.
 */
#pragma once

#include "way-clock.h"
#include "way-device-keys.h"
#include "way-executor.h"
#include "way-transport.h"

G_BEGIN_DECLS

#define WAY_TYPE_LINK (way_link_get_type ())
G_DECLARE_FINAL_TYPE (WayLink, way_link, WAY, LINK, GObject)

/* (transfer full): @device NULL: it cannot log in. */
WayLink *way_link_new (WayTransport *transport,
                       WayExecutor *executor,
                       WayClock *clock,
                       WayDeviceKeys *device);

/* Sinks @request.  @logged_in: with a token. */
void way_link_call (WayLink *self,
                    WayWireRequest *request,
                    gboolean logged_in,
                    GCancellable *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer data);
/* (transfer full): what a Waymark server answered: 2xx, or a refusal with its reason; @ret_reason
 * (transfer full) is "" for 2xx.  Anything else is an error (WAY_SYNC_ERROR). */
WayWireAnswer *
way_link_call_finish (WayLink *self, GAsyncResult *result, char **ret_reason, GError **error);

/* How far the server's clock was ahead of ours at the last log-in, in milliseconds. */
gint64 way_link_get_ahead_ms (WayLink *self);

G_END_DECLS
