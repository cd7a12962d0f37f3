/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-db-private.h"

#include <errno.h>

G_DEFINE_QUARK (way - db - error - quark, way_db_error)

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

/* Once a page did not decrypt, SQLCipher answers everything with the plain SQLITE_ERROR a faulty
 * statement also gets; only a connection still able to read its first page is sound. */
static gboolean
can_read_first_page (sqlite3 *handle)
{
  return sqlite3_exec (handle, "PRAGMA schema_version", NULL, NULL, NULL) == SQLITE_OK;
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
      if (handle != NULL && !can_read_first_page (handle))
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
