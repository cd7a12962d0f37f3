/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayLockedPage: what stands there while Waymark is locked: no name (unless the adviser wants
 * theirs), no count, no picture of anybody.
 *
 * Also where a vault that is damaged, or whose passphrase is forgotten, is opened another way.
 */
#pragma once

#include <gtk/gtk.h>
#include "way-door.h"
#include "way-settings.h"

G_BEGIN_DECLS

#define WAY_TYPE_LOCKED_PAGE (way_locked_page_get_type ())
G_DECLARE_FINAL_TYPE (WayLockedPage, way_locked_page, WAY, LOCKED_PAGE, GtkBox)

void way_locked_page_set_door (WayLockedPage *self, WayDoor *door, WaySettings *settings);
/* As when it has just been locked. */
void way_locked_page_begin (WayLockedPage *self);
/* Says whether everything is saved, as the door knows it now. */
void way_locked_page_show_trouble (WayLockedPage *self);

G_END_DECLS
