/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayGoalRow: a goal; opened, what it is, how it goes, whether it stands first (a priority).
 */
#pragma once

#include "way-object-list.h"

G_BEGIN_DECLS

#define WAY_TYPE_GOAL_ROW (way_goal_row_get_type ())
G_DECLARE_FINAL_TYPE (WayGoalRow, way_goal_row, WAY, GOAL_ROW, WayObjectRow)

/* For way_object_list_new(): the pinned first, in their order, then the others. */
extern const WayObjectRows way_goal_rows;

G_END_DECLS
