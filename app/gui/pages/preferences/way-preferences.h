/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayPreferences: how Waymark behaves on this laptop, who works here, and the keys
 * (design/DESIGN.md 4.13).  Everything saves itself; what needs the passphrase asks for it.
 */
#pragma once

#include <adwaita.h>
#include "way-door.h"
#include "way-settings.h"

G_BEGIN_DECLS

#define WAY_TYPE_PREFERENCES (way_preferences_get_type ())
G_DECLARE_FINAL_TYPE (WayPreferences, way_preferences, WAY, PREFERENCES, AdwPreferencesWindow)

/* Only while the door is open. */
GtkWidget *way_preferences_new (GtkWindow *parent, WayDoor *door, WaySettings *settings);
/* Asks where to, as its row "Make a backup" does. */
void way_preferences_back_up (WayPreferences *self);

G_END_DECLS
