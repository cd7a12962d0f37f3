/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One program at a time, none after a crash, and what closing does to work under way.
 */
#include "way-test-vault.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include "way-vault-files.h"

static void
set_up (WayTestVault *test, gconstpointer keyring)
{
  g_autoptr (GError) error = NULL;
  gboolean made;

  way_test_vault_init (test, keyring != NULL);
  made = way_test_vault_create (test, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (made);
}

static void
tear_down (WayTestVault *test, gconstpointer keyring)
{
  way_test_vault_clear (test);
}

/* (transfer full): a second window's vault on the same folder. */
static WayVault *
second (WayTestVault *test)
{
  return way_vault_new (test->dir, test->executor, test->clock, test->random, test->reference,
                        test->key_half);
}

/* The verbs of the fixture, through @other. */
static gboolean
open_second (WayTestVault *test, WayVault *other, const char *passphrase, GError **error)
{
  WayTestVault window = *test;

  window.vault = other;
  return way_test_vault_open (&window, passphrase, error);
}

static void
take_result_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **)data = g_object_ref (result);
}

static void
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
}

static void
close_second (WayVault *other)
{
  g_autoptr (GAsyncResult) result = NULL;

  way_vault_close (other, take_result_cb, &result);
  wait_for (&result);
  g_assert_true (way_vault_finish (other, result, NULL, NULL));
}

/* -- another window ---------------------------------------------------------------------------- */

static void
test_second_window (WayTestVault *test, gconstpointer keyring)
{
  g_autoptr (WayVault) other = second (test);
  g_autoptr (GError) error = NULL;

  g_assert_false (open_second (test, other, WAY_TEST_PASSPHRASE, &error));
  g_assert_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_IN_USE);
  way_test_assert_sentence (test, error);
  g_clear_error (&error);
  g_assert_false (open_second (test, other, "not the passphrase at all", &error));
  g_assert_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_IN_USE);
  g_clear_error (&error);
  g_assert_cmpint (way_vault_get_wait_ms (other), ==, 0);

  g_assert_true (way_test_vault_close (test, &error));
  g_assert_true (open_second (test, other, WAY_TEST_PASSPHRASE, &error));
  g_assert_no_error (error);
  g_assert_false (way_test_vault_open (test, WAY_TEST_PASSPHRASE, &error));
  g_assert_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_IN_USE);
  close_second (other);
}

static void
test_open_twice (WayTestVault *test, gconstpointer keyring)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (way_test_vault_open (test, WAY_TEST_PASSPHRASE, &error));
  g_assert_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_EXISTS);
  g_clear_error (&error);
  g_assert_true (way_test_vault_close (test, &error));
  g_assert_true (way_test_vault_close (test, &error));
  g_assert_no_error (error);
  g_assert_null (way_test_vault_list (test, &error));
  g_assert_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_LOCKED);
  g_clear_error (&error);
  g_assert_null (way_test_vault_check (test, &error));
  g_assert_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_LOCKED);
}

/* Whoever was told that an open failed may try again at once. */
static void
test_free_after_failure (WayTestVault *test, gconstpointer keyring)
{
  g_autoptr (WayVault) other = second (test);
  g_autofree char *db = way_vault_path (test->dir, WAY_VAULT_DB);
  g_autofree char *away = g_strconcat (db, ".away", NULL);

  g_assert_true (way_test_vault_close (test, NULL));
  g_assert_cmpint (rename (db, away), ==, 0);
  for (guint i = 0; i < 200; i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (i % 2 == 0 ? way_test_vault_open (test, WAY_TEST_PASSPHRASE, &error)
                                 : open_second (test, other, WAY_TEST_PASSPHRASE, &error));
      g_assert_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_DAMAGED);
    }
  g_assert_cmpint (rename (away, db), ==, 0);
}

/* -- a killed program -------------------------------------------------------------------------- */

#define HOLD "--hold"

/* The other program: opens and holds on. */
static int
hold (const char *dir)
{
  WayTestVault test;

  way_test_vault_init (&test, FALSE);
  g_assert_cmpint (rmdir (test.dir), ==, 0);
  g_free (test.dir);
  test.dir = g_strdup (dir);
  way_test_vault_renew (&test);
  if (!way_test_vault_open (&test, WAY_TEST_PASSPHRASE, NULL))
    return 1;
  printf ("open\n");
  fflush (stdout);
  for (;;)
    pause ();
}

static void
test_killed (WayTestVault *test, gconstpointer keyring)
{
  const char *argv[] = { "/proc/self/exe", HOLD, test->dir, NULL };
  g_autoptr (GError) error = NULL;
  char answer[5] = { 0 };
  GPid pid;
  int out;

  g_assert_true (way_test_vault_close (test, &error));
  g_spawn_async_with_pipes (NULL, (char **)argv, NULL, G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL, &pid,
                            NULL, &out, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (read (out, answer, 4), ==, 4);
  g_assert_cmpstr (answer, ==, "open");
  g_assert_false (way_test_vault_open (test, WAY_TEST_PASSPHRASE, &error));
  g_assert_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_IN_USE);
  g_clear_error (&error);

  g_assert_cmpint (kill (pid, SIGKILL), ==, 0);
  g_assert_cmpint (waitpid (pid, NULL, 0), ==, pid);
  g_spawn_close_pid (pid);
  close (out);
  g_assert_true (way_test_vault_open (test, WAY_TEST_PASSPHRASE, &error));
  g_assert_no_error (error);
  way_test_assert_clean (test);
}

/* -- closing while work is under way ----------------------------------------------------------- */

#define N_QUEUED 50

static void
count_saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  guint n = 0;

  g_assert_true (way_repository_commit_finish (WAY_REPOSITORY (source), result, &n, NULL));
  g_assert_cmpuint (n, ==, 2);
  (*(guint *)data)++;
}

/* A queued save is still a save. */
static void
test_queued_saves (WayTestVault *test, gconstpointer keyring)
{
  g_autoptr (GAsyncResult) closed = NULL;
  g_autoptr (GPtrArray) people = NULL;
  g_autoptr (GError) error = NULL;
  guint saved = 0;

  for (guint i = 0; i < N_QUEUED; i++)
    {
      GPtrArray *acts = g_ptr_array_new_with_free_func ((GDestroyNotify)way_act_free);
      WayId id;

      g_ptr_array_add (acts, way_test_new_person (test, "Ros", &id));
      way_repository_commit (WAY_REPOSITORY (test->vault), acts, NULL, count_saved_cb, &saved);
    }
  way_vault_close (test->vault, take_result_cb, &closed);
  wait_for (&closed);
  g_assert_true (way_vault_finish (test->vault, closed, NULL, &error));
  g_assert_cmpuint (saved, ==, N_QUEUED);

  g_assert_true (way_test_vault_open (test, WAY_TEST_PASSPHRASE, &error));
  people = way_test_vault_list (test, &error);
  g_assert_cmpuint (people->len, ==, N_QUEUED);
  way_test_assert_clean (test);
}

typedef enum
{
  VERB_NEW_SHEET,
  VERB_CHANGE,
  VERB_BACKUP,
  VERB_CHECK,
  VERB_REBUILD,
  N_VERBS,
} Verb;

static void
start_verb (WayTestVault *test, Verb verb, GAsyncResult **result)
{
  g_autoptr (WaySecret) passphrase = way_test_passphrase (WAY_TEST_PASSPHRASE);
  g_autofree char *path = g_build_filename (test->dir, "copy.waymark-backup", NULL);

  switch (verb)
    {
    case VERB_NEW_SHEET:
      way_vault_new_sheet (test->vault, passphrase, take_result_cb, result);
      break;
    case VERB_CHANGE:
      way_vault_change_passphrase (test->vault, passphrase, passphrase, WAY_KEY_SLOT_PASSPHRASE,
                                   take_result_cb, result);
      break;
    case VERB_BACKUP:
      unlink (path);
      way_vault_backup (test->vault, path, passphrase, take_result_cb, result);
      break;
    case VERB_CHECK:
      way_vault_check (test->vault, take_result_cb, result);
      break;
    case VERB_REBUILD:
      way_vault_rebuild (test->vault, take_result_cb, result);
      break;
    case N_VERBS:
    default:
      g_assert_not_reached ();
    }
}

/* Locked while a verb was on its way: it was done before, or it says that the vault is locked and
 * did nothing.  The pool may run either first, so it goes round a few times. */
static void
test_close_under_verb (WayTestVault *test, gconstpointer keyring)
{
  for (guint i = 0; i < 6 * N_VERBS; i++)
    {
      g_autoptr (GAsyncResult) done = NULL, closed = NULL;
      g_autoptr (GError) error = NULL;

      start_verb (test, (Verb)(i % N_VERBS), &done);
      way_vault_close (test->vault, take_result_cb, &closed);
      wait_for (&done);
      wait_for (&closed);
      if (!way_vault_finish (test->vault, done, NULL, &error))
        g_assert_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_LOCKED);
      g_clear_error (&error);
      g_assert_false (way_vault_has (test->dir, WAY_VAULT_KEYS_NEXT));
      g_assert_true (way_test_vault_open (test, WAY_TEST_PASSPHRASE, &error));
      g_assert_no_error (error);
    }
  way_test_assert_clean (test);
}

/* Dropped while open: the lock goes with it. */
static void
test_dropped (WayTestVault *test, gconstpointer keyring)
{
  g_autoptr (GError) error = NULL;
  WayId id;

  way_test_add_person (test, "Ros", &id);
  way_test_vault_renew (test);
  way_test_vault_pass_worker (test);
  g_assert_true (way_test_vault_open (test, WAY_TEST_PASSPHRASE, &error));
  g_assert_no_error (error);
  way_test_assert_found (test, "ros", 1);
  way_test_assert_clean (test);
}

int
main (int argc, char *argv[])
{
  if (argc == 3 && strcmp (argv[1], HOLD) == 0)
    return hold (argv[2]);

  g_test_init (&argc, &argv, NULL);
#define LOCK_TEST(path, function) g_test_add (path, WayTestVault, NULL, set_up, function, tear_down)
  LOCK_TEST ("/store/lock/second-window", test_second_window);
  LOCK_TEST ("/store/lock/open-twice", test_open_twice);
  LOCK_TEST ("/store/lock/free-after-failure", test_free_after_failure);
  LOCK_TEST ("/store/lock/killed", test_killed);
  LOCK_TEST ("/store/lock/queued-saves", test_queued_saves);
  LOCK_TEST ("/store/lock/close-under-verb", test_close_under_verb);
  LOCK_TEST ("/store/lock/dropped", test_dropped);
  return g_test_run ();
}
