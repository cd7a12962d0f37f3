/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayColumn: one column of a page in a GtkFlowBox: asks for WAY_COLUMN_WIDTH, or what its property
 * "asks" says, more where text is larger, and takes what there is, however long the texts in it, so
 * that the page has two columns or one.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define WAY_COLUMN_WIDTH 400

#define WAY_TYPE_COLUMN (way_column_get_type ())
G_DECLARE_FINAL_TYPE (WayColumn, way_column, WAY, COLUMN, GtkWidget)

G_END_DECLS
