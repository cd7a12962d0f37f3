/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The form of a vault on the disk is frozen: a vault and a backup made once (tests/vectors/store)
 * open for ever, and hold what they held.  And versions: an older one is brought up to date, a
 * newer one is left alone.
 *
 *   test-store-frozen --make FOLDER    made them; a later form gets a folder of its own
 */
#include "way-test-journal.h"
#include "way-test-store.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>
#include "way-store-schema.h"
#include "way-value.h"
#include "way-vault-files.h"

#define BACKUP "copy.waymark-backup"
#define MAKE "--make"

static const char *const files[] = { WAY_VAULT_DB, WAY_VAULT_KEYS, BACKUP };

/* -- what it holds ----------------------------------------------------------------------------- */

typedef struct
{
  WayTestVault *test;
  WayId ros;
} Making;

static void
add_foreign (WayStore *store, gpointer data)
{
  Making *making = data;
  WayAuthor author = { .roles = WAY_ROLE_ADVISER };
  g_autoptr (WayOperation) hopes = NULL;
  g_autoptr (WayOperation) held = NULL;
  g_autoptr (WayOperation) unknown = NULL;
  WayId origin, object;

  way_id_new (making->test->random, &author.user);
  way_id_new (making->test->random, &origin);
  way_id_new (making->test->random, &object);
  hopes = way_test_store_op (&origin, 1, &making->ros, WAY_KIND_FRONT, &making->ros,
                             WAY_FRONT_HOPES, way_test_words ("a garden"), NULL);
  unknown = way_test_store_op (&origin, 2, &making->ros, 4711, &object, 3,
                               g_variant_new ("(s)", "from a later Waymark"), NULL);
  held = way_test_store_op (&origin, 3, &making->ros, WAY_KIND_FRONT, &making->ros,
                            WAY_FRONT_PROUD_OF, way_test_words ("not yet whole"), NULL);
  way_test_store_add (store, hopes, &author, WAY_ROW_APPLIED);
  way_test_store_add (store, unknown, &author, WAY_ROW_APPLIED);
  way_test_store_add (store, held, &author, WAY_ROW_HELD);
}

static void
add_people (Making *making)
{
  WayTestVault *test = making->test;
  WayAct *act = way_act_new (&making->ros, 0);
  WayId joel, matter;

  way_test_add_person (test, "Rós", &making->ros);
  way_test_add_person (test, "Joel", &joel);
  g_clear_pointer (&act, way_act_free);
  act = way_act_new (&making->ros, 0);
  way_matter_object (&making->ros, "S1_05", &matter);
  way_act_create (act, WAY_KIND_MATTER, &matter);
  way_act_set (act, WAY_KIND_MATTER, &matter, WAY_MATTER_ADVISER_VIEW,
               way_test_prose ("Moved to 14 Harbour Lane. The kitchen is loud."));
  way_act_set (act, WAY_KIND_FRONT, &making->ros, WAY_FRONT_HOPES, way_test_words ("a boat"));
  way_act_set (act, WAY_KIND_PERSON, &making->ros, WAY_PERSON_ADDRESS,
               g_variant_new ("(sssbs)", "14 Harbour Lane", "RV7 2QX", "", TRUE, ""));
  way_test_commit (test, act);
  act = way_act_new (&joel, 0);
  way_act_remove (act, WAY_KIND_PERSON, &joel, "added twice");
  way_test_commit (test, act);
}

static void
add_draft (Making *making)
{
  g_autoptr (WayDraft) draft = way_draft_new ();

  draft->case_id = draft->object = making->ros;
  draft->kind = WAY_KIND_FRONT;
  draft->group = WAY_FRONT_MY_PLAN;
  draft->value = way_value_to_bytes (way_test_words ("being typed"));
  draft->bases = g_array_new (FALSE, FALSE, sizeof (WayOpId));
  draft->began_ms = way_clock_now (making->test->clock);
  g_assert_true (way_test_vault_save_draft (making->test, draft, NULL));
  g_clear_pointer (&draft->value, g_bytes_unref);
  draft->kind = WAY_KIND_CONTACT;
  draft->group = WAY_CONTACT_NOTES;
  draft->value = way_value_to_bytes (way_test_prose ("a visit not finished yet"));
  draft->held = TRUE;
  g_assert_true (way_test_vault_save_draft (making->test, draft, NULL));
}

/* Version 3: a team, a log as far as it is held, one act of Ros' sealed and the others waiting. */
static void
add_team (Making *making)
{
  g_autoptr (WayJournalTeam) team = way_test_journal_team (making->test, 7);
  g_autoptr (GPtrArray) acts = NULL;
  g_autoptr (GPtrArray) some = NULL;
  WayJournalChange *change;

  g_assert_true (way_test_journal_enter (making->test, team, NULL));
  acts = way_test_journal_list (making->test);
  some = way_test_journal_of_case (acts, &making->ros, 1);
  change = way_test_journal_change (making->test, &making->ros, some, &team->user,
                                    WAY_ROLE_ADVISER);
  change->cursor = g_strdup ("c-17");
  g_assert_true (way_test_journal_write (making->test, change, NULL));
  way_test_journal_seal_first (making->test, &making->ros, 2);
}

static void
copy_file (const char *from, const char *to)
{
  g_autofree char *bytes = NULL;
  g_autoptr (GError) error = NULL;
  gsize size;

  g_file_get_contents (from, &bytes, &size, &error);
  g_assert_no_error (error);
  g_file_set_contents (to, bytes, (gssize)size, &error);
  g_assert_no_error (error);
}

static int
make (const char *folder)
{
  g_autoptr (WaySecret) seed = NULL, hex = NULL;
  g_autofree char *backup = NULL;
  WayTestVault test;
  Making making = { .test = &test };

  way_test_vault_init (&test, FALSE);
  g_assert_true (way_test_vault_create (&test, &seed, NULL));
  add_people (&making);
  g_assert_true (way_test_vault_close (&test, NULL));
  way_test_store_run (&test, WAY_TEST_PASSPHRASE, add_foreign, &making);
  g_assert_true (way_test_vault_open (&test, WAY_TEST_PASSPHRASE, NULL));
  add_draft (&making);
  add_team (&making);
  backup = way_vault_path (test.dir, BACKUP);
  g_assert_true (way_test_vault_backup (&test, backup, NULL));
  g_assert_true (way_test_vault_close (&test, NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *from = way_vault_path (test.dir, files[i]);
      g_autofree char *name = g_strconcat (files[i], ".bin", NULL);
      g_autofree char *to = g_build_filename (folder, name, NULL);

      copy_file (from, to);
    }
  hex = way_secret_to_hex (seed);
  g_print ("sheet %s\n", (const char *)way_secret_get_data (hex));
  way_test_vault_clear (&test);
  return 0;
}

/* -- that it opens ----------------------------------------------------------------------------- */

/* Each version of the schema: its sheet, and the running hash over its rows. */
typedef struct
{
  const char *folder, *sheet, *head;
  guint n_rows;
  gboolean in_team;
} Form;

static const Form forms[] = {
  { "v1", "f6d0c233a1c4cb77febe023d51d6fc53616750997ac05e226953798876a2c369",
    "398fde6fbc0d8eaf88524be8b9eff3c889ae9682124a70cd93e3ee49e7f2f231", 12 },
  { "v2", "f6d0c233a1c4cb77febe023d51d6fc53616750997ac05e226953798876a2c369",
    "398fde6fbc0d8eaf88524be8b9eff3c889ae9682124a70cd93e3ee49e7f2f231", 12 },
  { "v3", "f6d0c233a1c4cb77febe023d51d6fc53616750997ac05e226953798876a2c369",
    "398fde6fbc0d8eaf88524be8b9eff3c889ae9682124a70cd93e3ee49e7f2f231", 12, TRUE },
};

typedef struct
{
  WayTestVault test;
  WaySecret *seed; /* (owned) */
} Fixture;

typedef struct
{
  const char *path;
  void (*function) (Fixture *f, gconstpointer row);
  const Form *form;
  int value; /* what the test is about */
} Row;

static void
set_up (Fixture *f, gconstpointer data)
{
  const Form *form = ((const Row *)data)->form;

  way_test_vault_init (&f->test, FALSE);
  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *name = g_strconcat (files[i], ".bin", NULL);
      g_autofree char *from = g_test_build_filename (G_TEST_DIST, "vectors", "store", form->folder,
                                                     name, NULL);
      g_autofree char *to = way_vault_path (f->test.dir, files[i]);

      copy_file (from, to);
    }
  f->seed = way_secret_new_from_hex (form->sheet, strlen (form->sheet));
  g_assert_nonnull (f->seed);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  way_secret_unref (f->seed);
  way_test_vault_clear (&f->test);
}

static void
assert_contents (WayTestVault *test)
{
  g_autoptr (GPtrArray) people = way_test_vault_list (test, NULL);
  g_autoptr (WayCase) ros = NULL;
  const WayPersonLine *line;

  way_test_assert_clean (test);
  g_assert_cmpuint (people->len, ==, 1);
  line = g_ptr_array_index (people, 0);
  g_assert_cmpstr (line->preferred_name, ==, "Rós");
  g_assert_cmpuint (line->n_conflicts, ==, 1);
  ros = way_test_vault_load (test, &line->id, NULL);
  g_assert_cmpuint (way_object_n_values (way_case_get_front (ros), WAY_FRONT_HOPES), ==, 2);
  g_assert_cmpuint (way_object_n_values (way_case_get_front (ros), WAY_FRONT_PROUD_OF), ==, 0);
  way_test_assert_found (test, "kitchen", 1);
  way_test_assert_found (test, "garden", 1);
  way_test_assert_found (test, "typed", 1);
  way_test_assert_found (test, "ros", 1);
  way_test_assert_found (test, "joel", 0);
  way_test_assert_found (test, "harbour", 0);
  way_test_assert_found (test, "whole", 0);
  way_test_assert_found (test, "finished", 0);
}

/* What a vault of before had written waits for its team, what others had does not; without a team
 * nothing is counted, and all of it is there for one to come. */
static void
assert_synced (WayTestVault *test, const Form *form)
{
  g_autoptr (WayJournalState) state = way_test_journal_load (test);
  g_autoptr (GPtrArray) acts = way_test_journal_list (test);
  const WayJournalHeld *held;

  g_assert_true ((state->team != NULL) == form->in_team);
  g_assert_cmpuint (state->logs->len, ==, form->in_team);
  g_assert_cmpuint (state->directory.length, ==, form->in_team ? 2 : 0);
  g_assert_cmpuint (acts->len, ==, form->in_team ? 3 : 5);
  g_assert_cmpuint (state->n_waiting, ==, form->in_team ? 4 : 0);
  if (!form->in_team)
    return;
  held = &g_array_index (state->logs, WayJournalHeld, 0);
  g_assert_cmpuint (held->length, ==, 1);
  g_assert_cmpuint (held->n_sealed, ==, 1);
  g_assert_cmpstr (state->cursor, ==, "c-17");
  g_assert_cmpuint (state->team->org.bytes[0], ==, 7);
}

static void
look_at_rows (WayStore *store, gpointer data)
{
  g_autoptr (GPtrArray) rows = way_test_store_list (store);
  g_autoptr (GString) head = g_string_new (NULL);
  const Form *form = data;

  g_assert_cmpuint (rows->len, ==, form->n_rows);
  for (guint i = 0; i < WAY_HASH_SIZE; i++)
    g_string_append_printf (head, "%02x", store->head.bytes[i]);
  g_test_message ("head %s", head->str);
  g_assert_cmpstr (head->str, ==, form->head);
}

static void
test_passphrase (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  way_test_store_run (&f->test, WAY_TEST_PASSPHRASE, look_at_rows,
                      (gpointer)((const Row *)data)->form);
  way_test_vault_open (&f->test, WAY_TEST_PASSPHRASE, &error);
  g_assert_no_error (error);
  assert_contents (&f->test);
  assert_synced (&f->test, ((const Row *)data)->form);
}

static void
test_sheet (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  way_test_vault_recover (&f->test, f->seed, WAY_TEST_NEW_PASSPHRASE, NULL, &error);
  g_assert_no_error (error);
  assert_contents (&f->test);
}

static void
test_backup (Fixture *f, gconstpointer data)
{
  gboolean by_sheet = ((const Row *)data)->value;
  g_autofree char *path = way_vault_path (f->test.dir, BACKUP);
  g_autoptr (GError) error = NULL;
  WayTestVault other;

  way_test_vault_init (&other, FALSE);
  if (by_sheet)
    way_test_vault_restore (&other, path, NULL, f->seed, WAY_TEST_NEW_PASSPHRASE, &error);
  else
    way_test_vault_restore (&other, path, WAY_TEST_PASSPHRASE, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (way_test_vault_close (&other, NULL));
  way_test_vault_open (&other, by_sheet ? WAY_TEST_NEW_PASSPHRASE : WAY_TEST_PASSPHRASE, &error);
  g_assert_no_error (error);
  assert_contents (&other);
  way_test_vault_clear (&other);
}

/* -- versions ---------------------------------------------------------------------------------- */

static void
set_version (WayStore *store, gpointer version)
{
  g_autofree char *sql = g_strdup_printf ("PRAGMA user_version = %d", GPOINTER_TO_INT (version));

  g_assert_true (way_db_exec (store->db, sql, NULL));
}

static void
drop_tables (WayStore *store, gpointer data)
{
  g_assert_true (way_db_exec (store->db,
                              "DROP TABLE op; DROP TABLE place; DROP TABLE person;"
                              "DROP TABLE words; DROP TABLE draft; DROP TABLE meta;"
                              "PRAGMA user_version = 0",
                              NULL));
}

static char *
dup_sum (WayTestVault *test)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);

  for (gsize i = 0; i < 2; i++)
    {
      g_autofree char *path = way_vault_path (test->dir, files[i]);
      g_autofree char *bytes = NULL;
      gsize size;

      g_assert_true (g_file_get_contents (path, &bytes, &size, NULL));
      g_checksum_update (sum, (const guchar *)bytes, (gssize)size);
    }
  return g_strdup (g_checksum_get_string (sum));
}

static gboolean
log_is_empty (Fixture *f)
{
  g_autofree char *path = way_vault_path (f->test.dir, WAY_VAULT_DB_LOG);
  GStatBuf info;

  return g_stat (path, &info) != 0 || info.st_size == 0;
}

/* By every way in; afterwards both files are as they were. */
static void
assert_left_alone (Fixture *f, WayStoreError code)
{
  g_autofree char *before = dup_sum (&f->test);
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (way_test_vault_open (&f->test, WAY_TEST_PASSPHRASE, &error));
  g_assert_error (error, WAY_STORE_ERROR, (int)code);
  way_test_assert_sentence (&f->test, error);
  g_clear_error (&error);
  g_assert_false (
      way_test_vault_recover (&f->test, f->seed, WAY_TEST_NEW_PASSPHRASE, NULL, &error));
  g_assert_error (error, WAY_STORE_ERROR, (int)code);
  g_clear_error (&error);
  g_assert_false (way_test_vault_create (&f->test, NULL, &error));
  g_assert_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_EXISTS);
  after = dup_sum (&f->test);
  g_assert_cmpstr (before, ==, after);
  g_assert_true (log_is_empty (f));
}

static void
test_newer (Fixture *f, gconstpointer data)
{
  way_test_store_run (&f->test, WAY_TEST_PASSPHRASE, set_version,
                      GINT_TO_POINTER (((const Row *)data)->value));
  assert_left_alone (f, WAY_STORE_ERROR_NEWER);
}

typedef struct
{
  Fixture *f;
  char *db, *log; /* (owned) */
  gsize db_size, log_size;
} Crashed;

static void
set_newer_and_crash (WayStore *store, gpointer data)
{
  Crashed *crashed = data;
  g_autofree char *db = way_vault_path (crashed->f->test.dir, WAY_VAULT_DB);
  g_autofree char *log = way_vault_path (crashed->f->test.dir, WAY_VAULT_DB_LOG);

  set_version (store, GINT_TO_POINTER (way_store_n_migrations + 1));
  g_assert_true (g_file_get_contents (db, &crashed->db, &crashed->db_size, NULL));
  g_assert_true (g_file_get_contents (log, &crashed->log, &crashed->log_size, NULL));
  g_assert_cmpuint (crashed->log_size, >, 0);
}

static void
put (Fixture *f, const char *name, const char *bytes, gsize size)
{
  g_autofree char *path = way_vault_path (f->test.dir, name);

  g_assert_true (g_file_set_contents (path, bytes, (gssize)size, NULL));
}

/* A newer Waymark crashed: its last saves lie in the log, and stay there for it. */
static void
test_newer_in_log (Fixture *f, gconstpointer data)
{
  g_autofree char *path = way_vault_path (f->test.dir, WAY_VAULT_DB_LOG);
  g_autoptr (GError) error = NULL;
  g_autofree char *left = NULL;
  Crashed crashed = { .f = f };
  gsize size;

  way_test_store_run (&f->test, WAY_TEST_PASSPHRASE, set_newer_and_crash, &crashed);
  put (f, WAY_VAULT_DB, crashed.db, crashed.db_size);
  put (f, WAY_VAULT_DB_LOG, crashed.log, crashed.log_size);
  g_assert_false (way_test_vault_open (&f->test, WAY_TEST_PASSPHRASE, &error));
  g_assert_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_NEWER);
  g_assert_true (g_file_get_contents (path, &left, &size, NULL));
  g_assert_cmpmem (left, size, crashed.log, crashed.log_size);
  g_free (crashed.db);
  g_free (crashed.log);
}

/* A database of ours without a vault in it: no vault was ever at version 0. */
static void
test_version_0 (Fixture *f, gconstpointer data)
{
  way_test_store_run (&f->test, WAY_TEST_PASSPHRASE, drop_tables, NULL);
  assert_left_alone (f, WAY_STORE_ERROR_DAMAGED);
}

/* The tables are there and the number is not: making them again would fail in the midst. */
static void
test_version_taken_back (Fixture *f, gconstpointer data)
{
  way_test_store_run (&f->test, WAY_TEST_PASSPHRASE, set_version, GINT_TO_POINTER (0));
  assert_left_alone (f, WAY_STORE_ERROR_DAMAGED);
}

static const Row rows[] = {
  { "/store/frozen/1/passphrase", test_passphrase, &forms[0], 0 },
  { "/store/frozen/1/sheet", test_sheet, &forms[0], 0 },
  { "/store/frozen/1/backup", test_backup, &forms[0], FALSE },
  { "/store/frozen/1/backup-with-sheet", test_backup, &forms[0], TRUE },
  { "/store/frozen/2/passphrase", test_passphrase, &forms[1], 0 },
  { "/store/frozen/2/sheet", test_sheet, &forms[1], 0 },
  { "/store/frozen/2/backup", test_backup, &forms[1], FALSE },
  { "/store/frozen/2/backup-with-sheet", test_backup, &forms[1], TRUE },
  { "/store/frozen/3/passphrase", test_passphrase, &forms[2], 0 },
  { "/store/frozen/3/sheet", test_sheet, &forms[2], 0 },
  { "/store/frozen/3/backup", test_backup, &forms[2], FALSE },
  { "/store/frozen/3/backup-with-sheet", test_backup, &forms[2], TRUE },
  { "/store/frozen/newer", test_newer, &forms[2], 3 + 1 },
  { "/store/frozen/much-newer", test_newer, &forms[2], 1000000 },
  { "/store/frozen/negative", test_newer, &forms[2], -1 },
  { "/store/frozen/newer-in-log", test_newer_in_log, &forms[2], 0 },
  { "/store/frozen/version-0", test_version_0, &forms[2], 0 },
  { "/store/frozen/version-taken-back", test_version_taken_back, &forms[2], 0 },
};

int
main (int argc, char *argv[])
{
  if (argc == 3 && strcmp (argv[1], MAKE) == 0)
    return make (argv[2]);

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    g_test_add (rows[i].path, Fixture, &rows[i], set_up, rows[i].function, tear_down);
  return g_test_run ();
}
