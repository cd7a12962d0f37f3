/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The files of data/ that travel inside the program.
 */
#pragma once

#include <gio/gio.h>
#include "way-reference.h"

G_BEGIN_DECLS

/* (transfer full): England. */
WayReference *way_exchange_load_reference (GError **error);

/* (transfer full): the practice caseload, an interchange document with as_of. */
GBytes *way_exchange_get_practice (void);
/* (transfer full): every enumeration with the label people see (`waymark-codes/1`). */
GBytes *way_exchange_get_codes (void);
/* (transfer full): the returns a council gives: who, which rules, which columns
 * (`waymark-returns/1`). */
GBytes *way_exchange_get_returns (void);
/* (transfer full): plain words to make a passphrase of, 1,024 or more (`waymark-words/1`). */
GStrv way_exchange_dup_words (void);

G_END_DECLS
