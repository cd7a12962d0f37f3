/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Values of field groups as JSON: the inverse of way-value-read.h.
 */
#pragma once

#include <json-glib/json-glib.h>
#include "way-reference.h"
#include "way-schema.h"

G_BEGIN_DECLS

/* What a JSON document shows of a field that holds nothing. */
typedef enum
{
  WAY_WRITE_GIVEN, /* nothing: the member is left out */
  WAY_WRITE_ALL,   /* "", false, null, [] or an object of those */
} WayWriteMode;

/* (transfer full): takes @object. */
JsonNode *way_write_object (JsonObject *object);

/* Sets the members of @value, a tuple of the flat group @group, in @object. */
void
way_write_members (const WayGroup *group, GVariant *value, WayWriteMode mode, JsonObject *object);

/* (transfer full): a group that stands under its own name.  Prose in English and own words of which
 * the text is all there is to say are plain text. */
JsonNode *way_write_group (const WayGroup *group, GVariant *value, WayWriteMode mode);

/* (transfer full): any group as one value, for a list of the values of a conflict.  What a place in
 * the plan is written as comes from @reference and @case_id. */
JsonNode *way_write_value (WayReference *reference,
                           const WayId *case_id,
                           const WayGroup *group,
                           GVariant *value);
/* (transfer full): the same as JSON on one line. */
char *way_write_value_text (WayReference *reference,
                            const WayId *case_id,
                            const WayGroup *group,
                            GVariant *value);

G_END_DECLS
