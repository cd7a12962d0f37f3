/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * For the directory's own files: what it is made of, and what its judge hands to its append.
 */
#pragma once

#include "way-directory.h"

G_BEGIN_DECLS

struct _WayDirectory
{
  gint ref_count; /* (atomic) */
  WayId org;
  WayId team_log;
  GArray *heads;        /* (owned): WayHash; [0] is that of the empty log */
  GPtrArray *devices;   /* (owned): WayDirDevice, owned */
  GHashTable *by_id;    /* (owned): WayId of a device → WayDirDevice */
  GHashTable *keys;     /* (owned): WayHash of every key of 32 bytes, owned */
  GArray *roots;        /* (owned): by position */
  GArray *recoveries;   /* (owned): by position */
  GArray *policies;     /* (owned): by position */
  GArray *incarnations; /* (owned): by position */
};

/* On OK @ret_entry and @ret_body hold what was judged. */
WayVerdict way_directory_judge_entry (WayDirectory *self,
                                      gconstpointer bytes,
                                      gsize size,
                                      const WayDirArrival *arriving,
                                      WayDirEntry *ret_entry,
                                      WayDirBody *ret_body);

G_END_DECLS
