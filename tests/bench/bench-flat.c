/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An edit costs the same however many people the vault holds.  Ours is one field of one person
 * among five thousand rich ones, encrypted, in the index and on the disk; the floor is the same
 * edit where there are twenty-five.
 */
#include "bench-vault.h"
#include "bench.h"

#define FEW 25
#define EDITS 300
#define WORDS                                                                                      \
  "I want to be near my brother's school so he can come for tea. The kitchen is loud in the "      \
  "morning and I would like to paint it yellow. Edit number %u."

typedef struct
{
  BenchVault vault;
  WayId people[FEW];
} Side;

static void
side_init (Side *self, guint n_people)
{
  bench_vault_init (&self->vault);
  bench_vault_add_people (&self->vault, n_people);
  for (guint i = 0; i < FEW; i++)
    self->people[i] = bench_vault_find (&self->vault, i * (n_people / FEW));
}

static void
side_clear (Side *self)
{
  bench_vault_clear (&self->vault);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Side, side_clear)

static void
edit (Side *self, guint number)
{
  g_autofree char *text = g_strdup_printf (WORDS, number);
  g_autofree char *matter = g_strdup_printf ("S1_%02u", 1 + number % 10);

  bench_vault_edit (&self->vault, &self->people[number % FEW], matter, text);
}

int
main (int argc, char *argv[])
{
  BenchOptions options;
  g_auto (Side) few = { 0 };
  g_auto (Side) many = { 0 };
  g_auto (Bench) bench = BENCH_INIT (.title = "An edit among many people",
                                     .ours_is = "an edit in the large vault",
                                     .floor_is = "the same edit among twenty-five people",
                                     .rule = BENCH_RATIO, .limit = 1.25, .unit = "ms");

  if (!bench_start (argc, argv, 5000, &options))
    return 2;
  side_init (&few, FEW);
  side_init (&many, options.floor_only ? FEW : options.people);
  for (guint i = 0; i < EDITS; i++)
    {
      double began = bench_now ();

      edit (&few, i);
      bench_add_floor (&bench, began);
      if (options.floor_only)
        continue;
      began = bench_now ();
      edit (&many, i);
      bench_add_ours (&bench, began);
    }
  g_print ("%u people\n", many.vault.n_people);
  return bench_report (&bench) ? 0 : 1;
}
