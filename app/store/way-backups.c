/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-backups.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include "way-vault-files.h"

#define KEPT 3
#define PREFIX "waymark-"
#define SUFFIX ".waymark-backup"
#define STAMP_SIZE 15 /* YYYY-MM-DD-HHMM */
#define MAGIC "WAYBACK1"
#define HEAD_SIZE 12 /* way-vault-backup.c: the magic, then the size of the key file */

static void
backup_free (WayBackup *self)
{
  g_free (self->path);
  g_free (self->stamp);
  g_free (self);
}

static int
compare_newest_first (gconstpointer a, gconstpointer b)
{
  const WayBackup *left = *(const WayBackup *const *)a, *right = *(const WayBackup *const *)b;
  int by_stamp = strcmp (right->stamp, left->stamp);

  if (by_stamp != 0)
    return by_stamp;
  return (left->number < right->number) - (left->number > right->number);
}

/* (transfer full) (nullable): NULL where the name is not one this program gives. */
static WayBackup *
read_name (const char *folder, const char *name)
{
  g_autofree char *middle = NULL;
  guint64 number = 1;
  WayBackup *self;

  if (!g_str_has_prefix (name, PREFIX) || !g_str_has_suffix (name, SUFFIX)
      || strlen (name) < strlen (PREFIX SUFFIX) + STAMP_SIZE)
    return NULL;
  middle = g_strndup (name + strlen (PREFIX), strlen (name) - strlen (PREFIX SUFFIX));
  if (strspn (middle, "0123456789-") != strlen (middle))
    return NULL;
  if (middle[STAMP_SIZE] != '\0'
      && (middle[STAMP_SIZE] != '-'
          || !g_ascii_string_to_unsigned (middle + STAMP_SIZE + 1, 10, 2, G_MAXUINT, &number,
                                          NULL)))
    return NULL;
  self = g_new0 (WayBackup, 1);
  self->path = g_build_filename (folder, name, NULL);
  self->stamp = g_strndup (middle, STAMP_SIZE);
  self->number = number;
  return self;
}

/* Which vault the file is a backup of, as far as its beginning says. */
static gboolean
read_vault (const char *path, WayId *ret_vault)
{
  g_autofree guint8 *bytes = g_malloc (HEAD_SIZE + WAY_KEY_FILE_MAX_SIZE);
  int fd = open (path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
  gssize n = fd >= 0 ? read (fd, bytes, HEAD_SIZE + WAY_KEY_FILE_MAX_SIZE) : -1;
  g_autoptr (WayKeyFile) keys = NULL;
  guint32 size;

  if (fd >= 0)
    close (fd);
  if (n < HEAD_SIZE || memcmp (bytes, MAGIC, strlen (MAGIC)) != 0)
    return FALSE;
  memcpy (&size, bytes + strlen (MAGIC), sizeof size);
  size = GUINT32_FROM_LE (size);
  if (size > (gsize)n - HEAD_SIZE)
    return FALSE;
  keys = way_key_file_parse (bytes + HEAD_SIZE, size, NULL);
  if (keys == NULL)
    return FALSE;
  *ret_vault = *way_key_file_get_vault (keys);
  return TRUE;
}

static char *
dup_folder (const char *dir)
{
  g_autofree char *parent = g_path_get_dirname (dir);

  return g_build_filename (parent, "backups", NULL);
}

/* (transfer full): what is named as a backup, newest first, whosever it is. */
static GPtrArray *
list_named (const char *folder)
{
  GPtrArray *backups = g_ptr_array_new_with_free_func ((GDestroyNotify)backup_free);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      WayBackup *backup = read_name (folder, name);

      if (backup != NULL)
        g_ptr_array_add (backups, backup);
    }
  g_ptr_array_sort (backups, compare_newest_first);
  return backups;
}

static gboolean
read_own_vault (const char *dir, WayId *ret_vault)
{
  g_autoptr (WayKeyFile) keys = way_vault_read_keys (dir, WAY_VAULT_KEYS, NULL);

  if (keys == NULL)
    return FALSE;
  *ret_vault = *way_key_file_get_vault (keys);
  return TRUE;
}

GPtrArray *
way_backups_list (const char *dir)
{
  g_autofree char *folder = dup_folder (dir);
  g_autoptr (GPtrArray) named = list_named (folder);
  GPtrArray *own = g_ptr_array_new_with_free_func ((GDestroyNotify)backup_free);
  WayId vault;
  gboolean known = read_own_vault (dir, &vault);

  g_ptr_array_set_free_func (named, NULL);
  for (guint i = 0; i < named->len; i++)
    {
      WayBackup *backup = g_ptr_array_index (named, i);
      WayId of;

      if (read_vault (backup->path, &of) && (!known || way_id_equal (&of, &vault)))
        {
          vault = of;
          known = TRUE;
          g_ptr_array_add (own, backup);
        }
      else
        backup_free (backup);
    }
  return own;
}

gboolean
way_backups_has_more_than_kept (const char *dir)
{
  g_autoptr (GPtrArray) backups = way_backups_list (dir);

  return backups->len > KEPT;
}

void
way_backups_thin (const char *dir)
{
  g_autoptr (GPtrArray) backups = NULL;
  WayId vault;

  if (!read_own_vault (dir, &vault))
    return;
  backups = way_backups_list (dir);
  /* One that stays takes room and does no harm. */
  for (guint i = KEPT; i < backups->len; i++)
    unlink (((WayBackup *)g_ptr_array_index (backups, i))->path);
}

/* The greatest number that a backup of this minute has, whosever it is; 0 where there is none. */
static guint64
find_last_number (const char *folder, const char *stamp)
{
  g_autoptr (GPtrArray) named = list_named (folder);

  for (guint i = 0; i < named->len; i++)
    {
      const WayBackup *backup = g_ptr_array_index (named, i);

      if (g_str_equal (backup->stamp, stamp))
        return backup->number;
    }
  return 0;
}

char *
way_backups_dup_new_path (const char *folder, WayClock *clock)
{
  g_autofree char *minute = way_clock_format_minute (way_clock_now (clock));
  g_autofree char *stamp = g_strdup_printf ("%.10s-%.2s%.2s", minute, minute + 11, minute + 14);
  guint64 last = find_last_number (folder, stamp);
  g_autofree char *name = last == 0 ? g_strconcat (PREFIX, stamp, SUFFIX, NULL)
                                    : g_strdup_printf (PREFIX "%s-%" G_GUINT64_FORMAT SUFFIX, stamp,
                                                       last + 1);

  return g_build_filename (folder, name, NULL);
}

char *
way_backups_make_folder (const char *dir, GError **error)
{
  g_autofree char *folder = dup_folder (dir);

  if (g_mkdir_with_parents (folder, 0700) != 0)
    return way_fail_null (error, WAY_STORE_ERROR,
                          errno == ENOSPC ? WAY_STORE_ERROR_FULL : WAY_STORE_ERROR_IO,
                          "The folder for backups cannot be made: %s.", g_strerror (errno));
  return g_steal_pointer (&folder);
}

/* -- in the place of a damaged one ------------------------------------------------------------- */

static gboolean
fail_swap (GError **error, int saved_errno)
{
  return way_fail (error, WAY_STORE_ERROR, WAY_STORE_ERROR_IO,
                   "The copy could not take its place: %s. Nothing was changed.",
                   g_strerror (saved_errno));
}

/* (transfer full): beside @dir, and not there yet. */
static char *
dup_aside_path (const char *dir, WayClock *clock)
{
  g_autofree char *minute = way_clock_format_minute (way_clock_now (clock));
  g_autofree char *stamp = g_strdup_printf ("%.10s-%.2s%.2s", minute, minute + 11, minute + 14);
  char *path = g_strdup_printf ("%s-damaged-%s", dir, stamp);

  for (guint n = 2; g_file_test (path, G_FILE_TEST_EXISTS); n++)
    {
      g_free (path);
      path = g_strdup_printf ("%s-damaged-%s-%u", dir, stamp, n);
    }
  return path;
}

gboolean
way_backups_take_place (const char *dir, const char *restored, WayClock *clock, GError **error)
{
  g_autofree char *aside = dup_aside_path (dir, clock);
  g_autofree char *parent = g_path_get_dirname (dir);

  /* Exchanged in one step, so that at no moment there is no vault. */
  if (renameat2 (AT_FDCWD, restored, AT_FDCWD, dir, RENAME_EXCHANGE) != 0)
    {
      if (errno != EINVAL && errno != ENOSYS)
        return fail_swap (error, errno);
      if (rename (dir, aside) != 0)
        return fail_swap (error, errno);
      if (rename (restored, dir) != 0)
        {
          int saved_errno = errno;

          rename (aside, dir);
          return fail_swap (error, saved_errno);
        }
      return way_vault_sync_folder (parent, error);
    }
  return (rename (restored, aside) == 0 || fail_swap (error, errno))
         && way_vault_sync_folder (parent, error);
}
