/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "way-fail.h"

static gboolean
fail_file (GError **error, int saved_errno)
{
  if (saved_errno == EEXIST)
    return way_fail (error, G_IO_ERROR, G_IO_ERROR_EXISTS,
                     "There is a file of that name already. It was left as it is.");
  return way_fail_errno (error, saved_errno, "The file cannot be written");
}

/* lstat: a link that leads nowhere is something too. */
static gboolean
is_there (const char *path, struct stat *ret_stat)
{
  return lstat (path, ret_stat) == 0;
}

gboolean
way_file_begin (WayFile *self, const char *path, gboolean replace, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *part = g_strdup_printf ("%s/.%s.XXXXXX", folder, name);
  struct stat found;
  int fd;

  if (is_there (path, &found) && (!replace || !S_ISREG (found.st_mode)))
    return fail_file (error, EEXIST);
  fd = g_mkstemp_full (part, O_WRONLY | O_CLOEXEC, 0600);
  if (fd < 0)
    return fail_file (error, errno);
  *self = (WayFile){ g_strdup (path), g_steal_pointer (&part), fd };
  return TRUE;
}

gboolean
way_file_write_all (int fd, gconstpointer bytes, gsize size)
{
  const guint8 *from = bytes;

  while (size > 0)
    {
      gssize n = write (fd, from, size);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return FALSE;
      from += n;
      size -= (gsize)n;
    }
  return TRUE;
}

static gboolean
give_name (const WayFile *self, gboolean replace)
{
  struct stat found;

  if (replace)
    return rename (self->part, self->path) == 0;
  if (renameat2 (AT_FDCWD, self->part, AT_FDCWD, self->path, RENAME_NOREPLACE) == 0)
    return TRUE;
  if (errno != EINVAL)
    return FALSE;
  /* A file system that cannot promise it, such as a stick's. */
  if (is_there (self->path, &found))
    {
      errno = EEXIST;
      return FALSE;
    }
  return rename (self->part, self->path) == 0;
}

static gboolean
sync_folder (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  gboolean ok = fd >= 0 && fsync (fd) == 0;
  int saved_errno = errno;

  if (fd >= 0)
    close (fd);
  errno = saved_errno;
  return ok || errno == EINVAL;
}

gboolean
way_file_end (WayFile *self, gconstpointer bytes, gsize size, gboolean replace, GError **error)
{
  if (!way_file_write_all (self->fd, bytes, size) || fsync (self->fd) != 0
      || !give_name (self, replace))
    return fail_file (error, errno);
  g_clear_pointer (&self->part, g_free);
  return sync_folder (self->path) || fail_file (error, errno);
}

void
way_file_clear (WayFile *self)
{
  if (self->path == NULL)
    return;

  close (self->fd);
  if (self->part != NULL)
    unlink (self->part);
  g_clear_pointer (&self->part, g_free);
  g_clear_pointer (&self->path, g_free);
}

gboolean
way_file_write (const char *path, gconstpointer bytes, gsize size, gboolean replace, GError **error)
{
  g_auto (WayFile) file = { NULL };

  return way_file_begin (&file, path, replace, error)
         && way_file_end (&file, bytes, size, replace, error);
}

gboolean
way_file_is_in_folder (const char *path, const char *folder)
{
  g_autofree char *own = g_path_get_dirname (path);
  struct stat here, there;

  return stat (own, &here) == 0 && stat (folder, &there) == 0 && here.st_dev == there.st_dev
         && here.st_ino == there.st_ino;
}

gboolean
way_file_is_at_home (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  char *real_folder = realpath (folder, NULL);
  char *real_home = realpath (g_get_home_dir (), NULL);
  gsize size = real_home != NULL ? strlen (real_home) : 0;
  gboolean at_home = real_folder != NULL && size > 1 && strncmp (real_folder, real_home, size) == 0
                     && (real_folder[size] == '/' || real_folder[size] == '\0');

  free (real_folder);
  free (real_home);
  return at_home;
}
