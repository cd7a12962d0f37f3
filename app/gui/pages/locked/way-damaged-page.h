/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayDamagedPage: part of the vault's file is damaged; the newest copy can be opened in its place,
 * with the passphrase that was tried, or with the one of its day.
 */
#pragma once

#include <gtk/gtk.h>
#include "way-door.h"

G_BEGIN_DECLS

#define WAY_TYPE_DAMAGED_PAGE (way_damaged_page_get_type ())
G_DECLARE_FINAL_TYPE (WayDamagedPage, way_damaged_page, WAY, DAMAGED_PAGE, GtkBox)

/* @copy: when the copy was made, in words. */
GtkWidget *way_damaged_page_new (WayDoor *door, const char *copy);
void way_damaged_page_focus (WayDamagedPage *self);

G_END_DECLS
