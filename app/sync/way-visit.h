/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A visit to one log: what others wrote comes in, what this laptop wrote goes out.
 *
 * load → pull, judge, open → EPOCH where one is due → outbox judged, the rest sealed → push →
 * acknowledged once the head was computed again.  Each step ends on the disk, so a visit that is
 * cut off anywhere begins anew and goes on.  Private to room sync; on the main context, the work on
 * the pool.
 */
#pragma once

#include "way-session.h"
#include "way-team.h"

G_BEGIN_DECLS

/* What was found. */
typedef struct
{
  WaySyncTrouble trouble; /* of this log; others go on */
  guint n_acts;           /* of other people, that came in */
  guint n_sent;           /* of this laptop's, that are confirmed now */
  guint n_given_back;     /* entries that a server had lost, and has again */
} WayVisitResult;

/* @is_whole: the server just said that there is no more of it than is held, or nothing at all; it
 * is not asked again before something is sent.
 * @pending (nullable): WayJournalAct of this log, to be sealed.  @add and @drop (nullable) are
 * users whose laptops are to be in the log, or no longer; it then gets an EPOCH of these members,
 * where it has others.  An error is one that stops every log: the server cannot be reached, the
 * vault cannot be written. */
void way_visit (WaySession *session,
                const WayId *log,
                gboolean is_whole,
                GPtrArray *pending,
                const WayId *add,
                const WayId *drop,
                GCancellable *cancellable,
                GAsyncReadyCallback callback,
                gpointer data);
/* Late work that waits in the log's lane. */
typedef struct
{
  guint8 decision;   /* of ledger's WAY_DECISION_*; 0: it is only listed */
  WayId device;      /* whose */
  GArray *found;     /* (owned by who asks): WayTeamLate, listed */
  guint n_decided;   /* entries */
  gboolean is_whole; /* the lane was gone through to its end */
} WayVisitLate;

/* A visit that goes on to the lane; @late outlives it. */
void way_visit_lane (WaySession *session,
                     const WayId *log,
                     WayVisitLate *late,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer data);
gboolean way_visit_finish (GAsyncResult *result, WayVisitResult *ret_result, GError **error);

/* (transfer none) (nullable): @log, as @state has it. */
const WayJournalHeld *way_visit_find_held (const WayJournalState *state, const WayId *log);

/* (transfer full): by case, in their order: WayId, owned → GPtrArray of WayJournalAct, owned.
 * @acts sinks. */
GHashTable *way_visit_group_acts (GPtrArray *acts);

G_END_DECLS
