/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayPersonItem: one person of the caseload, as lists and Today show them.
 *
 * "changed" is emitted when anything of it differs.  Main context only.
 */
#pragma once

#include <gio/gio.h>
#include "way-agenda.h"
#include "way-fold.h"
#include "way-repository.h"

G_BEGIN_DECLS

#define WAY_TYPE_PERSON_ITEM (way_person_item_get_type ())
G_DECLARE_FINAL_TYPE (WayPersonItem, way_person_item, WAY, PERSON_ITEM, GObject)

/* (transfer full): copies @line. */
WayPersonItem *way_person_item_new (const WayPersonLine *line);

const WayId *way_person_item_get_id (WayPersonItem *self);
const char *way_person_item_get_name (WayPersonItem *self);
/* (transfer full): what people call them: "Kez" of "Kez Hartley". */
char *way_person_item_dup_short_name (WayPersonItem *self);
const char *way_person_item_get_full_name (WayPersonItem *self);
gboolean way_person_item_is_closed (WayPersonItem *self);
guint way_person_item_get_n_conflicts (WayPersonItem *self);
/* Whether every word of @query is in the preferred and full names, as a whole or as a beginning. */
gboolean way_person_item_matches (WayPersonItem *self, const WayQuery *query);
/* Same names, folded, and same birth date: perhaps the same person. */
gboolean way_person_item_is_like (WayPersonItem *self, const char *name, const char *born);

/* (nullable): WayAgendaItem, soonest first; NULL until it was worked out. */
GPtrArray *way_person_item_get_agenda (WayPersonItem *self);
/* The one line under the name, "" until it was worked out, and what kind of line it is. */
const char *way_person_item_get_attention (WayPersonItem *self);
WayUrgency way_person_item_get_urgency (WayPersonItem *self);
WayAgendaKind way_person_item_get_kind (WayPersonItem *self);
/* How many items of the agenda are overdue or due today. */
guint way_person_item_get_n_due (WayPersonItem *self);

/* What stands now. */
void way_person_item_set_line (WayPersonItem *self, const WayPersonLine *line);
/* Takes @agenda. */
void way_person_item_set_agenda (WayPersonItem *self, GPtrArray *agenda, WayDate today);

/* The order of the list: the most pressing first, then by name, then by id. */
int way_person_item_compare (gconstpointer a, gconstpointer b);

G_END_DECLS
