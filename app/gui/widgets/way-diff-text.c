/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-diff-text.h"

#include <string.h>
#include "way-i18n.h"
#include "way-word-diff.h"

/* What did not change is shortened between changes where it is longer than this. */
#define LONG_KEPT 6000
#define KEPT_AROUND 400
/* Where any one change ends: nobody compares a book on a card. */
#define LONGEST 40000

#define MINIMUM_WIDTH 160
#define NATURAL_WIDTH 400
#define LINE 2
#define DASH 6
#define GAP 3

/* A marked part of the text, in bytes. */
typedef struct
{
  guint start, end;
} Part;

struct _WayDiffText
{
  GtkWidget parent;

  WayDiffSide side;
  PangoLayout *layout; /* (owned) */
  GArray *parts;       /* (owned): Part */
  char *spoken;        /* (owned) */
};

G_DEFINE_FINAL_TYPE (WayDiffText, way_diff_text, GTK_TYPE_WIDGET)

/* -- the text ---------------------------------------------------------------------------------- */

typedef struct
{
  WayDiffText *self;
  GString *shown, *spoken;
  gboolean open; /* what was said last wants a stop before what comes */
} Writing;

/* So that the voice falls where a change ends. */
static void
close_sentence (Writing *writing, const char *next)
{
  if (writing->open && !g_ascii_ispunct (*next))
    g_string_append_c (writing->spoken, '.');
  writing->open = FALSE;
}

/* At most @size bytes of @text, never half a letter. */
static gsize
cut (const char *text, gsize length, gsize size)
{
  if (length <= size)
    return length;
  while (size > 0 && (text[size] & 0xc0) == 0x80)
    size--;
  return size;
}

static void
write_kept (Writing *writing, const char *text, gsize length)
{
  gsize head = cut (text, length, KEPT_AROUND), tail;

  close_sentence (writing, text);
  if (length > LONG_KEPT)
    {
      tail = cut (text, length, length - KEPT_AROUND);
      g_string_append_len (writing->shown, text, (gssize)head);
      g_string_append (writing->shown, " … ");
      text += tail;
      length -= tail;
    }
  g_string_append_len (writing->shown, text, (gssize)length);
  g_string_append_len (writing->spoken, text, (gssize)length);
}

/* The blanks at its ends are not part of what is marked. */
static void
write_changed (Writing *writing, const char *text, gsize length)
{
  gboolean added = writing->self->side == WAY_DIFF_NEWER;
  gsize from = 0, end = length, whole = length;
  Part part;

  close_sentence (writing, text);
  while (from < end && g_ascii_isspace (text[from]))
    from++;
  while (end > from && g_ascii_isspace (text[end - 1]))
    end--;
  g_string_append_len (writing->shown, text, (gssize)from);
  g_string_append_len (writing->spoken, text, (gssize)from);
  if (from == end)
    return;
  part.start = (guint)writing->shown->len;
  g_string_append (writing->shown, added ? "+\u00a0" : "−\u00a0");
  g_string_append (writing->spoken, added ? _ ("Added:") : _ ("Removed:"));
  g_string_append_c (writing->spoken, ' ');
  g_string_append_len (writing->spoken, text + from, (gssize)(end - from));
  writing->open = !g_ascii_ispunct (text[end - 1]);
  length = cut (text + from, end - from, LONGEST);
  g_string_append_len (writing->shown, text + from, (gssize)length);
  if (length < end - from)
    g_string_append (writing->shown, "…");
  part.end = (guint)writing->shown->len;
  g_array_append_val (writing->self->parts, part);
  g_string_append_len (writing->shown, text + end, (gssize)(whole - end));
}

static void
write_runs (Writing *writing, const char *older, const char *newer)
{
  WayWordsChange other = writing->self->side == WAY_DIFF_OLDER ? WAY_WORDS_ADDED
                                                               : WAY_WORDS_REMOVED;
  g_autoptr (GArray) runs = way_word_diff (older, newer);

  for (guint i = 0; i < runs->len; i++)
    {
      const WayWordRun *run = &g_array_index (runs, WayWordRun, i);

      if (run->change == other)
        continue;
      if (run->change == WAY_WORDS_KEPT)
        write_kept (writing, older + run->start, run->length);
      else
        write_changed (writing, (run->change == WAY_WORDS_ADDED ? newer : older) + run->start,
                       run->length);
    }
}

static void
set_attributes (WayDiffText *self)
{
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

  for (guint i = 0; i < self->parts->len && self->side == WAY_DIFF_NEWER; i++)
    {
      const Part *part = &g_array_index (self->parts, Part, i);
      PangoAttribute *bold = pango_attr_weight_new (PANGO_WEIGHT_BOLD);

      bold->start_index = part->start;
      bold->end_index = part->end;
      pango_attr_list_insert (attributes, bold);
    }
  pango_layout_set_attributes (self->layout, attributes);
}

const char *
way_diff_text_get_spoken (WayDiffText *self)
{
  return self->spoken;
}

/* -- drawing ----------------------------------------------------------------------------------- */

static void
append_line (
    WayDiffText *self, GtkSnapshot *snapshot, const GdkRGBA *colour, float x, float y, float width)
{
  if (self->side == WAY_DIFF_NEWER)
    {
      gtk_snapshot_append_color (snapshot, colour, &GRAPHENE_RECT_INIT (x, y, width, LINE));
      return;
    }
  for (float at = 0; at < width; at += DASH + GAP)
    gtk_snapshot_append_color (snapshot, colour,
                               &GRAPHENE_RECT_INIT (x + at, y, MIN (DASH, width - at), LINE));
}

/* What of @part stands in one line of the layout: a ground and a line under it. */
static void
append_part_in_line (WayDiffText *self,
                     GtkSnapshot *snapshot,
                     PangoLayoutIter *line,
                     const Part *part,
                     const GdkRGBA *colour)
{
  PangoLayoutLine *current = pango_layout_iter_get_line_readonly (line);
  int first = MAX ((int)part->start, current->start_index), n = 0;
  int end = MIN ((int)part->end, current->start_index + current->length);
  int baseline = pango_layout_iter_get_baseline (line) / PANGO_SCALE;
  g_autofree int *ranges = NULL;
  GdkRGBA ground = *colour;
  PangoRectangle box;

  if (first >= end)
    return;
  ground.alpha *= 0.12F;
  pango_layout_iter_get_line_extents (line, NULL, &box);
  pango_layout_line_get_x_ranges (current, first, end, &ranges, &n);
  for (int i = 0; i < n; i++)
    {
      float x = (float)ranges[2 * i] / PANGO_SCALE;
      float width = (float)(ranges[2 * i + 1] - ranges[2 * i]) / PANGO_SCALE;

      gtk_snapshot_append_color (snapshot, &ground,
                                 &GRAPHENE_RECT_INIT (x, (float)box.y / PANGO_SCALE, width,
                                                      (float)box.height / PANGO_SCALE));
      append_line (self, snapshot, colour, x, (float)baseline + 3, width);
    }
}

static void
append_parts (WayDiffText *self, GtkSnapshot *snapshot, const GdkRGBA *colour)
{
  PangoLayoutIter *line;

  for (guint i = 0; i < self->parts->len; i++)
    {
      line = pango_layout_get_iter (self->layout);
      do
        append_part_in_line (self, snapshot, line, &g_array_index (self->parts, Part, i), colour);
      while (pango_layout_iter_next_line (line));
      pango_layout_iter_free (line);
    }
}

static void
way_diff_text_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  WayDiffText *self = WAY_DIFF_TEXT (widget);
  GtkStyleContext *style = gtk_widget_get_style_context (widget);
  const char *name = self->side == WAY_DIFF_NEWER ? "way_done" : "way_overdue";
  GdkRGBA colour, text;

  gtk_style_context_get_color (style, &text);
  if (!gtk_style_context_lookup_color (style, name, &colour))
    colour = text;
  append_parts (self, snapshot, &colour);
  gtk_snapshot_append_layout (snapshot, self->layout, &text);
}

static GtkSizeRequestMode
way_diff_text_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
way_diff_text_measure (GtkWidget *widget,
                       GtkOrientation orientation,
                       int for_size,
                       int *minimum,
                       int *natural,
                       int *minimum_baseline,
                       int *natural_baseline)
{
  WayDiffText *self = WAY_DIFF_TEXT (widget);
  int height;

  *minimum_baseline = *natural_baseline = -1;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = MINIMUM_WIDTH;
      *natural = NATURAL_WIDTH;
      return;
    }
  pango_layout_set_width (self->layout, (for_size >= 0 ? for_size : NATURAL_WIDTH) * PANGO_SCALE);
  pango_layout_get_pixel_size (self->layout, NULL, &height);
  *minimum = *natural = height + LINE + 2;
}

static void
way_diff_text_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  pango_layout_set_width (WAY_DIFF_TEXT (widget)->layout, width * PANGO_SCALE);
}

static void
way_diff_text_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (way_diff_text_parent_class)->css_changed (widget, change);
  pango_layout_context_changed (WAY_DIFF_TEXT (widget)->layout);
  gtk_widget_queue_resize (widget);
}

/* -- class ------------------------------------------------------------------------------------- */

static void
way_diff_text_finalize (GObject *object)
{
  WayDiffText *self = WAY_DIFF_TEXT (object);

  g_clear_object (&self->layout);
  g_array_unref (self->parts);
  g_free (self->spoken);
  G_OBJECT_CLASS (way_diff_text_parent_class)->finalize (object);
}

static void
way_diff_text_class_init (WayDiffTextClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = way_diff_text_finalize;
  widget_class->get_request_mode = way_diff_text_get_request_mode;
  widget_class->measure = way_diff_text_measure;
  widget_class->size_allocate = way_diff_text_size_allocate;
  widget_class->snapshot = way_diff_text_snapshot;
  widget_class->css_changed = way_diff_text_css_changed;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LABEL);
}

static void
way_diff_text_init (WayDiffText *self)
{
  self->parts = g_array_new (FALSE, FALSE, sizeof (Part));
}

GtkWidget *
way_diff_text_new (WayDiffSide side, const char *older, const char *newer, gboolean quoted)
{
  WayDiffText *self = g_object_new (WAY_TYPE_DIFF_TEXT, NULL);
  Writing writing = { self, g_string_new (quoted ? _ ("“") : ""), g_string_new (NULL), FALSE };

  self->side = side;
  if (side == WAY_DIFF_PLAIN)
    write_kept (&writing, newer, strlen (newer));
  else
    write_runs (&writing, older, newer);
  close_sentence (&writing, "");
  if (quoted)
    g_string_append (writing.shown, _ ("”"));
  self->layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), writing.shown->str);
  pango_layout_set_wrap (self->layout, PANGO_WRAP_WORD_CHAR);
  set_attributes (self);
  g_string_free (writing.shown, TRUE);
  self->spoken = g_string_free (writing.spoken, FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  self->spoken, -1);
  return GTK_WIDGET (self);
}
