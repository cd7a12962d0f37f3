/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayPrintDialog: what goes into a copy of the plan, how it will look, and the way to paper or to a
 * file (design/DESIGN.md 4.11).
 *
 * Actions: "paper.print", "paper.save", "paper.cancel", "paper.preview", "paper.choices";
 * "pages.next" and "pages.previous" with Page Down and Page Up.
 */
#pragma once

#include <adwaita.h>
#include "way-desk.h"

G_BEGIN_DECLS

#define WAY_TYPE_PRINT_DIALOG (way_print_dialog_get_type ())
G_DECLARE_FINAL_TYPE (WayPrintDialog, way_print_dialog, WAY, PRINT_DIALOG, AdwWindow)

/* Saves what is being typed, then opens over the window of @opener, and goes with it.  @version
 * (nullable) names an agreed plan; NULL is the plan as it stands. */
void
way_print_dialog_open (GtkWidget *opener, WayDesk *desk, WayLiveCase *live, const WayId *version);

G_END_DECLS
