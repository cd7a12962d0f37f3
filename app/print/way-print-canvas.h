/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayPrintCanvas: pages drawn with cairo, and a record of what each piece of them is.
 *
 * cairo draws and embeds the fonts; it is told nothing about the text.  Every piece is drawn
 * between two marks of cairo's, in turn, and what stands between the n-th pair of a page is kept as
 * the n-th WayPrintLeaf of that page.  way-print-content.h puts the two together again.
 *
 * Places are points from the top left corner of the page.  One instance, one thread.
 */
#pragma once

#include <cairo.h>
#include "way-print-line.h"
#include "way-print-tree.h"

G_BEGIN_DECLS

typedef enum
{
  WAY_PRINT_LEAF_CONTENT,  /* belongs to a node */
  WAY_PRINT_LEAF_LAYOUT,   /* a rule, a ground, an icon: artefact */
  WAY_PRINT_LEAF_HEADER,   /* the running head: artefact */
  WAY_PRINT_LEAF_FOOTER,   /* the foot: artefact */
  WAY_PRINT_LEAF_REPEATED, /* the head of a table on its further pages: artefact */
} WayPrintLeafKind;

typedef struct
{
  WayPrintLeafKind kind;
  guint mark;       /* its number on the page, for content */
  char *actual;     /* (owned) (nullable): what its glyphs say together */
  GPtrArray *texts; /* (owned): for each glyph what it says, or NULL; text of WayPrintFonts */
} WayPrintLeaf;

typedef struct _WayPrintCanvas WayPrintCanvas;

/* (transfer full) */
WayPrintCanvas *way_print_canvas_new (void);
/* (transfer full): pages to look at, drawn over one another on @cairo; there is nothing to finish,
 * and no node learns of it. */
WayPrintCanvas *way_print_canvas_new_on (cairo_t *cairo);
void way_print_canvas_free (WayPrintCanvas *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayPrintCanvas, way_print_canvas_free)

void way_print_canvas_begin_page (WayPrintCanvas *self);
void way_print_canvas_end_page (WayPrintCanvas *self);

/* What is drawn from now on: content of @node, or an artefact of @kind. */
void way_print_canvas_set_node (WayPrintCanvas *self, WayPrintNode *node);
void way_print_canvas_set_artefact (WayPrintCanvas *self, WayPrintLeafKind kind);

void way_print_canvas_draw_line (WayPrintCanvas *self,
                                 const WayPrintLine *line,
                                 double x,
                                 double baseline,
                                 WayPrintColour colour);
void way_print_canvas_fill (
    WayPrintCanvas *self, double x, double y, double width, double height, WayPrintColour colour);
void way_print_canvas_frame (WayPrintCanvas *self,
                             double x,
                             double y,
                             double width,
                             double height,
                             double radius,
                             double thickness);
/* The ticks of a box: from the corner of the box, which is @size wide. */
void way_print_canvas_tick (WayPrintCanvas *self, double x, double y, double size);
/* The speech mark of own words, @size wide. */
void way_print_canvas_speech (WayPrintCanvas *self, double x, double y, double size);
/* Dark squares of @modules by @modules, one byte each, bit 0 = dark. */
void way_print_canvas_squares (
    WayPrintCanvas *self, const guint8 *dark, guint modules, double x, double y, double size);

guint way_print_canvas_get_n_pages (WayPrintCanvas *self);
/* WayPrintLeaf, in order; belongs to @self. */
GPtrArray *way_print_canvas_get_leaves (WayPrintCanvas *self, guint page);

/* (transfer full): the PDF as cairo makes it; nothing is drawn after this. */
GBytes *way_print_canvas_finish (WayPrintCanvas *self, GError **error);

G_END_DECLS
