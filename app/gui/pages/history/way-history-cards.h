/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayHistoryCards: fields on cards: what changed between two plans side by side, or one plan as it
 * was agreed.
 */
#pragma once

#include <gtk/gtk.h>
#include "way-history.h"

G_BEGIN_DECLS

#define WAY_TYPE_HISTORY_CARDS (way_history_cards_get_type ())
G_DECLARE_FINAL_TYPE (WayHistoryCards, way_history_cards, WAY, HISTORY_CARDS, GtkBox)

GtkWidget *way_history_cards_new (void);

/* The older on the leading side, or above the newer one where it is narrow. */
void way_history_cards_show_changes (WayHistoryCards *self, const WayHistoryComparison *comparison);
/* @sections: WayHistorySection of way_history_read(). */
void way_history_cards_show_plan (WayHistoryCards *self, GPtrArray *sections);
void way_history_cards_set_narrow (WayHistoryCards *self, gboolean narrow);

/* Focus goes to the change after or before the one it is on; FALSE where there is none. */
gboolean way_history_cards_move (WayHistoryCards *self, gboolean forward);
guint way_history_cards_get_n_changes (WayHistoryCards *self);

G_END_DECLS
