/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The server's door: a database file without a key.
 *
 * What the server holds was sealed on laptops, or is public to it (format.md, 14), and a key beside
 * the file would protect nothing.  Everything else is as in way-db.h: the same settings, the same
 * guard, the same errors.  A sealed file is refused here, and a plain one there.  The only header
 * of this room that room server includes.
 */
#pragma once

#include "way-db-check.h"
#include "way-db.h"
#include "way-migrate.h"
#include "way-stmt.h"
#include "way-txn.h"

G_BEGIN_DECLS

/* "WAYS" in the file's header. */
#define WAY_DB_PLAIN_APPLICATION_ID 0x57415953

/* (transfer full) */
WayDb *
way_db_plain_open (const char *path, WayDbFlags flags, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* As way_db_backup(), of a plain file into a plain file. */
gboolean way_db_plain_backup (WayDb *self, const char *path, GError **error);

G_END_DECLS
