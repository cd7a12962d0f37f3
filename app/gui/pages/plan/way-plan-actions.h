/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayPlanActions: the actions of one section, by date, and the way to add one.
 */
#pragma once

#include <gtk/gtk.h>
#include "way-desk.h"

G_BEGIN_DECLS

#define WAY_TYPE_PLAN_ACTIONS (way_plan_actions_get_type ())
G_DECLARE_FINAL_TYPE (WayPlanActions, way_plan_actions, WAY, PLAN_ACTIONS, GtkBox)

/* Shows the actions of that matter; a new one that was begun in the one before is written. */
void way_plan_actions_bind (
    WayPlanActions *self, WayDesk *desk, WayLiveCase *live, const WayId *matter, const char *name);
void way_plan_actions_unbind (WayPlanActions *self);
/* The case has changed, or what people call the person. */
void way_plan_actions_follow (WayPlanActions *self, const char *name);
void way_plan_actions_set_editable (WayPlanActions *self, gboolean editable);
void way_plan_actions_set_narrow (WayPlanActions *self, gboolean narrow);

/* A new row, open, with focus in it. */
void way_plan_actions_add (WayPlanActions *self);
/* Focus goes into that field of the action; FALSE where it is not there. */
gboolean way_plan_actions_edit (WayPlanActions *self, const WayId *action, const char *field);
/* Writes a new action that was begun. */
void way_plan_actions_finish (WayPlanActions *self);

G_END_DECLS
