/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The shipped program from outside, beside a bare libadwaita window: how soon its lock screen is
 * there, and how much memory it takes with the practice caseload open.
 *
 * The first window goes through more than one thread (GTK loads fonts and icons beside the main
 * loop), so the limit judges the processor time of all of them.  Memory is what is resident, which
 * every list of programs shows; each program's share of what both use, and what is its own alone,
 * are printed beside it.
 */
#include <X11/keysym.h>
#include <X11/Xlib.h>
#include <X11/extensions/XTest.h>
#include <gio/gio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "bench.h"
#include "way-test-gui.h"

#define STARTS 15
#define READY "Waymark, Today"

typedef struct
{
  GSubprocess *process; /* (owned) */
  double cpu, wall;     /* seconds until the first window was painted */
} Program;

static void
program_end (Program *self)
{
  g_subprocess_force_exit (self->process);
  g_subprocess_wait (self->process, NULL, NULL);
  g_clear_object (&self->process);
}

/* Returns when the first window is on the screen. */
static Program
start (const char *const *argv, gboolean first_frame_only)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (
      G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autoptr (GDataInputStream) said = NULL;
  g_autofree char *line = NULL;
  double began = bench_moment ().seconds[BENCH_WALL];
  Program self = { 0 };

  g_subprocess_launcher_setenv (launcher, "LD_PRELOAD", FIRST_FRAME, TRUE);
  if (first_frame_only)
    g_subprocess_launcher_setenv (launcher, "FIRST_FRAME_ONLY", "1", TRUE);
  self.process = g_subprocess_launcher_spawnv (launcher, argv, NULL);
  g_assert_nonnull (self.process);
  said = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self.process));
  line = g_data_input_stream_read_line (said, NULL, NULL, NULL);
  g_assert_nonnull (line);
  g_assert_cmpint (sscanf (line, "%lf %lf", &self.cpu, &self.wall), ==, 2);
  self.wall -= began;
  return self;
}

static gboolean
bench_first_window (const char *const *ours, const char *const *bare)
{
  g_auto (Bench) bench = BENCH_INIT (.title = "The lock screen",
                                     .ours_is = "waymark with a locked vault, its first frame",
                                     .floor_is = "a bare libadwaita window, its first frame",
                                     .rule = BENCH_RATIO, .clock = BENCH_PROCESS, .limit = 1.3,
                                     .unit = "ms");

  for (guint i = 0; i < STARTS; i++)
    {
      Program program = start (ours, TRUE);

      bench_give_ours (&bench, program.cpu, program.wall);
      program_end (&program);
      program = start (bare, TRUE);
      bench_give_floor (&bench, program.cpu, program.wall);
      program_end (&program);
    }
  return bench_report (&bench);
}

/* -- memory ------------------------------------------------------------------------------------ */

static gboolean
has_name (Display *display, Window window, const char *name)
{
  char *found = NULL;
  gboolean is = XFetchName (display, window, &found) && g_strcmp0 (found, name) == 0;
  Window root, parent, *children = NULL;
  guint n = 0;

  if (found != NULL)
    XFree (found);
  if (is || !XQueryTree (display, window, &root, &parent, &children, &n))
    return is;
  for (guint i = 0; i < n && !is; i++)
    is = has_name (display, children[i], name);
  if (children != NULL)
    XFree (children);
  return is;
}

static void
type (Display *display, const char *text)
{
  for (const char *at = text; *at != '\0'; at++)
    {
      KeyCode key = XKeysymToKeycode (display, *at == '\n' ? XK_Return : (KeySym)*at);

      g_assert (key != 0 && !g_ascii_isupper (*at));
      XTestFakeKeyEvent (display, key, True, CurrentTime);
      XTestFakeKeyEvent (display, key, False, CurrentTime);
      XSync (display, False);
      g_usleep (10000);
    }
}

static int
gone_cb (Display *display, XErrorEvent *event)
{
  return 0; /* a window that was closed while it was looked at */
}

/* Kilobytes; everything was read and painted before. */
static guint64
read_memory (Program *program, const char *what)
{
  g_autofree char *path = g_strdup_printf ("/proc/%s/smaps_rollup",
                                           g_subprocess_get_identifier (program->process));
  g_autofree char *text = NULL;
  const char *at;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  at = strstr (text, what);
  g_assert_nonnull (at);
  return g_ascii_strtoull (at + strlen (what), NULL, 10);
}

static void
print_memory (const char *who, Program *program)
{
  g_print ("  %-5s  resident %" G_GUINT64_FORMAT " KiB, its share of it %" G_GUINT64_FORMAT
           " KiB, its own %" G_GUINT64_FORMAT " KiB\n",
           who, read_memory (program, "\nRss:"), read_memory (program, "\nPss:"),
           read_memory (program, "\nPrivate_Dirty:"));
}

static gboolean
bench_memory (const char *const *ours, const char *const *bare)
{
  g_auto (Bench) bench = BENCH_INIT (.title = "Memory with 25 people",
                                     .ours_is = "waymark, unlocked, Today",
                                     .floor_is = "a bare libadwaita window", .rule = BENCH_RATIO,
                                     .limit = 1.5, .per = 1000, .unit = "MB");
  Program floor = start (bare, FALSE), program = start (ours, FALSE);
  Display *display = XOpenDisplay (NULL);

  XSetErrorHandler (gone_cb);
  g_usleep (G_USEC_PER_SEC);
  type (display, WAY_TEST_PASSPHRASE "\n");
  for (guint i = 0; !has_name (display, DefaultRootWindow (display), READY); i++)
    {
      g_assert_cmpuint (i, <, 300);
      g_usleep (100000);
    }
  g_usleep (5 * G_USEC_PER_SEC);
  bench_give_ours (&bench, (double)read_memory (&program, "\nRss:") / 1000, 0);
  bench_give_floor (&bench, (double)read_memory (&floor, "\nRss:") / 1000, 0);
  print_memory ("ours", &program);
  print_memory ("floor", &floor);
  program_end (&program);
  program_end (&floor);
  XCloseDisplay (display);
  return bench_report (&bench);
}

int
main (int argc, char **argv)
{
  const char *const bare[] = { BARE_WINDOW, NULL };
  BenchOptions options;
  WayTestGui gui;
  gboolean good;

  if (!bench_start (argc, argv, 25, &options))
    return 2;
  way_test_gui_start (&argc, &argv);
  g_log_set_always_fatal (G_LOG_FATAL_MASK);
  way_test_gui_init (&gui, TRUE);
  way_test_gui_close_desk (&gui);
  g_assert_true (way_test_vault_close (&gui.vault, NULL));

  const char *const ours[] = { WAYMARK, "--vault", gui.vault.dir, NULL };

  good = bench_first_window (ours, bare);
  good = bench_memory (ours, bare) && good;
  way_test_vault_clear (&gui.vault);
  return good ? 0 : 1;
}
