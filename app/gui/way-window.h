/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayWindow: the one window: locked, or the shell.
 *
 * Every user action has a name here or in a page (win.go, win.lock, plan.next-section …): menus,
 * keys, buttons and tests use the same names.  The title names no one.
 */
#pragma once

#include <adwaita.h>
#include "way-door.h"

G_BEGIN_DECLS

#define WAY_TYPE_WINDOW (way_window_get_type ())
G_DECLARE_FINAL_TYPE (WayWindow, way_window, WAY, WINDOW, AdwApplicationWindow)

GtkWidget *way_window_new (GtkApplication *application, WayDoor *door);

/* Nothing of anybody is on the screen when this returns; the key follows (way_door_close()). */
void way_window_lock (WayWindow *self);

G_END_DECLS
