/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayReplica: one case or team log as this laptop has it: judged, opened, and written to.
 *
 * Pure: entries in, acts out, entries to send out; no network and no disk.  Verifying and sealing
 * take their time, so it is used from the pool; by one thread at a time.
 */
#pragma once

#include "way-acts.h"
#include "way-directory.h"
#include "way-entry-write.h"
#include "way-journal-values.h"

G_BEGIN_DECLS

typedef struct _WayReplica WayReplica;

/* Who writes, and what is known besides. */
typedef struct
{
  WayDirectory *directory; /* all of it that is at hand */
  WayDeviceKeys *device;
  WayRandom *random;
  gint64 now_ms;
} WayReplicaMoment;

/* (transfer full): empty. */
WayReplica *way_replica_new (const WayId *org, const WayId *log);
void way_replica_free (WayReplica *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayReplica, way_replica_free)

/* Takes @entries (WayJournalEntry) behind what is there: the longest prefix that judge_public
 * accepts.  The verdict is OK, or that of the first refused.  @acts (nullable) gets the acts
 * (WayJournalAct) that became whole; where a key came late, those of former entries too, in the
 * log's order. */
WayVerdict way_replica_take (WayReplica *self,
                             const WayReplicaMoment *moment,
                             GPtrArray *entries,
                             guint *ret_n_taken,
                             GPtrArray *acts);

WayLog *way_replica_get_log (WayReplica *self);
/* What it takes of memory, about. */
gsize way_replica_get_size (WayReplica *self);
/* Whether judging it once more could come to something else: a key is lacking, or is not right. */
gboolean way_replica_is_unsettled (WayReplica *self);
/* (transfer none): as it came; @position from 1 up to the length. */
GBytes *way_replica_get_entry (WayReplica *self, guint64 position);
/* Whether the newest epoch's wrap for this device was not as it must be (rules K2 to K7). */
gboolean way_replica_has_key_trouble (WayReplica *self);
/* Of which epoch that is, 0 where there is none; @ret_verdict: the rule. */
guint32 way_replica_get_key_trouble (WayReplica *self, WayVerdict *ret_verdict);
/* Whether this device is in the epoch in force, and was in one before. */
gboolean way_replica_is_member (WayReplica *self, const WayId *device);
gboolean way_replica_was_member (WayReplica *self, const WayId *device);
/* How many entries were set aside, as their authors wrote what cannot be. */
guint way_replica_get_n_set_aside (WayReplica *self);

/* -- what to write -- */

/* (transfer full) (nullable): the EPOCH this log is due: the first, one without revoked laptops, or
 * one with those who belong to it by rule (keepers; in the team log everybody); NULL where none is,
 * or none that this device may sign. */
GBytes *way_replica_make_due_epoch (WayReplica *self, const WayReplicaMoment *moment);
/* Whether one is due, whoever may sign it: until then nothing is sealed (a revoked laptop would
 * read it). */
gboolean way_replica_is_epoch_due (WayReplica *self, const WayReplicaMoment *moment);
/* (transfer full) (nullable): an EPOCH with these members (WayId, in any order) besides RECOV. */
GBytes *way_replica_make_epoch (WayReplica *self, const WayReplicaMoment *moment, GArray *members);
/* (transfer full): a clear entry that needs no second signature. */
GBytes *way_replica_make_statement (WayReplica *self,
                                    const WayReplicaMoment *moment,
                                    WayEntryType type,
                                    const WayEntryBody *body);
/* (transfer full): a CHECKPOINT for a proof (format.md, 18), which no log takes. */
GBytes *way_replica_make_witness (WayReplica *self, const WayReplicaMoment *moment);
/* (transfer full) (nullable): the decision (WAY_DECISION_*) about these entries (GBytes), 1 to 256,
 * of the quarantine lane. */
GBytes *way_replica_make_resolution (WayReplica *self,
                                     const WayReplicaMoment *moment,
                                     guint8 decision,
                                     GPtrArray *entries);
/* (transfer full): the devices of the epoch in force that are not revoked. */
GArray *way_replica_list_members (WayReplica *self, const WayReplicaMoment *moment);

/* What is to be done with the outbox of this log, which was sealed earlier. */
typedef enum
{
  WAY_OUTBOX_SEND,   /* it may be sent as it is */
  WAY_OUTBOX_SEAL,   /* it was sealed under what is no longer in force: drop it, and seal again */
  WAY_OUTBOX_CLONED, /* the log has other entries of this device in its place */
  WAY_OUTBOX_OUT,    /* this device is out of the record: it goes to quarantine */
} WayOutboxFate;

/* @ret_acknowledged: the last dev_seq of @sealed (WayJournalSealed) that stands in the log, 0 for
 * none. */
WayOutboxFate way_replica_judge_outbox (WayReplica *self,
                                        const WayReplicaMoment *moment,
                                        GPtrArray *sealed,
                                        guint64 *ret_acknowledged);

/* (transfer full) (nullable): @acts (WayJournalAct) as entries (WayJournalSealed) behind @last
 * (nullable), the last of the outbox; NULL where the key is not at hand. */
GPtrArray *way_replica_seal (WayReplica *self,
                             const WayReplicaMoment *moment,
                             GPtrArray *acts,
                             const WayJournalSealed *last);

/* (transfer full) (nullable): the first EPOCH of a log that nobody began, and @acts behind it as
 * way_replica_seal() makes them: they go out in one piece.  NULL where this device may not sign it.
 * @self stays empty. */
GPtrArray *way_replica_begin (WayReplica *self, const WayReplicaMoment *moment, GPtrArray *acts);

G_END_DECLS
