/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Bad files.  Whatever lies in the folder: the vault opens as it was, or a plain sentence says why
 * not; the files keep every byte, nothing is made where something old is, and with the right file
 * back it opens.
 */
#include "way-test-store.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <grp.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>
#include "way-vault-files.h"

#define PAGE 4096
#define TRY "--try"

typedef struct
{
  char *bytes; /* (owned) */
  gsize size;
} Image;

typedef struct
{
  WayTestVault test;
  Image db, keys;                        /* as they should be, nothing in the log */
  Image old_db, old_log;                 /* the same vault some saves before, and the log to here */
  Image other_db, other_keys, other_log; /* another vault's */
} Fixture;

/* -- files ------------------------------------------------------------------------------------- */

static void
image_read (Image *image, WayTestVault *test, const char *name)
{
  g_autofree char *path = way_vault_path (test->dir, name);
  g_autoptr (GError) error = NULL;

  g_free (image->bytes);
  g_file_get_contents (path, &image->bytes, &image->size, &error);
  g_assert_no_error (error);
}

static void
take_away (Fixture *f, const char *name)
{
  g_autofree char *path = way_vault_path (f->test.dir, name);

  g_assert_true (g_remove (path) == 0 || errno == ENOENT);
}

static void
put (Fixture *f, const char *name, const char *bytes, gsize size)
{
  g_autofree char *path = way_vault_path (f->test.dir, name);
  int fd;

  take_away (f, name);
  fd = open (path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (write (fd, bytes, size), ==, size);
  g_assert_cmpint (close (fd), ==, 0);
}

static void
put_image (Fixture *f, const char *name, const Image *image)
{
  put (f, name, image->bytes, image->size);
}

/* The folder as it should be, and nothing else in it. */
static void
put_right (Fixture *f)
{
  static const char *const others[] = { WAY_VAULT_DB_LOG,    "vault.db-shm",  "vault.db-journal",
                                        WAY_VAULT_KEYS_NEXT, WAY_VAULT_TRIES, WAY_VAULT_LOCK };

  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    take_away (f, others[i]);
  put_image (f, WAY_VAULT_DB, &f->db);
  put_image (f, WAY_VAULT_KEYS, &f->keys);
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

/* (transfer full): every name in the folder, what it is and the hash of its bytes.  The count of
 * tries and the lock are the program's to write; an empty log and the index of a log hold nothing.
 */
static char *
describe (Fixture *f)
{
  g_autoptr (GDir) listing = g_dir_open (f->test.dir, 0, NULL);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while ((name = g_dir_read_name (listing)) != NULL)
    {
      g_autofree char *path = way_vault_path (f->test.dir, name);
      g_autofree char *bytes = NULL;
      g_autofree char *sum = NULL;
      struct stat info;
      gsize size = 0;

      g_assert_cmpint (lstat (path, &info), ==, 0);
      if (g_str_equal (name, WAY_VAULT_TRIES) || g_str_equal (name, WAY_VAULT_LOCK)
          || g_str_has_suffix (name, "-shm")
          || (g_str_equal (name, WAY_VAULT_DB_LOG) && info.st_size == 0))
        continue;
      if (S_ISREG (info.st_mode))
        g_assert_true (g_file_get_contents (path, &bytes, &size, NULL));
      sum = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (guchar *)bytes, size);
      g_ptr_array_add (lines, g_strdup_printf ("%s %o %s", name, info.st_mode, sum));
    }
  g_ptr_array_sort (lines, compare_lines);
  g_ptr_array_add (lines, NULL);
  return g_strjoinv ("\n", (char **)lines->pdata);
}

/* -- the fixture ------------------------------------------------------------------------------- */

static void
save_some (WayTestVault *test, const WayId *person, guint first, guint n)
{
  for (guint i = first; i < first + n; i++)
    {
      g_autofree char *text = g_strdup_printf ("The kitchen is loud on day %u, and %u days later.",
                                               i, i * i);
      WayAct *act = way_act_new (person, 0);
      WayId contact;

      way_id_new (test->random, &contact);
      way_act_create (act, WAY_KIND_CONTACT, &contact);
      way_act_set (act, WAY_KIND_CONTACT, &contact, WAY_CONTACT_NOTES, way_test_prose (text));
      way_act_set (act, WAY_KIND_FRONT, person, WAY_FRONT_MY_PLAN, way_test_words (text));
      way_test_commit (test, act);
    }
}

/* Leaves the vault closed; @old_db and @log are what a crash at the end would have left. */
static void
make_vault (WayTestVault *test, Image *old_db, Image *log, Image *db, Image *keys)
{
  WayId person, joel;

  way_test_vault_init (test, FALSE);
  g_assert_true (way_test_vault_create (test, NULL, NULL));
  way_test_add_person (test, "Kez", &person);
  save_some (test, &person, 0, 12);
  g_assert_true (way_test_vault_close (test, NULL));
  g_assert_true (way_test_vault_open (test, WAY_TEST_PASSPHRASE, NULL));
  image_read (old_db, test, WAY_VAULT_DB);
  way_test_add_person (test, "Joel", &joel);
  save_some (test, &person, 12, 12);
  image_read (log, test, WAY_VAULT_DB_LOG);
  g_assert_true (way_test_vault_close (test, NULL));
  image_read (db, test, WAY_VAULT_DB);
  image_read (keys, test, WAY_VAULT_KEYS);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  Image old_db = { NULL, 0 };
  WayTestVault other;

  memset (f, 0, sizeof *f);
  make_vault (&other, &old_db, &f->other_log, &f->other_db, &f->other_keys);
  g_free (old_db.bytes);
  way_test_vault_clear (&other);
  make_vault (&f->test, &f->old_db, &f->old_log, &f->db, &f->keys);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  Image *images[] = { &f->db,       &f->keys,       &f->old_db,   &f->old_log,
                      &f->other_db, &f->other_keys, &f->other_log };

  for (gsize i = 0; i < G_N_ELEMENTS (images); i++)
    g_free (images[i]->bytes);
  way_test_vault_clear (&f->test);
}

/* With the right files back: everything is there. */
static void
assert_right (Fixture *f)
{
  g_autoptr (GError) error = NULL;

  put_right (f);
  way_test_vault_open (&f->test, WAY_TEST_PASSPHRASE, &error);
  g_assert_no_error (error);
  way_test_assert_found (&f->test, "kitchen 23 529", 2);
  way_test_assert_clean (&f->test);
  g_assert_true (way_test_vault_close (&f->test, NULL));
}

/* What may be said of bad files. */
static gboolean
is_about_files (const GError *error)
{
  return error->domain == WAY_STORE_ERROR
         && (error->code == WAY_STORE_ERROR_DAMAGED || error->code == WAY_STORE_ERROR_NEWER
             || error->code == WAY_STORE_ERROR_IO);
}

/* Opens, and says whether it could; a refusal is a sentence and leaves every byte. */
static gboolean
opens (Fixture *f)
{
  g_autofree char *before = describe (f);
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  take_away (f, WAY_VAULT_TRIES);
  if (way_test_vault_open (&f->test, WAY_TEST_PASSPHRASE, &error))
    return TRUE;
  way_test_assert_sentence (&f->test, error);
  g_assert_true (is_about_files (error));
  after = describe (f);
  g_assert_cmpstr (before, ==, after);
  g_assert_false (way_test_vault_create (&f->test, NULL, NULL));
  g_clear_pointer (&after, g_free);
  after = describe (f);
  g_assert_cmpstr (before, ==, after);
  return FALSE;
}

static void
assert_refused (Fixture *f)
{
  g_assert_false (opens (f));
}

/* Open says so, or check does; FALSE where neither did. */
static gboolean
is_noticed (Fixture *f)
{
  g_autofree char *before = describe (f);
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) faults = NULL;

  if (!opens (f))
    return TRUE;
  faults = way_test_vault_check (&f->test, &error);
  g_assert_no_error (error);
  g_assert_true (way_test_vault_close (&f->test, NULL));
  for (guint i = 0; i < faults->len; i++)
    g_assert_null (strstr (faults->pdata[i], "kitchen"));
  after = describe (f);
  g_assert_cmpstr (before, ==, after);
  return faults->len > 0;
}

static void
assert_noticed (Fixture *f)
{
  g_assert_true (is_noticed (f));
}

/* -- lengths and bits -------------------------------------------------------------------------- */

static void
test_db_truncated (Fixture *f, gconstpointer data)
{
  for (gsize size = 0; size < f->db.size; size += PAGE)
    {
      put (f, WAY_VAULT_DB, f->db.bytes, size);
      assert_noticed (f);
      put (f, WAY_VAULT_DB, f->db.bytes, size + 1000);
      assert_noticed (f);
    }
  assert_right (f);
}

static void
test_db_flipped (Fixture *f, gconstpointer data)
{
  g_autoptr (WayRandom) random = way_test_random ();

  for (gsize page = 0; page < f->db.size / PAGE; page++)
    {
      gsize at = page * PAGE + way_random_below (random, PAGE);
      char bit = (char)(1u << way_random_below (random, 8));

      f->db.bytes[at] ^= bit;
      put_image (f, WAY_VAULT_DB, &f->db);
      assert_noticed (f);
      f->db.bytes[at] ^= bit;
    }
  assert_right (f);
}

static void
test_keys_truncated (Fixture *f, gconstpointer data)
{
  g_autofree char *longer = g_malloc0 (100000);

  for (gsize size = 0; size < f->keys.size; size++)
    {
      put (f, WAY_VAULT_KEYS, f->keys.bytes, size);
      assert_refused (f);
    }
  memcpy (longer, f->keys.bytes, f->keys.size);
  put (f, WAY_VAULT_KEYS, longer, f->keys.size + 1);
  assert_refused (f);
  put (f, WAY_VAULT_KEYS, longer, 100000);
  assert_refused (f);
  assert_right (f);
}

static void
test_keys_flipped (Fixture *f, gconstpointer data)
{
  g_autoptr (WayRandom) random = way_test_random ();

  for (gsize at = 0; at < f->keys.size; at++)
    {
      char bit = (char)(1u << way_random_below (random, 8));

      f->keys.bytes[at] ^= bit;
      put_image (f, WAY_VAULT_KEYS, &f->keys);
      assert_refused (f);
      f->keys.bytes[at] ^= bit;
    }
  assert_right (f);
}

/* -- other files in their places --------------------------------------------------------------- */

static void
test_swapped (Fixture *f, gconstpointer data)
{
  put_image (f, WAY_VAULT_DB, &f->other_db);
  assert_refused (f);
  put_image (f, WAY_VAULT_DB, &f->db);
  put_image (f, WAY_VAULT_KEYS, &f->other_keys);
  assert_refused (f);
  put_image (f, WAY_VAULT_KEYS, &f->db);
  assert_refused (f);
  put_image (f, WAY_VAULT_DB, &f->keys);
  assert_refused (f);
  assert_right (f);
}

/* Something else under @name: nothing, a folder, links, a pipe. */
static void
try_others (Fixture *f, const char *name)
{
  static const char plain[PAGE] = "SQLite format 3";
  g_autofree char *path = way_vault_path (f->test.dir, name);
  g_autofree char *text = g_strnfill (3 * PAGE, 'x');

  put (f, name, plain, sizeof plain);
  assert_refused (f);
  put (f, name, text, 3 * PAGE);
  assert_refused (f);
  put (f, name, "", 0);
  assert_refused (f);
  take_away (f, name);
  assert_refused (f);
  g_assert_cmpint (symlink ("nowhere", path), ==, 0);
  assert_refused (f);
  take_away (f, name);
  g_assert_cmpint (symlink (name, path), ==, 0);
  assert_refused (f);
  take_away (f, name);
  g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
  assert_refused (f);
  take_away (f, name);
  g_assert_cmpint (mkfifo (path, 0600), ==, 0);
  assert_refused (f);
  assert_right (f);
}

static void
test_db_is_something_else (Fixture *f, gconstpointer data)
{
  try_others (f, WAY_VAULT_DB);
}

static void
test_keys_is_something_else (Fixture *f, gconstpointer data)
{
  try_others (f, WAY_VAULT_KEYS);
}

/* A link to the right file is the right file. */
static void
test_linked (Fixture *f, gconstpointer data)
{
  static const char *const names[] = { WAY_VAULT_DB, WAY_VAULT_KEYS };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = way_vault_path (f->test.dir, names[i]);
      g_autofree char *away = g_strconcat (path, ".away", NULL);

      g_assert_cmpint (g_rename (path, away), ==, 0);
      g_assert_cmpint (symlink (away, path), ==, 0);
      g_assert_true (opens (f));
      way_test_assert_clean (&f->test);
      g_assert_true (way_test_vault_close (&f->test, NULL));
      g_assert_cmpint (g_rename (away, path), ==, 0);
    }
  assert_right (f);
}

/* What Waymark keeps beside the two files may be anything as well. */
static void
test_lock_is_something_else (Fixture *f, gconstpointer data)
{
  g_autofree char *path = way_vault_path (f->test.dir, WAY_VAULT_LOCK);

  put_right (f);
  g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
  assert_refused (f);
  take_away (f, WAY_VAULT_LOCK);
  g_assert_cmpint (symlink ("nowhere", path), ==, 0);
  assert_refused (f);
  take_away (f, WAY_VAULT_LOCK);
  put (f, WAY_VAULT_LOCK, "anything", 8);
  g_assert_true (opens (f));
  g_assert_true (way_test_vault_close (&f->test, NULL));
  assert_right (f);
}

static void
test_next_keys (Fixture *f, gconstpointer data)
{
  const Image *others[] = { &f->other_keys, &f->db };

  /* Of another vault, or no key file: the one that fits counts. */
  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    {
      put_image (f, WAY_VAULT_KEYS_NEXT, others[i]);
      g_assert_true (opens (f));
      way_test_assert_clean (&f->test);
      g_assert_true (way_test_vault_close (&f->test, NULL));
    }
  /* And where only that name is left, it is the vault's. */
  put_right (f);
  take_away (f, WAY_VAULT_KEYS);
  put_image (f, WAY_VAULT_KEYS_NEXT, &f->keys);
  g_assert_true (opens (f));
  way_test_assert_clean (&f->test);
  g_assert_true (way_test_vault_close (&f->test, NULL));
  g_assert_true (way_vault_has (f->test.dir, WAY_VAULT_KEYS));
  assert_right (f);
}

/* Nothing but a log: that is what is left of a vault, and nobody makes a new one over it. */
static void
test_only_a_log (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  put_right (f);
  take_away (f, WAY_VAULT_DB);
  take_away (f, WAY_VAULT_KEYS);
  put_image (f, WAY_VAULT_DB_LOG, &f->old_log);
  assert_refused (f);
  g_assert_true (way_vault_exists (f->test.vault));

  take_away (f, WAY_VAULT_DB_LOG);
  g_assert_false (way_vault_exists (f->test.vault));
  g_assert_false (way_test_vault_open (&f->test, WAY_TEST_PASSPHRASE, &error));
  g_assert_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_NO_VAULT);
  assert_right (f);
}

/* -- the log ----------------------------------------------------------------------------------- */

static void
put_crashed (Fixture *f)
{
  put_right (f);
  put_image (f, WAY_VAULT_DB, &f->old_db);
  put_image (f, WAY_VAULT_DB_LOG, &f->old_log);
}

/* As a crash left it, everything is there; without the log, everything up to the last write-back
 * is, and no half of anything. */
static void
test_log_taken_away (Fixture *f, gconstpointer data)
{
  put_crashed (f);
  g_assert_true (opens (f));
  way_test_assert_found (&f->test, "kitchen 23 529", 2);
  way_test_assert_clean (&f->test);
  g_assert_true (way_test_vault_close (&f->test, NULL));

  put_crashed (f);
  take_away (f, WAY_VAULT_DB_LOG);
  g_assert_true (opens (f));
  way_test_assert_found (&f->test, "kitchen 11 121", 2);
  way_test_assert_found (&f->test, "kitchen 12 144", 0);
  way_test_assert_clean (&f->test);
  g_assert_true (way_test_vault_close (&f->test, NULL));
  assert_right (f);
}

/* Damaged somewhere: every save before the damage is whole, and none is half there. */
static void
test_log_flipped (Fixture *f, gconstpointer data)
{
  g_autoptr (WayRandom) random = way_test_random ();

  for (gsize at = way_random_below (random, 20000); at < f->old_log.size;
       at += 1 + way_random_below (random, 40000))
    {
      char bit = (char)(1u << way_random_below (random, 8));

      f->old_log.bytes[at] ^= bit;
      put_crashed (f);
      f->old_log.bytes[at] ^= bit;
      g_assert_true (opens (f));
      way_test_assert_found (&f->test, "kitchen 11 121", 2);
      way_test_assert_clean (&f->test);
      g_assert_true (way_test_vault_close (&f->test, NULL));
    }
  assert_right (f);
}

static void
test_log_garbage (Fixture *f, gconstpointer data)
{
  g_autofree char *garbage = g_strnfill (20000, 'w');
  g_autofree char *path = way_vault_path (f->test.dir, WAY_VAULT_DB_LOG);

  put_right (f);
  put (f, WAY_VAULT_DB_LOG, garbage, 20000);
  g_assert_true (opens (f));
  way_test_assert_found (&f->test, "kitchen 23 529", 2);
  way_test_assert_clean (&f->test);
  g_assert_true (way_test_vault_close (&f->test, NULL));

  put_right (f);
  g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
  assert_refused (f);
  assert_right (f);
}

/* Another vault's log, or this one's over a file it does not belong to, is not played in. */
static void
test_log_of_another (Fixture *f, gconstpointer data)
{
  put_right (f);
  put_image (f, WAY_VAULT_DB_LOG, &f->other_log);
  assert_refused (f);
  put_right (f);
  put_image (f, WAY_VAULT_DB, &f->other_db);
  put_image (f, WAY_VAULT_DB_LOG, &f->old_log);
  assert_refused (f);
  assert_right (f);
}

/* -- older pages put back ---------------------------------------------------------------------- */

/* The index keeps pages that only save it a look at others: where an older one answers every search
 * alike, nothing is changed, and saving goes on as if it were the newest. */
static void
assert_noticed_or_the_same (Fixture *f)
{
  WayId person;

  if (is_noticed (f))
    return;
  g_assert_true (opens (f));
  way_test_assert_found (&f->test, "kitchen 23 529", 2);
  way_test_assert_found (&f->test, "kitchen 12 144", 2);
  way_test_assert_found (&f->test, "joel", 1);
  way_test_add_person (&f->test, "Ros", &person);
  save_some (&f->test, &person, 24, 3);
  way_test_assert_found (&f->test, "kitchen 26 676", 2);
  way_test_assert_clean (&f->test);
  g_assert_true (way_test_vault_close (&f->test, NULL));
}

static gboolean
page_differs (Fixture *f, gsize page)
{
  return (page + 1) * PAGE <= f->old_db.size
         && memcmp (f->db.bytes + page * PAGE, f->old_db.bytes + page * PAGE, PAGE) != 0;
}

static void
test_old_page (Fixture *f, gconstpointer data)
{
  Image mixed = { g_memdup2 (f->db.bytes, f->db.size), f->db.size };
  guint n = 0;

  for (gsize page = 0; page < f->db.size / PAGE; page++)
    if (page_differs (f, page))
      {
        memcpy (mixed.bytes + page * PAGE, f->old_db.bytes + page * PAGE, PAGE);
        put_image (f, WAY_VAULT_DB, &mixed);
        g_test_message ("page %zu", page + 1);
        assert_noticed_or_the_same (f);
        memcpy (mixed.bytes + page * PAGE, f->db.bytes + page * PAGE, PAGE);
        n++;
      }
  g_assert_cmpuint (n, >, 5);
  g_free (mixed.bytes);
  assert_right (f);
}

/* Several at once, in any choice but all of them: that is the whole file of another day. */
static void
test_old_pages (Fixture *f, gconstpointer data)
{
  g_autoptr (WayRandom) random = way_test_random ();

  for (guint round = 0; round < 40; round++)
    {
      Image mixed = { g_memdup2 (f->db.bytes, f->db.size), f->db.size };
      guint odds = 2 + way_random_below (random, 6), n_old = 0, n_new = 0;

      for (gsize page = 0; page < f->db.size / PAGE; page++)
        if (page_differs (f, page) && way_random_below (random, odds) == 0)
          {
            memcpy (mixed.bytes + page * PAGE, f->old_db.bytes + page * PAGE, PAGE);
            n_old++;
          }
        else
          n_new += page_differs (f, page);
      put_image (f, WAY_VAULT_DB, &mixed);
      if (n_old > 0 && n_new > 0)
        assert_noticed_or_the_same (f);
      g_free (mixed.bytes);
    }
  assert_right (f);
}

/* What no vault can see by itself, and README says so: all files of another day. */
static void
test_whole_rollback (Fixture *f, gconstpointer data)
{
  put_image (f, WAY_VAULT_DB, &f->old_db);
  g_assert_true (opens (f));
  way_test_assert_clean (&f->test);
  g_assert_true (way_test_vault_close (&f->test, NULL));
  assert_right (f);
}

/* -- what may not be written ------------------------------------------------------------------- */

/* A program that changed its user may not look into itself, as the search for leaks at its end has
 * to; nothing is open yet that nobody may see. */
static gboolean
give_up_root (void)
{
  if (geteuid () != 0)
    return TRUE;
  return setgroups (0, NULL) == 0 && setresgid (65534, 65534, 65534) == 0
         && setresuid (65534, 65534, 65534) == 0 && prctl (PR_SET_DUMPABLE, 1) == 0;
}

static void
save_once (WayTestVault *test)
{
  g_autoptr (GError) error = NULL;
  WayId id;

  if (way_test_vault_open (test, WAY_TEST_PASSPHRASE, &error)
      && way_test_vault_commit (test, way_test_new_person (test, "Ros", &id), NULL, &error))
    g_print ("saved");
  else
    g_print ("%s %d %s", g_quark_to_string (error->domain), error->code, error->message);
}

/* In a program of its own, which gives up being root first: permissions do not bind root. */
static int
try_as_nobody (const char *dir)
{
  WayTestVault test;
  gboolean is_nobody;

  way_test_vault_init (&test, FALSE);
  g_assert_cmpint (rmdir (test.dir), ==, 0);
  g_free (test.dir);
  test.dir = g_strdup (dir);
  way_test_vault_renew (&test);
  is_nobody = give_up_root ();
  if (is_nobody)
    save_once (&test);
  way_test_vault_leave (&test);
  return is_nobody ? 0 : 77;
}

/* (transfer full) (nullable): what the other program said. */
static char *
run_as_nobody (Fixture *f)
{
  const char *argv[] = { "/proc/self/exe", TRY, f->test.dir, NULL };
  g_autoptr (GError) error = NULL;
  char *said = NULL;
  int status;

  g_spawn_sync (NULL, (char **)argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &said, NULL, &status,
                &error);
  g_assert_no_error (error);
  if (WIFEXITED (status) && WEXITSTATUS (status) == 77)
    {
      g_free (said);
      return NULL;
    }
  g_assert_true (g_spawn_check_wait_status (status, NULL));
  return said;
}

static void
give_to_nobody (Fixture *f, mode_t folder, mode_t db, mode_t keys)
{
  g_autofree char *db_path = way_vault_path (f->test.dir, WAY_VAULT_DB);
  g_autofree char *keys_path = way_vault_path (f->test.dir, WAY_VAULT_KEYS);

  g_assert_cmpint (chmod (f->test.dir, 0700), ==, 0);
  put_right (f);
  if (geteuid () == 0)
    g_assert_true (chown (db_path, 65534, 65534) == 0 && chown (keys_path, 65534, 65534) == 0
                   && chown (f->test.dir, 65534, 65534) == 0);
  g_assert_cmpint (chmod (db_path, db), ==, 0);
  g_assert_cmpint (chmod (keys_path, keys), ==, 0);
  g_assert_cmpint (chmod (f->test.dir, folder), ==, 0);
}

static void
test_read_only (Fixture *f, gconstpointer data)
{
  static const struct
  {
    mode_t folder, db, keys;
    gboolean saves;
  } rows[] = {
    { 0700, 0600, 0600, TRUE },  { 0700, 0600, 0400, TRUE },  { 0700, 0400, 0600, FALSE },
    { 0700, 0000, 0600, FALSE }, { 0700, 0600, 0000, FALSE }, { 0500, 0600, 0600, FALSE },
    { 0500, 0400, 0400, FALSE }, { 0000, 0600, 0600, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *before = NULL;
      g_autofree char *after = NULL;
      g_autofree char *said = NULL;

      give_to_nobody (f, rows[i].folder, rows[i].db, rows[i].keys);
      before = geteuid () == 0 ? describe (f) : NULL;
      said = run_as_nobody (f);
      if (said == NULL)
        {
          g_test_skip ("this test may not give up its rights");
          break;
        }
      g_test_message ("%o %o %o: %s", rows[i].folder, rows[i].db, rows[i].keys, said);
      if (rows[i].saves)
        {
          g_assert_cmpstr (said, ==, "saved");
          continue;
        }
      g_assert_true (g_str_has_prefix (said, "way-store-error "));
      g_assert_true (g_str_has_suffix (said, "."));
      g_assert_null (strstr (said, f->test.dir));
      after = geteuid () == 0 ? describe (f) : NULL;
      g_assert_cmpstr (before, ==, after);
    }
  give_to_nobody (f, 0700, 0600, 0600);
  assert_right (f);
}

int
main (int argc, char *argv[])
{
  if (argc == 3 && strcmp (argv[1], TRY) == 0)
    return try_as_nobody (argv[2]);

  g_test_init (&argc, &argv, NULL);
#define DAMAGE_TEST(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
  DAMAGE_TEST ("/store/damage/db-truncated", test_db_truncated);
  DAMAGE_TEST ("/store/damage/db-flipped", test_db_flipped);
  DAMAGE_TEST ("/store/damage/keys-truncated", test_keys_truncated);
  DAMAGE_TEST ("/store/damage/keys-flipped", test_keys_flipped);
  DAMAGE_TEST ("/store/damage/swapped", test_swapped);
  DAMAGE_TEST ("/store/damage/db-is-something-else", test_db_is_something_else);
  DAMAGE_TEST ("/store/damage/keys-is-something-else", test_keys_is_something_else);
  DAMAGE_TEST ("/store/damage/linked", test_linked);
  DAMAGE_TEST ("/store/damage/lock-is-something-else", test_lock_is_something_else);
  DAMAGE_TEST ("/store/damage/next-keys", test_next_keys);
  DAMAGE_TEST ("/store/damage/only-a-log", test_only_a_log);
  DAMAGE_TEST ("/store/damage/log-taken-away", test_log_taken_away);
  DAMAGE_TEST ("/store/damage/log-flipped", test_log_flipped);
  DAMAGE_TEST ("/store/damage/log-garbage", test_log_garbage);
  DAMAGE_TEST ("/store/damage/log-of-another", test_log_of_another);
  DAMAGE_TEST ("/store/damage/old-page", test_old_page);
  DAMAGE_TEST ("/store/damage/old-pages", test_old_pages);
  DAMAGE_TEST ("/store/damage/whole-rollback", test_whole_rollback);
  DAMAGE_TEST ("/store/damage/read-only", test_read_only);
  return g_test_run ();
}
