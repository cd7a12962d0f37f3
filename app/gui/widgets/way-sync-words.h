/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is said of sync, on the button and in its popover (design/DESIGN.md 4.10).
 *
 * Pure: a report in, words out; safe from any thread.
 */
#pragma once

#include "way-sync-status.h"

G_BEGIN_DECLS

typedef struct
{
  const char *icon;     /* static */
  const char *style;    /* static (nullable): style class of the icon; none for what is normal */
  char *title, *line;   /* the button's two lines */
  char *heading, *text; /* the popover's */
  char *waiting;        /* (nullable): "14 changes waiting" */
  char *done;           /* (nullable): "9 of 14 changes sent" · "14 sent, 6 received" */
  char *synced;         /* (nullable): "Monday 13 October, 5:12pm" */
  char *why;            /* (nullable): for whoever helps; behind "What happened?" */
  double fraction;      /* how much of this round is sent; below 0: no bar */
  const char *verb;     /* static, translated: what can be done */
  const char *action;   /* static: and by which action */
} WaySyncWords;

/* Sets all members of @ret_words. */
void way_sync_words_init (WaySyncWords *ret_words, const WaySyncReport *report, gint64 now_ms);
void way_sync_words_clear (WaySyncWords *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WaySyncWords, way_sync_words_clear)

G_END_DECLS
