/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Migrations: how a database of an older Waymark becomes one of today.
 *
 * An ordered list, of which nothing is ever changed or taken away once shipped: the n-th entry
 * leads from schema version n - 1 to n.  Each runs in a transaction of its own together with the
 * new version number, so a crash leaves a whole older version, never something between.
 */
#pragma once

#include "way-db.h"

G_BEGIN_DECLS

/* Runs inside the migration's transaction, after its statements. */
typedef gboolean (*WayMigrateFunc) (WayDb *db, GError **error);

typedef struct
{
  const char *sql;       /* (nullable) */
  WayMigrateFunc change; /* (nullable): what statements alone cannot do */
} WayMigration;

/* The version the file is at; a new one is at 0. */
gboolean way_migrate_get_version (WayDb *db, guint *ret_version, GError **error);

/* Brings @db to version @n.  A file of a higher version is refused with NEWER_SCHEMA and left as
 * it is.  On failure the file is at the last version that was reached whole. */
gboolean way_migrate (WayDb *db, const WayMigration *migrations, guint n, GError **error);

G_END_DECLS
