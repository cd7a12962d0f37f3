/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayPrintFonts: the exact font files a page is set in, and nothing else the machine may have.
 *
 * A private fontconfig over named files, so that the same text gives the same glyphs everywhere.
 * It also keeps what each glyph of each file says (its text in the PDF), so that copying, searching
 * and reading aloud give back what was written.
 *
 * One instance serves one PDF, on one thread.
 */
#pragma once

#include <pango/pangocairo.h>
#include "way-print-type.h"

G_BEGIN_DECLS

typedef struct
{
  PangoFont *font;             /* (owned) */
  cairo_scaled_font_t *scaled; /* belongs to font */
  const char *file;            /* interned; the same for all sizes of a file */
  PangoGlyph space;
  PangoGlyph blanks[4]; /* no ink, no width */
  guint n_blanks;
} WayPrintFace;

typedef struct _WayPrintFonts WayPrintFonts;

/* (transfer full): @folders (nullable) are searched in order instead of the usual ones.  Fails with
 * the name of the package that holds the file that was not found. */
WayPrintFonts *way_print_fonts_new (const char *const *folders, GError **error);
void way_print_fonts_free (WayPrintFonts *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayPrintFonts, way_print_fonts_free)

PangoContext *way_print_fonts_get_context (WayPrintFonts *self);

/* What pango needs for a style; belongs to @self. */
const PangoFontDescription *way_print_fonts_describe (WayPrintFonts *self,
                                                      const WayPrintType *type);

/* Belongs to @self. */
const WayPrintFace *way_print_fonts_get_face (WayPrintFonts *self, PangoFont *font);

/* TRUE where @glyph of @face says @text from now on; FALSE where it already says something else,
 * and only an ActualText can tell this one apart. */
gboolean way_print_fonts_claim (WayPrintFonts *self,
                                const WayPrintFace *face,
                                PangoGlyph glyph,
                                const char *text);

/* The blank of @face that says @text; FALSE where none is left.  One blank of a face always says
 * nothing: @text "". */
gboolean way_print_fonts_claim_blank (WayPrintFonts *self,
                                      const WayPrintFace *face,
                                      const char *text,
                                      PangoGlyph *ret_glyph);

/* A copy of @text that lives as long as @self. */
const char *way_print_fonts_keep_text (WayPrintFonts *self, const char *text, gsize length);

G_END_DECLS
