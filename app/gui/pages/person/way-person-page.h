/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayPersonPage: one young person: the tabs and the header over them.
 *
 * A tab is a WayPage with the properties "desk" and "live-case"; it follows the case by its
 * "changed" and never keeps the WayCase of an earlier moment.
 */
#pragma once

#include <gtk/gtk.h>
#include "way-desk.h"

G_BEGIN_DECLS

#define WAY_TYPE_PERSON_PAGE (way_person_page_get_type ())
G_DECLARE_FINAL_TYPE (WayPersonPage, way_person_page, WAY, PERSON_PAGE, GtkBox)

GtkWidget *way_person_page_new (WayDesk *desk);

G_END_DECLS
