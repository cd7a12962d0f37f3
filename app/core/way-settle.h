/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Settling a conflict: one act with the value to keep, which supersedes every version that was
 * shown, and the settlement that says how and why.  What was not shown is not superseded: a version
 * that arrives meanwhile stands beside what was kept, and nothing is lost.
 *
 * No undo takes it back, as no single value brings several back (way-undo.h); all of them stay in
 * History and can be written again.
 *
 * Pure; safe from any thread.
 */
#pragma once

#include "way-conflict.h"

G_BEGIN_DECLS

/* What every way of settling needs; borrowed for the call. */
typedef struct
{
  const WayConflict *conflict;
  WayCase *present;
  WayPast *past;
  WayAuthor author; /* who settles */
  WayRandom *random;
  WayDate today;
  gint64 now_ms;
  const char *reason; /* why, or "" */
} WaySettling;

/* The rest: (transfer full), NULL with INVALID, NEEDS_UPDATE or NOT_ALLOWED and a sentence. */

/* Keeps the version @n, from 0.  Of LIFE: 0 removes it, 1 keeps it, with all it held. */
WayAct *way_settle_keep (const WaySettling *self, guint n, GError **error);
/* Keeps all of them in one value. */
WayAct *way_settle_put_together (const WaySettling *self, GError **error);
/* Keeps @value, which is sunk: it may be one of the versions, or all of them. */
WayAct *way_settle_write (const WaySettling *self, GVariant *value, GError **error);

/* -- what was settled -- */

typedef struct
{
  guint16 kind, group;
  WayId object;
  char *place, *heading; /* (owned): as in WayConflict */
  char *reason;          /* (owned): "" where none was given */
  char *chosen;          /* (owned): one_of_them, put_together … */
  GPtrArray *versions;   /* (owned): WayConflictVersion that stood, oldest first */
  GVariant *kept;        /* (owned) (nullable): NULL where it was life */
  gboolean removed;      /* it was life, and it was removed */
  char *author;          /* (owned): who settled it, "" where that is not known */
  gint64 made_ms;
} WaySettled;

/* (transfer full): WaySettled, newest first. */
GPtrArray *
way_settle_list_settled (WayCase *self, WayPast *past, WayCase *team, WayReference *reference);

G_END_DECLS
