/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayRate: how often somebody may ask: buckets by name that fill with time.
 *
 * One thread.  It forgets who has been quiet long enough for a full bucket, so its size follows
 * from those who ask now.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  guint at_once;    /* how many a full bucket holds */
  guint per_minute; /* how many come back in a minute */
} WayRateLimit;

typedef struct _WayRate WayRate;

WayRate *way_rate_new (WayRateLimit limit);
void way_rate_free (WayRate *self);

/* Takes one out of the bucket of @name; 0, or how many milliseconds until there is one. */
guint64 way_rate_take (WayRate *self, const char *name, gint64 now_ms);

G_END_DECLS
