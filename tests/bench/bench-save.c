/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A save: one field of one person edited through the repository, encrypted, in the index and synced
 * to the disk when the answer comes.  Floor: the operation's bytes as one row, in a transaction.
 */
#include "bench-vault.h"
#include "bench.h"
#include "disk-count.h"

#include <string.h>

#define N_PEOPLE 25
#define SAVES 400
#define WORDS                                                                                      \
  "I want to be near my brother's school so he can come for tea. The kitchen is loud in the "      \
  "morning and I would like to paint it yellow. Somebody should come about the window because it " \
  "does not close and the heating is on all the time. I asked about it in September. My friend "   \
  "says that the college has a course for that and I could start in January. Save number %u."

static char *
new_words (guint number)
{
  return g_strdup_printf (WORDS, number);
}

/* An operation of these words, as many bytes as the vault keeps for it. */
static GBytes *
like_an_operation (const char *text)
{
  gsize size = strlen (text) + 200;
  char *bytes = g_strnfill (size, 'x');

  memcpy (bytes, text, strlen (text));
  return g_bytes_new_take (bytes, size);
}

static void
save_ours (BenchVault *vault, const WayId *people, guint number, Bench *bench)
{
  g_autofree char *text = new_words (number);
  g_autofree char *matter = g_strdup_printf ("S1_%02u", 1 + number % 10);
  double began = bench_now ();

  bench_vault_edit (vault, &people[number % N_PEOPLE], matter, text);
  bench_add_ours (bench, began);
}

static void
save_floor (Floor *floor, guint number, Bench *bench)
{
  g_autofree char *text = new_words (number);
  g_autoptr (GBytes) bytes = like_an_operation (text);
  double began = bench_now ();

  floor_save (floor, bytes);
  bench_add_floor (bench, began);
}

/* One sync of the log a save; the others are those of a checkpoint, now and then. */
static gboolean
print_disk (const char *who, const DiskCount *count)
{
  g_print ("  %-5s  %.2f syncs of the log a save, %.2f of other files; %.1f writes, %.0f KiB\n",
           who, (double)count->log_syncs / SAVES, (double)count->other_syncs / SAVES,
           (double)count->writes / SAVES, (double)count->kib / SAVES);
  return count->log_syncs <= SAVES * 1.1 && count->other_syncs <= SAVES * 0.1;
}

int
main (int argc, char *argv[])
{
  BenchOptions options;
  g_auto (BenchVault) vault = { 0 };
  g_autoptr (Floor) floor = NULL;
  WayId people[N_PEOPLE];
  DiskCount ours = { 0 }, beside = { 0 };
  g_auto (Bench) bench = BENCH_INIT (
          .title = "A durable save: one field, encrypted, indexed and on the disk",
          .ours_is = "WayRepository commit of one act",
          .floor_is = "BEGIN IMMEDIATE, INSERT of the same bytes as one row, COMMIT",
          .rule = BENCH_RATIO, .limit = 2.0, .unit = "ms");
  gboolean good = TRUE;

  if (!bench_start (argc, argv, N_PEOPLE, &options))
    return 2;
  bench_vault_init (&vault);
  floor = bench_vault_new_floor (&vault, "floor.db");
  if (!options.floor_only)
    bench_vault_add_people (&vault, N_PEOPLE);
  for (guint i = 0; i < N_PEOPLE && !options.floor_only; i++)
    people[i] = bench_vault_find (&vault, i);

  for (guint i = 0; i < SAVES; i++)
    {
      disk_count_to (&ours);
      if (!options.floor_only)
        save_ours (&vault, people, i, &bench);
      disk_count_to (&beside);
      save_floor (floor, i, &bench);
    }
  disk_count_to (NULL);
  if (!bench_report (&bench))
    good = FALSE;
  good &= options.floor_only || print_disk ("ours", &ours);
  print_disk ("floor", &beside);
  return good ? 0 : 1;
}
