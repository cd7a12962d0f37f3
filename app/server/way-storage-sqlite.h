/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The storage in one SQLite file: write-ahead log, a full sync at each commit.
 */
#pragma once

#include "way-storage.h"

G_BEGIN_DECLS

#define WAY_STORAGE_FILE "server.db"

typedef enum
{
  WAY_STORAGE_EXISTING,
  WAY_STORAGE_CREATE, /* where there is none yet */
  WAY_STORAGE_READ,   /* nothing is ever written; a server may run meanwhile */
} WayStorageMode;

/* (transfer full): what lies at @path. */
WayStorage *way_storage_sqlite_open (const char *path,
                                     WayStorageMode mode,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* A whole copy at @path, where there is nothing yet. */
gboolean way_storage_sqlite_copy (WayStorage *self, const char *path, GError **error);

/* (transfer full) (element-type utf8): one line for each thing that is wrong with the file. */
GPtrArray *way_storage_sqlite_check (WayStorage *self);

G_END_DECLS
