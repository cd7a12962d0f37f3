/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Saying how the vault opens.
 */
#pragma once

#include "way-cli.h"
#include "way-cli-answer.h"

G_BEGIN_DECLS

/* K or P, whichever stands in vault.keys. */
gboolean way_cli_keys_get_slot (WayCli *cli, WayKeySlotType *ret_slot, GError **error);

/* Adds a note, and "slot" as the JSON: keyring or passphrase. */
gboolean way_cli_keys_tell (WayCli *cli, WayCliAnswer *answer, GError **error);

G_END_DECLS
