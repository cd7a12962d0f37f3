/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Files around a database: what lies at a path, and putting a finished file in place for good.
 */
#pragma once

#include "way-db-error.h"

G_BEGIN_DECLS

/* Refuses, with the error that says so, what cannot be a sealed database: nothing there, no
 * ordinary file, an empty one.  Does not open it: closing it again would drop the locks this
 * process may hold on it. */
gboolean way_db_file_judge (const char *path, GError **error);

/* Refuses where @path, or a log of a former database at @path, exists. */
gboolean way_db_file_is_free (const char *path, GError **error);

/* Makes an empty file, mode 0600, taking away what a broken attempt left at @path. */
gboolean way_db_file_start (const char *path, GError **error);

/* Makes @temp lasting, names it @path and makes the name lasting.  @replace FALSE never
 * overwrites: EXISTS. */
gboolean way_db_file_place (const char *temp, const char *path, gboolean replace, GError **error);

/* Takes away an unfinished file and its logs; says nothing if it cannot. */
void way_db_file_discard (const char *temp);

/* fsync of the folder @path lies in: its names are as lasting as its files. */
gboolean way_db_file_sync_folder (const char *path, GError **error);

/* Does a log of the database at @path hold anything? */
gboolean way_db_file_has_log (const char *path);

G_END_DECLS
