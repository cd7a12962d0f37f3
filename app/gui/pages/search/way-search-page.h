/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WaySearchPage: finds what someone said, across everyone on this laptop (design/DESIGN.md 4.14).
 *
 * Searches while typing and shows only what answers the newest words.  Nothing that is typed here
 * is kept: not in a place, not over a lock, not when the list of people is hidden.  The words to be
 * selected where a result opens are handed over beside win.go, by the page itself, to the text that
 * then has focus (way-found-text.h says where in it).
 *
 * The page makes win.search available or not: it is not to be had while the list is hidden.
 */
#pragma once

#include <gtk/gtk.h>
#include "way-desk.h"

G_BEGIN_DECLS

#define WAY_TYPE_SEARCH_PAGE (way_search_page_get_type ())
G_DECLARE_FINAL_TYPE (WaySearchPage, way_search_page, WAY, SEARCH_PAGE, GtkBox)

GtkWidget *way_search_page_new (WayDesk *desk);

G_END_DECLS
