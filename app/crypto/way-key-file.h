/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayKeyFile: the bytes of `vault.keys` as a value (decisions.md 3; the format is in README.md).
 *
 * Slots that each seal the same 32-byte database key: K keyring half + passphrase, P passphrase
 * alone, S recovery sheet, R the organisation's recovery key.  At most one of each; K and P never
 * together; slots of other types come from a newer Waymark and are kept byte for byte.
 *
 * Immutable and reference counted: a change is a new value.  Bytes in, value out; store reads and
 * writes the file.  Safe from any thread; what takes a passphrase is slow and belongs on the pool.
 */
#pragma once

#include "way-argon.h"
#include "way-id.h"
#include "way-seal.h"

G_BEGIN_DECLS

#define WAY_KEY_FILE_MAX_SIZE 65536 /* bytes; a longer file is damaged, and need not be read */

typedef enum
{
  WAY_KEY_SLOT_KEYRING = 'K',
  WAY_KEY_SLOT_PASSPHRASE = 'P',
  WAY_KEY_SLOT_SHEET = 'S',
  WAY_KEY_SLOT_RECOVERY = 'R',
} WayKeySlotType;

/* What a slot shows without being opened; members of other types are zero. */
typedef struct
{
  guint8 type;            /* WayKeySlotType, or a letter of a newer Waymark */
  WayArgonParams argon;   /* K, P */
  guint64 generation;     /* K: of the keyring half */
  guint32 sheet_number;   /* S: 1 for the first sheet of this laptop */
  WayBoxPublic recipient; /* R */
} WayKeySlot;

typedef struct _WayKeyFile WayKeyFile;

#define WAY_TYPE_KEY_FILE (way_key_file_get_type ())
GType way_key_file_get_type (void);

/* (transfer full): no slot yet, so nothing to serialise yet. */
WayKeyFile *way_key_file_new (const WayId *vault);

/* (transfer full): DAMAGED where a byte is missing, changed or added; NEWER. */
WayKeyFile *way_key_file_parse (gconstpointer bytes, gsize size, GError **error);

/* (transfer full): needs one slot or more. */
GBytes *way_key_file_serialise (WayKeyFile *self);

WayKeyFile *way_key_file_ref (WayKeyFile *self);
void way_key_file_unref (WayKeyFile *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayKeyFile, way_key_file_unref)

const WayId *way_key_file_get_vault (WayKeyFile *self);
guint way_key_file_get_n_slots (WayKeyFile *self);
void way_key_file_get_slot (WayKeyFile *self, guint index, WayKeySlot *ret_slot);
/* FALSE and @ret_slot (nullable) untouched where there is none. */
gboolean way_key_file_find_slot (WayKeyFile *self, WayKeySlotType type, WayKeySlot *ret_slot);

/* (transfer full): @self with this slot sealing @db_key, added or in the place of the old one,
 * under new salt and nonce and Argon2id at the floor.  TWO_WAYS where the other of K and P is
 * there. */
WayKeyFile *way_key_file_with_keyring (WayKeyFile *self,
                                       WaySecret *db_key,
                                       WaySecret *half,
                                       guint64 generation,
                                       WaySecret *passphrase,
                                       WayRandom *random,
                                       GError **error);
WayKeyFile *way_key_file_with_passphrase (
    WayKeyFile *self, WaySecret *db_key, WaySecret *passphrase, WayRandom *random, GError **error);
WayKeyFile *way_key_file_with_sheet (
    WayKeyFile *self, WaySecret *db_key, WaySecret *seed, guint32 sheet_number, WayRandom *random);
WayKeyFile *way_key_file_with_recovery (WayKeyFile *self,
                                        WaySecret *db_key,
                                        const WayBoxPublic *recipient,
                                        WayRandom *random,
                                        GError **error);
WayKeyFile *way_key_file_without (WayKeyFile *self, WayKeySlotType type);

/* (transfer full): the database key.  NO_SLOT, WRONG_KEY; with a passphrase also TOO_WEAK, MEMORY.
 */
WaySecret *way_key_file_open_keyring (WayKeyFile *self,
                                      WaySecret *half,
                                      WaySecret *passphrase,
                                      GError **error);
WaySecret *way_key_file_open_passphrase (WayKeyFile *self, WaySecret *passphrase, GError **error);
WaySecret *way_key_file_open_sheet (WayKeyFile *self, WaySecret *seed, GError **error);
/* @seed is that of the X25519 key the slot is sealed to. */
WaySecret *way_key_file_open_recovery (WayKeyFile *self, WaySecret *seed, GError **error);

G_END_DECLS
