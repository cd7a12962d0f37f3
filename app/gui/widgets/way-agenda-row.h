/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayAgendaRow: something due, as a row that leads to where it is done.
 *
 * On a person's own page it says what it is and why, and due.see-rule shows the rule and the sum
 * where there is one; beside other people, whose it is and what is due, never why (way-agenda.h).
 * An action beside other people has a box to tick.
 *
 * "ticked" is emitted when the box was ticked.
 */
#pragma once

#include <adwaita.h>
#include "way-agenda.h"
#include "way-desk.h"
#include "way-person-item.h"

G_BEGIN_DECLS

#define WAY_TYPE_AGENDA_ROW (way_agenda_row_get_type ())
G_DECLARE_FINAL_TYPE (WayAgendaRow, way_agenda_row, WAY, AGENDA_ROW, AdwActionRow)

/* @among: beside other people.  @tick: with a box. */
GtkWidget *way_agenda_row_new (WayDesk *desk, gboolean among, gboolean tick);
/* @name: whose it is.  What is shown is taken along, nothing is kept of @item itself. */
void way_agenda_row_show (WayAgendaRow *self,
                          const WayId *person,
                          const char *name,
                          const WayAgendaItem *item);
const WayId *way_agenda_row_get_person (WayAgendaRow *self);
const WayId *way_agenda_row_get_object (WayAgendaRow *self);

/* (transfer full): what tells @item from any other item of anybody, for way-rows.h. */
char *way_agenda_row_dup_key (const WayId *person, const WayAgendaItem *item);

G_END_DECLS
