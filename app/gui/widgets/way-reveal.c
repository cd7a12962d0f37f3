/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-reveal.h"

#define MARGIN 12 /* pixels between it and the edge */
#define FRAMES 6  /* texts find their height in the second or third */

/* Not gtk_adjustment_clamp_page(): it moves there slowly, and stops where the layout changes. */
static void
show_range (GtkAdjustment *adjustment, double from, double to)
{
  double value = gtk_adjustment_get_value (adjustment);
  double page = gtk_adjustment_get_page_size (adjustment);

  if (value + page < to)
    value = to - page;
  if (value > from)
    value = from;
  gtk_adjustment_set_value (adjustment, value);
}

static void
bring_into_view (GtkWidget *widget)
{
  GtkWidget *window = gtk_widget_get_ancestor (widget, GTK_TYPE_SCROLLED_WINDOW);
  GtkWidget *viewport = window != NULL
                            ? gtk_scrolled_window_get_child (GTK_SCROLLED_WINDOW (window))
                            : NULL;
  GtkWidget *child = GTK_IS_VIEWPORT (viewport) ? gtk_viewport_get_child (GTK_VIEWPORT (viewport))
                                                : NULL;
  graphene_rect_t bounds;

  if (child != NULL && gtk_widget_compute_bounds (widget, child, &bounds))
    show_range (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (window)),
                (double)bounds.origin.y - MARGIN,
                (double)bounds.origin.y + (double)bounds.size.height + MARGIN);
}

static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  guint *left = data;

  bring_into_view (widget);
  return --*left > 0 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

void
way_reveal (GtkWidget *widget)
{
  guint *left = g_new (guint, 1);

  *left = FRAMES;
  gtk_widget_add_tick_callback (widget, tick_cb, left, g_free);
}
