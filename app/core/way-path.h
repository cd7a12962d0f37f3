/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where a field stands in the PERSON document, written as people read it aloud:
 *
 *   preferred_name · plan.what_matters · plan.goals.ID.what · plan.matters.S1_05.own_words
 *   plan.matters.S1_05.actions.ID.what · contacts.ID.notes · contacts.ID.corrections.ID.text
 *
 * Search hits, conflicts and refusals all name a field this way.  Pure; safe from any thread.
 */
#pragma once

#include "way-case.h"
#include "way-reference.h"

G_BEGIN_DECLS

/* (transfer full) (nullable): NULL for a kind this version does not know.
 *
 * @group WAY_GROUP_LIFE names the object itself.  A group of several flat members is named by its
 * first.  @parent_kind and @parent are what the object stands under: its matter for an action, the
 * contact or review for a correction; 0 and NULL for every other kind.  A matter @reference does
 * not know is named by its id, a kind that is not interchanged by its own name. */
char *way_path_format (WayReference *reference,
                       const WayId *case_id,
                       guint16 kind,
                       const WayId *object,
                       guint16 group,
                       guint16 parent_kind,
                       const WayId *parent);

/* The same for an object of @self, which knows what it stands under. */
char *
way_path_in_case (WayCase *self, WayReference *reference, const WayObject *object, guint16 group);

/* What @object stands under, by its own value: FALSE where it stands under nothing, or under
 * something @self does not hold. */
gboolean
way_path_find_parent (WayCase *self, const WayObject *object, guint16 *ret_kind, WayId *ret_parent);

G_END_DECLS
