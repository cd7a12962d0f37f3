/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The hybrid logical clock: milliseconds << 16 | count.  It only sorts what is shown; no value ever
 * wins by it.  A stamp more than 24 hours ahead of our own clock is kept on its op and does not
 * move ours (decisions.md 1), so one laptop with a wrong clock cannot make everyone else's wrong.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define WAY_HLC_AHEAD_MAX_MS (24 * 60 * 60 * 1000)

/* The stamp after @last at @now_ms; always greater than @last. */
guint64 way_hlc_next (guint64 last, gint64 now_ms);

/* What @last becomes after @seen arrived. */
guint64 way_hlc_observe (guint64 last, guint64 seen, gint64 now_ms);

G_END_DECLS
