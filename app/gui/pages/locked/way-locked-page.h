/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayLockedPage: the passphrase, and nothing that names anyone (design/DESIGN.md 4.10).
 */
#pragma once

#include <gtk/gtk.h>
#include "way-door.h"

G_BEGIN_DECLS

#define WAY_TYPE_LOCKED_PAGE (way_locked_page_get_type ())
G_DECLARE_FINAL_TYPE (WayLockedPage, way_locked_page, WAY, LOCKED_PAGE, GtkBox)

void way_locked_page_set_door (WayLockedPage *self, WayDoor *door);
/* The page is shown: an empty entry with focus in it. */
void way_locked_page_begin (WayLockedPage *self);

G_END_DECLS
