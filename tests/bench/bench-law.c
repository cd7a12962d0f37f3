/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The law's clock for 5,000 people: legal status with its sentence, and every due date with its
 * reason and its sum.
 *
 * Ours: the practice caseload, again and again until there are so many people; reading a case from
 * the vault is no part of it.  Floor: every object of the same cases is met once.
 */
#include "bench.h"
#include "exchange-fixture.h"
#include "way-due.h"
#include "way-exchange-data.h"
#include "way-legal-status.h"

#define ROUNDS 9

typedef void (*Find) (const WayCare *, WayDue *);

static const Find finds[] = { way_due_review, way_due_assessment, way_due_offer, way_due_closing,
                              way_due_universal_credit };

/* How many dates are due. */
static guint
ask (WayCase *person)
{
  g_autoptr (WayCare) care = way_care_new (person, exchange_reference (), exchange_today);
  g_auto (WayLegalStatus) status = { 0 };
  g_auto (WayDue) visit = { 0 };
  guint n;

  way_legal_status_of (care, exchange_today, &status);
  way_due_visit (care, NULL, &visit);
  n = !way_date_is_none (visit.due);
  for (gsize i = 0; i < G_N_ELEMENTS (finds); i++)
    {
      g_auto (WayDue) due = { 0 };

      finds[i](care, &due);
      n += !way_date_is_none (due.due);
    }
  return n;
}

static void
count_cb (const WayObject *object, gpointer count)
{
  *(guint *)count += object->life != WAY_LIFE_REMOVED;
}

static guint
meet (WayCase *person)
{
  guint n = 0;

  way_case_each (person, count_cb, &n);
  return n;
}

static guint
of_all (GPtrArray *cases, guint people, guint (*what) (WayCase *))
{
  guint n = 0;

  for (guint i = 0; i < people; i++)
    n += what (g_ptr_array_index (cases, i % cases->len));
  return n;
}

int
main (int argc, char *argv[])
{
  g_auto (Bench) bench = BENCH_INIT (.title = "Status and every due date of 5,000 people",
                                     .ours_is = "status, visit, review and four more, with reasons",
                                     .floor_is = "every object of their cases met once",
                                     .rule = BENCH_MARGIN, .clock = BENCH_THREAD, .limit = 0.1,
                                     .unit = "ms");
  g_autoptr (ExchangeVault) vault = exchange_vault_new (5);
  g_autoptr (GBytes) practice = way_exchange_get_practice ();
  g_autoptr (GPtrArray) cases = g_ptr_array_new_with_free_func ((GDestroyNotify)way_case_unref);
  BenchOptions options;
  guint n;

  if (!bench_start (argc, argv, 5000, &options))
    return 1;
  n = exchange_vault_import (vault, practice);
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (cases, exchange_vault_load_at (vault, i));
  for (guint i = 0; i < ROUNDS; i++)
    {
      BenchMoment began = bench_moment ();

      g_assert_cmpuint (of_all (cases, options.people, meet), >, options.people);
      bench_spent_floor (&bench, &began);
      if (options.floor_only)
        continue;
      began = bench_moment ();
      g_assert_cmpuint (of_all (cases, options.people, ask), >, options.people / 2);
      bench_spent_ours (&bench, &began);
    }
  return bench_report (&bench) ? 0 : 1;
}
