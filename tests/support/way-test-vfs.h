/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayTestVfs: a disk under the database that fails when told to, and can lose power.
 *
 * Installed, it is SQLite's default file system for the whole process, in front of the real one,
 * and it owns the hook of way-fault.h.  It counts the operations that change the disk:
 *
 *   a write · a truncation · a sync · a removed file · a file made by SQLite · a named fault point
 *
 * and the one at the number given to way_test_vfs_arm() suffers.  A loop over all of them is
 *
 *   for (guint64 at = 1;; at++)
 *     {
 *       way_test_vfs_arm (vfs, WAY_TEST_FAULT_CRASH, at);
 *       run_the_script ();                        // every database closed again
 *       if (!way_test_vfs_has_struck (vfs))
 *         break;                                  // the script ended before number `at`
 *       way_test_vfs_power_up (vfs, WAY_TEST_LOSS_TORN_512, random);
 *       check_what_is_left ();
 *     }
 *
 * Fault points stand in front of what the program does to files by itself (a rename, a synced
 * folder), so a crash comes before each of those too; a point named `…-placed` or `…-closed` says
 * that names in all folders are lasting from there on.
 *
 * Syncs do not reach the real disk: nothing here outlives a crash of the machine that runs the
 * tests.  Locks and shared memory are the real ones.  Any thread; arm, power up and ask while no
 * other thread works.
 */
#pragma once

#include "way-test-disk.h"

G_BEGIN_DECLS

typedef enum
{
  WAY_TEST_FAULT_NONE,
  /* From that operation on there is no room: writes and new files fail with ENOSPC, until the next
   * arm.  Overwriting, too: some file systems always need new room. */
  WAY_TEST_FAULT_FULL,
  /* That one operation fails with EIO, undone; the next ones are well. */
  WAY_TEST_FAULT_IO,
  /* The first sync at or after it fails with EIO, and later ones are well: what it was for may
   * never reach the disk, see way-test-disk.h. */
  WAY_TEST_FAULT_SYNC,
  /* The first write at or after it stores its first half only and fails with EIO. */
  WAY_TEST_FAULT_SHORT_WRITE,
  /* That operation is the last thing the disk heard, if it heard it: it and everything after fail,
   * reading as well, until way_test_vfs_power_up(). */
  WAY_TEST_FAULT_CRASH,
} WayTestFault;

typedef struct _WayTestVfs WayTestVfs;

/* Only one at a time; no database may be open at either. */
WayTestVfs *way_test_vfs_install (void);
void way_test_vfs_uninstall (WayTestVfs *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayTestVfs, way_test_vfs_uninstall)

/* Counts from 1 again.  WAY_TEST_FAULT_NONE disarms. */
void way_test_vfs_arm (WayTestVfs *self, WayTestFault fault, guint64 at);

/* Operations since the last arm. */
guint64 way_test_vfs_get_count (WayTestVfs *self);

/* Did anything fail since the last arm? */
gboolean way_test_vfs_has_struck (WayTestVfs *self);

/* Leaves on the disk what a power cut now, or WAY_TEST_LOSS_NONE a killed process, would leave;
 * ends a crash and disarms.  Every database must be closed: closing after a crash changes nothing.
 */
void way_test_vfs_power_up (WayTestVfs *self, WayTestLoss loss, WayRandom *random);

/* Files SQLite made for temporary data since install: none may ever be, they would be in clear. */
guint way_test_vfs_get_n_temporary (WayTestVfs *self);

G_END_DECLS
