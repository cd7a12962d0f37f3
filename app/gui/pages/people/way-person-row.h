/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayPersonRow: a person in the list: picture, name, and the one line that needs attention.
 *
 * Never why a person is vulnerable (design/DESIGN.md 9).
 */
#pragma once

#include <gtk/gtk.h>
#include "way-person-item.h"

G_BEGIN_DECLS

#define WAY_TYPE_PERSON_ROW (way_person_row_get_type ())
G_DECLARE_FINAL_TYPE (WayPersonRow, way_person_row, WAY, PERSON_ROW, GtkBox)

GtkWidget *way_person_row_new (void);
/* @item (nullable): NULL where the row is not used now. */
void way_person_row_set_item (WayPersonRow *self, WayPersonItem *item);
/* (transfer none) (nullable) */
WayPersonItem *way_person_row_get_item (WayPersonRow *self);
/* (transfer full): the row in one sentence, for who has it read aloud. */
char *way_person_row_dup_spoken (WayPersonRow *self);

G_END_DECLS
