/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayPeoplePane: the leading pane: Today, the caseload, who was closed, and finding a person.
 *
 * Finds preferred and full names only (design/DESIGN.md 4.13).
 */
#pragma once

#include <gtk/gtk.h>
#include "way-desk.h"

G_BEGIN_DECLS

#define WAY_TYPE_PEOPLE_PANE (way_people_pane_get_type ())
G_DECLARE_FINAL_TYPE (WayPeoplePane, way_people_pane, WAY, PEOPLE_PANE, GtkBox)

GtkWidget *way_people_pane_new (WayDesk *desk);
/* The row of that place is the chosen one; opens nothing. */
void way_people_pane_show_place (WayPeoplePane *self, const char *place);
/* Opens the entry that finds people by name. */
void way_people_pane_find (WayPeoplePane *self);
/* Puts focus on the chosen row. */
void way_people_pane_focus (WayPeoplePane *self);
/* Whether the window's controls stand here: while this is the only pane in sight. */
void way_people_pane_set_alone (WayPeoplePane *self, gboolean alone);

G_END_DECLS
