/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-print-line.h"

#include <string.h>
#include "way-print-cluster.h"
#include "way-print-text.h"

/* Pango's places overflow in a paragraph of a few hundred thousand letters, and its time grows with
 * the square of a word.  A paragraph is set in pieces; the last line of a piece is set again at the
 * head of the next, so that no break shows. */
#define PIECE_SIZE 2048

/* Ink may leave the box of its line by this much before the line is given more room. */
#define INK_SLACK 1.5

/* A run and where it begins in its line. */
typedef struct
{
  const PangoGlyphItem *item;
  double x;
} Run;

void
way_print_line_free (WayPrintLine *self)
{
  g_free (self);
}

/* Controls of direction have done their work by now. */
static void
read_chars (WayPrintCluster *cluster)
{
  const char *end = cluster->text + cluster->length;

  g_array_set_size (cluster->chars, 0);
  for (const char *p = cluster->text; p < end; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (!way_print_text_is_bidi_control (c))
        g_array_append_val (cluster->chars, c);
    }
}

/* A char that no font has shows as the empty box of its font. */
static PangoGlyph
shown_glyph (PangoGlyph glyph)
{
  return (glyph & PANGO_GLYPH_UNKNOWN_FLAG) != 0 ? 0 : glyph;
}

static void
reverse (GArray *glyphs)
{
  for (guint i = 0; i < glyphs->len / 2; i++)
    {
      WayPrintGlyph *left = &g_array_index (glyphs, WayPrintGlyph, i);
      WayPrintGlyph *right = &g_array_index (glyphs, WayPrintGlyph, glyphs->len - 1 - i);
      WayPrintGlyph other = *left;

      *left = *right;
      *right = other;
    }
}

/* Reads the glyphs @first to @end of @run and returns their width. */
static double
read_glyphs (WayPrintCluster *cluster, const PangoGlyphString *run, int first, int end)
{
  double x = cluster->left;

  g_array_set_size (cluster->glyphs, 0);
  for (int i = first; i < end; i++)
    {
      const PangoGlyphInfo *info = &run->glyphs[i];
      WayPrintGlyph glyph = {
        .face = cluster->face,
        .glyph = shown_glyph (info->glyph),
        .x = (float)(x + (double)info->geometry.x_offset / PANGO_SCALE),
        .y = (float)((double)info->geometry.y_offset / PANGO_SCALE),
      };

      if (info->glyph != PANGO_GLYPH_EMPTY)
        g_array_append_val (cluster->glyphs, glyph);
      x += (double)info->geometry.width / PANGO_SCALE;
    }
  if (cluster->rtl)
    reverse (cluster->glyphs);
  return x - cluster->left;
}

/* The glyph after the cluster that begins with glyph @first. */
static int
cluster_end (const PangoGlyphString *glyphs, int first)
{
  int end = first + 1;

  while (end < glyphs->num_glyphs && glyphs->log_clusters[end] == glyphs->log_clusters[first])
    end++;
  return end;
}

/* The bytes of the run that the glyphs @first to @end stand for: @ret_begin up to what is returned.
 */
static int
cluster_bytes (const PangoGlyphItem *run, gboolean rtl, int first, int end, int *ret_begin)
{
  const PangoGlyphString *glyphs = run->glyphs;

  *ret_begin = glyphs->log_clusters[rtl ? end - 1 : first];
  if (rtl)
    return first == 0 ? run->item->length : glyphs->log_clusters[first - 1];
  return end < glyphs->num_glyphs ? glyphs->log_clusters[end] : run->item->length;
}

static gboolean
is_mark_cluster (const char *text, const PangoGlyphItem *run, gboolean rtl, int first, int end)
{
  int begin, past = cluster_bytes (run, rtl, first, end, &begin);
  const char *p = text + run->item->offset + begin;

  return past > begin && g_unichar_ismark (g_utf8_get_char (p));
}

/* FALSE where the glyph left of glyph @first is a letter of the same right-to-left word. */
static gboolean
ends_word (const char *text, const PangoGlyphItem *run, int first)
{
  const char *before;

  if (first == 0)
    return TRUE;
  before = text + run->item->offset + run->glyphs->log_clusters[first - 1];
  return !way_print_text_is_rtl_letter (g_utf8_get_char (before));
}

/* Adds the glyphs of one run of one font and direction. */
static void
add_run (WayPrintMaker *maker, const char *text, const Run *run, GArray *chars, GArray *inked)
{
  const PangoItem *item = run->item->item;
  PangoGlyphString *glyphs = run->item->glyphs;
  gboolean rtl = (item->analysis.level & 1) != 0;
  gboolean ellipsis = (item->analysis.flags & PANGO_ANALYSIS_FLAG_IS_ELLIPSIS) != 0;
  WayPrintCluster cluster = { .rtl = rtl, .left = run->x, .chars = chars, .glyphs = inked };
  int first = 0, end, begin, past;

  cluster.face = way_print_fonts_get_face (maker->fonts, item->analysis.font);
  for (; first < glyphs->num_glyphs; first = end)
    {
      end = cluster_end (glyphs, first);
      /* Marks of one letter are said together. */
      while (end < glyphs->num_glyphs && is_mark_cluster (text, run->item, rtl, first, end)
             && is_mark_cluster (text, run->item, rtl, end, cluster_end (glyphs, end)))
        end = cluster_end (glyphs, end);

      past = cluster_bytes (run->item, rtl, first, end, &begin);
      cluster.ends_word = ends_word (text, run->item, first);
      cluster.text = ellipsis ? "…" : text + item->offset + begin;
      cluster.length = ellipsis ? strlen ("…") : (gsize)(past - begin);
      read_chars (&cluster);
      cluster.right = cluster.left + read_glyphs (&cluster, glyphs, first, end);
      way_print_maker_add (maker, &cluster);
      cluster.left = cluster.right;
    }
}

static int
compare_runs (gconstpointer a, gconstpointer b)
{
  return ((const Run *)a)->item->item->offset - ((const Run *)b)->item->item->offset;
}

/* (transfer full): the runs of @line in the order of the text, and its width.  Pango has them in
 * the order they are seen; read aloud, a sentence of two directions would begin in its middle. */
static GArray *
list_runs (const PangoLayoutLine *line, double *ret_width)
{
  GArray *runs = g_array_new (FALSE, FALSE, sizeof (Run));
  double x = 0;

  for (const GSList *item = line->runs; item != NULL; item = item->next)
    {
      Run run = { item->data, x };

      g_array_append_val (runs, run);
      x += (double)pango_glyph_string_get_width (run.item->glyphs) / PANGO_SCALE;
    }
  g_array_sort (runs, compare_runs);
  *ret_width = x;
  return runs;
}

static WayPrintLine *
make_line (WayPrintFonts *fonts,
           const WayPrintType *type,
           const char *text,
           PangoLayoutLine *source,
           gboolean rtl)
{
  g_autoptr (GArray) glyphs = g_array_new (FALSE, FALSE, sizeof (WayPrintGlyph));
  g_autoptr (GArray) chars = g_array_new (FALSE, FALSE, sizeof (gunichar));
  g_autoptr (GArray) inked = g_array_new (FALSE, FALSE, sizeof (WayPrintGlyph));
  WayPrintMaker maker = { .fonts = fonts,
                          .mark_width = type->size * WAY_PRINT_MARK_WIDTH,
                          .glyphs = glyphs };
  double width, baseline = way_print_type_baseline (type);
  g_autoptr (GArray) runs = list_runs (source, &width);
  PangoRectangle ink;
  WayPrintLine *line;

  for (; maker.run < runs->len; maker.run++)
    add_run (&maker, text, &g_array_index (runs, Run, maker.run), chars, inked);
  pango_layout_line_get_extents (source, &ink, NULL);

  line = g_malloc0 (sizeof *line + glyphs->len * sizeof (WayPrintGlyph));
  line->width = width;
  line->rtl = rtl;
  line->above = MAX (0, -(double)ink.y / PANGO_SCALE - baseline - INK_SLACK);
  line->below = MAX (0, (double)(ink.y + ink.height) / PANGO_SCALE - (type->line - baseline)
                            - INK_SLACK);
  line->n_glyphs = glyphs->len;
  if (glyphs->len > 0)
    memcpy (line->glyphs, glyphs->data, glyphs->len * sizeof (WayPrintGlyph));
  return line;
}

/* What has no place to break is drawn together until it fits; no writing comes this way. */
static WayPrintLine *
squeeze (WayPrintLine *line, double width)
{
  double scale = width / line->width;

  if (scale >= 0.999)
    return line;
  for (guint i = 0; i < line->n_glyphs; i++)
    line->glyphs[i].x *= (float)scale;
  line->width = width;
  return line;
}

static PangoLayout *
make_layout (WayPrintFonts *fonts,
             const WayPrintType *type,
             const char *text,
             gsize length,
             const char *language,
             gboolean rtl)
{
  PangoContext *context = way_print_fonts_get_context (fonts);
  PangoLanguage *tag = pango_language_from_string (*language != '\0' ? language : "en");
  PangoAttrList *attributes = pango_attr_list_new ();
  PangoLayout *layout;

  pango_context_set_base_dir (context, rtl ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR);
  pango_context_set_language (context, tag);
  layout = pango_layout_new (context);
  pango_layout_set_auto_dir (layout, FALSE);
  pango_layout_set_font_description (layout, way_print_fonts_describe (fonts, type));
  pango_attr_list_insert (attributes, pango_attr_language_new (tag));
  pango_attr_list_insert (attributes, pango_attr_insert_hyphens_new (FALSE));
  if (type->spacing > 0)
    pango_attr_list_insert (attributes,
                            pango_attr_letter_spacing_new ((int)(type->spacing * PANGO_SCALE)));
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_text (layout, text, (int)length);
  return layout;
}

/* The length of the next piece of @text, which ends with a whole char. */
static gsize
piece_length (const char *text)
{
  gsize length = strnlen (text, PIECE_SIZE + 1);

  if (length <= PIECE_SIZE)
    return length;
  return (gsize)(g_utf8_find_prev_char (text, text + PIECE_SIZE + 1) - text);
}

GPtrArray *
way_print_lines_set (WayPrintFonts *fonts,
                     const WayPrintType *type,
                     const char *text,
                     const char *language,
                     gboolean rtl,
                     double width)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func ((GDestroyNotify)way_print_line_free);

  while (*text != '\0')
    {
      gsize length = width > 0 ? piece_length (text) : strlen (text);
      g_autoptr (PangoLayout) layout = make_layout (fonts, type, text, length, language, rtl);
      gboolean last = text[length] == '\0';
      int count;

      if (width > 0)
        pango_layout_set_width (layout, (int)(width * PANGO_SCALE));
      count = pango_layout_get_line_count (layout);
      for (int i = 0; i < (last || count == 1 ? count : count - 1); i++)
        g_ptr_array_add (
            lines,
            squeeze (make_line (fonts, type, text, pango_layout_get_line_readonly (layout, i), rtl),
                     width > 0 ? width : G_MAXDOUBLE));
      if (!last && count > 1)
        length = (gsize)pango_layout_get_line_readonly (layout, count - 1)->start_index;
      text += length;
    }
  return lines;
}

WayPrintLine *
way_print_line_set (WayPrintFonts *fonts,
                    const WayPrintType *type,
                    const char *text,
                    const char *language,
                    gboolean rtl,
                    double width)
{
  g_autoptr (PangoLayout) layout = make_layout (fonts, type, text, strlen (text), language, rtl);

  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_width (layout, (int)(width * PANGO_SCALE));
  return make_line (fonts, type, text, pango_layout_get_line_readonly (layout, 0), rtl);
}

static void
join_glyph (WayPrintLine *joined, const WayPrintGlyph *glyph, double x, double y, const char *text)
{
  WayPrintGlyph *added = &joined->glyphs[joined->n_glyphs++];

  *added = *glyph;
  added->x += (float)x;
  added->y += (float)y;
  added->span = 1;
  added->text = text;
}

WayPrintLine *
way_print_line_join (
    const WayPrintLine *first, const WayPrintLine *second, double x, double y, const char *text)
{
  guint n_glyphs = first->n_glyphs + second->n_glyphs;
  WayPrintLine *joined = g_malloc0 (sizeof *joined + n_glyphs * sizeof (WayPrintGlyph));

  joined->width = x + second->width;
  for (guint i = 0; i < first->n_glyphs; i++)
    {
      join_glyph (joined, &first->glyphs[i], 0, 0, text);
      for (guint k = 0; i == 0 && k < second->n_glyphs; k++)
        join_glyph (joined, &second->glyphs[k], x, y, text);
    }
  return joined;
}
