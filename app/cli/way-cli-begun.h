/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Texts that were begun in the window for versions that somebody else settled meanwhile
 * (way-begun.h), as conflicts lists them and resolve ends them: 1 is what stands, 2 what was begun.
 */
#pragma once

#include "way-cli-answer.h"
#include "way-cli-call.h"
#include "way-cli.h"
#include "way-repository.h"

G_BEGIN_DECLS

/* (transfer full): WayDraft of everybody; NULL with an error. */
GPtrArray *way_cli_list_drafts (WayCli *cli, GError **error);

/* @whole: with both texts.  Returns how many there are; @team (nullable). */
guint way_cli_tell_begun (WayCli *cli,
                          WayCase *present,
                          WayCase *team,
                          GPtrArray *drafts,
                          gboolean whole,
                          WayCliAnswer *answer);

/* (transfer none) (nullable): by its path. */
const WayDraft *
way_cli_find_begun (WayCli *cli, WayCase *present, GPtrArray *drafts, const char *path);
/* What @call says of it is done. */
gboolean way_cli_end_begun (
    WayCli *cli, WayCase *present, const WayDraft *draft, const WayCliCall *call, GError **error);

G_END_DECLS
