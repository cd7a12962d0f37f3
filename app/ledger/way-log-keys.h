/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayLogKeys: the keys of one log's epochs, as far as this laptop has them.
 *
 * A key is taken only from an EPOCH that way_log_append() accepted, by rules K (docs/format.md, 8).
 * Not for two threads at once.
 */
#pragma once

#include "way-log.h"
#include "way-seal.h"

G_BEGIN_DECLS

typedef struct _WayLogKeys WayLogKeys;

/* (transfer full): none yet. */
WayLogKeys *way_log_keys_new (void);
void way_log_keys_free (WayLogKeys *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayLogKeys, way_log_keys_free)

/* Rules K: opens the wrap for @recipient (nil: the recovery key) in epoch @number of @log with
 * @box_seed.  Where it is OK, that key is taken, and those of former epochs as far back as their
 * boxes are right. */
WayVerdict way_log_keys_take (WayLogKeys *self,
                              WayLog *log,
                              WayDirectory *directory,
                              guint32 number,
                              const WayId *recipient,
                              WaySecret *box_seed);

/* The key of an epoch this laptop made itself. */
void way_log_keys_add (WayLogKeys *self, guint32 number, WaySecret *key);

/* (transfer none) (nullable): CK. */
WaySecret *way_log_keys_get (WayLogKeys *self, guint32 number);
/* (transfer none) (nullable): EK, which bodies are sealed under. */
WaySecret *way_log_keys_get_entry_key (WayLogKeys *self, guint32 number);

/* key_commit of @key. */
void way_epoch_key_commit (
    WaySecret *key, const WayId *org, const WayId *log, guint32 number, WayHash *ret_commit);

/* Writes the wrap that @key gives for @device (nil: the recovery key) in @epoch, of which number,
 * granter and dir_seq stand: there is only one, so that any member can look at everybody's.  FALSE
 * where the directory knows no key for it that can be sealed to. */
gboolean way_wrap_seal (WayDirectory *directory,
                        WayLog *log,
                        const WayEpoch *epoch,
                        WaySecret *key,
                        const WayId *device,
                        guint8 ret_wrap[WAY_WRAP_SIZE]);

/* The box of the former key, sealed under what @key gives. */
void way_epoch_seal_former (WaySecret *key,
                            WaySecret *former_key,
                            const WayId *org,
                            const WayId *log,
                            guint32 number,
                            guint32 former,
                            WayRandom *random,
                            guint8 ret_box[WAY_FORMER_BOX_SIZE]);

G_END_DECLS
