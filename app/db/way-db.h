/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayDb: one encrypted database file (SQLCipher), opened with a raw key.
 *
 * Every setting that safety rests on is set and read back at open: write-ahead log, a full sync at
 * each commit, temporary data in memory, deleted rows overwritten, foreign keys, no extensions and
 * no trust in the schema.  A commit that returned TRUE is on the disk.
 *
 * Thread: one at a time.  The connection carries no mutex of its own, as the store's worker is the
 * only thread that touches it; a mutex would only hide a caller who breaks that rule.
 *
 * The key is copied into memory that SQLCipher locks and wipes; the caller keeps and wipes its own.
 */
#pragma once

#include "way-db-error.h"

G_BEGIN_DECLS

#define WAY_DB_KEY_SIZE 32

/* "WAYM" in the file's header: a database with the right key that is not ours is refused. */
#define WAY_DB_APPLICATION_ID 0x5741594d

/* Counted references; closed with the last one. */
typedef struct _WayDb WayDb;

typedef enum
{
  WAY_DB_EXISTING = 0,
  /* Makes a new file, mode 0600; fails with EXISTS where there is one, or remains of one. */
  WAY_DB_CREATE = 1 << 0,
  /* Every write fails with READ_ONLY.  Not together with WAY_DB_CREATE. */
  WAY_DB_READ_ONLY = 1 << 1,
  /* Opening takes no room on the disk, as what a log holds is listed in memory and not beside the
   * file.  The caller knows that nobody else has this file open; with WAY_DB_READ_ONLY nothing is
   * locked either, and no file need be writable. */
  WAY_DB_ALONE = 1 << 2,
} WayDbFlags;

/* Refuses with NOT_ENCRYPTED_ENGINE where the engine in this process is not the SQLCipher this
 * program was built for.  Every open asks it before any key is used; programs ask it at start. */
gboolean way_db_guard (GError **error);

/* (transfer full).  A file appears at @path only whole and sealed, and never unless asked. */
WayDb *way_db_open (const char *path,
                    const guint8 key[WAY_DB_KEY_SIZE],
                    WayDbFlags flags,
                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

WayDb *way_db_ref (WayDb *self);
void way_db_unref (WayDb *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayDb, way_db_unref)

/* Writes the log back and closes now, whoever still holds a reference; later calls fail.  No
 * statement may be in use.  Closing cannot lose anything: what was committed is on the disk. */
void way_db_close (WayDb *self);

/* (transfer none): as given to way_db_open(). */
const char *way_db_get_path (WayDb *self);

/* Runs statements without values or results, one after the other. */
gboolean way_db_exec (WayDb *self, const char *sql, GError **error);

/* Runs a statement without values; its first row's first column, 0 where it gives no row. */
gboolean way_db_query_int64 (WayDb *self, const char *sql, gint64 *ret_value, GError **error);

/* The row id of the newest insert, and how many rows the newest statement changed. */
gint64 way_db_get_last_row_id (WayDb *self);
gint64 way_db_get_changes (WayDb *self);

G_END_DECLS
