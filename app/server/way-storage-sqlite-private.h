/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * For the files that the SQLite back end is made of.
 */
#pragma once

#include "way-db-plain.h"
#include "way-storage-sqlite.h"

G_BEGIN_DECLS

typedef struct
{
  WayStorage parent;
  WayStorageClass klass;
  WayDb *db;   /* (owned) */
  WayTxn *txn; /* (owned) (nullable) */
  gboolean read_only;
} WaySqlite;

#define WAY_SQLITE(storage) ((WaySqlite *)(storage))

enum
{
  WAY_SQL_GET_META,
  WAY_SQL_SET_META,
  WAY_SQL_ADD_DIR,
  WAY_SQL_READ_DIR,
  WAY_SQL_GET_LOG,
  WAY_SQL_GROW_LOG,
  WAY_SQL_MOVE_LOG,
  WAY_SQL_ADD_ENTRY,
  WAY_SQL_READ_LOG,
  WAY_SQL_FIND_ENTRY,
  WAY_SQL_DROP_BODY,
  WAY_SQL_DROP_BODIES,
  WAY_SQL_SET_ERASED,
  WAY_SQL_END_READERS,
  WAY_SQL_SET_READER,
  WAY_SQL_GET_READER,
  WAY_SQL_LIST_LOGS,
  WAY_SQL_LIST_ALL_LOGS,
  WAY_SQL_ADD_LANE,
  WAY_SQL_READ_LANE,
  WAY_SQL_FIND_LANE,
  WAY_SQL_ADD_TOKEN,
  WAY_SQL_GET_TOKEN,
  WAY_SQL_ADD_TICKET,
  WAY_SQL_GET_TICKET,
  WAY_SQL_REMOVE_SLOTS,
  WAY_SQL_REMOVE_TICKET,
  WAY_SQL_COUNT_TICKETS,
  WAY_SQL_ADD_SLOT,
  WAY_SQL_GET_SLOT,
  WAY_SQL_ADD_AUDIT,
  WAY_SQL_SWEEP_TOKENS,
  WAY_SQL_SWEEP_TICKETS,
  WAY_SQL_SWEEP_SLOTS,
  WAY_SQL_SWEEP_AUDIT,
  WAY_N_SQL
};

extern const char *const way_sqlite_statements[WAY_N_SQL];

/* @types has a letter for each value bound, from the first: i WayId, h WayHash, n guint64, b GBytes
 * (nullable), t text. */
WayStmt *way_sqlite_get (WayStorage *storage, guint index, GError **error, const char *types, ...);
/* Runs it; the second: TAKEN where it added no row. */
gboolean way_sqlite_run (WayStorage *storage, guint index, GError **error, const char *types, ...);
gboolean way_sqlite_add (WayStorage *storage, guint index, GError **error, const char *types, ...);

guint64 way_sqlite_get_number (WayStmt *stmt, int column);
void way_sqlite_get_hash (WayStmt *stmt, int column, WayHash *ret_hash);

typedef void (*WayReadRow) (WayStmt *stmt, WayStoredEntry *ret_entry);
gboolean way_sqlite_each_row (
    WayStmt *stmt, WayReadRow read_row, WayEntryFunc function, gpointer data, GError **error);
/* Of the first row; 0 and NULL where there is none. */
gboolean way_sqlite_take_number (WayStmt *stmt, guint64 *ret_number, GError **error);
gboolean way_sqlite_take_bytes (WayStmt *stmt, GBytes **ret_bytes, GError **error);

/* Fill in what they implement: directory and logs; who reads and the lane; passes, mailbox and what
 * is kept beside. */
void way_sqlite_fill_logs (WayStorageClass *klass);
void way_sqlite_fill_lanes (WayStorageClass *klass);
void way_sqlite_fill_passes (WayStorageClass *klass);

G_END_DECLS
