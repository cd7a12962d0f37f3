/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WaySyncPopover: what opens over the sync button (design/10d-sync-states.png): how it stands, what
 * waits, when everything was last synced, and one thing to do.  It follows while it is open.
 */
#pragma once

#include <gtk/gtk.h>
#include "way-desk.h"

G_BEGIN_DECLS

#define WAY_TYPE_SYNC_POPOVER (way_sync_popover_get_type ())
G_DECLARE_FINAL_TYPE (WaySyncPopover, way_sync_popover, WAY, SYNC_POPOVER, GtkPopover)

GtkWidget *way_sync_popover_new (WayDesk *desk);

G_END_DECLS
