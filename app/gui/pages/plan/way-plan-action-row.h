/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayPlanActionRow: one action: a check, what, who and by when, its status and a menu; and under
 * it, when it is opened, the fields to change it.
 *
 * An action that is in the case saves itself field by field.  A new one is written as one act when
 * focus leaves the row, or Enter is pressed; what is typed meanwhile is kept as drafts.
 *
 * Actions: action.change · action.toggle (done or not) · action.status (s) · action.progress ·
 * action.remove · action.menu · action.close.
 *
 * "settled" is emitted when a new action was written, or given up (nothing was typed), and when the
 * row was closed, so that the list puts it where its date belongs.
 */
#pragma once

#include <gtk/gtk.h>
#include "way-desk.h"

G_BEGIN_DECLS

#define WAY_TYPE_PLAN_ACTION_ROW (way_plan_action_row_get_type ())
G_DECLARE_FINAL_TYPE (WayPlanActionRow, way_plan_action_row, WAY, PLAN_ACTION_ROW, GtkListBoxRow)

/* @id: of an action in the case, or of one to be made. */
GtkWidget *
way_plan_action_row_new (WayDesk *desk, WayLiveCase *live, const WayId *matter, const WayId *id);

const WayId *way_plan_action_row_get_id (WayPlanActionRow *self);
/* TRUE until it is in the case. */
gboolean way_plan_action_row_is_new (WayPlanActionRow *self);
/* TRUE where it is new and nothing was typed that is kept. */
gboolean way_plan_action_row_is_given_up (WayPlanActionRow *self);
gboolean way_plan_action_row_is_open (WayPlanActionRow *self);
/* By date, undated last, then in the order of the case; one that is open keeps its place. */
int way_plan_action_row_compare (WayPlanActionRow *a, WayPlanActionRow *b);

/* The case has changed, or what people call the person.  @position: in the order of the case. */
void way_plan_action_row_follow (WayPlanActionRow *self, const char *name, guint position);
void way_plan_action_row_set_editable (WayPlanActionRow *self, gboolean editable);
/* Where there is little room the status stands under the words. */
void way_plan_action_row_set_narrow (WayPlanActionRow *self, gboolean narrow);

/* Opens it with focus in the field of that JSON name, what where it is NULL or not known. */
void way_plan_action_row_edit (WayPlanActionRow *self, const char *field);
/* Writes a new action, where anything was typed. */
void way_plan_action_row_finish (WayPlanActionRow *self);

G_END_DECLS
