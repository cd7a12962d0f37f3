/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The words for an enumeration's names, from data/codes.json: "former_relevant" reads "Former
 * relevant".
 *
 * Read once and never changed; main context only.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* @list: "status", "edition", "goal_state", "closed_reason" …  A code that is not there, from a
 * newer version perhaps, is its own label. */
const char *way_codes_label (const char *list, const char *code);
/* (transfer none): every code of @list in its own order, NULL-terminated. */
const char *const *way_codes_list (const char *list);
/* What it means, in a sentence without its label; "" where nothing more is said. */
const char *way_codes_meaning (const char *list, const char *code);

G_END_DECLS
