/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayCsv: a CSV file (RFC 4180), one row at a time.
 *
 * Cells may be quoted, and then hold delimiters, quotes written twice and line ends; lines end with
 * LF, CR LF or CR.  A byte order mark is skipped, UTF-16 with one is converted.  Rows without a
 * single letter are passed over.  Errors say the line and never what stands there; after one there
 * is no next row.  One thread.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define WAY_CSV_SIZE_MAX (96u * 1024 * 1024) /* bytes */
#define WAY_CSV_COLUMNS_MAX 1000
#define WAY_CSV_CELL_MAX (1024u * 1024) /* bytes */

typedef struct _WayCsv WayCsv;

/* (transfer full): @delimiter 0 = the one of , ; | and tab that the first line has most of.
 * TOO_LARGE, or FORMAT where it is no text. */
WayCsv *way_csv_new (GBytes *bytes, char delimiter, GError **error);
void way_csv_free (WayCsv *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayCsv, way_csv_free)

/* (transfer full) (nullable): the next row, without spaces around its cells; NULL and no error at
 * the end.  @ret_line: where it begins, from 1. */
GStrv way_csv_next (WayCsv *self, guint *ret_line, GError **error);

G_END_DECLS
