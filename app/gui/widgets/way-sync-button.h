/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WaySyncButton: how it stands with sync, and what can be done about it (design/DESIGN.md 4.10): a
 * button that opens a popover.
 *
 * At the foot of the list it has two lines.  With the property "small" it is an icon, for the
 * header of a page, and is there only while the list is not and the vault belongs to a team.
 */
#pragma once

#include <gtk/gtk.h>
#include "way-desk.h"

G_BEGIN_DECLS

#define WAY_TYPE_SYNC_BUTTON (way_sync_button_get_type ())
G_DECLARE_FINAL_TYPE (WaySyncButton, way_sync_button, WAY, SYNC_BUTTON, GtkBox)

/* Follows what @desk has of sync; once. */
void way_sync_button_set_desk (WaySyncButton *self, WayDesk *desk);

G_END_DECLS
