/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-test-files.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "way-fault.h"
#include "way-key-half.h"

#define MARK "/way-test-" /* in the path of every test vault */
#define MAX_FD 1024
#define SECTOR 512

/* What was done to a name, and how to take it back. */
typedef struct
{
  char *path;    /* (owned) */
  GBytes *was;   /* (owned) (nullable): NULL where nothing had the name */
  char *from;    /* (owned) (nullable): of a rename */
  GBytes *moved; /* (owned) (nullable) */
} Change;

struct _WayTestFiles
{
  WayTestVfs *vfs;
  GMutex lock;        /* guards what follows */
  GPtrArray *changes; /* (owned): Change, not lasting yet, oldest first */
  GHashTable *dirty;  /* (owned): paths written since their last sync */
  GPtrArray *names;   /* (owned): see way_test_files_get_names() */
  gboolean writable[MAX_FD];
  WayTestFault fault;
  guint64 at;
  gboolean struck;
  gboolean plain;
};

static WayTestFiles *instance;

/* -- the real ones ----------------------------------------------------------------------------- */

int __real_open64 (const char *path, int flags, mode_t mode);
int __wrap_open64 (const char *path, int flags, ...);
ssize_t __real_write (int fd, const void *bytes, size_t size);
ssize_t __wrap_write (int fd, const void *bytes, size_t size);
int __real_fsync (int fd);
int __wrap_fsync (int fd);
int __real_rename (const char *from, const char *to);
int __wrap_rename (const char *from, const char *to);
int __real_renameat2 (int from_fd, const char *from, int to_fd, const char *to, unsigned flags);
int __wrap_renameat2 (int from_fd, const char *from, int to_fd, const char *to, unsigned flags);
int __real_unlink (const char *path);
int __wrap_unlink (const char *path);
int __wrap_g_rename (const char *from, const char *to);
int __wrap_g_unlink (const char *path);
gboolean __real_way_fault_point (const char *point, GError **error);
gboolean __wrap_way_fault_point (const char *point, GError **error);
gboolean __real_way_key_half_store (WayKeyHalf *half,
                                    const WayId *vault,
                                    guint64 generation,
                                    WaySecret *secret,
                                    GCancellable *cancellable,
                                    GError **error);
gboolean __wrap_way_key_half_store (WayKeyHalf *half,
                                    const WayId *vault,
                                    guint64 generation,
                                    WaySecret *secret,
                                    GCancellable *cancellable,
                                    GError **error);
gboolean __real_way_key_half_remove (WayKeyHalf *half,
                                     const WayId *vault,
                                     guint64 generation,
                                     GCancellable *cancellable,
                                     GError **error);
gboolean __wrap_way_key_half_remove (WayKeyHalf *half,
                                     const WayId *vault,
                                     guint64 generation,
                                     GCancellable *cancellable,
                                     GError **error);

/* -- judging ----------------------------------------------------------------------------------- */

static void
note_name (WayTestFiles *self, const char *name)
{
  guint64 number = way_test_vfs_get_count (self->vfs) + 1;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  if (self->names->len <= number)
    g_ptr_array_set_size (self->names, (int)number + 1);
  g_free (self->names->pdata[number]);
  self->names->pdata[number] = g_strdup (name);
}

gboolean
__wrap_way_fault_point (const char *point, GError **error)
{
  if (instance != NULL)
    note_name (instance, point);
  return __real_way_fault_point (point, error);
}

typedef enum
{
  OP_MAKE,
  OP_WRITE,
  OP_SYNC,
  OP_NAME,
} Op;

/* Of faults that only some operations suffer the disk knows nothing for these. */
static gboolean
suffers_here (WayTestFiles *self, Op op, int *ret_errno)
{
  guint64 number = way_test_vfs_get_count (self->vfs);
  gboolean hit = FALSE;

  if (self->fault == WAY_TEST_FAULT_NONE || number < self->at
      || (self->fault != WAY_TEST_FAULT_FULL && way_test_files_has_struck (self)))
    return FALSE;
  hit |= self->fault == WAY_TEST_FAULT_FULL && (op == OP_MAKE || op == OP_WRITE);
  hit |= self->fault == WAY_TEST_FAULT_SYNC && op == OP_SYNC;
  hit |= self->fault == WAY_TEST_FAULT_SHORT_WRITE && op == OP_WRITE;
  if (!hit)
    return FALSE;
  *ret_errno = self->fault == WAY_TEST_FAULT_FULL ? ENOSPC : EIO;
  self->struck = TRUE;
  return TRUE;
}

/* Counts one operation; FALSE and errno where it fails. */
static gboolean
allow (WayTestFiles *self, const char *name, Op op)
{
  g_autoptr (GError) error = NULL;
  int code = EIO;

  if (__wrap_way_fault_point (name, &error) && !suffers_here (self, op, &code))
    return TRUE;
  errno = code;
  return FALSE;
}

static gboolean
is_ours (const char *path)
{
  return instance != NULL && strstr (path, MARK) != NULL;
}

/* A log's and a journal's names are the database's work, which the disk judged. */
static gboolean
is_companion (const char *path)
{
  return g_str_has_suffix (path, "-wal") || g_str_has_suffix (path, "-journal")
         || g_str_has_suffix (path, "-shm");
}

static char *
dup_fd_path (int fd)
{
  char name[64], path[4096];
  ssize_t size;

  g_snprintf (name, sizeof name, "/proc/self/fd/%d", fd);
  size = readlink (name, path, sizeof path - 1);
  return size > 0 ? g_strndup (path, (gsize)size) : g_strdup ("");
}

/* -- what is not lasting yet ------------------------------------------------------------------- */

static void
change_free (Change *change)
{
  g_free (change->path);
  g_free (change->from);
  g_clear_pointer (&change->was, g_bytes_unref);
  g_clear_pointer (&change->moved, g_bytes_unref);
  g_free (change);
}

static GBytes *
read_bytes (const char *path)
{
  char *bytes;
  gsize size;

  if (!g_file_get_contents (path, &bytes, &size, NULL))
    return NULL;
  return g_bytes_new_take (bytes, size);
}

static Change *
change_new (const char *path, const char *from)
{
  Change *change = g_new0 (Change, 1);

  change->path = g_strdup (path);
  change->was = read_bytes (path);
  change->from = g_strdup (from);
  change->moved = from != NULL ? read_bytes (from) : NULL;
  return change;
}

/* After the call was made; drops @change where it failed. */
static void
keep_change (WayTestFiles *self, Change *change, gboolean done)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  if (!done)
    {
      change_free (change);
      return;
    }
  if (change->from != NULL && g_hash_table_remove (self->dirty, change->from))
    g_hash_table_add (self->dirty, g_strdup (change->path));
  g_ptr_array_add (self->changes, change);
}

static gboolean
is_in (const char *path, const char *folder)
{
  g_autofree char *its_folder = g_path_get_dirname (path);

  return g_str_equal (its_folder, folder);
}

/* A folder makes its names last; a new file its own. */
static void
settle (WayTestFiles *self, const char *path, gboolean folder)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  g_hash_table_remove (self->dirty, path);
  for (guint i = self->changes->len; i > 0; i--)
    {
      const Change *change = self->changes->pdata[i - 1];
      gboolean made = change->from == NULL && change->was == NULL;

      if (folder ? is_in (change->path, path) : made && g_str_equal (change->path, path))
        g_ptr_array_remove_index (self->changes, i - 1);
    }
}

/* -- the wrapped calls ------------------------------------------------------------------------- */

int
__wrap_open64 (const char *path, int flags, ...)
{
  gboolean ours = is_ours (path);
  gboolean makes = ours && (flags & O_CREAT) != 0 && (flags & O_EXCL) != 0;
  Change *change;
  mode_t mode = 0;
  va_list args;
  int fd;

  va_start (args, flags);
  if ((flags & (O_CREAT | O_TMPFILE)) != 0)
    mode = va_arg (args, mode_t);
  va_end (args);
  if (makes && !allow (instance, "file-made", OP_MAKE))
    return -1;

  change = makes ? change_new (path, NULL) : NULL;
  fd = __real_open64 (path, flags, mode);
  if (makes)
    keep_change (instance, change, fd >= 0);
  if (ours && fd >= 0 && fd < MAX_FD)
    instance->writable[fd] = (flags & O_ACCMODE) == O_WRONLY;
  return fd;
}

ssize_t
__wrap_write (int fd, const void *bytes, size_t size)
{
  g_autofree char *path = NULL;
  gboolean half;

  if (instance == NULL || fd < 0 || fd >= MAX_FD || !instance->writable[fd])
    return __real_write (fd, bytes, size);
  path = dup_fd_path (fd);
  if (!is_ours (path))
    return __real_write (fd, bytes, size);

  half = !allow (instance, "file-written", OP_WRITE);
  if (half && instance->fault != WAY_TEST_FAULT_SHORT_WRITE)
    return -1;
  g_mutex_lock (&instance->lock);
  g_hash_table_add (instance->dirty, g_strdup (path));
  g_mutex_unlock (&instance->lock);
  if (!half)
    return __real_write (fd, bytes, size);
  if (__real_write (fd, bytes, size / 2) >= 0)
    errno = EIO;
  return -1;
}

int
__wrap_fsync (int fd)
{
  g_autofree char *path = instance != NULL ? dup_fd_path (fd) : NULL;
  struct stat info;
  gboolean folder;

  if (instance == NULL || !is_ours (path))
    return __real_fsync (fd);
  folder = fstat (fd, &info) == 0 && S_ISDIR (info.st_mode);
  if (!allow (instance, folder ? "folder-synced" : "file-synced", OP_SYNC))
    return -1;
  settle (instance, path, folder);
  return 0;
}

int
__wrap_rename (const char *from, const char *to)
{
  Change *change;
  int rc;

  if (!is_ours (to))
    return __real_rename (from, to);
  if (!allow (instance, "file-renamed", OP_NAME))
    return -1;
  change = change_new (to, from);
  rc = __real_rename (from, to);
  keep_change (instance, change, rc == 0);
  return rc;
}

int
__wrap_renameat2 (int from_fd, const char *from, int to_fd, const char *to, unsigned flags)
{
  Change *change;
  int rc;

  if (!is_ours (to))
    return __real_renameat2 (from_fd, from, to_fd, to, flags);
  if (instance->plain)
    {
      errno = EINVAL;
      return -1;
    }
  if (!allow (instance, "file-renamed", OP_NAME))
    return -1;
  change = change_new (to, from);
  rc = __real_renameat2 (from_fd, from, to_fd, to, flags);
  keep_change (instance, change, rc == 0);
  return rc;
}

int
__wrap_g_rename (const char *from, const char *to)
{
  return __wrap_rename (from, to);
}

static int
remove_ours (const char *path)
{
  Change *change;
  struct stat info;
  int rc;

  if (lstat (path, &info) != 0)
    return __real_unlink (path);
  if (!allow (instance, "file-removed", OP_NAME))
    return -1;
  change = change_new (path, NULL);
  rc = __real_unlink (path);
  keep_change (instance, change, rc == 0);
  return rc;
}

int
__wrap_unlink (const char *path)
{
  return is_ours (path) && !is_companion (path) ? remove_ours (path) : __real_unlink (path);
}

int
__wrap_g_unlink (const char *path)
{
  return is_ours (path) ? remove_ours (path) : __real_unlink (path);
}

gboolean
__wrap_way_key_half_store (WayKeyHalf *half,
                           const WayId *vault,
                           guint64 generation,
                           WaySecret *secret,
                           GCancellable *cancellable,
                           GError **error)
{
  if (instance != NULL && !allow (instance, "half-stored", OP_NAME))
    return way_key_half_fail (WAY_KEY_HALF_ABSENT, error);
  return __real_way_key_half_store (half, vault, generation, secret, cancellable, error);
}

gboolean
__wrap_way_key_half_remove (WayKeyHalf *half,
                            const WayId *vault,
                            guint64 generation,
                            GCancellable *cancellable,
                            GError **error)
{
  if (instance != NULL && !allow (instance, "half-removed", OP_NAME))
    return way_key_half_fail (WAY_KEY_HALF_ABSENT, error);
  return __real_way_key_half_remove (half, vault, generation, cancellable, error);
}

/* -- the power cut ----------------------------------------------------------------------------- */

static void
put_back (const char *path, GBytes *bytes)
{
  g_autofree char *dir = g_path_get_dirname (path);
  gsize size;
  const char *data;
  int fd;

  __real_unlink (path);
  if (bytes == NULL)
    return;
  data = g_bytes_get_data (bytes, &size);
  /* A folder that was taken away, and not for good yet, is there again too. */
  g_assert_cmpint (g_mkdir_with_parents (dir, 0700), ==, 0);
  fd = __real_open64 (path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (__real_write (fd, data, size), ==, size);
  g_assert_cmpint (close (fd), ==, 0);
}

static void
tear (const char *path, WayTestLoss loss, WayRandom *random)
{
  struct stat info;
  guint sectors;

  if (stat (path, &info) != 0 || !S_ISREG (info.st_mode))
    return;
  sectors = (guint)(info.st_size / SECTOR + 1);
  sectors = loss == WAY_TEST_LOSS_ALL ? 0 : way_random_below (random, sectors);
  g_assert_cmpint (truncate (path, (off_t)sectors * SECTOR), ==, 0);
}

static void
power_cut (WayTestFiles *self, WayTestLoss loss, WayRandom *random)
{
  GHashTableIter iter;
  gpointer path;
  guint keep = 0;

  if (loss == WAY_TEST_LOSS_NONE)
    return;
  g_hash_table_iter_init (&iter, self->dirty);
  while (g_hash_table_iter_next (&iter, &path, NULL))
    tear (path, loss, random);
  if (loss != WAY_TEST_LOSS_ALL)
    keep = way_random_below (random, self->changes->len + 1);
  for (guint i = self->changes->len; i > keep; i--)
    {
      const Change *change = self->changes->pdata[i - 1];

      put_back (change->path, change->was);
      if (change->from != NULL)
        put_back (change->from, change->moved);
    }
}

/* -- use --------------------------------------------------------------------------------------- */

WayTestFiles *
way_test_files_install (WayTestVfs *vfs)
{
  WayTestFiles *self = g_new0 (WayTestFiles, 1);

  g_assert_null (instance);
  self->vfs = vfs;
  g_mutex_init (&self->lock);
  self->changes = g_ptr_array_new_with_free_func ((GDestroyNotify)change_free);
  self->dirty = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->names = g_ptr_array_new_with_free_func (g_free);
  instance = self;
  return self;
}

void
way_test_files_uninstall (WayTestFiles *self)
{
  instance = NULL;
  g_ptr_array_unref (self->changes);
  g_hash_table_unref (self->dirty);
  g_ptr_array_unref (self->names);
  g_mutex_clear (&self->lock);
  g_free (self);
}

void
way_test_files_arm (WayTestFiles *self, WayTestFault fault, guint64 at)
{
  self->fault = fault;
  self->at = at;
  self->struck = FALSE;
  g_ptr_array_set_size (self->names, 0);
  g_ptr_array_set_size (self->changes, 0);
  g_hash_table_remove_all (self->dirty);
  way_test_vfs_arm (self->vfs, fault, at);
}

guint64
way_test_files_get_count (WayTestFiles *self)
{
  return way_test_vfs_get_count (self->vfs);
}

gboolean
way_test_files_has_struck (WayTestFiles *self)
{
  return self->struck || way_test_vfs_has_struck (self->vfs);
}

void
way_test_files_power_up (WayTestFiles *self, WayTestLoss loss, WayRandom *random)
{
  /* what the disk itself writes now is nobody's operation */
  instance = NULL;
  way_test_vfs_power_up (self->vfs, loss, random);
  power_cut (self, loss, random);
  instance = self;
  way_test_files_arm (self, WAY_TEST_FAULT_NONE, 0);
}

GPtrArray *
way_test_files_get_names (WayTestFiles *self)
{
  return self->names;
}

void
way_test_files_set_plain_drive (WayTestFiles *self, gboolean plain)
{
  self->plain = plain;
}
