/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayMemberEdit: one member of a field group as a row that fits what it holds: a line, a few lines,
 * a day, a choice, yes or no.
 *
 * One kind of row for each type of member in the schema table, so that a page made of them needs to
 * know no field by name (way-group-edit.h).  What the person typed and cannot be kept (a day that
 * cannot be read, nothing where something has to stand) stays on the screen with a sentence; read()
 * then gives what stood before.  Main context only.
 */
#pragma once

#include <adwaita.h>
#include "way-date.h"
#include "way-schema.h"

G_BEGIN_DECLS

typedef struct _WayMemberEdit WayMemberEdit;

/* Typed: something that can be kept was changed.  Left: focus went elsewhere. */
typedef void (*WayMemberEditFunc) (gpointer owner);

/* FALSE for a member that nobody types. */
gboolean way_member_edit_is_for (const WayMember *member);

/* (transfer full): borrows @owner. */
WayMemberEdit *way_member_edit_new (const WayMember *member,
                                    WayDate today,
                                    WayMemberEditFunc typed,
                                    WayMemberEditFunc left,
                                    gpointer owner);
/* The row stays alive in its list, and says nothing any more. */
void way_member_edit_free (WayMemberEdit *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayMemberEdit, way_member_edit_free)

/* (transfer none) */
GtkWidget *way_member_edit_get_row (WayMemberEdit *self);
const WayMember *way_member_edit_get_member (WayMemberEdit *self);

/* Focus goes to where it is typed. */
void way_member_edit_focus (WayMemberEdit *self);

/* @value is of the member's type.  Changes as little as it can. */
void way_member_edit_show (WayMemberEdit *self, GVariant *value);
/* (transfer none) */
GVariant *way_member_edit_read (WayMemberEdit *self);
/* Of a day: what is typed stays on the screen with @sentence under it and is not kept; NULL: it is
 * kept after all. */
void way_member_edit_refuse (WayMemberEdit *self, const char *sentence);

G_END_DECLS
