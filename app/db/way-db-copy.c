/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-db-copy.h"

#include "way-db-check.h"
#include "way-db-file.h"
#include "way-db-plain.h"
#include "way-db-private.h"
#include "way-fault.h"

/* -- filling ----------------------------------------------------------------------------------- */

static gboolean
is_free_to_copy (WayDb *self, GError **error)
{
  if (!way_db_is_open (self, error))
    return FALSE;
  if (!self->in_txn)
    return TRUE;
  return way_fail (error, WAY_DB_ERROR, WAY_DB_ERROR_FAILED,
                   "The database cannot be copied in the middle of a save; nothing was copied.");
}

/* A code that is about what was read belongs to the source, one about writing to the copy. */
static gboolean
fail_copying (WayDb *source, WayDb *copy, int rc, GError **error)
{
  switch (rc & 0xff)
    {
    case SQLITE_ERROR:
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return way_db_fail (error, source->handle, rc);
    default:
      return way_db_fail (error, copy->handle, rc);
    }
}

static gboolean
copy_pages (WayDb *source, WayDb *copy, GError **error)
{
  sqlite3_backup *backup = sqlite3_backup_init (copy->handle, "main", source->handle, "main");
  int rc, finished;

  if (backup == NULL)
    return fail_copying (source, copy, sqlite3_extended_errcode (copy->handle), error);
  rc = sqlite3_backup_step (backup, -1);
  finished = sqlite3_backup_finish (backup);
  if (rc == SQLITE_DONE)
    rc = finished;
  return rc == SQLITE_OK || fail_copying (source, copy, rc, error);
}

/* The source's header says that a log belongs to it; a copy is whole by itself. */
static gboolean
fill (WayDb *source, const char *temp, const guint8 key[WAY_DB_KEY_SIZE], GError **error)
{
  g_autoptr (WayDb) copy = way_db_new (temp, WAY_DB_EXISTING, source->plain);

  return way_db_file_start (temp, error) && way_db_connect (copy, key, error)
         && way_db_exec (copy, "PRAGMA synchronous = FULL", error)
         && copy_pages (source, copy, error)
         && way_db_exec (copy, "PRAGMA journal_mode = DELETE", error);
}

static gboolean
check (WayDb *source, const char *temp, const guint8 key[WAY_DB_KEY_SIZE], GError **error)
{
  g_autoptr (WayDb) copy = way_db_open_as (temp, key, WAY_DB_READ_ONLY, source->plain, error);
  g_autoptr (GPtrArray) problems = NULL;

  if (copy == NULL)
    return FALSE;
  problems = way_db_check (copy);
  if (problems->len == 0 && !way_db_file_has_log (temp))
    return TRUE;
  return way_fail (error, WAY_DB_ERROR, WAY_DB_ERROR_DAMAGED,
                   "The copy of the database did not come out whole, so it was thrown away; please "
                   "check the database and the disk.");
}

static gboolean
make_copy (WayDb *source, const char *temp, const guint8 key[WAY_DB_KEY_SIZE], GError **error)
{
  return fill (source, temp, key, error) && way_fault_point ("copy-filled", error)
         && check (source, temp, key, error) && way_fault_point ("copy-checked", error);
}

/* -- a backup ---------------------------------------------------------------------------------- */

gboolean
way_db_backup (WayDb *self, const char *path, const guint8 key[WAY_DB_KEY_SIZE], GError **error)
{
  g_autofree char *temp = g_strconcat (path, ".part", NULL);

  if (!is_free_to_copy (self, error) || !way_db_file_is_free (path, error))
    return FALSE;
  if (make_copy (self, temp, key, error) && way_db_file_place (temp, path, FALSE, error))
    return way_fault_point ("copy-placed", error);

  way_db_file_discard (temp);
  return FALSE;
}

gboolean
way_db_plain_backup (WayDb *self, const char *path, GError **error)
{
  g_return_val_if_fail (self->plain, FALSE);
  return way_db_backup (self, path, NULL, error);
}

/* -- a new key --------------------------------------------------------------------------------- */

static gboolean
opens_with (WayDb *self, const guint8 key[WAY_DB_KEY_SIZE], GError **error)
{
  WayDbFlags alone = self->flags & WAY_DB_ALONE;
  g_autoptr (WayDb) again = way_db_open (self->path, key, WAY_DB_READ_ONLY | alone, error);

  return again != NULL;
}

/* The former log has to be gone for good before another file takes the name: replayed over it after
 * a power cut, it would destroy it. */
static gboolean
leave_file (WayDb *self, GError **error)
{
  int rc;

  way_stmt_drop_cache (self);
  /* Closing does this too and would not say why it could not. */
  rc = sqlite3_wal_checkpoint_v2 (self->handle, "main", SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
  if (rc == SQLITE_OK)
    rc = sqlite3_close (self->handle);
  if (rc != SQLITE_OK)
    return way_db_fail (error, self->handle, rc);
  self->handle = NULL;

  if (way_db_file_has_log (self->path))
    return way_fail (error, WAY_DB_ERROR, WAY_DB_ERROR_IO,
                     "The database could not be brought to rest, so it keeps its key; please check "
                     "the disk and try again.");
  return way_db_file_sync_folder (self->path, error) && way_fault_point ("rekey-closed", error);
}

static gboolean
enter_file (WayDb *self, const guint8 key[WAY_DB_KEY_SIZE], GError **error)
{
  if (self->handle != NULL)
    return TRUE;
  if (way_db_connect (self, key, error) && way_db_apply_settings (self, error))
    return TRUE;
  way_db_close (self);
  return FALSE;
}

gboolean
way_db_rekey (WayDb *self,
              const guint8 old_key[WAY_DB_KEY_SIZE],
              const guint8 new_key[WAY_DB_KEY_SIZE],
              GError **error)
{
  g_autofree char *temp = g_strconcat (self->path, ".rekey", NULL);

  if (!is_free_to_copy (self, error) || !opens_with (self, old_key, error))
    return FALSE;
  if (make_copy (self, temp, new_key, error) && leave_file (self, error)
      && way_db_file_place (temp, self->path, TRUE, error))
    return way_fault_point ("copy-placed", error) && enter_file (self, new_key, error);

  way_db_file_discard (temp);
  /* Whichever of the two lies there now: placing may have failed after the rename. */
  if (!enter_file (self, old_key, NULL))
    enter_file (self, new_key, NULL);
  return FALSE;
}
