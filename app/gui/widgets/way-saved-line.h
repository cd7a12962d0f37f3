/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WaySavedLine: "Saving…", then "Saved on this laptop, 1:42pm"; never "Saved" before it is on the
 * disk.
 */
#pragma once

#include <gtk/gtk.h>
#include "way-desk.h"

G_BEGIN_DECLS

#define WAY_TYPE_SAVED_LINE (way_saved_line_get_type ())
G_DECLARE_FINAL_TYPE (WaySavedLine, way_saved_line, WAY, SAVED_LINE, GtkBox)

void way_saved_line_set_desk (WaySavedLine *self, WayDesk *desk);

G_END_DECLS
