/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Files this program makes: readable by their owner only, and whole or not there.
 *
 * Errors are GIOError.  Any thread; it waits for the disk.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A file while it is written, under a name of its own beside @path. */
typedef struct
{
  char *path; /* (owned): where it will be */
  char *part; /* (owned): where it is */
  int fd;
} WayFile;

/* EXISTS where there is something at @path already, unless @replace; also fails where the folder
 * takes no new file: asked before any work is done for it. */
gboolean way_file_begin (WayFile *self, const char *path, gboolean replace, GError **error);
/* Writes @bytes, puts them on the disk and gives the file its name.  A file that came to @path in
 * the meantime is left alone unless @replace. */
gboolean
way_file_end (WayFile *self, gconstpointer bytes, gsize size, gboolean replace, GError **error);
/* Takes away what was not finished. */
void way_file_clear (WayFile *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WayFile, way_file_clear)

/* Begin and end. */
gboolean way_file_write (
    const char *path, gconstpointer bytes, gsize size, gboolean replace, GError **error);

/* The whole of @bytes into @fd; where it fails errno says why. */
gboolean way_file_write_all (int fd, gconstpointer bytes, gsize size);

/* TRUE where @path lies in @folder itself, whatever both are called: links lead to one folder. */
gboolean way_file_is_in_folder (const char *path, const char *folder);

/* TRUE where @path lies in the user's home folder, links followed. */
gboolean way_file_is_at_home (const char *path);

G_END_DECLS
