/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayFoundGroup: what was found with one person: three places, then all of them.
 *
 * "chosen" (pointer) is emitted with the WaySearchHit of the row that was activated.
 */
#pragma once

#include <gtk/gtk.h>
#include "way-desk.h"

G_BEGIN_DECLS

#define WAY_FOUND_SHOWN 3

#define WAY_TYPE_FOUND_GROUP (way_found_group_get_type ())
G_DECLARE_FINAL_TYPE (WayFoundGroup, way_found_group, WAY, FOUND_GROUP, GtkBox)

/* @hits: WaySearchHit, all of one person; takes a reference.  @typed: what they were found with. */
GtkWidget *way_found_group_new (WayDesk *desk, GPtrArray *hits, const char *typed);

/* Focus goes to its first row, or its last one. */
void way_found_group_focus (WayFoundGroup *self, gboolean last);
void way_found_group_set_narrow (WayFoundGroup *self, gboolean narrow);

G_END_DECLS
