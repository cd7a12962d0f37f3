/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What goes through WayJournal.
 *
 * Bytes are opaque here: ledger makes and judges them.  Heads and public keys are 32 bytes.  Each
 * value belongs to who got it, and is read only once it was handed over; strings and bytes in it
 * are its own.
 */
#pragma once

#include <gio/gio.h>
#include "way-id.h"
#include "way-rights.h"

G_BEGIN_DECLS

#define WAY_HEAD_SIZE 32

/* crypto's; here it is only carried. */
typedef struct _WaySecret WaySecret;

/* The organisation this laptop belongs to: what it pinned once the codes were right. */
typedef struct
{
  char *server; /* "https://host[:port]" */
  char *ca_pem; /* (nullable): a certificate authority of the council's own, as PEM */
  char *setup;  /* (nullable): the set-up ticket, until the server has taken the GENESIS */
  WayId org, team_log;
  WayId user;     /* who writes on this laptop */
  WayRoles roles; /* what the directory lets its device be; 0: not known yet */
  guint8 root_key[WAY_HEAD_SIZE], recovery_key[WAY_HEAD_SIZE];
} WayJournalTeam;

/* Whether a case is closed, and why, as the server may know it: numbers of ledger's CLOSE. */
typedef enum
{
  WAY_JOURNAL_OPEN = 0,
  WAY_JOURNAL_CLOSED_AGREED = 1,
  WAY_JOURNAL_CLOSED_MOVED = 2,
  WAY_JOURNAL_CLOSED_OTHER = 4,
} WayJournalClosed;

/* How far a log is held. */
typedef struct
{
  WayId log;
  guint64 length;
  guint8 head[WAY_HEAD_SIZE]; /* zero at length 0 */
  guint64 known;              /* the directory's length when the log was last pulled whole */
  guint n_sealed;             /* entries of it in the outbox */
  WayJournalClosed closed;    /* what is shown here of the person's case */
} WayJournalHeld;

typedef struct
{
  WaySecret *sign_seed, *box_seed; /* (owned): the seeds of this device's keys */
  WayJournalTeam *team;            /* (owned) (nullable) */
  WayId user, team_log;            /* also without a team: who writes here, the council's case */
  WayJournalHeld directory;        /* log is nil, known and n_sealed are 0 */
  GArray *logs;                    /* (owned): WayJournalHeld */
  char *cursor;                    /* (owned) (nullable): the server's, of the last pull */
  gint64 synced_ms;                /* when everything here was last known to be there; 0: never */
  guint n_waiting;                 /* acts written here that no log has yet; 0 without a team */
} WayJournalState;

typedef struct
{
  GBytes *bytes; /* (owned): as it came */
  guint64 known; /* what its judge was told of the directory (ledger's WayLogMoment) */
} WayJournalEntry;

/* An entry of the outbox: it is sent again byte for byte until it is answered. */
typedef struct
{
  GBytes *bytes; /* (owned) */
  guint64 dev_seq;
  WayId origin; /* of the act it carries, or a part of; nil where it carries none */
  guint64 act;
} WayJournalSealed;

typedef struct
{
  guint64 length;             /* of the whole log */
  guint8 head[WAY_HEAD_SIZE]; /* its head there; zero at length 0 */
  GPtrArray *entries;         /* (owned): WayJournalEntry, from the position asked for */
  GPtrArray *sealed;          /* (owned): WayJournalSealed, by rising dev_seq */
} WayJournalLog;

/* One act: its operations as bytes, by rising counter.  author: as it stands in the log, with the
 * position where the act became whole; position 0 where it is pending. */
typedef struct
{
  WayId case_id, origin;
  guint64 act;
  GPtrArray *ops; /* (owned): GBytes */
  WayAuthor author;
} WayJournalAct;

/* What becomes true of one log, all at once.
 *
 * acts: of the log's case, taken as merge takes them, and judged by way_rights_judge() with that
 * author.  An op that is known with the same bytes only gets the author and position, where it had
 * none: so a laptop's own act stops being pending.  Where a pending one has its id and other bytes,
 * this vault was copied and both copies wrote: the log's stays what it is, ours is written again
 * under a new origin, whatever named it follows, and the log's outbox is emptied.  One that stands
 * in a log already with other bytes fails the whole change with WAY_CORE_ERROR_DAMAGED.
 *
 * WAY_CORE_ERROR_NOT_ALLOWED where the log is not @after long, or, where it was restored, shorter.
 */
typedef struct
{
  WayId log;          /* nil: the directory, which has entries only */
  guint64 after;      /* how long it is held before */
  GPtrArray *entries; /* (owned): WayJournalEntry, from position after + 1 */
  guint8 head[WAY_HEAD_SIZE];
  guint64 known;
  gboolean restored; /* of a case: the log went on from there without what is held behind it, which
                        goes.  What this laptop's user had there is pending again, and what
                        others had stays here */
  GPtrArray *acts;   /* (owned): WayJournalAct, in the order of the log */
  gboolean drop_sealed; /* first, all of it in the outbox goes: its acts are pending again */
  guint64
      acknowledged;  /* then what is in the outbox up to this dev_seq goes: it stands in entries */
  GPtrArray *sealed; /* (owned): WayJournalSealed, which go into the outbox */
  char *cursor;      /* (owned) (nullable): replaces the state's */
  gint64 synced_ms;  /* replaces the state's, where it is not 0 */
} WayJournalChange;

/* All (transfer full), empty. */
WayJournalTeam *way_journal_team_new (void);
WayJournalTeam *way_journal_team_copy (const WayJournalTeam *self);
void way_journal_team_free (WayJournalTeam *self);
/* @free_secret frees the two seeds. */
WayJournalState *way_journal_state_new (GDestroyNotify free_secret);
void way_journal_state_free (WayJournalState *self);
WayJournalEntry *way_journal_entry_new (GBytes *bytes, guint64 known);
void way_journal_entry_free (WayJournalEntry *self);
WayJournalSealed *way_journal_sealed_new (GBytes *bytes);
void way_journal_sealed_free (WayJournalSealed *self);
WayJournalLog *way_journal_log_new (void);
void way_journal_log_free (WayJournalLog *self);
WayJournalAct *way_journal_act_new (void);
void way_journal_act_free (WayJournalAct *self);
WayJournalChange *way_journal_change_new (const WayId *log, guint64 after);
WayJournalChange *way_journal_change_ref (WayJournalChange *self);
void way_journal_change_unref (WayJournalChange *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayJournalTeam, way_journal_team_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayJournalState, way_journal_state_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayJournalEntry, way_journal_entry_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayJournalSealed, way_journal_sealed_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayJournalLog, way_journal_log_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayJournalAct, way_journal_act_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayJournalChange, way_journal_change_unref)

G_END_DECLS
