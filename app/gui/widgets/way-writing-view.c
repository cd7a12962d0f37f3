/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-writing-view.h"

#include <string.h>
#include "way-i18n.h"
#include "way-reveal.h"
#include "way-schema.h"
#include "way-typed-text.h"

#define NARROWEST 120    /* pixels */
#define WIDEST (1 << 18) /* pixels; GTK asks for wider ones where any width will do */

struct _WayWritingView
{
  GtkTextView parent;

  gboolean disposed;
  gboolean showing;  /* the program is changing the text, not the person */
  gboolean cleaning; /* the text on its way in was looked through already */
  gsize most;        /* bytes */

  gboolean follows; /* the page follows the cursor: what was done last was typing */

  int width, height;                 /* what it was given; 0 until it was given any */
  int foreseen_for, foreseen_height; /* the height the text has at a width; -1 = not known */
  char **paragraphs;  /* (owned) (nullable): of the text that was laid out for that width */
  GArray *heights;    /* (owned): int, of each of them */
  int line_gap;       /* pixels added to each line, half of them above it */
  int settled_height; /* the height it has at the width it was given; -1 = ask the text view */
};

G_DEFINE_FINAL_TYPE (WayWritingView, way_writing_view, GTK_TYPE_TEXT_VIEW)

enum
{
  TYPED,
  REFUSED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static gsize
get_size (GtkTextBuffer *buffer)
{
  g_autofree char *text = NULL;

  g_object_get (buffer, "text", &text, NULL);
  return strlen (text);
}

static void
insert_text_cb (
    GtkTextBuffer *buffer, GtkTextIter *at, const char *text, int length, WayWritingView *self)
{
  g_autofree char *cleaned = NULL;

  if (self->showing || self->cleaning)
    return;
  cleaned = way_typed_text_clean (text, length, TRUE);
  /* Counting a long text at each key press would be felt, and there a few letters never matter. */
  if ((strlen (cleaned) > 64 || self->most < WAY_TEXT_MAX)
      && get_size (buffer) + strlen (cleaned) > self->most)
    {
      g_signal_stop_emission_by_name (buffer, "insert-text");
      g_signal_emit (self, signals[REFUSED], 0,
                     _ ("This is more than one field can hold, so it was not put in. Copy it in "
                        "parts, or keep it in a file of its own."));
      return;
    }
  if ((gsize)length == strlen (cleaned) && strncmp (cleaned, text, (gsize)length) == 0)
    return;
  g_signal_stop_emission_by_name (buffer, "insert-text");
  self->cleaning = TRUE;
  gtk_text_buffer_insert (buffer, at, cleaned, -1);
  self->cleaning = FALSE;
}

/* -- height ------------------------------------------------------------------------------------ */

static void
forget_paragraphs (WayWritingView *self)
{
  g_clear_pointer (&self->paragraphs, g_strfreev);
  g_array_set_size (self->heights, 0);
}

/* Nothing is one paragraph, which g_strsplit() does not think. */
static char **
split_paragraphs (const char *text)
{
  char **paragraphs = g_strsplit (text, "\n", -1);

  if (paragraphs[0] != NULL)
    return paragraphs;
  g_strfreev (paragraphs);
  paragraphs = g_new0 (char *, 2);
  paragraphs[0] = g_strdup ("");
  return paragraphs;
}

/* As many paragraphs as both begin with, and how many both end with. */
static void
find_same (char **old, char **fresh, guint *ret_before, guint *ret_after)
{
  guint n_old = g_strv_length (old), n_fresh = g_strv_length (fresh), n = MIN (n_old, n_fresh);
  guint before = 0, after = 0;

  while (before < n && g_str_equal (old[before], fresh[before]))
    before++;
  while (after < n - before && g_str_equal (old[n_old - 1 - after], fresh[n_fresh - 1 - after]))
    after++;
  *ret_before = before;
  *ret_after = after;
}

/* As a GtkTextView has it, which rounds each paragraph. */
static int
measure_paragraph (WayWritingView *self, PangoLayout *layout, const char *text)
{
  PangoRectangle extents;

  pango_layout_set_text (layout, text, -1);
  pango_layout_get_extents (layout, NULL, &extents);
  return PANGO_PIXELS (extents.height) + self->line_gap;
}

/* Lays out what is new; a long text is mostly what it was a key press ago. */
static void
measure_paragraphs (WayWritingView *self, char **fresh, PangoLayout *layout)
{
  g_autoptr (GArray) heights = g_array_new (FALSE, FALSE, sizeof (int));
  guint n = g_strv_length (fresh), n_old = self->heights->len, before = 0, after = 0;

  if (self->paragraphs != NULL)
    find_same (self->paragraphs, fresh, &before, &after);
  for (guint i = 0; i < n; i++)
    {
      int height = i < before       ? g_array_index (self->heights, int, i)
                   : i >= n - after ? g_array_index (self->heights, int, n_old - n + i)
                                    : measure_paragraph (self, layout, fresh[i]);

      g_array_append_val (heights, height);
    }
  g_array_unref (self->heights);
  self->heights = g_steal_pointer (&heights);
}

/* The height the text has at @width, laid out aside.  A GtkTextView knows only the height at the
 * width it has: before it was given one that is a letter on each line, and for a while after it was
 * given another it is still the old one. */
static int
foresee_height (WayWritingView *self, int width)
{
  GtkTextView *view = GTK_TEXT_VIEW (self);
  g_autoptr (PangoLayout) layout = NULL;
  g_autofree char *text = NULL;
  g_auto (GStrv) paragraphs = NULL;

  if (self->foreseen_for == width && self->foreseen_height >= 0)
    return self->foreseen_height;
  if (self->foreseen_for != width)
    forget_paragraphs (self);
  self->foreseen_for = width;
  text = way_writing_view_dup_text (self);
  paragraphs = split_paragraphs (text);
  layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), NULL);
  width -= gtk_text_view_get_left_margin (view) + gtk_text_view_get_right_margin (view);
  pango_layout_set_width (layout, MAX (width, 1) * PANGO_SCALE);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_spacing (layout, self->line_gap * PANGO_SCALE);
  measure_paragraphs (self, paragraphs, layout);
  g_strfreev (self->paragraphs);
  self->paragraphs = g_steal_pointer (&paragraphs);
  self->foreseen_height = gtk_text_view_get_top_margin (view)
                          + gtk_text_view_get_bottom_margin (view);
  for (guint i = 0; i < self->heights->len; i++)
    self->foreseen_height += g_array_index (self->heights, int, i);
  if (self->heights->len == 0) /* nothing written is a line to write in */
    self->foreseen_height += measure_paragraph (self, layout, "");
  return self->foreseen_height;
}

static void
way_writing_view_measure (GtkWidget *widget,
                          GtkOrientation orientation,
                          int for_size,
                          int *minimum,
                          int *natural,
                          int *minimum_baseline,
                          int *natural_baseline)
{
  WayWritingView *self = WAY_WRITING_VIEW (widget);
  GtkWidgetClass *parent = GTK_WIDGET_CLASS (way_writing_view_parent_class);

  parent->measure (widget, orientation, for_size, minimum, natural, minimum_baseline,
                   natural_baseline);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      /* A GtkTextView asks for the width its lines have now; wrapped, they can be shorter. */
      *minimum = MIN (*minimum, NARROWEST);
      return;
    }
  if (for_size < 0 || for_size > WIDEST)
    for_size = self->width > 0 ? self->width : WIDEST;
  if (for_size != self->width)
    *minimum = *natural = foresee_height (self, for_size);
  else if (self->settled_height >= 0)
    *minimum = *natural = self->settled_height;
}

static gboolean
ask_again_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  gtk_widget_queue_resize (widget);
  return G_SOURCE_REMOVE;
}

static void
way_writing_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  WayWritingView *self = WAY_WRITING_VIEW (widget);

  if (self->width != width)
    {
      self->settled_height = foresee_height (self, width);
      self->follows = FALSE;
    }
  /* On a busy machine GTK finds the height of what was typed some frames later. */
  if (self->follows && self->height != height)
    way_reveal_cursor (GTK_TEXT_VIEW (self));
  self->width = width;
  self->height = height;
  GTK_WIDGET_CLASS (way_writing_view_parent_class)->size_allocate (widget, width, height, baseline);
  /* GTK remembers heights for widths that lie between two it asked for, and lines may be lost. */
  if (height < self->settled_height)
    gtk_widget_add_tick_callback (widget, ask_again_cb, NULL, NULL);
}

static GtkSizeRequestMode
way_writing_view_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
forget_height (WayWritingView *self)
{
  self->foreseen_height = -1;
  self->settled_height = -1;
}

/* A quarter of a letter more between two lines than the font asks for; a text view has no
 * line-height in its style. */
static void
space_lines (WayWritingView *self)
{
  GtkTextView *view = GTK_TEXT_VIEW (self);
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self));
  int size = pango_font_description_get_size (pango_context_get_font_description (context));

  self->line_gap = 2 * ((size / PANGO_SCALE + 4) / 8);
  gtk_text_view_set_pixels_inside_wrap (view, self->line_gap);
  gtk_text_view_set_pixels_above_lines (view, self->line_gap / 2);
  gtk_text_view_set_pixels_below_lines (view, self->line_gap / 2);
}

static void
way_writing_view_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (way_writing_view_parent_class)->css_changed (widget, change);
  space_lines (WAY_WRITING_VIEW (widget));
  forget_paragraphs (WAY_WRITING_VIEW (widget));
  forget_height (WAY_WRITING_VIEW (widget));
}

static void
changed_cb (GtkTextBuffer *buffer, WayWritingView *self)
{
  forget_height (self);
  self->follows = !self->showing;
  if (self->showing)
    return;
  way_reveal_cursor (GTK_TEXT_VIEW (self));
  g_signal_emit (self, signals[TYPED], 0);
}

static void
way_writing_view_move_cursor (GtkTextView *view, GtkMovementStep step, int count, gboolean extend)
{
  GTK_TEXT_VIEW_CLASS (way_writing_view_parent_class)->move_cursor (view, step, count, extend);
  way_reveal_cursor (view);
}

/* What was selected is never let go by GTK 4.8: its offer to other programs holds the text, and
 * nobody unrefs it.  So the text is emptied, with what can be undone. */
static void
way_writing_view_dispose (GObject *object)
{
  WayWritingView *self = WAY_WRITING_VIEW (object);
  GtkTextBuffer *buffer = NULL;

  if (!self->disposed)
    buffer = g_object_ref (gtk_text_view_get_buffer (GTK_TEXT_VIEW (object)));
  self->disposed = TRUE;
  if (buffer != NULL)
    g_signal_handlers_disconnect_by_data (buffer, self);
  G_OBJECT_CLASS (way_writing_view_parent_class)->dispose (object);
  if (buffer == NULL)
    return;
  gtk_text_buffer_set_enable_undo (buffer, FALSE);
  gtk_text_buffer_set_text (buffer, "", 0);
  g_object_unref (buffer);
}

static void
way_writing_view_finalize (GObject *object)
{
  WayWritingView *self = WAY_WRITING_VIEW (object);

  g_strfreev (self->paragraphs);
  g_array_unref (self->heights);
  G_OBJECT_CLASS (way_writing_view_parent_class)->finalize (object);
}

static void
way_writing_view_class_init (WayWritingViewClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_writing_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = way_writing_view_finalize;
  widget_class->measure = way_writing_view_measure;
  widget_class->size_allocate = way_writing_view_size_allocate;
  widget_class->get_request_mode = way_writing_view_get_request_mode;
  widget_class->css_changed = way_writing_view_css_changed;
  GTK_TEXT_VIEW_CLASS (klass)->move_cursor = way_writing_view_move_cursor;

  signals[TYPED] = g_signal_new ("typed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                 0);
  signals[REFUSED] = g_signal_new ("refused", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
way_writing_view_init (WayWritingView *self)
{
  GtkTextView *view = GTK_TEXT_VIEW (self);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);

  self->most = WAY_TEXT_MAX;
  self->foreseen_for = -1;
  self->heights = g_array_new (FALSE, FALSE, sizeof (int));
  forget_height (self);
  gtk_text_view_set_wrap_mode (view, GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (view, FALSE);
  gtk_text_buffer_set_enable_undo (buffer, TRUE);
  g_signal_connect (buffer, "insert-text", G_CALLBACK (insert_text_cb), self);
  g_signal_connect (buffer, "changed", G_CALLBACK (changed_cb), self);
}

char *
way_writing_view_dup_text (WayWritingView *self)
{
  char *text;

  g_object_get (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self)), "text", &text, NULL);
  return text;
}

gboolean
way_writing_view_is_empty (WayWritingView *self)
{
  return gtk_text_buffer_get_char_count (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self))) == 0;
}

/* How many characters both begin with; and, of what is left, how many both end with. */
static void
find_difference (const char *old, const char *fresh, glong *ret_start, glong *ret_end)
{
  const char *a = old, *b = fresh;
  const char *a_end = old + strlen (old), *b_end = fresh + strlen (fresh);

  *ret_start = *ret_end = 0;
  while (*a != '\0' && g_utf8_get_char (a) == g_utf8_get_char (b))
    {
      a = g_utf8_next_char (a);
      b = g_utf8_next_char (b);
      (*ret_start)++;
    }
  while (a_end > a && b_end > b
         && g_utf8_get_char (g_utf8_prev_char (a_end))
                == g_utf8_get_char (g_utf8_prev_char (b_end)))
    {
      a_end = g_utf8_prev_char (a_end);
      b_end = g_utf8_prev_char (b_end);
      (*ret_end)++;
    }
}

void
way_writing_view_show_text (WayWritingView *self, const char *text)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));
  g_autofree char *old = way_writing_view_dup_text (self);
  const char *from, *to;
  GtkTextIter start, end;
  glong n_start, n_end;

  if (g_str_equal (old, text))
    return;
  find_difference (old, text, &n_start, &n_end);
  from = g_utf8_offset_to_pointer (text, n_start);
  to = g_utf8_offset_to_pointer (text, g_utf8_strlen (text, -1) - n_end);

  self->showing = TRUE;
  gtk_text_buffer_begin_irreversible_action (buffer);
  gtk_text_buffer_get_iter_at_offset (buffer, &start, (int)n_start);
  gtk_text_buffer_get_iter_at_offset (buffer, &end, (int)(g_utf8_strlen (old, -1) - n_end));
  gtk_text_buffer_delete (buffer, &start, &end);
  gtk_text_buffer_insert (buffer, &start, from, (int)(to - from));
  gtk_text_buffer_end_irreversible_action (buffer);
  self->showing = FALSE;
}

void
way_writing_view_set_writable (WayWritingView *self, gboolean writable)
{
  gtk_text_view_set_editable (GTK_TEXT_VIEW (self), writable);
  if (writable)
    gtk_widget_remove_css_class (GTK_WIDGET (self), "read");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self), "read");
}

void
way_writing_view_set_most (WayWritingView *self, gsize bytes)
{
  self->most = bytes;
}

void
way_writing_view_begin (WayWritingView *self, const char *text)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));

  way_writing_view_show_text (self, text);
  gtk_text_buffer_set_enable_undo (buffer, FALSE);
  gtk_text_buffer_set_enable_undo (buffer, TRUE);
}

void
way_writing_view_select (WayWritingView *self, const char *words)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));
  GtkTextIter start, from, to;

  gtk_text_buffer_get_start_iter (buffer, &start);
  if (words == NULL || words[0] == '\0'
      || !gtk_text_iter_forward_search (&start, words, GTK_TEXT_SEARCH_CASE_INSENSITIVE, &from, &to,
                                        NULL))
    {
      gtk_text_buffer_get_end_iter (buffer, &from);
      to = from;
    }
  gtk_text_buffer_select_range (buffer, &from, &to);
  gtk_text_view_scroll_to_iter (GTK_TEXT_VIEW (self), &from, 0.1, FALSE, 0, 0);
}
