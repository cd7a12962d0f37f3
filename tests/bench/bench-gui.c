/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench-gui.h"

#include <X11/extensions/XTest.h>
#include <gdk/x11/gdkx.h>

#define SENTENCE                                                                                   \
  "I want to be near my brother's school so he can come for tea, and the kitchen is loud in the "  \
  "morning so I would like to paint it yellow. "
#define SENTENCES 90

void
bench_dress (void)
{
  GdkDisplay *display = gdk_display_get_default ();
  g_autoptr (GtkCssProvider) style = gtk_css_provider_new ();

  gtk_css_provider_load_from_resource (style, "/io/github/waymark/Waymark/style.css");
  gtk_style_context_add_provider_for_display (display, GTK_STYLE_PROVIDER (style),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  gtk_icon_theme_add_resource_path (gtk_icon_theme_get_for_display (display),
                                    "/io/github/waymark/Waymark/icons");
}

void
bench_run_dry (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static gboolean
rested_cb (gpointer data)
{
  *(gboolean *)data = TRUE;
  return G_SOURCE_REMOVE;
}

void
bench_rest (guint ms)
{
  gboolean rested = FALSE;

  g_timeout_add (ms, rested_cb, &rested);
  while (!rested)
    g_main_context_iteration (NULL, TRUE);
}

static void
painted_cb (GdkFrameClock *clock, gpointer data)
{
  *(gboolean *)data = TRUE;
}

void
bench_wait_for_paint (GtkWidget *widget)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (widget);
  gboolean painted = FALSE;
  gulong id = g_signal_connect (clock, "after-paint", G_CALLBACK (painted_cb), &painted);

  gtk_widget_queue_draw (widget);
  while (!painted)
    g_main_context_iteration (NULL, TRUE);
  g_signal_handler_disconnect (clock, id);
  bench_run_dry ();
}

void
bench_focus (GtkWindow *window)
{
  GdkSurface *surface = gtk_native_get_surface (GTK_NATIVE (window));
  Display *display = gdk_x11_display_get_xdisplay (gdk_surface_get_display (surface));

  XSetInputFocus (display, gdk_x11_surface_get_xid (surface), RevertToParent, CurrentTime);
  XSync (display, False);
  while (!gtk_window_is_active (window))
    g_main_context_iteration (NULL, TRUE);
  bench_run_dry ();
}

void
bench_press (GtkWidget *any, guint keysym)
{
  Display *display = gdk_x11_display_get_xdisplay (gtk_widget_get_display (any));
  KeyCode key = XKeysymToKeycode (display, keysym);

  g_assert (key != 0);
  XTestFakeKeyEvent (display, key, True, CurrentTime);
  XTestFakeKeyEvent (display, key, False, CurrentTime);
  XFlush (display);
}

char *
bench_long_text (void)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < SENTENCES; i++)
    g_string_append (text, i % 12 == 11 ? SENTENCE "\n\n" : SENTENCE);
  return g_string_free (text, FALSE);
}

GtkWidget *
bench_new_bare_view (const char *text, GtkTextView **ret_view)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *view = gtk_text_view_new ();

  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (view), GTK_WRAP_WORD_CHAR);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), text, -1);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), view);
  if (ret_view != NULL)
    *ret_view = GTK_TEXT_VIEW (view);
  return scroller;
}
