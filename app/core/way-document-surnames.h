/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A plan for paper without the surnames of the people in the young person's corner: each becomes
 * its first letter and a full stop, wherever it is written.
 *
 * A surname is the last word of a supporter's name behind another one: "Hartley" of "Dee Hartley",
 * "Patel" of "Mr Patel"; "Auntie Bev" and "Jude’s mum" have none.  A word of the young person's own
 * name or of the adviser's stays where it stands alone.  Names that are in no supporter's entry are
 * not known, so the pages are read before they are given away.
 *
 * Pure; safe from any thread.
 */
#pragma once

#include "way-document.h"

G_BEGIN_DECLS

/* (transfer full): as @document, its surnames hidden; TRUE as to versions that wait too. */
WayDocument *way_document_without_surnames (WayDocument *document);

/* Whether @document has any that is known. */
gboolean way_document_has_surnames (const WayDocument *document);

G_END_DECLS
