/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A disk that is full, or fails once, at any operation of a vault's life.  What is refused is
 * refused with a sentence and not half done; asked for again, once there is room, it is done; and
 * after a power cut at the end everything that was answered is there, though a later sync only
 * seems to make up for one that failed.
 */
#include "way-test-book.h"

#include <glib/gstdio.h>
#include "way-value.h"
#include "way-vault-files.h"

#define LEAST 24

/* -- disturbed --------------------------------------------------------------------------------- */

/* Every commit that was answered wrote a word, which is found. */
static void
assert_words (WayTestVault *vault, guint first, guint last)
{
  for (guint i = first; i <= last; i++)
    {
      g_autofree char *word = way_test_life_word (i);
      g_autofree char *exactly = g_strdup_printf ("\"%s\"", word);
      g_autoptr (GPtrArray) hits = way_test_vault_search (vault, exactly, NULL);

      if (hits->len == 0)
        g_test_message ("%s is not found", word);
      g_assert_cmpuint (hits->len, >=, 1);
    }
}

static void
assert_opens (WayTestLife *life)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WayKeyFile) keys = NULL;
  g_autoptr (WaySecret) db_key = NULL;

  way_test_life_reopen (life);
  way_test_assert_clean (&life->test);
  assert_words (&life->test, 1, life->restored ? life->backup_commits : life->n_commits);
  keys = way_vault_read_slots (life->test.vault, &error);
  g_assert_no_error (error);
  db_key = way_key_file_open_sheet (keys, life->seed, &error);
  g_assert_no_error (error);
  g_assert_true (way_test_vault_close (&life->test, NULL));
}

static void
assert_copy (WayTestLife *life)
{
  g_autofree char *path = way_test_life_backup_path (life);
  const char *passphrase = way_test_passphrases[life->backup_passphrase];
  g_autoptr (GError) error = NULL;

  if (life->restored)
    way_test_vault_open (&life->other, passphrase, &error);
  else if (life->backup_commits > 0)
    way_test_vault_restore (&life->other, path, passphrase, NULL, NULL, &error);
  else
    return;
  g_assert_no_error (error);
  way_test_assert_clean (&life->other);
  assert_words (&life->other, 1, life->backup_commits);
  if (life->restored)
    assert_words (&life->other, WAY_TEST_FIRST_COMMIT_THERE, life->n_commits);
  g_assert_true (way_test_vault_close (&life->other, NULL));
}

static const char *
name_fault (WayTestFault fault)
{
  switch (fault)
    {
    case WAY_TEST_FAULT_FULL:
      return "no room";
    case WAY_TEST_FAULT_IO:
      return "a failure";
    case WAY_TEST_FAULT_SYNC:
      return "a failed sync";
    case WAY_TEST_FAULT_SHORT_WRITE:
      return "half a write";
    case WAY_TEST_FAULT_NONE:
    case WAY_TEST_FAULT_CRASH:
    default:
      g_assert_not_reached ();
    }
}

static void
disturb (const WayTestReading *self,
         WayTestFiles *files,
         WayTestFault fault,
         guint64 at,
         WayRandom *random)
{
  WayTestLife life;

  g_test_message ("%s: %s at %" G_GUINT64_FORMAT, self->chapter->name, name_fault (fault), at);
  way_test_reading_begin (self, &life, files);
  way_test_files_arm (files, fault, at);
  way_test_life_run_stubbornly (&life, self->chapter);
  way_test_reading_end (self, &life);
  way_test_files_power_up (files, WAY_TEST_LOSS_TORN_512, random);
  assert_opens (&life);
  assert_copy (&life);
  way_test_life_clear (&life);
}

static const WayTestFault faults[] = { WAY_TEST_FAULT_FULL, WAY_TEST_FAULT_IO, WAY_TEST_FAULT_SYNC,
                                       WAY_TEST_FAULT_SHORT_WRITE };

/* Every other time beside the database, where a failure has more to say. */
static void
disturb_somewhere (GArray *book, WayTestFiles *files, gboolean named, WayRandom *random)
{
  const WayTestReading *reading;
  guint64 at;

  do
    {
      reading = &g_array_index (book, WayTestReading, way_random_below (random, book->len));
      at = 1 + way_random_below (random, (guint32)reading->n_operations);
    }
  while (named && !way_test_reading_is_named (reading, at));
  disturb (reading, files, faults[way_random_below (random, G_N_ELEMENTS (faults))], at, random);
}

static void
disturb_everywhere (GArray *book, WayTestFiles *files, WayRandom *random)
{
  for (guint i = 0; i < book->len; i++)
    {
      const WayTestReading *reading = &g_array_index (book, WayTestReading, i);

      for (guint64 at = 1; at <= reading->n_operations; at++)
        for (gsize fault = 0; fault < G_N_ELEMENTS (faults); fault++)
          disturb (reading, files, faults[fault], at, random);
    }
}

static void
test_disturbed (gconstpointer keyring)
{
  g_autoptr (WayRandom) random = way_test_random ();
  gint64 end = g_get_monotonic_time () + way_test_box_seconds () * G_USEC_PER_SEC / 4;
  g_autoptr (WayTestVfs) vfs = way_test_vfs_install ();
  g_autoptr (WayTestFiles) files = way_test_files_install (vfs);
  g_autoptr (GArray) book = way_test_book_live (files, GPOINTER_TO_INT (keyring));
  guint done;

  if (g_getenv ("WAY_LONG") != NULL)
    disturb_everywhere (book, files, random);
  for (done = 0; done < LEAST || g_get_monotonic_time () < end; done++)
    disturb_somewhere (book, files, done % 2 == 0, random);
  g_test_message ("%u disturbances", done);
}

/* -- drives and words -------------------------------------------------------------------------- */

/* A memory stick knows no rename that takes care of what is there. */
static void
test_plain_drive (void)
{
  g_autoptr (WayTestVfs) vfs = way_test_vfs_install ();
  g_autoptr (WayTestFiles) files = way_test_files_install (vfs);
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  g_autofree char *left = NULL;
  WayTestVault test;

  way_test_files_set_plain_drive (files, TRUE);
  way_test_vault_init (&test, FALSE);
  g_assert_true (way_test_vault_create (&test, NULL, &error));
  path = way_vault_path (test.dir, "copy.waymark-backup");
  g_assert_true (way_test_vault_backup (&test, path, &error));
  g_assert_no_error (error);
  g_assert_false (way_test_vault_backup (&test, path, &error));
  g_assert_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_EXISTS);
  g_assert_true (g_file_get_contents (path, &left, NULL, NULL));
  g_assert_true (way_test_vault_close (&test, NULL));
  way_test_files_power_up (files, WAY_TEST_LOSS_NONE, NULL);
  way_test_vault_clear (&test);
}

/* The room that is missing is named as such, in whatever it was missing. */
static void
test_full (void)
{
  g_autoptr (WayTestVfs) vfs = way_test_vfs_install ();
  g_autoptr (WayTestFiles) files = way_test_files_install (vfs);
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  WayTestVault test;
  WayId id;

  way_test_vault_init (&test, FALSE);
  path = way_vault_path (test.dir, "copy.waymark-backup");
  way_test_files_arm (files, WAY_TEST_FAULT_FULL, 1);
  g_assert_false (way_test_vault_create (&test, NULL, &error));
  g_assert_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_FULL);
  g_clear_error (&error);
  way_test_files_arm (files, WAY_TEST_FAULT_NONE, 0);
  g_assert_true (way_test_vault_create (&test, NULL, &error));

  way_test_files_arm (files, WAY_TEST_FAULT_FULL, 1);
  g_assert_false (
      way_test_vault_commit (&test, way_test_new_person (&test, "Ros", &id), NULL, &error));
  g_assert_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_FULL);
  way_test_assert_sentence (&test, error);
  g_clear_error (&error);
  g_assert_false (way_test_vault_change (&test, WAY_TEST_PASSPHRASE, WAY_TEST_NEW_PASSPHRASE,
                                         WAY_KEY_SLOT_PASSPHRASE, &error));
  g_assert_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_FULL);
  g_clear_error (&error);
  g_assert_false (way_test_vault_new_sheet (&test, NULL, &error));
  g_assert_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_FULL);
  g_clear_error (&error);
  g_assert_false (way_test_vault_backup (&test, path, &error));
  g_assert_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_FULL);
  way_test_files_arm (files, WAY_TEST_FAULT_NONE, 0);
  way_test_add_person (&test, "Ros", &id);
  way_test_assert_clean (&test);
  g_assert_true (way_test_vault_close (&test, NULL));
  way_test_files_power_up (files, WAY_TEST_LOSS_NONE, NULL);
  way_test_vault_clear (&test);
}

/* A closed vault with one person, as it was left the day before. */
static void
set_up_closed (WayTestVault *test)
{
  g_autoptr (GError) error = NULL;
  WayId id;

  way_test_vault_init (test, FALSE);
  g_assert_true (way_test_vault_create (test, NULL, &error));
  way_test_add_person (test, "Ros", &id);
  g_assert_true (way_test_vault_close (test, &error));
  way_test_vault_renew (test);
  g_assert_no_error (error);
}

/* Nothing can be written from before the passphrase on: all is there to be read, nothing is called
 * saved, and with room it is saved without another opening. */
static void
test_opens_full (void)
{
  g_autoptr (WayTestVfs) vfs = way_test_vfs_install ();
  g_autoptr (WayTestFiles) files = way_test_files_install (vfs);
  g_autoptr (GError) error = NULL;
  WayTestVault test;
  WayId id;

  set_up_closed (&test);
  for (guint i = 0; i < 3; i++)
    {
      way_test_files_arm (files, WAY_TEST_FAULT_FULL, 1);
      g_assert_true (way_test_vault_open (&test, WAY_TEST_PASSPHRASE, &error));
      g_assert_no_error (error);
      way_test_assert_found (&test, "ros", 1);
      g_assert_false (
          way_test_vault_commit (&test, way_test_new_person (&test, "Kez", &id), NULL, &error));
      g_assert_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_FULL);
      way_test_assert_sentence (&test, error);
      g_clear_error (&error);
      way_test_files_arm (files, WAY_TEST_FAULT_NONE, 0);
      way_test_add_person (&test, "Kez", &id);
      way_test_assert_found (&test, "kez", i + 1);
      way_test_assert_clean (&test);
      g_assert_true (way_test_vault_close (&test, NULL));
    }
  way_test_files_power_up (files, WAY_TEST_LOSS_NONE, NULL);
  way_test_vault_clear (&test);
}

static void
save_draft (WayTestVault *test, const WayId *person, const char *words)
{
  g_autoptr (WayDraft) draft = way_draft_new ();
  g_autoptr (GError) error = NULL;

  draft->case_id = *person;
  draft->kind = WAY_KIND_MATTER;
  way_matter_object (person, "S1_05", &draft->object);
  draft->group = WAY_MATTER_OWN_WORDS;
  draft->value = way_value_to_bytes (way_test_words (words));
  draft->bases = g_array_new (FALSE, FALSE, sizeof (WayOpId));
  way_test_vault_save_draft (test, draft, &error);
  g_assert_no_error (error);
}

/* What a crash left cannot be saved either: it waits, unseen, and comes before what is saved next.
 */
static void
test_opens_full_with_draft (void)
{
  g_autoptr (WayTestVfs) vfs = way_test_vfs_install ();
  g_autoptr (WayTestFiles) files = way_test_files_install (vfs);
  g_autoptr (GPtrArray) drafts = NULL;
  g_autoptr (GError) error = NULL;
  WayTestVault test;
  WayId ros, kez;

  way_test_vault_init (&test, FALSE);
  g_assert_true (way_test_vault_create (&test, NULL, &error));
  way_test_add_person (&test, "Ros", &ros);
  save_draft (&test, &ros, "A lantern.");
  g_assert_true (way_test_vault_close (&test, &error));
  way_test_files_arm (files, WAY_TEST_FAULT_FULL, 1);
  g_assert_true (way_test_vault_open (&test, WAY_TEST_PASSPHRASE, &error));
  g_assert_no_error (error);
  g_assert_true (way_vault_is_read_only (test.vault));
  way_test_assert_found (&test, "ros", 1);
  way_test_assert_found (&test, "lantern", 0);
  g_assert_false (
      way_test_vault_commit (&test, way_test_new_person (&test, "Kez", &kez), NULL, &error));
  g_assert_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_FULL);
  g_clear_error (&error);
  way_test_files_arm (files, WAY_TEST_FAULT_NONE, 0);
  way_test_add_person (&test, "Kez", &kez);
  way_test_assert_found (&test, "kez", 1);
  way_test_assert_found (&test, "lantern", 1);
  drafts = way_test_vault_list_drafts (&test, &error);
  g_assert_cmpuint (drafts->len, ==, 0);
  way_test_assert_clean (&test);
  g_assert_true (way_test_vault_close (&test, NULL));
  way_test_files_power_up (files, WAY_TEST_LOSS_NONE, NULL);
  way_test_vault_clear (&test);
}

/* What could not be written of the tries is counted all the same. */
static void
test_full_counts_tries (void)
{
  g_autoptr (WayTestVfs) vfs = way_test_vfs_install ();
  g_autoptr (WayTestFiles) files = way_test_files_install (vfs);
  g_autoptr (GError) error = NULL;
  WayTestVault test;

  set_up_closed (&test);
  way_test_files_arm (files, WAY_TEST_FAULT_FULL, 1);
  for (guint i = 0; i < 6; i++)
    {
      g_assert_false (way_test_vault_open (&test, "not the passphrase at all", &error));
      g_assert_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_WRONG_PASSPHRASE);
      g_clear_error (&error);
      way_clock_set (test.clock, way_clock_now (test.clock) + way_vault_get_wait_ms (test.vault));
    }
  g_assert_false (way_test_vault_open (&test, "not the passphrase at all", &error));
  g_assert_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_WRONG_PASSPHRASE);
  g_clear_error (&error);
  g_assert_cmpint (way_vault_get_wait_ms (test.vault), ==, 4000);
  g_assert_false (way_test_vault_open (&test, WAY_TEST_PASSPHRASE, &error));
  g_assert_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_WAIT);
  way_test_files_power_up (files, WAY_TEST_LOSS_NONE, NULL);
  way_test_vault_clear (&test);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/store/failing/passphrase", GINT_TO_POINTER (FALSE), test_disturbed);
  g_test_add_data_func ("/store/failing/keyring", GINT_TO_POINTER (TRUE), test_disturbed);
  g_test_add_func ("/store/failing/plain-drive", test_plain_drive);
  g_test_add_func ("/store/failing/full", test_full);
  g_test_add_func ("/store/failing/opens-full", test_opens_full);
  g_test_add_func ("/store/failing/opens-full-with-draft", test_opens_full_with_draft);
  g_test_add_func ("/store/failing/full-counts-tries", test_full_counts_tries);
  return g_test_run ();
}
