/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayTestDisk: what would be left of some files after a power cut.
 *
 * The files themselves are real and always hold everything written so far, as a running system sees
 * them.  Beside them this keeps what is lasting: the bytes at each file's last successful sync, and
 * every change since.  A power cut rewrites the files from that:
 *
 *  - a synced byte stays;
 *  - an unsynced write is lost or kept sector by sector, each by itself and in any order; an
 *    unsynced truncation happened or did not;
 *  - after a sync that failed, the changes it was meant for stay uncertain for good, whatever later
 *    syncs say, until other synced writes replace them: the system has forgotten them;
 *  - a name made or removed is certain once its folder, or for a new file the file, was synced.
 *
 * Only bytes inside an unsynced write are ever at risk: a neighbour in the same sector is not, as
 * SQLite assumes of disks (SQLITE_IOCAP_POWERSAFE_OVERWRITE).  Not thread-safe.
 */
#pragma once

#include "way-random.h"

G_BEGIN_DECLS

typedef enum
{
  WAY_TEST_LOSS_NONE, /* the process was killed, the system went on: nothing is lost */
  WAY_TEST_LOSS_ALL,  /* nothing unsynced is left, removed names are back */
  WAY_TEST_LOSS_TORN_512,
  WAY_TEST_LOSS_TORN_4096,
  WAY_TEST_N_LOSSES,
} WayTestLoss;

typedef struct _WayTestDisk WayTestDisk;
typedef struct _WayTestDiskFile WayTestDiskFile;

WayTestDisk *way_test_disk_new (void);
void way_test_disk_free (WayTestDisk *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayTestDisk, way_test_disk_free)

/* (transfer none): the file at @path, which exists now; @created: since a moment.  Its present
 * bytes count as lasting where it was neither created nor known before, or was replaced by a
 * rename. */
WayTestDiskFile *way_test_disk_open (WayTestDisk *self, const char *path, gboolean created);

/* After the real file was changed. */
void way_test_disk_write (WayTestDiskFile *file, gconstpointer bytes, gsize size, gint64 offset);
void way_test_disk_truncate (WayTestDiskFile *file, gint64 size);
void way_test_disk_sync (WayTestDiskFile *file);
void way_test_disk_sync_failed (WayTestDiskFile *file);

/* After the real name was removed; @lasting: its folder was synced as well. */
void way_test_disk_remove (WayTestDisk *self, const char *path, gboolean lasting);

/* Every name in the folder of @path, or in all folders where it is NULL, is lasting. */
void way_test_disk_sync_names (WayTestDisk *self, const char *path);
void way_test_disk_sync_file_folder (WayTestDisk *self, WayTestDiskFile *file);

/* Rewrites the real files, which nobody may have open, and forgets everything.  @random decides
 * where a loss is torn and may be NULL otherwise.  A file that was renamed over is left alone. */
void way_test_disk_power_cut (WayTestDisk *self, WayTestLoss loss, WayRandom *random);

G_END_DECLS
