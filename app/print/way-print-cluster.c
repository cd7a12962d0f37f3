/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-print-cluster.h"

#include <string.h>
#include "way-print-text.h"

/* Longer clusters are not writing. */
#define CHARS_MAX 32

/* Chars of a cluster that are said together: one letter, or the marks that follow it. */
typedef struct
{
  guint first, end; /* chars */
  gboolean marks;
  guint glyph, n_glyphs; /* of marks */
  PangoGlyph blank;      /* of a letter that has no glyph of its own */
} Part;

static gunichar
char_at (const WayPrintCluster *cluster, guint i)
{
  return g_array_index (cluster->chars, gunichar, i);
}

static const WayPrintGlyph *
glyph_at (const WayPrintCluster *cluster, guint i)
{
  return &g_array_index (cluster->glyphs, WayPrintGlyph, i);
}

/* The text of the chars @first to @end. */
static const char *
keep_chars (WayPrintMaker *self, const WayPrintCluster *cluster, guint first, guint end)
{
  g_autofree char *text = g_ucs4_to_utf8 (&g_array_index (cluster->chars, gunichar, first),
                                          (glong)(end - first), NULL, NULL, NULL);

  return way_print_fonts_keep_text (self->fonts, text, strlen (text));
}

static const char *
keep_all (WayPrintMaker *self, const WayPrintCluster *cluster)
{
  return way_print_fonts_keep_text (self->fonts, cluster->text, cluster->length);
}

static void
add_glyph (WayPrintMaker *self,
           const WayPrintCluster *cluster,
           WayPrintGlyph glyph,
           const char *text,
           guint span,
           gboolean says)
{
  glyph.run = self->run;
  glyph.rtl = cluster->rtl;
  glyph.text = text;
  glyph.span = span;
  glyph.says = says ? text : NULL;
  g_array_append_val (self->glyphs, glyph);
}

/* A glyph that says @text by itself where its file lets it. */
static void
add_saying (WayPrintMaker *self,
            const WayPrintCluster *cluster,
            const WayPrintGlyph *glyph,
            const char *text)
{
  gboolean own = way_print_fonts_claim (self->fonts, glyph->face, glyph->glyph, text);

  add_glyph (self, cluster, *glyph, text, own ? 0 : ++self->spans, own);
}

static void
add_blank (WayPrintMaker *self,
           const WayPrintCluster *cluster,
           PangoGlyph blank,
           double x,
           const char *text,
           guint span)
{
  WayPrintGlyph glyph = { .face = cluster->face, .glyph = blank, .x = (float)x };

  add_glyph (self, cluster, glyph, text, span, span == 0);
}

/* The glyphs of marks.  One mark and one glyph: it can say so by itself too. */
static void
add_mark_glyphs (WayPrintMaker *self,
                 const WayPrintCluster *cluster,
                 const Part *part,
                 const char *text,
                 guint span)
{
  gboolean each = part->n_glyphs == part->end - part->first;

  for (guint i = 0; i < part->n_glyphs; i++)
    {
      const WayPrintGlyph *mark = glyph_at (cluster, part->glyph + i);
      const char *own = each ? keep_chars (self, cluster, part->first + i, part->first + i + 1)
                             : text;
      gboolean says = (each || part->n_glyphs == 1)
                      && way_print_fonts_claim (self->fonts, cluster->face, mark->glyph, own);

      add_glyph (self, cluster, *mark, text, span, FALSE);
      g_array_index (self->glyphs, WayPrintGlyph, self->glyphs->len - 1).says = says ? own : NULL;
    }
}

/* Marks above or below a letter, said at @edge.  Readers take a glyph off the baseline for another
 * line of text, so the span begins and ends with a blank that stands on it. */
static void
add_marks (WayPrintMaker *self, const WayPrintCluster *cluster, const Part *part, double edge)
{
  double x = edge - self->mark_width;
  const char *text = keep_chars (self, cluster, part->first, part->end);
  PangoGlyph blank = 0;
  gboolean found;
  guint span;

  /* At the end of a right-to-left word a mark would be read with what follows it. */
  if (cluster->rtl && cluster->ends_word && part->end == cluster->chars->len
      && way_print_fonts_claim_blank (self->fonts, cluster->face, WAY_PRINT_RLM, &blank))
    add_blank (self, cluster, blank, edge, WAY_PRINT_RLM, 0);

  span = ++self->spans;
  found = way_print_fonts_claim_blank (self->fonts, cluster->face, "", &blank);
  if (found)
    add_blank (self, cluster, blank, x, text, span);
  add_mark_glyphs (self, cluster, part, text, span);
  if (found)
    add_blank (self, cluster, blank, x + self->mark_width, text, span);
}

/* Everything the cluster shows says everything it stands for. */
static void
add_whole (WayPrintMaker *self, const WayPrintCluster *cluster)
{
  const char *text = keep_all (self, cluster);
  guint span = ++self->spans, count = cluster->glyphs->len;

  for (guint i = 0; i < count; i++)
    add_glyph (self, cluster, *glyph_at (cluster, cluster->rtl ? count - 1 - i : i), text, span,
               FALSE);
}

/* The parts of @cluster in the order of its text; returns how many.  @ret_base: the last letter,
 * which the first glyph shows. */
static guint
split (const WayPrintCluster *cluster, Part parts[CHARS_MAX], guint *ret_base)
{
  guint count = 0;

  *ret_base = 0;
  for (guint i = 0; i < cluster->chars->len; i++)
    {
      gboolean mark = g_unichar_ismark (char_at (cluster, i));

      if (!mark)
        *ret_base = count;
      if (mark && count > 0 && parts[count - 1].marks)
        parts[count - 1].end++;
      else
        parts[count++] = (Part){ .first = i, .end = i + 1, .marks = mark };
    }
  return count;
}

/* Shares the glyphs after the first among the parts that are marks; FALSE where it is not clear
 * which mark shows as which glyph. */
static gboolean
share_marks (const WayPrintCluster *cluster, Part *parts, guint n_parts)
{
  guint n_glyphs = cluster->glyphs->len - 1, n_marks = 0, groups = 0, glyph = 1;

  for (guint i = 0; i < n_parts; i++)
    if (parts[i].marks)
      {
        n_marks += parts[i].end - parts[i].first;
        groups++;
      }
  if (groups == 0 || n_glyphs == 0)
    return groups == 0 && n_glyphs == 0;
  if (groups > 1 && n_marks != n_glyphs)
    return FALSE;

  for (guint i = 0; i < n_parts; i++)
    if (parts[i].marks)
      {
        parts[i].glyph = glyph;
        parts[i].n_glyphs = groups == 1 ? n_glyphs : parts[i].end - parts[i].first;
        glyph += parts[i].n_glyphs;
      }
  return TRUE;
}

/* A blank for every letter but the base, from right to left only: elsewhere one glyph may say
 * several letters. */
static gboolean
find_blanks (
    WayPrintMaker *self, const WayPrintCluster *cluster, Part *parts, guint n_parts, guint base)
{
  for (guint i = 0; i < n_parts; i++)
    if (i != base && !parts[i].marks
        && (!cluster->rtl
            || !way_print_fonts_claim_blank (
                self->fonts, cluster->face,
                keep_chars (self, cluster, parts[i].first, parts[i].end), &parts[i].blank)))
      return FALSE;
  return TRUE;
}

/* A letter with its marks, or one shape for several letters, such as lam with alef.  Readers turn a
 * right-to-left line round glyph by glyph, so there each glyph may say one char only: the shape
 * says its last letter and a blank beside it each of the others.  FALSE where that cannot be done.
 */
static gboolean
add_composed (WayPrintMaker *self, const WayPrintCluster *cluster)
{
  Part parts[CHARS_MAX];
  guint base, n_parts;

  if (cluster->chars->len == 0 || cluster->chars->len > CHARS_MAX)
    return FALSE;
  n_parts = split (cluster, parts, &base);
  if (parts[base].marks || !share_marks (cluster, parts, n_parts)
      || !find_blanks (self, cluster, parts, n_parts, base))
    return FALSE;

  for (guint n = 0; n < n_parts; n++)
    {
      guint i = cluster->rtl ? n_parts - 1 - n : n;
      const Part *part = &parts[i];
      double edge = (i < base) == cluster->rtl ? cluster->right : cluster->left;

      if (part->marks)
        add_marks (self, cluster, part, edge);
      else if (i == base)
        add_saying (self, cluster, glyph_at (cluster, 0),
                    keep_chars (self, cluster, part->first, part->end));
      else
        add_blank (self, cluster, part->blank, edge,
                   keep_chars (self, cluster, part->first, part->end), 0);
    }
  return TRUE;
}

/* A cluster without ink: a space at the end of a line, a joiner, or a control. */
static void
add_unseen (WayPrintMaker *self, const WayPrintCluster *cluster)
{
  for (guint i = 0; i < cluster->chars->len; i++)
    {
      gunichar c = char_at (cluster, i);
      WayPrintGlyph glyph = { .face = cluster->face,
                              .glyph = cluster->face->space,
                              .x = (float)cluster->left,
                              .space = g_unichar_isspace (c) };
      const char *text = keep_chars (self, cluster, i, i + 1);

      if (glyph.space)
        add_glyph (self, cluster, glyph, " ", 0, TRUE);
      else if ((c == 0x200c || c == 0x200d)
               && way_print_fonts_claim_blank (self->fonts, cluster->face, text, &glyph.glyph))
        add_glyph (self, cluster, glyph, text, 0, TRUE);
    }
}

static void
add_space (WayPrintMaker *self, const WayPrintCluster *cluster)
{
  WayPrintGlyph space = *glyph_at (cluster, 0);

  space.space = TRUE;
  way_print_fonts_claim (self->fonts, cluster->face, cluster->face->space, " ");
  add_glyph (self, cluster, space, " ", 0, TRUE);
}

static gboolean
is_marks (const WayPrintCluster *cluster)
{
  for (guint i = 0; i < cluster->chars->len; i++)
    if (!g_unichar_ismark (char_at (cluster, i)))
      return FALSE;
  return cluster->chars->len > 0;
}

void
way_print_maker_add (WayPrintMaker *self, const WayPrintCluster *cluster)
{
  guint n_chars = cluster->chars->len, n_glyphs = cluster->glyphs->len;

  if (n_glyphs == 0)
    add_unseen (self, cluster);
  else if (n_glyphs == 1 && n_chars == 1 && char_at (cluster, 0) == ' ')
    add_space (self, cluster);
  else if (is_marks (cluster))
    add_marks (self, cluster,
               &(Part){ .end = n_chars, .marks = TRUE, .glyph = 0, .n_glyphs = n_glyphs },
               cluster->left);
  else if (n_glyphs == 1 && (n_chars == 1 || !cluster->rtl))
    add_saying (self, cluster, glyph_at (cluster, 0), keep_all (self, cluster));
  else if (!add_composed (self, cluster))
    add_whole (self, cluster);
}
