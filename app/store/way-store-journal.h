/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the vault holds for sync: team, logs, what waits, and what others wrote.  Private to room
 * store; everything on the worker.
 */
#pragma once

#include "way-core-error.h"
#include "way-journal.h"
#include "way-store-private.h"

G_BEGIN_DECLS

/* -- way-store-team.c -- */

/* What the vault says of its team becomes that of @self: user, roles, the council's case. */
gboolean way_store_load_team (WayStore *self, GError **error);
gboolean way_store_is_in_team (WayStore *self);
/* (transfer full): see WayJournal. */
WayJournalState *way_store_load_state (WayStore *self, GError **error);
/* NOT_ALLOWED where it belongs to another organisation. */
gboolean way_store_may_enter (WayStore *self, const WayJournalTeam *team, GError **error);
gboolean way_store_enter (WayStore *self,
                          const WayJournalTeam *team,
                          GPtrArray *directory,
                          const guint8 *head,
                          GError **error);
/* What goes with a change, whatever log it is of. */
gboolean way_store_set_progress (WayStore *self, const WayJournalChange *change, GError **error);

/* -- way-store-device.c -- */

/* New keys, a new origin, an empty outbox. */
gboolean way_store_renew_device (WayStore *self, GError **error);

/* -- way-store-log.c -- */

/* A log as its row has it; number 0: nothing is held of it. */
typedef struct
{
  gint64 number;
  guint64 length, known;
  guint8 head[WAY_HEAD_SIZE];
} WayStoreLog;

gboolean
way_store_find_log (WayStore *self, const WayId *log, WayStoreLog *ret_log, GError **error);
/* (transfer full): see WayJournal. */
WayJournalLog *way_store_load_log (WayStore *self, const WayId *log, guint64 after, GError **error);
/* Of every log but the directory (WayJournalHeld). */
gboolean way_store_list_logs (WayStore *self, GArray *logs, GError **error);
/* Entries and outbox of @change, in the caller's transaction. */
gboolean way_store_extend_log (WayStore *self, const WayJournalChange *change, GError **error);
/* All of it goes, or that of one log. */
gboolean way_store_empty_outbox (WayStore *self, gint64 log_number, GError **error);
/* @entries (GBytes) are all that is held of the directory. */
gboolean way_store_replace_directory (WayStore *self,
                                      GPtrArray *entries,
                                      const guint8 *head,
                                      GError **error);

/* -- way-store-waiting.c -- */

/* (transfer full): WayJournalAct, see WayJournal. */
GPtrArray *way_store_list_waiting (WayStore *self, GError **error);
gboolean way_store_count_waiting (WayStore *self, guint *ret_n_acts, GError **error);
/* What waits of this case was the former council's: it stays. */
gboolean way_store_keep_back (WayStore *self, const WayId *case_id, GError **error);
/* The act of the waiting @op gets new ids, and whatever names its old ones names those: the log has
 * another op under that id (decisions.md 3). */
gboolean way_store_renumber_act (WayStore *self, WayOperation *op, GError **error);

/* -- way-store-receive.c -- */

/* All of @change in one transaction or none. */
gboolean way_store_receive (WayStore *self, const WayJournalChange *change, GError **error);

/* -- way-store-touched.c: the objects an act touches, each with its rows, old and new -- */

typedef struct
{
  guint16 kind;
  WayId id;
  GPtrArray *rows; /* (owned): WayRow */
  guint64 groups;  /* bit n: the act writes group n */
} WayTouched;

typedef struct
{
  WayStore *store;
  WayId case_id;
  gint64 number;      /* of the case; 0 while the vault has nothing of it */
  GPtrArray *objects; /* (owned): WayTouched */
  GHashTable *by_key; /* (owned): kind and id → WayTouched */
} WayTouchedSet;

void way_touched_set_init (WayTouchedSet *self, WayStore *store, const WayId *case_id);
void way_touched_set_clear (WayTouchedSet *self);
/* (transfer none): the rows are read at its first touch. */
WayTouched *
way_touched_set_get (WayTouchedSet *self, guint16 kind, const WayId *object, GError **error);
/* (transfer none): appends the row of @op, which has no place yet. */
WayRow *way_touched_add (WayTouched *self, WayOperation *op, const WayAuthor *author);
/* (transfer full): what way_rights_judge() is to be told of the others. */
WayAuthoredOp *way_touched_list_prior (const WayTouched *self);

G_END_DECLS
