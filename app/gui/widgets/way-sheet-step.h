/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WaySheetStep: the recovery sheet that waits: printed or saved, then one group of it typed back;
 * only that makes Finish work.  The groups are never on the screen: the picture has dots.
 *
 * Signal "done": the sheet was confirmed.
 */
#pragma once

#include <adwaita.h>
#include "way-door.h"

G_BEGIN_DECLS

#define WAY_TYPE_SHEET_STEP (way_sheet_step_get_type ())
G_DECLARE_FINAL_TYPE (WaySheetStep, way_sheet_step, WAY, SHEET_STEP, GtkWidget)

/* The door has a sheet: asks for a group of it. */
void way_sheet_step_begin (WaySheetStep *self, WayDoor *door);

G_END_DECLS
