/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the files of this room share.  The only headers that name the engine are here; no other room
 * includes this one.
 */
#pragma once

#include <sqlite3.h>

#include "way-db.h"
#include "way-stmt.h"

G_BEGIN_DECLS

struct _WayDb
{
  gatomicrefcount ref_count;
  sqlite3 *handle; /* (owned) (nullable): NULL once closed */
  char *path;      /* (owned) */
  WayDbFlags flags;
  gboolean plain; /* without a key: way-db-plain.h */
  gboolean in_txn;

  const char *const *sql; /* (unowned) (nullable): the table of cached statements */
  guint n_sql;
  WayStmt **cache; /* (owned) (nullable): n_sql entries, each (owned) (nullable) */
};

/* -- way-db.c ---------------------------------------------------------------------------------- */

/* Opens what lies at @path, with no look at what it is; @self keeps the handle on success.  @key is
 * NULL where it is plain, here and below. */
gboolean way_db_connect (WayDb *self, const guint8 key[WAY_DB_KEY_SIZE], GError **error);

/* (transfer full): without a connection. */
WayDb *way_db_new (const char *path, WayDbFlags flags, gboolean plain);

/* way_db_open() and way_db_plain_open() in one. */
WayDb *way_db_open_as (const char *path,
                       const guint8 key[WAY_DB_KEY_SIZE],
                       WayDbFlags flags,
                       gboolean plain,
                       GError **error);

gboolean way_db_is_open (WayDb *self, GError **error);

/* -- way-db-error.c ---------------------------------------------------------------------------- */

/* Fails with @rc, the engine's answer, translated; @handle is NULL where there is none. */
gboolean way_db_fail (GError **error, sqlite3 *handle, int rc);

/* -- way-db-guard.c ---------------------------------------------------------------------------- */

/* The decision behind way_db_guard(), apart from the engine that answers. */
gboolean
way_db_guard_judge (gboolean has_codec, gboolean temp_in_memory, int version, GError **error);

/* -- way-db-settings.c ------------------------------------------------------------------------- */

/* Before the key: what needs no page of the file. */
gboolean way_db_harden (WayDb *self, GError **error);

/* After the key: every setting, read back. */
gboolean way_db_apply_settings (WayDb *self, GError **error);

/* -- way-stmt.c -------------------------------------------------------------------------------- */

void way_stmt_drop_cache (WayDb *db);

G_END_DECLS
