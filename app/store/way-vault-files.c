/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-vault-files.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <glib/gstdio.h>
#include "way-crypto.h"
#include "way-fault.h"
#include "way-file.h"

char *
way_vault_path (const char *dir, const char *name)
{
  return g_build_filename (dir, name, NULL);
}

gboolean
way_vault_has (const char *dir, const char *name)
{
  g_autofree char *path = way_vault_path (dir, name);
  struct stat ignored;

  /* lstat: a dangling link is something too, and nothing is made in its place */
  return lstat (path, &ignored) == 0;
}

gboolean
way_vault_has_any (const char *dir)
{
  g_autofree char *log = way_vault_path (dir, WAY_VAULT_DB_LOG);
  struct stat info;

  /* A log alone holds saves, and would be played into whatever took the database's name. */
  return way_vault_has (dir, WAY_VAULT_DB) || way_vault_has (dir, WAY_VAULT_KEYS)
         || way_vault_has (dir, WAY_VAULT_KEYS_NEXT)
         || (lstat (log, &info) == 0 && info.st_size > 0);
}

gboolean
way_vault_has_others (const char *dir)
{
  g_autoptr (GDir) folder = g_dir_open (dir, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    if (!g_str_has_prefix (name, "vault."))
      return TRUE;
  return FALSE;
}

static gboolean
may_only_be_read (int saved_errno)
{
  return saved_errno == EROFS || saved_errno == EACCES || saved_errno == EPERM;
}

gboolean
way_vault_fail_file (GError **error, int saved_errno, const char *sentence)
{
  if (saved_errno == ENOSPC || saved_errno == EDQUOT)
    return way_fail (error, WAY_STORE_ERROR, WAY_STORE_ERROR_FULL,
                     "The disk is full. Make room, then try again.");
  if (may_only_be_read (saved_errno))
    return way_fail (error, WAY_STORE_ERROR, WAY_STORE_ERROR_READ_ONLY, "%s: %s.", sentence,
                     g_strerror (saved_errno));
  return way_fail (error, WAY_STORE_ERROR, WAY_STORE_ERROR_IO, "%s: %s.", sentence,
                   g_strerror (saved_errno));
}

gboolean
way_vault_make_folder (const char *dir, GError **error)
{
  if (g_mkdir_with_parents (dir, 0700) != 0)
    return way_vault_fail_file (error, errno, "The folder for the vault cannot be made");
  return TRUE;
}

/* -- whole small files ------------------------------------------------------------------------- */

GBytes *
way_vault_read_small (const char *dir, const char *name, gsize max, GError **error)
{
  g_autofree char *path = way_vault_path (dir, name);
  g_autofree guint8 *buffer = g_malloc (max + 1);
  int fd = open (path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
  gsize size = 0;
  gssize part = 0;

  if (fd < 0)
    {
      if (errno == ENOENT && way_vault_has (dir, name))
        return way_fail_null (
            error, WAY_STORE_ERROR, WAY_STORE_ERROR_DAMAGED,
            "Where vault.keys should be, a link leads nowhere. Put the right file "
            "back, or restore the last backup.");
      if (errno == ENOENT)
        return way_fail_null (error, WAY_STORE_ERROR, WAY_STORE_ERROR_NO_VAULT,
                              "There is no vault here yet.");
      way_vault_fail_file (error, errno, "A file of the vault cannot be read");
      return NULL;
    }
  while (size <= max && (part = read (fd, buffer + size, max + 1 - size)) > 0)
    size += (gsize)part;
  if (part < 0)
    way_vault_fail_file (error, errno, "A file of the vault cannot be read");
  close (fd);
  return part >= 0 ? g_bytes_new (buffer, size) : NULL;
}

gboolean
way_vault_sync_folder (const char *dir, GError **error)
{
  int fd = open (dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  gboolean ok = fd >= 0 && fsync (fd) == 0;
  int saved_errno = errno;

  if (fd >= 0)
    close (fd);
  return ok || way_vault_fail_file (error, saved_errno, "The vault's folder cannot be written");
}

gboolean
way_vault_write_small (
    const char *dir, const char *name, gconstpointer bytes, gsize size, GError **error)
{
  g_autofree char *path = way_vault_path (dir, name);
  g_autofree char *part = g_strconcat (path, ".part", NULL);
  int fd, saved_errno;
  gboolean ok;

  unlink (part);
  fd = open (part, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (fd < 0)
    return way_vault_fail_file (error, errno, "A file of the vault cannot be written");
  ok = way_file_write_all (fd, bytes, size) && fsync (fd) == 0;
  saved_errno = errno;
  close (fd);
  if (ok && !way_fault_point ("keys-written", error))
    return FALSE;
  if (ok && rename (part, path) != 0)
    {
      ok = FALSE;
      saved_errno = errno;
    }
  if (!ok)
    {
      unlink (part);
      return way_vault_fail_file (error, saved_errno, "A file of the vault cannot be written");
    }
  return way_fault_point ("keys-renamed", error) && way_vault_sync_folder (dir, error);
}

WayKeyFile *
way_vault_read_keys (const char *dir, const char *name, GError **error)
{
  g_autoptr (GBytes) bytes = way_vault_read_small (dir, name, WAY_KEY_FILE_MAX_SIZE, error);
  g_autoptr (GError) reason = NULL;
  WayKeyFile *keys;

  if (bytes == NULL)
    return NULL;
  keys = way_key_file_parse (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &reason);
  if (keys == NULL)
    way_fail (error, WAY_STORE_ERROR,
              g_error_matches (reason, WAY_CRYPTO_ERROR, WAY_CRYPTO_ERROR_NEWER)
                  ? WAY_STORE_ERROR_NEWER
                  : WAY_STORE_ERROR_DAMAGED,
              "%s", reason->message);
  return keys;
}

gboolean
way_vault_write_keys (const char *dir, const char *name, WayKeyFile *keys, GError **error)
{
  g_autoptr (GBytes) bytes = way_key_file_serialise (keys);

  return way_vault_write_small (dir, name, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                                error);
}

gboolean
way_vault_rename (const char *dir, const char *from, const char *to, GError **error)
{
  g_autofree char *old_path = way_vault_path (dir, from);
  g_autofree char *new_path = way_vault_path (dir, to);

  if (rename (old_path, new_path) != 0)
    return way_vault_fail_file (error, errno, "A file of the vault cannot be renamed");
  return way_vault_sync_folder (dir, error);
}

gboolean
way_vault_remove (const char *dir, const char *name, GError **error)
{
  g_autofree char *path = way_vault_path (dir, name);

  if (unlink (path) != 0 && errno != ENOENT)
    return way_vault_fail_file (error, errno, "A file of the vault cannot be taken away");
  return TRUE;
}

/* -- lock -------------------------------------------------------------------------------------- */

/* Who may only read needs no file of the lock: where there is none nobody ever opened this vault
 * here, and where there is one it says whether somebody writes just now. */
static int
open_lock_to_read (const char *dir, const char *path)
{
  int fd = open (path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);

  return fd < 0 && errno == ENOENT ? open (dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : fd;
}

int
way_vault_take_lock (const char *dir, gboolean *ret_read_only, GError **error)
{
  g_autofree char *path = way_vault_path (dir, WAY_VAULT_LOCK);
  struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
  int fd = open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);

  if (ret_read_only != NULL)
    *ret_read_only = fd < 0 && may_only_be_read (errno);
  if (ret_read_only != NULL && *ret_read_only)
    {
      lock.l_type = F_RDLCK;
      fd = open_lock_to_read (dir, path);
    }
  if (fd < 0)
    {
      way_vault_fail_file (error, errno, "The vault's lock cannot be written");
      return -1;
    }
  if (fcntl (fd, F_OFD_SETLK, &lock) == 0)
    return fd;

  if (errno == EAGAIN || errno == EACCES)
    way_fail (error, WAY_STORE_ERROR, WAY_STORE_ERROR_IN_USE,
              "This vault is open in another window. Close it there first.");
  else
    way_vault_fail_file (error, errno, "The vault cannot be locked");
  close (fd);
  return -1;
}

/* -- the sheet that waits ---------------------------------------------------------------------- */

#define SHEET_MAX_SIZE 16

static guint32
get_sheet_number (WayKeyFile *keys)
{
  WayKeySlot slot;

  return keys != NULL && way_key_file_find_slot (keys, WAY_KEY_SLOT_SHEET, &slot)
             ? slot.sheet_number
             : 0;
}

gboolean
way_vault_is_sheet_awaited (const char *dir, WayKeyFile *keys)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *text = NULL;
  guint64 first;

  if (!way_vault_has (dir, WAY_VAULT_SHEET))
    return FALSE;
  bytes = way_vault_read_small (dir, WAY_VAULT_SHEET, SHEET_MAX_SIZE, NULL);
  if (bytes != NULL && g_bytes_get_size (bytes) > 0)
    text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  if (text == NULL
      || !g_ascii_string_to_unsigned (g_strchomp (text), 10, 1, G_MAXUINT32, &first, NULL))
    return TRUE;
  return get_sheet_number (keys) >= first;
}

gboolean
way_vault_await_sheet (const char *dir, WayKeyFile *keys, guint32 number, GError **error)
{
  g_autofree char *text = g_strdup_printf ("%" G_GUINT32_FORMAT "\n", number);

  /* One that waits already is the first. */
  if (keys != NULL && way_vault_is_sheet_awaited (dir, keys))
    return TRUE;
  return way_vault_write_small (dir, WAY_VAULT_SHEET, text, strlen (text), error);
}
