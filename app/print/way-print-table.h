/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tables: rules between rows only; the head again on each page; a row is cut only where it is
 * longer than a page.
 */
#pragma once

#include "way-print-compose.h"

G_BEGIN_DECLS

typedef struct
{
  double x, width;
} WayPrintColumn;

typedef struct
{
  const char *text, *language;
} WayPrintNote;

typedef struct
{
  const char *text, *language; /* nothing is printed for an empty text */
  const WayPrintNote *notes;   /* (nullable): further paragraphs; the last has no text */
  gboolean strong;             /* bold: says what the row is about */
  gboolean box, ticked;        /* a box to tick instead of text */
  gboolean tall;               /* room for two lines at least: someone signs here */
} WayPrintCell;

typedef struct
{
  WayPrintComposer *composer;
  const WayPrintColumn *columns;
  guint n_columns;
  WayPrintNode *node;
  guint number;
} WayPrintTable;

/* @heads (nullable): one label for each column. */
WayPrintTable way_print_table_begin (WayPrintComposer *composer,
                                     const WayPrintColumn *columns,
                                     guint n_columns,
                                     const char *const *heads);
/* One cell for each column; @keep: the next row stays on the page of this one. */
void way_print_table_add_row (WayPrintTable *self, const WayPrintCell *cells, gboolean keep);
void way_print_table_end (WayPrintTable *self);

G_END_DECLS
