/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WaySheetPage: a new recovery sheet outside first run: after recovering, where the last one was
 * never typed back, and from Preferences.
 *
 * Where the door has no sheet yet it asks for the passphrase first.  Signals "done": the sheet was
 * confirmed; "later": not now.
 */
#pragma once

#include <adwaita.h>
#include "way-door.h"

G_BEGIN_DECLS

#define WAY_TYPE_SHEET_PAGE (way_sheet_page_get_type ())
G_DECLARE_FINAL_TYPE (WaySheetPage, way_sheet_page, WAY, SHEET_PAGE, GtkBox)

/* @reason: why a sheet is asked for, in a sentence. */
GtkWidget *way_sheet_page_new (WayDoor *door, const char *reason);

G_END_DECLS
