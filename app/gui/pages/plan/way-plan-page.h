/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayPlanPage: the tab Plan: the ten sections and the one being written (design/DESIGN.md 4.3).
 */
#pragma once

#include <gtk/gtk.h>
#include "way-desk.h"

G_BEGIN_DECLS

#define WAY_TYPE_PLAN_PAGE (way_plan_page_get_type ())
G_DECLARE_FINAL_TYPE (WayPlanPage, way_plan_page, WAY, PLAN_PAGE, GtkWidget)

G_END_DECLS
