/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-migrate.h"

#include "way-fault.h"
#include "way-txn.h"

gboolean
way_migrate_get_version (WayDb *db, guint *ret_version, GError **error)
{
  gint64 version;

  if (!way_db_query_int64 (db, "PRAGMA user_version", &version, error))
    return FALSE;
  /* A negative number is no version of ours; it reads as newer than anything. */
  *ret_version = version >= 0 ? (guint)version : G_MAXUINT;
  return TRUE;
}

static gboolean
references_hold (WayDb *db, GError **error)
{
  gint64 n_broken;

  if (!way_db_query_int64 (db, "SELECT count(*) FROM pragma_foreign_key_check", &n_broken, error))
    return FALSE;
  if (n_broken == 0)
    return TRUE;
  return way_fail (error, WAY_DB_ERROR, WAY_DB_ERROR_CONSTRAINT,
                   "The database could not be brought up to date, as some entries refer to others "
                   "that are not there; it was left as it was.");
}

static gboolean
migrate_one (WayDb *db, const WayMigration *migration, guint version, GError **error)
{
  g_autofree char *set_version = g_strdup_printf ("PRAGMA user_version = %u", version);
  g_autoptr (WayTxn) txn = way_txn_begin (db, error);

  if (txn == NULL || !way_db_exec (db, "PRAGMA defer_foreign_keys = ON", error))
    return FALSE;
  if (migration->sql != NULL && !way_db_exec (db, migration->sql, error))
    return FALSE;
  if (migration->change != NULL && !migration->change (db, error))
    return FALSE;

  return references_hold (db, error) && way_db_exec (db, set_version, error)
         && way_fault_point ("migration-done", error) && way_txn_commit (txn, error);
}

gboolean
way_migrate (WayDb *db, const WayMigration *migrations, guint n, GError **error)
{
  guint version;

  if (!way_migrate_get_version (db, &version, error))
    return FALSE;
  if (version > n)
    return way_fail (error, WAY_DB_ERROR, WAY_DB_ERROR_NEWER_SCHEMA,
                     "This database was written by a newer Waymark; nothing was changed, please "
                     "update Waymark on this computer.");

  for (; version < n; version++)
    if (!migrate_one (db, &migrations[version], version + 1, error))
      return FALSE;
  return TRUE;
}
