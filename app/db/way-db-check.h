/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Is every byte of the file the one Waymark wrote?
 *
 * Three looks, as each misses what another sees (security.md 32): the seal of every page, the
 * structure of tables and indexes, and the file's length and first bytes, which no seal covers.  An
 * older page put back whole passes all of them; the store's running hash is there for that.
 */
#pragma once

#include "way-db.h"

G_BEGIN_DECLS

/* (transfer full) (element-type utf8): one plain line for each problem, without record content;
 * none where the file is sound.  A check that cannot run is a problem too.  Writes the log back to
 * the file first and changes nothing else.  Not inside a transaction. */
GPtrArray *way_db_check (WayDb *self);

G_END_DECLS
