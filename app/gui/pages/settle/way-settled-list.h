/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WaySettledList: what was settled, newest first: each with the reason, and, opened, every version
 * that stood and what was kept.  Not there at all where nothing was.
 */
#pragma once

#include <gtk/gtk.h>
#include "way-desk.h"

G_BEGIN_DECLS

#define WAY_TYPE_SETTLED_LIST (way_settled_list_get_type ())
G_DECLARE_FINAL_TYPE (WaySettledList, way_settled_list, WAY, SETTLED_LIST, GtkBox)

/* Reads the case again; nothing is laid out anew where nothing was settled since. */
void way_settled_list_show (WaySettledList *self, WayDesk *desk, WayLiveCase *live);
/* Nothing of anybody. */
void way_settled_list_clear (WaySettledList *self);

G_END_DECLS
