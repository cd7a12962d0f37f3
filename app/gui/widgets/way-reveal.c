/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-reveal.h"

#define MARGIN 12 /* pixels between it and the edge */
#define FRAMES 6  /* texts find their height in the second or third */
#define FRAMES_OF_A_KEY 3
#define REVEAL "way-reveal"

/* Not gtk_adjustment_clamp_page(): it moves there slowly, and stops where the layout changes. */
static double
show_range (GtkAdjustment *adjustment, double value, double from, double to)
{
  double page = gtk_adjustment_get_page_size (adjustment);

  if (value + page < to)
    value = to - page;
  if (value > from)
    value = from;
  gtk_adjustment_set_value (adjustment, value);
  return value;
}

/* (nullable): what moves when the widget's scrolled window scrolls; NULL where it moves its content
 * itself. */
static GtkWidget *
find_moved (GtkWidget *widget, GtkAdjustment **ret_adjustment)
{
  GtkWidget *window = gtk_widget_get_ancestor (widget, GTK_TYPE_SCROLLED_WINDOW);
  GtkWidget *viewport = window != NULL
                            ? gtk_scrolled_window_get_child (GTK_SCROLLED_WINDOW (window))
                            : NULL;

  if (!GTK_IS_VIEWPORT (viewport))
    return NULL;
  *ret_adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (window));
  return gtk_viewport_get_child (GTK_VIEWPORT (viewport));
}

/* Both begin at @value, and return where the page is then. */
static double
show_widget (GtkWidget *widget, double value)
{
  GtkAdjustment *adjustment;
  GtkWidget *moved = find_moved (widget, &adjustment);
  graphene_rect_t bounds;

  if (moved != NULL && gtk_widget_compute_bounds (widget, moved, &bounds))
    value = show_range (adjustment, value, (double)bounds.origin.y - MARGIN,
                        (double)bounds.origin.y + (double)bounds.size.height + MARGIN);
  return value;
}

/* Where the cursor stands, or the end of what is selected that moves with the keys. */
static double
show_cursor (GtkTextView *view, double value)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  GtkAdjustment *adjustment;
  GtkWidget *moved = find_moved (GTK_WIDGET (view), &adjustment);
  GtkTextIter at;
  GdkRectangle place;
  double x, y;

  if (moved == NULL)
    return value;
  gtk_text_buffer_get_iter_at_mark (buffer, &at, gtk_text_buffer_get_insert (buffer));
  gtk_text_view_get_iter_location (view, &at, &place);
  gtk_text_view_buffer_to_window_coords (view, GTK_TEXT_WINDOW_WIDGET, place.x, place.y, &place.x,
                                         &place.y);
  if (gtk_widget_translate_coordinates (GTK_WIDGET (view), moved, place.x, place.y, &x, &y))
    value = show_range (adjustment, value, y - MARGIN, y + place.height + MARGIN);
  return value;
}

/* -- once what is due has been laid out -------------------------------------------------------- */

typedef struct
{
  guint left;   /* frames */
  gboolean all; /* the widget, and not its cursor alone */
  double began; /* where the page was: before all is laid out things lie where they do not stay, and
                   each frame begins anew from there */
} Reveal;

static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  Reveal *reveal = data;

  double value = reveal->began;

  if (reveal->all)
    value = show_widget (widget, value);
  if (GTK_IS_TEXT_VIEW (widget))
    show_cursor (GTK_TEXT_VIEW (widget), value);
  if (--reveal->left > 0)
    return G_SOURCE_CONTINUE;
  g_object_set_data (G_OBJECT (widget), REVEAL, NULL);
  return G_SOURCE_REMOVE;
}

/* One for each widget, however often it is asked for: each frame of it costs a turn of the clock.
 */
static void
reveal_for (GtkWidget *widget, guint frames, gboolean all)
{
  Reveal *reveal = g_object_get_data (G_OBJECT (widget), REVEAL);
  GtkAdjustment *adjustment = NULL;

  if (reveal == NULL)
    {
      reveal = g_new0 (Reveal, 1);
      g_object_set_data (G_OBJECT (widget), REVEAL, reveal);
      gtk_widget_add_tick_callback (widget, tick_cb, reveal, g_free);
    }
  if (find_moved (widget, &adjustment) != NULL)
    reveal->began = gtk_adjustment_get_value (adjustment);
  reveal->left = MAX (reveal->left, frames);
  reveal->all = reveal->all || all;
}

void
way_reveal (GtkWidget *widget)
{
  reveal_for (widget, FRAMES, TRUE);
}

void
way_reveal_cursor (GtkTextView *view)
{
  reveal_for (GTK_WIDGET (view), FRAMES_OF_A_KEY, FALSE);
}
