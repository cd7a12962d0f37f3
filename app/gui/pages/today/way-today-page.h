/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayTodayPage: what today asks, in ten seconds (design/DESIGN.md 4.1).
 *
 * Follows the caseload: rows stay the same rows while what is due changes.  Groups with nothing in
 * them are left out.
 */
#pragma once

#include <gtk/gtk.h>
#include "way-desk.h"

G_BEGIN_DECLS

#define WAY_TYPE_TODAY_PAGE (way_today_page_get_type ())
G_DECLARE_FINAL_TYPE (WayTodayPage, way_today_page, WAY, TODAY_PAGE, GtkBox)

GtkWidget *way_today_page_new (WayDesk *desk);

G_END_DECLS
