/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Sync as several commands need it.
 */
#pragma once

#include "way-cli.h"

G_BEGIN_DECLS

/* What the vault says of its team, without asking the server. */
gboolean way_cli_look (WayCli *cli, GError **error);

/* One round; FALSE and its sentence where the server could not be reached, or there is trouble. */
gboolean way_cli_sync_once (WayCli *cli, GError **error);

/* The 32 digits of a member or a laptop, as "team members" says them.  REFUSED. */
gboolean way_cli_parse_member (const char *text, WayId *ret_id, GError **error);

G_END_DECLS
