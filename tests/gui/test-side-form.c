/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A form beside its page, with the movement that a person's desktop has and these tests otherwise
 * have not.
 */
#include "way-side-form.h"
#include "way-test-gui.h"

typedef struct
{
  GtkWindow *window;
  WaySideForm *side;
  GtkWidget *form;
} Bench;

static void
bench_begin (Bench *self)
{
  self->window = GTK_WINDOW (gtk_window_new ());
  self->side = g_object_new (WAY_TYPE_SIDE_FORM, NULL);
  self->form = gtk_entry_new ();
  g_object_set (gtk_widget_get_settings (GTK_WIDGET (self->window)), "gtk-enable-animations", TRUE,
                NULL);
  way_side_form_set_content (self->side, gtk_label_new ("Page"));
  way_side_form_set_form (self->side, self->form);
  gtk_window_set_default_size (self->window, 1280, 800);
  gtk_window_present (self->window);
  way_test_until (gtk_widget_get_mapped (GTK_WIDGET (self->window)));
}

/* At the beginning of a frame, as a key's press may be: its movement is asked for its value at
 * once. */
static void
open_cb (GdkFrameClock *clock, Bench *self)
{
  g_signal_handlers_disconnect_by_func (clock, open_cb, self);
  gtk_window_set_child (self->window, GTK_WIDGET (self->side));
  way_side_form_set_open (self->side, TRUE);
}

static void
bench_end (Bench *self)
{
  gtk_window_destroy (self->window);
}

/* Pressing Record a visit makes the page and opens the form before anything was drawn. */
static void
test_opened_unseen (void)
{
  GdkFrameClock *clock;
  Bench bench;

  bench_begin (&bench);
  clock = gtk_widget_get_frame_clock (GTK_WIDGET (bench.window));
  g_signal_connect (clock, "before-paint", G_CALLBACK (open_cb), &bench);
  gdk_frame_clock_request_phase (clock, GDK_FRAME_CLOCK_PHASE_UPDATE);
  way_test_until (way_side_form_get_open (bench.side));
  way_test_until (gtk_widget_get_mapped (bench.form));
  way_test_gui_rest (400);
  g_assert_cmpint (gtk_widget_get_width (gtk_widget_get_parent (bench.form)), ==,
                   WAY_SIDE_FORM_WIDTH);
  bench_end (&bench);
}

static void
test_closed_again_unseen (void)
{
  Bench bench;

  bench_begin (&bench);
  gtk_window_set_child (bench.window, GTK_WIDGET (bench.side));
  way_side_form_set_open (bench.side, TRUE);
  way_side_form_set_open (bench.side, FALSE);
  way_test_until (gtk_widget_get_width (GTK_WIDGET (bench.side)) > 0);
  way_test_gui_rest (200);
  g_assert_false (gtk_widget_get_mapped (bench.form));
  way_side_form_set_open (bench.side, TRUE);
  way_test_until (gtk_widget_get_width (gtk_widget_get_parent (bench.form)) == WAY_SIDE_FORM_WIDTH);
  bench_end (&bench);
}

int
main (int argc, char **argv)
{
  way_test_gui_start (&argc, &argv);
  g_test_add_func ("/gui/side-form/opened-unseen", test_opened_unseen);
  g_test_add_func ("/gui/side-form/closed-again-unseen", test_closed_again_unseen);
  return g_test_run ();
}
