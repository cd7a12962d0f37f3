/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayPlanSide: the side of the tab Plan: whose plan and which, how many sections are ready, the
 * sections, and how many things are missing.  A row that is opened activates plan.section (s).
 */
#pragma once

#include <gtk/gtk.h>
#include "way-case.h"
#include "way-plan-facts.h"
#include "way-reference.h"

G_BEGIN_DECLS

#define WAY_TYPE_PLAN_SIDE (way_plan_side_get_type ())
G_DECLARE_FINAL_TYPE (WayPlanSide, way_plan_side, WAY, PLAN_SIDE, GtkBox)

/* The case as it stands; rows are changed in place.  @life: of the same case. */
void way_plan_side_show (WayPlanSide *self,
                         WayCase *present,
                         WayReference *reference,
                         const WayPlanLife *life,
                         WayDate today);
/* Which section is being written; NULL for none. */
void way_plan_side_choose (WayPlanSide *self, const char *key);
/* Focus goes to the section that is chosen. */
void way_plan_side_focus (WayPlanSide *self);

G_END_DECLS
