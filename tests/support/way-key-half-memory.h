/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayKeyHalfMemory: the twin of the desktop keyring for tests, in any state a test asks for.
 *
 * Items live as long as the object.  Safe from any thread.
 */
#pragma once

#include "way-key-half.h"

G_BEGIN_DECLS

#define WAY_TYPE_KEY_HALF_MEMORY (way_key_half_memory_get_type ())
G_DECLARE_FINAL_TYPE (WayKeyHalfMemory, way_key_half_memory, WAY, KEY_HALF_MEMORY, GObject)

/* (transfer full): READY and without items. */
WayKeyHalfMemory *way_key_half_memory_new (void);

/* The state of the keyring from now on.  READY: works.  LOCKED, ABSENT: nothing works, items stay.
 * EMPTY: no keyring yet, so lookups find nothing and store fails.  DAMAGED: every item is garbage
 * to a lookup; store mends it. */
void way_key_half_memory_set_state (WayKeyHalfMemory *self, WayKeyHalfState state);

guint way_key_half_memory_count (WayKeyHalfMemory *self);

/* Forgets every item, as a user who deletes them by hand. */
void way_key_half_memory_clear (WayKeyHalfMemory *self);

G_END_DECLS
