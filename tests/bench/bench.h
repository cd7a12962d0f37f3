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

/* What the limit judges.  The wall clock is what somebody waits by, and true only where nothing
 * else is busy; the processor time is the work itself, whoever else the machine works for.  Where
 * it is not the wall clock, that is printed beside it. */
typedef enum
{
  BENCH_WALL,
  BENCH_THREAD,  /* processor time of the calling thread: the work of the main loop */
  BENCH_PROCESS, /* of every thread: where the work goes through several */
  BENCH_N_CLOCKS
} BenchClock;

typedef struct
{
  double seconds[BENCH_N_CLOCKS];
} BenchMoment;

typedef struct
{
  const char *title;
  const char *ours_is; /* what one measure of each does, in half a sentence */
  const char *floor_is;
  BenchRule rule;
  BenchClock clock;
  double limit;
  guint percentile;    /* which is compared; 0 = the median */
  double per;          /* what a measure is divided by for printing; 0 = 1 */
  const char *unit;    /* of that; "ms" or "ms a person" */
  GArray *ours;        /* (owned) double, seconds */
  GArray *floor;       /* (owned) */
  const char *bare_is; /* (nullable): the floor without what it does around itself as ours does */
  GArray *bare;        /* (owned): printed, and no part of the figure */
  GArray *ours_wall;   /* (owned): beside ours, where that is no wall clock */
  GArray *floor_wall;  /* (owned) */
} Bench;

#define BENCH_INIT(...)                                                                            \
  {                                                                                                \
    __VA_ARGS__, .ours = g_array_new (FALSE, FALSE, sizeof (double)),                              \
                 .floor = g_array_new (FALSE, FALSE, sizeof (double)),                             \
                 .bare = g_array_new (FALSE, FALSE, sizeof (double)),                              \
                 .ours_wall = g_array_new (FALSE, FALSE, sizeof (double)),                         \
                 .floor_wall = g_array_new (FALSE, FALSE, sizeof (double))                         \
  }

void bench_clear (Bench *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Bench, bench_clear)

/* Seconds of a clock that never jumps. */
double bench_now (void);

void bench_add_ours (Bench *self, double began);
void bench_add_floor (Bench *self, double began);
void bench_add_bare (Bench *self, double began);

BenchMoment bench_moment (void);
/* What was spent since, by the bench's clock and by the wall. */
void bench_spent_ours (Bench *self, const BenchMoment *began);
void bench_spent_floor (Bench *self, const BenchMoment *began);
/* The same of a program that was measured from outside, or of what is no time. */
void bench_give_ours (Bench *self, double judged, double wall);
void bench_give_floor (Bench *self, double judged, double wall);

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
