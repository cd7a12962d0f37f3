/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The usual place of backups: the folder `backups` beside the vault's own, the last three kept
 * (decisions.md 7).
 *
 * Files there are called `waymark-YYYY-MM-DD-HHMM.waymark-backup`, with `-2` and so on within one
 * minute.  Vaults that lie side by side share the folder: only what begins as a backup of the one
 * vault counts, and only that is ever thinned out.  Blocking; safe from any thread.
 */
#pragma once

#include "way-clock.h"
#include "way-store-error.h"
#include "way-vault.h"

G_BEGIN_DECLS

typedef struct
{
  char *path;     /* (owned) */
  char *stamp;    /* (owned): YYYY-MM-DD-HHMM, in Great Britain */
  guint64 number; /* which of that minute */
} WayBackup;

/* (transfer full): the folder for backups of the vault in @dir, made where it is missing. */
char *way_backups_make_folder (const char *dir, GError **error);

/* (transfer full): a path of this minute that comes after all others in @folder. */
char *way_backups_dup_new_path (const char *folder, WayClock *clock);

/* (transfer full) of WayBackup: of the vault in @dir, newest first; where its vault.keys cannot be
 * read, of the vault that the newest one is of.  Empty where there are none. */
GPtrArray *way_backups_list (const char *dir);

/* A vault that was restored into the folder @restored, and is closed, takes the place of the
 * damaged one in @dir, which is kept beside it under a name of this minute. */
gboolean
way_backups_take_place (const char *dir, const char *restored, WayClock *clock, GError **error);

/* Whether way_backups_thin() would remove any. */
gboolean way_backups_has_more_than_kept (const char *dir);
/* Removes all but the last three of that list. */
void way_backups_thin (const char *dir);

G_END_DECLS
