/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * For the files that a visit is made of: way-visit (the frame), -pull, -heal,
 * -epoch, -push, -late, -state.
 *
 * A visit is a GTask whose data is a WayVisit, handed from step to step; each step ends in exactly
 * one of way_visit_end(), _stop(), _fail() or the next step.
 */
#pragma once

#include "way-replica.h"
#include "way-stream.h"
#include "way-visit.h"

G_BEGIN_DECLS

#define WAY_VISIT_TURNS 6 /* from the pull on, where others are faster */

typedef struct
{
  WaySession *session; /* (owned) */
  WayId log;
  GPtrArray *pending; /* (owned) (nullable) */
  gboolean is_whole;  /* and not pulled yet */
  WayId add, drop;    /* nil: nobody */
  guint64 known;      /* the directory's length when the log was last pulled whole */

  WayJournalLog *held; /* (owned): its entries are gone once they are in the replica */
  WayReplica *replica; /* (owned) */
  WayReplicaMoment moment;
  guint turns;
  WayVisitResult result;

  /* What a job on the pool works on, and what it found. */
  GPtrArray *entries;       /* (owned): WayJournalEntry, to be taken */
  WayJournalChange *change; /* (owned) (nullable): to be written */
  WayVerdict verdict;
  WayOutboxFate fate;
  GBytes *own;      /* (owned) (nullable): an entry that is posted at once, and not by the outbox */
  gboolean emptied; /* an EPOCH was written, and so the outbox is empty */
  gboolean is_due;  /* an EPOCH, and it could not be made */
  gboolean is_begun; /* what is sealed begins the log, and more is pending */
  guint64 page_total;
  WayHash expected;        /* the head that the server says it has after @entries */
  gboolean must_relist;    /* what is pending is more than what was handed in */
  guint n_handed;          /* of the outbox, to the lane */
  WayJournalClosed closed; /* what is shown here of the person's case, where that is known */
  gboolean is_known;
  guint64 at, step;    /* where a server that lost something is given back, or compared */
  GPtrArray *lost;     /* (owned) (nullable): GBytes for the lane: of others, and no longer there */
  WayVisitLate *late;  /* (unowned) (nullable): what is to become of late work */
  GHashTable *handled; /* (owned) (nullable): hashes in hex of what was decided on */
  gboolean revoked;    /* this laptop: all it may do is hand over what it has */
} WayVisit;

/* A step, on the main context; owns @task. */
typedef void (*WayVisitStep) (GTask *task);

/* -- ways to go on, way-visit.c -- */

void way_visit_end (GTask *task);
/* This log stops here; the others go on. */
void way_visit_stop (GTask *task, WaySyncTrouble trouble);
void way_visit_fail (GTask *task, GError *error);
/* The server refused for @reason: this log stops, or, where that is none of its doing, the round.
 */
void way_visit_refuse (GTask *task, const char *reason);
/* The same of entries that were posted; where others were faster, it turns again. */
void way_visit_refuse_post (GTask *task, const char *reason);
/* What is known now becomes what the replica is asked with; each job begins so. */
void way_visit_take_moment (WayVisit *self);
/* @job on the pool, which ends with way_visit_end_job(), then @next. */
void way_visit_run (GTask *task, GTaskThreadFunc job, WayVisitStep next);
void way_visit_end_job (GTask *inner);
/* Writes change, then @next.  Where the vault refuses, nothing goes on. */
void way_visit_write (GTask *task, WayVisitStep next);

guint64 way_visit_get_length (WayVisit *self);
/* (transfer full): what becomes true of this log, from @before on. */
WayJournalChange *way_visit_make_change (WayVisit *self, guint64 before);
/* (transfer full): below the log's own path. */
char *way_visit_make_path (WayVisit *self, const char *rest);

/* Posts visit->own; @refused where the server did not take it; else, once it stands in the replica
 * where it was to, @taken.  Turns again where others were faster. */
typedef void (*WayVisitRefused) (GTask *task, const char *reason);
void way_visit_post_own (GTask *task, WayVisitRefused refused, WayVisitStep taken);
/* A job: entries into the replica, and what comes of them into change. */
void way_visit_take_job (GTask *inner, gpointer source, gpointer data, GCancellable *cancellable);
/* What the verdict is to a person. */
WaySyncTrouble way_visit_get_trouble (WayVisit *self);
/* What stands in the log is no longer in the outbox. */
void way_visit_drop_acknowledged (WayVisit *self, guint64 dev_seq);
/* The head that came of it, against the one the server named. */
gboolean way_visit_is_expected (WayVisit *self);
/* All there is of the log is here: what comes later was judged with no less of the directory. */
void way_visit_mark_whole (WayVisit *self);

/* Whether the page goes on from the head that is held; else it is another history. */
gboolean way_visit_is_continued (WayVisit *self, GArray *slices, const WayLogPage *page);

/* A page of @list ("log", "quarantine") behind visit->at, of @max_bytes (0: as the server likes),
 * to
 * @next; @slices borrow from what came, and are gone after it.  Where there is none the visit ends
 * as it must. */
typedef void (*WayVisitPaged) (GTask *task, GArray *slices, const WayLogPage *page);
void way_visit_read_page (GTask *task, const char *list, guint max_bytes, WayVisitPaged next);

/* Looks whether what came, and is not taken, was signed on another history; keeps what shows it:
 * of one entry, and of those that another history goes on with behind visit->at. */
void way_visit_look_at_refused (WayVisit *self, WayJournalEntry *refused);
void way_visit_look_for_proof (WayVisit *self, GArray *slices, guint first);

/* -- steps, each in the file of its name -- */

void way_visit_load (GTask *task);
/* The server has @length entries with @head: less than is held here, or others. */
void way_visit_compare (GTask *task, guint64 length, const WayHash *head);

void way_visit_pull (GTask *task);
/* Others were faster, or the directory is longer than ours: from the beginning. */
void way_visit_turn_again (GTask *task);
void way_visit_choose_epoch (GTask *task);
void way_visit_look_at_outbox (GTask *task);
void way_visit_push (GTask *task);
/* All is sent: what this laptop has to state about the log itself. */
void way_visit_state (GTask *task);
void way_visit_look_at_lane (GTask *task);

G_END_DECLS
