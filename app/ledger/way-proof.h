/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayProof: two signatures of one organisation that cannot both be of one history (docs/format.md,
 * 18).
 *
 * Whoever has the file can judge it: it holds the directory, and the headers of the record on which
 * the two differ; no word of the record, and no key.
 */
#pragma once

#include "way-directory.h"
#include "way-entry.h"
#include "way-log.h"

G_BEGIN_DECLS

typedef struct
{
  WayId org, log;
  WayId one, other;   /* the devices that signed */
  guint64 position;   /* of the log up to which both say what stood there */
  gboolean directory; /* it is the directory they differ on, and the position is that of it */
} WayProof;

/* Whether a device of @directory signed @entry on another history than @log and @directory; what a
 * restored server may have lost is none. */
gboolean way_proof_differs (WayLog *log, WayDirectory *directory, const WayEntry *entry);

/* Whether a device of @directory signed it. */
gboolean way_proof_is_signed (const WayEntry *entry, WayDirectory *directory);

/* (transfer full): @directory and @held: GBytes of all their entries, with bodies or without;
 * @one: an entry that has seen @held; @other: one that differs. */
GBytes *way_proof_write (const WayId *org,
                         const WayId *log,
                         GPtrArray *directory,
                         GPtrArray *held,
                         GBytes *one,
                         GBytes *other);

/* FALSE where the bytes prove nothing: they are no such file, or the signatures do not contradict
 * each other. */
gboolean way_proof_judge (gconstpointer bytes, gsize size, WayProof *ret_proof);

G_END_DECLS
