/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-storage-sqlite-private.h"

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

/* -- transactions ------------------------------------------------------------------------------ */

static void
sqlite_free (WayStorage *storage)
{
  WaySqlite *self = WAY_SQLITE (storage);

  g_clear_pointer (&self->txn, way_txn_free);
  g_clear_pointer (&self->db, way_db_unref);
  g_free (self);
}

static gboolean
sqlite_begin (WayStorage *storage, GError **error)
{
  WaySqlite *self = WAY_SQLITE (storage);

  self->txn = self->read_only ? way_txn_begin_reading (self->db, error)
                              : way_txn_begin (self->db, error);
  return self->txn != NULL;
}

static gboolean
sqlite_commit (WayStorage *storage, GError **error)
{
  g_autoptr (WayTxn) txn = g_steal_pointer (&WAY_SQLITE (storage)->txn);

  return way_txn_commit (txn, error);
}

static void
sqlite_roll_back (WayStorage *storage)
{
  g_clear_pointer (&WAY_SQLITE (storage)->txn, way_txn_free);
}

static void
fill_class (WayStorageClass *klass)
{
  klass->free = sqlite_free;
  klass->begin = sqlite_begin;
  klass->commit = sqlite_commit;
  klass->roll_back = sqlite_roll_back;
  way_sqlite_fill_logs (klass);
  way_sqlite_fill_lanes (klass);
  way_sqlite_fill_passes (klass);
}

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
  WaySqlite *self;

  if (db == NULL)
    return NULL;
  if (mode == WAY_STORAGE_READ ? !has_todays_schema (db, error)
                               : !way_migrate (db, migrations, G_N_ELEMENTS (migrations), error))
    return NULL;

  self = g_new0 (WaySqlite, 1);
  fill_class (&self->klass);
  self->parent.klass = &self->klass;
  self->db = g_steal_pointer (&db);
  self->read_only = mode == WAY_STORAGE_READ;
  way_stmt_set_table (self->db, way_sqlite_statements, WAY_N_SQL);
  return &self->parent;
}

gboolean
way_storage_sqlite_copy (WayStorage *self, const char *path, GError **error)
{
  return way_db_plain_backup (WAY_SQLITE (self)->db, path, error);
}

GPtrArray *
way_storage_sqlite_check (WayStorage *self)
{
  return way_db_check (WAY_SQLITE (self)->db);
}
