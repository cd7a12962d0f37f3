/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayTimelineRow: one entry of the timeline: day, icon, title and statuses, text, own words, its
 * corrections, and the one thing that can be done with it (contacts.edit, contacts.correct,
 * contacts.cancel-appointment).
 */
#pragma once

#include <gtk/gtk.h>
#include "way-timeline.h"

G_BEGIN_DECLS

#define WAY_TYPE_TIMELINE_ROW (way_timeline_row_get_type ())
G_DECLARE_FINAL_TYPE (WayTimelineRow, way_timeline_row, WAY, TIMELINE_ROW, GtkListBoxRow)

GtkWidget *way_timeline_row_new (void);
/* Changes what differs; focus inside stays. */
void way_timeline_row_show (WayTimelineRow *self, const WayTimelineEntry *entry);

const char *way_timeline_row_get_heading (WayTimelineRow *self);
/* What Enter on the row does: (nullable) the name of the action whose parameter is the entry's id.
 */
const char *way_timeline_row_get_action (WayTimelineRow *self);
const char *way_timeline_row_get_id (WayTimelineRow *self);

/* Focus and selection go into the text of that JSON name; FALSE where it has none. */
gboolean way_timeline_row_select (WayTimelineRow *self, const char *field);

G_END_DECLS
