/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayPrintFlow: everything that is printed, as strips from top to bottom, and where the pages
 * break.
 *
 * A strip is as wide as the text and is never cut: a line of a paragraph, or one line of every cell
 * of a table's row.  Glue says how hard it holds to the next strip.  Pagination is one pass over
 * the strips, after they were set and before anything is drawn, so the number of pages is known
 * when the first one is drawn and no text is set twice.
 *
 * Places in a strip are counted from the leading edge of the text and the top of the strip.
 */
#pragma once

#include "way-print-line.h"
#include "way-print-tree.h"

G_BEGIN_DECLS

typedef enum
{
  WAY_PRINT_GLUE_NONE,   /* a page may end here */
  WAY_PRINT_GLUE_WEAK,   /* only where all that is glued together is longer than a page */
  WAY_PRINT_GLUE_STRONG, /* only where even the strongly glued is longer than a page */
} WayPrintGlue;

typedef enum
{
  WAY_PRINT_PIECE_LINE,
  WAY_PRINT_PIECE_RULE,
  WAY_PRINT_PIECE_BOX,    /* to be ticked */
  WAY_PRINT_PIECE_SPEECH, /* the icon of own words */
} WayPrintPieceKind;

typedef enum
{
  WAY_PRINT_ALIGN_OWN, /* where the line itself begins: left, or right for a right-to-left one */
  WAY_PRINT_ALIGN_LEADING,
  WAY_PRINT_ALIGN_TRAILING,
} WayPrintAlign;

typedef struct
{
  WayPrintPieceKind kind;
  WayPrintNode *node; /* (nullable): NULL for an artefact */
  double x, y;        /* y: of the baseline for a line, else of the top */
  double width, height;
  WayPrintLine *line; /* (owned) (nullable) */
  WayPrintAlign align;
  WayPrintColour colour;
  gboolean ticked;
} WayPrintPiece;

/* A ground under consecutive strips: own words, or text in another language than the labels'. */
typedef struct
{
  gboolean own_words; /* else only a grey bar */
  gboolean rtl;       /* the side of its bar */
  double padding;     /* kept free where a page ends or begins within it */
} WayPrintGround;

typedef struct
{
  double before; /* dropped at the head of a page */
  double height;
  WayPrintGlue glue;
  gboolean fresh; /* begins a page */
  guint ground;   /* 0 = none, else its number from 1 */
  guint table;    /* 0 = none, else its number from 1 */
  gboolean head;  /* the head of its table */
  GArray *pieces; /* (owned): WayPrintPiece */
} WayPrintStrip;

typedef struct
{
  guint strip;
  double y;          /* of its top on the page */
  gboolean repeated; /* the head of a table that began on an earlier page */
} WayPrintPlaced;

typedef struct _WayPrintFlow WayPrintFlow;

/* (transfer full) */
WayPrintFlow *way_print_flow_new (void);
void way_print_flow_free (WayPrintFlow *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayPrintFlow, way_print_flow_free)

/* Belongs to @self; good until it is freed. */
WayPrintStrip *way_print_flow_add (WayPrintFlow *self, double before, double height);
guint way_print_flow_add_ground (WayPrintFlow *self, WayPrintGround ground);
guint way_print_flow_add_table (WayPrintFlow *self);

guint way_print_flow_get_n_strips (WayPrintFlow *self);
WayPrintStrip *way_print_flow_get_strip (WayPrintFlow *self, guint i);
const WayPrintGround *way_print_flow_get_ground (WayPrintFlow *self, guint number);

/* Takes @piece's line. */
void way_print_strip_add (WayPrintStrip *self, WayPrintPiece piece);
/* Room above and below what is in it. */
void way_print_strip_pad (WayPrintStrip *self, double above, double below);

/* (transfer full): for each page a GArray of WayPrintPlaced; the first page begins at @first_top.
 */
GPtrArray *way_print_flow_paginate (WayPrintFlow *self, double first_top);

G_END_DECLS
