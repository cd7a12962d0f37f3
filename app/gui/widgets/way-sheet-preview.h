/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WaySheetPreview: a picture of the recovery sheet with dots in the place of its groups.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define WAY_TYPE_SHEET_PREVIEW (way_sheet_preview_get_type ())
G_DECLARE_FINAL_TYPE (WaySheetPreview, way_sheet_preview, WAY, SHEET_PREVIEW, GtkWidget)

G_END_DECLS
