/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayPaperView: the pages of a WayPaper to look through before they are printed.
 *
 * Follows the paper: a moment after it changed its pages are made again, and what is seen until
 * then stays, with a spinner.  Actions "pages.next" and "pages.previous".
 *
 * "made" is emitted when the pages that were made last are there, or could not be made.
 */
#pragma once

#include <gtk/gtk.h>
#include "way-paper.h"

G_BEGIN_DECLS

#define WAY_TYPE_PAPER_VIEW (way_paper_view_get_type ())
G_DECLARE_FINAL_TYPE (WayPaperView, way_paper_view, WAY, PAPER_VIEW, GtkBox)

void way_paper_view_set_paper (WayPaperView *self, WayPaper *paper, WayExecutor *executor);

/* 0 while they are made. */
guint way_paper_view_get_n_pages (WayPaperView *self);
guint way_paper_view_get_page (WayPaperView *self);
/* TRUE once everything asked for is on the screen. */
gboolean way_paper_view_is_settled (WayPaperView *self);

G_END_DECLS
