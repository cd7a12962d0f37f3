/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A backup is one file: "WAYBACK1", the size of the key file (4 bytes, little-endian), the key
 * file, then a whole copy of the database sealed with the same key.  Its slots are S, R and P: it
 * opens with the sheet or the passphrase of its day, on any laptop.
 */
#include "way-vault-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include "way-crypto.h"
#include "way-db-check.h"
#include "way-db-copy.h"
#include "way-fault.h"
#include "way-file.h"

#define MAGIC "WAYBACK1"
#define MAGIC_SIZE 8
#define HEAD_SIZE (MAGIC_SIZE + 4)
#define COPY_SIZE (256 * 1024)

static gboolean
fail_copy (GError **error, int saved_errno, const char *sentence)
{
  WayStoreError code = saved_errno == ENOSPC || saved_errno == EDQUOT ? WAY_STORE_ERROR_FULL
                                                                      : WAY_STORE_ERROR_IO;

  return way_fail (error, WAY_STORE_ERROR, code, "%s: %s.", sentence, g_strerror (saved_errno));
}

/* Copies the rest of @from to @to and hashes it. */
static gboolean
copy_rest (int from, int to, WayHash *ret_hash)
{
  g_autofree guint8 *buffer = g_malloc (COPY_SIZE);
  g_autoptr (WayHasher) hasher = way_hasher_new ();
  gssize part;

  while ((part = read (from, buffer, COPY_SIZE)) > 0)
    {
      way_hasher_add (hasher, buffer, (gsize)part);
      if (to >= 0 && !way_file_write_all (to, buffer, (gsize)part))
        return FALSE;
    }
  way_hasher_finish (hasher, ret_hash);
  return part == 0;
}

/* Drives that know no such rename, a memory stick's FAT among them, get a look just before it. */
static gboolean
name_backup (const char *part, const char *path)
{
  if (renameat2 (AT_FDCWD, part, AT_FDCWD, path, RENAME_NOREPLACE) == 0)
    return TRUE;
  if (errno != EINVAL && errno != ENOSYS)
    return FALSE;
  if (g_file_test (path, G_FILE_TEST_EXISTS) || g_file_test (path, G_FILE_TEST_IS_SYMLINK))
    {
      errno = EEXIST;
      return FALSE;
    }
  return rename (part, path) == 0;
}

/* A name that may be gone after a power cut is no backup: taken away again where it cannot last. */
static gboolean
make_name_last (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GError) reason = NULL;

  if (way_vault_sync_folder (folder, &reason))
    return TRUE;
  unlink (path);
  return way_fail (error, WAY_STORE_ERROR, reason->code,
                   "The backup could not be made to last in this folder. Nothing was kept; try "
                   "another drive.");
}

/* -- making one -------------------------------------------------------------------------------- */

gboolean
way_vault_backup_pool (WayVaultJob *job, GError **error)
{
  GError *reason = NULL;

  job->keys = way_vault_read_keys (job->dir, WAY_VAULT_KEYS, error);
  if (job->keys == NULL)
    return FALSE;
  job->db_key = way_vault_open_slot (job, job->keys, job->passphrase, error);
  if (job->db_key == NULL)
    return FALSE;
  if (way_key_file_find_slot (job->keys, WAY_KEY_SLOT_PASSPHRASE, NULL))
    {
      job->new_keys = way_key_file_ref (job->keys);
      return TRUE;
    }
  /* Slot K needs this laptop's keyring; a backup must open without it. */
  job->new_keys = way_vault_seal_slot (job, job->keys, job->db_key, job->passphrase,
                                       WAY_KEY_SLOT_PASSPHRASE, FALSE, &reason);
  if (job->new_keys == NULL)
    g_propagate_error (error, reason);
  return job->new_keys != NULL;
}

static gboolean
write_head (int fd, WayKeyFile *keys)
{
  g_autoptr (GBytes) bytes = way_key_file_serialise (keys);
  guint32 size = GUINT32_TO_LE ((guint32)g_bytes_get_size (bytes));
  guint8 head[HEAD_SIZE];

  memcpy (head, MAGIC, MAGIC_SIZE);
  memcpy (head + MAGIC_SIZE, &size, sizeof size);
  return way_file_write_all (fd, head, sizeof head)
         && way_file_write_all (fd, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

/* Reads back what was written and compares it with what was to be written. */
static gboolean
read_back (const char *path, off_t head, const WayHash *expected)
{
  int fd = open (path, O_RDONLY | O_CLOEXEC);
  WayHash hash;
  gboolean ok = fd >= 0 && lseek (fd, head, SEEK_SET) == head && copy_rest (fd, -1, &hash)
                && way_hash_equal (&hash, expected);

  if (fd >= 0)
    close (fd);
  return ok;
}

static gboolean
pack (WayVaultJob *job, const char *db_path, const char *part, GError **error)
{
  int from = open (db_path, O_RDONLY | O_CLOEXEC);
  int to = open (part, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
  WayHash hash;
  off_t head = 0;
  gboolean ok = from >= 0 && to >= 0 && write_head (to, job->new_keys);
  int saved_errno;

  if (ok)
    head = lseek (to, 0, SEEK_CUR);
  ok = ok && copy_rest (from, to, &hash) && fsync (to) == 0;
  saved_errno = errno;
  if (from >= 0)
    close (from);
  if (to >= 0)
    close (to);
  if (!ok)
    return fail_copy (error, saved_errno, "The backup could not be written");
  if (!read_back (part, head, &hash))
    return way_fail (error, WAY_STORE_ERROR, WAY_STORE_ERROR_IO,
                     "The backup does not read back as it was written. Try another drive.");
  return TRUE;
}

/* (transfer full) (nullable): a folder of our own beside @path, on the same drive.  Under a name
 * made from @path alone something of the user's may lie. */
static char *
make_workshop (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *workshop = g_strdup_printf ("%s/.%s.XXXXXX", folder, name);

  if (g_mkdtemp_full (workshop, 0700) != NULL)
    return g_steal_pointer (&workshop);
  fail_copy (error, errno, "The backup could not be written");
  return NULL;
}

static gboolean
make_backup (WayVaultJob *job, const char *db_part, const char *part, GError **error)
{
  if (!way_db_backup (job->open_store->db, db_part, way_secret_get_data (job->db_key), error)
      || !pack (job, db_part, part, error) || !way_fault_point ("backup-packed", error))
    return FALSE;
  if (!name_backup (part, job->path))
    return fail_copy (error, errno, "The backup could not be named");
  return make_name_last (job->path, error);
}

gboolean
way_vault_backup_worker (WayVaultJob *job, GError **error)
{
  g_autofree char *workshop = NULL;
  g_autofree char *db_part = NULL;
  g_autofree char *part = NULL;
  gboolean ok;

  if (g_file_test (job->path, G_FILE_TEST_EXISTS)
      || g_file_test (job->path, G_FILE_TEST_IS_SYMLINK))
    return way_fail (error, WAY_STORE_ERROR, WAY_STORE_ERROR_EXISTS,
                     "There is a file of that name already. It was left as it is.");
  workshop = make_workshop (job->path, error);
  if (workshop == NULL)
    return FALSE;
  db_part = g_build_filename (workshop, "database", NULL);
  part = g_build_filename (workshop, "backup", NULL);
  ok = make_backup (job, db_part, part, error);
  unlink (db_part);
  unlink (part);
  rmdir (workshop);
  return ok;
}

/* -- bringing one back ------------------------------------------------------------------------- */

static gboolean
read_exactly (int fd, guint8 *buffer, gsize size)
{
  for (gsize done = 0; done < size;)
    {
      gssize part = read (fd, buffer + done, size - done);

      if (part <= 0)
        return FALSE;
      done += (gsize)part;
    }
  return TRUE;
}

/* The key file in a backup's head; leaves @fd at the database. */
static WayKeyFile *
read_head (int fd, GError **error)
{
  guint8 head[HEAD_SIZE];
  guint32 size;
  g_autofree guint8 *bytes = NULL;
  GError *reason = NULL;
  WayKeyFile *keys;

  if (!read_exactly (fd, head, sizeof head) || memcmp (head, MAGIC, MAGIC_SIZE) != 0)
    return way_fail_null (error, WAY_STORE_ERROR, WAY_STORE_ERROR_DAMAGED,
                          "This is not a Waymark backup, or its beginning is damaged.");
  memcpy (&size, head + MAGIC_SIZE, sizeof size);
  size = GUINT32_FROM_LE (size);
  bytes = size <= WAY_KEY_FILE_MAX_SIZE ? g_malloc (size + 1) : NULL;
  if (bytes == NULL || !read_exactly (fd, bytes, size))
    return way_fail_null (error, WAY_STORE_ERROR, WAY_STORE_ERROR_DAMAGED,
                          "This backup is damaged near its beginning. Use an older one.");
  keys = way_key_file_parse (bytes, size, &reason);
  if (keys == NULL)
    {
      way_fail (error, WAY_STORE_ERROR, WAY_STORE_ERROR_DAMAGED,
                "This backup is damaged near its beginning. Use an older one.");
      g_error_free (reason);
    }
  return keys;
}

static int
open_backup (WayVaultJob *job, WayKeyFile **ret_keys, GError **error)
{
  int fd = open (job->path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  WayKeyFile *keys;

  if (fd < 0)
    {
      fail_copy (error, errno, "The backup cannot be read");
      return -1;
    }
  keys = read_head (fd, error);
  if (keys == NULL)
    {
      close (fd);
      return -1;
    }
  *ret_keys = keys;
  return fd;
}

static WaySecret *
open_backup_slot (WayVaultJob *job, GError **error)
{
  g_autoptr (GError) reason = NULL;
  WaySecret *db_key = job->seed != NULL
                          ? way_key_file_open_sheet (job->keys, job->seed, &reason)
                          : way_key_file_open_passphrase (job->keys, job->passphrase, &reason);

  if (db_key != NULL)
    return db_key;
  if (!g_error_matches (reason, WAY_CRYPTO_ERROR, WAY_CRYPTO_ERROR_WRONG_KEY))
    return way_fail_null (error, WAY_STORE_ERROR, WAY_STORE_ERROR_DAMAGED, "%s", reason->message);
  return way_fail_null (error, WAY_STORE_ERROR, WAY_STORE_ERROR_WRONG_PASSPHRASE,
                        job->seed != NULL
                            ? "This sheet does not open this backup. Look for the sheet of its day."
                            : "That passphrase does not open this backup. It needs the passphrase "
                              "of its day, or the sheet.");
}

/* What was not there before is not there after a restore that was refused. */
static void
leave_folder (WayVaultJob *job)
{
  way_vault_remove (job->dir, WAY_VAULT_LOCK, NULL);
  if (job->made_folder)
    g_rmdir (job->dir);
}

static gboolean
take_folder (WayVaultJob *job, GError **error)
{
  job->made_folder = !g_file_test (job->dir, G_FILE_TEST_EXISTS);
  if (!way_vault_make_folder (job->dir, error))
    return FALSE;
  job->lock_fd = way_vault_take_lock (job->dir, NULL, error);
  return job->lock_fd >= 0;
}

gboolean
way_vault_restore_pool (WayVaultJob *job, GError **error)
{
  int fd;

  if (way_vault_has_any (job->dir))
    return way_fail (error, WAY_STORE_ERROR, WAY_STORE_ERROR_EXISTS,
                     "There is a vault here already. Restore into an empty folder.");
  if (way_vault_has_others (job->dir))
    return way_fail (error, WAY_STORE_ERROR, WAY_STORE_ERROR_EXISTS,
                     "There is something in this folder already, which was left as it is. Restore "
                     "into an empty folder.");
  fd = open_backup (job, &job->keys, error);
  if (fd < 0)
    return FALSE;
  close (fd);
  job->db_key = open_backup_slot (job, error);
  if (job->db_key == NULL || !take_folder (job, error))
    return FALSE;
  if (job->seed == NULL)
    {
      job->new_keys = way_key_file_ref (job->keys);
      return TRUE;
    }
  job->new_keys = way_vault_seal_slot (job, job->keys, job->db_key, job->new_passphrase,
                                       WAY_KEY_SLOT_PASSPHRASE, FALSE, error);
  if (job->new_keys == NULL)
    leave_folder (job);
  return job->new_keys != NULL;
}

static gboolean
unpack (WayVaultJob *job, GError **error)
{
  g_autoptr (WayKeyFile) keys = NULL;
  g_autofree char *path = way_vault_path (job->dir, WAY_VAULT_DB_MAKING);
  int from = open_backup (job, &keys, error), to;
  WayHash hash;
  gboolean ok;
  int saved_errno;

  if (from < 0)
    return FALSE;
  to = open (path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
  ok = to >= 0 && copy_rest (from, to, &hash) && fsync (to) == 0;
  saved_errno = errno;
  close (from);
  if (to >= 0)
    close (to);
  return ok || fail_copy (error, saved_errno, "The backup could not be unpacked");
}

/* (transfer full): every page looked at. */
static WayDb *
open_unpacked (WayVaultJob *job, GError **error)
{
  g_autofree char *path = way_vault_path (job->dir, WAY_VAULT_DB_MAKING);
  g_autoptr (WayDb) db = way_db_open (path, way_secret_get_data (job->db_key), WAY_DB_EXISTING,
                                      NULL);
  g_autoptr (GPtrArray) faults = NULL;

  if (db != NULL)
    faults = way_db_check (db);
  if (faults == NULL || faults->len > 0)
    return way_fail_null (error, WAY_STORE_ERROR, WAY_STORE_ERROR_DAMAGED,
                          "This backup is damaged. Nothing was restored. Use an older one.");
  return g_steal_pointer (&db);
}

static gboolean
begin_anew (WayStore *store, GError **error)
{
  g_autoptr (WayTxn) txn = way_txn_begin (store->db, error);

  return txn != NULL && way_store_begin_anew (store, error) && way_txn_commit (txn, error);
}

/* What was faulty on the day of the backup is so in it.  What is made from the entries is made
 * anew; the rest is told and not refused, as this may be the only copy there is. */
static gboolean
look_through (WayVaultJob *job, WayStore *store, GError **error)
{
  g_autoptr (WayTxn) txn = way_txn_begin (store->db, error);

  if (txn == NULL || !way_store_rebuild (store, error) || !way_txn_commit (txn, error))
    return FALSE;
  job->lines = g_ptr_array_new_with_free_func (g_free);
  return way_store_check (store, job->lines, NULL, error);
}

/* All before the folder becomes a vault: a laptop that stops here must not wake up with the origin
 * of the one the backup was made on, whose numbers it would use a second time. */
static gboolean
prepare_unpacked (WayVaultJob *job, GError **error)
{
  g_autoptr (WayDb) db = open_unpacked (job, error);
  WayStore *store;
  gboolean ok;

  if (db == NULL)
    return FALSE;
  store = way_store_open (job->executor, job->clock, job->random, job->reference, db,
                          way_key_file_get_vault (job->new_keys), error);
  ok = store != NULL && begin_anew (store, error) && look_through (job, store, error);
  way_store_close (store);
  return ok && way_vault_rest_making (job, error);
}

gboolean
way_vault_restore_worker (WayVaultJob *job, GError **error)
{
  if (!way_vault_clear_making (job, error))
    {
      leave_folder (job);
      return FALSE;
    }
  if (unpack (job, error) && prepare_unpacked (job, error) && way_fault_point ("vault-made", error)
      && way_vault_become (job, job->new_keys, error))
    return TRUE;
  way_vault_clear_making (job, NULL);
  if (!way_vault_has_any (job->dir))
    leave_folder (job);
  return FALSE;
}
