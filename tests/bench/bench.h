/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Bench: what something costs beside its floor, the least it could cost.
 *
 * Ours and the floor are measured in turns, so that whatever else the machine does meets both.  A
 * figure compares the two medians, or another percentile; without a floor that ran beside it, pair
 * by pair, there is no figure, and the program fails.
 */
#pragma once

#include <glib.h>

typedef enum
{
  BENCH_RATIO,  /* ours ÷ floor may be at most limit */
  BENCH_MARGIN, /* ours − floor may be at most limit, in seconds */
} BenchRule;

typedef struct
{
  const char *title;
  const char *ours_is; /* what one measure of each does, in half a sentence */
  const char *floor_is;
  BenchRule rule;
  double limit;
  guint percentile;    /* which is compared; 0 = the median */
  double per;          /* what a measure is divided by for printing; 0 = 1 */
  const char *unit;    /* of that; "ms" or "ms a person" */
  GArray *ours;        /* (owned) double, seconds */
  GArray *floor;       /* (owned) */
  const char *bare_is; /* (nullable): the floor without what it does around itself as ours does */
  GArray *bare;        /* (owned): printed, and no part of the figure */
} Bench;

#define BENCH_INIT(...)                                                                            \
  {                                                                                                \
    __VA_ARGS__, .ours = g_array_new (FALSE, FALSE, sizeof (double)),                              \
                 .floor = g_array_new (FALSE, FALSE, sizeof (double)),                             \
                 .bare = g_array_new (FALSE, FALSE, sizeof (double))                               \
  }

void bench_clear (Bench *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Bench, bench_clear)

/* Seconds of a clock that never jumps. */
double bench_now (void);

void bench_add_ours (Bench *self, double began);
void bench_add_floor (Bench *self, double began);
void bench_add_bare (Bench *self, double began);

/* Reads the arguments every bench has:
 *
 *   --floor        the floor alone
 *   --people N     so many people in the place of the figure's own number
 *
 * and says which disk is written.  FALSE, after a sentence, where the arguments are wrong or the
 * disk is memory, where nothing is durable. */
typedef struct
{
  gboolean floor_only;
  guint people;
} BenchOptions;

gboolean bench_start (int argc, char *argv[], guint people, BenchOptions *ret_options);

/* Prints the figure, or the floor alone; FALSE where it is over its limit or cannot be made. */
gboolean bench_report (Bench *self);
