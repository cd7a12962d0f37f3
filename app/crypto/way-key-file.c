/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-key-file.h"

#include <string.h>
#include "way-crypto.h"
#include "way-fail.h"
#include "way-key-slot-private.h"

#define FILE_FORMAT "(aya" WAY_KEY_SLOT_FORMAT ")"

#define MAGIC_SIZE 8
#define MAGIC_FAMILY_SIZE 7 /* the version is the last letter */
static const char magic[] = "WAYKEYS1";

/* One purpose, one context; every input is 32 bytes. */
#define CONTEXT_KEYRING "WAY1.kek.keyring"
#define CONTEXT_PASSPHRASE "WAY1.kek.phrase"
#define CONTEXT_SHEET "WAY1.kek.sheet"

struct _WayKeyFile
{
  gatomicrefcount references;

  WayId vault;
  GPtrArray *slots; /* (owned): GVariant of WAY_KEY_SLOT_FORMAT, in the order of the file */
};

G_DEFINE_BOXED_TYPE (WayKeyFile, way_key_file, way_key_file_ref, way_key_file_unref)

/* -- the value --------------------------------------------------------------------------------- */

WayKeyFile *
way_key_file_new (const WayId *vault)
{
  WayKeyFile *self = g_new0 (WayKeyFile, 1);

  g_atomic_ref_count_init (&self->references);
  self->vault = *vault;
  self->slots = g_ptr_array_new_with_free_func ((GDestroyNotify)g_variant_unref);
  return self;
}

WayKeyFile *
way_key_file_ref (WayKeyFile *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
way_key_file_unref (WayKeyFile *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;

  g_ptr_array_unref (self->slots);
  g_free (self);
}

const WayId *
way_key_file_get_vault (WayKeyFile *self)
{
  return &self->vault;
}

guint
way_key_file_get_n_slots (WayKeyFile *self)
{
  return self->slots->len;
}

void
way_key_file_get_slot (WayKeyFile *self, guint index, WayKeySlot *ret_slot)
{
  gboolean known;

  g_return_if_fail (index < self->slots->len);

  /* Every way into the value has looked at its slots before. */
  known = way_key_slot_decode (g_ptr_array_index (self->slots, index), ret_slot, NULL);
  g_assert (known);
}

/* (transfer none) (nullable) */
static GVariant *
find (WayKeyFile *self, guint8 type)
{
  for (guint i = 0; i < self->slots->len; i++)
    if (way_key_slot_get_type (g_ptr_array_index (self->slots, i)) == type)
      return g_ptr_array_index (self->slots, i);
  return NULL;
}

gboolean
way_key_file_find_slot (WayKeyFile *self, WayKeySlotType type, WayKeySlot *ret_slot)
{
  GVariant *slot = find (self, (guint8)type);
  WayKeySlot ignored;

  return slot != NULL && way_key_slot_decode (slot, ret_slot != NULL ? ret_slot : &ignored, NULL);
}

/* (transfer full): @self without the slots of @type; @slot (nullable) takes the place of the first
 * of them, or the last place. */
static WayKeyFile *
replace (WayKeyFile *self, guint8 type, GVariant *slot)
{
  WayKeyFile *next = way_key_file_new (&self->vault);

  for (guint i = 0; i < self->slots->len; i++)
    {
      GVariant *old = g_ptr_array_index (self->slots, i);

      if (way_key_slot_get_type (old) != type)
        g_ptr_array_add (next->slots, g_variant_ref (old));
      else if (slot != NULL)
        g_ptr_array_add (next->slots, g_variant_ref (g_steal_pointer (&slot)));
    }
  if (slot != NULL)
    g_ptr_array_add (next->slots, g_variant_ref (slot));
  return next;
}

WayKeyFile *
way_key_file_without (WayKeyFile *self, WayKeySlotType type)
{
  return replace (self, (guint8)type, NULL);
}

/* -- bytes ------------------------------------------------------------------------------------- */

GBytes *
way_key_file_serialise (WayKeyFile *self)
{
  g_autoptr (GVariant) value = NULL;
  g_autoptr (GBytes) body = NULL;
  GVariantBuilder slots;
  GByteArray *file;
  WayHash checksum;

  g_return_val_if_fail (self->slots->len > 0, NULL);

  g_variant_builder_init (&slots, G_VARIANT_TYPE ("a" WAY_KEY_SLOT_FORMAT));
  for (guint i = 0; i < self->slots->len; i++)
    g_variant_builder_add_value (&slots, g_ptr_array_index (self->slots, i));
  value = g_variant_ref_sink (g_variant_new (
      "(@aya" WAY_KEY_SLOT_FORMAT ")",
      g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, self->vault.bytes, WAY_ID_SIZE, 1), &slots));
  body = way_key_slot_to_bytes (value);

  file = g_byte_array_new ();
  g_byte_array_append (file, (const guint8 *)magic, MAGIC_SIZE);
  g_byte_array_append (file, g_bytes_get_data (body, NULL), (guint)g_bytes_get_size (body));
  way_hash (file->data, file->len, &checksum);
  g_byte_array_append (file, checksum.bytes, WAY_HASH_SIZE);
  return g_byte_array_free_to_bytes (file);
}

static gpointer
refuse_damaged (GError **error)
{
  return way_fail_null (error, WAY_CRYPTO_ERROR, WAY_CRYPTO_ERROR_DAMAGED,
                        "The key file is damaged. Nothing was changed; restore the vault from a "
                        "backup.");
}

/* Every later version ends in the same checksum, so a newer file is told from a damaged one. */
static gboolean
checksum_fits (const guint8 *bytes, gsize size)
{
  WayHash checksum, written;

  if (size < MAGIC_SIZE + WAY_HASH_SIZE || size > WAY_KEY_FILE_MAX_SIZE)
    return FALSE;

  way_hash (bytes, size - WAY_HASH_SIZE, &checksum);
  memcpy (written.bytes, bytes + size - WAY_HASH_SIZE, WAY_HASH_SIZE);
  return way_hash_equal (&checksum, &written);
}

/* Slots of known types are well made and there is one of each at most; K and P never meet. */
static gboolean
slots_are_sound (WayKeyFile *self)
{
  for (guint i = 0; i < self->slots->len; i++)
    {
      GVariant *slot = g_ptr_array_index (self->slots, i);
      WayKeySlot about;

      if (!way_key_slot_decode (slot, &about, NULL))
        return FALSE;
      if (strchr ("KPSR", about.type) != NULL && find (self, about.type) != slot)
        return FALSE;
    }
  return self->slots->len > 0
         && (find (self, WAY_KEY_SLOT_KEYRING) == NULL
             || find (self, WAY_KEY_SLOT_PASSPHRASE) == NULL);
}

/* (transfer full) (nullable) */
static WayKeyFile *
parse_body (const guint8 *bytes, gsize size)
{
  g_autoptr (GBytes) body = g_bytes_new (bytes, size);
  g_autoptr (GVariant) value = way_key_slot_from_bytes (FILE_FORMAT, body);
  g_autoptr (GVariant) vault = NULL;
  g_autoptr (GVariant) slots = NULL;
  g_autoptr (WayKeyFile) self = NULL;
  WayId id;

  if (value == NULL)
    return NULL;
  vault = g_variant_get_child_value (value, 0);
  slots = g_variant_get_child_value (value, 1);
  if (!way_id_from_bytes (g_variant_get_data (vault), g_variant_get_size (vault), &id))
    return NULL;

  self = way_key_file_new (&id);
  for (gsize i = 0; i < g_variant_n_children (slots); i++)
    g_ptr_array_add (self->slots, g_variant_get_child_value (slots, i));
  return slots_are_sound (self) ? g_steal_pointer (&self) : NULL;
}

WayKeyFile *
way_key_file_parse (gconstpointer bytes, gsize size, GError **error)
{
  WayKeyFile *self;

  if (!checksum_fits (bytes, size) || memcmp (bytes, magic, MAGIC_FAMILY_SIZE) != 0)
    return refuse_damaged (error);
  if (memcmp (bytes, magic, MAGIC_SIZE) != 0)
    return way_fail_null (
        error, WAY_CRYPTO_ERROR, WAY_CRYPTO_ERROR_NEWER,
        "The key file was written by a newer Waymark. Update Waymark; nothing was "
        "changed.");

  self = parse_body ((const guint8 *)bytes + MAGIC_SIZE, size - MAGIC_SIZE - WAY_HASH_SIZE);
  return self != NULL ? self : refuse_damaged (error);
}

/* -- sealing ----------------------------------------------------------------------------------- */

/* (transfer full): the key that seals slot K (with @half) or P (without). */
static WaySecret *
passphrase_kek (WaySecret *half,
                WaySecret *passphrase,
                const guint8 *salt,
                WayArgonParams params,
                GError **error)
{
  g_autoptr (WaySecret) slow = way_argon_derive (passphrase, salt, params, error);

  if (slow == NULL)
    return NULL;
  return half != NULL ? way_derive (CONTEXT_KEYRING, half, slow)
                      : way_derive (CONTEXT_PASSPHRASE, slow, NULL);
}

static WayKeyFile *
with_passphrase (WayKeyFile *self,
                 WaySecret *db_key,
                 WaySecret *half,
                 guint64 generation,
                 WaySecret *passphrase,
                 WayRandom *random,
                 GError **error)
{
  WayKeySlot about = {
    .type = half != NULL ? WAY_KEY_SLOT_KEYRING : WAY_KEY_SLOT_PASSPHRASE,
    .argon = way_argon_params_default (),
    .generation = generation,
  };
  guint8 other = half != NULL ? WAY_KEY_SLOT_PASSPHRASE : WAY_KEY_SLOT_KEYRING;
  guint8 salt[WAY_ARGON_SALT_SIZE];
  g_autoptr (WaySecret) kek = NULL;
  g_autoptr (GVariant) slot = NULL;

  g_assert (way_secret_get_size (db_key) == WAY_KEY_SIZE);
  if (find (self, other) != NULL)
    return way_fail_null (
        error, WAY_CRYPTO_ERROR, WAY_CRYPTO_ERROR_TWO_WAYS,
        "A vault opens with the keyring and the passphrase, or with the passphrase "
        "alone, never both. Nothing was changed.");

  way_random_fill (random, salt, sizeof salt);
  kek = passphrase_kek (half, passphrase, salt, about.argon, error);
  if (kek == NULL)
    return NULL;
  slot = way_key_slot_seal (&about, salt, &self->vault, kek, db_key, random);
  return replace (self, about.type, slot);
}

WayKeyFile *
way_key_file_with_keyring (WayKeyFile *self,
                           WaySecret *db_key,
                           WaySecret *half,
                           guint64 generation,
                           WaySecret *passphrase,
                           WayRandom *random,
                           GError **error)
{
  g_return_val_if_fail (half != NULL && way_secret_get_size (half) == WAY_KEY_SIZE, NULL);
  return with_passphrase (self, db_key, half, generation, passphrase, random, error);
}

WayKeyFile *
way_key_file_with_passphrase (
    WayKeyFile *self, WaySecret *db_key, WaySecret *passphrase, WayRandom *random, GError **error)
{
  return with_passphrase (self, db_key, NULL, 0, passphrase, random, error);
}

WayKeyFile *
way_key_file_with_sheet (
    WayKeyFile *self, WaySecret *db_key, WaySecret *seed, guint32 sheet_number, WayRandom *random)
{
  WayKeySlot about = { .type = WAY_KEY_SLOT_SHEET, .sheet_number = sheet_number };
  g_autoptr (WaySecret) kek = way_derive (CONTEXT_SHEET, seed, NULL);
  g_autoptr (GVariant) slot = NULL;

  g_assert (way_secret_get_size (db_key) == WAY_KEY_SIZE);
  g_assert (way_secret_get_size (seed) == WAY_KEY_SIZE);
  slot = way_key_slot_seal (&about, NULL, &self->vault, kek, db_key, random);
  return replace (self, about.type, slot);
}

WayKeyFile *
way_key_file_with_recovery (WayKeyFile *self,
                            WaySecret *db_key,
                            const WayBoxPublic *recipient,
                            WayRandom *random,
                            GError **error)
{
  WayKeySlot about = { .type = WAY_KEY_SLOT_RECOVERY, .recipient = *recipient };
  g_autoptr (GVariant) slot = NULL;

  g_assert (way_secret_get_size (db_key) == WAY_KEY_SIZE);
  slot = way_key_slot_seal_box (&about, &self->vault, db_key, random, error);
  return slot != NULL ? replace (self, about.type, slot) : NULL;
}

/* -- opening ----------------------------------------------------------------------------------- */

static gpointer
refuse_no_slot (GError **error)
{
  return way_fail_null (error, WAY_CRYPTO_ERROR, WAY_CRYPTO_ERROR_NO_SLOT,
                        "This vault does not open that way. Nothing was changed.");
}

static WaySecret *
open_with_passphrase (
    WayKeyFile *self, guint8 type, WaySecret *half, WaySecret *passphrase, GError **error)
{
  GVariant *slot = find (self, type);
  g_autoptr (WaySecret) kek = NULL;
  WaySecret *db_key;
  WayKeySlot about;
  guint8 salt[WAY_ARGON_SALT_SIZE];

  if (slot == NULL || !way_key_slot_decode (slot, &about, salt))
    return refuse_no_slot (error);
  kek = passphrase_kek (half, passphrase, salt, about.argon, error);
  if (kek == NULL)
    return NULL;
  db_key = way_key_slot_open (slot, &self->vault, kek);
  if (db_key == NULL)
    return way_fail_null (error, WAY_CRYPTO_ERROR, WAY_CRYPTO_ERROR_WRONG_KEY,
                          "That passphrase is not right. Try again.");
  return db_key;
}

WaySecret *
way_key_file_open_keyring (WayKeyFile *self, WaySecret *half, WaySecret *passphrase, GError **error)
{
  g_return_val_if_fail (half != NULL && way_secret_get_size (half) == WAY_KEY_SIZE, NULL);
  return open_with_passphrase (self, WAY_KEY_SLOT_KEYRING, half, passphrase, error);
}

WaySecret *
way_key_file_open_passphrase (WayKeyFile *self, WaySecret *passphrase, GError **error)
{
  return open_with_passphrase (self, WAY_KEY_SLOT_PASSPHRASE, NULL, passphrase, error);
}

WaySecret *
way_key_file_open_sheet (WayKeyFile *self, WaySecret *seed, GError **error)
{
  GVariant *slot = find (self, WAY_KEY_SLOT_SHEET);
  g_autoptr (WaySecret) kek = NULL;
  WaySecret *db_key;

  if (slot == NULL)
    return refuse_no_slot (error);
  kek = way_derive (CONTEXT_SHEET, seed, NULL);
  db_key = way_key_slot_open (slot, &self->vault, kek);
  if (db_key == NULL)
    return way_fail_null (
        error, WAY_CRYPTO_ERROR, WAY_CRYPTO_ERROR_WRONG_KEY,
        "That sheet does not open this vault. Look whether it is the newest sheet "
        "of this laptop.");
  return db_key;
}

WaySecret *
way_key_file_open_recovery (WayKeyFile *self, WaySecret *seed, GError **error)
{
  GVariant *slot = find (self, WAY_KEY_SLOT_RECOVERY);
  WaySecret *db_key;

  if (slot == NULL)
    return refuse_no_slot (error);
  db_key = way_key_slot_open_box (slot, &self->vault, seed);
  if (db_key == NULL)
    return way_fail_null (error, WAY_CRYPTO_ERROR, WAY_CRYPTO_ERROR_WRONG_KEY,
                          "That recovery key does not open this vault. Nothing was changed.");
  return db_key;
}
