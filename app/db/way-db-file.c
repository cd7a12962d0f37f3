/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-db-file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

/* What the engine may lay beside a database; the first two hold changes. */
static const char *const companions[] = { "-wal", "-journal", "-shm" };
#define N_LOGS 2

/* -- errors ------------------------------------------------------------------------------------ */

static gboolean
fail_errno (GError **error, int saved_errno)
{
  switch (saved_errno)
    {
    case ENOENT:
    case ENOTDIR:
      return way_fail (error, WAY_DB_ERROR, WAY_DB_ERROR_NOT_FOUND,
                       "The database file or its folder is not there; nothing was changed.");
    case EEXIST:
      return way_fail (error, WAY_DB_ERROR, WAY_DB_ERROR_EXISTS,
                       "There is a file in this place already; it was left as it is.");
    case ENOSPC:
    case EDQUOT:
      return way_fail (error, WAY_DB_ERROR, WAY_DB_ERROR_FULL,
                       "The disk is full, so nothing was saved; please make room and try again.");
    case EACCES:
    case EPERM:
    case EROFS:
      return way_fail (error, WAY_DB_ERROR, WAY_DB_ERROR_READ_ONLY,
                       "The database or its folder does not let Waymark in; nothing was changed, "
                       "please check who owns it.");
    default:
      return way_fail (error, WAY_DB_ERROR, WAY_DB_ERROR_IO,
                       "The disk did not do what it was asked (%s); nothing was changed.",
                       g_strerror (saved_errno));
    }
}

/* -- looking ----------------------------------------------------------------------------------- */

gboolean
way_db_file_judge (const char *path, GError **error)
{
  struct stat info;

  if (stat (path, &info) != 0)
    return fail_errno (error, errno);
  if (!S_ISREG (info.st_mode))
    return way_fail (error, WAY_DB_ERROR, WAY_DB_ERROR_DAMAGED,
                     "Where the database should be lies something that is not a file; nothing was "
                     "changed.");
  /* The engine would take an empty file for a new database, under any key. */
  if (info.st_size == 0)
    return way_fail (error, WAY_DB_ERROR, WAY_DB_ERROR_DAMAGED,
                     "The database file is empty; nothing was changed, please restore a backup.");
  return TRUE;
}

static gboolean
companion_has_bytes (const char *path, const char *suffix)
{
  g_autofree char *name = g_strconcat (path, suffix, NULL);
  struct stat info;

  return stat (name, &info) == 0 && info.st_size > 0;
}

gboolean
way_db_file_has_log (const char *path)
{
  for (gsize i = 0; i < N_LOGS; i++)
    if (companion_has_bytes (path, companions[i]))
      return TRUE;
  return FALSE;
}

gboolean
way_db_file_is_free (const char *path, GError **error)
{
  struct stat info;

  if (lstat (path, &info) == 0)
    return fail_errno (error, EEXIST);
  if (errno != ENOENT)
    return fail_errno (error, errno);
  if (way_db_file_has_log (path))
    return way_fail (error, WAY_DB_ERROR, WAY_DB_ERROR_EXISTS,
                     "A part of an older database lies in this place; it was left as it is, please "
                     "move it away first.");
  return TRUE;
}

/* -- placing ----------------------------------------------------------------------------------- */

void
way_db_file_discard (const char *temp)
{
  for (gsize i = 0; i < G_N_ELEMENTS (companions); i++)
    {
      g_autofree char *name = g_strconcat (temp, companions[i], NULL);

      g_unlink (name);
    }
  g_unlink (temp);
}

gboolean
way_db_file_start (const char *path, GError **error)
{
  int fd;

  way_db_file_discard (path);
  fd = open (path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
  if (fd < 0)
    return fail_errno (error, errno);
  close (fd);
  return TRUE;
}

static gboolean
sync_path (const char *path, int flags, GError **error)
{
  int fd = open (path, O_RDONLY | O_CLOEXEC | flags);
  int saved_errno;

  if (fd < 0)
    return fail_errno (error, errno);
  saved_errno = fsync (fd) == 0 ? 0 : errno;
  close (fd);
  return saved_errno == 0 || fail_errno (error, saved_errno);
}

gboolean
way_db_file_sync_folder (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);

  return sync_path (folder, O_DIRECTORY, error);
}

/* A file system without RENAME_NOREPLACE gets a look before the rename: no other program of ours
 * works in this folder, as the vault's lock is held. */
static int
rename_if_free (const char *temp, const char *path)
{
  struct stat info;

  if (renameat2 (AT_FDCWD, temp, AT_FDCWD, path, RENAME_NOREPLACE) == 0)
    return 0;
  if (errno != EINVAL && errno != ENOSYS)
    return errno;
  if (lstat (path, &info) == 0)
    return EEXIST;
  return g_rename (temp, path) == 0 ? 0 : errno;
}

gboolean
way_db_file_place (const char *temp, const char *path, gboolean replace, GError **error)
{
  int failed;

  if (!sync_path (temp, 0, error))
    return FALSE;
  if (replace)
    failed = g_rename (temp, path) == 0 ? 0 : errno;
  else
    failed = rename_if_free (temp, path);
  if (failed != 0)
    return fail_errno (error, failed);
  return way_db_file_sync_folder (path, error);
}
