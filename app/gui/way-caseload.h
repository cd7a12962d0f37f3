/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayCaseload: everybody on this laptop whose case is open, as a GListModel of WayPersonItem.
 *
 * The most pressing stand first.  Names are there a moment after the vault gave them; what is due
 * comes with them or follows, from one case after another, read behind whatever the adviser does.
 * A change moves its own row and no other.  Main context only.
 *
 * "settled" is emitted when nothing is left to be read, "day-changed" when midnight has passed or
 * the laptop's clock was changed: everything is then read again.  Property "n-due" u: what is
 * overdue or due today, of everybody.
 */
#pragma once

#include "way-clock.h"
#include "way-executor.h"
#include "way-live-case.h"
#include "way-person-item.h"
#include "way-reference.h"

G_BEGIN_DECLS

#define WAY_TYPE_CASELOAD (way_caseload_get_type ())
G_DECLARE_FINAL_TYPE (WayCaseload, way_caseload, WAY, CASELOAD, GObject)

/* (transfer full): begins to read at once. */
WayCaseload *way_caseload_new (WayRepository *repository,
                               WayReference *reference,
                               WayClock *clock,
                               WayExecutor *executor,
                               WayLiveCase *team);

/* TRUE once the names are there. */
gboolean way_caseload_is_ready (WayCaseload *self);
/* TRUE while nothing is left to be read. */
gboolean way_caseload_is_settled (WayCaseload *self);
/* (transfer none): people whose case was closed, by name. */
GListModel *way_caseload_get_closed (WayCaseload *self);
guint way_caseload_get_n_due (WayCaseload *self);
/* People with versions to settle, by what the vault says at "settled". */
guint way_caseload_count_to_settle (WayCaseload *self);
/* (transfer none) (nullable) */
WayPersonItem *way_caseload_find (WayCaseload *self, const WayId *id);

/* Something was written in that case, or, with NULL, anything may have changed. */
void way_caseload_refresh (WayCaseload *self, const WayId *id);

G_END_DECLS
