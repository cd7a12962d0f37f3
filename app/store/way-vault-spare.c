/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-vault-spare.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>
#include "way-db-error.h"

/* What stays free for everything else on this disk. */
#define ROOM_FOR_OTHERS (2 * (guint64)WAY_VAULT_SPARE_SIZE)

static int
open_spare (const char *dir, int flags)
{
  g_autofree char *path = way_vault_path (dir, WAY_VAULT_SPARE);
  int fd = open (path, O_WRONLY | O_CLOEXEC | O_NOFOLLOW | O_NOCTTY | O_NONBLOCK | flags, 0600);
  struct stat info;

  if (fd < 0 || (fstat (fd, &info) == 0 && S_ISREG (info.st_mode)))
    return fd;
  close (fd);
  return -1;
}

/* What a file's blocks take, and not how long it says it is. */
static guint64
get_room (int fd)
{
  struct stat info;

  return fstat (fd, &info) == 0 ? (guint64)info.st_blocks * 512 : 0;
}

static gboolean
has_plenty (const char *dir)
{
  struct statvfs disk;
  struct rlimit most;

  /* Beyond the limit a signal would end the program. */
  return getrlimit (RLIMIT_FSIZE, &most) == 0 && most.rlim_cur >= WAY_VAULT_SPARE_SIZE
         && statvfs (dir, &disk) == 0
         && (guint64)disk.f_bavail * disk.f_frsize >= WAY_VAULT_SPARE_SIZE + ROOM_FOR_OTHERS;
}

gboolean
way_vault_fill_spare (const char *dir)
{
  int fd = open_spare (dir, has_plenty (dir) ? O_CREAT : 0);
  gboolean whole;

  if (fd < 0)
    return FALSE;
  whole = get_room (fd) >= WAY_VAULT_SPARE_SIZE
          || (has_plenty (dir) && posix_fallocate (fd, 0, WAY_VAULT_SPARE_SIZE) == 0);
  close (fd);
  return whole;
}

static gboolean
is_full (const GError *reason)
{
  return g_error_matches (reason, WAY_STORE_ERROR, WAY_STORE_ERROR_FULL)
         || g_error_matches (reason, WAY_DB_ERROR, WAY_DB_ERROR_FULL);
}

gboolean
way_vault_use_spare (const char *dir, gsize keep, GError **reason)
{
  int fd = is_full (*reason) ? open_spare (dir, 0) : -1;
  gboolean freed;

  if (fd < 0)
    return FALSE;
  freed = get_room (fd) > keep && ftruncate (fd, (off_t)keep) == 0;
  close (fd);
  if (freed)
    g_clear_error (reason);
  return freed;
}
