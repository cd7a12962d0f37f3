/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where a private address stands in what is to be printed (decisions.md 8): the adviser mends the
 * text, or says that it may stand.
 *
 * Pure; safe from any thread.
 */
#pragma once

#include "way-case.h"
#include "way-document.h"

G_BEGIN_DECLS

typedef struct
{
  char *path;     /* as PERSON names the field, with the place of an entry in its list, from 1, for
                     its id */
  char *sentence; /* of the field, in which the address or a part of it stands */
} WayDocumentPlace;

/* (transfer full): WayDocumentPlace, in reading order.  @now is the case as it stands: an address
 * that has become private since counts, and the document's own then is a place too.  @sections as
 * in WayPrintOptions. */
GPtrArray *
way_document_list_places (const WayDocument *document, WayCase *now, const char *const *sections);

G_END_DECLS
