/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayDeviceKeys: the secret halves of a laptop: DSK signs, DBK receives wraps.
 *
 * Immutable, reference counted, safe from any thread.
 */
#pragma once

#include "way-id.h"
#include "way-seal.h"

G_BEGIN_DECLS

/* Read only. */
typedef struct
{
  WayId id;
  WaySignPublic dsk;
  WayBoxPublic dbk;
  WaySecret *sign_key; /* (owned): for way_sign_parts() */
  WaySecret *box_seed; /* (owned) */
} WayDeviceKeys;

/* (transfer full): from two seeds, never the same. */
WayDeviceKeys *way_device_keys_new (WaySecret *sign_seed, WaySecret *box_seed);
WayDeviceKeys *way_device_keys_ref (WayDeviceKeys *self);
void way_device_keys_unref (WayDeviceKeys *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayDeviceKeys, way_device_keys_unref)

G_END_DECLS
