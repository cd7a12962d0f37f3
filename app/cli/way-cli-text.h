/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Text for a terminal: nothing in it steers the terminal, and columns stand under one another.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* (transfer full): line ends and tabs stay; other control characters and those that turn the
 * direction of writing become U+FFFD. */
char *way_cli_text_for_terminal (const char *text);

/* (transfer full): the same on one line. */
char *way_cli_text_line (const char *text);

/* -- a table -- */

/* Rows of cells that are copied in; a row begins with way_cli_table_row(). */
typedef struct _WayCliTable WayCliTable;

/* (transfer full) */
WayCliTable *way_cli_table_new (void);
void way_cli_table_free (WayCliTable *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayCliTable, way_cli_table_free)

void way_cli_table_row (WayCliTable *self);
void way_cli_table_cell (WayCliTable *self, const char *text);

/* Appends the rows, each with a line end. */
void way_cli_table_print (const WayCliTable *self, GString *to);

G_END_DECLS
