/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-print-line.h"

#include <string.h>
#include "way-print-text.h"

/* Pango's places overflow in a paragraph of a few hundred thousand letters, and its time grows with
 * the square of a word.  A paragraph is set in pieces; the last line of a piece is set again at the
 * head of the next, so that no break shows. */
#define PIECE_SIZE 2048

/* Ink may leave the box of its line by this much before the line is given more room. */
#define INK_SLACK 1.5

/* Readers of PDF take two glyphs that begin within a tenth of their size of each other for a
 * shadow, and one that begins a tenth after the last for a new word.  A mark is said between the
 * two. */
#define MARK_WIDTH 0.12

/* Longer clusters are not writing. */
#define CLUSTER_CHARS_MAX 32

/* One line being made. */
typedef struct
{
  WayPrintFonts *fonts;
  double mark_width;
  GArray *glyphs; /* WayPrintGlyph */
  guint spans;    /* numbered within the line */
  GArray *cluster_chars, *cluster_glyphs;
} Maker;

/* A cluster: the glyphs that pango cannot take apart, and the text they stand for. */
typedef struct
{
  const WayPrintFace *face;
  gboolean rtl;
  gboolean ends_word; /* nothing of its word stands left of it */
  double left, right;
  const char *text;
  gsize length;
  gunichar *chars;
  guint n_chars;
  WayPrintGlyph *glyphs; /* with ink, in the order of the text */
  guint n_glyphs;
} Cluster;

void
way_print_line_free (WayPrintLine *self)
{
  g_free (self);
}

static const char *
keep_char (Maker *self, gunichar c)
{
  char text[6];
  int length = g_unichar_to_utf8 (c, text);

  return way_print_fonts_keep_text (self->fonts, text, length);
}

static void
add_glyph (Maker *self, WayPrintGlyph glyph, const char *text, guint span, gboolean says)
{
  glyph.text = text;
  glyph.span = span;
  glyph.says = says ? text : NULL;
  g_array_append_val (self->glyphs, glyph);
}

/* A glyph that says @text by itself where its file lets it. */
static void
add_saying (Maker *self, WayPrintGlyph glyph, const char *text)
{
  gboolean own = way_print_fonts_claim (self->fonts, glyph.face, glyph.glyph, text);

  add_glyph (self, glyph, text, own ? 0 : ++self->spans, own);
}

static WayPrintGlyph
make_blank (const WayPrintFace *face, PangoGlyph glyph, double x)
{
  return (WayPrintGlyph){ .face = face, .glyph = glyph, .x = (float)x };
}

/* Marks above or below a letter: a cluster of their own, which begins where the letter ends (or,
 * from right to left, begins).  Readers take a glyph off the baseline for another line of text, so
 * the span begins and ends with a blank that stands on it. */
static void
add_marks (Maker *self, const Cluster *cluster)
{
  double x = cluster->left - self->mark_width;
  guint span = ++self->spans;
  const char *text = way_print_fonts_keep_text (self->fonts, cluster->text, cluster->length);
  PangoGlyph blank = 0;
  gboolean found;

  /* At the end of a right-to-left word a mark would be read with what follows it. */
  if (cluster->rtl && cluster->ends_word
      && way_print_fonts_claim_blank (self->fonts, cluster->face, WAY_PRINT_RLM, &blank))
    add_glyph (self, make_blank (cluster->face, blank, cluster->left), WAY_PRINT_RLM, 0, TRUE);
  found = way_print_fonts_claim_blank (self->fonts, cluster->face, "", &blank);
  if (found)
    add_glyph (self, make_blank (cluster->face, blank, x), text, span, FALSE);
  for (guint i = 0; i < cluster->n_glyphs; i++)
    {
      const WayPrintGlyph *mark = &cluster->glyphs[i];
      gboolean one = cluster->n_glyphs == cluster->n_chars;
      const char *own = one ? keep_char (self, cluster->chars[i]) : text;
      gboolean says = (one || cluster->n_glyphs == 1)
                      && way_print_fonts_claim (self->fonts, cluster->face, mark->glyph, own);

      add_glyph (self, *mark, text, span, FALSE);
      g_array_index (self->glyphs, WayPrintGlyph, self->glyphs->len - 1).says = says ? own : NULL;
    }
  if (found)
    add_glyph (self, make_blank (cluster->face, blank, x + self->mark_width), text, span, FALSE);
}

/* Everything the cluster shows says everything it stands for. */
static void
add_whole (Maker *self, Cluster *cluster)
{
  const char *text = way_print_fonts_keep_text (self->fonts, cluster->text, cluster->length);
  guint span = ++self->spans;

  for (guint i = 0; i < cluster->n_glyphs; i++)
    add_glyph (self, cluster->glyphs[cluster->rtl ? cluster->n_glyphs - 1 - i : i], text, span,
               FALSE);
}

/* The place of the last char that is no mark: the one the glyph shows. */
static guint
find_base (const Cluster *cluster)
{
  guint base = 0;

  for (guint i = 0; i < cluster->n_chars; i++)
    if (!g_unichar_ismark (cluster->chars[i]))
      base = i;
  return base;
}

/* One shape for several chars of a right-to-left word, such as lam with alef.  Readers turn such a
 * line round glyph by glyph, so each glyph may say one char only: the shape says its last letter,
 * and a blank beside it each of the others.  FALSE where the blanks do not suffice. */
static gboolean
add_shared (Maker *self, const Cluster *cluster)
{
  guint base = find_base (cluster);
  PangoGlyph blanks[CLUSTER_CHARS_MAX] = { 0 };

  if (cluster->n_chars > CLUSTER_CHARS_MAX)
    return FALSE;
  for (guint i = 0; i < cluster->n_chars; i++)
    if (i != base
        && !way_print_fonts_claim_blank (self->fonts, cluster->face,
                                         keep_char (self, cluster->chars[i]), &blanks[i]))
      return FALSE;

  for (guint i = cluster->n_chars; i-- > 0;)
    if (i == base)
      add_saying (self, cluster->glyphs[0], keep_char (self, cluster->chars[i]));
    else
      add_glyph (self,
                 make_blank (cluster->face, blanks[i], i < base ? cluster->right : cluster->left),
                 keep_char (self, cluster->chars[i]), 0, TRUE);
  return TRUE;
}

/* A cluster without ink: a space at the end of a line, a joiner, or a control. */
static void
add_unseen (Maker *self, Cluster *cluster)
{
  for (guint i = 0; i < cluster->n_chars; i++)
    {
      gunichar c = cluster->chars[i];
      WayPrintGlyph glyph = make_blank (cluster->face, cluster->face->space, cluster->left);

      if (g_unichar_isspace (c))
        {
          glyph.space = TRUE;
          add_glyph (self, glyph, " ", 0, TRUE);
        }
      else if ((c == 0x200c || c == 0x200d)
               && way_print_fonts_claim_blank (self->fonts, cluster->face, keep_char (self, c),
                                               &glyph.glyph))
        add_glyph (self, glyph, keep_char (self, c), 0, TRUE);
    }
}

static gboolean
are_marks (const gunichar *chars, guint n_chars)
{
  for (guint i = 0; i < n_chars; i++)
    if (!g_unichar_ismark (chars[i]))
      return FALSE;
  return n_chars > 0;
}

static void
add_cluster (Maker *self, Cluster *cluster)
{
  gboolean one = cluster->n_glyphs == 1;

  if (cluster->n_glyphs == 0)
    add_unseen (self, cluster);
  else if (one && cluster->n_chars == 1 && cluster->chars[0] == ' ')
    {
      cluster->glyphs[0].space = TRUE;
      way_print_fonts_claim (self->fonts, cluster->face, cluster->face->space, " ");
      add_glyph (self, cluster->glyphs[0], " ", 0, TRUE);
    }
  else if (are_marks (cluster->chars, cluster->n_chars))
    add_marks (self, cluster);
  else if (one && (cluster->n_chars == 1 || !cluster->rtl))
    add_saying (self, cluster->glyphs[0],
                way_print_fonts_keep_text (self->fonts, cluster->text, cluster->length));
  else if (!one || !add_shared (self, cluster))
    add_whole (self, cluster);
}

/* Controls of direction have done their work by now. */
static void
read_chars (Maker *self, Cluster *cluster)
{
  const char *end = cluster->text + cluster->length;

  g_array_set_size (self->cluster_chars, 0);
  for (const char *p = cluster->text; p < end; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (!way_print_text_is_bidi_control (c))
        g_array_append_val (self->cluster_chars, c);
    }
  cluster->chars = (gunichar *)(gpointer)self->cluster_chars->data;
  cluster->n_chars = self->cluster_chars->len;
}

/* A char that no font has shows as the empty box of its font. */
static PangoGlyph
shown_glyph (PangoGlyph glyph)
{
  return (glyph & PANGO_GLYPH_UNKNOWN_FLAG) != 0 ? 0 : glyph;
}

static void
reverse (WayPrintGlyph *glyphs, guint n_glyphs)
{
  for (guint i = 0; i < n_glyphs / 2; i++)
    {
      WayPrintGlyph other = glyphs[i];

      glyphs[i] = glyphs[n_glyphs - 1 - i];
      glyphs[n_glyphs - 1 - i] = other;
    }
}

/* Reads the glyphs @first to @end of @run and returns their width. */
static double
read_glyphs (Maker *self, Cluster *cluster, PangoGlyphString *run, int first, int end)
{
  double x = cluster->left;

  g_array_set_size (self->cluster_glyphs, 0);
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
        g_array_append_val (self->cluster_glyphs, glyph);
      x += (double)info->geometry.width / PANGO_SCALE;
    }
  cluster->glyphs = (WayPrintGlyph *)(gpointer)self->cluster_glyphs->data;
  cluster->n_glyphs = self->cluster_glyphs->len;
  if (cluster->rtl)
    reverse (cluster->glyphs, cluster->n_glyphs);
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

/* Adds the glyphs of one run of one font and direction, which begins at @x; returns its width. */
static double
add_run (Maker *self, const char *text, const PangoGlyphItem *run, double x)
{
  const PangoItem *item = run->item;
  gboolean rtl = (item->analysis.level & 1) != 0;
  gboolean ellipsis = (item->analysis.flags & PANGO_ANALYSIS_FLAG_IS_ELLIPSIS) != 0;
  double left = x;
  int first = 0, end, begin, past;

  for (; first < run->glyphs->num_glyphs; first = end)
    {
      Cluster cluster = { .rtl = rtl, .left = x };

      end = cluster_end (run->glyphs, first);
      /* Marks of one letter are said together. */
      while (end < run->glyphs->num_glyphs && is_mark_cluster (text, run, rtl, first, end)
             && is_mark_cluster (text, run, rtl, end, cluster_end (run->glyphs, end)))
        end = cluster_end (run->glyphs, end);

      past = cluster_bytes (run, rtl, first, end, &begin);
      cluster.face = way_print_fonts_get_face (self->fonts, item->analysis.font);
      cluster.ends_word = ends_word (text, run, first);
      cluster.text = ellipsis ? "…" : text + item->offset + begin;
      cluster.length = ellipsis ? strlen ("…") : (gsize)(past - begin);
      read_chars (self, &cluster);
      x += read_glyphs (self, &cluster, run->glyphs, first, end);
      cluster.right = x;
      add_cluster (self, &cluster);
    }
  return x - left;
}

static WayPrintLine *
make_line (WayPrintFonts *fonts,
           const WayPrintType *type,
           const char *text,
           PangoLayoutLine *source,
           gboolean rtl)
{
  g_autoptr (GArray) glyphs = g_array_new (FALSE, FALSE, sizeof (WayPrintGlyph));
  g_autoptr (GArray) cluster_chars = g_array_new (FALSE, FALSE, sizeof (gunichar));
  g_autoptr (GArray) cluster_glyphs = g_array_new (FALSE, FALSE, sizeof (WayPrintGlyph));
  Maker maker = { fonts, type->size * MARK_WIDTH, glyphs, 0, cluster_chars, cluster_glyphs };
  double x = 0, baseline = way_print_type_baseline (type);
  PangoRectangle ink;
  WayPrintLine *line;

  for (const GSList *run = source->runs; run != NULL; run = run->next)
    x += add_run (&maker, text, run->data, x);
  pango_layout_line_get_extents (source, &ink, NULL);

  line = g_malloc0 (sizeof *line + glyphs->len * sizeof (WayPrintGlyph));
  line->width = x;
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
