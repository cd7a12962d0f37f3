/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * CSV (RFC 4180): UTF-8 without a byte order mark, commas, CR LF.
 *
 * A cell that a spreadsheet would take for a formula gets an apostrophe before it: what somebody
 * typed into a record is never run by whoever opens the file.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* @cells ends with NULL. */
void way_csv_append_row (GString *out, const char *const *cells);

G_END_DECLS
