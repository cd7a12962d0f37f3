/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayTestFiles: the files beside the database, and the keyring, on the disk of way-test-vfs.h.
 *
 * The program that links this wraps the calls by which rooms store and db work on files themselves
 * (see meson.build); each of them on a file of a test vault counts as one operation:
 *
 *   a file made · a write · a sync of a file or a folder · a rename · a removal · a half stored in
 *   the keyring or removed from it
 *
 * and suffers as the database's do.  After a crash none of them is done any more, so what the code
 * would still clear away stays, as after a real one.
 *
 * A power cut takes back what no sync of its folder made lasting: the last renames, removals and
 * new names, any number of them but in their order, as a journal keeps it; and of a file that was
 * not synced it leaves the beginning, up to some sector.
 */
#pragma once

#include "way-test-vfs.h"

typedef struct _WayTestFiles WayTestFiles;

/* In front of @vfs; only one at a time. */
WayTestFiles *way_test_files_install (WayTestVfs *vfs);
void way_test_files_uninstall (WayTestFiles *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayTestFiles, way_test_files_uninstall)

/* As those of way-test-vfs.h, for both.  What was done before arming is lasting. */
void way_test_files_arm (WayTestFiles *self, WayTestFault fault, guint64 at);
guint64 way_test_files_get_count (WayTestFiles *self);
gboolean way_test_files_has_struck (WayTestFiles *self);
void way_test_files_power_up (WayTestFiles *self, WayTestLoss loss, WayRandom *random);

/* (transfer none): the names of the operations since the last arm that are no plain work of the
 * database: index = number, NULL for the others.  Valid until the next arm. */
GPtrArray *way_test_files_get_names (WayTestFiles *self);

/* renameat2() says EINVAL from now on, as on a memory stick. */
void way_test_files_set_plain_drive (WayTestFiles *self, gboolean plain);
