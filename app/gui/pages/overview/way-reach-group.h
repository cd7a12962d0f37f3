/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayReachGroup: how to reach the young person: telephone, email, home.
 *
 * An address that is to stay private is hidden until Show, and again WAY_REACH_SHOWN_MS later.
 */
#pragma once

#include <gtk/gtk.h>
#include "way-desk.h"

G_BEGIN_DECLS

#define WAY_REACH_SHOWN_MS (30 * 1000)

#define WAY_TYPE_REACH_GROUP (way_reach_group_get_type ())
G_DECLARE_FINAL_TYPE (WayReachGroup, way_reach_group, WAY, REACH_GROUP, GtkWidget)

/* @present (nullable): shows it as it stands; of somebody else the address is hidden again. */
void way_reach_group_show (WayReachGroup *self, WayDesk *desk, WayCase *present);

G_END_DECLS
