/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Loaded before a program (LD_PRELOAD): when its first window is on the screen, says on standard
 * output how much processor time that took and when it was, in seconds.  The program itself is the
 * one that is shipped.
 *
 * FIRST_FRAME_ONLY in the environment ends it there.
 */
#include <dlfcn.h>
#include <gtk/gtk.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

static double
read_clock (clockid_t clock)
{
  struct timespec now;

  clock_gettime (clock, &now);
  return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void
painted_cb (GdkFrameClock *clock, gpointer data)
{
  dprintf (STDOUT_FILENO, "%.6f %.6f\n", read_clock (CLOCK_PROCESS_CPUTIME_ID),
           read_clock (CLOCK_MONOTONIC));
  if (getenv ("FIRST_FRAME_ONLY") != NULL)
    _exit (0);
  g_signal_handlers_disconnect_by_func (clock, painted_cb, data);
}

void
gtk_window_present (GtkWindow *window)
{
  static void (*present) (GtkWindow * window);
  gboolean first = present == NULL;

  if (first)
    *(void **)&present = dlsym (RTLD_NEXT, "gtk_window_present");
  present (window);
  if (first)
    g_signal_connect (gtk_widget_get_frame_clock (GTK_WIDGET (window)), "after-paint",
                      G_CALLBACK (painted_cb), NULL);
}
