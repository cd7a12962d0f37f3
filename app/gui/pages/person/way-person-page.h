/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayPersonPage: one young person: the tabs and the header over them.
 *
 * Property "writing" b, read only: the tab that is shown is.  Where it is "alone", there is no row
 * of tabs at the foot.
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
