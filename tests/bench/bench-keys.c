/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A key press, from the keyboard to the screen.
 *
 * Ours: own words of a section in a plan of forty pages, in the whole window.  Floor: a bare
 * GtkTextView with the same text, as wide as ours.  A measure is all the main loop did from one key
 * to the next: the key, layout, painting, and the draft that is saved meanwhile.  After each fifty
 * keys there is a pause, as people make, and what happens in it belongs to the key before it.
 *
 * The limit is for our work, so it judges the processor time of the main loop's thread.
 */
#include "bench-gui.h"
#include "bench.h"
#include "way-field.h"
#include "way-page.h"
#include "way-shell.h"
#include "way-test-window.h"
#include "way-value.h"
#include "way-writing-view.h"

#define BLOCKS 12
#define KEYS 50

static void
fill_plan (WayTestGui *gui, const char *text)
{
  for (guint i = 1; i <= 10; i++)
    {
      g_autofree char *key = g_strdup_printf ("S1_%02u", i);
      WayId object;

      way_matter_object (&gui->kez, key, &object);
      way_test_set (&gui->vault, &gui->kez, WAY_KIND_MATTER, &object, WAY_MATTER_OWN_WORDS,
                    way_test_words (text));
    }
}

/* A letter at a time, a line of it, a new paragraph. */
static guint
next_key (void)
{
  static const char line[] = "and i would like to paint the kitchen yellow because it is loud in "
                             "the morning and nobody can sleep then ";
  static guint at;
  guint i = at++ % (3 * (sizeof line - 1) + 1);

  if (i == 3 * (sizeof line - 1))
    return GDK_KEY_Return;
  return (guint)line[i % (sizeof line - 1)];
}

static void
type_block (GtkTextView *view, Bench *bench, void (*add) (Bench *bench, const BenchMoment *began))
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);

  bench_focus (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (view))));
  way_test_gui_rest (100);
  for (guint i = 0; i < KEYS; i++)
    {
      BenchMoment began = bench_moment ();
      int before = gtk_text_buffer_get_char_count (buffer);

      bench_press (GTK_WIDGET (view), next_key ());
      while (gtk_text_buffer_get_char_count (buffer) == before)
        g_main_context_iteration (NULL, TRUE);
      bench_wait_for_paint (GTK_WIDGET (view));
      if (i == KEYS - 1)
        bench_rest (WAY_FIELD_PAUSE_MS + 200);
      add (bench, &began);
    }
}

static GtkTextView *
show_floor (const char *text, GtkWidget *like)
{
  GtkTextView *view;
  GtkWidget *bare = bench_new_bare_view (text, &view);
  GtkTextIter end;

  way_test_gui_show (bare, gtk_widget_get_width (like), 800);
  gtk_text_buffer_get_end_iter (gtk_text_view_get_buffer (view), &end);
  gtk_text_buffer_place_cursor (gtk_text_view_get_buffer (view), &end);
  gtk_widget_grab_focus (GTK_WIDGET (view));
  way_test_gui_rest (500);
  return view;
}

static gboolean
bench_keys (WayTestGui *gui, const char *text)
{
  g_auto (Bench) bench = BENCH_INIT (.title = "A key press in a plan of forty pages",
                                     .ours_is = "own words of a section, saved as they are typed",
                                     .floor_is = "a bare GtkTextView with the same text",
                                     .rule = BENCH_MARGIN, .clock = BENCH_THREAD, .limit = 0.004,
                                     .percentile = 99, .unit = "ms");
  g_autofree char *place = way_page_place_of (&gui->kez, "plan.matters.S1_05.own_words");
  WayTestWindow *window = way_test_window_new (gui->desk, place, 1280, 800);
  GtkTextView *ours, *floor;

  way_test_until (gtk_window_get_focus (GTK_WINDOW (window)) != NULL);
  way_test_gui_rest (1000);
  ours = GTK_TEXT_VIEW (way_test_find_type (GTK_WIDGET (window), WAY_TYPE_WRITING_VIEW));
  floor = show_floor (text, GTK_WIDGET (ours));
  for (guint i = 0; i < BLOCKS; i++)
    {
      type_block (ours, &bench, bench_spent_ours);
      type_block (floor, &bench, bench_spent_floor);
    }
  gtk_window_destroy (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (floor))));
  way_test_window_close (window);
  return bench_report (&bench);
}

int
main (int argc, char **argv)
{
  g_autofree char *text = bench_long_text ();
  BenchOptions options;
  WayTestGui gui;
  gboolean good;

  if (!bench_start (argc, argv, 25, &options))
    return 2;
  way_test_gui_start (&argc, &argv);
  bench_dress ();
  /* A cursor that blinks is painted whether or not anybody types. */
  g_object_set (gtk_settings_get_default (), "gtk-cursor-blink", FALSE, NULL);
  g_log_set_always_fatal (G_LOG_FATAL_MASK); /* it measures; the tests judge */
  way_test_gui_init (&gui, TRUE);
  fill_plan (&gui, text);
  good = bench_keys (&gui, text);
  way_test_gui_clear (&gui);
  return good ? 0 : 1;
}
