/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-test-vfs.h"

#include "way-fault.h"

#include <errno.h>
#include <gio/gio.h>
#include <sqlite3.h>
#include <string.h>

struct _WayTestVfs
{
  sqlite3_vfs vfs; /* first: SQLite hands this back */
  sqlite3_vfs *real;

  GMutex lock;       /* guards what follows */
  WayTestDisk *disk; /* (owned) */
  WayTestFault fault;
  guint64 at;
  guint64 count;
  gboolean struck;
  gboolean down;
  int last_errno; /* of a failure of ours; 0 where the real one is asked */
  guint n_open;
  guint n_temporary;
};

typedef struct
{
  sqlite3_file file; /* first: SQLite hands this back */
  WayTestVfs *owner;
  WayTestDiskFile *on_disk; /* (nullable): NULL for a temporary file */
  gboolean syncs_names;     /* its first sync is one of its folder as well */
  sqlite3_file *real;       /* right behind this struct */
} TestFile;

typedef enum
{
  OP_WRITE,
  OP_TRUNCATE,
  OP_SYNC,
  OP_REMOVE,
  OP_CREATE,
  OP_POINT,
} Op;

typedef enum
{
  ALLOW,
  REFUSE_FULL,
  REFUSE_IO,
  REFUSE_HALF,
  REFUSE_DOWN_NOW, /* the operation in flight as the power goes */
  REFUSE_DOWN,
} Verdict;

/* -- judging an operation ---------------------------------------------------------------------- */

static Verdict
strike (WayTestVfs *self, Verdict verdict, gboolean once)
{
  self->struck = TRUE;
  self->last_errno = verdict == REFUSE_FULL ? ENOSPC : EIO;
  if (once)
    self->fault = WAY_TEST_FAULT_NONE;
  return verdict;
}

static Verdict
judge (WayTestVfs *self, Op op)
{
  if (self->down)
    return strike (self, REFUSE_DOWN, FALSE);
  self->count++;
  if (self->count < self->at)
    return ALLOW;

  switch (self->fault)
    {
    case WAY_TEST_FAULT_FULL:
      return op == OP_WRITE || op == OP_CREATE ? strike (self, REFUSE_FULL, FALSE) : ALLOW;
    case WAY_TEST_FAULT_IO:
      return strike (self, REFUSE_IO, TRUE);
    case WAY_TEST_FAULT_SYNC:
      return op == OP_SYNC ? strike (self, REFUSE_IO, TRUE) : ALLOW;
    case WAY_TEST_FAULT_SHORT_WRITE:
      return op == OP_WRITE ? strike (self, REFUSE_HALF, TRUE) : ALLOW;
    case WAY_TEST_FAULT_CRASH:
      self->down = TRUE;
      return strike (self, REFUSE_DOWN_NOW, FALSE);
    case WAY_TEST_FAULT_NONE:
      break;
    }
  return ALLOW;
}

static gboolean
is_down (WayTestVfs *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  if (self->down)
    self->last_errno = EIO;
  return self->down;
}

/* -- files ------------------------------------------------------------------------------------- */

static int
file_close (sqlite3_file *file)
{
  TestFile *self = (TestFile *)file;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->owner->lock);

  self->owner->n_open--;
  return self->real->pMethods->xClose (self->real);
}

static int
file_read (sqlite3_file *file, void *bytes, int size, sqlite3_int64 offset)
{
  TestFile *self = (TestFile *)file;

  if (is_down (self->owner))
    return SQLITE_IOERR_READ;
  return self->real->pMethods->xRead (self->real, bytes, size, offset);
}

/* What was under way as the power went may have got through in part; power_cut() decides, so the
 * real file gets all of it. */
static int
write_through (TestFile *self, const void *bytes, int size, sqlite3_int64 offset)
{
  int rc = self->real->pMethods->xWrite (self->real, bytes, size, offset);

  if (rc == SQLITE_OK && self->on_disk != NULL && size > 0)
    way_test_disk_write (self->on_disk, bytes, (gsize)size, offset);
  return rc;
}

static int
file_write (sqlite3_file *file, const void *bytes, int size, sqlite3_int64 offset)
{
  TestFile *self = (TestFile *)file;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->owner->lock);

  switch (judge (self->owner, OP_WRITE))
    {
    case ALLOW:
      return write_through (self, bytes, size, offset);
    case REFUSE_FULL:
      return SQLITE_FULL;
    case REFUSE_HALF:
      write_through (self, bytes, size / 2, offset);
      return SQLITE_IOERR_WRITE;
    case REFUSE_DOWN_NOW:
      write_through (self, bytes, size, offset);
      return SQLITE_IOERR_WRITE;
    case REFUSE_IO:
    case REFUSE_DOWN:
      break;
    }
  return SQLITE_IOERR_WRITE;
}

static int
file_truncate (sqlite3_file *file, sqlite3_int64 size)
{
  TestFile *self = (TestFile *)file;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->owner->lock);
  Verdict verdict = judge (self->owner, OP_TRUNCATE);
  int rc;

  if (verdict != ALLOW && verdict != REFUSE_DOWN_NOW)
    return SQLITE_IOERR_TRUNCATE;
  rc = self->real->pMethods->xTruncate (self->real, size);
  if (rc == SQLITE_OK && self->on_disk != NULL)
    way_test_disk_truncate (self->on_disk, size);
  return verdict == ALLOW ? rc : SQLITE_IOERR_TRUNCATE;
}

static int
file_sync (sqlite3_file *file, int flags)
{
  TestFile *self = (TestFile *)file;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->owner->lock);
  Verdict verdict = judge (self->owner, OP_SYNC);

  if (verdict == REFUSE_IO && self->on_disk != NULL)
    way_test_disk_sync_failed (self->on_disk);
  if (verdict != ALLOW)
    return SQLITE_IOERR_FSYNC;
  if (self->on_disk == NULL)
    return SQLITE_OK;

  way_test_disk_sync (self->on_disk);
  if (self->syncs_names)
    way_test_disk_sync_file_folder (self->owner->disk, self->on_disk);
  self->syncs_names = FALSE;
  return SQLITE_OK;
}

static int
file_size (sqlite3_file *file, sqlite3_int64 *ret_size)
{
  TestFile *self = (TestFile *)file;

  if (is_down (self->owner))
    return SQLITE_IOERR_FSTAT;
  return self->real->pMethods->xFileSize (self->real, ret_size);
}

static int
file_lock (sqlite3_file *file, int level)
{
  TestFile *self = (TestFile *)file;

  return self->real->pMethods->xLock (self->real, level);
}

static int
file_unlock (sqlite3_file *file, int level)
{
  TestFile *self = (TestFile *)file;

  return self->real->pMethods->xUnlock (self->real, level);
}

static int
file_check_reserved (sqlite3_file *file, int *ret_reserved)
{
  TestFile *self = (TestFile *)file;

  return self->real->pMethods->xCheckReservedLock (self->real, ret_reserved);
}

static int
file_control (sqlite3_file *file, int op, void *arg)
{
  TestFile *self = (TestFile *)file;

  /* Growing the file by a hint would be a change behind our back. */
  if (op == SQLITE_FCNTL_SIZE_HINT || op == SQLITE_FCNTL_CHUNK_SIZE)
    return SQLITE_OK;
  return self->real->pMethods->xFileControl (self->real, op, arg);
}

static int
file_sector_size (sqlite3_file *file)
{
  TestFile *self = (TestFile *)file;

  return self->real->pMethods->xSectorSize (self->real);
}

static int
file_characteristics (sqlite3_file *file)
{
  return SQLITE_IOCAP_POWERSAFE_OVERWRITE;
}

static int
file_shm_map (sqlite3_file *file, int page, int size, int extend, void volatile **ret_memory)
{
  TestFile *self = (TestFile *)file;

  if (is_down (self->owner))
    return SQLITE_IOERR_SHMMAP;
  return self->real->pMethods->xShmMap (self->real, page, size, extend, ret_memory);
}

static int
file_shm_lock (sqlite3_file *file, int offset, int n, int flags)
{
  TestFile *self = (TestFile *)file;

  return self->real->pMethods->xShmLock (self->real, offset, n, flags);
}

static void
file_shm_barrier (sqlite3_file *file)
{
  TestFile *self = (TestFile *)file;

  self->real->pMethods->xShmBarrier (self->real);
}

static int
file_shm_unmap (sqlite3_file *file, int delete_it)
{
  TestFile *self = (TestFile *)file;

  return self->real->pMethods->xShmUnmap (self->real, delete_it);
}

/* Version 2: no memory-mapped pages, so every read and write comes by. */
static const sqlite3_io_methods file_methods = {
  .iVersion = 2,
  .xClose = file_close,
  .xRead = file_read,
  .xWrite = file_write,
  .xTruncate = file_truncate,
  .xSync = file_sync,
  .xFileSize = file_size,
  .xLock = file_lock,
  .xUnlock = file_unlock,
  .xCheckReservedLock = file_check_reserved,
  .xFileControl = file_control,
  .xSectorSize = file_sector_size,
  .xDeviceCharacteristics = file_characteristics,
  .xShmMap = file_shm_map,
  .xShmLock = file_shm_lock,
  .xShmBarrier = file_shm_barrier,
  .xShmUnmap = file_shm_unmap,
};

/* -- the file system --------------------------------------------------------------------------- */

#define JOURNAL_KINDS (SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_SUPER_JOURNAL | SQLITE_OPEN_WAL)

static gboolean
exists (WayTestVfs *self, const char *path)
{
  int found = 0;

  self->real->xAccess (self->real, path, SQLITE_ACCESS_EXISTS, &found);
  return found != 0;
}

static int
open_real (WayTestVfs *self, const char *path, TestFile *file, int flags, int *ret_flags)
{
  gboolean creates = path != NULL && (flags & SQLITE_OPEN_CREATE) != 0 && !exists (self, path);
  int rc;

  if (creates && judge (self, OP_CREATE) != ALLOW)
    return SQLITE_CANTOPEN;
  rc = self->real->xOpen (self->real, path, file->real, flags, ret_flags);
  if (rc != SQLITE_OK)
    {
      self->last_errno = 0;
      return rc;
    }

  self->n_open++;
  if (path != NULL)
    file->on_disk = way_test_disk_open (self->disk, path, creates);
  else
    self->n_temporary++;
  file->syncs_names = (flags & SQLITE_OPEN_CREATE) != 0 && (flags & JOURNAL_KINDS) != 0;
  file->file.pMethods = &file_methods;
  return SQLITE_OK;
}

static int
vfs_open (sqlite3_vfs *vfs, const char *path, sqlite3_file *opened, int flags, int *ret_flags)
{
  WayTestVfs *self = (WayTestVfs *)vfs;
  TestFile *file = (TestFile *)opened;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  memset (file, 0, sizeof *file);
  file->owner = self;
  file->real = (sqlite3_file *)(file + 1);
  if (self->down)
    {
      self->last_errno = EIO;
      return SQLITE_CANTOPEN;
    }
  return open_real (self, path, file, flags, ret_flags);
}

static int
vfs_delete (sqlite3_vfs *vfs, const char *path, int sync_folder)
{
  WayTestVfs *self = (WayTestVfs *)vfs;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  Verdict verdict = judge (self, OP_REMOVE);
  int rc;

  if (verdict != ALLOW && verdict != REFUSE_DOWN_NOW)
    return SQLITE_IOERR_DELETE;
  rc = self->real->xDelete (self->real, path, 0);
  if (rc == SQLITE_OK)
    way_test_disk_remove (self->disk, path, sync_folder && verdict == ALLOW);
  return verdict == ALLOW ? rc : SQLITE_IOERR_DELETE;
}

static int
vfs_access (sqlite3_vfs *vfs, const char *path, int flags, int *ret_result)
{
  WayTestVfs *self = (WayTestVfs *)vfs;

  if (is_down (self))
    return SQLITE_IOERR_ACCESS;
  return self->real->xAccess (self->real, path, flags, ret_result);
}

static int
vfs_full_path (sqlite3_vfs *vfs, const char *path, int size, char *ret_path)
{
  WayTestVfs *self = (WayTestVfs *)vfs;

  return self->real->xFullPathname (self->real, path, size, ret_path);
}

static int
vfs_randomness (sqlite3_vfs *vfs, int size, char *ret_bytes)
{
  WayTestVfs *self = (WayTestVfs *)vfs;

  return self->real->xRandomness (self->real, size, ret_bytes);
}

static int
vfs_sleep (sqlite3_vfs *vfs, int microseconds)
{
  WayTestVfs *self = (WayTestVfs *)vfs;

  return self->real->xSleep (self->real, microseconds);
}

static int
vfs_current_time (sqlite3_vfs *vfs, double *ret_days)
{
  WayTestVfs *self = (WayTestVfs *)vfs;

  return self->real->xCurrentTime (self->real, ret_days);
}

static int
vfs_last_error (sqlite3_vfs *vfs, int size, char *ret_text)
{
  WayTestVfs *self = (WayTestVfs *)vfs;

  if (self->last_errno != 0)
    return self->last_errno;
  return self->real->xGetLastError (self->real, size, ret_text);
}

/* -- fault points ------------------------------------------------------------------------------ */

static gboolean
reach_point (const char *point, gpointer data, GError **error)
{
  WayTestVfs *self = data;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  if (judge (self, OP_POINT) != ALLOW)
    return way_fail (error, G_IO_ERROR, G_IO_ERROR_FAILED, "The test stops here.");
  if (g_str_has_suffix (point, "-placed") || g_str_has_suffix (point, "-closed"))
    way_test_disk_sync_names (self->disk, NULL);
  return TRUE;
}

/* -- use --------------------------------------------------------------------------------------- */

WayTestVfs *
way_test_vfs_install (void)
{
  WayTestVfs *self = g_new0 (WayTestVfs, 1);

  self->real = sqlite3_vfs_find (NULL);
  self->disk = way_test_disk_new ();
  g_mutex_init (&self->lock);
  self->vfs = (sqlite3_vfs){
    .iVersion = 1,
    .szOsFile = (int)sizeof (TestFile) + self->real->szOsFile,
    .mxPathname = self->real->mxPathname,
    .zName = "way-test",
    .xOpen = vfs_open,
    .xDelete = vfs_delete,
    .xAccess = vfs_access,
    .xFullPathname = vfs_full_path,
    .xRandomness = vfs_randomness,
    .xSleep = vfs_sleep,
    .xCurrentTime = vfs_current_time,
    .xGetLastError = vfs_last_error,
  };
  g_assert_cmpint (sqlite3_vfs_register (&self->vfs, 1), ==, SQLITE_OK);
  way_fault_set_hook (reach_point, self);
  return self;
}

void
way_test_vfs_uninstall (WayTestVfs *self)
{
  g_assert_cmpuint (self->n_open, ==, 0);
  way_fault_set_hook (NULL, NULL);
  sqlite3_vfs_unregister (&self->vfs);
  sqlite3_vfs_register (self->real, 1);
  way_test_disk_free (self->disk);
  g_mutex_clear (&self->lock);
  g_free (self);
}

void
way_test_vfs_arm (WayTestVfs *self, WayTestFault fault, guint64 at)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  g_assert_false (self->down);
  self->fault = fault;
  self->at = at;
  self->count = 0;
  self->struck = FALSE;
  self->last_errno = 0;
}

guint64
way_test_vfs_get_count (WayTestVfs *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return self->count;
}

gboolean
way_test_vfs_has_struck (WayTestVfs *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return self->struck;
}

void
way_test_vfs_power_up (WayTestVfs *self, WayTestLoss loss, WayRandom *random)
{
  g_assert_cmpuint (self->n_open, ==, 0);
  way_test_disk_power_cut (self->disk, loss, random);
  self->down = FALSE;
  way_test_vfs_arm (self, WAY_TEST_FAULT_NONE, 0);
}

guint
way_test_vfs_get_n_temporary (WayTestVfs *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return self->n_temporary;
}
