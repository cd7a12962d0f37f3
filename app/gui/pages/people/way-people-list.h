/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayPeopleList: rows of people: a GtkListBox, or, for more than WAY_PEOPLE_FEW, a GtkListView of
 * the same rows, whose label then ends with its place ("12 of 640"; design/DESIGN.md 7).
 *
 * Up and Down move, Enter or a click opens.  The person who is open stays the chosen one, by who it
 * is and not by where it stands, whatever changes underneath.
 *
 * "opened" (WayPersonItem): somebody is to be opened.
 */
#pragma once

#include <gtk/gtk.h>
#include "way-executor.h"
#include "way-person-item.h"

G_BEGIN_DECLS

#define WAY_PEOPLE_FEW 300

#define WAY_TYPE_PEOPLE_LIST (way_people_list_get_type ())
G_DECLARE_FINAL_TYPE (WayPeopleList, way_people_list, WAY, PEOPLE_LIST, GtkWidget)

/* @people: a GListModel of WayPersonItem; @many: whether to lay out for more than a few. */
void way_people_list_bind (WayPeopleList *self, GListModel *people, WayExecutor *executor);
void way_people_list_set_many (WayPeopleList *self, gboolean many);
/* @id nil: nobody is the chosen one. */
void way_people_list_choose (WayPeopleList *self, const WayId *id);
/* Puts focus on the chosen row, else on the first; FALSE where there is none. */
gboolean way_people_list_focus (WayPeopleList *self);

G_END_DECLS
