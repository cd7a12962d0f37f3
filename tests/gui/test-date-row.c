/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A row with a day and a time: what is typed is read, what is shown is never read as another year.
 */
#include "way-test-gui.h"

#include "way-date-row.h"

static const WayDate today = { 2026, 11, 23 };

typedef struct
{
  GtkWindow *window;
  WayDateRow *row;
  GtkWidget *day, *hour;
  guint n_typed;
} Bench;

static void
typed_cb (Bench *self)
{
  self->n_typed++;
}

static void
bench_begin (Bench *self, WayDateSense sense, gboolean with_time)
{
  GtkWidget *list = gtk_list_box_new ();

  *self = (Bench){ .row = WAY_DATE_ROW (way_date_row_new ("By when")) };
  g_object_set (self->row, "sense", (int)sense, "with-time", with_time, NULL);
  way_date_row_set_today (self->row, today);
  gtk_list_box_append (GTK_LIST_BOX (list), GTK_WIDGET (self->row));
  g_signal_connect_swapped (self->row, "typed", G_CALLBACK (typed_cb), self);
  self->window = way_test_gui_show (list, 430, 300);
  way_date_row_edit (self->row);
  self->day = gtk_widget_get_parent (gtk_root_get_focus (GTK_ROOT (self->window)));
  gtk_widget_child_focus (GTK_WIDGET (self->window), GTK_DIR_TAB_FORWARD);
  self->hour = gtk_widget_get_parent (gtk_root_get_focus (GTK_ROOT (self->window)));
  way_date_row_edit (self->row);
}

static void
bench_end (Bench *self)
{
  gtk_window_destroy (self->window);
  way_test_gui_rest (50);
}

static void
assert_row (Bench *self, const char *date, const char *day_text)
{
  g_autofree char *stands = NULL;

  g_object_get (self->row, "date", &stands, NULL);
  g_assert_cmpstr (stands, ==, date);
  if (day_text != NULL)
    g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (self->day)), ==, day_text);
}

static void
leave (Bench *self)
{
  gtk_widget_child_focus (GTK_WIDGET (self->window), GTK_DIR_TAB_FORWARD);
  way_test_gui_rest (20);
}

static void
test_typed (void)
{
  Bench bench;

  bench_begin (&bench, WAY_DATE_SENSE_FUTURE, TRUE);
  gtk_editable_set_text (GTK_EDITABLE (bench.day), "fri week");
  assert_row (&bench, "2026-12-04", "fri week");
  leave (&bench);
  assert_row (&bench, "2026-12-04", "Friday 4 December");
  gtk_editable_set_text (GTK_EDITABLE (bench.hour), "2");
  leave (&bench);
  g_assert_cmpstr (way_date_row_get_time (bench.row), ==, "14:00");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (bench.hour)), ==, "2:00pm");
  g_assert_true (way_date_row_check (bench.row));
  g_assert_cmpuint (bench.n_typed, >, 1);
  bench_end (&bench);
}

/* A day that has passed stays that day, however often focus comes and goes. */
static void
test_shown_is_not_read_again (void)
{
  static const char *const days[] = { "2026-11-09", "2026-11-24", "2025-12-31", "2027-01-18" };

  for (gsize i = 0; i < 2 * G_N_ELEMENTS (days); i++)
    {
      Bench bench;

      bench_begin (&bench, i % 2 == 0 ? WAY_DATE_SENSE_FUTURE : WAY_DATE_SENSE_PAST, FALSE);
      g_object_set (bench.row, "date", days[i / 2], NULL);
      for (guint n = 0; n < 3; n++)
        {
          way_date_row_edit (bench.row);
          leave (&bench);
          g_assert_true (way_date_row_check (bench.row));
        }
      assert_row (&bench, days[i / 2], NULL);
      g_assert_cmpuint (bench.n_typed, ==, 0);
      bench_end (&bench);
    }
}

static void
test_refused (void)
{
  Bench bench;

  bench_begin (&bench, WAY_DATE_SENSE_FUTURE, FALSE);
  g_object_set (bench.row, "required", TRUE, NULL);
  g_assert_false (way_date_row_check (bench.row));
  gtk_editable_set_text (GTK_EDITABLE (bench.day), "soonish");
  assert_row (&bench, "", "soonish");
  g_assert_false (way_date_row_check (bench.row));
  assert_row (&bench, "", "soonish");
  gtk_editable_set_text (GTK_EDITABLE (bench.day), "");
  g_object_set (bench.row, "required", FALSE, NULL);
  g_assert_true (way_date_row_check (bench.row));
  bench_end (&bench);
}

int
main (int argc, char **argv)
{
  way_test_gui_start (&argc, &argv);
  g_test_add_func ("/date-row/typed", test_typed);
  g_test_add_func ("/date-row/shown-is-not-read-again", test_shown_is_not_read_again);
  g_test_add_func ("/date-row/refused", test_refused);
  return g_test_run ();
}
