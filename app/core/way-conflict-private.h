/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What listing and settling of conflicts share.  Private to both.
 */
#pragma once

#include "way-conflict.h"

G_BEGIN_DECLS

void way_conflict_version_free (WayConflictVersion *self);
/* (transfer full): WayConflictVersion, one for each value among @ops (WayOperation), oldest first.
 * @past, @team (nullable). */
GPtrArray *way_conflict_list_versions (GPtrArray *ops, WayPast *past, WayCase *team);

/* (transfer full): WayOperation that @self's removals took along of @group, oldest first. */
GPtrArray *way_conflict_list_taken (const WayConflict *self, WayPast *past, guint16 group);
/* (transfer full): own words of all of @ops, oldest first, each with its day; what all of them
 * begin with stands once. */
GPtrArray *way_conflict_join_words (GPtrArray *ops);

G_END_DECLS
