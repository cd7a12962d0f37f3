/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-db-private.h"

#include <errno.h>
#include <string.h>

GQuark
way_db_error_quark (void)
{
  return g_quark_from_static_string ("way-db-error-quark");
}

/* -- sentences --------------------------------------------------------------------------------- */

static const char *const sentences[] = {
  [WAY_DB_ERROR_WRONG_KEY_OR_DAMAGED]
  = "The database does not open with this key: it belongs to another vault, or its beginning is "
    "damaged; nothing was changed.",
  [WAY_DB_ERROR_DAMAGED]
  = "The database file is damaged; nothing was changed, please restore a backup.",
  [WAY_DB_ERROR_FULL] = "The disk is full, so nothing was saved; please make room and try again.",
  [WAY_DB_ERROR_READ_ONLY]
  = "The database or its folder is read-only, so nothing was saved; please make it writable and "
    "try again.",
  [WAY_DB_ERROR_BUSY] = "The database is in use by another program; please try again.",
  [WAY_DB_ERROR_IO]
  = "The disk did not do what it was asked, so this was not saved; please check the disk and try "
    "again.",
  [WAY_DB_ERROR_CONSTRAINT]
  = "The database refused an entry that breaks one of its rules; nothing was saved.",
};

/* -- codes ------------------------------------------------------------------------------------- */

static gboolean
is_full (int system_errno)
{
  return system_errno == ENOSPC || system_errno == EDQUOT;
}

static gboolean
is_read_only (int system_errno)
{
  return system_errno == EACCES || system_errno == EPERM || system_errno == EROFS;
}

/* Where a page does not decrypt, SQLCipher answers with the plain SQLITE_ERROR a faulty statement
 * also gets, and from then on to every read.  A faulty statement comes with words of its own; and a
 * sound connection can still read its first page once it forgot what it has in memory. */
static gboolean
has_lost_a_page (sqlite3 *handle)
{
  if (strcmp (sqlite3_errmsg (handle), sqlite3_errstr (SQLITE_ERROR)) == 0)
    return TRUE;
  return sqlite3_exec (handle, "PRAGMA shrink_memory; PRAGMA schema_version", NULL, NULL, NULL)
         != SQLITE_OK;
}

static WayDbError
translate_io (int rc, int system_errno)
{
  if (is_full (system_errno))
    return WAY_DB_ERROR_FULL;
  if (rc == SQLITE_CANTOPEN && is_read_only (system_errno))
    return WAY_DB_ERROR_READ_ONLY;
  return WAY_DB_ERROR_IO;
}

static WayDbError
translate (sqlite3 *handle, int rc, int system_errno)
{
  switch (rc & 0xff)
    {
    case SQLITE_NOTADB:
      return WAY_DB_ERROR_WRONG_KEY_OR_DAMAGED;
    case SQLITE_CORRUPT:
      return WAY_DB_ERROR_DAMAGED;
    case SQLITE_FULL:
      return WAY_DB_ERROR_FULL;
    case SQLITE_READONLY:
      return WAY_DB_ERROR_READ_ONLY;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return WAY_DB_ERROR_BUSY;
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
      return translate_io (rc & 0xff, system_errno);
    case SQLITE_CONSTRAINT:
    case SQLITE_TOOBIG:
    case SQLITE_MISMATCH:
      return WAY_DB_ERROR_CONSTRAINT;
    case SQLITE_ERROR:
      if (handle != NULL && has_lost_a_page (handle))
        return WAY_DB_ERROR_DAMAGED;
      return WAY_DB_ERROR_FAILED;
    default:
      return WAY_DB_ERROR_FAILED;
    }
}

gboolean
way_db_fail (GError **error, sqlite3 *handle, int rc)
{
  int system_errno = handle != NULL ? sqlite3_system_errno (handle) : 0;
  WayDbError code = translate (handle, rc, system_errno);

  if (code == WAY_DB_ERROR_FAILED)
    return way_fail (error, WAY_DB_ERROR, code,
                     "The database could not do this (code %d); nothing was saved.", rc);
  return way_fail (error, WAY_DB_ERROR, (int)code, "%s", sentences[code]);
}
