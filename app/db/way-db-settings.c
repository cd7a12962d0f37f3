/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The settings safety rests on.  cipher_memory_security stays off: it locks and wipes every
 * allocation of the engine and makes a search 28 times slower (measured: 14 against 393 ms); keys
 * are locked and wiped without it.
 */
#include "way-db-private.h"

#define BUSY_MS 5000

/* -- before the key ---------------------------------------------------------------------------- */

static const struct
{
  int option;
  int value;
} switches[] = {
  { SQLITE_DBCONFIG_DEFENSIVE, 1 },      /* no statement can damage the file */
  { SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0 }, /* a changed schema cannot run functions */
  { SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0 },
  { SQLITE_DBCONFIG_WRITABLE_SCHEMA, 0 },
  { SQLITE_DBCONFIG_DQS_DML, 0 }, /* a misspelt column is an error, not a string */
  { SQLITE_DBCONFIG_DQS_DDL, 0 },
  { SQLITE_DBCONFIG_ENABLE_FKEY, 1 },
  /* Until the file has opened: way_db_apply_settings(). */
  { SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1 },
};

static gboolean
turn (WayDb *self, int option, int value, GError **error)
{
  int now = -1;
  int rc = sqlite3_db_config (self->handle, option, value, &now);

  if (rc == SQLITE_OK && now == value)
    return TRUE;
  return way_db_fail (error, self->handle, rc != SQLITE_OK ? rc : SQLITE_MISUSE);
}

gboolean
way_db_harden (WayDb *self, GError **error)
{
  sqlite3_extended_result_codes (self->handle, 1);
  sqlite3_busy_timeout (self->handle, BUSY_MS);

  for (gsize i = 0; i < G_N_ELEMENTS (switches); i++)
    if (!turn (self, switches[i].option, switches[i].value, error))
      return FALSE;
  return TRUE;
}

/* -- after the key ----------------------------------------------------------------------------- */

typedef struct
{
  const char *set;
  const char *read;
  const char *expected;
  gboolean writes; /* not for a database opened to be read */
} Setting;

static const Setting settings[] = {
  { "PRAGMA temp_store = MEMORY", "PRAGMA temp_store", "2", FALSE },
  { "PRAGMA cache_size = -65536", "PRAGMA cache_size", "-65536",
    FALSE }, /* 64 MiB: environment.md */
  { "PRAGMA synchronous = FULL", "PRAGMA synchronous", "2", FALSE },
  { "PRAGMA foreign_keys = ON", "PRAGMA foreign_keys", "1", FALSE },
  { "PRAGMA secure_delete = ON", "PRAGMA secure_delete", "1", FALSE },
  { "PRAGMA trusted_schema = OFF", "PRAGMA trusted_schema", "0", FALSE },
  { "PRAGMA journal_mode = WAL", "PRAGMA journal_mode", "wal", TRUE },
  { "PRAGMA wal_autocheckpoint = 1000", "PRAGMA wal_autocheckpoint", "1000", TRUE },
  /* A large import must not leave a large log behind for ever. */
  { "PRAGMA journal_size_limit = 16777216", "PRAGMA journal_size_limit", "16777216", TRUE },
};

static gboolean
apply (WayDb *self, const Setting *setting, GError **error)
{
  g_autoptr (WayStmt) set = way_stmt_new (self, setting->set, error);
  g_autoptr (WayStmt) read = NULL;

  if (set == NULL || !way_stmt_run (set, error))
    return FALSE;
  read = way_stmt_new (self, setting->read, error);
  if (read == NULL)
    return FALSE;

  switch (way_stmt_step (read, error))
    {
    case WAY_STEP_ERROR:
      return FALSE;
    case WAY_STEP_ROW:
      if (g_strcmp0 (way_stmt_get_text (read, 0), setting->expected) == 0)
        return TRUE;
      break;
    case WAY_STEP_DONE:
      break;
    }
  return way_fail (error, WAY_DB_ERROR, WAY_DB_ERROR_FAILED,
                   "The database did not accept one of its safety settings, so it was not opened; "
                   "nothing was changed.");
}

gboolean
way_db_apply_settings (WayDb *self, GError **error)
{
  gboolean read_only = (self->flags & WAY_DB_READ_ONLY) != 0;

  for (gsize i = 0; i < G_N_ELEMENTS (settings); i++)
    if (!(read_only && settings[i].writes) && !apply (self, &settings[i], error))
      return FALSE;
  /* Closing writes the log back into the file, whatever log it is.  Where another vault's file or
   * log was put here, that would destroy both; now this log has shown that it belongs. */
  return turn (self, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, error);
}
