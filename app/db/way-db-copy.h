/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A whole sealed copy: as a backup, or to take the place of a database under a new key.
 *
 * Both fill a file under another name (`.part`, `.rekey`), open it, check every page of it, sync it
 * and only then give it its name.  What a crash leaves under the other name is cleared away by the
 * next attempt.
 *
 * SQLCipher's own PRAGMA rekey is not used.  Its pages do reach the file in one commit, but 4.6
 * answers OK whatever happened, and after a failure it leaves the connection writing with a key the
 * file does not have; the next save would mix two keys in one file (sqlite3_rekey_v2()).
 */
#pragma once

#include "way-db.h"

G_BEGIN_DECLS

/* Copies @self, with everything committed so far, to a new file at @path that opens with @key.  It
 * needs no log beside it.  EXISTS where there is a file already.  Not inside a transaction. */
gboolean
way_db_backup (WayDb *self, const char *path, const guint8 key[WAY_DB_KEY_SIZE], GError **error);

/* Afterwards the file opens with @new_key only.  At every moment, a crash included, it opens with
 * one of the two and holds everything; FALSE means that @old_key still opens it, unless it was
 * syncing the folder or opening again that failed: whoever keeps keys keeps both until one was seen
 * to open the file.  @self stays open under the key that counts, or is closed where that failed;
 * cached statements are prepared anew.  No statement may be in use, no transaction open, and no
 * other program may have the file open. */
gboolean way_db_rekey (WayDb *self,
                       const guint8 old_key[WAY_DB_KEY_SIZE],
                       const guint8 new_key[WAY_DB_KEY_SIZE],
                       GError **error);

G_END_DECLS
