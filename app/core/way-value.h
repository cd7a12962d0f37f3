/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Values as bytes: GVariant in normal form, little-endian, and nothing else.
 */
#pragma once

#include <glib.h>
#include "way-schema.h"
#include "way-date.h"
#include "way-id.h"

G_BEGIN_DECLS

/* (transfer full): sinks @value; the same value gives the same bytes on every machine. */
GBytes *way_value_to_bytes (GVariant *value);

/* (transfer full): NULL where @bytes are not the normal form of a @type. */
GVariant *way_value_from_bytes (GBytes *bytes, const GVariantType *type);

/* (transfer full): the same of bytes that way_value_from_bytes() has taken before. */
GVariant *way_value_from_checked_bytes (GBytes *bytes, const GVariantType *type);

/* TRUE where @life are the bytes of a WAY_LIFE_TYPE in which the object is removed. */
gboolean way_value_is_removal (GBytes *life);

/* (transfer full): the string at @index of a tuple. */
char *way_value_dup_string (GVariant *tuple, gsize index);

/* (transfer floating): ay of 16 bytes; the nil id is the empty array. */
GVariant *way_value_new_id (const WayId *id);
/* FALSE where the ay at @index of @tuple is not 16 bytes; an empty one gives nil and TRUE. */
gboolean way_value_get_id (GVariant *tuple, gsize index, WayId *ret_id);

/* (transfer floating): the value of a group in which nothing is given. */
GVariant *way_value_empty (const WayGroup *group);

/* TRUE where @value is what way_value_empty() gives. */
gboolean way_value_is_empty (const WayGroup *group, GVariant *value);

/* Whether way_value_check() refuses a text with @c in it; @lines: the text may have several. */
gboolean way_value_forbids (gunichar c, gboolean lines);

/* Checks what a person may give: lengths, dates, choices, no control characters or lone format
 * characters that reorder text.  @today bounds a birth date.  The error names the member and what
 * to write, never the value. */
gboolean way_value_check (const WayGroup *group, GVariant *value, WayDate today, GError **error);

/* The text of a TEXT or WORDS value as it is read, passages and members separated by newlines;
 * empty where it has none. */
char *way_value_dup_search_text (const WayGroup *group, GVariant *value);
/* The same with what stands beside own words (helper, typed by): all that is found. */
char *way_value_dup_index_text (const WayGroup *group, GVariant *value);
/* Of what way_value_dup_index_text() makes of a value: raised when that changes. */
#define WAY_INDEX_TEXT_FORM 2

G_END_DECLS
