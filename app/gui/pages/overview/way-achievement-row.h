/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayAchievementRow: something achieved; opened, what it was and when.
 */
#pragma once

#include "way-object-list.h"

G_BEGIN_DECLS

#define WAY_TYPE_ACHIEVEMENT_ROW (way_achievement_row_get_type ())
G_DECLARE_FINAL_TYPE (WayAchievementRow, way_achievement_row, WAY, ACHIEVEMENT_ROW, WayObjectRow)

/* For way_object_list_new(): the newest first. */
extern const WayObjectRows way_achievement_rows;

G_END_DECLS
