/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a piece of work asks of the disk: the linker leads fsync, fdatasync and pwrite64 of the
 * whole program through here (tests/bench/meson.build).
 */
#pragma once

#include <glib.h>

typedef struct
{
  gint log_syncs;   /* of the write-ahead log */
  gint other_syncs; /* of anything else */
  gint writes;
  gint kib; /* written, each write rounded up */
} DiskCount;

/* From now on everything is added to @count, which outlives that; NULL: nothing is counted. */
void disk_count_to (DiskCount *count);
