/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-storage-sqlite.h"

#include <string.h>
#include "way-db-plain.h"

typedef struct
{
  WayStorage parent;
  WayDb *db;   /* (owned) */
  WayTxn *txn; /* (owned) (nullable) */
  gboolean read_only;
} Sqlite;

/* -- schema ------------------------------------------------------------------------------------ */

/* Nothing of a migration is changed once shipped. */
static const WayMigration migrations[] = {
  { "CREATE TABLE meta (name TEXT PRIMARY KEY, bytes BLOB NOT NULL) STRICT, WITHOUT ROWID;"
    "CREATE TABLE dir (seq INTEGER PRIMARY KEY, tick INTEGER NOT NULL,"
    "  received_ms INTEGER NOT NULL, bytes BLOB NOT NULL) STRICT;"
    "CREATE TABLE log (log BLOB PRIMARY KEY, length INTEGER NOT NULL, head BLOB NOT NULL,"
    "  tick INTEGER NOT NULL, erased INTEGER NOT NULL) STRICT, WITHOUT ROWID;"
    "CREATE INDEX log_tick ON log (tick);"
    "CREATE TABLE entry (log BLOB NOT NULL, seq INTEGER NOT NULL, entry_id BLOB NOT NULL,"
    "  device BLOB NOT NULL, dev_seq INTEGER NOT NULL, head BLOB NOT NULL, tick INTEGER NOT NULL,"
    "  received_ms INTEGER NOT NULL, header BLOB NOT NULL, body BLOB,"
    "  UNIQUE (log, seq), UNIQUE (log, entry_id), UNIQUE (log, device, dev_seq)) STRICT;"
    "CREATE TABLE reader (device BLOB NOT NULL, log BLOB NOT NULL, upto INTEGER, tick INTEGER,"
    "  PRIMARY KEY (device, log)) STRICT, WITHOUT ROWID;"
    "CREATE INDEX reader_log ON reader (log);"
    "CREATE TABLE lane (log BLOB NOT NULL, place INTEGER NOT NULL, hash BLOB NOT NULL,"
    "  received_ms INTEGER NOT NULL, bytes BLOB NOT NULL,"
    "  PRIMARY KEY (log, place), UNIQUE (log, hash)) STRICT;"
    "CREATE TABLE token (hash BLOB PRIMARY KEY, device BLOB NOT NULL, expires_ms INTEGER NOT NULL)"
    "  STRICT, WITHOUT ROWID;"
    "CREATE TABLE ticket (hash BLOB PRIMARY KEY, device BLOB NOT NULL, expires_ms INTEGER NOT NULL)"
    "  STRICT, WITHOUT ROWID;"
    "CREATE TABLE slot (ticket BLOB NOT NULL, slot INTEGER NOT NULL, bytes BLOB NOT NULL,"
    "  PRIMARY KEY (ticket, slot)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE audit (at_ms INTEGER NOT NULL, device BLOB NOT NULL, log BLOB NOT NULL,"
    "  after INTEGER NOT NULL, upto INTEGER NOT NULL) STRICT;"
    "CREATE INDEX audit_at ON audit (at_ms)",
    NULL },
};

enum
{
  SQL_GET_META,
  SQL_SET_META,
  SQL_ADD_DIR,
  SQL_READ_DIR,
  SQL_GET_LOG,
  SQL_GROW_LOG,
  SQL_MOVE_LOG,
  SQL_ADD_ENTRY,
  SQL_READ_LOG,
  SQL_FIND_ENTRY,
  SQL_DROP_BODY,
  SQL_DROP_BODIES,
  SQL_SET_ERASED,
  SQL_END_READERS,
  SQL_SET_READER,
  SQL_GET_READER,
  SQL_LIST_LOGS,
  SQL_LIST_ALL_LOGS,
  SQL_ADD_LANE,
  SQL_READ_LANE,
  SQL_FIND_LANE,
  SQL_ADD_TOKEN,
  SQL_GET_TOKEN,
  SQL_ADD_TICKET,
  SQL_GET_TICKET,
  SQL_REMOVE_SLOTS,
  SQL_REMOVE_TICKET,
  SQL_COUNT_TICKETS,
  SQL_ADD_SLOT,
  SQL_GET_SLOT,
  SQL_ADD_AUDIT,
  SQL_SWEEP_TOKENS,
  SQL_SWEEP_TICKETS,
  SQL_SWEEP_SLOTS,
  SQL_SWEEP_AUDIT,
  N_SQL
};

static const char *const sql[N_SQL] = {
  [SQL_GET_META] = "SELECT bytes FROM meta WHERE name = ?1",
  [SQL_SET_META] = "INSERT INTO meta VALUES (?1, ?2) ON CONFLICT DO UPDATE SET bytes = ?2",
  [SQL_ADD_DIR] = "INSERT INTO dir SELECT ?1, ?2, ?3, ?4 WHERE ?1 = (SELECT count(*) + 1 FROM dir)",
  [SQL_READ_DIR] = "SELECT seq, tick, received_ms, bytes FROM dir WHERE seq > ?1 ORDER BY seq",
  [SQL_GET_LOG] = "SELECT length, head, tick, erased FROM log WHERE log = ?1",
  [SQL_GROW_LOG] = "INSERT INTO log SELECT ?1, 1, ?3, ?4, 0 WHERE ?2 = 1 ON CONFLICT DO NOTHING",
  [SQL_MOVE_LOG]
  = "UPDATE log SET length = ?2, head = ?3, tick = ?4 WHERE log = ?1 AND length = ?2 - 1",
  [SQL_ADD_ENTRY]
  = "INSERT INTO entry SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10 WHERE ?2 = "
    "coalesce((SELECT length FROM log WHERE log = ?1), 0) + 1 ON CONFLICT DO NOTHING",
  [SQL_READ_LOG] = "SELECT seq, entry_id, device, dev_seq, head, tick, received_ms, header, body "
                   "FROM entry WHERE log = ?1 AND seq > ?2 ORDER BY seq",
  [SQL_FIND_ENTRY] = "SELECT seq FROM entry WHERE log = ?1 AND entry_id = ?2",
  [SQL_DROP_BODY] = "UPDATE entry SET body = NULL WHERE log = ?1 AND seq = ?2",
  [SQL_DROP_BODIES] = "UPDATE entry SET body = NULL WHERE log = ?1 AND seq < ?2",
  [SQL_SET_ERASED] = "UPDATE log SET erased = 1 WHERE log = ?1",
  [SQL_END_READERS] = "UPDATE reader SET upto = ?2, tick = ?3 WHERE log = ?1 AND upto IS NULL",
  [SQL_SET_READER] = "INSERT INTO reader VALUES (?1, ?2, NULL, NULL) ON CONFLICT DO UPDATE SET "
                     "upto = NULL, tick = NULL",
  [SQL_GET_READER] = "SELECT coalesce(upto, 0) FROM reader WHERE device = ?1 AND log = ?2",
  [SQL_LIST_LOGS] = "SELECT r.log, coalesce(r.upto, 0), coalesce(r.tick, l.tick) AS at FROM reader "
                    "r JOIN log l ON l.log = r.log WHERE r.device = ?1 AND at > ?2 ORDER BY at",
  [SQL_LIST_ALL_LOGS] = "SELECT log, 0, tick FROM log WHERE tick > ?2 ORDER BY tick",
  [SQL_ADD_LANE] = "INSERT INTO lane SELECT ?1, ?2, ?3, ?4, ?5 WHERE ?2 = (SELECT count(*) + 1 "
                   "FROM lane WHERE log = ?1) ON CONFLICT DO NOTHING",
  [SQL_READ_LANE]
  = "SELECT place, received_ms, bytes FROM lane WHERE log = ?1 AND place > ?2 ORDER BY place",
  [SQL_FIND_LANE] = "SELECT coalesce((SELECT place FROM lane WHERE log = ?1 AND hash = ?2), 0), "
                    "(SELECT count(*) FROM lane WHERE log = ?1)",
  [SQL_ADD_TOKEN] = "INSERT INTO token VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
  [SQL_GET_TOKEN] = "SELECT device, expires_ms FROM token WHERE hash = ?1",
  [SQL_ADD_TICKET] = "INSERT INTO ticket VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
  [SQL_GET_TICKET] = "SELECT device, expires_ms FROM ticket WHERE hash = ?1",
  [SQL_REMOVE_SLOTS] = "DELETE FROM slot WHERE ticket = ?1",
  [SQL_REMOVE_TICKET] = "DELETE FROM ticket WHERE hash = ?1",
  [SQL_COUNT_TICKETS] = "SELECT count(*) FROM ticket WHERE device = ?1",
  [SQL_ADD_SLOT] = "INSERT INTO slot VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
  [SQL_GET_SLOT] = "SELECT bytes FROM slot WHERE ticket = ?1 AND slot = ?2",
  [SQL_ADD_AUDIT] = "INSERT INTO audit VALUES (?1, ?2, ?3, ?4, ?5)",
  [SQL_SWEEP_TOKENS] = "DELETE FROM token WHERE expires_ms <= ?1",
  [SQL_SWEEP_TICKETS] = "DELETE FROM ticket WHERE expires_ms <= ?1",
  [SQL_SWEEP_SLOTS] = "DELETE FROM slot WHERE ticket NOT IN (SELECT hash FROM ticket)",
  [SQL_SWEEP_AUDIT] = "DELETE FROM audit WHERE at_ms < ?1",
};

/* -- transactions ------------------------------------------------------------------------------ */

#define SELF(storage) ((Sqlite *)(storage))

static void
sqlite_free (WayStorage *storage)
{
  Sqlite *self = SELF (storage);

  g_clear_pointer (&self->txn, way_txn_free);
  g_clear_pointer (&self->db, way_db_unref);
  g_free (self);
}

static gboolean
sqlite_begin (WayStorage *storage, GError **error)
{
  Sqlite *self = SELF (storage);

  self->txn = self->read_only ? way_txn_begin_reading (self->db, error)
                              : way_txn_begin (self->db, error);
  return self->txn != NULL;
}

static gboolean
sqlite_commit (WayStorage *storage, GError **error)
{
  g_autoptr (WayTxn) txn = g_steal_pointer (&SELF (storage)->txn);

  return way_txn_commit (txn, error);
}

static void
sqlite_roll_back (WayStorage *storage)
{
  g_clear_pointer (&SELF (storage)->txn, way_txn_free);
}

static WayStmt *
get (WayStorage *storage, guint index, GError **error)
{
  return way_stmt_cached (SELF (storage)->db, index, error);
}

static gboolean
fail_taken (GError **error)
{
  return way_fail (error, WAY_SERVER_ERROR, WAY_SERVER_ERROR_TAKEN,
                   "Something else stands at this place already; nothing was written.");
}

/* Runs a statement that adds a row; TAKEN where it added none. */
static gboolean
run_adding (WayStorage *storage, WayStmt *stmt, GError **error)
{
  if (!way_stmt_run (stmt, error))
    return FALSE;
  return way_db_get_changes (SELF (storage)->db) == 1 || fail_taken (error);
}

static void
bind_hash (WayStmt *stmt, int index, const WayHash *hash)
{
  way_stmt_bind_blob (stmt, index, hash->bytes, sizeof hash->bytes);
}

static void
bind_number (WayStmt *stmt, int index, guint64 number)
{
  way_stmt_bind_int64 (stmt, index, (gint64)number);
}

static guint64
get_number (WayStmt *stmt, int column)
{
  return (guint64)way_stmt_get_int64 (stmt, column);
}

static void
get_hash (WayStmt *stmt, int column, WayHash *ret_hash)
{
  gsize size;
  gconstpointer bytes = way_stmt_get_blob (stmt, column, &size);

  *ret_hash = way_hash_none;
  if (size == sizeof ret_hash->bytes)
    memcpy (ret_hash->bytes, bytes, size);
}

/* -- meta -------------------------------------------------------------------------------------- */

static gboolean
take_bytes (WayStmt *stmt, GBytes **ret_bytes, GError **error)
{
  switch (way_stmt_step (stmt, error))
    {
    case WAY_STEP_ERROR:
      return FALSE;
    case WAY_STEP_ROW:
      *ret_bytes = way_stmt_get_bytes (stmt, 0);
      return TRUE;
    case WAY_STEP_DONE:
      break;
    }
  *ret_bytes = NULL;
  return TRUE;
}

static gboolean
sqlite_get_meta (WayStorage *storage, const char *name, GBytes **ret_bytes, GError **error)
{
  g_autoptr (WayStmt) stmt = get (storage, SQL_GET_META, error);

  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_text (stmt, 1, name);
  return take_bytes (stmt, ret_bytes, error);
}

static gboolean
sqlite_set_meta (WayStorage *storage, const char *name, GBytes *bytes, GError **error)
{
  g_autoptr (WayStmt) stmt = get (storage, SQL_SET_META, error);

  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_text (stmt, 1, name);
  way_stmt_bind_bytes (stmt, 2, bytes);
  return way_stmt_run (stmt, error);
}

/* -- directory --------------------------------------------------------------------------------- */

static gboolean
sqlite_add_dir (WayStorage *storage, const WayStoredEntry *entry, GError **error)
{
  g_autoptr (WayStmt) stmt = get (storage, SQL_ADD_DIR, error);

  if (stmt == NULL)
    return FALSE;
  bind_number (stmt, 1, entry->seq);
  bind_number (stmt, 2, entry->tick);
  bind_number (stmt, 3, entry->received_ms);
  way_stmt_bind_bytes (stmt, 4, entry->bytes);
  return run_adding (storage, stmt, error);
}

typedef void (*ReadRow) (WayStmt *stmt, WayStoredEntry *ret_entry);

static gboolean
each_row (WayStmt *stmt, ReadRow read_row, WayEntryFunc function, gpointer data, GError **error)
{
  WayStep step;

  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      g_auto (WayStoredEntry) entry = { 0 };

      read_row (stmt, &entry);
      if (!function (&entry, data))
        return TRUE;
    }
  return step == WAY_STEP_DONE;
}

static void
read_dir_row (WayStmt *stmt, WayStoredEntry *entry)
{
  entry->seq = get_number (stmt, 0);
  entry->tick = get_number (stmt, 1);
  entry->received_ms = get_number (stmt, 2);
  entry->bytes = way_stmt_get_bytes (stmt, 3);
}

static gboolean
sqlite_read_dir (
    WayStorage *storage, guint64 after, WayEntryFunc function, gpointer data, GError **error)
{
  g_autoptr (WayStmt) stmt = get (storage, SQL_READ_DIR, error);

  if (stmt == NULL)
    return FALSE;
  bind_number (stmt, 1, after);
  return each_row (stmt, read_dir_row, function, data, error);
}

/* -- logs -------------------------------------------------------------------------------------- */

static gboolean
sqlite_get_log (WayStorage *storage, const WayId *log, WayStoredLog *ret_log, GError **error)
{
  g_autoptr (WayStmt) stmt = get (storage, SQL_GET_LOG, error);
  WayStoredLog found = { 0 };

  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_id (stmt, 1, log);
  switch (way_stmt_step (stmt, error))
    {
    case WAY_STEP_ERROR:
      return FALSE;
    case WAY_STEP_ROW:
      found.length = get_number (stmt, 0);
      get_hash (stmt, 1, &found.head);
      found.tick = get_number (stmt, 2);
      found.erased = way_stmt_get_int64 (stmt, 3) != 0;
      break;
    case WAY_STEP_DONE:
      break;
    }
  *ret_log = found;
  return TRUE;
}

static gboolean
move_log (WayStorage *storage, const WayId *log, const WayStoredEntry *entry, GError **error)
{
  g_autoptr (WayStmt) stmt = get (storage, entry->seq == 1 ? SQL_GROW_LOG : SQL_MOVE_LOG, error);

  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_id (stmt, 1, log);
  bind_number (stmt, 2, entry->seq);
  bind_hash (stmt, 3, &entry->head);
  bind_number (stmt, 4, entry->tick);
  return run_adding (storage, stmt, error);
}

static gboolean
sqlite_add_entry (WayStorage *storage,
                  const WayId *log,
                  const WayStoredEntry *entry,
                  GError **error)
{
  gsize size = g_bytes_get_size (entry->bytes);
  g_autoptr (GBytes) header = g_bytes_new_from_bytes (entry->bytes, 0, WAY_ENTRY_HEADER_SIZE);
  g_autoptr (GBytes) body = NULL;
  g_autoptr (WayStmt) stmt = get (storage, SQL_ADD_ENTRY, error);

  if (stmt == NULL)
    return FALSE;
  if (size > WAY_ENTRY_HEADER_SIZE)
    body = g_bytes_new_from_bytes (entry->bytes, WAY_ENTRY_HEADER_SIZE,
                                   size - WAY_ENTRY_HEADER_SIZE);
  way_stmt_bind_id (stmt, 1, log);
  bind_number (stmt, 2, entry->seq);
  way_stmt_bind_id (stmt, 3, &entry->entry_id);
  way_stmt_bind_id (stmt, 4, &entry->device);
  bind_number (stmt, 5, entry->dev_seq);
  bind_hash (stmt, 6, &entry->head);
  bind_number (stmt, 7, entry->tick);
  bind_number (stmt, 8, entry->received_ms);
  way_stmt_bind_bytes (stmt, 9, header);
  way_stmt_bind_bytes (stmt, 10, body);
  return run_adding (storage, stmt, error) && move_log (storage, log, entry, error);
}

static void
read_log_row (WayStmt *stmt, WayStoredEntry *entry)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  gsize size;
  gconstpointer part;

  entry->seq = get_number (stmt, 0);
  way_stmt_get_id (stmt, 1, &entry->entry_id);
  way_stmt_get_id (stmt, 2, &entry->device);
  entry->dev_seq = get_number (stmt, 3);
  get_hash (stmt, 4, &entry->head);
  entry->tick = get_number (stmt, 5);
  entry->received_ms = get_number (stmt, 6);
  part = way_stmt_get_blob (stmt, 7, &size);
  g_byte_array_append (bytes, part, (guint)size);
  part = way_stmt_get_blob (stmt, 8, &size);
  if (size > 0)
    g_byte_array_append (bytes, part, (guint)size);
  entry->bytes = g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

static gboolean
sqlite_read_log (WayStorage *storage,
                 const WayId *log,
                 guint64 after,
                 WayEntryFunc function,
                 gpointer data,
                 GError **error)
{
  g_autoptr (WayStmt) stmt = get (storage, SQL_READ_LOG, error);

  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_id (stmt, 1, log);
  bind_number (stmt, 2, after);
  return each_row (stmt, read_log_row, function, data, error);
}

/* 0 where there is no row. */
static gboolean
take_number (WayStmt *stmt, guint64 *ret_number, GError **error)
{
  switch (way_stmt_step (stmt, error))
    {
    case WAY_STEP_ERROR:
      return FALSE;
    case WAY_STEP_ROW:
      *ret_number = get_number (stmt, 0);
      return TRUE;
    case WAY_STEP_DONE:
      break;
    }
  *ret_number = 0;
  return TRUE;
}

static gboolean
sqlite_find_entry (
    WayStorage *storage, const WayId *log, const WayId *entry_id, guint64 *ret_seq, GError **error)
{
  g_autoptr (WayStmt) stmt = get (storage, SQL_FIND_ENTRY, error);

  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_id (stmt, 1, log);
  way_stmt_bind_id (stmt, 2, entry_id);
  return take_number (stmt, ret_seq, error);
}

static gboolean
run_on_log (WayStorage *storage, guint index, const WayId *log, guint64 seq, GError **error)
{
  g_autoptr (WayStmt) stmt = get (storage, index, error);

  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_id (stmt, 1, log);
  if (index != SQL_SET_ERASED)
    bind_number (stmt, 2, seq);
  return way_stmt_run (stmt, error);
}

static gboolean
sqlite_drop_body (WayStorage *storage, const WayId *log, guint64 seq, GError **error)
{
  return run_on_log (storage, SQL_DROP_BODY, log, seq, error);
}

static gboolean
sqlite_erase (WayStorage *storage, const WayId *log, guint64 seq, GError **error)
{
  return run_on_log (storage, SQL_DROP_BODIES, log, seq, error)
         && run_on_log (storage, SQL_SET_ERASED, log, 0, error);
}

/* -- readers ----------------------------------------------------------------------------------- */

static gboolean
end_readers (WayStorage *storage, const WayId *log, guint64 seq, guint64 tick, GError **error)
{
  g_autoptr (WayStmt) stmt = get (storage, SQL_END_READERS, error);

  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_id (stmt, 1, log);
  bind_number (stmt, 2, seq);
  bind_number (stmt, 3, tick);
  return way_stmt_run (stmt, error);
}

static gboolean
sqlite_set_readers (WayStorage *storage,
                    const WayId *log,
                    guint64 seq,
                    guint64 tick,
                    const WayId *devices,
                    gsize n_devices,
                    GError **error)
{
  g_autoptr (WayStmt) stmt = get (storage, SQL_SET_READER, error);

  if (stmt == NULL || !end_readers (storage, log, seq, tick, error))
    return FALSE;
  for (gsize i = 0; i < n_devices; i++)
    {
      way_stmt_bind_id (stmt, 1, &devices[i]);
      way_stmt_bind_id (stmt, 2, log);
      if (!way_stmt_run (stmt, error))
        return FALSE;
      way_stmt_reset (stmt);
    }
  return TRUE;
}

static gboolean
sqlite_get_reader (WayStorage *storage,
                   const WayId *log,
                   const WayId *device,
                   gboolean *ret_reads,
                   guint64 *ret_upto,
                   GError **error)
{
  g_autoptr (WayStmt) stmt = get (storage, SQL_GET_READER, error);
  WayStep step;

  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_id (stmt, 1, device);
  way_stmt_bind_id (stmt, 2, log);
  step = way_stmt_step (stmt, error);
  if (step == WAY_STEP_ERROR)
    return FALSE;
  *ret_reads = step == WAY_STEP_ROW;
  *ret_upto = step == WAY_STEP_ROW ? get_number (stmt, 0) : 0;
  return TRUE;
}

static gboolean
sqlite_list_logs (WayStorage *storage,
                  const WayId *device,
                  guint64 tick,
                  WayLogFunc function,
                  gpointer data,
                  GError **error)
{
  g_autoptr (WayStmt) stmt = get (storage, device != NULL ? SQL_LIST_LOGS : SQL_LIST_ALL_LOGS,
                                  error);
  WayStep step;

  if (stmt == NULL)
    return FALSE;
  if (device != NULL)
    way_stmt_bind_id (stmt, 1, device);
  bind_number (stmt, 2, tick);
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      WayId log;

      if (way_stmt_get_id (stmt, 0, &log)
          && !function (&log, get_number (stmt, 1), get_number (stmt, 2), data))
        return TRUE;
    }
  return step == WAY_STEP_DONE;
}

/* -- the quarantine lane ----------------------------------------------------------------------- */

static gboolean
sqlite_add_lane (WayStorage *storage,
                 const WayId *log,
                 const WayHash *hash,
                 const WayStoredEntry *entry,
                 GError **error)
{
  g_autoptr (WayStmt) stmt = get (storage, SQL_ADD_LANE, error);

  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_id (stmt, 1, log);
  bind_number (stmt, 2, entry->seq);
  bind_hash (stmt, 3, hash);
  bind_number (stmt, 4, entry->received_ms);
  way_stmt_bind_bytes (stmt, 5, entry->bytes);
  return run_adding (storage, stmt, error);
}

static void
read_lane_row (WayStmt *stmt, WayStoredEntry *entry)
{
  entry->seq = get_number (stmt, 0);
  entry->received_ms = get_number (stmt, 1);
  entry->bytes = way_stmt_get_bytes (stmt, 2);
}

static gboolean
sqlite_read_lane (WayStorage *storage,
                  const WayId *log,
                  guint64 after,
                  WayEntryFunc function,
                  gpointer data,
                  GError **error)
{
  g_autoptr (WayStmt) stmt = get (storage, SQL_READ_LANE, error);

  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_id (stmt, 1, log);
  bind_number (stmt, 2, after);
  return each_row (stmt, read_lane_row, function, data, error);
}

static gboolean
sqlite_find_lane (WayStorage *storage,
                  const WayId *log,
                  const WayHash *hash,
                  guint64 *ret_place,
                  guint64 *ret_length,
                  GError **error)
{
  g_autoptr (WayStmt) stmt = get (storage, SQL_FIND_LANE, error);

  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_id (stmt, 1, log);
  bind_hash (stmt, 2, hash);
  if (!take_number (stmt, ret_place, error))
    return FALSE;
  *ret_length = get_number (stmt, 1);
  return TRUE;
}

/* -- tokens, tickets, mailbox ------------------------------------------------------------------ */

static gboolean
add_pass (WayStorage *storage,
          guint index,
          const WayHash *hash,
          const WayId *device,
          guint64 expires_ms,
          GError **error)
{
  g_autoptr (WayStmt) stmt = get (storage, index, error);

  if (stmt == NULL)
    return FALSE;
  bind_hash (stmt, 1, hash);
  way_stmt_bind_id (stmt, 2, device);
  bind_number (stmt, 3, expires_ms);
  return run_adding (storage, stmt, error);
}

static gboolean
get_pass (WayStorage *storage,
          guint index,
          const WayHash *hash,
          WayId *ret_device,
          guint64 *ret_expires_ms,
          GError **error)
{
  g_autoptr (WayStmt) stmt = get (storage, index, error);

  if (stmt == NULL)
    return FALSE;
  bind_hash (stmt, 1, hash);
  switch (way_stmt_step (stmt, error))
    {
    case WAY_STEP_ERROR:
      return FALSE;
    case WAY_STEP_ROW:
      way_stmt_get_id (stmt, 0, ret_device);
      *ret_expires_ms = get_number (stmt, 1);
      return TRUE;
    case WAY_STEP_DONE:
      break;
    }
  *ret_expires_ms = 0;
  return TRUE;
}

static gboolean
sqlite_add_token (WayStorage *storage,
                  const WayHash *hash,
                  const WayId *device,
                  guint64 expires_ms,
                  GError **error)
{
  return add_pass (storage, SQL_ADD_TOKEN, hash, device, expires_ms, error);
}

static gboolean
sqlite_get_token (WayStorage *storage,
                  const WayHash *hash,
                  WayId *ret_device,
                  guint64 *ret_expires_ms,
                  GError **error)
{
  return get_pass (storage, SQL_GET_TOKEN, hash, ret_device, ret_expires_ms, error);
}

static gboolean
sqlite_add_ticket (WayStorage *storage,
                   const WayHash *hash,
                   const WayId *device,
                   guint64 expires_ms,
                   GError **error)
{
  return add_pass (storage, SQL_ADD_TICKET, hash, device, expires_ms, error);
}

static gboolean
sqlite_get_ticket (WayStorage *storage,
                   const WayHash *hash,
                   WayId *ret_device,
                   guint64 *ret_expires_ms,
                   GError **error)
{
  return get_pass (storage, SQL_GET_TICKET, hash, ret_device, ret_expires_ms, error);
}

static gboolean
run_on_hash (WayStorage *storage, guint index, const WayHash *hash, GError **error)
{
  g_autoptr (WayStmt) stmt = get (storage, index, error);

  if (stmt == NULL)
    return FALSE;
  bind_hash (stmt, 1, hash);
  return way_stmt_run (stmt, error);
}

static gboolean
sqlite_remove_ticket (WayStorage *storage, const WayHash *hash, GError **error)
{
  return run_on_hash (storage, SQL_REMOVE_SLOTS, hash, error)
         && run_on_hash (storage, SQL_REMOVE_TICKET, hash, error);
}

static gboolean
sqlite_count_tickets (WayStorage *storage, const WayId *device, guint64 *ret_n, GError **error)
{
  g_autoptr (WayStmt) stmt = get (storage, SQL_COUNT_TICKETS, error);

  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_id (stmt, 1, device);
  return take_number (stmt, ret_n, error);
}

static gboolean
sqlite_add_slot (
    WayStorage *storage, const WayHash *ticket, guint slot, GBytes *bytes, GError **error)
{
  g_autoptr (WayStmt) stmt = get (storage, SQL_ADD_SLOT, error);

  if (stmt == NULL)
    return FALSE;
  bind_hash (stmt, 1, ticket);
  bind_number (stmt, 2, slot);
  way_stmt_bind_bytes (stmt, 3, bytes);
  return run_adding (storage, stmt, error);
}

static gboolean
sqlite_get_slot (
    WayStorage *storage, const WayHash *ticket, guint slot, GBytes **ret_bytes, GError **error)
{
  g_autoptr (WayStmt) stmt = get (storage, SQL_GET_SLOT, error);

  if (stmt == NULL)
    return FALSE;
  bind_hash (stmt, 1, ticket);
  bind_number (stmt, 2, slot);
  return take_bytes (stmt, ret_bytes, error);
}

/* -- housekeeping ------------------------------------------------------------------------------ */

static gboolean
sqlite_add_audit (WayStorage *storage,
                  guint64 at_ms,
                  const WayId *device,
                  const WayId *log,
                  guint64 after,
                  guint64 upto,
                  GError **error)
{
  g_autoptr (WayStmt) stmt = get (storage, SQL_ADD_AUDIT, error);

  if (stmt == NULL)
    return FALSE;
  bind_number (stmt, 1, at_ms);
  way_stmt_bind_id (stmt, 2, device);
  way_stmt_bind_id (stmt, 3, log);
  bind_number (stmt, 4, after);
  bind_number (stmt, 5, upto);
  return way_stmt_run (stmt, error);
}

static gboolean
run_at (WayStorage *storage, guint index, guint64 at_ms, GError **error)
{
  g_autoptr (WayStmt) stmt = get (storage, index, error);

  if (stmt == NULL)
    return FALSE;
  if (index != SQL_SWEEP_SLOTS)
    bind_number (stmt, 1, at_ms);
  return way_stmt_run (stmt, error);
}

static gboolean
sqlite_sweep (WayStorage *storage, guint64 now_ms, guint64 audit_ms, GError **error)
{
  return run_at (storage, SQL_SWEEP_TOKENS, now_ms, error)
         && run_at (storage, SQL_SWEEP_TICKETS, now_ms, error)
         && run_at (storage, SQL_SWEEP_SLOTS, 0, error)
         && run_at (storage, SQL_SWEEP_AUDIT, audit_ms, error);
}

static const WayStorageClass sqlite_class = {
  .free = sqlite_free,
  .begin = sqlite_begin,
  .commit = sqlite_commit,
  .roll_back = sqlite_roll_back,
  .get_meta = sqlite_get_meta,
  .set_meta = sqlite_set_meta,
  .add_dir = sqlite_add_dir,
  .read_dir = sqlite_read_dir,
  .get_log = sqlite_get_log,
  .add_entry = sqlite_add_entry,
  .read_log = sqlite_read_log,
  .find_entry = sqlite_find_entry,
  .drop_body = sqlite_drop_body,
  .erase = sqlite_erase,
  .set_readers = sqlite_set_readers,
  .get_reader = sqlite_get_reader,
  .list_logs = sqlite_list_logs,
  .add_lane = sqlite_add_lane,
  .read_lane = sqlite_read_lane,
  .find_lane = sqlite_find_lane,
  .add_token = sqlite_add_token,
  .get_token = sqlite_get_token,
  .add_ticket = sqlite_add_ticket,
  .get_ticket = sqlite_get_ticket,
  .remove_ticket = sqlite_remove_ticket,
  .count_tickets = sqlite_count_tickets,
  .add_slot = sqlite_add_slot,
  .get_slot = sqlite_get_slot,
  .add_audit = sqlite_add_audit,
  .sweep = sqlite_sweep,
};

/* -- opening ----------------------------------------------------------------------------------- */

static WayDb *
open_file (const char *path, WayStorageMode mode, GError **error)
{
  switch (mode)
    {
    case WAY_STORAGE_READ:
      return way_db_plain_open (path, WAY_DB_READ_ONLY, error);
    case WAY_STORAGE_CREATE:
      return way_db_plain_open (path, WAY_DB_CREATE, error);
    case WAY_STORAGE_EXISTING:
      break;
    }
  return way_db_plain_open (path, WAY_DB_EXISTING, error);
}

/* What is only read is not brought up to date. */
static gboolean
has_todays_schema (WayDb *db, GError **error)
{
  guint version;

  if (!way_migrate_get_version (db, &version, error))
    return FALSE;
  return version == G_N_ELEMENTS (migrations)
         || way_fail (error, WAY_SERVER_ERROR, WAY_SERVER_ERROR_DAMAGED,
                      "The server's data was written by another version of Waymark; please start "
                      "the server once, then try again.");
}

WayStorage *
way_storage_sqlite_open (const char *path, WayStorageMode mode, GError **error)
{
  g_autoptr (WayDb) db = open_file (path, mode, error);
  Sqlite *self;

  if (db == NULL)
    return NULL;
  if (mode == WAY_STORAGE_READ ? !has_todays_schema (db, error)
                               : !way_migrate (db, migrations, G_N_ELEMENTS (migrations), error))
    return NULL;

  self = g_new0 (Sqlite, 1);
  self->parent.klass = &sqlite_class;
  self->db = g_steal_pointer (&db);
  self->read_only = mode == WAY_STORAGE_READ;
  way_stmt_set_table (self->db, sql, N_SQL);
  return &self->parent;
}

gboolean
way_storage_sqlite_copy (WayStorage *self, const char *path, GError **error)
{
  return way_db_plain_backup (SELF (self)->db, path, error);
}

GPtrArray *
way_storage_sqlite_check (WayStorage *self)
{
  return way_db_check (SELF (self)->db);
}
