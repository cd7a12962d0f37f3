/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayIdleWatch: notices that nobody has touched Waymark for a while.
 *
 * GTK does not know how long a desktop has been idle, so what counts is the last key press,
 * movement or touch in any window of this program.  The time of day counts beside the clock that
 * stands still while a laptop sleeps, so that one that slept is locked soon after it wakes.
 *
 * Signal "idle": once, when the time is over; again after the next way_idle_watch_begin().
 */
#pragma once

#include <gtk/gtk.h>
#include "way-clock.h"
#include "way-executor.h"

G_BEGIN_DECLS

#define WAY_IDLE_WATCH_TICK_MS 5000

#define WAY_TYPE_IDLE_WATCH (way_idle_watch_get_type ())
G_DECLARE_FINAL_TYPE (WayIdleWatch, way_idle_watch, WAY, IDLE_WATCH, GObject)

/* (transfer full) */
WayIdleWatch *way_idle_watch_new (WayExecutor *executor, WayClock *clock);

/* From now on, after @minutes; begun again it counts anew. */
void way_idle_watch_begin (WayIdleWatch *self, guint minutes);
void way_idle_watch_end (WayIdleWatch *self);
/* Somebody is there. */
void way_idle_watch_touch (WayIdleWatch *self);

G_END_DECLS
