/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The interchange document as JSON Schema (draft 2020-12), made from the schema table.
 *
 * It says what import says of one document alone, as far as a schema can: not that ids are unique,
 * that a priority names a goal, that a birth date lies in the past, or how many bytes a long text
 * takes.
 */
#pragma once

#include <json-glib/json-glib.h>
#include "way-reference.h"

G_BEGIN_DECLS

/* (transfer full): @reference names the matters. */
JsonNode *way_json_schema_build (WayReference *reference);

/* (transfer full): as data/waymark-cases.schema.json holds it. */
char *way_json_schema_to_text (WayReference *reference);

G_END_DECLS
