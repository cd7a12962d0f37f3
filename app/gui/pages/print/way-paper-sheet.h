/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayPaperSheet: one page of A4 on the screen, as large as there is room for.
 *
 * Drawn on the pool for the very pixels it covers, so that small print is read as it will be.  A
 * page that is being drawn leaves the one before it in view.
 */
#pragma once

#include <gtk/gtk.h>
#include "way-executor.h"
#include "way-print-preview.h"

G_BEGIN_DECLS

#define WAY_TYPE_PAPER_SHEET (way_paper_sheet_get_type ())
G_DECLARE_FINAL_TYPE (WayPaperSheet, way_paper_sheet, WAY, PAPER_SHEET, GtkWidget)

/* @preview NULL: an empty sheet.  @page from 1. */
void way_paper_sheet_show (WayPaperSheet *self,
                           WayExecutor *executor,
                           WayPrintPreview *preview,
                           guint page);
/* TRUE once what was asked for is what is seen. */
gboolean way_paper_sheet_is_drawn (WayPaperSheet *self);

G_END_DECLS
