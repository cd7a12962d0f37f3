/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-server-data.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>
#include "way-server.h"

#define LOCK "server.lock"

static gboolean
take_lock (WayServerData *self, GError **error)
{
  g_autofree char *path = g_build_filename (self->path, LOCK, NULL);
  struct flock whole = { .l_type = F_WRLCK, .l_whence = SEEK_SET };

  self->lock = open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (self->lock < 0)
    return way_fail_errno (error, errno, "The data folder cannot be written to");
  if (fcntl (self->lock, F_OFD_SETLK, &whole) == 0)
    return TRUE;
  return way_fail (error, WAY_SERVER_ERROR, WAY_SERVER_ERROR_IN_USE,
                   "Another server is using this data folder; nothing was changed.");
}

gboolean
way_server_data_open (WayServerData *self, const char *path, GError **error)
{
  self->path = g_strdup (path);
  self->lock = -1;
  if (g_mkdir_with_parents (path, 0700) != 0)
    return way_fail_errno (error, errno, "The data folder cannot be made");
  return take_lock (self, error);
}

void
way_server_data_clear (WayServerData *self)
{
  if (self->path != NULL && self->lock >= 0)
    close (self->lock);
  g_clear_pointer (&self->path, g_free);
}

static char *
get_file (const char *folder)
{
  return g_build_filename (folder, WAY_STORAGE_FILE, NULL);
}

WayStorage *
way_server_data_open_storage (WayServerData *self, GError **error)
{
  g_autofree char *path = get_file (self->path);
  gboolean is_there = g_file_test (path, G_FILE_TEST_EXISTS);

  return way_storage_sqlite_open (path, is_there ? WAY_STORAGE_EXISTING : WAY_STORAGE_CREATE,
                                  error);
}

static GPtrArray *
check_storage (WayStorage *storage)
{
  GPtrArray *lines = way_storage_sqlite_check (storage);
  g_autoptr (GPtrArray) more = way_server_check (storage);

  for (guint i = 0; i < more->len; i++)
    g_ptr_array_add (lines, g_strdup (more->pdata[i]));
  return lines;
}

gboolean
way_server_data_backup (const char *path, const char *file, GError **error)
{
  g_autofree char *from = get_file (path);
  g_autoptr (WayStorage) storage = way_storage_sqlite_open (from, WAY_STORAGE_READ, error);

  return storage != NULL && way_storage_sqlite_copy (storage, file, error);
}

GPtrArray *
way_server_data_check (const char *path, GError **error)
{
  g_autofree char *from = get_file (path);
  g_autoptr (WayStorage) storage = way_storage_sqlite_open (from, WAY_STORAGE_READ, error);

  return storage != NULL ? check_storage (storage) : NULL;
}

static gboolean
is_sound (const char *file, GError **error)
{
  g_autoptr (WayStorage) storage = way_storage_sqlite_open (file, WAY_STORAGE_READ, error);
  g_autoptr (GPtrArray) lines = NULL;

  if (storage == NULL)
    return FALSE;
  lines = check_storage (storage);
  return lines->len == 0
         || way_fail (error, WAY_SERVER_ERROR, WAY_SERVER_ERROR_DAMAGED,
                      "The backup is damaged, so nothing was restored; please try an older one.");
}

/* Marked under another name: under its own the copy is never without the mark. */
static gboolean
copy_marked (const char *file, const char *part, GError **error)
{
  g_autoptr (WayStorage) from = way_storage_sqlite_open (file, WAY_STORAGE_READ, error);
  g_autoptr (WayStorage) copy = NULL;

  if (from == NULL || !way_storage_sqlite_copy (from, part, error))
    return FALSE;
  copy = way_storage_sqlite_open (part, WAY_STORAGE_EXISTING, error);
  return copy != NULL && way_server_mark_restored (copy, error);
}

static void
remove_part (const char *part)
{
  static const char *const suffixes[] = { "", "-wal", "-shm" };

  for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *path = g_strconcat (part, suffixes[i], NULL);

      g_unlink (path);
    }
}

gboolean
way_server_data_restore (const char *path, const char *file, GError **error)
{
  g_auto (WayServerData) data = { 0 };
  g_autofree char *to = get_file (path);
  g_autofree char *part = g_strconcat (to, ".restoring", NULL);
  g_autoptr (WayStorage) marked = NULL;

  if (!is_sound (file, error) || !way_server_data_open (&data, path, error))
    return FALSE;
  if (g_file_test (to, G_FILE_TEST_EXISTS))
    return way_fail (error, WAY_SERVER_ERROR, WAY_SERVER_ERROR_TAKEN,
                     "There is data in this folder already, so nothing was restored; please "
                     "restore into an empty folder, or move the data away first.");
  remove_part (part);
  if (copy_marked (file, part, error))
    marked = way_storage_sqlite_open (part, WAY_STORAGE_READ, error);
  if (marked != NULL && way_storage_sqlite_copy (marked, to, error))
    {
      g_clear_pointer (&marked, way_storage_free);
      remove_part (part);
      return TRUE;
    }
  g_clear_pointer (&marked, way_storage_free);
  remove_part (part);
  return FALSE;
}
