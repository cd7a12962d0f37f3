/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The server's data folder: one server at a time, and what is done to it while none runs.
 */
#pragma once

#include "way-storage-sqlite.h"

G_BEGIN_DECLS

typedef struct
{
  char *path; /* (owned) */
  int lock;
} WayServerData;

/* Makes the folder (0700) where it is not there, and locks it; IN_USE where a server has it. */
gboolean way_server_data_open (WayServerData *self, const char *path, GError **error);
void way_server_data_clear (WayServerData *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WayServerData, way_server_data_clear)

/* (transfer full): made where there is none. */
WayStorage *way_server_data_open_storage (WayServerData *self, GError **error);

/* Of what lies in the folder @path, also while a server runs: a whole copy in a new @file. */
gboolean way_server_data_backup (const char *path, const char *file, GError **error);
/* (transfer full) (element-type utf8) (nullable): one line for each thing that is wrong. */
GPtrArray *way_server_data_check (const char *path, GError **error);
/* A backup into a folder without data: checked, and marked as restored. */
gboolean way_server_data_restore (const char *path, const char *file, GError **error);

G_END_DECLS
