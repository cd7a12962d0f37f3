/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a log's own entries say of who has seen it: each was signed by somebody who had it before
 * them as it is here, and a CHECKPOINT says nothing else (ledger's format.md, 6 and 12).
 *
 * Pure.  Whose clock is wrong: a colleague's time is kept between those of this laptop's own
 * entries around it.  Private to room sync.
 */
#pragma once

#include "way-directory.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 own_ms;       /* this laptop's newest CHECKPOINT; 0: none */
  guint n_today;       /* CHECKPOINTs that other laptops dated today */
  guint n_colleagues;  /* other people who confirmed on the day of confirmed_ms */
  gint64 confirmed_ms; /* when one last did; 0: nobody ever */
  guint n_days; /* working days since, on which this laptop was online, where there are others */
} WayConfirm;

/* @entries: GBytes of the whole log, as it was judged. */
WayConfirm
way_confirm_read (GPtrArray *entries, WayDirectory *directory, const WayId *device, gint64 now_ms);

/* Whether this laptop is to sign a CHECKPOINT now: one a day, as long as few others did. */
gboolean way_confirm_is_due (const WayConfirm *self, gint64 now_ms);

G_END_DECLS
