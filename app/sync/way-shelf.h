/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayShelf: logs as they were judged, kept in memory from one round to the next.
 *
 * Who takes one off compares it with what lies on the disk, and judges the log anew where they
 * differ; so nothing is taken for judged that was not, and nothing is missed when it is lost.
 * Reference counted; on the main context.  Private to room sync.
 */
#pragma once

#include "way-replica.h"

G_BEGIN_DECLS

typedef struct _WayShelf WayShelf;

/* (transfer full): empty; where it is over @most_bytes the logs that lay longest go. */
WayShelf *way_shelf_new (gsize most_bytes);
WayShelf *way_shelf_ref (WayShelf *self);
void way_shelf_unref (WayShelf *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayShelf, way_shelf_unref)

/* (transfer full) (nullable): it is no longer on the shelf. */
WayReplica *way_shelf_take (WayShelf *self, const WayId *log);
/* @replica is (transfer full). */
void way_shelf_put (WayShelf *self, WayReplica *replica);

G_END_DECLS
