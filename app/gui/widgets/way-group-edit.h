/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayGroupEdit: the rows of one field group of an object, made from the schema table, which save
 * themselves as they are typed (way-field.h).
 *
 * It knows no field by name: what the table says of the group is what can be filled in.  Members
 * that nobody types keep their value.  Main context only.
 */
#pragma once

#include "way-desk.h"
#include "way-member-edit.h"

G_BEGIN_DECLS

typedef struct _WayGroupEdit WayGroupEdit;

/* Whether a person can fill in anything of @group here. */
gboolean way_group_edit_can (const WayGroup *group);

/* (transfer full): the object need not exist yet. */
WayGroupEdit *way_group_edit_new (
    WayDesk *desk, WayLiveCase *live, guint16 kind, const WayId *object, const WayGroup *group);
/* What was typed is saved; the rows stay where they are and save nothing more. */
void way_group_edit_free (WayGroupEdit *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayGroupEdit, way_group_edit_free)

const WayGroup *way_group_edit_get_group (WayGroupEdit *self);
/* (transfer none): WayMemberEdit, one for each row. */
GPtrArray *way_group_edit_get_members (WayGroupEdit *self);

G_END_DECLS
