/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A list of 5,000 people, scrolled: a little at a time as a wheel does, by pages, and far at once
 * as somebody who drags the scroll bar.  A measure is one step, from the new place to a painted
 * list.
 *
 * Ours: the list in the whole window.  Floor: a bare GtkListView of 5,000 rows, each an avatar and
 * two labels.  A stall is the worst step of all, so the worst are compared, by the processor time
 * of the main loop's thread.
 */
#include "bench-gui.h"
#include "bench.h"
#include "way-test-crowd.h"
#include "way-test-window.h"

#define STEPS 240

static void
setup_cb (GtkListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_box_append (GTK_BOX (row), adw_avatar_new (32, NULL, TRUE));
  gtk_box_append (GTK_BOX (row), texts);
  gtk_box_append (GTK_BOX (texts), gtk_label_new (NULL));
  gtk_box_append (GTK_BOX (texts), gtk_label_new (NULL));
  gtk_list_item_set_child (item, row);
}

static void
bind_cb (GtkListItemFactory *factory, GtkListItem *item)
{
  const char *name = gtk_string_object_get_string (gtk_list_item_get_item (item));
  GtkWidget *avatar = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  GtkWidget *label = gtk_widget_get_first_child (gtk_widget_get_next_sibling (avatar));

  adw_avatar_set_text (ADW_AVATAR (avatar), name);
  gtk_label_set_text (GTK_LABEL (label), name);
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_next_sibling (label)), "Nothing due");
}

static GtkWidget *
new_bare_list (void)
{
  GtkStringList *names = gtk_string_list_new (NULL);
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();

  for (guint i = 0; i < WAY_TEST_CROWD_SIZE; i++)
    gtk_string_list_take (names, g_strdup_printf ("Person %u", i));
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  gtk_scrolled_window_set_child (
      GTK_SCROLLED_WINDOW (scroller),
      gtk_list_view_new (GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (names))),
                         factory));
  return scroller;
}

/* Three ways of going on, in turns. */
static double
place_of (GtkAdjustment *at, guint i)
{
  double value = gtk_adjustment_get_value (at), page = gtk_adjustment_get_page_size (at);
  double last = gtk_adjustment_get_upper (at) - page;

  switch (i % 12)
    {
    case 0:
      return last * (i * 7 % STEPS) / STEPS;
    case 1:
    case 2:
      return MIN (value + page, last);
    default:
      return MIN (value + 60, last);
    }
}

static void
step (GtkWidget *scroller, guint i, Bench *bench, void (*add) (Bench *, const BenchMoment *))
{
  GtkAdjustment *at = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));
  BenchMoment began = bench_moment ();

  gtk_adjustment_set_value (at, place_of (at, i));
  bench_wait_for_paint (scroller);
  add (bench, &began);
}

static gboolean
bench_scroll (WayTestWindow *window)
{
  g_auto (Bench) bench = BENCH_INIT (.title = "A list of 5,000 people scrolls",
                                     .ours_is = "the list in the window, one step",
                                     .floor_is = "a bare GtkListView of 5,000 rows, one step",
                                     .rule = BENCH_MARGIN, .clock = BENCH_THREAD, .limit = 0.016,
                                     .percentile = 100, .unit = "ms");
  GtkWidget *list = way_test_find_type (GTK_WIDGET (window), GTK_TYPE_LIST_VIEW);
  GtkWidget *ours = gtk_widget_get_ancestor (list, GTK_TYPE_SCROLLED_WINDOW);
  GtkWidget *floor = new_bare_list ();
  GtkWindow *bare = way_test_gui_show (floor, gtk_widget_get_width (ours), 800);

  for (guint i = 0; i < STEPS; i++)
    {
      step (ours, i, &bench, bench_spent_ours);
      step (floor, i, &bench, bench_spent_floor);
    }
  gtk_window_destroy (bare);
  return bench_report (&bench);
}

int
main (int argc, char **argv)
{
  g_autoptr (WayLiveCase) kez = NULL;
  g_autoptr (WayTestCrowd) crowd = NULL;
  WayTestWindow *window;
  BenchOptions options;
  WayTestGui gui;
  WayDesk *desk;
  gboolean good;

  if (!bench_start (argc, argv, WAY_TEST_CROWD_SIZE, &options))
    return 2;
  way_test_gui_start (&argc, &argv);
  bench_dress ();
  g_log_set_always_fatal (G_LOG_FATAL_MASK);
  way_test_gui_init (&gui, TRUE);
  kez = way_test_gui_open (&gui, &gui.kez);
  crowd = way_test_crowd_new (way_live_case_get_case (kez));
  desk = way_test_crowd_new_desk (crowd, &gui);
  while (!way_caseload_is_settled (way_desk_get_people (desk)))
    g_main_context_iteration (NULL, TRUE);
  window = way_test_window_new (desk, "today", 1280, 800);
  bench_rest (1000);
  good = bench_scroll (window);
  way_test_window_close (window);
  g_object_run_dispose (G_OBJECT (desk));
  g_object_unref (desk);
  g_clear_object (&kez);
  way_test_gui_clear (&gui);
  return good ? 0 : 1;
}
