/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The tag tree and the outline of a PDF (ISO 32000-1, 12.3.3, 14.7 and 14.8).  Private to
 * finishing.
 */
#pragma once

#include <qpdf/qpdf-c.h>
#include "way-print-tree.h"

G_BEGIN_DECLS

/* Writes both into @catalog.  @pages: of @n_pages pages, whose content is marked already. */
void way_print_tags_write (
    qpdf_data pdf, qpdf_oh catalog, const qpdf_oh *pages, guint n_pages, const WayPrintNode *root);

G_END_DECLS
