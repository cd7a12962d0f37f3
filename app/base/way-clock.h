/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayClock: the only door to "now".
 *
 * Instants are UTC milliseconds since 1970.  Civil dates are those of the jurisdiction's time zone
 * whatever the laptop says (decisions.md 7): the zone is a POSIX rule from the jurisdiction's data,
 * so a missing zone database cannot move a deadline.  Safe from any thread.
 */
#pragma once

#include <glib-object.h>
#include "way-date.h"

G_BEGIN_DECLS

/* Great Britain: GMT, and summer time from the last Sunday of March to the last of October, both at
 * 01:00 UTC.  Summer Time Act 1972 as amended by SI 2002/262. */
#define WAY_CLOCK_ZONE_GB "GMT0BST,M3.5.0/1,M10.5.0"

#define WAY_TYPE_CLOCK (way_clock_get_type ())
G_DECLARE_FINAL_TYPE (WayClock, way_clock, WAY, CLOCK, GObject)

/* (transfer full) */
WayClock *way_clock_new_system (void);

/* (transfer full): stands still at @now_ms until way_clock_set(). */
WayClock *way_clock_new_fixed (gint64 now_ms);

/* Only for a fixed clock. */
void way_clock_set (WayClock *self, gint64 now_ms);

/* Milliseconds since 1970, UTC. */
gint64 way_clock_now (WayClock *self);

/* Microseconds of a clock that never jumps; for waits and measurements only. */
gint64 way_clock_monotonic (WayClock *self);

/* Today in Great Britain. */
WayDate way_clock_today (WayClock *self);

/* The civil date in Great Britain at @ms. */
WayDate way_clock_date_at (gint64 ms);

/* (transfer full): `YYYY-MM-DD HH:MM` in Great Britain at @ms. */
char *way_clock_format_minute (gint64 ms);

G_END_DECLS
