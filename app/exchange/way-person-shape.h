/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How the kinds of the schema table stand inside one another in the PERSON document.
 *
 * Import, edit, export and the JSON Schema all ask here, so that they cannot differ.  Static; safe
 * from any thread.
 */
#pragma once

#include "way-schema.h"

G_BEGIN_DECLS

#define WAY_DOCUMENT_FORMAT "waymark-cases/1"

/* TRUE where @item stands in a list of @parent: actions of a matter, corrections of a contact. */
gboolean way_shape_is_list_of (const WayKind *parent, const WayKind *item);

/* The kind in the list @name of @parent, or NULL. */
const WayKind *way_shape_find_list (const WayKind *parent, const char *name);

/* Members that are no field of the kind but its place: id, plan, matters, a list, field (which of
 * the contact's fields a correction is about). */
gboolean way_shape_is_structure (const WayKind *kind, const char *name);

/* The members of one passage of own words, all written as text; ends with a NULL name. */
extern const WayMember way_passage_members[];

enum
{
  WAY_PASSAGE_MEMBER_TEXT,
  WAY_PASSAGE_MEMBER_LANGUAGE,
  WAY_PASSAGE_MEMBER_GIVEN,
  WAY_PASSAGE_MEMBER_HELPER,
  WAY_PASSAGE_MEMBER_SAID_ON,
  WAY_PASSAGE_MEMBER_TYPED_BY,
  WAY_PASSAGE_MEMBER_ROLE,
  WAY_N_PASSAGE_MEMBERS,
};

/* TRUE for chose_not and not_asked, which go with no text. */
gboolean way_shape_given_is_silent (guint8 given);

/* The number of the group whose name, or whose member, is @name; 0 where @kind has none. */
guint16 way_shape_find_field (const WayKind *kind, const char *name);
/* The name by which way_shape_find_field() finds @group; "" for WAY_GROUP_LIFE or an unknown one.
 */
const char *way_shape_field_name (const WayKind *kind, guint16 group);

G_END_DECLS
