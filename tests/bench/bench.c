/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench.h"

#include <linux/magic.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <sys/vfs.h>
#include <time.h>

static BenchOptions options;
static char *command; /* that runs the floor alone */

void
bench_clear (Bench *self)
{
  g_clear_pointer (&self->ours, g_array_unref);
  g_clear_pointer (&self->floor, g_array_unref);
  g_clear_pointer (&self->bare, g_array_unref);
  g_clear_pointer (&self->ours_wall, g_array_unref);
  g_clear_pointer (&self->floor_wall, g_array_unref);
}

double
bench_now (void)
{
  return (double)g_get_monotonic_time () / G_USEC_PER_SEC;
}

static void
add (GArray *measures, double began)
{
  double took = bench_now () - began;

  g_array_append_val (measures, took);
}

void
bench_add_ours (Bench *self, double began)
{
  add (self->ours, began);
}

void
bench_add_floor (Bench *self, double began)
{
  add (self->floor, began);
}

void
bench_add_bare (Bench *self, double began)
{
  add (self->bare, began);
}

/* -- work and waiting ------------------------------------------------------------------------- */

static double
read_clock (clockid_t clock)
{
  struct timespec now;

  clock_gettime (clock, &now);
  return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

BenchMoment
bench_moment (void)
{
  return (BenchMoment){ { [BENCH_WALL] = read_clock (CLOCK_MONOTONIC),
                          [BENCH_THREAD] = read_clock (CLOCK_THREAD_CPUTIME_ID),
                          [BENCH_PROCESS] = read_clock (CLOCK_PROCESS_CPUTIME_ID) } };
}

static void
give (GArray *measures, GArray *walls, double judged, double wall)
{
  g_array_append_val (measures, judged);
  g_array_append_val (walls, wall);
}

void
bench_give_ours (Bench *self, double judged, double wall)
{
  give (self->ours, self->ours_wall, judged, wall);
}

void
bench_give_floor (Bench *self, double judged, double wall)
{
  give (self->floor, self->floor_wall, judged, wall);
}

void
bench_spent_ours (Bench *self, const BenchMoment *began)
{
  BenchMoment now = bench_moment ();

  bench_give_ours (self, now.seconds[self->clock] - began->seconds[self->clock],
                   now.seconds[BENCH_WALL] - began->seconds[BENCH_WALL]);
}

void
bench_spent_floor (Bench *self, const BenchMoment *began)
{
  BenchMoment now = bench_moment ();

  bench_give_floor (self, now.seconds[self->clock] - began->seconds[self->clock],
                    now.seconds[BENCH_WALL] - began->seconds[BENCH_WALL]);
}

/* -- arguments --------------------------------------------------------------------------------- */

static gboolean
disk_is_memory (const char *folder)
{
  struct statfs info;

  return statfs (folder, &info) == 0 && info.f_type == TMPFS_MAGIC;
}

gboolean
bench_start (int argc, char *argv[], guint people, BenchOptions *ret_options)
{
  const char *folder = g_get_tmp_dir ();

  setlocale (LC_ALL, "C.UTF-8");
  options = (BenchOptions){ FALSE, people };
  for (int i = 1; i < argc; i++)
    if (g_str_equal (argv[i], "--floor"))
      options.floor_only = TRUE;
    else if (g_str_equal (argv[i], "--people") && i + 1 < argc && atoi (argv[i + 1]) > 0)
      options.people = (guint)atoi (argv[++i]);
    else
      {
        g_printerr ("usage: %s [--floor] [--people N]\n", argv[0]);
        return FALSE;
      }
  if (disk_is_memory (folder))
    {
      g_printerr ("%s is memory and no disk, so nothing written there is durable. Set TMPDIR to a "
                  "folder on a disk.\n",
                  folder);
      return FALSE;
    }
  command = options.people == people ? g_strdup_printf ("TMPDIR=%s %s --floor", folder, argv[0])
                                     : g_strdup_printf ("TMPDIR=%s %s --floor --people %u", folder,
                                                        argv[0], options.people);
  *ret_options = options;
  return TRUE;
}

/* -- reporting --------------------------------------------------------------------------------- */

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double left = *(const double *)a, right = *(const double *)b;

  return (left > right) - (left < right);
}

static double
median (const GArray *sorted)
{
  guint n = sorted->len;

  return (g_array_index (sorted, double, (n - 1) / 2) + g_array_index (sorted, double, n / 2)) / 2;
}

/* What the figure compares. */
static double
judged (const Bench *self, const GArray *sorted)
{
  if (self->percentile == 0)
    return median (sorted);
  return g_array_index (sorted, double, (sorted->len - 1) * self->percentile / 100);
}

static double
mean (const GArray *measures)
{
  double sum = 0;

  for (guint i = 0; i < measures->len; i++)
    sum += g_array_index (measures, double, i);
  return sum / measures->len;
}

static const char *
name_percentile (const Bench *self)
{
  return self->percentile == 100 ? "worst" : self->percentile == 99 ? "p99  " : "p95  ";
}

static double
print_line (const Bench *self, const char *who, const char *what, GArray *measures)
{
  double scale = 1000 / (self->per > 0 ? self->per : 1);

  g_array_sort (measures, compare_doubles);
  g_print ("  %-5s  median %8.3f %s  (min %.3f, mean %.3f, max %.3f; %u times)  %s\n", who,
           median (measures) * scale, self->unit, g_array_index (measures, double, 0) * scale,
           mean (measures) * scale, g_array_index (measures, double, measures->len - 1) * scale,
           measures->len, what);
  if (self->percentile > 0)
    g_print ("         %s %8.3f %s\n", name_percentile (self), judged (self, measures) * scale,
             self->unit);
  return judged (self, measures);
}

/* What somebody waited, on this machine and beside whatever else it did. */
static void
print_wall (const Bench *self, GArray *walls)
{
  double scale = 1000 / (self->per > 0 ? self->per : 1);

  if (self->clock == BENCH_WALL || walls->len == 0)
    return;
  g_array_sort (walls, compare_doubles);
  g_print (
      "         by the wall: median %.3f %s, %s %.3f\n", median (walls) * scale, self->unit,
      self->percentile > 0 ? name_percentile (self) : "max",
      (self->percentile > 0 ? judged (self, walls) : g_array_index (walls, double, walls->len - 1))
          * scale);
}

static gboolean
print_verdict (const Bench *self, double ours, double floor)
{
  gboolean ratio = self->rule == BENCH_RATIO;
  double figure = ratio ? ours / floor : ours - floor;
  gboolean good = figure <= self->limit;
  static const char *const clocks[] = {
    "the wall clock", "processor time of the main loop's thread: others are busy beside it",
    "processor time of all our threads: others are busy beside them"
  };

  if (ratio)
    g_print ("  ratio  %.2f, limit %.2f: %s\n", figure, self->limit, good ? "good" : "TOO SLOW");
  else
    g_print ("  over the floor  %.1f ms, limit %.1f ms: %s\n", figure * 1000, self->limit * 1000,
             good ? "good" : "TOO SLOW");
  if (self->clock != BENCH_WALL)
    g_print ("  judged by %s\n", clocks[self->clock]);
  g_print ("  floor alone:  %s\n", command);
  return good;
}

gboolean
bench_report (Bench *self)
{
  double ours, floor;

  g_print ("%s\n", self->title);
  if (self->floor->len == 0 || (!options.floor_only && self->ours->len != self->floor->len))
    {
      g_print ("  no figure: the floor did not run beside it\n");
      return FALSE;
    }
  if (options.floor_only)
    {
      print_line (self, "floor", self->floor_is, self->floor);
      print_wall (self, self->floor_wall);
      return TRUE;
    }
  ours = print_line (self, "ours", self->ours_is, self->ours);
  print_wall (self, self->ours_wall);
  floor = print_line (self, "floor", self->floor_is, self->floor);
  print_wall (self, self->floor_wall);
  if (self->bare->len > 0)
    print_line (self, "bare", self->bare_is, self->bare);
  return print_verdict (self, ours, floor);
}
