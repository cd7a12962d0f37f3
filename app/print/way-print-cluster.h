/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What glyphs say: a cluster is the least that pango keeps together, some glyphs and the text they
 * stand for.  Here each glyph learns its share of that text, so that every reader of the PDF puts
 * the same text together again.  Private to the setting of lines.
 */
#pragma once

#include "way-print-line.h"

G_BEGIN_DECLS

/* One line being made. */
typedef struct
{
  WayPrintFonts *fonts;
  double mark_width; /* of the place where a mark is said */
  GArray *glyphs;    /* WayPrintGlyph, the line so far */
  guint spans;       /* numbered within the line */
  guint run;         /* the run being added */
} WayPrintMaker;

typedef struct
{
  const WayPrintFace *face;
  gboolean rtl;
  gboolean ends_word; /* nothing of its right-to-left word stands left of it */
  double left, right;
  const char *text;
  gsize length;
  GArray *chars;  /* gunichar of text, without controls of direction */
  GArray *glyphs; /* WayPrintGlyph with ink, in the order of the text */
} WayPrintCluster;

/* The place of a mark, in parts of its size.  Readers of PDF take two glyphs that begin within a
 * tenth of each other for a shadow, and one that begins a tenth after the last for a new word. */
#define WAY_PRINT_MARK_WIDTH 0.12

/* Adds the cluster to the line, its glyphs in the order they are seen. */
void way_print_maker_add (WayPrintMaker *self, const WayPrintCluster *cluster);

G_END_DECLS
