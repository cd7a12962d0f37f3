/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WaySupporterRow: somebody in the young person's corner; opened, their name, who they are, and
 * their telephone number.
 */
#pragma once

#include "way-object-list.h"

G_BEGIN_DECLS

#define WAY_TYPE_SUPPORTER_ROW (way_supporter_row_get_type ())
G_DECLARE_FINAL_TYPE (WaySupporterRow, way_supporter_row, WAY, SUPPORTER_ROW, WayObjectRow)

/* For way_object_list_new(): in the order they were added. */
extern const WayObjectRows way_supporter_rows;

G_END_DECLS
