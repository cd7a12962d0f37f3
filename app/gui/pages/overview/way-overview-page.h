/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayOverviewPage: who a young person is to themselves, and what is coming (design/DESIGN.md 4.2).
 *
 * Everything is changed where it stands: what is typed saves itself, what is chosen is one act.
 */
#pragma once

#include "way-person-tab.h"

G_BEGIN_DECLS

#define WAY_TYPE_OVERVIEW_PAGE (way_overview_page_get_type ())
G_DECLARE_FINAL_TYPE (WayOverviewPage, way_overview_page, WAY, OVERVIEW_PAGE, WayPersonTab)

G_END_DECLS
