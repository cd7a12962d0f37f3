/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The mailbox of an invitation on the server (protocol.md, 11): four messages, each written once.
 */
#pragma once

#include "way-link.h"
#include "way-verify.h"

G_BEGIN_DECLS

/* Writes @message into @slot ("c", "m", "d", "result").  WAY_TEAM_ERROR ENDED where somebody wrote
 * there before, or the ticket's time is over. */
void way_mailbox_put (WayLink *link,
                      const WayHash *ticket_hash,
                      const char *slot,
                      GBytes *message,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer data);
gboolean way_mailbox_put_finish (GAsyncResult *result, GError **error);

/* Waits for the message, however long it takes. */
void way_mailbox_get (WayLink *link,
                      const WayHash *ticket_hash,
                      const char *slot,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer data);
/* (transfer full) */
GBytes *way_mailbox_get_finish (GAsyncResult *result, GError **error);

G_END_DECLS
