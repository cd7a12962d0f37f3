/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayPlanPage: the tab Plan: the ten sections and the one being written, and what is missing before
 * the plan can be finalised (design/DESIGN.md 4.3).
 *
 * A plan that was agreed and not changed since is a page to read; "Start the next review" opens it
 * for writing, and the first change makes it the draft of the next plan (decisions.md 5).
 *
 * It is "alone" where a section, or what is missing, fills the page because there is room for one
 * thing only. Places: plan.matters.KEY[.FIELD] · plan.matters.KEY.actions.ID.FIELD ·
 * plan.finalise · plan.my_plan. Actions: plan.section (s) · plan.next-section ·
 * plan.previous-section · plan.ready · plan.add-action · plan.finalise · plan.not-yet ·
 * plan.next-pane · plan.sections · plan.start-review · plan.withdraw · plan.reload · plan.go (s: a
 * place).
 */
#pragma once

#include "way-person-tab.h"

G_BEGIN_DECLS

#define WAY_TYPE_PLAN_PAGE (way_plan_page_get_type ())
G_DECLARE_FINAL_TYPE (WayPlanPage, way_plan_page, WAY, PLAN_PAGE, WayPersonTab)

G_END_DECLS
