/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-device-keys.h"

#include "way-directory-entry.h"

WayDeviceKeys *
way_device_keys_new (WaySecret *sign_seed, WaySecret *box_seed)
{
  WayDeviceKeys *self = g_atomic_rc_box_new0 (WayDeviceKeys);

  g_assert (!way_secret_equal (sign_seed, box_seed));

  self->sign_key = way_sign_key (sign_seed, &self->dsk);
  self->box_seed = way_secret_ref (box_seed);
  way_box_public (box_seed, &self->dbk);
  way_device_id (&self->dsk, &self->dbk, &self->id);
  return self;
}

WayDeviceKeys *
way_device_keys_ref (WayDeviceKeys *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
device_keys_clear (gpointer keys)
{
  WayDeviceKeys *self = keys;

  way_secret_unref (self->sign_key);
  way_secret_unref (self->box_seed);
}

void
way_device_keys_unref (WayDeviceKeys *self)
{
  g_atomic_rc_box_release_full (self, device_keys_clear);
}
