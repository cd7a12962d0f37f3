/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A thousand rich people: what it takes to import them, to open their vault and to search it.
 *
 * Import.  Ours reads the interchange document and commits everybody in it; the floor inserts the
 * operations that came of it as rows, and their folded words, in transactions as large.
 * Open.    Ours is a locked folder to an open vault; the floor is Argon2id alone, at MODERATE.
 * Search.  Ours is the repository's answer: sentence, place and name of at most fifty hits; the
 * floor is one SELECT over an index of the same words, as FTS5 left it (the vault puts its own
 * together when it is closed after an import), that gives the same fifty rows' texts and names in
 * the same order, and makes nothing of them.  It is asked of a worker thread and answers to the
 * main loop, as ours: a window runs no SQL on its own thread.  What it takes without that is
 * printed beside it.
 */
#include "bench-vault.h"
#include "bench.h"
#include "people.h"

#include "way-argon.h"
#include "way-executor.h"
#include "way-fold.h"
#include "way-operation.h"
#include "way-value.h"

#define BATCH 50
#define OPENS 7
#define SEARCHES 31
#define BARES 5
#define HITS 50

/* -- import ------------------------------------------------------------------------------------ */

/* The words of an operation as the vault indexes them. */
static char *
dup_folded (WayOperation *op)
{
  const WayGroup *group = way_operation_get_group (op);
  g_autoptr (GVariant) value = NULL;
  g_autofree char *text = NULL;
  g_autofree char *folded = NULL;

  if (group == NULL || group->search == WAY_SEARCH_NEVER)
    return NULL;
  value = way_operation_dup_value (op);
  text = way_value_dup_search_text (group, value);
  folded = text != NULL ? way_fold (text) : NULL;
  return folded != NULL && folded[0] != '\0' ? g_steal_pointer (&folded) : NULL;
}

/* What the floor is given beside the rows: whose each is, its words, and people's names. */
typedef struct
{
  GPtrArray *rows;  /* (owned) FloorOp */
  GPtrArray *names; /* (owned) char *, folded, one a person */
  gint64 first;     /* number of the first person */
} Batch;

static void
batch_clear (Batch *self)
{
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->names, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Batch, batch_clear)

static void
read_batch (BenchVault *vault, gint64 after, gint64 first, Batch *batch)
{
  g_autoptr (Floor) inside = bench_vault_look_inside (vault);

  batch->rows = floor_read_ops (inside, after);
  batch->names = g_ptr_array_new_with_free_func (g_free);
  batch->first = first;
  for (guint i = 0; i < batch->rows->len; i++)
    {
      FloorOp *row = g_ptr_array_index (batch->rows, i);
      g_autoptr (GError) error = NULL;
      g_autoptr (WayOperation) op = way_operation_from_bytes (row->bytes, &error);

      g_assert_no_error (error);
      row->folded = dup_folded (op);
      if (op->kind == WAY_KIND_PERSON && op->group == WAY_PERSON_NAMES)
        g_ptr_array_add (batch->names, g_strdup (row->folded));
      row->person = first + MAX (batch->names->len, 1) - 1;
    }
}

static void
import_floor (Floor *floor, const Batch *batch, Bench *bench)
{
  double began = bench_now ();

  floor_begin (floor);
  for (guint i = 0; i < batch->rows->len; i++)
    floor_add_op (floor, g_ptr_array_index (batch->rows, i));
  for (guint i = 0; i < batch->names->len; i++)
    floor_add_person (floor, batch->first + i, g_ptr_array_index (batch->names, i),
                      g_ptr_array_index (batch->names, i));
  floor_commit (floor);
  bench_add_floor (bench, began);
}

static void
import_ours (BenchVault *vault, GBytes *json, Bench *bench)
{
  double began = bench_now ();

  bench_vault_import (vault, json);
  bench_add_ours (bench, began);
}

/* What the floor inserts is what ours wrote, so ours goes first in each pair; @floor outlives. */
static gboolean
bench_import (BenchVault *vault, Floor *floor, guint n_people)
{
  g_auto (Bench) bench = BENCH_INIT (
          .title = "Import of rich people, fifty in a transaction",
          .ours_is = "JSON read, committed, indexed and on the disk",
          .floor_is = "BEGIN, INSERT of every operation row and its words, COMMIT",
          .rule = BENCH_RATIO, .limit = 3.0, .per = BATCH, .unit = "ms a person");
  gint64 seq = 0;
  gsize n_bytes = 0;

  while (vault->n_people < n_people)
    {
      g_autoptr (GBytes) json = people_document (vault->n_people, BATCH);
      g_auto (Batch) batch = { NULL };

      n_bytes += g_bytes_get_size (json);
      import_ours (vault, json, &bench);
      read_batch (vault, seq, vault->n_people - BATCH, &batch);
      seq = ((FloorOp *)g_ptr_array_index (batch.rows, batch.rows->len - 1))->seq;
      import_floor (floor, &batch, &bench);
    }
  g_print ("%u people, %.1f KB of JSON and %.0f operations each\n", n_people,
           (double)n_bytes / n_people / 1000, (double)seq / n_people);
  return bench_report (&bench);
}

/* -- open -------------------------------------------------------------------------------------- */

static void
derive_once (Bench *bench)
{
  static const guint8 salt[WAY_ARGON_SALT_SIZE] = { 1 };
  g_autoptr (WaySecret) passphrase = way_test_passphrase (WAY_TEST_PASSPHRASE);
  g_autoptr (WaySecret) key = NULL;
  g_autoptr (GError) error = NULL;
  double began = bench_now ();

  key = way_argon_derive (passphrase, salt, way_argon_params_default (), &error);
  g_assert_no_error (error);
  bench_add_floor (bench, began);
}

static void
open_once (BenchVault *vault, Bench *bench)
{
  g_autoptr (GError) error = NULL;
  double began;

  way_test_vault_close (&vault->test, &error);
  g_assert_no_error (error);
  way_test_vault_renew (&vault->test);
  began = bench_now ();
  way_test_vault_open (&vault->test, WAY_TEST_PASSPHRASE, &error);
  g_assert_no_error (error);
  bench_add_ours (bench, began);
}

static gboolean
bench_open (BenchVault *vault, gboolean floor_only)
{
  g_auto (Bench) bench = BENCH_INIT (.title = "Opening a vault",
                                     .ours_is = "from a locked folder to an open vault",
                                     .floor_is = "Argon2id at MODERATE", .rule = BENCH_MARGIN,
                                     .limit = 0.050, .unit = "ms");

  for (guint i = 0; i < OPENS; i++)
    {
      if (!floor_only)
        open_once (vault, &bench);
      derive_once (&bench);
    }
  return bench_report (&bench);
}

/* -- search ------------------------------------------------------------------------------------ */

static void
search_ours (BenchVault *vault, const char *typed, guint *ret_n, Bench *bench)
{
  double began = bench_now ();
  g_autoptr (GPtrArray) hits = bench_vault_search (vault, typed, HITS);

  bench_add_ours (bench, began);
  *ret_n = hits->len;
}

/* The floor's query on its way to a thread. */
typedef struct
{
  Floor *floor;      /* (unowned) */
  const char *match; /* (unowned) */
} Question;

static void
answer_in_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Question *question = data;

  g_task_return_int (task, floor_search (question->floor, question->match, HITS));
}

static void
take_answer_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **)data = g_object_ref (result);
}

static guint
ask_of_thread (WayExecutor *executor, Question *question)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GTask) task = g_task_new (NULL, NULL, take_answer_cb, &result);

  g_task_set_task_data (task, question, NULL);
  way_executor_run_in_worker (executor, task, answer_in_worker);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return (guint)g_task_propagate_int (G_TASK (result), NULL);
}

static void
search_floor (Floor *floor, WayExecutor *executor, const char *typed, guint *ret_n, Bench *bench)
{
  g_autoptr (WayQuery) query = way_query_new (typed);
  g_autofree char *match = way_query_to_match (query);
  Question question = { floor, match };
  double began = bench_now ();

  *ret_n = ask_of_thread (executor, &question);
  bench_add_floor (bench, began);
  if (bench->bare->len == BARES)
    return;
  began = bench_now ();
  floor_search (floor, match, HITS);
  bench_add_bare (bench, began);
}

static gboolean
bench_search (BenchVault *vault, Floor *floor, const char *what, const char *typed)
{
  g_autoptr (WayExecutor) executor = way_executor_new_threads ("bench-floor");
  g_autofree char *title = g_strdup_printf ("Search for %s", what);
  g_auto (Bench) bench = BENCH_INIT (.title = title, .ours_is = "hits with sentence and place",
                                     .floor_is = "the same rows from an index of the same words, "
                                                 "as it grew, asked of a thread, as ours",
                                     .bare_is = "the same without the thread", .rule = BENCH_RATIO,
                                     .limit = 1.5, .unit = "ms");
  guint n_ours = 0, n_floor = 0;

  for (guint i = 0; i < SEARCHES; i++)
    {
      search_ours (vault, typed, &n_ours, &bench);
      search_floor (floor, executor, typed, &n_floor, &bench);
    }
  g_print ("%u hits, the floor %u rows\n", n_ours, n_floor);
  return bench_report (&bench);
}

int
main (int argc, char *argv[])
{
  static const char *const searches[][2] = {
    { "a rare word", PEOPLE_RARE_WORD },
    { "a common word", PEOPLE_COMMON_WORD },
    { "two words", PEOPLE_TWO_WORDS },
    { "the beginning of a word", PEOPLE_PREFIX },
  };
  BenchOptions options;
  g_auto (BenchVault) vault = { 0 };
  g_autoptr (Floor) floor = NULL;
  gboolean good;

  if (!bench_start (argc, argv, 1000, &options))
    return 2;
  bench_vault_init (&vault);
  floor = bench_vault_new_floor (&vault, "floor.db");
  good = bench_import (&vault, floor, options.people);
  good &= bench_open (&vault, options.floor_only);
  for (gsize i = 0; i < G_N_ELEMENTS (searches); i++)
    good &= bench_search (&vault, floor, searches[i][0], searches[i][1]);
  return good ? 0 : 1;
}
