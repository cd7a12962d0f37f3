/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayPlanSection: one section of the plan while it is written: own words first, then the rest in
 * the order of design/DESIGN.md 3.
 */
#pragma once

#include <gtk/gtk.h>
#include "way-desk.h"

G_BEGIN_DECLS

#define WAY_TYPE_PLAN_SECTION (way_plan_section_get_type ())
G_DECLARE_FINAL_TYPE (WayPlanSection, way_plan_section, WAY, PLAN_SECTION, GtkBox)

/* Shows the section @key ("S1_05") of that case; what was typed in the one before is saved. */
void
way_plan_section_show (WayPlanSection *self, WayDesk *desk, WayLiveCase *live, const char *key);
void way_plan_section_clear (WayPlanSection *self);
/* (nullable) */
const char *way_plan_section_get_key (WayPlanSection *self);
/* Puts focus into the field of that JSON name, own words where it is NULL or not known. */
void way_plan_section_edit (WayPlanSection *self, const char *field);

G_END_DECLS
