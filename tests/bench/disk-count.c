/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "disk-count.h"

#include <sys/types.h>
#include <unistd.h>

int __real_fsync (int fd);
int __real_fdatasync (int fd);
ssize_t __real_pwrite64 (int fd, const void *bytes, size_t size, off_t offset);
int __wrap_fsync (int fd);
int __wrap_fdatasync (int fd);
ssize_t __wrap_pwrite64 (int fd, const void *bytes, size_t size, off_t offset);

static DiskCount *counting; /* (atomic) (nullable) */

void
disk_count_to (DiskCount *count)
{
  g_atomic_pointer_set (&counting, count);
}

static void
count_sync (int fd)
{
  DiskCount *count = g_atomic_pointer_get (&counting);
  g_autofree char *link = g_strdup_printf ("/proc/self/fd/%d", fd);
  g_autofree char *path = count != NULL ? g_file_read_link (link, NULL) : NULL;

  if (count != NULL)
    g_atomic_int_inc (path != NULL && g_str_has_suffix (path, "-wal") ? &count->log_syncs
                                                                      : &count->other_syncs);
}

int
__wrap_fsync (int fd)
{
  count_sync (fd);
  return __real_fsync (fd);
}

int
__wrap_fdatasync (int fd)
{
  count_sync (fd);
  return __real_fdatasync (fd);
}

ssize_t
__wrap_pwrite64 (int fd, const void *bytes, size_t size, off_t offset)
{
  DiskCount *count = g_atomic_pointer_get (&counting);

  if (count != NULL)
    {
      g_atomic_int_inc (&count->writes);
      g_atomic_int_add (&count->kib, (gint)((size + 1023) / 1024));
    }
  return __real_pwrite64 (fd, bytes, size, offset);
}
