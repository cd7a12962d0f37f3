/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where a private address stands in what is to be printed (decisions.md 8): the adviser mends the
 * text, or says that it may stand.
 */
#pragma once

#include "way-case.h"
#include "way-document.h"

G_BEGIN_DECLS

/* (transfer full): paths (char *) in reading order, as PERSON names them, with the place of an
 * entry in its list for its id.  @now is the case as it stands: an address that has become private
 * since counts, and the document's own then is a place too.  @sections as in WayPrintOptions. */
GPtrArray *
way_cli_list_places (const WayDocument *document, WayCase *now, const char *const *sections);

G_END_DECLS
