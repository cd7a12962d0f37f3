/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-print-canvas.h"

#include <cairo-pdf.h>
#include <math.h>
#include <string.h>
#include "way-fail.h"
#include "way-print.h"

/* Any tag cairo knows; it becomes another one when the PDF is finished. */
#define CAIRO_MARK "P"

struct _WayPrintCanvas
{
  GByteArray *pdf;  /* (owned) (nullable): NULL for pages to look at */
  cairo_t *cairo;   /* (owned) */
  GPtrArray *pages; /* (owned): GPtrArray of WayPrintLeaf */
  guint marks;      /* on this page */

  /* What is being drawn. */
  WayPrintNode *node; /* (nullable): NULL for an artefact */
  WayPrintLeafKind kind;
  WayPrintLeaf *leaf; /* (nullable): open */
  const char *actual; /* (nullable): what the span says that is being drawn */

  /* Glyphs of one face that wait to be shown together. */
  GArray *glyphs;   /* (owned): cairo_glyph_t */
  GPtrArray *texts; /* (owned) */
  const WayPrintFace *face;
  guint pending; /* spaces at their end that have not found a face yet */
};

static cairo_status_t
write_pdf (gpointer pdf, const guchar *data, guint length)
{
  g_byte_array_append (pdf, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static void
leaf_free (WayPrintLeaf *self)
{
  g_ptr_array_unref (self->texts);
  g_free (self->actual);
  g_free (self);
}

WayPrintCanvas *
way_print_canvas_new_on (cairo_t *cairo)
{
  WayPrintCanvas *self = g_new0 (WayPrintCanvas, 1);

  self->cairo = cairo_reference (cairo);
  self->pages = g_ptr_array_new_with_free_func ((GDestroyNotify)g_ptr_array_unref);
  self->glyphs = g_array_new (FALSE, FALSE, sizeof (cairo_glyph_t));
  self->texts = g_ptr_array_new ();
  return self;
}

WayPrintCanvas *
way_print_canvas_new (void)
{
  GByteArray *pdf = g_byte_array_new ();
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (
      write_pdf, pdf, WAY_PRINT_PAGE_WIDTH, WAY_PRINT_PAGE_HEIGHT);
  cairo_t *cairo = cairo_create (surface);
  WayPrintCanvas *self = way_print_canvas_new_on (cairo);

  self->pdf = pdf;
  cairo_destroy (cairo);
  cairo_surface_destroy (surface);
  return self;
}

void
way_print_canvas_free (WayPrintCanvas *self)
{
  cairo_destroy (self->cairo);
  g_clear_pointer (&self->pdf, g_byte_array_unref);
  g_ptr_array_unref (self->pages);
  g_array_unref (self->glyphs);
  g_ptr_array_unref (self->texts);
  g_free (self);
}

static GPtrArray *
this_page (WayPrintCanvas *self)
{
  return g_ptr_array_index (self->pages, self->pages->len - 1);
}

static void
close_leaf (WayPrintCanvas *self)
{
  if (self->leaf == NULL)
    return;
  cairo_tag_end (self->cairo, CAIRO_MARK);
  self->leaf = NULL;
}

/* The leaf for what is drawn next: the open one goes on. */
static void
open_leaf (WayPrintCanvas *self)
{
  if (self->leaf != NULL)
    return;

  cairo_tag_begin (self->cairo, CAIRO_MARK, NULL);
  self->leaf = g_new0 (WayPrintLeaf, 1);
  self->leaf->kind = self->kind;
  self->leaf->actual = g_strdup (self->actual);
  self->leaf->texts = g_ptr_array_new ();
  g_ptr_array_add (this_page (self), self->leaf);
  if (self->node == NULL || self->pdf == NULL)
    return;
  self->leaf->mark = self->marks++;
  way_print_node_add_mark (self->node, self->pages->len - 1, self->leaf->mark);
}

void
way_print_canvas_begin_page (WayPrintCanvas *self)
{
  g_ptr_array_add (self->pages, g_ptr_array_new_with_free_func ((GDestroyNotify)leaf_free));
  self->marks = 0;
}

void
way_print_canvas_end_page (WayPrintCanvas *self)
{
  close_leaf (self);
  cairo_show_page (self->cairo);
}

void
way_print_canvas_set_node (WayPrintCanvas *self, WayPrintNode *node)
{
  if (self->node != node)
    close_leaf (self);
  self->node = node;
  self->kind = WAY_PRINT_LEAF_CONTENT;
}

void
way_print_canvas_set_artefact (WayPrintCanvas *self, WayPrintLeafKind kind)
{
  if (self->node != NULL || self->kind != kind)
    close_leaf (self);
  self->node = NULL;
  self->kind = kind;
}

static void
set_colour (WayPrintCanvas *self, WayPrintColour colour)
{
  const double *parts = way_print_colour (colour);

  cairo_set_source_rgb (self->cairo, parts[0], parts[1], parts[2]);
}

/* On a screen cairo moves whole glyphs to the next pixel, so that words run into one another where
 * they are small; as shapes they stay where they are. */
static void
fill_glyphs (WayPrintCanvas *self, int count)
{
  cairo_new_path (self->cairo);
  cairo_glyph_path (self->cairo, (cairo_glyph_t *)(gpointer)self->glyphs->data, count);
  cairo_fill (self->cairo);
}

/* Shows the glyphs that wait.  cairo leaves out what has no ink, so spaces alone are dropped here,
 * where the record can say so too. */
static void
flush_glyphs (WayPrintCanvas *self)
{
  guint count = self->glyphs->len - self->pending;

  if (self->face != NULL && count > 0)
    {
      open_leaf (self);
      cairo_set_scaled_font (self->cairo, self->face->scaled);
      if (self->pdf != NULL)
        cairo_show_glyphs (self->cairo, (cairo_glyph_t *)(gpointer)self->glyphs->data, (int)count);
      else
        fill_glyphs (self, (int)count);
      for (guint i = 0; i < count; i++)
        g_ptr_array_add (self->leaf->texts, g_ptr_array_index (self->texts, i));
    }
  g_array_set_size (self->glyphs, 0);
  g_ptr_array_set_size (self->texts, 0);
  self->face = NULL;
  self->pending = 0;
}

/* Spaces take the face of the glyphs they stand beside. */
static void
set_face (WayPrintCanvas *self, const WayPrintFace *face)
{
  for (guint i = self->glyphs->len - self->pending; i < self->glyphs->len; i++)
    g_array_index (self->glyphs, cairo_glyph_t, i).index = face->space;
  self->pending = 0;
  self->face = face;
}

static void
add_glyph (WayPrintCanvas *self, const WayPrintGlyph *glyph, double x, double baseline)
{
  cairo_glyph_t shown = { glyph->glyph, x + (double)glyph->x, baseline + (double)glyph->y };

  if (glyph->space && self->face == NULL)
    self->pending++;
  else if (glyph->space)
    shown.index = self->face->space;
  else if (self->face != glyph->face)
    {
      if (self->face != NULL)
        flush_glyphs (self);
      set_face (self, glyph->face);
    }
  g_array_append_val (self->glyphs, shown);
  g_ptr_array_add (self->texts, (gpointer)glyph->says);
}

/* The place after the spaces at @i, where nothing but a span or the end of the line follows them;
 * else @i. */
static guint
skip_lone_spaces (const WayPrintLine *line, guint i)
{
  guint end = i;

  while (end < line->n_glyphs && line->glyphs[end].space)
    end++;
  return end == line->n_glyphs || line->glyphs[end].span != 0 ? end : i;
}

/* One span: its glyphs in a leaf of their own, with the spaces beside it that have no other glyph
 * to go with.  Returns the place after it. */
static guint
draw_span (WayPrintCanvas *self, const WayPrintLine *line, guint first, double x, double baseline)
{
  guint span = line->glyphs[first].span, past = first, end;
  gboolean spaces_left = self->face == NULL && self->pending > 0, spaces_right;
  gboolean rtl = line->glyphs[first].rtl;
  g_autofree char *actual = NULL;

  while (past < line->n_glyphs && line->glyphs[past].span == span)
    past++;
  end = skip_lone_spaces (line, past);
  spaces_right = end > past;
  actual = g_strconcat ((rtl ? spaces_right : spaces_left) ? " " : "", line->glyphs[first].text,
                        (rtl ? spaces_left : spaces_right) ? " " : "", NULL);

  if (!spaces_left)
    flush_glyphs (self);
  close_leaf (self);
  self->actual = actual;
  for (guint i = first; i < end; i++)
    add_glyph (self, &line->glyphs[i], x, baseline);
  flush_glyphs (self);
  close_leaf (self);
  self->actual = NULL;
  return end;
}

void
way_print_canvas_draw_line (WayPrintCanvas *self,
                            const WayPrintLine *line,
                            double x,
                            double baseline,
                            WayPrintColour colour)
{
  guint i = 0;

  set_colour (self, colour);
  while (i < line->n_glyphs)
    if (line->glyphs[i].span != 0)
      i = draw_span (self, line, i, x, baseline);
    else
      add_glyph (self, &line->glyphs[i++], x, baseline);
  flush_glyphs (self);
}

void
way_print_canvas_fill (
    WayPrintCanvas *self, double x, double y, double width, double height, WayPrintColour colour)
{
  open_leaf (self);
  set_colour (self, colour);
  cairo_rectangle (self->cairo, x, y, width, height);
  cairo_fill (self->cairo);
}

void
way_print_canvas_frame (WayPrintCanvas *self,
                        double x,
                        double y,
                        double width,
                        double height,
                        double radius,
                        double thickness)
{
  open_leaf (self);
  set_colour (self, WAY_PRINT_BLACK);
  cairo_set_line_width (self->cairo, thickness);
  cairo_new_sub_path (self->cairo);
  cairo_arc (self->cairo, x + width - radius, y + radius, radius, -G_PI_2, 0);
  cairo_arc (self->cairo, x + width - radius, y + height - radius, radius, 0, G_PI_2);
  cairo_arc (self->cairo, x + radius, y + height - radius, radius, G_PI_2, G_PI);
  cairo_arc (self->cairo, x + radius, y + radius, radius, G_PI, G_PI + G_PI_2);
  cairo_close_path (self->cairo);
  cairo_stroke (self->cairo);
}

void
way_print_canvas_tick (WayPrintCanvas *self, double x, double y, double size)
{
  open_leaf (self);
  set_colour (self, WAY_PRINT_BLACK);
  cairo_set_line_width (self->cairo, size * 0.12);
  cairo_move_to (self->cairo, x + size * 0.18, y + size * 0.54);
  cairo_line_to (self->cairo, x + size * 0.43, y + size * 0.77);
  cairo_line_to (self->cairo, x + size * 0.85, y + size * 0.29);
  cairo_stroke (self->cairo);
}

static void
add_quote (cairo_t *cairo)
{
  cairo_curve_to (cairo, 4.3, 4.2, 3.7, 5.2, 3.7, 6.6);
  cairo_line_to (cairo, 3.7, 8.7);
  cairo_line_to (cairo, 6.6, 8.7);
  cairo_line_to (cairo, 6.6, 5.9);
  cairo_line_to (cairo, 5.2, 5.9);
  cairo_curve_to (cairo, 5.25, 5.4, 5.5, 5.1, 6.1, 4.9);
  cairo_close_path (cairo);
}

/* icons/waymark-voice-symbolic.svg, in its own sixteen units. */
void
way_print_canvas_speech (WayPrintCanvas *self, double x, double y, double size)
{
  open_leaf (self);
  set_colour (self, WAY_PRINT_PURPLE);
  cairo_save (self->cairo);
  cairo_translate (self->cairo, x, y);
  cairo_scale (self->cairo, size / 16, size / 16);
  cairo_arc (self->cairo, 13, 3.5, 2.5, -G_PI_2, 0);
  cairo_arc (self->cairo, 13, 9.5, 2.5, 0, G_PI_2);
  cairo_line_to (self->cairo, 8.6, 12);
  cairo_line_to (self->cairo, 5, 15.2);
  cairo_line_to (self->cairo, 5, 12);
  cairo_arc (self->cairo, 3, 9.5, 2.5, G_PI_2, G_PI);
  cairo_arc (self->cairo, 3, 3.5, 2.5, G_PI, G_PI + G_PI_2);
  cairo_close_path (self->cairo);
  cairo_move_to (self->cairo, 5.6, 3.9);
  add_quote (self->cairo);
  cairo_translate (self->cairo, 4.6, 0);
  cairo_move_to (self->cairo, 5.6, 3.9);
  add_quote (self->cairo);
  cairo_set_fill_rule (self->cairo, CAIRO_FILL_RULE_EVEN_ODD);
  cairo_fill (self->cairo);
  cairo_restore (self->cairo);
}

void
way_print_canvas_squares (
    WayPrintCanvas *self, const guint8 *dark, guint modules, double x, double y, double size)
{
  double side = size / modules;

  open_leaf (self);
  set_colour (self, WAY_PRINT_BLACK);
  for (guint row = 0; row < modules; row++)
    for (guint column = 0; column < modules; column++)
      if ((dark[row * modules + column] & 1) != 0)
        cairo_rectangle (self->cairo, x + column * side, y + row * side, side, side);
  cairo_fill (self->cairo);
}

guint
way_print_canvas_get_n_pages (WayPrintCanvas *self)
{
  return self->pages->len;
}

GPtrArray *
way_print_canvas_get_leaves (WayPrintCanvas *self, guint page)
{
  return g_ptr_array_index (self->pages, page);
}

GBytes *
way_print_canvas_finish (WayPrintCanvas *self, GError **error)
{
  cairo_surface_t *surface = cairo_get_target (self->cairo);
  cairo_status_t status = cairo_status (self->cairo);

  cairo_surface_finish (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (surface);
  if (status != CAIRO_STATUS_SUCCESS)
    return way_fail_null (error, WAY_PRINT_ERROR, WAY_PRINT_ERROR_FAILED,
                          "The pages could not be drawn; nothing was printed and nothing is lost.");
  return g_bytes_new (self->pdf->data, self->pdf->len);
}
