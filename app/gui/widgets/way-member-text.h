/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the schema table's names are called on the screen: "who_may_see" reads "Who may see it".
 *
 * A name without words of its own yet reads as it is written, "care label" for "care_label", so
 * that what is new in the table can be filled in at once.  Main context only.
 */
#pragma once

#include "way-date.h"
#include "way-schema.h"

G_BEGIN_DECLS

/* (transfer full) */
char *way_member_text_title (const char *name);

/* The codes a member can have, NULL-terminated, and their list in way-codes.h; NULL for a member
 * that is not chosen. */
const char *const *way_member_text_codes (const WayMember *member, const char **ret_list);

/* (transfer full): what stands in a member, in words: "" where nothing was given, and for what no
 * one reads.  Of a yes or no that is yes: its title. */
char *way_member_text_value (const WayMember *member, GVariant *value);

G_END_DECLS
