/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayStore: the open vault as the worker sees it.  Private to room store.
 *
 * Every function here runs on the store worker and asserts it; WayVault is what the main thread
 * holds.  All state that matters is in the database: the members are copies of table meta, read and
 * written back in the transaction that changes it.
 */
#pragma once

#include "way-clock.h"
#include "way-db.h"
#include "way-executor.h"
#include "way-merge.h"
#include "way-privacy.h"
#include "way-reference.h"
#include "way-repository.h"
#include "way-rights.h"
#include "way-seal.h"
#include "way-stmt.h"
#include "way-store-error.h"
#include "way-txn.h"
#include "way-verify.h"

G_BEGIN_DECLS

typedef struct
{
  gatomicrefcount ref_count;
  gboolean closed;      /* only the worker looks: a verb may outlast the open vault it began in */
  gboolean read_only;   /* way-vault-room.c: nothing can be written now */
  gboolean may_reopen;  /* to write: the lock is ours alone */
  gboolean spare_short; /* way-vault-spare.h: some of it was used */

  WayExecutor *executor;   /* (owned) */
  WayClock *clock;         /* (owned) */
  WayRandom *random;       /* (owned) */
  WayReference *reference; /* (owned) */
  WayDb *db;               /* (owned) */

  WayId vault;
  WayId team;      /* case id of council-wide objects; later the team log */
  WayId user;      /* who writes on this laptop: the object id of their worker */
  WayId origin;    /* of the ops made by this vault */
  guint64 counter; /* of the newest op of this origin */
  guint64 hlc;
  WayHash head;          /* running hash over every op row */
  WayBoxPublic held_box; /* way-vault-held.c */
  guint n_written;       /* op rows since it was opened */

  WaySecret *sign_seed, *box_seed; /* (owned): of this device's keys */
  WaySecret *db_key;               /* (owned) (nullable): the database's own, while it is open */
  WayRoles roles;                  /* of whoever writes here */
  gboolean in_team;
} WayStore;

/* How an op row counts. */
typedef enum
{
  WAY_ROW_APPLIED = 0,
  WAY_ROW_SET_ASIDE = 1, /* its author may not write this (M12) */
  WAY_ROW_HELD = 2,      /* its act is not whole yet (M7) */
} WayRowState;

#define WAY_STORE_STAYS (-1) /* the position of an op that is never sent */

/* Whether an op row is visible, as table place has it. */
typedef enum
{
  WAY_SHOWN_NO = 0,
  WAY_SHOWN_YES = 1,
  WAY_SHOWN_REMOVAL = 2, /* visible, and removes its object */
  WAY_SHOWN_UNPLACED,    /* not in the table yet */
} WayShown;

typedef struct
{
  gint64 seq;
  WayRowState state;
  WayShown shown;
  WayAuthoredOp authored; /* op (owned) */
} WayRow;

/* What way_store_read_row() reads; shown comes behind. */
#define WAY_STORE_ROW                                                                              \
  "op.seq, op.state, op.author, op.roles, op.bytes, op.position, op.signer, op.signer_roles"

enum
{
  WAY_SQL_GET_META,
  WAY_SQL_SET_META,
  WAY_SQL_ADD_OP,
  WAY_SQL_FIND_OP,
  WAY_SQL_SET_STATE,
  WAY_SQL_SET_POSITION,
  WAY_SQL_SET_CHAIN,
  WAY_SQL_HAS_WAITING,
  WAY_SQL_FIND_CASE,
  WAY_SQL_ADD_CASE,
  WAY_SQL_HAS_OTHERS,
  WAY_SQL_SET_PLACE,
  WAY_SQL_IS_SHOWN,
  WAY_SQL_LIST_SHOWN,
  WAY_SQL_FIND_OBJECT,
  WAY_SQL_FIND_ROWS,
  WAY_SQL_GET_OP,
  WAY_SQL_LOAD_CASE,
  WAY_SQL_LOAD_PART,
  WAY_SQL_LIST_ADDRESSES,
  WAY_SQL_SET_PERSON,
  WAY_SQL_DROP_PERSON,
  WAY_SQL_GET_CONFLICTS,
  WAY_SQL_LIST_PEOPLE,
  WAY_SQL_ADD_WORDS,
  WAY_SQL_DROP_WORDS,
  WAY_SQL_FIND_WORDS,
  WAY_SQL_FIND_DRAFT,
  WAY_SQL_SET_DRAFT,
  WAY_SQL_DROP_DRAFT,
  WAY_SQL_REBASE_DRAFT,
  WAY_SQL_HAS_DRAFTS,
  WAY_SQL_LIST_DRAFTS,
  WAY_SQL_FIND_LOG,
  WAY_SQL_SET_LOG,
  WAY_SQL_ADD_ENTRY,
  WAY_SQL_ADD_SEALED,
  WAY_SQL_DROP_SEALED,
  WAY_SQL_ADD_UNINDEXED,
  WAY_SQL_LIST_UNINDEXED,
  WAY_SQL_DROP_UNINDEXED,
  WAY_SQL_COUNT
};

extern const char *const way_store_sql[WAY_SQL_COUNT];

#define way_store_assert_worker(self) g_assert (way_executor_is_worker ((self)->executor))

/* -- way-store-error.c -- */

/* Takes @reason; what comes from the database becomes an error of this room, with its sentence. */
gboolean way_store_adopt_error (GError **error, GError *reason);

/* -- way-store.c: opening the tables, meta -- */

/* Whether @db, which may be open for reading only, is this vault, of a version this program knows,
 * and its own newest state. */
gboolean way_store_look (WayDb *db, const WayId *vault, GError **error);
/* (transfer full): takes over an open @db; fills it on first use with ids from @random. */
WayStore *way_store_open (WayExecutor *executor,
                          WayClock *clock,
                          WayRandom *random,
                          WayReference *reference,
                          WayDb *db,
                          const WayId *vault,
                          GError **error);
/* The same file again; closed where this @key does not open it. */
gboolean way_store_reopen (WayStore *self,
                           const guint8 key[WAY_DB_KEY_SIZE],
                           WayDbFlags flags,
                           GError **error);
WayStore *way_store_ref (WayStore *self);
void way_store_unref (WayStore *self);
/* Closes the database, whoever still holds a reference, and drops the caller's. */
void way_store_close (WayStore *self);

/* Creates the tables and the ids of a new vault in a fresh @db, and its device keys. */
gboolean way_store_create (WayDb *db, const WayId *vault, WayRandom *random, GError **error);

/* NULL where there is none; way_store_get_meta() calls that damage. */
gboolean way_store_find_meta (WayStore *self, const char *key, GBytes **ret_value, GError **error);
gboolean way_store_get_meta (WayStore *self, const char *key, GBytes **ret_value, GError **error);
gboolean way_store_set_meta (
    WayStore *self, const char *key, gconstpointer bytes, gsize size, GError **error);
/* FALSE: a row of meta is not what it has to be. */
gboolean way_store_fail_page (GError **error);
/* Counter, stamp and head as they lie on the disk: read at the beginning and written at the end of
 * every committing transaction, so what a failed one counted in memory counts nowhere. */
gboolean way_store_load_heads (WayStore *self, GError **error);
gboolean way_store_save_heads (WayStore *self, GError **error);
/* A new origin: after restore, and when the vault was cloned. */
gboolean way_store_renew_origin (WayStore *self, GError **error);

/* -- way-store-device.c: the keys of this device -- */

/* Draws new ones, in the database and in @self. */
gboolean way_store_renew_seeds (WayStore *self, GError **error);
gboolean way_store_load_seeds (WayStore *self, GError **error);
/* Whether those in the database are the ones @self has. */
gboolean way_store_compare_seeds (WayStore *self, gboolean *ret_same, GError **error);
void way_store_drop_secrets (WayStore *self);
/* (transfer full): what opens held_box. */
WaySecret *way_store_get_held_seed (WayStore *self);
/* After a restore: a new origin; new seeds too, but where an organisation knows the device by
 * them. */
gboolean way_store_begin_anew (WayStore *self, GError **error);

/* -- way-store-rows.c: op rows and the numbers of cases -- */

/* What the statement @sql says of a case; 0 where it says nothing. */
gboolean way_store_ask_of_case (
    WayStore *self, guint sql, const WayId *case_id, gint64 *ret_value, GError **error);
/* The number of a case; 0 where the vault has none of it. */
gboolean
way_store_find_case (WayStore *self, const WayId *case_id, gint64 *ret_number, GError **error);
/* The same, but gives it the next one. */
gboolean
way_store_number_case (WayStore *self, const WayId *case_id, gint64 *ret_number, GError **error);

void way_row_free (WayRow *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayRow, way_row_free)
/* Appends @op, REFUSED where it is more than can be read back; the row's place in the running hash
 * follows from the rows before it. */
gboolean way_store_add_row (WayStore *self,
                            WayOperation *op,
                            const WayAuthor *author,
                            WayRowState state,
                            gint64 *ret_seq,
                            GError **error);
/* (transfer full): every row of one object of this case, in order of arrival (GPtrArray of WayRow).
 */
GPtrArray *way_store_load_object (
    WayStore *self, const WayId *case_id, guint16 kind, const WayId *object, GError **error);
/* (transfer full): every row of a case, likewise. */
GPtrArray *way_store_load_rows (WayStore *self, gint64 number, GError **error);
/* Reads WAY_STORE_ROW and shown of @stmt's row.  The author is as the log has it, and of what waits
 * to be sent, whoever writes here now. */
WayRow *way_store_read_row (WayStore *self, WayStmt *stmt, GError **error);
/* (transfer full): all of them (GPtrArray of WayRow). */
GPtrArray *way_store_read_rows (WayStore *self, WayStmt *stmt, GError **error);
void way_store_chain (const WayHash *previous,
                      const WayAuthor *author,
                      GBytes *bytes,
                      WayHash *ret_hash);

/* -- way-store-commit.c -- */

/* Whether this version can write this value there: known, of its type, no text too long. */
gboolean way_store_is_writable (guint16 kind, guint16 number, GBytes *bytes, GError **error);
/* Whoever writes here. */
WayAuthor way_store_get_author (WayStore *self);
/* All of @acts in one transaction or none. */
gboolean way_store_commit_acts (WayStore *self, GPtrArray *acts, guint *ret_n, GError **error);

/* -- way-store-projection.c: everything that can be dropped and rebuilt -- */

/* Recomputes what is visible of one object from all of its @rows, in table place and in them. */
gboolean way_store_project_object (WayStore *self, gint64 number, GPtrArray *rows, GError **error);
/* Rewrites the caseload line of one case. */
gboolean way_store_project_person (WayStore *self, const WayId *case_id, GError **error);
/* Drops and rebuilds cases, place, person and words from the ops; in the caller's transaction. */
gboolean way_store_rebuild (WayStore *self, GError **error);

/* -- way-store-read.c -- */

WayCase *way_store_load_case (WayStore *self, const WayId *case_id, GError **error);
/* (transfer full): a case of that one object; an empty one where nothing of it is visible. */
WayCase *way_store_load_part (
    WayStore *self, const WayId *case_id, guint16 kind, const WayId *object, GError **error);
GPtrArray *way_store_list_people (WayStore *self, GError **error);

/* -- way-store-past.c -- */

WayPast *way_store_load_past (WayStore *self, const WayId *case_id, GError **error);

/* -- way-store-index.c -- */

/* The row id of an op's words, and what it is made of. */
gint64 way_store_index_row (gint64 number, gint64 seq);
gint64 way_store_index_row_number (gint64 row);
gint64 way_store_index_row_seq (gint64 row);

/* (transfer full): what must stay hidden of this case. */
WayPrivacy *way_store_load_privacy (WayStore *self, const WayId *case_id, GError **error);
/* (transfer full) (nullable): what of @op may be found. */
char *way_store_dup_op_text (WayOperation *op);
gboolean way_store_index_op (
    WayStore *self, gint64 row, WayOperation *op, const WayPrivacy *privacy, GError **error);
gboolean way_store_reindex_case (WayStore *self, const WayId *case_id, GError **error);
/* The op's words come later, by way_store_fill_index(). */
gboolean way_store_defer_op (WayStore *self, gint64 row, GError **error);
/* Puts in some of what was deferred, in a transaction of its own; @ret_more: there is more. */
gboolean way_store_fill_index (WayStore *self, gboolean *ret_more, GError **error);
/* Where the index was made by other rules than the table's of today, the words of each group that
 * has another are deferred, in a transaction of its own; what they are found by until then stays.
 */
gboolean way_store_renew_index (WayStore *self, GError **error);
/* The index is, or is about to be, by the rules of today; in the caller's transaction. */
gboolean way_store_keep_rules (WayStore *self, GError **error);
/* All of it, in the caller's transaction. */
gboolean way_store_fill_all (WayStore *self, GError **error);
gboolean way_store_is_index_behind (WayStore *self, gboolean *ret_behind, GError **error);
/* After much was written since the vault was opened, about as much work again; where it fails, a
 * search only takes longer. */
void way_store_tidy_index (WayStore *self);

/* -- way-store-search.c -- */

GPtrArray *way_store_search (
    WayStore *self, const char *typed, const WayId *person, guint limit, GError **error);

/* -- way-store-draft.c -- */

/* (transfer full): the bases of a draft as its row has them, and back; NULL where they are not. */
GBytes *way_store_bases_to_bytes (GArray *bases);
GArray *way_store_bases_from_bytes (GBytes *bytes);
gboolean way_store_save_draft (WayStore *self, const WayDraft *draft, GError **error);
/* Replaces the bases of a stored draft by those of @draft. */
gboolean way_store_rebase_draft (WayStore *self, const WayDraft *draft, GError **error);
/* (transfer full): WayDraft.  @ret_n_damaged (nullable): how many more nobody can read. */
GPtrArray *way_store_list_drafts (WayStore *self, guint *ret_n_damaged, GError **error);
/* Before @change is written: a draft of its field goes with the change that was made from it, and
 * stands in the way of any other. */
gboolean way_store_settle_draft (WayStore *self,
                                 const WayId *case_id,
                                 const WayChange *change,
                                 GError **error);
gboolean
way_store_has_drafts (WayStore *self, const WayId *case_id, gboolean *ret_has, GError **error);
/* Turns every draft left by a crash into an operation with the draft's own bases.  One that is held
 * for a form stays; one that cannot be read, or that the record does not allow, stays too and keeps
 * nobody out. */
gboolean way_store_promote_drafts (WayStore *self, GError **error);

/* -- way-store-check.c -- */

/* Appends one plain sentence for every fault found, and to @details (nullable) the places in the
 * file that a damaged one was found by; changes nothing.  FALSE only where the check itself could
 * not run. */
gboolean way_store_check (WayStore *self, GPtrArray *faults, GPtrArray *details, GError **error);
/* The quick part, at every open: key, vault id, head of the last act. */
gboolean way_store_check_head (WayStore *self, GError **error);

G_END_DECLS
