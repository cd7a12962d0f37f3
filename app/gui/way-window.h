/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayWindow: the one window: first run, locked, or the shell.
 *
 * Every user action has a name here or in a page (win.go, win.lock, plan.next-section …): menus,
 * keys, buttons and tests use the same names.  The title names no one.
 */
#pragma once

#include <adwaita.h>
#include "way-door.h"
#include "way-settings.h"

G_BEGIN_DECLS

#define WAY_TYPE_WINDOW (way_window_get_type ())
G_DECLARE_FINAL_TYPE (WayWindow, way_window, WAY, WINDOW, AdwApplicationWindow)

GtkWidget *way_window_new (GtkApplication *application, WayDoor *door, WaySettings *settings);

/* From here on nothing of anybody is drawn; what is typed is saved and the key wiped right after
 * (way_door_close()).  Does nothing while it is locked. */
void way_window_lock (WayWindow *self);

G_END_DECLS
