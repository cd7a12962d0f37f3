/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Every text of a document that can be printed, with the field it stands in.
 *
 * Pure; safe from any thread.
 */
#pragma once

#include "way-document.h"

G_BEGIN_DECLS

/* @path: as PERSON names the field, with the place of an entry in its list, from 1, for its id. */
typedef void (*WayDocumentTextFunc) (const char *path, const char *text, gpointer data);

/* What was written about the young person and by her, in reading order.  @sections as in
 * WayPrintOptions. */
void way_document_visit_writing (const WayDocument *document,
                                 const char *const *sections,
                                 WayDocumentTextFunc func,
                                 gpointer data);

/* What stands around it: names, telephone numbers, headings.  The address is in neither. */
void
way_document_visit_frame (const WayDocument *document, WayDocumentTextFunc func, gpointer data);

G_END_DECLS
