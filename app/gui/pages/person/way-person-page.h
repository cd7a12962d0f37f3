/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayPersonPage: one young person: the tabs and the header over them.
 *
 * A tab is a WayPage with the properties "desk" and "live-case"; it follows the case by its
 * "changed" and never keeps the WayCase of an earlier moment.
 *
 * Property "writing" b, read only: what is on the screen is for writing beside the young person, so
 * that other people's names belong out of sight: the tabs Plan and History, and any tab that has a
 * property "writing" of its own while that is TRUE (the form of a contact).
 *
 * A tab with a property "alone" b, TRUE while it shows a page under its first one because there is
 * room for one only, has no row of tabs at the foot meanwhile.
 */
#pragma once

#include <gtk/gtk.h>
#include "way-desk.h"

G_BEGIN_DECLS

#define WAY_TYPE_PERSON_PAGE (way_person_page_get_type ())
G_DECLARE_FINAL_TYPE (WayPersonPage, way_person_page, WAY, PERSON_PAGE, GtkBox)

GtkWidget *way_person_page_new (WayDesk *desk);
/* Opens Print for whoever is shown; FALSE where nobody is. */
gboolean way_person_page_print (WayPersonPage *self);
/* One that is not there is passed over. */
void way_person_page_show_tab (WayPersonPage *self, const char *name);
/* The same, and focus goes into it, so that its keys work. */
void way_person_page_enter_tab (WayPersonPage *self, const char *name);

G_END_DECLS
