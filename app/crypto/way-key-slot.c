/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-key-slot-private.h"

#include <string.h>
#include "way-secret-private.h"

#define FORMAT_KEYRING "(ttayt)"
#define FORMAT_PASSPHRASE "(ttay)"
#define FORMAT_SHEET "(u)"
#define FORMAT_RECOVERY "(ay)"

#define SEALED_SIZE (WAY_KEY_SIZE + WAY_SEAL_OVERHEAD)
#define BOXED_SIZE (WAY_KEY_SIZE + WAY_HASH_SIZE + WAY_BOX_OVERHEAD)

/* With its NUL, which ends the context. */
static const char extra_context[] = "WAY1.slot";

/* The members of a slot. */
typedef enum
{
  MEMBER_TYPE,
  MEMBER_PARAMETERS,
  MEMBER_NONCE,
  MEMBER_SEALED,
} Member;

static GVariant *
new_bytes (gconstpointer bytes, gsize size)
{
  return g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, bytes, size, 1);
}

static GBytes *
get_bytes (GVariant *tuple, gsize index)
{
  g_autoptr (GVariant) child = g_variant_get_child_value (tuple, index);

  return g_variant_get_data_as_bytes (child);
}

/* FALSE where the array at @index has another size. */
static gboolean
copy_bytes (GVariant *tuple, gsize index, gpointer ret_bytes, gsize size)
{
  g_autoptr (GBytes) bytes = get_bytes (tuple, index);

  if (g_bytes_get_size (bytes) != size)
    return FALSE;
  memcpy (ret_bytes, g_bytes_get_data (bytes, NULL), size);
  return TRUE;
}

static gboolean
has_size (GVariant *tuple, gsize index, gsize size)
{
  g_autoptr (GBytes) bytes = get_bytes (tuple, index);

  return g_bytes_get_size (bytes) == size;
}

GBytes *
way_key_slot_to_bytes (GVariant *value)
{
#if G_BYTE_ORDER == G_BIG_ENDIAN
  g_autoptr (GVariant) little = g_variant_byteswap (value);
#else
  g_autoptr (GVariant) little = g_variant_get_normal_form (value);
#endif

  return g_variant_get_data_as_bytes (little);
}

GVariant *
way_key_slot_from_bytes (const char *format, GBytes *bytes)
{
  g_autoptr (GVariant) value = NULL;

  value = g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE (format), bytes, FALSE));
  if (!g_variant_is_normal_form (value))
    return NULL;
#if G_BYTE_ORDER == G_BIG_ENDIAN
  return g_variant_byteswap (value);
#else
  return g_steal_pointer (&value);
#endif
}

guint8
way_key_slot_get_type (GVariant *slot)
{
  guint8 type;

  g_variant_get_child (slot, MEMBER_TYPE, "y", &type);
  return type;
}

static const char *
parameters_format (guint8 type)
{
  switch (type)
    {
    case WAY_KEY_SLOT_KEYRING:
      return FORMAT_KEYRING;
    case WAY_KEY_SLOT_PASSPHRASE:
      return FORMAT_PASSPHRASE;
    case WAY_KEY_SLOT_SHEET:
      return FORMAT_SHEET;
    case WAY_KEY_SLOT_RECOVERY:
      return FORMAT_RECOVERY;
    default:
      return NULL;
    }
}

/* (transfer full) */
static GVariant *
parameters_new (const WayKeySlot *about, const guint8 *salt)
{
  switch ((WayKeySlotType)about->type)
    {
    case WAY_KEY_SLOT_KEYRING:
      return g_variant_ref_sink (g_variant_new ("(tt@ayt)", about->argon.ops, about->argon.memory,
                                                new_bytes (salt, WAY_ARGON_SALT_SIZE),
                                                about->generation));
    case WAY_KEY_SLOT_PASSPHRASE:
      return g_variant_ref_sink (g_variant_new ("(tt@ay)", about->argon.ops, about->argon.memory,
                                                new_bytes (salt, WAY_ARGON_SALT_SIZE)));
    case WAY_KEY_SLOT_SHEET:
      return g_variant_ref_sink (g_variant_new ("(u)", about->sheet_number));
    case WAY_KEY_SLOT_RECOVERY:
      return g_variant_ref_sink (g_variant_new (
          "(@ay)", new_bytes (about->recipient.bytes, sizeof about->recipient.bytes)));
    default:
      g_assert_not_reached ();
    }
}

static gboolean
decode_parameters (GVariant *parameters, WayKeySlot *slot, guint8 salt[WAY_ARGON_SALT_SIZE])
{
  switch ((WayKeySlotType)slot->type)
    {
    case WAY_KEY_SLOT_KEYRING:
      g_variant_get_child (parameters, 3, "t", &slot->generation);
      G_GNUC_FALLTHROUGH;
    case WAY_KEY_SLOT_PASSPHRASE:
      g_variant_get_child (parameters, 0, "t", &slot->argon.ops);
      g_variant_get_child (parameters, 1, "t", &slot->argon.memory);
      return way_argon_params_are_sane (slot->argon)
             && copy_bytes (parameters, 2, salt, WAY_ARGON_SALT_SIZE);
    case WAY_KEY_SLOT_SHEET:
      g_variant_get_child (parameters, 0, "u", &slot->sheet_number);
      return TRUE;
    case WAY_KEY_SLOT_RECOVERY:
      return copy_bytes (parameters, 0, slot->recipient.bytes, sizeof slot->recipient.bytes);
    default:
      g_assert_not_reached ();
    }
}

gboolean
way_key_slot_decode (GVariant *slot, WayKeySlot *ret_slot, guint8 *ret_salt)
{
  WayKeySlot about = { .type = way_key_slot_get_type (slot) };
  const char *format = parameters_format (about.type);
  gboolean boxed = about.type == WAY_KEY_SLOT_RECOVERY;
  guint8 salt[WAY_ARGON_SALT_SIZE] = { 0 };

  if (format != NULL)
    {
      g_autoptr (GBytes) bytes = get_bytes (slot, MEMBER_PARAMETERS);
      g_autoptr (GVariant) parameters = way_key_slot_from_bytes (format, bytes);

      if (parameters == NULL || !decode_parameters (parameters, &about, salt)
          || !has_size (slot, MEMBER_NONCE, boxed ? 0 : WAY_NONCE_SIZE)
          || !has_size (slot, MEMBER_SEALED, boxed ? BOXED_SIZE : SEALED_SIZE))
        return FALSE;
    }

  *ret_slot = about;
  if (ret_salt != NULL)
    memcpy (ret_salt, salt, sizeof salt);
  return TRUE;
}

static GBytes *
extra_new (guint8 type, const WayId *vault, GBytes *parameters)
{
  GByteArray *extra = g_byte_array_new ();

  g_byte_array_append (extra, (const guint8 *)extra_context, sizeof extra_context);
  g_byte_array_append (extra, vault->bytes, sizeof vault->bytes);
  g_byte_array_append (extra, &type, 1);
  g_byte_array_append (extra, g_bytes_get_data (parameters, NULL),
                       (guint)g_bytes_get_size (parameters));
  return g_byte_array_free_to_bytes (extra);
}

/* (transfer full), not floating */
static GVariant *
slot_new (guint8 type, GBytes *parameters, gconstpointer nonce, gsize nonce_size, GBytes *sealed)
{
  return g_variant_ref_sink (
      g_variant_new ("(y@ay@ay@ay)", type,
                     new_bytes (g_bytes_get_data (parameters, NULL), g_bytes_get_size (parameters)),
                     new_bytes (nonce, nonce_size),
                     new_bytes (g_bytes_get_data (sealed, NULL), g_bytes_get_size (sealed))));
}

GVariant *
way_key_slot_seal (const WayKeySlot *about,
                   const guint8 *salt,
                   const WayId *vault,
                   WaySecret *kek,
                   WaySecret *db_key,
                   WayRandom *random)
{
  g_autoptr (GVariant) value = parameters_new (about, salt);
  g_autoptr (GBytes) parameters = way_key_slot_to_bytes (value);
  g_autoptr (GBytes) extra = extra_new (about->type, vault, parameters);
  g_autoptr (GBytes) sealed = NULL;
  WayNonce nonce;

  way_nonce_new (random, &nonce);
  sealed = way_seal (kek, &nonce, way_secret_get_data (db_key), way_secret_get_size (db_key),
                     g_bytes_get_data (extra, NULL), g_bytes_get_size (extra));
  return slot_new (about->type, parameters, nonce.bytes, sizeof nonce.bytes, sealed);
}

WaySecret *
way_key_slot_open (GVariant *slot, const WayId *vault, WaySecret *kek)
{
  g_autoptr (GBytes) parameters = get_bytes (slot, MEMBER_PARAMETERS);
  g_autoptr (GBytes) extra = extra_new (way_key_slot_get_type (slot), vault, parameters);
  g_autoptr (GBytes) sealed = get_bytes (slot, MEMBER_SEALED);
  WayNonce nonce;

  if (!copy_bytes (slot, MEMBER_NONCE, nonce.bytes, sizeof nonce.bytes))
    return NULL;
  return way_seal_open (kek, &nonce, g_bytes_get_data (sealed, NULL), g_bytes_get_size (sealed),
                        g_bytes_get_data (extra, NULL), g_bytes_get_size (extra), NULL);
}

GVariant *
way_key_slot_seal_box (const WayKeySlot *about,
                       const WayId *vault,
                       WaySecret *db_key,
                       WayRandom *random,
                       GError **error)
{
  g_autoptr (GVariant) value = parameters_new (about, NULL);
  g_autoptr (GBytes) parameters = way_key_slot_to_bytes (value);
  g_autoptr (GBytes) extra = extra_new (about->type, vault, parameters);
  g_autoptr (WaySecret) plain = NULL;
  g_autoptr (GBytes) sealed = NULL;
  WayHash hash;
  guint8 *bytes;

  way_hash (g_bytes_get_data (extra, NULL), g_bytes_get_size (extra), &hash);
  plain = way_secret_new_writable (WAY_KEY_SIZE + WAY_HASH_SIZE, &bytes);
  memcpy (bytes, way_secret_get_data (db_key), WAY_KEY_SIZE);
  memcpy (bytes + WAY_KEY_SIZE, hash.bytes, WAY_HASH_SIZE);

  sealed = way_box_seal (&about->recipient, random, bytes, WAY_KEY_SIZE + WAY_HASH_SIZE, error);
  return sealed != NULL ? slot_new (about->type, parameters, NULL, 0, sealed) : NULL;
}

WaySecret *
way_key_slot_open_box (GVariant *slot, const WayId *vault, WaySecret *seed)
{
  g_autoptr (GBytes) parameters = get_bytes (slot, MEMBER_PARAMETERS);
  g_autoptr (GBytes) extra = extra_new (way_key_slot_get_type (slot), vault, parameters);
  g_autoptr (GBytes) sealed = get_bytes (slot, MEMBER_SEALED);
  g_autoptr (WaySecret) plain = NULL;
  WayHash hash, inside;

  plain = way_box_open (seed, g_bytes_get_data (sealed, NULL), g_bytes_get_size (sealed), NULL);
  if (plain == NULL)
    return NULL;

  way_hash (g_bytes_get_data (extra, NULL), g_bytes_get_size (extra), &hash);
  memcpy (inside.bytes, way_secret_get_data (plain) + WAY_KEY_SIZE, WAY_HASH_SIZE);
  if (!way_hash_equal (&hash, &inside))
    return NULL;
  return way_secret_new (way_secret_get_data (plain), WAY_KEY_SIZE);
}
