/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Entries posted to a server, and what became of them: the one way in which sync sends any.
 *
 * Private to room sync; on the main context.
 */
#pragma once

#include "way-link.h"
#include "way-wire.h"

G_BEGIN_DECLS

typedef struct
{
  guint n_posted;   /* the first so many of the entries: as many as one request takes */
  char *reason;     /* (owned): "" where all of those were taken */
  gboolean is_told; /* appended says what was taken; else nothing was */
  WayWireAppended appended;
} WayPosted;

void way_posted_clear (WayPosted *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WayPosted, way_posted_clear)

/* @path sinks.  @entries: GBytes.  @authorization (nullable): instead of a token. */
void way_post (WayLink *link,
               char *path,
               GPtrArray *entries,
               const char *authorization,
               GCancellable *cancellable,
               GAsyncReadyCallback callback,
               gpointer data);
/* An error is that no Waymark server answered; a refusal is none. */
gboolean way_post_finish (GAsyncResult *result, WayPosted *ret_posted, GError **error);

G_END_DECLS
