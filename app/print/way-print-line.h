/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Setting: a paragraph of clean text becomes lines of placed glyphs.
 *
 * Each glyph carries the text it stands for, so that the PDF can say what it shows.  A glyph that
 * cannot say it by itself (a mark over a letter, one shape for two letters) belongs to a numbered
 * span, which says it as an ActualText.
 */
#pragma once

#include "way-print-fonts.h"

G_BEGIN_DECLS

typedef struct
{
  const WayPrintFace *face;
  PangoGlyph glyph;
  gboolean space;   /* no ink: may be drawn in the face of its neighbour */
  guint run;        /* of its line, in the order of the text */
  gboolean rtl;     /* the direction of its run */
  float x, y;       /* from the start of the line's baseline; y grows downwards */
  guint span;       /* 0 = none */
  const char *says; /* (nullable): what it says by itself; never NULL outside a span */
  const char *text; /* of a span: what the whole span says */
} WayPrintGlyph;

/* Runs stand in the order of the text, the glyphs of a run in the order they are seen, from left to
 * right. */
typedef struct
{
  double width;
  double above, below; /* ink beyond the box of its type, for the rare line that needs room */
  gboolean rtl;
  guint n_glyphs;
  WayPrintGlyph glyphs[];
} WayPrintLine;

void way_print_line_free (WayPrintLine *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayPrintLine, way_print_line_free)

/* (transfer full): WayPrintLine in order, none for an empty paragraph.  A word that is longer than
 * a line breaks anywhere; nothing is hyphenated.  @text is clean and of one line; @width 0 sets it
 * on one line whatever its length. */
GPtrArray *way_print_lines_set (WayPrintFonts *fonts,
                                const WayPrintType *type,
                                const char *text,
                                const char *language,
                                gboolean rtl,
                                double width);

/* (transfer full): one line, cut with an ellipsis where it is longer than @width. */
WayPrintLine *way_print_line_set (WayPrintFonts *fonts,
                                  const WayPrintType *type,
                                  const char *text,
                                  const char *language,
                                  gboolean rtl,
                                  double width);

/* (transfer full): @first, and @second from @x and @y after its start, as one span that says @text,
 * which must outlive it.  @second is drawn after the first glyph of @first: readers take a span for
 * a word of the size and place it begins and ends with. */
WayPrintLine *way_print_line_join (
    const WayPrintLine *first, const WayPrintLine *second, double x, double y, const char *text);

G_END_DECLS
