/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A PERSON object, walked along the schema table into the act of a reading.
 *
 * Without a present case (import) every object is made; with one (edit) the object is a merge
 * patch: members not named keep what stands, null empties a field, list items are found by their id
 * and made where they have none, {"id": …, "removed": true, "reason": "…"} removes one and
 * "removed": false brings it back.
 */
#pragma once

#include <json-glib/json-glib.h>
#include "way-reading.h"

G_BEGIN_DECLS

/* Refusals are in @self; nothing else tells whether the person was read whole. */
void way_person_read (WayReading *self, JsonNode *person);

G_END_DECLS
