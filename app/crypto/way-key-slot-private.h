/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One slot of a key file: its bytes, and sealing and opening them.  For way-key-file.c.
 *
 * A slot is the GVariant (type y, parameters ay, nonce ay, sealed ay); the parameters are
 * themselves a normal-form little-endian GVariant, by type:
 *
 *   K  (ops t, memory t, salt ay16, generation t)
 *   P  (ops t, memory t, salt ay16)
 *   S  (sheet number u)
 *   R  (recipient ay32)
 *
 * Associated data: "WAY1.slot\0" ‖ vault id ‖ type ‖ parameters, so a slot opens only as what it is
 * and in the file it was made for.
 */
#pragma once

#include "way-key-file.h"

G_BEGIN_DECLS

#define WAY_KEY_SLOT_FORMAT "(yayayay)"

/* (transfer none): the type letter of a slot. */
guint8 way_key_slot_get_type (GVariant *slot);

/* FALSE where the slot is of a known type and not as its type says.  @ret_salt (nullable) is set
 * for K and P. */
gboolean way_key_slot_decode (GVariant *slot, WayKeySlot *ret_slot, guint8 *ret_salt);

/* (transfer full), not floating: K, P or S of the vault, sealed under @kek.  @salt is for K and P.
 */
GVariant *way_key_slot_seal (const WayKeySlot *about,
                             const guint8 *salt,
                             const WayId *vault,
                             WaySecret *kek,
                             WaySecret *db_key,
                             WayRandom *random);

/* (transfer full), not floating: R.  A sealed box takes no associated data, so its hash lies inside
 * the box, after the key. */
GVariant *way_key_slot_seal_box (const WayKeySlot *about,
                                 const WayId *vault,
                                 WaySecret *db_key,
                                 WayRandom *random,
                                 GError **error);

/* (transfer full) (nullable): the database key, or NULL where the key does not fit. */
WaySecret *way_key_slot_open (GVariant *slot, const WayId *vault, WaySecret *kek);
WaySecret *way_key_slot_open_box (GVariant *slot, const WayId *vault, WaySecret *seed);

/* (transfer full), not floating: @value in little-endian bytes; and back, NULL where not normal. */
GBytes *way_key_slot_to_bytes (GVariant *value);
GVariant *way_key_slot_from_bytes (const char *format, GBytes *bytes);

G_END_DECLS
