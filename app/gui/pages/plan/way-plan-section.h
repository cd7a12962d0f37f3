/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayPlanSection: one section of the plan while it is written: own words first, then the rest in
 * the order of design/DESIGN.md 3.
 *
 * "Ready" is the adviser's own mark: nothing here sets it but way_plan_section_mark_ready() and the
 * choice at its head.
 *
 * "answered" (b) is emitted when it was said why there are no own words; FALSE: "Go back".
 */
#pragma once

#include <gtk/gtk.h>
#include "way-desk.h"

G_BEGIN_DECLS

#define WAY_TYPE_PLAN_SECTION (way_plan_section_get_type ())
G_DECLARE_FINAL_TYPE (WayPlanSection, way_plan_section, WAY, PLAN_SECTION, GtkBox)

/* Shows the section @key ("S1_05") of that case; what was typed in the one before is saved.  Where
 * it is shown already, it follows the case: nothing that has focus moves. */
void
way_plan_section_show (WayPlanSection *self, WayDesk *desk, WayLiveCase *live, const char *key);
void way_plan_section_clear (WayPlanSection *self);
/* (nullable) */
const char *way_plan_section_get_key (WayPlanSection *self);
/* Where nobody may write, it is a page to read. */
void way_plan_section_set_editable (WayPlanSection *self, gboolean editable);
/* Where there is little room, one thing stands under the other. */
void way_plan_section_set_narrow (WayPlanSection *self, gboolean narrow);

/* Puts focus into the field of that JSON path ("going_well", "actions.ID.by"), own words where it
 * is NULL or not known. */
void way_plan_section_edit (WayPlanSection *self, const char *field);
/* TRUE where own words were left empty: it asks why, and the section should stay until "answered".
 */
gboolean way_plan_section_asks (WayPlanSection *self);
/* Marks it ready, or says what has to be written first. */
void way_plan_section_mark_ready (WayPlanSection *self);
void way_plan_section_add_action (WayPlanSection *self);
/* Writes a new action that was begun. */
void way_plan_section_finish (WayPlanSection *self);

G_END_DECLS
