/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * JSON values as the values of field groups.
 *
 * Each function reads the value that stands at the reading's path.  It returns NULL where it
 * refused something, and then has added every refusal.
 */
#pragma once

#include <json-glib/json-glib.h>
#include "way-reading.h"

G_BEGIN_DECLS

/* (transfer full) (nullable): one member, a null being "not given".  What a text may hold is
 * checked with its group. */
GVariant *way_read_member (WayReading *self, const WayMember *member, JsonNode *node);

/* (transfer full) (nullable): a group that stands under its own name: nested, prose, own words or
 * ids.  @present (nullable) is what stands; members not named keep it. */
GVariant *
way_read_group (WayReading *self, const WayGroup *group, JsonNode *node, GVariant *present);

/* TRUE where every member of the tuple @value holds what it may; refuses each that does not. */
gboolean way_read_check_members (WayReading *self, const WayGroup *group, GVariant *value);

G_END_DECLS
