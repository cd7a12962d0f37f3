/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The life of a vault, stopped at every operation on the disk: of the database, of the files beside
 * it, of the keyring, and at every named point.
 *
 * Whatever was answered is there afterwards, what was under way is there whole or not at all, and
 * the vault opens by itself with the passphrase that was answered last or, where another was being
 * set, with either.  The power goes as well: what no sync made lasting is lost or torn.
 *
 * Every place is tried where the box (WAY_BOX_SECONDS) is long enough or WAY_LONG is set; else all
 * that are not plain work of the database, and of those as many as fit, in an order by WAY_SEED.
 */
#include "way-test-book.h"

#include "way-vault-files.h"

/* -- what has to be left ----------------------------------------------------------------------- */

static const WayHash *
hash_at (GArray *hashes, guint n_rows)
{
  g_assert_cmpuint (n_rows, <=, hashes->len);
  return n_rows > 0 ? &g_array_index (hashes, WayHash, n_rows - 1) : &way_hash_none;
}

static gboolean
begins_alike (GArray *hashes, GArray *planned, guint n_rows)
{
  return n_rows <= hashes->len && n_rows <= planned->len
         && way_hash_equal (hash_at (hashes, n_rows), hash_at (planned, n_rows));
}

/* @planned: the rows of the life that nothing stopped, and @plan where each of its commits ends. */
static void
assert_rows (WayTestLife *life, WayTestVault *vault, const WayTestLife *plan, GArray *planned)
{
  g_autoptr (GArray) hashes = way_test_life_hashes (life, vault);
  guint whole = life->n_rows;

  g_assert_true (begins_alike (hashes, planned, whole));
  if (life->n_begun > life->n_commits
      && begins_alike (hashes, planned, plan->rows_after[life->n_begun]))
    whole = plan->rows_after[life->n_begun];
  /* beyond them only drafts, each an act of one op, or of two where its object is new */
  if (life->typing == 0)
    g_assert_cmpuint (hashes->len, ==, whole);
  g_assert_cmpuint (hashes->len, <=, whole + 2);
}

static void
assert_draft (WayTestLife *life)
{
  g_autofree char *answered = way_test_life_typed_word (life->typed);
  g_autofree char *begun = way_test_life_typed_word (life->typing);
  g_autoptr (GPtrArray) hits = NULL;
  g_autoptr (GPtrArray) newer = NULL;

  if (life->typed == 0 || life->n_begun > life->n_commits)
    return;
  hits = way_test_vault_search (&life->test, answered, NULL);
  newer = way_test_vault_search (&life->test, begun, NULL);
  g_assert_cmpuint (hits->len + newer->len, >=, 1);
}

static void
assert_folder (WayTestVault *vault)
{
  static const char *const passing[] = { WAY_VAULT_KEYS_NEXT, WAY_VAULT_DB_MAKING };

  for (gsize i = 0; i < G_N_ELEMENTS (passing); i++)
    g_assert_false (way_vault_has (vault->dir, passing[i]));
}

static void
assert_sheet (WayTestLife *life)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WayKeyFile) keys = way_vault_read_slots (life->test.vault, &error);
  g_autoptr (WaySecret) db_key = NULL;

  g_assert_no_error (error);
  if (life->seed == NULL || life->seed_under_way)
    return;
  db_key = way_key_file_open_sheet (keys, life->seed, &error);
  g_assert_no_error (error);
}

/* It opens by itself, is sound, and life goes on. */
static void
assert_vault (WayTestLife *life, const WayTestLife *plan, GArray *planned)
{
  WayId id;

  if (!life->created && !way_vault_exists (life->test.vault))
    {
      g_autoptr (GError) error = NULL;

      way_test_vault_create (&life->test, NULL, &error);
      g_assert_no_error (error);
    }
  else
    way_test_life_reopen (life);
  assert_folder (&life->test);
  way_test_assert_clean (&life->test);
  assert_sheet (life);
  assert_draft (life);
  g_assert_true (way_test_vault_close (&life->test, NULL));
  if (!life->restored)
    assert_rows (life, &life->test, plan, planned);

  way_test_life_reopen (life);
  way_test_add_person (&life->test, "afterwards", &id);
  way_test_assert_found (&life->test, "afterwards", 1);
  way_test_assert_clean (&life->test);
  g_assert_true (way_test_vault_close (&life->test, NULL));
}

static void
get_origin (WayStore *store, gpointer data)
{
  *(WayId *)data = store->origin;
}

/* A backup that was answered, or one that has its name, is a whole one. */
static void
assert_backup (WayTestLife *life, const WayTestLife *plan, GArray *planned)
{
  g_autofree char *path = way_test_life_backup_path (life);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) hashes = NULL;
  WayTestVault copy;

  if (life->backup_commits == 0 && !g_file_test (path, G_FILE_TEST_EXISTS))
    return;
  way_test_vault_init (&copy, FALSE);
  way_test_vault_restore (&copy, path, way_test_passphrases[life->passphrase], NULL, NULL, &error);
  g_assert_no_error (error);
  way_test_assert_clean (&copy);
  g_assert_true (way_test_vault_close (&copy, NULL));
  hashes = way_test_life_hashes (life, &copy);
  g_assert_cmpuint (hashes->len, ==, plan->backup_rows);
  g_assert_true (begins_alike (hashes, planned, hashes->len));
  way_test_files_power_up (life->files, WAY_TEST_LOSS_NONE, NULL);
  way_test_vault_clear (&copy);
}

/* The folder a backup was restored into: nothing, or a vault with an origin of its own. */
static void
assert_restored (WayTestLife *life, const WayTestLife *plan, GArray *planned)
{
  g_autofree char *path = way_test_life_backup_path (life);
  const char *passphrase = way_test_passphrases[life->backup_passphrase];
  g_autoptr (GError) error = NULL;
  WayId ours, theirs;

  way_test_vault_renew (&life->other);
  if (!way_vault_exists (life->other.vault))
    {
      g_assert_false (life->restored);
      way_test_vault_restore (&life->other, path, passphrase, NULL, NULL, &error);
    }
  else
    way_test_vault_open (&life->other, passphrase, &error);
  g_assert_no_error (error);
  assert_folder (&life->other);
  way_test_assert_clean (&life->other);
  g_assert_true (way_test_vault_close (&life->other, NULL));
  if (!life->restored)
    {
      life->n_commits = life->n_begun = life->backup_commits;
      life->n_rows = life->backup_rows;
    }
  assert_rows (life, &life->other, plan, planned);
  way_test_store_run (&life->test, way_test_passphrases[life->passphrase], get_origin, &ours);
  way_test_store_run (&life->other, passphrase, get_origin, &theirs);
  g_assert_false (way_id_equal (&ours, &theirs));
}

/* -- stopped ----------------------------------------------------------------------------------- */

static void
crash_at (const WayTestReading *self,
          WayTestFiles *files,
          guint64 at,
          WayTestLoss loss,
          WayRandom *random)
{
  WayTestLife life;

  way_test_reading_begin (self, &life, files);
  way_test_files_arm (files, WAY_TEST_FAULT_CRASH, at);
  g_assert_true (way_test_life_run (&life, self->chapter, NULL)
                 || way_test_files_has_struck (files));
  /* the program is gone: what it still held closes on a dead disk */
  way_test_reading_end (self, &life);
  way_test_files_power_up (files, loss, random);

  g_test_message ("%s at %" G_GUINT64_FORMAT ", loss %d: %u answered, %u begun",
                  self->chapter->name, at, (int)loss, life.n_commits, life.n_begun);
  if (way_test_reading_restores (self))
    assert_restored (&life, &self->plan, self->hashes);
  else
    {
      assert_vault (&life, &self->plan, self->hashes);
      assert_backup (&life, &self->plan, self->hashes);
    }
  way_test_life_clear (&life);
}

typedef struct
{
  const WayTestReading *reading;
  guint64 at;
  WayTestLoss loss;
} Place;

static void
shuffle (GArray *places, WayRandom *random)
{
  for (guint i = places->len; i > 1; i--)
    {
      guint other = way_random_below (random, i);
      Place place = g_array_index (places, Place, i - 1);

      g_array_index (places, Place, i - 1) = g_array_index (places, Place, other);
      g_array_index (places, Place, other) = place;
    }
}

/* (transfer full): every place; first those with a name, then the others, both shuffled.  @all: and
 * each with every loss there is. */
static GArray *
list_places (GArray *book, gboolean all, WayRandom *random, guint *ret_n_named)
{
  GArray *named = g_array_new (FALSE, FALSE, sizeof (Place));
  g_autoptr (GArray) others = g_array_new (FALSE, FALSE, sizeof (Place));

  for (guint c = 0; c < book->len; c++)
    {
      const WayTestReading *reading = &g_array_index (book, WayTestReading, c);

      for (guint64 at = 1; at <= reading->n_operations; at++)
        for (guint i = 0; i < (all ? WAY_TEST_N_LOSSES : 1); i++)
          {
            guint loss = all ? i : way_random_below (random, WAY_TEST_N_LOSSES);
            Place place = { reading, at, (WayTestLoss)loss };

            g_array_append_val (way_test_reading_is_named (reading, at) ? named : others, place);
          }
    }
  shuffle (named, random);
  shuffle (others, random);
  *ret_n_named = named->len;
  g_array_append_vals (named, others->data, others->len);
  return named;
}

static void
test_every_operation (gconstpointer keyring)
{
  g_autoptr (WayRandom) random = way_test_random ();
  gint64 end = g_get_monotonic_time () + way_test_box_seconds () * G_USEC_PER_SEC / 2;
  gboolean all = g_getenv ("WAY_LONG") != NULL;
  g_autoptr (WayTestVfs) vfs = way_test_vfs_install ();
  g_autoptr (WayTestFiles) files = way_test_files_install (vfs);
  g_autoptr (GArray) book = way_test_book_live (files, GPOINTER_TO_INT (keyring));
  guint n_named, done;
  g_autoptr (GArray) places = list_places (book, all, random, &n_named);

  for (done = 0; done < places->len; done++)
    {
      const Place *place = &g_array_index (places, Place, done);

      if (!all && done >= n_named && g_get_monotonic_time () > end)
        break;
      crash_at (place->reading, files, place->at, place->loss, random);
    }
  g_test_message ("%u of %u places, %u of them named", done, places->len, n_named);
  g_assert_cmpuint (way_test_vfs_get_n_temporary (vfs), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/store/crash/passphrase", GINT_TO_POINTER (FALSE), test_every_operation);
  g_test_add_data_func ("/store/crash/keyring", GINT_TO_POINTER (TRUE), test_every_operation);
  return g_test_run ();
}
