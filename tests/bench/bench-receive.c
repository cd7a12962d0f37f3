/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A first sync: what two hundred and fifty people's logs bring, 240 entries each, taken into an
 * empty vault a log at a time.  Verifying and opening is ledger's; here it is what the vault does:
 * entries, operations, who may write what, what shows, the caseload and the search index, in a
 * transaction for each log.
 *
 * The floor inserts the same operations as rows and their folded words, in transactions as large;
 * the entries themselves it leaves out.
 * Beside it stands what is done before the index is filled, and what memory all of it took.
 */
#include "bench-vault.h"
#include "bench.h"
#include "way-test-store.h"

#include <sys/resource.h>
#include <time.h>
#include "way-fold.h"
#include "way-store-journal.h"
#include "way-value.h"

#define ENTRIES 240 /* in a log */
#define LEAST_WITH_INDEX 2500.0
#define LEAST_BEFORE_INDEX 5000.0
#define MOST_MEMORY_KB (160 * 1024)
#define WORDS                                                                                      \
  "Talked about the room at Harbour Lane and the college place. %u times the bus was late. The "   \
  "next step is the bursary form, which we fill in together on Thursday."

typedef struct
{
  guint n_cases;
  gboolean floor_only;
  Floor *floor;        /* (owned) */
  Bench *bench;        /* (unowned) */
  double before, with; /* seconds of the processor, in all */
  guint n_entries;
  glong memory_kb;
} Run;

/* -- what comes -------------------------------------------------------------------------------- */

typedef struct
{
  WayId case_id, origin, contact;
  guint64 counter;
  WayOpId hopes;            /* the newest; counter 0 where there is none */
  WayJournalChange *change; /* (owned) */
} Log;

static void
add_op (Log *log,
        WayJournalAct *act,
        guint16 n,
        guint16 kind,
        const WayId *object,
        guint16 group,
        GVariant *value,
        const WayOpId *supersedes)
{
  g_autoptr (GBytes) bytes = way_value_to_bytes (value);
  WayOperation fields = { .case_id = log->case_id,
                          .id = { log->origin, ++log->counter },
                          .act = act->act,
                          .act_n = n,
                          .made_ms = G_GINT64_CONSTANT (1795392000000) + (gint64)log->counter,
                          .hlc = (G_GUINT64_CONSTANT (1795392000000) << 16) + log->counter,
                          .kind = kind,
                          .object = *object,
                          .group = group,
                          .value = bytes,
                          .supersedes = supersedes,
                          .n_supersedes = supersedes != NULL };
  g_autoptr (WayOperation) op = way_operation_new (&fields);

  g_ptr_array_add (act->ops, way_operation_to_bytes (op));
}

static GVariant *
new_life (void)
{
  return g_variant_new ("(@ayys)", way_value_new_id (&way_id_nil), 0, "");
}

/* A visit, a goal, or what somebody hopes for, in turns; the first entry is the person. */
static void
fill_act (Log *log, WayJournalAct *act, WayRandom *random, guint i)
{
  g_autofree char *text = g_strdup_printf (WORDS, i);
  WayId object;

  way_id_new (random, &object);
  if (i == 0)
    {
      add_op (log, act, 2, WAY_KIND_PERSON, &log->case_id, WAY_GROUP_LIFE, new_life (), NULL);
      add_op (log, act, 2, WAY_KIND_PERSON, &log->case_id, WAY_PERSON_NAMES,
              g_variant_new ("(ss)", "Ros", "Ros Hartley"), NULL);
    }
  else if (i % 3 == 0)
    {
      add_op (log, act, 1, WAY_KIND_FRONT, &log->case_id, WAY_FRONT_HOPES, way_test_words (text),
              log->hopes.counter != 0 ? &log->hopes : NULL);
      log->hopes = (WayOpId){ log->origin, log->counter };
    }
  else
    {
      guint16 kind = i % 3 == 1 ? WAY_KIND_CONTACT : WAY_KIND_GOAL;

      add_op (log, act, 2, kind, &object, WAY_GROUP_LIFE, new_life (), NULL);
      add_op (log, act, 2, kind, &object, i % 3 == 1 ? WAY_CONTACT_NOTES : WAY_GOAL_WHAT,
              way_test_prose (text), NULL);
    }
}

/* (transfer full) */
static WayJournalChange *
make_log (WayRandom *random)
{
  Log log = { 0 };
  WayId user;

  way_id_new (random, &log.case_id);
  way_id_new (random, &log.origin);
  way_id_new (random, &user);
  log.change = way_journal_change_new (&log.case_id, 0);
  for (guint i = 0; i < ENTRIES; i++)
    {
      WayJournalAct *act = way_journal_act_new ();
      guint8 sealed[340 + 560];
      g_autoptr (GBytes) bytes = NULL;

      act->case_id = log.case_id;
      act->origin = log.origin;
      act->act = log.counter + 1;
      act->author = (WayAuthor){ user, WAY_ROLE_ADVISER, i + 1 };
      fill_act (&log, act, random, i);
      g_ptr_array_add (log.change->acts, act);
      way_random_fill (random, sealed, sizeof sealed);
      bytes = g_bytes_new (sealed, sizeof sealed);
      g_ptr_array_add (log.change->entries, way_journal_entry_new (bytes, 1));
    }
  return log.change;
}

/* -- taken in ---------------------------------------------------------------------------------- */

static double
spent (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void
take_ours (WayStore *store, Run *run, WayJournalChange *change)
{
  BenchMoment began = bench_moment ();
  double before = spent (), between;
  g_autoptr (GError) error = NULL;
  gboolean more = TRUE;

  way_store_receive (store, change, &error);
  g_assert_no_error (error);
  between = spent ();
  while (more && way_store_fill_index (store, &more, &error))
    ;
  g_assert_no_error (error);
  bench_spent_ours (run->bench, &began);
  run->before += between - before;
  run->with += spent () - before;
  run->n_entries += change->entries->len;
}

static void
floor_row (Floor *floor, const WayJournalAct *act, GBytes *bytes, gint64 seq)
{
  g_autoptr (WayOperation) op = way_operation_from_bytes (bytes, NULL);
  g_autoptr (GVariant) value = way_operation_dup_value (op);
  g_autofree char *text = NULL;
  WayHash chain = { { 0 } };
  FloorOp row = { .seq = seq, .counter = (gint64)op->id.counter, .person = 1 };

  if (way_operation_get_group (op)->search != WAY_SEARCH_NEVER)
    text = way_value_dup_search_text (way_operation_get_group (op), value);
  row.origin = g_bytes_new (op->id.origin.bytes, WAY_ID_SIZE);
  row.author = g_bytes_new (act->author.user.bytes, WAY_ID_SIZE);
  row.chain = g_bytes_new (chain.bytes, sizeof chain.bytes);
  row.bytes = bytes;
  row.folded = text != NULL && text[0] != '\0' ? way_fold (text) : NULL;
  floor_add_op (floor, &row);
  g_bytes_unref (row.origin);
  g_bytes_unref (row.author);
  g_bytes_unref (row.chain);
  g_free (row.folded);
}

static void
take_floor (Run *run, WayJournalChange *change, gint64 *seq)
{
  BenchMoment began = bench_moment ();

  floor_begin (run->floor);
  for (guint i = 0; i < change->acts->len; i++)
    {
      const WayJournalAct *act = g_ptr_array_index (change->acts, i);

      for (guint o = 0; o < act->ops->len; o++)
        floor_row (run->floor, act, g_ptr_array_index (act->ops, o), ++*seq);
    }
  floor_commit (run->floor);
  bench_spent_floor (run->bench, &began);
}

static glong
memory_kb (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return usage.ru_maxrss;
}

/* What SQLite keeps of its files is there after the first twentieth. */
static void
take_all (WayStore *store, gpointer data)
{
  Run *run = data;
  g_autoptr (WayRandom) random = way_random_new_seeded (4);
  gint64 seq = 0;
  glong early = 0;

  for (guint i = 0; i < run->n_cases; i++)
    {
      g_autoptr (WayJournalChange) change = make_log (random);

      if (!run->floor_only)
        take_ours (store, run, change);
      take_floor (run, change, &seq);
      if (i == run->n_cases / 20)
        early = memory_kb ();
    }
  run->memory_kb = memory_kb () - early;
}

static gboolean
judge_rate (const char *what, double seconds, guint n, double least)
{
  double rate = seconds > 0 ? n / seconds : 0;

  g_print ("%s: %.0f entries a second of the processor, at least %.0f: %s\n", what, rate, least,
           rate >= least ? "good" : "TOO SLOW");
  return rate >= least;
}

int
main (int argc, char *argv[])
{
  BenchOptions options;
  g_auto (BenchVault) vault = { 0 };
  g_auto (Bench) bench = BENCH_INIT (
          .title = "What 240 entries bring",
          .ours_is = "a log taken into the vault, and into the search index",
          .floor_is = "BEGIN, INSERT of every operation row and its words, COMMIT",
          .rule = BENCH_RATIO, .clock = BENCH_THREAD, .limit = 3.5, .unit = "ms");
  Run run = { .bench = &bench };
  gboolean good;

  if (!bench_start (argc, argv, 250, &options))
    return 2;
  bench_vault_init (&vault);
  run.n_cases = options.people;
  run.floor_only = options.floor_only;
  run.floor = bench_vault_new_floor (&vault, "floor.db");
  g_assert_true (way_test_vault_close (&vault.test, NULL));
  way_test_store_run (&vault.test, WAY_TEST_PASSPHRASE, take_all, &run);
  g_clear_pointer (&run.floor, floor_free);
  good = bench_report (&bench);
  if (options.floor_only)
    return good ? 0 : 1;
  good &= judge_rate ("with the search index", run.with, run.n_entries, LEAST_WITH_INDEX);
  good &= judge_rate ("before the search index", run.before, run.n_entries, LEAST_BEFORE_INDEX);
  g_print ("%u entries, %ld MB more memory at the end than after the first twentieth\n",
           run.n_entries, run.memory_kb / 1024);
  return good && run.memory_kb <= MOST_MEMORY_KB ? 0 : 1;
}
