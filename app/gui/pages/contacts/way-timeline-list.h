/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayTimelineList: what has happened, the newest first: each month a card, of which kind, and how
 * many; a list that is long is shown a part at a time.
 *
 * Actions: contacts.filter (all, visits, messages, tried) · contacts.show-earlier.
 */
#pragma once

#include <gtk/gtk.h>
#include "way-desk.h"

G_BEGIN_DECLS

#define WAY_TYPE_TIMELINE_LIST (way_timeline_list_get_type ())
G_DECLARE_FINAL_TYPE (WayTimelineList, way_timeline_list, WAY, TIMELINE_LIST, GtkBox)

/* Somebody else, or nobody: all of them, the first part.  @live (nullable). */
void way_timeline_list_set_live (WayTimelineList *self, WayDesk *desk, WayLiveCase *live);
/* Shows the case as it stands; focus stays. */
void way_timeline_list_show (WayTimelineList *self);

/* FALSE where there is no entry. */
gboolean way_timeline_list_focus_first (WayTimelineList *self);
/* The entry of that id, whatever was shown; @field (nullable) is selected in it. */
void way_timeline_list_focus (WayTimelineList *self, const char *id, const char *field);
/* (nullable): of the entry that has focus, or something in it. */
const char *way_timeline_list_get_focused (WayTimelineList *self);

G_END_DECLS
