/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A backup brings everything back, on any laptop, with the sheet or the passphrase of its day; a
 * damaged one brings nothing and says so.
 */
#include "way-test-store.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include "way-fault.h"
#include "way-vault-files.h"

typedef struct
{
  WayTestVault test;
  WayId person;
  char *path;      /* (owned): of the backup */
  WaySecret *seed; /* (owned) */
  char *bytes;     /* (owned): of the backup */
  gsize size;
} Fixture;

static void
set_up (Fixture *f, gconstpointer keyring)
{
  g_autoptr (GError) error = NULL;
  WayAct *act;

  way_test_vault_init (&f->test, GPOINTER_TO_INT (keyring));
  g_assert_true (way_test_vault_create (&f->test, &f->seed, &error));
  g_assert_no_error (error);
  way_test_add_person (&f->test, "Kez", &f->person);
  act = way_act_new (&f->person, 0);
  way_act_set (act, WAY_KIND_FRONT, &f->person, WAY_FRONT_HOPES, way_test_words ("a lighthouse"));
  way_test_commit (&f->test, act);
  f->path = g_build_filename (f->test.dir, "copy.waymark-backup", NULL);
  g_assert_true (way_test_vault_backup (&f->test, f->path, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (f->path, &f->bytes, &f->size, &error));
}

static void
tear_down (Fixture *f, gconstpointer keyring)
{
  g_free (f->path);
  g_free (f->bytes);
  way_secret_unref (f->seed);
  way_test_vault_clear (&f->test);
}

static void
assert_only (WayTestVault *test, const char *const *names)
{
  g_autoptr (GDir) listing = g_dir_open (test->dir, 0, NULL);
  const char *name;

  while (listing != NULL && (name = g_dir_read_name (listing)) != NULL)
    {
      if (!g_strv_contains (names, name))
        g_test_message ("left behind: %s", name);
      g_assert_true (g_strv_contains (names, name));
    }
}

static const char *const nothing[] = { NULL };

/* Into a folder of its own, which is gone again afterwards. */
static void
assert_not_restored (const char *path, const char *passphrase, WayStoreError code)
{
  g_autoptr (GError) error = NULL;
  WayTestVault other;

  way_test_vault_init (&other, FALSE);
  g_assert_false (way_test_vault_restore (&other, path, passphrase, NULL, NULL, &error));
  g_assert_error (error, WAY_STORE_ERROR, (int)code);
  way_test_assert_sentence (&other, error);
  assert_only (&other, nothing);
  g_assert_false (way_vault_exists (other.vault));
  way_test_vault_clear (&other);
}

static void
assert_restores (Fixture *f, const char *path)
{
  g_autoptr (GError) error = NULL;
  WayTestVault other;

  way_test_vault_init (&other, FALSE);
  g_assert_true (way_test_vault_restore (&other, path, WAY_TEST_PASSPHRASE, NULL, NULL, &error));
  g_assert_no_error (error);
  way_test_assert_found (&other, "lighthouse", 1);
  way_test_assert_clean (&other);
  way_test_vault_clear (&other);
}

/* -- making one -------------------------------------------------------------------------------- */

static void
test_in_the_way (Fixture *f, gconstpointer keyring)
{
  g_autofree char *folder = g_build_filename (f->test.dir, "folder", NULL);
  g_autofree char *link = g_build_filename (f->test.dir, "link", NULL);
  g_autofree char *missing = g_build_filename (f->test.dir, "missing", "copy", NULL);
  g_autofree char *after = NULL;
  const char *const taken[] = { f->path, folder, link };
  g_autoptr (GError) error = NULL;
  gsize size;

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  g_assert_cmpint (symlink ("nowhere", link), ==, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (taken); i++)
    {
      g_assert_false (way_test_vault_backup (&f->test, taken[i], &error));
      g_assert_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_EXISTS);
      way_test_assert_sentence (&f->test, error);
      g_clear_error (&error);
    }
  g_assert_true (g_file_get_contents (f->path, &after, &size, NULL));
  g_assert_cmpmem (after, size, f->bytes, f->size);

  g_assert_false (way_test_vault_backup (&f->test, missing, &error));
  g_assert_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_IO);
  way_test_assert_sentence (&f->test, error);
}

static gboolean
refuse_at (const char *point, gpointer wanted, GError **error)
{
  if (g_strcmp0 (point, wanted) != 0)
    return TRUE;
  return way_fail (error, WAY_STORE_ERROR, WAY_STORE_ERROR_IO, "The test stops here.");
}

/* What a failed one leaves is in nobody's way. */
static void
test_again_after_failure (Fixture *f, gconstpointer keyring)
{
  static const char *const points[] = { "copy-filled", "copy-checked", "copy-placed",
                                        "backup-packed" };

  for (gsize i = 0; i < G_N_ELEMENTS (points); i++)
    {
      g_autoptr (GError) error = NULL;
      gboolean made;

      g_unlink (f->path);
      way_fault_set_hook (refuse_at, (gpointer)points[i]);
      made = way_test_vault_backup (&f->test, f->path, &error);
      way_fault_set_hook (NULL, NULL);
      g_assert_false (made);
      g_assert_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_IO);
      g_assert_false (g_file_test (f->path, G_FILE_TEST_EXISTS));
      g_clear_error (&error);
      g_assert_true (way_test_vault_backup (&f->test, f->path, &error));
      g_assert_no_error (error);
      assert_restores (f, f->path);
    }
}

/* Whatever lies beside the backup stays, and nothing of ours does. */
static void
test_beside (Fixture *f, gconstpointer keyring)
{
  static const char *const names[] = { "two.part", "two.db-part", "two.db-part.part", "two" };
  g_autofree char *folder = g_build_filename (f->test.dir, "stick", NULL);
  g_autoptr (GDir) listing = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (folder, "two", NULL);
  guint n = 0;

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (names) - 1; i++)
    {
      g_autofree char *beside = g_build_filename (folder, names[i], NULL);

      g_assert_true (g_file_set_contents (beside, "precious", -1, &error));
    }
  g_assert_true (way_test_vault_backup (&f->test, path, &error));
  g_assert_no_error (error);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *beside = g_build_filename (folder, names[i], NULL);

      g_assert_true (g_file_test (beside, G_FILE_TEST_EXISTS));
    }
  listing = g_dir_open (folder, 0, &error);
  while (g_dir_read_name (listing) != NULL)
    n++;
  g_assert_cmpuint (n, ==, G_N_ELEMENTS (names));
}

static void
test_private_file (Fixture *f, gconstpointer keyring)
{
  struct stat info;

  g_assert_cmpint (stat (f->path, &info), ==, 0);
  g_assert_cmpuint (info.st_mode & 07777, ==, 0600);
}

/* -- bringing it back -------------------------------------------------------------------------- */

static void
test_wrong_key (Fixture *f, gconstpointer keyring)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WaySecret) other_seed = way_secret_new_random (f->test.random, WAY_KEY_SIZE);
  WayTestVault other;

  assert_not_restored (f->path, "not the passphrase at all", WAY_STORE_ERROR_WRONG_PASSPHRASE);
  way_test_vault_init (&other, FALSE);
  g_assert_false (
      way_test_vault_restore (&other, f->path, NULL, other_seed, WAY_TEST_NEW_PASSPHRASE, &error));
  g_assert_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_WRONG_PASSPHRASE);
  way_test_assert_sentence (&other, error);
  assert_only (&other, nothing);
  g_clear_error (&error);

  /* Afterwards the right one, in the same place. */
  g_assert_true (
      way_test_vault_restore (&other, f->path, NULL, f->seed, WAY_TEST_NEW_PASSPHRASE, &error));
  g_assert_no_error (error);
  g_assert_true (way_test_vault_close (&other, &error));
  g_assert_true (way_test_vault_open (&other, WAY_TEST_NEW_PASSPHRASE, &error));
  way_test_assert_found (&other, "lighthouse", 1);
  way_test_vault_clear (&other);
}

/* It opens with the passphrase of its day, not of today; and so does today's. */
static void
test_of_its_day (Fixture *f, gconstpointer keyring)
{
  g_autofree char *later = g_build_filename (f->test.dir, "later.waymark-backup", NULL);
  WayKeySlotType way = GPOINTER_TO_INT (keyring) ? WAY_KEY_SLOT_KEYRING : WAY_KEY_SLOT_PASSPHRASE;
  g_autoptr (GError) error = NULL;

  g_assert_true (
      way_test_vault_change (&f->test, WAY_TEST_PASSPHRASE, WAY_TEST_NEW_PASSPHRASE, way, &error));
  g_assert_no_error (error);
  assert_restores (f, f->path);
  assert_not_restored (f->path, WAY_TEST_NEW_PASSPHRASE, WAY_STORE_ERROR_WRONG_PASSPHRASE);
  g_assert_false (way_test_vault_backup (&f->test, later, &error));
  g_assert_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_WRONG_PASSPHRASE);
}

static void
test_no_backup (Fixture *f, gconstpointer keyring)
{
  g_autofree char *db = way_vault_path (f->test.dir, WAY_VAULT_DB);
  g_autofree char *keys = way_vault_path (f->test.dir, WAY_VAULT_KEYS);
  g_autofree char *empty = g_build_filename (f->test.dir, "empty", NULL);
  g_autofree char *missing = g_build_filename (f->test.dir, "missing", NULL);

  g_assert_true (g_file_set_contents (empty, "", 0, NULL));
  assert_not_restored (db, WAY_TEST_PASSPHRASE, WAY_STORE_ERROR_DAMAGED);
  assert_not_restored (keys, WAY_TEST_PASSPHRASE, WAY_STORE_ERROR_DAMAGED);
  assert_not_restored (empty, WAY_TEST_PASSPHRASE, WAY_STORE_ERROR_DAMAGED);
  assert_not_restored (f->test.dir, WAY_TEST_PASSPHRASE, WAY_STORE_ERROR_DAMAGED);
  assert_not_restored (missing, WAY_TEST_PASSPHRASE, WAY_STORE_ERROR_IO);
  assert_not_restored ("/dev/zero", WAY_TEST_PASSPHRASE, WAY_STORE_ERROR_DAMAGED);
}

/* Where there is a vault, or what is left of one, none is restored. */
static void
test_vault_in_the_way (Fixture *f, gconstpointer keyring)
{
  static const char *const remains[] = { WAY_VAULT_DB, WAY_VAULT_KEYS, WAY_VAULT_KEYS_NEXT,
                                         WAY_VAULT_DB "-wal" };

  for (gsize i = 0; i < G_N_ELEMENTS (remains); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *path = NULL;
      g_autofree char *left = NULL;
      WayTestVault other;

      way_test_vault_init (&other, FALSE);
      path = way_vault_path (other.dir, remains[i]);
      g_assert_true (g_file_set_contents (path, "somebody's", -1, NULL));
      g_assert_true (way_vault_exists (other.vault));
      g_assert_false (
          way_test_vault_restore (&other, f->path, WAY_TEST_PASSPHRASE, NULL, NULL, &error));
      g_assert_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_EXISTS);
      way_test_assert_sentence (&other, error);
      g_clear_error (&error);
      g_assert_false (way_test_vault_create (&other, NULL, &error));
      g_assert_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_EXISTS);
      g_assert_true (g_file_get_contents (path, &left, NULL, NULL));
      g_assert_cmpstr (left, ==, "somebody's");
      way_test_vault_clear (&other);
    }
}

/* Nor where anything else lies: a vault has its folder to itself. */
static void
test_others_in_the_way (Fixture *f, gconstpointer keyring)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  WayTestVault other;

  way_test_vault_init (&other, FALSE);
  path = g_build_filename (other.dir, "photo.jpg", NULL);
  g_assert_true (g_file_set_contents (path, "somebody's", -1, NULL));
  g_assert_false (
      way_test_vault_restore (&other, f->path, WAY_TEST_PASSPHRASE, NULL, NULL, &error));
  g_assert_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_EXISTS);
  way_test_assert_sentence (&other, error);
  assert_only (&other, (const char *const[]){ "photo.jpg", NULL });
  way_test_vault_clear (&other);
}

/* What was being made in this folder when the laptop stopped is in nobody's way either. */
static void
test_over_remains (Fixture *f, gconstpointer keyring)
{
  static const char *const remains[] = { "vault.db.making",     "vault.db.making-wal",
                                         "vault.db.making-shm", "vault.db.making.new",
                                         "vault.keys.part",     "vault.db.making-journal" };

  g_autofree char *wal = g_strnfill (9000, 'w');

  for (guint restores = 0; restores < 2; restores++)
    {
      g_autoptr (GError) error = NULL;
      WayTestVault other;

      way_test_vault_init (&other, FALSE);
      for (gsize i = 0; i < G_N_ELEMENTS (remains); i++)
        {
          g_autofree char *path = way_vault_path (other.dir, remains[i]);

          g_assert_true (g_file_set_contents (path, wal, -1, NULL));
        }
      if (restores)
        way_test_vault_restore (&other, f->path, WAY_TEST_PASSPHRASE, NULL, NULL, &error);
      else
        way_test_vault_create (&other, NULL, &error);
      g_assert_no_error (error);
      way_test_assert_clean (&other);
      way_test_vault_clear (&other);
    }
}

/* The log of an unfinished vault is a real one: its frames pass every check but the key's. */
static void
test_over_real_log (Fixture *f, gconstpointer keyring)
{
  g_autofree char *from = way_vault_path (f->test.dir, WAY_VAULT_DB "-wal");
  g_autofree char *to = NULL;
  g_autofree char *wal = NULL;
  g_autoptr (GError) error = NULL;
  WayTestVault other;
  gsize size;

  way_test_set (&f->test, &f->person, WAY_KIND_FRONT, &f->person, WAY_FRONT_MY_PLAN,
                way_test_words ("to have something in the log"));
  g_assert_true (g_file_get_contents (from, &wal, &size, &error));
  g_assert_cmpuint (size, >, 4096);
  way_test_vault_init (&other, FALSE);
  to = way_vault_path (other.dir, WAY_VAULT_DB_MAKING "-wal");
  g_assert_true (g_file_set_contents (to, wal, (gssize)size, &error));
  way_test_vault_restore (&other, f->path, WAY_TEST_PASSPHRASE, NULL, NULL, &error);
  g_assert_no_error (error);
  way_test_assert_clean (&other);
  way_test_vault_clear (&other);
}

/* -- damage ------------------------------------------------------------------------------------ */

static void
write_bytes (const char *path, const char *bytes, gsize size)
{
  g_autoptr (GError) error = NULL;

  g_unlink (path);
  g_file_set_contents (path, bytes, (gssize)size, &error);
  g_assert_no_error (error);
}

static void
test_truncated (Fixture *f, gconstpointer keyring)
{
  g_autofree char *path = g_build_filename (f->test.dir, "damaged", NULL);

  for (gsize size = 0; size < 600; size += 37)
    {
      write_bytes (path, f->bytes, size);
      assert_not_restored (path, WAY_TEST_PASSPHRASE, WAY_STORE_ERROR_DAMAGED);
    }
  for (gsize size = 4096; size < f->size; size += 4096)
    {
      write_bytes (path, f->bytes, size);
      assert_not_restored (path, WAY_TEST_PASSPHRASE, WAY_STORE_ERROR_DAMAGED);
    }
  write_bytes (path, f->bytes, f->size - 1);
  assert_not_restored (path, WAY_TEST_PASSPHRASE, WAY_STORE_ERROR_DAMAGED);
}

static void
test_lengthened (Fixture *f, gconstpointer keyring)
{
  g_autofree char *path = g_build_filename (f->test.dir, "damaged", NULL);
  g_autofree char *longer = g_malloc0 (f->size + 4096);

  memcpy (longer, f->bytes, f->size);
  write_bytes (path, longer, f->size + 1);
  assert_not_restored (path, WAY_TEST_PASSPHRASE, WAY_STORE_ERROR_DAMAGED);
  write_bytes (path, longer, f->size + 4096);
  assert_not_restored (path, WAY_TEST_PASSPHRASE, WAY_STORE_ERROR_DAMAGED);
}

static void
test_flipped (Fixture *f, gconstpointer keyring)
{
  g_autoptr (WayRandom) random = way_test_random ();
  g_autofree char *path = g_build_filename (f->test.dir, "damaged", NULL);

  /* The head and the key file byte by byte, then one bit somewhere in each 4 KiB. */
  for (gsize at = 0; at < f->size; at += at < 500 ? 7 : 1 + way_random_below (random, 4096))
    {
      guint bit = way_random_below (random, 8);

      f->bytes[at] ^= (char)(1u << bit);
      write_bytes (path, f->bytes, f->size);
      assert_not_restored (path, WAY_TEST_PASSPHRASE, WAY_STORE_ERROR_DAMAGED);
      f->bytes[at] ^= (char)(1u << bit);
    }
  write_bytes (path, f->bytes, f->size);
  assert_restores (f, path);
}

/* The key file of one backup before the database of another. */
static void
test_swapped (Fixture *f, gconstpointer keyring)
{
  g_autofree char *other_path = g_build_filename (f->test.dir, "other", NULL);
  g_autofree char *path = g_build_filename (f->test.dir, "damaged", NULL);
  g_autofree char *other_bytes = NULL;
  g_autofree char *mixed = NULL;
  guint32 head, other_head;
  WayTestVault other;
  gsize other_size;

  way_test_vault_init (&other, FALSE);
  g_assert_true (way_test_vault_create (&other, NULL, NULL));
  g_assert_true (way_test_vault_backup (&other, other_path, NULL));
  way_test_vault_clear (&other);
  g_assert_true (g_file_get_contents (other_path, &other_bytes, &other_size, NULL));

  memcpy (&head, f->bytes + 8, 4);
  memcpy (&other_head, other_bytes + 8, 4);
  head = 12 + GUINT32_FROM_LE (head);
  other_head = 12 + GUINT32_FROM_LE (other_head);
  mixed = g_malloc (f->size + other_size);
  memcpy (mixed, other_bytes, other_head);
  memcpy (mixed + other_head, f->bytes + head, f->size - head);
  write_bytes (path, mixed, other_head + f->size - head);
  assert_not_restored (path, WAY_TEST_PASSPHRASE, WAY_STORE_ERROR_DAMAGED);
}

/* -- two laptops ------------------------------------------------------------------------------- */

static void
read_origin (WayStore *store, gpointer data)
{
  *(WayId *)data = store->origin;
}

static WayId
origin_of (WayTestVault *test, const char *passphrase)
{
  WayId origin;

  way_test_store_run (test, passphrase, read_origin, &origin);
  return origin;
}

static void
take_rows (WayStore *store, gpointer data)
{
  *(GPtrArray **)data = way_test_store_list (store);
}

/* Adds what this vault does not know, as sync will. */
static void
give_rows (WayStore *store, gpointer data)
{
  GPtrArray *rows = data;
  g_autoptr (GPtrArray) known = way_test_store_list (store);
  g_autoptr (GHashTable) ids = g_hash_table_new (way_op_id_hash, way_op_id_equal);

  for (guint i = 0; i < known->len; i++)
    g_hash_table_add (ids, &((WayRow *)known->pdata[i])->authored.op->id);
  for (guint i = 0; i < rows->len; i++)
    {
      WayRow *row = g_ptr_array_index (rows, i);

      if (!g_hash_table_contains (ids, &row->authored.op->id))
        way_test_store_add (store, row->authored.op, &row->authored.author, row->state);
    }
}

static void
write_both (WayTestVault *test, const WayId *person, const char *hopes, guint16 alone)
{
  way_test_set (test, person, WAY_KIND_FRONT, person, WAY_FRONT_HOPES, way_test_words (hopes));
  way_test_set (test, person, WAY_KIND_FRONT, person, alone, way_test_words (hopes));
}

/* The old laptop was not dead after all: nothing that either wrote is lost, and no number stands
 * for two things. */
static void
test_both_go_on (Fixture *f, gconstpointer keyring)
{
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (WayCase) merged = NULL;
  const WayObject *front;
  WayTestVault other;
  WayId ours, theirs;

  way_test_vault_init (&other, FALSE);
  g_assert_true (way_test_vault_restore (&other, f->path, WAY_TEST_PASSPHRASE, NULL, NULL, NULL));
  write_both (&other, &f->person, "a boat", WAY_FRONT_PROUD_OF);
  write_both (&f->test, &f->person, "a garden", WAY_FRONT_WHAT_MATTERS);
  g_assert_true (way_test_vault_close (&other, NULL));
  g_assert_true (way_test_vault_close (&f->test, NULL));
  ours = origin_of (&f->test, WAY_TEST_PASSPHRASE);
  theirs = origin_of (&other, WAY_TEST_PASSPHRASE);
  g_assert_false (way_id_equal (&ours, &theirs));

  way_test_store_run (&f->test, WAY_TEST_PASSPHRASE, take_rows, &rows);
  way_test_store_run (&other, WAY_TEST_PASSPHRASE, give_rows, rows);
  g_assert_true (way_test_vault_open (&other, WAY_TEST_PASSPHRASE, NULL));
  way_test_assert_clean (&other);
  merged = way_test_vault_load (&other, &f->person, NULL);
  front = way_case_get_front (merged);
  g_assert_cmpuint (way_object_n_values (front, WAY_FRONT_HOPES), ==, 2);
  g_assert_cmpuint (way_object_n_values (front, WAY_FRONT_PROUD_OF), ==, 1);
  g_assert_cmpuint (way_object_n_values (front, WAY_FRONT_WHAT_MATTERS), ==, 1);
  way_test_assert_found (&other, "boat", 2);
  way_test_assert_found (&other, "garden", 2);
  way_test_vault_clear (&other);
  g_assert_true (way_test_vault_open (&f->test, WAY_TEST_PASSPHRASE, NULL));
}

/* Stopped at any point of a restore, the folder holds no vault, or one with an origin of its own.
 */
static void
test_origin_at_every_point (Fixture *f, gconstpointer keyring)
{
  static const char *const points[] = { "vault-made",  "keys-written", "keys-renamed",
                                        "vault-keyed", "txn-begun",    "txn-commit" };

  WayId ours;

  g_assert_true (way_test_vault_close (&f->test, NULL));
  ours = origin_of (&f->test, WAY_TEST_PASSPHRASE);
  for (gsize i = 0; i < G_N_ELEMENTS (points); i++)
    {
      g_autoptr (GError) error = NULL;
      WayTestVault other;
      gboolean restored;
      WayId theirs;

      way_test_vault_init (&other, FALSE);
      way_fault_set_hook (refuse_at, (gpointer)points[i]);
      restored = way_test_vault_restore (&other, f->path, WAY_TEST_PASSPHRASE, NULL, NULL, NULL);
      way_fault_set_hook (NULL, NULL);
      g_test_message ("%s", points[i]);
      g_assert_false (restored);
      if (way_vault_exists (other.vault))
        way_test_vault_open (&other, WAY_TEST_PASSPHRASE, &error);
      else
        way_test_vault_restore (&other, f->path, WAY_TEST_PASSPHRASE, NULL, NULL, &error);
      g_assert_no_error (error);
      way_test_assert_found (&other, "lighthouse", 1);
      way_test_assert_clean (&other);
      g_assert_true (way_test_vault_close (&other, NULL));
      theirs = origin_of (&other, WAY_TEST_PASSPHRASE);
      g_assert_false (way_id_equal (&ours, &theirs));
      way_test_vault_clear (&other);
    }
}

/* What was being typed comes back as well. */
static void
test_with_draft (Fixture *f, gconstpointer keyring)
{
  g_autofree char *later = g_build_filename (f->test.dir, "later.waymark-backup", NULL);
  g_autoptr (WayDraft) draft = way_draft_new ();
  g_autoptr (GVariant) value = g_variant_ref_sink (way_test_words ("being typed"));
  WayTestVault other;

  draft->case_id = draft->object = f->person;
  draft->kind = WAY_KIND_FRONT;
  draft->group = WAY_FRONT_MY_PLAN;
  draft->value = g_variant_get_data_as_bytes (value);
  draft->bases = g_array_new (FALSE, FALSE, sizeof (WayOpId));
  g_assert_true (way_test_vault_save_draft (&f->test, draft, NULL));
  g_assert_true (way_test_vault_backup (&f->test, later, NULL));
  way_test_vault_init (&other, FALSE);
  g_assert_true (way_test_vault_restore (&other, later, WAY_TEST_PASSPHRASE, NULL, NULL, NULL));
  g_assert_true (way_test_vault_close (&other, NULL));
  g_assert_true (way_test_vault_open (&other, WAY_TEST_PASSPHRASE, NULL));
  way_test_assert_found (&other, "typed", 1);
  way_test_vault_clear (&other);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define BACKUP_TEST(path, keyring, function)                                                       \
  g_test_add (path, Fixture, GINT_TO_POINTER (keyring), set_up, function, tear_down)
  BACKUP_TEST ("/store/backup/in-the-way", FALSE, test_in_the_way);
  BACKUP_TEST ("/store/backup/again-after-failure", TRUE, test_again_after_failure);
  BACKUP_TEST ("/store/backup/beside", FALSE, test_beside);
  BACKUP_TEST ("/store/backup/private-file", FALSE, test_private_file);
  BACKUP_TEST ("/store/backup/wrong-key", TRUE, test_wrong_key);
  BACKUP_TEST ("/store/backup/of-its-day", FALSE, test_of_its_day);
  BACKUP_TEST ("/store/backup/of-its-day-with-keyring", TRUE, test_of_its_day);
  BACKUP_TEST ("/store/backup/no-backup", FALSE, test_no_backup);
  BACKUP_TEST ("/store/backup/vault-in-the-way", FALSE, test_vault_in_the_way);
  BACKUP_TEST ("/store/backup/others-in-the-way", FALSE, test_others_in_the_way);
  BACKUP_TEST ("/store/backup/over-remains", FALSE, test_over_remains);
  BACKUP_TEST ("/store/backup/over-real-log", FALSE, test_over_real_log);
  BACKUP_TEST ("/store/backup/truncated", FALSE, test_truncated);
  BACKUP_TEST ("/store/backup/lengthened", FALSE, test_lengthened);
  BACKUP_TEST ("/store/backup/flipped", FALSE, test_flipped);
  BACKUP_TEST ("/store/backup/swapped", FALSE, test_swapped);
  BACKUP_TEST ("/store/backup/both-go-on", TRUE, test_both_go_on);
  BACKUP_TEST ("/store/backup/origin-at-every-point", FALSE, test_origin_at_every_point);
  BACKUP_TEST ("/store/backup/with-draft", FALSE, test_with_draft);
  return g_test_run ();
}
