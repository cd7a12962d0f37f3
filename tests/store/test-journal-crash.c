/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Sync, stopped at every operation on the disk: while work is saved, sealed, answered, and while
 * what others wrote is taken in.
 *
 * Log, outbox, what waits, what shows and what is found belong together: afterwards they are as
 * they were before the step that was under way, or as they are after it; nothing between.  And from
 * there sync goes on to the same end.
 */
#include "way-test-journal.h"
#include "way-test-vfs.h"

#include "way-vault-files.h"

#define N_STEPS 8
#define MANY 40 /* acts of two ops: more than are put into the index at once */

/* What every life begins with, and what comes to it from another laptop. */
typedef struct
{
  char *db, *keys; /* (owned) */
  gsize db_size, keys_size;
  GPtrArray *theirs; /* (owned): WayJournalAct, by another laptop in Ros' case */
  GPtrArray
      *sealed; /* (owned): WayJournalAct, what was sealed here: it is the same in every life */
  WayId ros, user, other;
  char *after[N_STEPS + 1]; /* (owned): how everything looks once so many steps are done */
} Book;

static const char *const files[] = { WAY_VAULT_DB, WAY_VAULT_KEYS };

/* -- steps ------------------------------------------------------------------------------------- */

static gboolean
save (WayTestVault *test, const Book *book, const char *text, GError **error)
{
  WayAct *act = way_act_new (&book->ros, 0);

  way_act_set (act, WAY_KIND_FRONT, &book->ros, WAY_FRONT_HOPES, way_test_words (text));
  return way_test_vault_commit (test, act, NULL, error);
}

static gboolean
seal (WayTestVault *test, const Book *book, GError **error)
{
  g_autoptr (GPtrArray) acts = way_test_journal_list (test);
  WayJournalChange *change = way_test_journal_change (test, &book->ros, NULL, &way_id_nil, 0);

  for (guint i = 0; i < acts->len; i++)
    {
      const WayJournalAct *act = g_ptr_array_index (acts, i);
      g_autoptr (GBytes) bytes = g_bytes_new_static ("sealed", 6);
      WayJournalSealed *sealed = way_journal_sealed_new (bytes);

      sealed->dev_seq = i + 1;
      sealed->origin = act->origin;
      sealed->act = act->act;
      g_ptr_array_add (change->sealed, sealed);
    }
  return way_test_journal_write (test, change, error);
}

static gboolean
receive (WayTestVault *test, const Book *book, guint first, guint n, GError **error)
{
  g_autoptr (GPtrArray) some = g_ptr_array_new ();

  for (guint i = first; i < first + n; i++)
    g_ptr_array_add (some, g_ptr_array_index (book->theirs, i));
  return way_test_journal_write (
      test, way_test_journal_change (test, &book->ros, some, &book->other, WAY_ROLE_ADVISER),
      error);
}

/* What the outbox had stands in the log. */
static gboolean
acknowledge (WayTestVault *test, const Book *book, GError **error)
{
  WayJournalChange *change = way_test_journal_change (test, &book->ros, book->sealed, &book->user,
                                                      WAY_ROLE_ADVISER);

  change->acknowledged = book->sealed->len;
  change->synced_ms = 17;
  change->cursor = g_strdup ("c");
  return way_test_journal_write (test, change, error);
}

static gboolean
do_step (WayTestVault *test, const Book *book, guint step, GError **error)
{
  switch (step)
    {
    case 0:
      return save (test, book, "a boat", error);
    case 1:
      return seal (test, book, error);
    case 2:
      return receive (test, book, 0, 2, error);
    case 3:
      return save (test, book, "a second boat", error);
    case 4:
      return receive (test, book, 2, 1, error);
    case 5:
      return acknowledge (test, book, error);
    case 6:
      return receive (test, book, 3, MANY, error);
    default:
      return way_test_journal_renew (test, error);
    }
}

/* -- how everything looks ---------------------------------------------------------------------- */

static guint
count_hits (WayTestVault *test, const char *typed)
{
  g_autoptr (GPtrArray) hits = way_test_vault_search (test, typed, NULL);

  g_assert_nonnull (hits);
  return hits->len;
}

/* (transfer full) */
static char *
look (WayTestVault *test, const Book *book)
{
  g_autoptr (WayJournalState) state = way_test_journal_load (test);
  g_autoptr (WayJournalLog) held = way_test_journal_load_log (test, &book->ros);
  g_autoptr (GPtrArray) people = way_test_vault_list (test, NULL);
  g_autoptr (WayCase) ros = way_test_vault_load (test, &book->ros, NULL);
  g_autoptr (GPtrArray) goals = way_case_list (ros, WAY_KIND_GOAL);
  guint64 length = 0;

  for (guint i = 0; i < state->logs->len; i++)
    length += g_array_index (state->logs, WayJournalHeld, i).length;
  return g_strdup_printf (
      "log %u %u sealed %u waiting %u cursor %s conflicts %u goals %u found %u %u", (guint)length,
      held->entries->len, held->sealed->len, state->n_waiting,
      state->cursor != NULL ? state->cursor : "-",
      ((WayPersonLine *)g_ptr_array_index (people, 0))->n_conflicts, goals->len,
      count_hits (test, "boat"), count_hits (test, "harbour"));
}

/* -- lives ------------------------------------------------------------------------------------- */

static void
put (WayTestVault *test, const Book *book)
{
  g_autofree char *db = way_vault_path (test->dir, WAY_VAULT_DB);
  g_autofree char *keys = way_vault_path (test->dir, WAY_VAULT_KEYS);

  g_assert_true (g_file_set_contents (db, book->db, (gssize)book->db_size, NULL));
  g_assert_true (g_file_set_contents (keys, book->keys, (gssize)book->keys_size, NULL));
}

static void
open_vault (WayTestVault *test)
{
  g_autoptr (GError) error = NULL;

  way_test_vault_open (test, WAY_TEST_PASSPHRASE, &error);
  g_assert_no_error (error);
}

/* Its files are forgotten before they go. */
static void
drop_vault (WayTestVault *test, WayTestVfs *vfs)
{
  if (way_vault_is_open (test->vault))
    g_assert_true (way_test_vault_close (test, NULL));
  way_test_vfs_power_up (vfs, WAY_TEST_LOSS_NONE, NULL);
  way_test_vault_clear (test);
}

static void
write_theirs (WayTestVault *theirs, Book *book)
{
  way_test_set (theirs, &book->ros, WAY_KIND_FRONT, &book->ros, WAY_FRONT_HOPES,
                way_test_words ("the harbour"));
  way_test_set (theirs, &book->ros, WAY_KIND_PERSON, &book->ros, WAY_PERSON_NAMES,
                g_variant_new ("(ss)", "Rose", ""));
  for (guint i = 0; i < MANY + 1; i++)
    {
      WayAct *act = way_act_new (&book->ros, 0);
      WayId goal;

      way_id_new (theirs->random, &goal);
      way_act_create (act, WAY_KIND_GOAL, &goal);
      way_act_set (act, WAY_KIND_GOAL, &goal, WAY_GOAL_WHAT, way_test_prose ("by the harbour"));
      way_test_commit (theirs, act);
    }
}

static void
book_init (Book *self, WayTestVfs *vfs)
{
  WayTestVault ours, theirs;
  g_autofree char *db = NULL;
  g_autofree char *keys = NULL;

  way_test_vault_init (&ours, FALSE);
  way_test_vault_init (&theirs, FALSE);
  g_assert_true (way_test_vault_create (&ours, NULL, NULL));
  g_assert_true (way_test_vault_create (&theirs, NULL, NULL));
  way_test_add_person (&ours, "Ros", &self->ros);
  way_test_journal_exchange (&ours, &theirs);
  write_theirs (&theirs, self);
  self->theirs = way_test_journal_list (&theirs);
  self->user = *way_vault_get_user (ours.vault);
  self->other = *way_vault_get_user (theirs.vault);
  g_assert_true (way_test_vault_close (&ours, NULL));
  g_assert_true (way_test_vault_close (&theirs, NULL));
  db = way_vault_path (ours.dir, files[0]);
  keys = way_vault_path (ours.dir, files[1]);
  g_assert_true (g_file_get_contents (db, &self->db, &self->db_size, NULL));
  g_assert_true (g_file_get_contents (keys, &self->keys, &self->keys_size, NULL));
  drop_vault (&ours, vfs);
  drop_vault (&theirs, vfs);
}

static void
book_clear (Book *self)
{
  g_free (self->db);
  g_free (self->keys);
  g_ptr_array_unref (self->theirs);
  g_ptr_array_unref (self->sealed);
  for (guint i = 0; i <= N_STEPS; i++)
    g_free (self->after[i]);
}

/* Undisturbed: how everything looks between the steps. */
static guint64
live (Book *book, WayTestVfs *vfs)
{
  guint64 n = 0;
  WayTestVault test;

  way_test_vault_init (&test, FALSE);
  put (&test, book);
  open_vault (&test);
  book->after[0] = look (&test, book);
  for (guint step = 0; step < N_STEPS; step++)
    {
      g_autoptr (GError) error = NULL;

      if (step == 1)
        book->sealed = way_test_journal_list (&test);
      way_test_vfs_arm (vfs, WAY_TEST_FAULT_NONE, 0);
      g_assert_true (do_step (&test, book, step, &error));
      way_test_vault_pass_worker (&test);
      n += way_test_vfs_get_count (vfs);
      book->after[step + 1] = look (&test, book);
      g_test_message ("after %u: %s", step + 1, book->after[step + 1]);
      way_test_assert_clean (&test);
    }
  drop_vault (&test, vfs);
  return n;
}

/* The step was done or it was not, and the others follow. */
static void
go_on (WayTestVault *test, const Book *book, guint step)
{
  g_autofree char *seen = look (test, book);
  g_autofree char *end = NULL;

  if (g_str_equal (seen, book->after[step + 1]))
    step++;
  g_assert_cmpstr (seen, ==, book->after[step]);
  for (; step < N_STEPS; step++)
    {
      g_autoptr (GError) error = NULL;

      do_step (test, book, step, &error);
      g_assert_no_error (error);
    }
  end = look (test, book);
  g_assert_cmpstr (end, ==, book->after[N_STEPS]);
}

/* One step that dies at operation @at; FALSE where it had fewer. */
static gboolean
crash_at (
    const Book *book, WayTestVfs *vfs, guint step, guint64 at, WayTestLoss loss, WayRandom *random)
{
  WayTestVault test;
  gboolean struck;

  way_test_vault_init (&test, FALSE);
  put (&test, book);
  open_vault (&test);
  for (guint i = 0; i < step; i++)
    g_assert_true (do_step (&test, book, i, NULL));
  way_test_vault_pass_worker (&test);
  way_test_vfs_arm (vfs, WAY_TEST_FAULT_CRASH, at);
  do_step (&test, book, step, NULL);
  way_test_vault_pass_worker (&test);
  struck = way_test_vfs_has_struck (vfs);
  way_test_vault_renew (&test);
  way_test_vfs_power_up (vfs, loss, random);
  if (struck)
    {
      g_test_message ("step %u at %" G_GUINT64_FORMAT ", loss %d", step, at, (int)loss);
      open_vault (&test);
      way_test_assert_clean (&test);
      go_on (&test, book, step);
      way_test_assert_clean (&test);
    }
  drop_vault (&test, vfs);
  return struck;
}

static void
test_every_operation (void)
{
  g_autoptr (WayRandom) random = way_test_random ();
  gint64 end = g_get_monotonic_time () + way_test_box_seconds () * G_USEC_PER_SEC;
  g_autoptr (WayTestVfs) vfs = way_test_vfs_install ();
  Book book = { 0 };
  guint done = 0;

  book_init (&book, vfs);
  g_test_message ("%" G_GUINT64_FORMAT " operations", live (&book, vfs));
  for (guint64 at = 1, more = 1; more > 0; at++)
    {
      more = 0;
      for (guint step = 0; step < N_STEPS; step++)
        {
          WayTestLoss loss = (WayTestLoss)way_random_below (random, WAY_TEST_N_LOSSES);

          if (g_get_monotonic_time () > end && g_getenv ("WAY_LONG") == NULL)
            break;
          if (crash_at (&book, vfs, step, at, loss, random))
            more = ++done;
        }
    }
  g_test_message ("%u crashes", done);
  g_assert_cmpuint (done, >=, 20);
  g_assert_cmpuint (way_test_vfs_get_n_temporary (vfs), ==, 0);
  book_clear (&book);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/journal-crash/every-operation", test_every_operation);
  return g_test_run ();
}
