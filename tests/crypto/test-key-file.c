/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "way-crypto.h"
#include "way-key-file.h"
#include "way-test-chance.h"

#define FORMAT "(aya(yayayay))"

/* Everything a vault's keys are made from, from one seed. */
typedef struct
{
  WayRandom *random;
  WayId vault;
  WaySecret *db_key, *half, *passphrase, *sheet, *recovery, *wrong;
  WayBoxPublic recipient;
} Keys;

static void
keys_init (Keys *keys, guint64 seed)
{
  keys->random = way_random_new_seeded (seed);
  way_id_new (keys->random, &keys->vault);
  keys->db_key = way_secret_new_random (keys->random, WAY_KEY_SIZE);
  keys->half = way_secret_new_random (keys->random, WAY_KEY_SIZE);
  keys->passphrase = way_secret_new ("three calm words", 16);
  keys->sheet = way_secret_new_random (keys->random, WAY_KEY_SIZE);
  keys->recovery = way_secret_new_random (keys->random, WAY_KEY_SIZE);
  keys->wrong = way_secret_new_random (keys->random, WAY_KEY_SIZE);
  way_box_public (keys->recovery, &keys->recipient);
}

static void
keys_clear (Keys *keys)
{
  g_object_unref (keys->random);
  way_secret_unref (keys->db_key);
  way_secret_unref (keys->half);
  way_secret_unref (keys->passphrase);
  way_secret_unref (keys->sheet);
  way_secret_unref (keys->recovery);
  way_secret_unref (keys->wrong);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Keys, keys_clear)

/* (transfer full): slots S, R and K (@keyring) or P. */
static WayKeyFile *
full_file (Keys *keys, gboolean keyring)
{
  g_autoptr (WayKeyFile) empty = way_key_file_new (&keys->vault);
  g_autoptr (WayKeyFile) sheet = way_key_file_with_sheet (empty, keys->db_key, keys->sheet, 1,
                                                          keys->random);
  g_autoptr (WayKeyFile) recovery = way_key_file_with_recovery (
      sheet, keys->db_key, &keys->recipient, keys->random, NULL);

  return keyring ? way_key_file_with_keyring (recovery, keys->db_key, keys->half, 1,
                                              keys->passphrase, keys->random, NULL)
                 : way_key_file_with_passphrase (recovery, keys->db_key, keys->passphrase,
                                                 keys->random, NULL);
}

static GVariant *
body_of (WayKeyFile *file)
{
  g_autoptr (GBytes) bytes = way_key_file_serialise (file);
  g_autoptr (GBytes) body = g_bytes_new_from_bytes (bytes, 8,
                                                    g_bytes_get_size (bytes) - 8 - WAY_HASH_SIZE);

  return g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE (FORMAT), body, FALSE));
}

static GVariant *
slots_of (WayKeyFile *file)
{
  g_autoptr (GVariant) body = body_of (file);

  return g_variant_get_child_value (body, 1);
}

static WayKeyFile *
reparse (WayKeyFile *file)
{
  g_autoptr (GBytes) bytes = way_key_file_serialise (file);
  g_autoptr (GError) error = NULL;
  WayKeyFile *again;

  again = way_key_file_parse (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &error);
  g_assert_no_error (error);
  return again;
}

static void
assert_opened (WaySecret *db_key, Keys *keys)
{
  g_assert_nonnull (db_key);
  g_assert_true (way_secret_equal (db_key, keys->db_key));
  way_secret_unref (db_key);
}

static void
assert_refused (WaySecret *db_key, GError **error, WayCryptoError code)
{
  g_assert_null (db_key);
  g_assert_error (*error, WAY_CRYPTO_ERROR, (int)code);
  g_clear_error (error);
}

static void
test_open (void)
{
  g_auto (Keys) keys;
  g_autoptr (WayKeyFile) made = NULL;
  g_autoptr (WayKeyFile) file = NULL;
  g_autoptr (GError) error = NULL;

  keys_init (&keys, 1);
  made = full_file (&keys, TRUE);
  file = reparse (made);
  g_assert_true (way_id_equal (way_key_file_get_vault (file), &keys.vault));

  assert_opened (way_key_file_open_keyring (file, keys.half, keys.passphrase, NULL), &keys);
  assert_opened (way_key_file_open_sheet (file, keys.sheet, NULL), &keys);
  assert_opened (way_key_file_open_recovery (file, keys.recovery, NULL), &keys);

  assert_refused (way_key_file_open_keyring (file, keys.wrong, keys.passphrase, &error), &error,
                  WAY_CRYPTO_ERROR_WRONG_KEY);
  assert_refused (way_key_file_open_keyring (file, keys.half, keys.wrong, &error), &error,
                  WAY_CRYPTO_ERROR_WRONG_KEY);
  assert_refused (way_key_file_open_sheet (file, keys.wrong, &error), &error,
                  WAY_CRYPTO_ERROR_WRONG_KEY);
  assert_refused (way_key_file_open_recovery (file, keys.wrong, &error), &error,
                  WAY_CRYPTO_ERROR_WRONG_KEY);
  /* Never from K to P. */
  assert_refused (way_key_file_open_passphrase (file, keys.passphrase, &error), &error,
                  WAY_CRYPTO_ERROR_NO_SLOT);
}

static void
test_open_passphrase (void)
{
  g_auto (Keys) keys;
  g_autoptr (WayKeyFile) made = NULL;
  g_autoptr (WayKeyFile) file = NULL;
  g_autoptr (GError) error = NULL;

  keys_init (&keys, 2);
  made = full_file (&keys, FALSE);
  file = reparse (made);
  assert_opened (way_key_file_open_passphrase (file, keys.passphrase, NULL), &keys);
  assert_refused (way_key_file_open_passphrase (file, keys.wrong, &error), &error,
                  WAY_CRYPTO_ERROR_WRONG_KEY);
  assert_refused (way_key_file_open_keyring (file, keys.half, keys.passphrase, &error), &error,
                  WAY_CRYPTO_ERROR_NO_SLOT);
}

static void
test_list (void)
{
  g_auto (Keys) keys;
  g_autoptr (WayKeyFile) file = NULL;
  g_autoptr (WayKeyFile) fewer = NULL;
  WayKeySlot slot = { .type = 'z' };

  keys_init (&keys, 3);
  file = full_file (&keys, TRUE);
  g_assert_cmpuint (way_key_file_get_n_slots (file), ==, 3);
  way_key_file_get_slot (file, 0, &slot);
  g_assert_cmpuint (slot.type, ==, 'S');
  g_assert_cmpuint (slot.sheet_number, ==, 1);
  way_key_file_get_slot (file, 1, &slot);
  g_assert_cmpuint (slot.type, ==, 'R');
  g_assert_cmpmem (slot.recipient.bytes, WAY_BOX_PUBLIC_SIZE, keys.recipient.bytes,
                   WAY_BOX_PUBLIC_SIZE);
  way_key_file_get_slot (file, 2, &slot);
  g_assert_cmpuint (slot.type, ==, 'K');
  g_assert_cmpuint (slot.generation, ==, 1);
  g_assert_cmpuint (slot.argon.memory, ==, way_argon_floor.memory);

  fewer = way_key_file_without (file, WAY_KEY_SLOT_RECOVERY);
  g_assert_cmpuint (way_key_file_get_n_slots (fewer), ==, 2);
  g_assert_cmpuint (way_key_file_get_n_slots (file), ==, 3);
  g_assert_true (way_key_file_find_slot (file, WAY_KEY_SLOT_RECOVERY, NULL));
  g_assert_false (way_key_file_find_slot (fewer, WAY_KEY_SLOT_RECOVERY, &slot));
  g_assert_cmpuint (slot.type, ==, 'K');
}

/* A change rewrites one slot: the others keep their bytes, the old passphrase and half are out. */
static void
test_change_passphrase (void)
{
  g_auto (Keys) keys;
  g_autoptr (WaySecret) next_passphrase = way_secret_new ("four more calm words", 20);
  g_autoptr (WayKeyFile) file = NULL;
  g_autoptr (WayKeyFile) next = NULL;
  g_autoptr (GVariant) before = NULL;
  g_autoptr (GVariant) after = NULL;
  g_autoptr (GError) error = NULL;
  WayKeySlot slot;

  keys_init (&keys, 4);
  file = full_file (&keys, TRUE);
  next = way_key_file_with_keyring (file, keys.db_key, keys.wrong, 2, next_passphrase, keys.random,
                                    &error);
  g_assert_no_error (error);

  g_assert_true (way_key_file_find_slot (next, WAY_KEY_SLOT_KEYRING, &slot));
  g_assert_cmpuint (slot.generation, ==, 2);
  assert_opened (way_key_file_open_keyring (next, keys.wrong, next_passphrase, NULL), &keys);
  assert_refused (way_key_file_open_keyring (next, keys.half, keys.passphrase, &error), &error,
                  WAY_CRYPTO_ERROR_WRONG_KEY);
  assert_opened (way_key_file_open_sheet (next, keys.sheet, NULL), &keys);
  before = slots_of (file);
  after = slots_of (next);
  for (gsize i = 0; i < 3; i++)
    {
      g_autoptr (GVariant) old_slot = g_variant_get_child_value (before, i);
      g_autoptr (GVariant) new_slot = g_variant_get_child_value (after, i);

      g_assert_cmpint (g_variant_equal (old_slot, new_slot), ==, i < 2);
    }
  /* The old value still opens: until the file is replaced on disk, nothing is lost. */
  assert_opened (way_key_file_open_keyring (file, keys.half, keys.passphrase, NULL), &keys);
}

static void
test_two_ways (void)
{
  g_auto (Keys) keys;
  g_autoptr (WayKeyFile) k = NULL;
  g_autoptr (WayKeyFile) p = NULL;
  g_autoptr (WayKeyFile) without = NULL;
  g_autoptr (WayKeyFile) changed = NULL;
  g_autoptr (GError) error = NULL;

  keys_init (&keys, 5);
  k = full_file (&keys, TRUE);
  p = full_file (&keys, FALSE);
  g_assert_null (
      way_key_file_with_passphrase (k, keys.db_key, keys.passphrase, keys.random, &error));
  g_assert_error (error, WAY_CRYPTO_ERROR, WAY_CRYPTO_ERROR_TWO_WAYS);
  g_clear_error (&error);
  g_assert_null (way_key_file_with_keyring (p, keys.db_key, keys.half, 1, keys.passphrase,
                                            keys.random, &error));
  g_assert_error (error, WAY_CRYPTO_ERROR, WAY_CRYPTO_ERROR_TWO_WAYS);
  g_clear_error (&error);

  without = way_key_file_without (k, WAY_KEY_SLOT_KEYRING);
  changed = way_key_file_with_passphrase (without, keys.db_key, keys.passphrase, keys.random,
                                          &error);
  assert_opened (way_key_file_open_passphrase (changed, keys.passphrase, NULL), &keys);
  assert_refused (way_key_file_open_keyring (changed, keys.half, keys.passphrase, &error), &error,
                  WAY_CRYPTO_ERROR_NO_SLOT);
}

static void
assert_parse (const guint8 *bytes, gsize size, WayCryptoError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (way_key_file_parse (bytes, size, &error));
  g_assert_error (error, WAY_CRYPTO_ERROR, (int)code);
}

/* Cut at every byte, every bit flipped, every byte taken out, a byte put on: damaged, never wrong.
 */
static void
test_damage (void)
{
  g_auto (Keys) keys;
  g_autoptr (WayKeyFile) file = NULL;
  g_autoptr (GBytes) whole = NULL;
  g_autofree guint8 *bytes = NULL;
  gsize size;

  keys_init (&keys, 6);
  file = full_file (&keys, TRUE);
  whole = way_key_file_serialise (file);
  size = g_bytes_get_size (whole);
  bytes = g_malloc0 (size + 1);
  memcpy (bytes, g_bytes_get_data (whole, NULL), size);

  for (gsize part = 0; part < size; part++)
    assert_parse (bytes, part, WAY_CRYPTO_ERROR_DAMAGED);
  assert_parse (bytes, size + 1, WAY_CRYPTO_ERROR_DAMAGED);
  assert_parse (NULL, 0, WAY_CRYPTO_ERROR_DAMAGED);
  for (gsize bit = 0; bit < size * 8; bit++)
    {
      bytes[bit / 8] ^= (guint8)(1 << bit % 8);
      assert_parse (bytes, size, WAY_CRYPTO_ERROR_DAMAGED);
      bytes[bit / 8] ^= (guint8)(1 << bit % 8);
    }
  for (gsize at = 0; at < size; at++)
    {
      g_autofree guint8 *gap = g_malloc (size - 1);

      memcpy (gap, bytes, at);
      memcpy (gap + at, bytes + at + 1, size - at - 1);
      assert_parse (gap, size - 1, WAY_CRYPTO_ERROR_DAMAGED);
    }
}

static void
test_not_a_key_file (void)
{
  g_autofree guint8 *large = g_malloc0 (WAY_KEY_FILE_MAX_SIZE + 1);
  static const char sqlite[4096] = "SQLite format 3";

  assert_parse (large, WAY_KEY_FILE_MAX_SIZE + 1, WAY_CRYPTO_ERROR_DAMAGED);
  assert_parse (large, WAY_KEY_FILE_MAX_SIZE, WAY_CRYPTO_ERROR_DAMAGED);
  assert_parse ((const guint8 *)sqlite, sizeof sqlite, WAY_CRYPTO_ERROR_DAMAGED);
}

/* -- files made by hand, with a right checksum ------------------------------------------------- */

static GBytes *
with_frame (const char *magic, gconstpointer body, gsize size)
{
  GByteArray *file = g_byte_array_new ();
  WayHash checksum;

  g_byte_array_append (file, (const guint8 *)magic, 8);
  g_byte_array_append (file, body, (guint)size);
  way_hash (file->data, file->len, &checksum);
  g_byte_array_append (file, checksum.bytes, WAY_HASH_SIZE);
  return g_byte_array_free_to_bytes (file);
}

/* (transfer full): a file of @vault with @slots, a floating array or not. */
static GBytes *
file_of (const WayId *vault, GVariant *slots)
{
  g_autoptr (GVariant) body = g_variant_ref_sink (g_variant_new (
      "(@ay@a(yayayay))",
      g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, vault->bytes, WAY_ID_SIZE, 1), slots));

  return with_frame ("WAYKEYS1", g_variant_get_data (body), g_variant_get_size (body));
}

static void
assert_parse_bytes (GBytes *bytes, WayCryptoError code)
{
  assert_parse (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), code);
}

static void
test_newer (void)
{
  g_autoptr (GBytes) two = with_frame ("WAYKEYS2", "what a later version says", 25);
  g_autoptr (GBytes) other = with_frame ("OTHERAPP", "what another program says", 25);

  assert_parse_bytes (two, WAY_CRYPTO_ERROR_NEWER);
  assert_parse_bytes (other, WAY_CRYPTO_ERROR_DAMAGED);
}

static void
test_unknown_slots (void)
{
  g_auto (Keys) keys;
  g_autoptr (WayKeyFile) file = NULL;
  g_autoptr (WayKeyFile) parsed = NULL;
  g_autoptr (WayKeyFile) changed = NULL;
  g_autoptr (WayKeyFile) again = NULL;
  g_autoptr (GVariant) slots = NULL;
  g_autoptr (GVariant) after = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GBytes) same = NULL;
  g_autoptr (GError) error = NULL;
  GVariantBuilder builder;
  GVariant *t1, *t2;
  WayKeySlot slot;

  keys_init (&keys, 7);
  file = full_file (&keys, FALSE);
  slots = slots_of (file);
  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a(yayayay)"));
  g_variant_builder_add_parsed (&builder, "(byte 0x54, [byte 1, 2, 3], [byte 4], @ay [])");
  for (gsize i = 0; i < g_variant_n_children (slots); i++)
    g_variant_builder_add_value (&builder, g_variant_get_child_value (slots, i));
  g_variant_builder_add_parsed (&builder, "(byte 0x54, @ay [], @ay [], [byte 9])");
  bytes = file_of (&keys.vault, g_variant_builder_end (&builder));

  parsed = way_key_file_parse (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &error);
  g_assert_no_error (error);
  same = way_key_file_serialise (parsed);
  g_assert_true (g_bytes_equal (bytes, same));
  way_key_file_get_slot (parsed, 0, &slot);
  g_assert_cmpuint (slot.type, ==, 'T');

  changed = way_key_file_with_sheet (parsed, keys.db_key, keys.wrong, 2, keys.random);
  again = reparse (changed);
  after = slots_of (again);
  g_assert_cmpuint (g_variant_n_children (after), ==, 5);
  t1 = g_variant_get_child_value (after, 0);
  t2 = g_variant_get_child_value (after, 4);
  g_assert_cmpmem (g_variant_get_data (t1), g_variant_get_size (t1), "T\1\2\3\4\5\4", 7);
  g_variant_unref (t1);
  g_variant_unref (t2);
  assert_opened (way_key_file_open_sheet (again, keys.wrong, NULL), &keys);
  assert_opened (way_key_file_open_passphrase (again, keys.passphrase, NULL), &keys);
}

/* Right checksum, but not a file that any Waymark writes. */
static void
test_unsound (void)
{
  static const char *slots[] = {
    "@a(yayayay) []",
    /* S without parameters, nonce, sealed; S with the right sizes but for one. */
    "[(byte 0x53, @ay [], @ay [], @ay [])]",
    "[(byte 0x53, [byte 1, 0, 0, 0], @ay [], @ay [])]",
    "[(byte 0x53, [byte 1, 0, 0, 0, 0], @ay [], @ay [])]",
    "[(byte 0x52, @ay [], @ay [], @ay [])]",
    "[(byte 0x4b, @ay [], @ay [], @ay [])]",
    "[(byte 0x50, @ay [], @ay [], @ay [])]",
  };
  WayId vault = { { 1 } };

  for (gsize i = 0; i < G_N_ELEMENTS (slots); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GVariant) array = g_variant_parse (G_VARIANT_TYPE ("a(yayayay)"), slots[i], NULL,
                                                    NULL, &error);
      g_autoptr (GBytes) bytes = NULL;

      g_assert_no_error (error);
      bytes = file_of (&vault, array);
      assert_parse_bytes (bytes, WAY_CRYPTO_ERROR_DAMAGED);
    }
}

/* Both of K and P, and two of one type, put together by hand. */
static void
test_unsound_pairs (void)
{
  g_auto (Keys) keys;
  g_autoptr (WayKeyFile) k = NULL;
  g_autoptr (WayKeyFile) p = NULL;
  g_autoptr (GVariant) k_slots = NULL;
  g_autoptr (GVariant) p_slots = NULL;

  keys_init (&keys, 8);
  k = full_file (&keys, TRUE);
  p = full_file (&keys, FALSE);
  k_slots = slots_of (k);
  p_slots = slots_of (p);
  for (gsize i = 0; i < 3; i++)
    {
      g_autoptr (GVariant) k_slot = g_variant_get_child_value (k_slots, 2);
      g_autoptr (GVariant) other = g_variant_get_child_value (p_slots, i);
      g_autoptr (GVariant) twin = g_variant_get_child_value (k_slots, i);
      GVariant *mixed[] = { k_slot, other }, *twins[] = { twin, twin };
      g_autoptr (GBytes) mixed_bytes = file_of (&keys.vault, g_variant_new_array (NULL, mixed, 2));
      g_autoptr (GBytes) twin_bytes = file_of (&keys.vault, g_variant_new_array (NULL, twins, 2));
      g_autoptr (WayKeyFile) parsed = NULL;

      assert_parse_bytes (twin_bytes, WAY_CRYPTO_ERROR_DAMAGED);
      if (i == 2)
        assert_parse_bytes (mixed_bytes, WAY_CRYPTO_ERROR_DAMAGED);
      else
        parsed = way_key_file_parse (g_bytes_get_data (mixed_bytes, NULL),
                                     g_bytes_get_size (mixed_bytes), NULL);
      g_assert_cmpint (parsed != NULL, ==, i != 2);
    }
}

/* Slots of one vault put into the file of another open nothing there. */
static void
test_slots_of_another_vault (void)
{
  g_auto (Keys) keys;
  g_autoptr (WayKeyFile) file = NULL;
  g_autoptr (WayKeyFile) moved = NULL;
  g_autoptr (GVariant) slots = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  WayId other;

  keys_init (&keys, 9);
  way_id_new (keys.random, &other);
  file = full_file (&keys, TRUE);
  slots = slots_of (file);
  bytes = file_of (&other, slots);
  moved = way_key_file_parse (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &error);
  g_assert_no_error (error);
  assert_refused (way_key_file_open_keyring (moved, keys.half, keys.passphrase, &error), &error,
                  WAY_CRYPTO_ERROR_WRONG_KEY);
  assert_refused (way_key_file_open_sheet (moved, keys.sheet, &error), &error,
                  WAY_CRYPTO_ERROR_WRONG_KEY);
  assert_refused (way_key_file_open_recovery (moved, keys.recovery, &error), &error,
                  WAY_CRYPTO_ERROR_WRONG_KEY);
}

static void
try_every_way (WayKeyFile *file, Keys *keys, guint *opened)
{
  WaySecret *db_keys[] = {
    way_key_file_open_keyring (file, keys->half, keys->passphrase, NULL),
    way_key_file_open_passphrase (file, keys->passphrase, NULL),
    way_key_file_open_sheet (file, keys->sheet, NULL),
    way_key_file_open_recovery (file, keys->recovery, NULL),
  };

  for (gsize i = 0; i < G_N_ELEMENTS (db_keys); i++)
    {
      if (db_keys[i] == NULL)
        continue;
      g_assert_true (way_secret_equal (db_keys[i], keys->db_key));
      way_secret_unref (db_keys[i]);
      *opened += 1;
    }
}

/* One who knows the format flips a bit (every fifth is tried) of one slot and mends the checksum:
 * whatever still parses, that slot does not open, and no wrong database key comes out. */
static void
test_forged_slot (void)
{
  g_auto (Keys) keys;
  g_autoptr (WayKeyFile) file = NULL;
  g_autoptr (GBytes) whole = NULL;
  guint parsed_count = 0;
  gsize size;

  keys_init (&keys, 10);
  file = full_file (&keys, TRUE);
  whole = way_key_file_serialise (file);
  size = g_bytes_get_size (whole) - 8 - WAY_HASH_SIZE;
  for (gsize bit = 0; bit < size * 8; bit += 5)
    {
      g_autofree guint8 *body = g_memdup2 ((const guint8 *)g_bytes_get_data (whole, NULL) + 8,
                                           size);
      g_autoptr (GBytes) forged = NULL;
      g_autoptr (WayKeyFile) parsed = NULL;
      guint opened = 0;

      body[bit / 8] ^= (guint8)(1 << bit % 8);
      forged = with_frame ("WAYKEYS1", body, size);
      parsed = way_key_file_parse (g_bytes_get_data (forged, NULL), g_bytes_get_size (forged),
                                   NULL);
      if (parsed == NULL)
        continue;
      parsed_count++;
      try_every_way (parsed, &keys, &opened);
      g_assert_cmpuint (opened, <=, 2);
    }
  g_assert_cmpuint (parsed_count, >, 400);
}

/* -- bytes changed at random ------------------------------------------------------------------- */

#define ROUNDS_LEAST 5000

static void
change_once (GByteArray *bytes, const GByteArray *other, WayRandom *random)
{
  guint at = way_random_below (random, bytes->len);
  guint wanted = 1 + way_random_below (random, 40);
  guint length = MIN (wanted, bytes->len - at);
  guint from = way_random_below (random, other->len);

  switch (way_random_below (random, 5))
    {
    case 0:
      bytes->data[at] ^= (guint8)(1 << way_random_below (random, 8));
      break;
    case 1:
      bytes->data[at] = (guint8)way_random_below (random, 256);
      break;
    case 2:
      g_byte_array_remove_range (bytes, at, length);
      break;
    case 3:
      /* what another vault's file, or its own, has somewhere else */
      length = MIN (length, other->len - from);
      memcpy (bytes->data + at, other->data + from, MIN (length, bytes->len - at));
      break;
    default:
      g_byte_array_set_size (bytes, bytes->len + length);
      memmove (bytes->data + at + length, bytes->data + at, bytes->len - length - at);
    }
}

/* (transfer full): a file that is nearly @good; every other time its checksum fits. */
static GBytes *
mutate (GBytes *good, GBytes *other, WayRandom *random)
{
  const guint8 *data = g_bytes_get_data (good, NULL);
  gboolean framed = way_random_below (random, 2) == 0;
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (GByteArray) foreign = g_byte_array_new ();
  gsize size = g_bytes_get_size (good) - (framed ? 8 + WAY_HASH_SIZE : 0);

  g_byte_array_append (bytes, data + (framed ? 8 : 0), (guint)size);
  g_byte_array_append (foreign, g_bytes_get_data (other, NULL), (guint)g_bytes_get_size (other));
  for (guint i = way_random_below (random, 4) + 1; i > 0 && bytes->len > 0; i--)
    change_once (bytes, foreign, random);
  return framed ? with_frame ("WAYKEYS1", bytes->data, bytes->len)
                : g_bytes_new (bytes->data, bytes->len);
}

/* Refused with a sentence, or whole: its bytes are those it is written with again, and no way into
 * it gives a wrong key. */
static gboolean
read_mutated (GBytes *bytes, Keys *keys, gboolean try_it)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) again = NULL;
  g_autoptr (WayKeyFile) file = way_key_file_parse (g_bytes_get_data (bytes, NULL),
                                                    g_bytes_get_size (bytes), &error);
  guint opened = 0;

  if (file == NULL)
    {
      g_assert_true (error->code == WAY_CRYPTO_ERROR_DAMAGED
                     || error->code == WAY_CRYPTO_ERROR_NEWER);
      g_assert_true (g_str_has_suffix (error->message, "."));
      return FALSE;
    }
  again = way_key_file_serialise (file);
  g_assert_true (g_bytes_equal (again, bytes));
  for (guint i = 0; i < way_key_file_get_n_slots (file); i++)
    {
      WayKeySlot slot;

      way_key_file_get_slot (file, i, &slot);
    }
  if (try_it)
    try_every_way (file, keys, &opened);
  return TRUE;
}

static void
test_fuzz (void)
{
  g_autoptr (WayRandom) random = way_test_random ();
  gint64 end = g_get_monotonic_time () + way_test_box_seconds () * G_USEC_PER_SEC / 4;
  g_auto (Keys) keys;
  g_autoptr (WayKeyFile) k = NULL, p = NULL;
  g_autoptr (GBytes) k_bytes = NULL, p_bytes = NULL;
  guint rounds = 0, n_whole = 0;

  keys_init (&keys, 12);
  k = full_file (&keys, TRUE);
  p = full_file (&keys, FALSE);
  k_bytes = way_key_file_serialise (k);
  p_bytes = way_key_file_serialise (p);
  for (; rounds < ROUNDS_LEAST || g_get_monotonic_time () < end; rounds++)
    {
      gboolean swap = rounds % 2 == 0;
      g_autoptr (GBytes) bytes = mutate (swap ? k_bytes : p_bytes, swap ? p_bytes : k_bytes,
                                         random);

      n_whole += read_mutated (bytes, &keys, n_whole % 16 == 0);
    }
  g_test_message ("%u files, %u of them whole", rounds, n_whole);
  g_assert_cmpuint (n_whole, >, rounds / 100);
  g_assert_cmpuint (n_whole, <, rounds);
}

/* The composition root may ask in any state; the sentence tells the states apart. */
static void
test_sentences (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_auto (Keys) keys;
  g_autoptr (WayKeyFile) file = NULL;

  keys_init (&keys, 11);
  file = full_file (&keys, TRUE);
  for (int i = 0; i < 4; i++)
    {
      g_autoptr (GError) error = NULL;

      if (i == 0)
        g_assert_null (way_key_file_open_passphrase (file, keys.wrong, &error));
      else if (i == 1)
        g_assert_null (way_key_file_open_sheet (file, keys.wrong, &error));
      else if (i == 2)
        g_assert_null (way_key_file_open_recovery (file, keys.wrong, &error));
      else
        g_assert_null (way_key_file_open_keyring (file, keys.half, keys.wrong, &error));
      g_assert_true (g_str_has_suffix (error->message, "."));
      g_hash_table_add (seen, g_strdup (error->message));
    }
  g_assert_cmpuint (g_hash_table_size (seen), ==, 4);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_assert_true (way_crypto_init (NULL));
  g_test_add_func ("/crypto/key-file/open", test_open);
  g_test_add_func ("/crypto/key-file/open-passphrase", test_open_passphrase);
  g_test_add_func ("/crypto/key-file/list", test_list);
  g_test_add_func ("/crypto/key-file/change-passphrase", test_change_passphrase);
  g_test_add_func ("/crypto/key-file/two-ways", test_two_ways);
  g_test_add_func ("/crypto/key-file/damage", test_damage);
  g_test_add_func ("/crypto/key-file/not-a-key-file", test_not_a_key_file);
  g_test_add_func ("/crypto/key-file/newer", test_newer);
  g_test_add_func ("/crypto/key-file/unknown-slots", test_unknown_slots);
  g_test_add_func ("/crypto/key-file/unsound", test_unsound);
  g_test_add_func ("/crypto/key-file/unsound-pairs", test_unsound_pairs);
  g_test_add_func ("/crypto/key-file/another-vault", test_slots_of_another_vault);
  g_test_add_func ("/crypto/key-file/forged-slot", test_forged_slot);
  g_test_add_func ("/crypto/key-file/fuzz", test_fuzz);
  g_test_add_func ("/crypto/key-file/sentences", test_sentences);
  return g_test_run ();
}
