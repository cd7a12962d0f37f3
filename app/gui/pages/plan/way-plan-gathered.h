/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayPlanGathered: every "If this doesn't work out" of the other sections, to be read as one; each
 * leads to its section (Schedule 1, paragraph 4, asks for it of the plan as a whole).
 */
#pragma once

#include <gtk/gtk.h>
#include "way-desk.h"

G_BEGIN_DECLS

#define WAY_TYPE_PLAN_GATHERED (way_plan_gathered_get_type ())
G_DECLARE_FINAL_TYPE (WayPlanGathered, way_plan_gathered, WAY, PLAN_GATHERED, GtkBox)

/* @except: the section that shows its own in a field. */
void way_plan_gathered_show (WayPlanGathered *self,
                             WayCase *present,
                             WayReference *reference,
                             const char *except);

G_END_DECLS
