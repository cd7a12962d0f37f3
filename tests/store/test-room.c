/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A disk without room, and a folder that can only be read: nobody is locked out, and nothing is
 * called saved that is not.
 *
 * Root may write everywhere, so the folder is given to somebody else, whom the program then is.
 */
#include "way-test-vault.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>
#include "way-db-error.h"
#include "way-vault-files.h"
#include "way-vault-spare.h"
#include "way-vault-tries.h"

#define NOBODY 65534
#define WRONG "not the passphrase at all"

/* -- a folder that can only be read ------------------------------------------------------------ */

static void
give (const char *path, mode_t mode)
{
  g_assert_cmpint (chmod (path, mode), ==, 0);
  if (getuid () == 0)
    g_assert_cmpint (chown (path, NOBODY, NOBODY), ==, 0);
}

static void
set_rights (WayTestVault *test, mode_t folder, mode_t file)
{
  g_autoptr (GDir) dir = g_dir_open (test->dir, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = way_vault_path (test->dir, name);

      give (path, file);
    }
  give (test->dir, folder);
  if (getuid () == 0)
    g_assert_cmpint (seteuid (folder == 0500 ? NOBODY : 0), ==, 0);
}

static void
lock_folder (WayTestVault *test)
{
  set_rights (test, 0500, 0400);
}

static void
unlock_folder (WayTestVault *test)
{
  if (getuid () == 0)
    g_assert_cmpint (seteuid (0), ==, 0);
  set_rights (test, 0700, 0600);
}

static void
set_up (WayTestVault *test, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  WayId id;

  way_test_vault_init (test, FALSE);
  g_assert_true (way_test_vault_create (test, NULL, &error));
  g_assert_no_error (error);
  way_test_add_person (test, "Ros", &id);
}

static void
tear_down (WayTestVault *test, gconstpointer data)
{
  way_test_vault_clear (test);
}

/* The names in the folder, and the bytes of the database. */
static char *
describe (WayTestVault *test)
{
  g_autoptr (GDir) dir = g_dir_open (test->dir, 0, NULL);
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree char *db = way_vault_path (test->dir, WAY_VAULT_DB);
  g_autofree char *bytes = NULL;
  guint n_files = 0;
  gsize size;

  while (g_dir_read_name (dir) != NULL)
    n_files++;
  g_assert_true (g_file_get_contents (db, &bytes, &size, NULL));
  g_checksum_update (sum, (const guchar *)bytes, (gssize)size);
  return g_strdup_printf ("%u %s", n_files, g_checksum_get_string (sum));
}

static void
assert_only_reads (WayTestVault *test)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) people = NULL;
  WayId id;

  g_assert_true (way_test_vault_open (test, WAY_TEST_PASSPHRASE, &error));
  g_assert_no_error (error);
  g_assert_true (way_vault_is_read_only (test->vault));
  people = way_test_vault_list (test, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (people->len, ==, 1);
  way_test_assert_found (test, "ros", 1);
  g_assert_false (
      way_test_vault_commit (test, way_test_new_person (test, "Kez", &id), NULL, &error));
  g_assert_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_READ_ONLY);
  way_test_assert_sentence (test, error);
  g_assert_true (way_test_vault_close (test, NULL));
}

static void
test_read_only (WayTestVault *test, gconstpointer data)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (way_test_vault_close (test, NULL));
  before = describe (test);
  lock_folder (test);
  assert_only_reads (test);
  assert_only_reads (test);
  after = describe (test);
  g_assert_cmpstr (before, ==, after);
  unlock_folder (test);
  g_assert_true (way_test_vault_open (test, WAY_TEST_PASSPHRASE, &error));
  g_assert_false (way_vault_is_read_only (test->vault));
  way_test_assert_clean (test);
  g_assert_true (way_test_vault_close (test, NULL));
}

static void
copy_file (WayTestVault *from, WayTestVault *to, const char *name)
{
  g_autofree char *source = way_vault_path (from->dir, name);
  g_autofree char *target = way_vault_path (to->dir, name);
  g_autofree char *bytes = NULL;
  gsize size;

  g_assert_true (g_file_get_contents (source, &bytes, &size, NULL));
  g_assert_cmpuint (size, >, 0);
  g_assert_true (g_file_set_contents (target, bytes, (gssize)size, NULL));
}

/* As a killed program left it: what was saved last is in the log only, and is read. */
static void
test_read_only_log (WayTestVault *test, gconstpointer data)
{
  static const char *const names[] = { WAY_VAULT_DB, WAY_VAULT_DB_LOG, WAY_VAULT_KEYS };
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  WayTestVault copy;

  way_test_vault_init (&copy, FALSE);
  g_assert_cmpint (g_mkdir_with_parents (copy.dir, 0700), ==, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    copy_file (test, &copy, names[i]);
  before = describe (&copy);
  lock_folder (&copy);
  assert_only_reads (&copy);
  after = describe (&copy);
  g_assert_cmpstr (before, ==, after);
  unlock_folder (&copy);
  way_test_vault_clear (&copy);
  g_assert_true (way_test_vault_close (test, NULL));
}

/* Who writes keeps out who would read beside it, and the other way about. */
static void
test_read_only_lock (WayTestVault *test, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gboolean read_only;
  int fd;

  lock_folder (test);
  fd = way_vault_take_lock (test->dir, &read_only, &error);
  g_assert_cmpint (fd, ==, -1);
  g_assert_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_IN_USE);
  g_clear_error (&error);
  unlock_folder (test);
  g_assert_true (way_test_vault_close (test, NULL));

  lock_folder (test);
  fd = way_vault_take_lock (test->dir, &read_only, &error);
  g_assert_true (read_only);
  unlock_folder (test);
  g_assert_cmpint (way_vault_take_lock (test->dir, NULL, &error), ==, -1);
  g_assert_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_IN_USE);
  close (fd);
}

/* Wrong tries are counted where they cannot be written, on from those that were. */
static void
test_read_only_tries (WayTestVault *test, gconstpointer data)
{
  WayVaultTries tries = { 4, 0 };
  g_autoptr (GError) error = NULL;

  g_assert_true (way_test_vault_close (test, NULL));
  tries.last_ms = way_clock_now (test->clock);
  g_assert_true (way_vault_write_tries (test->dir, &tries, NULL));
  lock_folder (test);
  for (gint64 wait = 1000; wait <= 4000; wait *= 2)
    {
      g_assert_false (way_test_vault_open (test, WRONG, &error));
      g_assert_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_WRONG_PASSPHRASE);
      g_clear_error (&error);
      g_assert_cmpint (way_vault_get_wait_ms (test->vault), ==, wait);
      g_assert_false (way_test_vault_open (test, WAY_TEST_PASSPHRASE, &error));
      g_assert_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_WAIT);
      g_clear_error (&error);
      way_clock_set (test->clock, way_clock_now (test->clock) + wait);
    }
  /* Right after all, but the four that were written cannot be taken back. */
  assert_only_reads (test);
  unlock_folder (test);
}

/* No vault is made where nothing can be written. */
static void
test_read_only_new (void)
{
  g_autoptr (GError) error = NULL;
  WayTestVault test;

  way_test_vault_init (&test, FALSE);
  g_assert_cmpint (g_mkdir_with_parents (test.dir, 0700), ==, 0);
  lock_folder (&test);
  g_assert_false (way_test_vault_create (&test, NULL, &error));
  g_assert_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_READ_ONLY);
  unlock_folder (&test);
  way_test_vault_clear (&test);
}

/* -- the spare --------------------------------------------------------------------------------- */

static guint64
get_spare (WayTestVault *test)
{
  g_autofree char *path = way_vault_path (test->dir, WAY_VAULT_SPARE);
  GStatBuf info;

  return g_stat (path, &info) == 0 ? (guint64)info.st_blocks * 512 : 0;
}

static void
test_spare (WayTestVault *test, gconstpointer data)
{
  GError *full = g_error_new (WAY_STORE_ERROR, WAY_STORE_ERROR_FULL, "Full.");
  GError *other = g_error_new (WAY_STORE_ERROR, WAY_STORE_ERROR_IO, "Something else.");

  g_assert_true (way_test_vault_close (test, NULL));
  g_assert_true (way_test_vault_open (test, WAY_TEST_PASSPHRASE, NULL));
  g_assert_cmpuint (get_spare (test), >=, WAY_VAULT_SPARE_SIZE);
  g_assert_false (way_vault_use_spare (test->dir, WAY_VAULT_SPARE_FOR_OPENING, &other));
  g_assert_nonnull (other);
  g_assert_true (way_vault_use_spare (test->dir, WAY_VAULT_SPARE_FOR_OPENING, &full));
  g_assert_null (full);
  g_assert_cmpuint (get_spare (test), ==, WAY_VAULT_SPARE_FOR_OPENING);
  full = g_error_new (WAY_DB_ERROR, WAY_DB_ERROR_FULL, "Full.");
  g_assert_false (way_vault_use_spare (test->dir, WAY_VAULT_SPARE_FOR_OPENING, &full));
  g_assert_true (way_vault_use_spare (test->dir, 0, &full));
  g_assert_cmpuint (get_spare (test), ==, 0);
  g_assert_true (way_vault_fill_spare (test->dir));
  g_assert_cmpuint (get_spare (test), >=, WAY_VAULT_SPARE_SIZE);
  g_error_free (other);
  g_assert_true (way_test_vault_close (test, NULL));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ROOM_TEST(path, function) g_test_add (path, WayTestVault, NULL, set_up, function, tear_down)
  ROOM_TEST ("/store/room/read-only", test_read_only);
  ROOM_TEST ("/store/room/read-only-lock", test_read_only_lock);
  ROOM_TEST ("/store/room/read-only-log", test_read_only_log);
  ROOM_TEST ("/store/room/read-only-tries", test_read_only_tries);
  g_test_add_func ("/store/room/read-only-new", test_read_only_new);
  ROOM_TEST ("/store/room/spare", test_spare);
  return g_test_run ();
}
