/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayPlanFinalise: what is missing, what is worth a look, the young person's answer and the day,
 * and the button that keeps the plan as agreed (design/DESIGN.md 4.3, 18-finalise.png).
 *
 * Rows lead to their field by win.go.  "agreed" is emitted when the plan was kept.
 */
#pragma once

#include <gtk/gtk.h>
#include "way-desk.h"
#include "way-plan-facts.h"

G_BEGIN_DECLS

#define WAY_TYPE_PLAN_FINALISE (way_plan_finalise_get_type ())
G_DECLARE_FINAL_TYPE (WayPlanFinalise, way_plan_finalise, WAY, PLAN_FINALISE, GtkBox)

/* Shows that case, or follows it where it is shown.  @life: of the same case. */
void way_plan_finalise_show (WayPlanFinalise *self,
                             WayDesk *desk,
                             WayLiveCase *live,
                             const WayPlanLife *life);
void way_plan_finalise_clear (WayPlanFinalise *self);
void way_plan_finalise_set_narrow (WayPlanFinalise *self, gboolean narrow);

/* Focus goes to the row after the one that was last opened, or to the first thing to do. */
void way_plan_finalise_focus (WayPlanFinalise *self);
/* Focus goes to "Is this my plan?". */
void way_plan_finalise_edit_answer (WayPlanFinalise *self);

G_END_DECLS
