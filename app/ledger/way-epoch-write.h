/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Making an EPOCH: who is in it, and the new key for each of them.
 */
#pragma once

#include "way-entry-write.h"

G_BEGIN_DECLS

typedef enum
{
  WAY_EPOCH_NEW_LOG = 1,
  WAY_EPOCH_MEMBERS,
  WAY_EPOCH_REVOKED,
  WAY_EPOCH_ROUTINE,
  WAY_EPOCH_RECOVERY,
  WAY_EPOCH_AGAIN, /* issued again after a complaint */
} WayEpochReason;

/* (transfer full): WayId, rising, without RECOV: exactly those whom the first epoch of a log must
 * have where @device signs it. */
GArray *way_epoch_first_members (WayDirectory *directory, const WayId *log, const WayId *device);

/* (transfer full): the members in force whom the directory has not revoked. */
GArray *way_epoch_staying_members (WayDirectory *directory, WayLog *log);

/* (transfer full) (nullable): the body of the next epoch.  @members: WayId in any order, without
 * RECOV, each certified.  @former (nullable) is the key of epoch @former_number, 0 for none.  NULL
 * where a key of the directory cannot be sealed to. */
WayEpoch *way_epoch_make (const WayEntryWriter *writer,
                          WayEpochReason reason,
                          GArray *members,
                          WaySecret *key,
                          guint32 former_number,
                          WaySecret *former);

/* (transfer full): the entry that carries it. */
GBytes *way_epoch_make_entry (const WayEntryWriter *writer, const WayEpoch *epoch);

G_END_DECLS
