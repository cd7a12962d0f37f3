/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-hlc.h"

guint64
way_hlc_next (guint64 last, gint64 now_ms)
{
  guint64 now = (guint64)MAX (now_ms, 0) << 16;

  return MAX (last + 1, now);
}

guint64
way_hlc_observe (guint64 last, guint64 seen, gint64 now_ms)
{
  guint64 limit = (guint64)(MAX (now_ms, 0) + WAY_HLC_AHEAD_MAX_MS) << 16;

  return seen > limit ? last : MAX (last, seen);
}
