/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayTxn: a transaction as a guard.
 *
 *   g_autoptr (WayTxn) txn = way_txn_begin (db, error);
 *
 *   if (txn == NULL || !write_it (db, error))
 *     return FALSE;
 *   return way_txn_commit (txn, error);
 *
 * Leaving scope without a commit that succeeded rolls everything back.  Begun IMMEDIATE, so a
 * writer that would have to wait waits before its first change.  No nesting: it is an error.
 */
#pragma once

#include "way-db.h"

G_BEGIN_DECLS

typedef struct _WayTxn WayTxn;

WayTxn *way_txn_begin (WayDb *db, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* What is read until the guard is freed is read of one moment, and the file is not asked before
 * each statement whether somebody wrote.  Nothing is written; it is never committed. */
WayTxn *way_txn_begin_reading (WayDb *db, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* TRUE: on the disk.  FALSE, a failing fsync included: not saved, rolled back; the next open shows
 * all of it or nothing of it.  Once per guard. */
gboolean way_txn_commit (WayTxn *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Rolls back unless committed. */
void way_txn_free (WayTxn *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayTxn, way_txn_free)

G_END_DECLS
