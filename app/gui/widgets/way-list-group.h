/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayListGroup: a heading, what stands beside it, and a boxed list under it.
 *
 * Properties for templates: "title" · "note": a few words at the end of the heading ("1 overdue") ·
 * "action-label", "action-name": a link there ("Add a goal") · "empty": what stands in the place of
 * rows while there are none.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define WAY_TYPE_LIST_GROUP (way_list_group_get_type ())
G_DECLARE_FINAL_TYPE (WayListGroup, way_list_group, WAY, LIST_GROUP, GtkBox)

GtkListBox *way_list_group_get_list (WayListGroup *self);
void way_list_group_set_title (WayListGroup *self, const char *title);
void way_list_group_set_note (WayListGroup *self, const char *note);
/* @label "": no link.  @name as GTK writes it with a target: "details.add::homes". */
void way_list_group_set_action (WayListGroup *self, const char *label, const char *name);

G_END_DECLS
