/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayFoundRow: one place where the words were found: the sentence, where it stands, when it was.
 */
#pragma once

#include <gtk/gtk.h>
#include "way-case.h"
#include "way-desk.h"
#include "way-fold.h"

G_BEGIN_DECLS

#define WAY_TYPE_FOUND_ROW (way_found_row_get_type ())
G_DECLARE_FINAL_TYPE (WayFoundRow, way_found_row, WAY, FOUND_ROW, GtkListBoxRow)

/* Borrows @hit, which outlives the row. */
GtkWidget *way_found_row_new (const WaySearchHit *hit, const WayQuery *query);
const WaySearchHit *way_found_row_get_hit (WayFoundRow *self);
/* Says where it stands; @present (nullable) while the case is being read. */
void way_found_row_place (WayFoundRow *self, WayDesk *desk, WayCase *present);
/* The date under the place. */
void way_found_row_set_narrow (WayFoundRow *self, gboolean narrow);

G_END_DECLS
