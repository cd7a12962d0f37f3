/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A merge patch, from bytes to the disk.
 */
#pragma once

#include "way-cli.h"
#include "way-cli-answer.h"

G_BEGIN_DECLS

/* Reads @patch against the case of @person and commits it.  Refused values are told in @answer,
 * their paths without @prefix (nullable).  @ret_act (nullable) (transfer full): what was written,
 * which may be nothing. */
gboolean way_cli_apply_patch (WayCli *cli,
                              const WayId *person,
                              GBytes *patch,
                              const char *prefix,
                              WayCliAnswer *answer,
                              WayAct **ret_act,
                              GError **error);

/* Lines for people, and under @name for programs: [{path, why}].  The JSON is inside an object. */
void way_cli_add_refusals (WayCliAnswer *answer,
                           const char *name,
                           GPtrArray *refusals,
                           const char *prefix);

/* (transfer full): @before ‖ the one JSON object in @input ‖ @after; fails where @input is anything
 * else, and says where. */
GBytes *way_cli_wrap_object (const char *before, GBytes *input, const char *after, GError **error);

G_END_DECLS
