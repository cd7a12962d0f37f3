/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench.h"

#include <linux/magic.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <sys/vfs.h>

static BenchOptions options;
static char *command; /* that runs the floor alone */

void
bench_clear (Bench *self)
{
  g_clear_pointer (&self->ours, g_array_unref);
  g_clear_pointer (&self->floor, g_array_unref);
  g_clear_pointer (&self->bare, g_array_unref);
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
    g_print ("         p%u    %8.3f %s\n", self->percentile, judged (self, measures) * scale,
             self->unit);
  return judged (self, measures);
}

static gboolean
print_verdict (const Bench *self, double ours, double floor)
{
  gboolean ratio = self->rule == BENCH_RATIO;
  double figure = ratio ? ours / floor : ours - floor;
  gboolean good = figure <= self->limit;

  if (ratio)
    g_print ("  ratio  %.2f, limit %.2f: %s\n", figure, self->limit, good ? "good" : "TOO SLOW");
  else
    g_print ("  over the floor  %.1f ms, limit %.1f ms: %s\n", figure * 1000, self->limit * 1000,
             good ? "good" : "TOO SLOW");
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
      return TRUE;
    }
  ours = print_line (self, "ours", self->ours_is, self->ours);
  floor = print_line (self, "floor", self->floor_is, self->floor);
  if (self->bare->len > 0)
    print_line (self, "bare", self->bare_is, self->bare);
  return print_verdict (self, ours, floor);
}
