/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-test-disk.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct
{
  gboolean certain; /* synced, and only kept because an uncertain one lies before it */
  gboolean sync_failed;
  GBytes *bytes; /* (owned) (nullable): NULL is a truncation */
  gint64 offset; /* of the write, or the new size */
} Change;

struct _WayTestDiskFile
{
  char *path; /* (owned) */
  dev_t device;
  ino_t inode;
  GByteArray *lasting; /* (owned): the bytes as of the last sync */
  GPtrArray *changes;  /* (owned): Change, since then */
  gboolean name_lasts; /* the name is there after a power cut */
  gboolean name_now;   /* the name is there while the system runs */
  gint64 size_now;
};

struct _WayTestDisk
{
  GPtrArray *files; /* (owned): WayTestDiskFile; of one path, the newest is the last */
};

/* -- life -------------------------------------------------------------------------------------- */

static void
change_free (Change *change)
{
  g_clear_pointer (&change->bytes, g_bytes_unref);
  g_free (change);
}

static void
file_free (WayTestDiskFile *file)
{
  g_free (file->path);
  g_byte_array_unref (file->lasting);
  g_ptr_array_unref (file->changes);
  g_free (file);
}

WayTestDisk *
way_test_disk_new (void)
{
  WayTestDisk *self = g_new0 (WayTestDisk, 1);

  self->files = g_ptr_array_new_with_free_func ((GDestroyNotify)file_free);
  return self;
}

void
way_test_disk_free (WayTestDisk *self)
{
  g_ptr_array_unref (self->files);
  g_free (self);
}

/* -- opening ----------------------------------------------------------------------------------- */

static void
read_lasting (WayTestDiskFile *file)
{
  g_autofree char *bytes = NULL;
  gsize size;

  g_assert_true (g_file_get_contents (file->path, &bytes, &size, NULL));
  g_byte_array_append (file->lasting, (const guint8 *)bytes, (guint)size);
}

static WayTestDiskFile *
find (WayTestDisk *self, const char *path)
{
  for (guint i = self->files->len; i > 0; i--)
    {
      WayTestDiskFile *file = self->files->pdata[i - 1];

      if (file->name_now && strcmp (file->path, path) == 0)
        return file;
    }
  return NULL;
}

/* Inodes are used again, so the length has to fit as well. */
static gboolean
is_same (WayTestDiskFile *file, const struct stat *info)
{
  return file->device == info->st_dev && file->inode == info->st_ino
         && file->size_now == info->st_size;
}

static WayTestDiskFile *
add_file (WayTestDisk *self, const char *path, const struct stat *info)
{
  WayTestDiskFile *file = g_new0 (WayTestDiskFile, 1);

  file->path = g_strdup (path);
  file->device = info->st_dev;
  file->inode = info->st_ino;
  file->size_now = info->st_size;
  file->lasting = g_byte_array_new ();
  file->changes = g_ptr_array_new_with_free_func ((GDestroyNotify)change_free);
  file->name_now = TRUE;
  g_ptr_array_add (self->files, file);
  return file;
}

WayTestDiskFile *
way_test_disk_open (WayTestDisk *self, const char *path, gboolean created)
{
  WayTestDiskFile *file = find (self, path);
  struct stat info;

  g_assert_cmpint (stat (path, &info), ==, 0);
  if (file != NULL && !created && is_same (file, &info))
    return file;
  /* Removed or renamed over by other means, which make their own names last. */
  if (file != NULL)
    file->name_now = file->name_lasts = FALSE;

  file = add_file (self, path, &info);
  file->name_lasts = !created;
  if (!created)
    read_lasting (file);
  return file;
}

/* -- changing ---------------------------------------------------------------------------------- */

static void
add_change (WayTestDiskFile *file, GBytes *bytes, gint64 offset)
{
  Change *change = g_new0 (Change, 1);

  change->bytes = bytes;
  change->offset = offset;
  g_ptr_array_add (file->changes, change);
}

void
way_test_disk_write (WayTestDiskFile *file, gconstpointer bytes, gsize size, gint64 offset)
{
  add_change (file, g_bytes_new (bytes, size), offset);
  file->size_now = MAX (file->size_now, offset + (gint64)size);
}

void
way_test_disk_truncate (WayTestDiskFile *file, gint64 size)
{
  add_change (file, NULL, size);
  file->size_now = size;
}

/* g_byte_array_set_size() leaves new bytes as they come. */
static void
resize (GByteArray *bytes, gsize size)
{
  guint before = bytes->len;

  g_byte_array_set_size (bytes, (guint)size);
  if (size > before)
    memset (bytes->data + before, 0, size - before);
}

static void
apply_part (GByteArray *bytes, Change *change, gsize start, gsize end)
{
  const guint8 *data = g_bytes_get_data (change->bytes, NULL);
  gsize offset = (gsize)change->offset;

  if (bytes->len < offset + end)
    resize (bytes, offset + end);
  memcpy (bytes->data + offset + start, data + start, end - start);
}

static void
apply (GByteArray *bytes, Change *change)
{
  if (change->bytes != NULL)
    apply_part (bytes, change, 0, g_bytes_get_size (change->bytes));
  else
    resize (bytes, (gsize)change->offset);
}

static gboolean
is_forgotten (WayTestDiskFile *file)
{
  for (guint i = 0; i < file->changes->len; i++)
    if (((Change *)file->changes->pdata[i])->sync_failed)
      return TRUE;
  return FALSE;
}

void
way_test_disk_sync (WayTestDiskFile *file)
{
  gboolean forgotten = is_forgotten (file);

  for (guint i = 0; i < file->changes->len; i++)
    {
      Change *change = file->changes->pdata[i];

      if (!forgotten)
        apply (file->lasting, change);
      change->certain = !change->sync_failed;
    }
  if (!forgotten)
    g_ptr_array_set_size (file->changes, 0);
  if (file->name_now)
    file->name_lasts = TRUE;
}

void
way_test_disk_sync_failed (WayTestDiskFile *file)
{
  for (guint i = 0; i < file->changes->len; i++)
    {
      Change *change = file->changes->pdata[i];

      change->sync_failed = !change->certain;
    }
}

/* -- names ------------------------------------------------------------------------------------- */

void
way_test_disk_remove (WayTestDisk *self, const char *path, gboolean lasting)
{
  WayTestDiskFile *file = find (self, path);

  if (file != NULL)
    file->name_now = FALSE;
  if (lasting)
    way_test_disk_sync_names (self, path);
}

void
way_test_disk_sync_names (WayTestDisk *self, const char *path)
{
  g_autofree char *folder = path != NULL ? g_path_get_dirname (path) : NULL;

  for (guint i = 0; i < self->files->len; i++)
    {
      WayTestDiskFile *file = self->files->pdata[i];
      g_autofree char *its_folder = g_path_get_dirname (file->path);

      if (folder == NULL || strcmp (folder, its_folder) == 0)
        file->name_lasts = file->name_now;
    }
}

void
way_test_disk_sync_file_folder (WayTestDisk *self, WayTestDiskFile *file)
{
  way_test_disk_sync_names (self, file->path);
}

/* -- the power cut ----------------------------------------------------------------------------- */

static gboolean
happens (WayTestLoss loss, WayRandom *random)
{
  if (loss == WAY_TEST_LOSS_NONE || loss == WAY_TEST_LOSS_ALL)
    return loss == WAY_TEST_LOSS_NONE;
  return way_random_below (random, 2) == 1;
}

/* Sectors lie on the disk's grid, not on the write's. */
static void
apply_torn (GByteArray *bytes, Change *change, gsize sector, WayTestLoss loss, WayRandom *random)
{
  gsize size = g_bytes_get_size (change->bytes);
  gsize start = 0;

  while (start < size)
    {
      gsize end = MIN (size, start + sector - ((gsize)change->offset + start) % sector);

      if (happens (loss, random))
        apply_part (bytes, change, start, end);
      start = end;
    }
}

static void
apply_changes (WayTestDiskFile *file, WayTestLoss loss, WayRandom *random)
{
  gsize sector = loss == WAY_TEST_LOSS_TORN_512 ? 512 : 4096;

  for (guint i = 0; i < file->changes->len; i++)
    {
      Change *change = file->changes->pdata[i];

      if (change->certain)
        apply (file->lasting, change);
      else if (change->bytes != NULL)
        apply_torn (file->lasting, change, sector, loss, random);
      else if (happens (loss, random))
        apply (file->lasting, change);
    }
}

static void
rewrite (WayTestDiskFile *file)
{
  g_autofree char *dir = g_path_get_dirname (file->path);
  int fd;

  /* A folder that was taken away, and not for good yet, is there again too. */
  g_assert_cmpint (g_mkdir_with_parents (dir, 0700), ==, 0);
  fd = open (file->path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (write (fd, file->lasting->data, file->lasting->len), ==, file->lasting->len);
  g_assert_cmpint (close (fd), ==, 0);
}

/* Where it was removed, whatever has its name now came later.  Where it was not, another file under
 * its name was renamed over it by other means, which made it last. */
static gboolean
is_replaced (WayTestDiskFile *file)
{
  struct stat info;

  if (stat (file->path, &info) != 0)
    return FALSE;
  return !file->name_now || info.st_dev != file->device || info.st_ino != file->inode;
}

static void
cut (WayTestDiskFile *file, WayTestLoss loss, WayRandom *random)
{
  gboolean there = file->name_now;

  if (file->name_now != file->name_lasts && !happens (loss, random))
    there = file->name_lasts;
  if ((!file->name_now && !file->name_lasts) || is_replaced (file))
    return;

  if (!there)
    g_unlink (file->path);
  else if (!file->name_now || file->changes->len > 0)
    {
      apply_changes (file, loss, random);
      rewrite (file);
    }
}

/* Newest first: only where the newest file of a name is lost can one removed before it be back. */
void
way_test_disk_power_cut (WayTestDisk *self, WayTestLoss loss, WayRandom *random)
{
  for (guint i = self->files->len; i > 0; i--)
    cut (self->files->pdata[i - 1], loss, random);
  g_ptr_array_set_size (self->files, 0);
}
