/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The word "Practice" in a header bar: there in the practice program, and where it is tight only
 * with room for the title beside it; the picture with its name always is.
 */
#include "way-practice-mark.h"
#include "way-test-gui.h"

#define NARROW 400
#define WIDE 800

static GtkWidget *
word_of (GtkWidget *mark)
{
  return gtk_widget_get_last_child (mark);
}

static void
assert_word (GtkWidget *mark, int width, gboolean there)
{
  GtkWindow *window = way_test_gui_show (mark, width, 300);

  way_test_until (gtk_widget_get_mapped (mark) && gtk_widget_get_mapped (word_of (mark)) == there);
  g_assert_true (gtk_widget_get_mapped (gtk_widget_get_first_child (mark)));
  gtk_window_destroy (window);
}

static void
test_narrow (void)
{
  assert_word (way_practice_mark_new (), NARROW, TRUE);
  assert_word (g_object_new (WAY_TYPE_PRACTICE_MARK, "tight", TRUE, NULL), NARROW, FALSE);
  assert_word (g_object_new (WAY_TYPE_PRACTICE_MARK, "tight", TRUE, NULL), WIDE, TRUE);
}

/* A window that is made narrow, and wide again. */
static void
test_resized (void)
{
  GtkWidget *mark = g_object_new (WAY_TYPE_PRACTICE_MARK, "tight", TRUE, NULL);
  GtkWindow *window = way_test_gui_show (mark, WIDE, 300);

  way_test_until (gtk_widget_get_mapped (word_of (mark)));
  gtk_window_set_default_size (window, NARROW, 300);
  way_test_until (!gtk_widget_get_mapped (word_of (mark)));
  gtk_window_set_default_size (window, WIDE, 300);
  way_test_until (gtk_widget_get_mapped (word_of (mark)));
  gtk_window_destroy (window);
}

int
main (int argc, char **argv)
{
  g_autoptr (GApplication) practice = NULL;

  way_test_gui_start (&argc, &argv);
  practice = g_application_new ("org.example.Test.Practice", G_APPLICATION_NON_UNIQUE);
  g_application_set_default (practice);
  g_test_add_func ("/gui/practice-mark/narrow", test_narrow);
  g_test_add_func ("/gui/practice-mark/resized", test_resized);
  return g_test_run ();
}
