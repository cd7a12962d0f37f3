/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WaySync: this vault and its team's server.  It is the WaySyncStatus and the WayTeam that window
 * and command line are given.
 *
 * It lives on the main context, asks the vault through WayJournal only, and holds nothing that a
 * round does not find on the disk again: it may be dropped at any moment.
 */
#pragma once

#include "way-session.h"
#include "way-team.h"

G_BEGIN_DECLS

#define WAY_TYPE_SYNC (way_sync_get_type ())
G_DECLARE_FINAL_TYPE (WaySync, way_sync, WAY, SYNC, GObject)

/* (transfer full): over HTTP. */
WaySync *
way_sync_new (WayJournal *journal, WayExecutor *executor, WayClock *clock, WayRandom *random);
/* (transfer full): over the transports that @parts make. */
WaySync *way_sync_new_with_parts (const WaySyncParts *parts);

/* One round: all that can be done now.  Several calls at once are one round, and one more where a
 * call came after it began.  TRUE also where a trouble was found: it is in the report.  An error is
 * that the server could not be reached, or the vault not written. */
void way_sync_run (WaySync *self,
                   GCancellable *cancellable,
                   GAsyncReadyCallback callback,
                   gpointer data);
gboolean way_sync_run_finish (WaySync *self, GAsyncResult *result, GError **error);

/* Loads what the report says, without asking the server. */
void way_sync_look (WaySync *self, GAsyncReadyCallback callback, gpointer data);
gboolean way_sync_look_finish (WaySync *self, GAsyncResult *result, GError **error);

/* Whether the last round found what a colleague's laptop signed on another history. */
gboolean way_sync_can_prove (WaySync *self);
/* Only then.  (transfer full): the bytes of a file that shows it to whoever can judge it (ledger's
 * way-proof.h). */
void way_sync_prove (WaySync *self, GAsyncReadyCallback callback, gpointer data);
GBytes *way_sync_prove_finish (WaySync *self, GAsyncResult *result, GError **error);

/* From now on rounds come by themselves: now, when the network comes back, and every few minutes
 * with some jitter; @FALSE: never again.  The vault is open as long as it is on. */
void way_sync_set_automatic (WaySync *self, gboolean automatic);

G_END_DECLS
