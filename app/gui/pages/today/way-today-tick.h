/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayTodayTick: an action that was ticked on Today, until it is done on the disk.
 *
 * Its case is read first, so that undo knows what stood.  The desk holds it meanwhile, so that a
 * lock, or another page, waits for it; then a WayField writes it, and tries again where the disk is
 * full.  Main context only.
 */
#pragma once

#include <gtk/gtk.h>
#include "way-desk.h"

G_BEGIN_DECLS

#define WAY_TYPE_TODAY_TICK (way_today_tick_get_type ())
G_DECLARE_FINAL_TYPE (WayTodayTick, way_today_tick, WAY, TODAY_TICK, GObject)

/* The window @from stands in says so when it is done, with Undo beside it. */
void
way_today_tick_begin (GtkWidget *from, WayDesk *desk, const WayId *person, const WayId *action);

G_END_DECLS
