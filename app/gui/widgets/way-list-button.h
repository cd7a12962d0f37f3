/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayListButton: how a page's header leads to the list of people: a switch that hides it (F9), or,
 * where only one of the two fits, the way back to it.
 *
 * Finds the WayPanes it stands in by itself.  While the list is hidden, how it stands with sync is
 * seen beside it.
 */
#pragma once

#include <gtk/gtk.h>
#include "way-desk.h"

G_BEGIN_DECLS

#define WAY_TYPE_LIST_BUTTON (way_list_button_get_type ())
G_DECLARE_FINAL_TYPE (WayListButton, way_list_button, WAY, LIST_BUTTON, GtkBox)

GtkWidget *way_list_button_new (void);
/* Once. */
void way_list_button_set_desk (WayListButton *self, WayDesk *desk);

G_END_DECLS
