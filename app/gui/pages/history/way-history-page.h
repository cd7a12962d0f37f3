/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayHistoryPage: the tab History: every plan there was, what changed from one to another, and who
 * was given a copy (design/DESIGN.md 4.7).
 *
 * Actions: "history.next-change" and "history.previous-change" (Alt+Down, Alt+Up) ·
 * "history.read" s: the plan of that key, whole · "history.compare": back to what changed ·
 * "history.print" s: the agreed plan of that key.
 */
#pragma once

#include "way-person-tab.h"

G_BEGIN_DECLS

#define WAY_TYPE_HISTORY_PAGE (way_history_page_get_type ())
G_DECLARE_FINAL_TYPE (WayHistoryPage, way_history_page, WAY, HISTORY_PAGE, WayPersonTab)

G_END_DECLS
