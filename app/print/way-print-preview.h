/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayPrintPreview: the pages of a plan to look at before they are printed.
 *
 * Set by the same code from the same fonts as the PDF of the same options, so that every line and
 * every page end where they will end on paper.  Any thread, one at a time.
 */
#pragma once

#include "way-print.h"

G_BEGIN_DECLS

typedef struct _WayPrintPreview WayPrintPreview;

/* (transfer full): @options as for way_print_plan(); fails where that would. */
WayPrintPreview *
way_print_preview_new (WayDocument *document, const WayPrintOptions *options, GError **error);
WayPrintPreview *way_print_preview_ref (WayPrintPreview *self);
void way_print_preview_unref (WayPrintPreview *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayPrintPreview, way_print_preview_unref)

guint way_print_preview_get_n_pages (WayPrintPreview *self);
/* The section that @page (from 1) begins, or goes on with: "5 Where I live"; "" before the first.
 */
const char *way_print_preview_get_title (WayPrintPreview *self, guint page);

/* (transfer full): that page, @width pixels wide, as rows of @width pixels of cairo's ARGB32. */
GBytes *
way_print_preview_render (WayPrintPreview *self, guint page, guint width, guint *ret_height);

G_END_DECLS
