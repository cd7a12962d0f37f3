/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-db-private.h"

#include "way-db-file.h"
#include "way-db-plain.h"
#include "way-fault.h"

#include <string.h>

/* -- references -------------------------------------------------------------------------------- */

WayDb *
way_db_new (const char *path, WayDbFlags flags, gboolean plain)
{
  WayDb *self = g_new0 (WayDb, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->path = g_strdup (path);
  self->flags = flags;
  self->plain = plain;
  return self;
}

WayDb *
way_db_ref (WayDb *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
way_db_close (WayDb *self)
{
  sqlite3 *handle = g_steal_pointer (&self->handle);

  way_stmt_drop_cache (self);
  /* A statement still in use keeps the engine's side alive until it is dropped. */
  sqlite3_close_v2 (handle);
}

void
way_db_unref (WayDb *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  way_db_close (self);
  g_free (self->path);
  g_free (self);
}

gboolean
way_db_is_open (WayDb *self, GError **error)
{
  if (self->handle != NULL)
    return TRUE;
  return way_fail (error, WAY_DB_ERROR, WAY_DB_ERROR_FAILED,
                   "The database is closed; nothing was saved.");
}

const char *
way_db_get_path (WayDb *self)
{
  return self->path;
}

/* -- the key ----------------------------------------------------------------------------------- */

/* x'…': the bytes are the key itself, with no derivation from a passphrase. */
#define KEY_TEXT_SIZE (2 + 2 * WAY_DB_KEY_SIZE + 1)

static void
write_key_text (const guint8 key[WAY_DB_KEY_SIZE], char text[KEY_TEXT_SIZE])
{
  static const char digits[] = "0123456789abcdef";
  char *out = text;

  *out++ = 'x';
  *out++ = '\'';
  for (gsize i = 0; i < WAY_DB_KEY_SIZE; i++)
    {
      *out++ = digits[key[i] >> 4];
      *out++ = digits[key[i] & 0xf];
    }
  *out = '\'';
}

/* The function and not the pragma: a pragma's text would leave copies of the key in the parser. */
static gboolean
give_key (WayDb *self, const guint8 key[WAY_DB_KEY_SIZE], GError **error)
{
  char text[KEY_TEXT_SIZE];
  int rc;

  write_key_text (key, text);
  rc = sqlite3_key_v2 (self->handle, "main", text, sizeof text);
  explicit_bzero (text, sizeof text);
  /* The form of version 4 for ever: a later engine may start new files in another one. */
  if (rc == SQLITE_OK)
    rc = sqlite3_exec (self->handle, "PRAGMA cipher_compatibility = 4", NULL, NULL, NULL);
  return rc == SQLITE_OK || way_db_fail (error, self->handle, rc);
}

/* Only SQLCipher with a key in place answers; plain SQLite ignores pragmas it does not know. */
static gboolean
is_sealed (WayDb *self, GError **error)
{
  g_autoptr (WayStmt) stmt = way_stmt_new (self, "PRAGMA cipher_version", error);

  if (stmt == NULL)
    return FALSE;
  switch (way_stmt_step (stmt, error))
    {
    case WAY_STEP_ERROR:
      return FALSE;
    case WAY_STEP_ROW:
      return TRUE;
    case WAY_STEP_DONE:
      break;
    }
  return way_fail (error, WAY_DB_ERROR, WAY_DB_ERROR_NOT_ENCRYPTED_ENGINE,
                   "The database engine took the key and does not encrypt, so Waymark stopped; "
                   "nothing was changed, please reinstall it.");
}

/* -- opening ----------------------------------------------------------------------------------- */

/* What does not open with the key may be a file that needs none; that is worth telling apart. */
static gboolean
fail_to_read (WayDb *self, GError **error)
{
  static const char plain[16] = "SQLite format 3";
  char found[sizeof plain] = { 0 };
  sqlite3_file *file = NULL;

  sqlite3_file_control (self->handle, "main", SQLITE_FCNTL_FILE_POINTER, &file);
  if (file == NULL || file->pMethods == NULL
      || file->pMethods->xRead (file, found, sizeof found, 0) != SQLITE_OK
      || memcmp (found, plain, sizeof plain) != 0)
    return FALSE;

  g_clear_error (error);
  return way_fail (error, WAY_DB_ERROR, WAY_DB_ERROR_DAMAGED,
                   "The database file is not encrypted, so Waymark did not write it; nothing was "
                   "changed, please restore a backup.");
}

/* (transfer full): without locks, which need a file that can be written; and without a look for a
 * log where there is none, as the engine would make one. */
static char *
dup_uri_to_read (const char *path)
{
  g_autofree char *whole = g_canonicalize_filename (path, NULL);
  g_autofree char *uri = g_filename_to_uri (whole, NULL, NULL);

  return g_strconcat (uri, way_db_file_has_log (path) ? "?vfs=unix-none" : "?immutable=1", NULL);
}

static int
open_handle (WayDb *self)
{
  g_autofree char *uri = NULL;
  gboolean read_only = (self->flags & WAY_DB_READ_ONLY) != 0;
  /* Never SQLITE_OPEN_CREATE: files are made by way_db_file_start() alone. */
  int mode = (read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE) | SQLITE_OPEN_NOMUTEX;

  if (!read_only || (self->flags & WAY_DB_ALONE) == 0)
    return sqlite3_open_v2 (self->path, &self->handle, mode, NULL);
  uri = dup_uri_to_read (self->path);
  return sqlite3_open_v2 (uri, &self->handle, mode | SQLITE_OPEN_URI, NULL);
}

/* Before anything is read: only then is the log's list made in memory. */
static gboolean
be_alone (WayDb *self, GError **error)
{
  return (self->flags & WAY_DB_ALONE) == 0
         || way_db_exec (self, "PRAGMA locking_mode = EXCLUSIVE", error);
}

gboolean
way_db_connect (WayDb *self, const guint8 key[WAY_DB_KEY_SIZE], GError **error)
{
  gboolean read_only = (self->flags & WAY_DB_READ_ONLY) != 0;
  gint64 n_tables;
  int rc = open_handle (self);

  if (rc != SQLITE_OK)
    return way_db_fail (error, self->handle, rc);
  /* The engine falls back to reading where it may not write, and says nothing. */
  if (!read_only && sqlite3_db_readonly (self->handle, "main") == 1)
    return way_db_fail (error, self->handle, SQLITE_READONLY);

  if (!way_db_harden (self, error) || !be_alone (self, error))
    return FALSE;
  if (!self->plain && (!give_key (self, key, error) || !is_sealed (self, error)))
    return FALSE;
  return way_db_query_int64 (self, "SELECT count(*) FROM sqlite_schema", &n_tables, error)
         || (!self->plain && fail_to_read (self, error));
}

static int
get_mark (WayDb *self)
{
  return self->plain ? WAY_DB_PLAIN_APPLICATION_ID : WAY_DB_APPLICATION_ID;
}

static gboolean
is_ours (WayDb *self, GError **error)
{
  gint64 id;

  if (!way_db_query_int64 (self, "PRAGMA application_id", &id, error))
    return FALSE;
  if (id == get_mark (self))
    return TRUE;
  return way_fail (error, WAY_DB_ERROR, WAY_DB_ERROR_DAMAGED,
                   "The database was not written by Waymark; nothing was changed.");
}

static gboolean
write_mark (const char *path, const guint8 key[WAY_DB_KEY_SIZE], gboolean plain, GError **error)
{
  g_autoptr (WayDb) db = way_db_new (path, WAY_DB_EXISTING, plain);
  g_autofree char *sql = g_strdup_printf ("PRAGMA application_id = %d", get_mark (db));

  return way_db_connect (db, key, error) && way_db_exec (db, sql, error);
}

/* Sealed under another name and then placed: a crash leaves no file or a whole one, never an empty
 * one that would open under any key. */
static gboolean
create_file (const char *path, const guint8 key[WAY_DB_KEY_SIZE], gboolean plain, GError **error)
{
  g_autofree char *temp = g_strconcat (path, ".new", NULL);

  if (!way_db_file_is_free (path, error) || !way_db_file_start (temp, error))
    return FALSE;
  if (write_mark (temp, key, plain, error) && way_fault_point ("create-sealed", error)
      && way_db_file_place (temp, path, FALSE, error))
    return way_fault_point ("create-placed", error);

  way_db_file_discard (temp);
  return FALSE;
}

WayDb *
way_db_open_as (const char *path,
                const guint8 key[WAY_DB_KEY_SIZE],
                WayDbFlags flags,
                gboolean plain,
                GError **error)
{
  g_autoptr (WayDb) self = NULL;

  g_return_val_if_fail (path != NULL && (key != NULL) != plain, NULL);
  g_return_val_if_fail (flags != (WAY_DB_CREATE | WAY_DB_READ_ONLY), NULL);

  if (!way_db_guard (error))
    return NULL;
  if ((flags & WAY_DB_CREATE) != 0 && !create_file (path, key, plain, error))
    return NULL;
  if (!way_db_file_judge (path, error))
    return NULL;

  self = way_db_new (path, flags, plain);
  if (!way_db_connect (self, key, error) || !is_ours (self, error)
      || !way_db_apply_settings (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

WayDb *
way_db_open (const char *path, const guint8 key[WAY_DB_KEY_SIZE], WayDbFlags flags, GError **error)
{
  return way_db_open_as (path, key, flags, FALSE, error);
}

WayDb *
way_db_plain_open (const char *path, WayDbFlags flags, GError **error)
{
  return way_db_open_as (path, NULL, flags, TRUE, error);
}

/* -- statements without values ----------------------------------------------------------------- */

gboolean
way_db_exec (WayDb *self, const char *sql, GError **error)
{
  int rc;

  if (!way_db_is_open (self, error))
    return FALSE;

  rc = sqlite3_exec (self->handle, sql, NULL, NULL, NULL);
  return rc == SQLITE_OK || way_db_fail (error, self->handle, rc);
}

gboolean
way_db_query_int64 (WayDb *self, const char *sql, gint64 *ret_value, GError **error)
{
  g_autoptr (WayStmt) stmt = way_stmt_new (self, sql, error);

  if (stmt == NULL)
    return FALSE;
  switch (way_stmt_step (stmt, error))
    {
    case WAY_STEP_ERROR:
      return FALSE;
    case WAY_STEP_ROW:
      *ret_value = way_stmt_get_int64 (stmt, 0);
      return TRUE;
    case WAY_STEP_DONE:
      break;
    }
  *ret_value = 0;
  return TRUE;
}

gint64
way_db_get_last_row_id (WayDb *self)
{
  return self->handle != NULL ? sqlite3_last_insert_rowid (self->handle) : 0;
}

gint64
way_db_get_changes (WayDb *self)
{
  return self->handle != NULL ? sqlite3_changes64 (self->handle) : 0;
}
