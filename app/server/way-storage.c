/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-storage.h"

void
way_stored_entry_clear (WayStoredEntry *self)
{
  g_clear_pointer (&self->bytes, g_bytes_unref);
}

void
way_storage_free (WayStorage *self)
{
  if (self != NULL)
    self->klass->free (self);
}
