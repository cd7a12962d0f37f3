/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Taking people in.
 */
#pragma once

#include "way-cli.h"
#include "way-cli-answer.h"

G_BEGIN_DECLS

typedef struct
{
  gboolean dry_run;  /* reads and reports, writes nothing */
  gboolean practice; /* dates move to today; REFUSED in a vault of real people */
} WayCliImport;

/* What came of a document. */
typedef struct
{
  GPtrArray *acts;     /* (owned) (nullable): WayAct; NULL once they are committed */
  GArray *ids;         /* (owned): WayId of who is whole, in order */
  GArray *places;      /* (owned): guint: where in the document they stand */
  GPtrArray *refusals; /* (owned): WayRefusal of all others */
  GPtrArray *warnings; /* (owned): WayRefusal */
  guint n_refused;     /* people */
} WayCliImported;

void way_cli_imported_clear (WayCliImported *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WayCliImported, way_cli_imported_clear)

/* Reads @document and commits everybody in it who is whole, all in one transaction.  @ret_imported
 * is to be cleared whatever comes of it. */
gboolean way_cli_import (WayCli *cli,
                         GBytes *document,
                         const WayCliImport *how,
                         WayCliImported *ret_imported,
                         GError **error);

G_END_DECLS
