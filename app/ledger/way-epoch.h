/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayEpoch: who holds which key from some position of a log on (docs/format.md, 7).
 *
 * Immutable, reference counted, safe from any thread.
 */
#pragma once

#include "way-entry.h"

G_BEGIN_DECLS

#define WAY_WRAP_SIZE 156
#define WAY_FORMER_BOX_SIZE 72
#define WAY_EPOCH_LIST_MAX 2048
#define WAY_MEMBER_FLAG_RECOVERY 1

typedef struct
{
  WayId device;
  guint64 last_dev_seq;
  WayHash last_hash;
} WayCut;

typedef struct
{
  WayId device; /* nil: the organisation's recovery key */
  guint8 role, flags;
  guint8 wrap[WAY_WRAP_SIZE];
} WayEpochMember;

/* Read only. */
typedef struct
{
  guint32 number, former; /* former: whose key is in former_box; 0: none */
  guint8 reason;
  WayHash key_commit;
  guint8 former_box[WAY_FORMER_BOX_SIZE];
  GArray *cuts;    /* (owned): WayCut, rising */
  GArray *members; /* (owned): WayEpochMember, rising */

  /* Of the entry it came in: */
  WayId granter;
  guint64 dir_seq;
} WayEpoch;

/* (transfer full) (nullable): NULL where the form is broken (P1).  granter and dir_seq are left to
 * who knows the entry. */
WayEpoch *way_epoch_read (gconstpointer bytes, gsize size);
void way_epoch_write (const WayEpoch *self, GByteArray *out);

/* (transfer full): with empty lists. */
WayEpoch *way_epoch_new (void);
WayEpoch *way_epoch_ref (WayEpoch *self);
void way_epoch_unref (WayEpoch *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayEpoch, way_epoch_unref)

/* (transfer none) (nullable) */
const WayEpochMember *way_epoch_find (const WayEpoch *self, const WayId *device);
gboolean way_epoch_has (const WayEpoch *self, const WayId *device);

G_END_DECLS
