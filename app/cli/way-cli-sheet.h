/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The recovery sheet on its way to paper, and back from it.
 */
#pragma once

#include "way-cli.h"
#include "way-cli-answer.h"
#include "way-cli-call.h"
#include "way-file.h"

G_BEGIN_DECLS

/* Where --sheet was given, makes sure that its file can be written, before any key is made. */
gboolean
way_cli_sheet_begin (const WayCli *cli, WayFile *file, const WayCliCall *call, GError **error);

/* Gives the new sheet away, and cannot fail: into @file where it was begun, on a terminal at once,
 * else with the answer.  A PDF that could not be made becomes groups and a note. */
void way_cli_sheet_give (
    WayCli *cli, const WayCliCall *call, WayFile *file, WaySecret *seed, WayCliAnswer *answer);

/* On a terminal, asks for one group of the sheet until it is right; elsewhere asks nothing. */
gboolean
way_cli_sheet_confirm (WayCli *cli, const WayCliCall *call, WaySecret *seed, GError **error);

/* The same two for a sheet of the organisation: given away on a terminal at once, and one group of
 * it asked for; else with the answer. */
gboolean way_cli_sheet_give_other (WayCli *cli,
                                   const WayCliCall *call,
                                   const char *name,
                                   const char *title,
                                   WaySecret *seed,
                                   WayCliAnswer *answer,
                                   GError **error);

/* (transfer full): the seed of an old sheet, from --sheet-file or typed group by group. */
WaySecret *way_cli_sheet_read (WayCli *cli, const WayCliCall *call, GError **error);

G_END_DECLS
