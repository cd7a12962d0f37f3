/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the signed logs are made of: hashes and signatures over parts, keys below a key, a seal that
 * commits.  Expected bytes are those of Python's hashlib (digest_size, key, salt, person).
 */
#include "way-crypto.h"
#include "way-seal.h"

#include <string.h>

#define KEY "0123456789abcdef0123456789abcdef"
#define PART(text)                                                                                 \
  {                                                                                                \
    text, sizeof text - 1                                                                          \
  }

static const WaySlice abc[] = { PART ("LG1"), PART (""), PART ("abc") };
static const WaySlice label = PART ("label"), extra = PART ("extra"), plain = PART ("a visit");

static void
assert_hex (gconstpointer bytes, gsize size, const char *hex)
{
  g_autoptr (WaySecret) expected = way_secret_new_from_hex (hex, strlen (hex));

  g_assert_cmpmem (bytes, size, way_secret_get_data (expected), way_secret_get_size (expected));
}

static void
test_hashes (void)
{
  g_autoptr (WaySecret) key = way_secret_new (KEY, WAY_KEY_SIZE);
  guint8 short_hash[WAY_HASH_SHORT_SIZE];
  WayHash hash, whole;

  way_hash_parts (abc, G_N_ELEMENTS (abc), &hash);
  way_hash ("LG1abc", 6, &whole);
  g_assert_true (way_hash_equal (&hash, &whole));
  way_hash_short (abc, G_N_ELEMENTS (abc), short_hash);
  assert_hex (short_hash, sizeof short_hash, "77f4a3519efded9f82e1a660356288ed");
  way_hash_keyed (key, abc, G_N_ELEMENTS (abc), &hash);
  assert_hex (hash.bytes, sizeof hash.bytes,
              "76d35c53ba0231bbd63d8ddb0bdd2419b462eb73b3090cfe0827854534a09932");
}

static void
test_subkey (void)
{
  g_autoptr (WaySecret) key = way_secret_new (KEY, WAY_KEY_SIZE);
  g_autoptr (WaySecret) four = way_subkey (key, 4, "LG1prevk");
  g_autoptr (WaySecret) five = way_subkey (key, 5, "LG1prevk");

  assert_hex (way_secret_get_data (four), WAY_KEY_SIZE,
              "d79e5d39b6b54bfb58a349bb20d34e78c00d2b65af0f3054521dbf02f1d2d469");
  g_assert_false (way_secret_equal (four, five));
}

static void
test_signature (void)
{
  g_autoptr (WaySecret) seed = way_secret_new (KEY, WAY_KEY_SIZE);
  g_autoptr (WaySecret) key = NULL;
  WaySignPublic public, same;
  WaySignature parts, whole;

  key = way_sign_key (seed, &public);
  way_sign_public (seed, &same);
  g_assert_cmpmem (&public, sizeof public, &same, sizeof same);
  way_sign_parts (key, abc, G_N_ELEMENTS (abc), &parts);
  way_sign (seed, "LG1abc", 6, &whole);
  g_assert_cmpmem (&parts, sizeof parts, &whole, sizeof whole);
  g_assert_true (way_verify_parts (&public, abc, G_N_ELEMENTS (abc), &parts));
  g_assert_false (way_verify_parts (&public, abc, 1, &parts));
}

static void
assert_committed (WaySecret *key, GBytes *sealed)
{
  const guint8 *bytes = g_bytes_get_data (sealed, NULL);
  g_autoptr (WaySecret) half = NULL;
  g_autoptr (WaySecret) opened = NULL;
  WayNonce nonce = { { 7 } };

  g_assert_cmpuint (g_bytes_get_size (sealed), ==, plain.size + WAY_COMMITTED_OVERHEAD);
  assert_hex (bytes, WAY_HASH_SIZE,
              "c05ef32a3c51ba409f916fe04ec21a4652101dc737584b0ff0c1913ed9f2040e");
  half = way_secret_new_from_hex (
      "5f1279d546392da1bbb7b5854366fc4cf0946512389655c3707fa6d1a44058f6", 64);
  opened = way_seal_open (half, &nonce, bytes + WAY_HASH_SIZE, plain.size + WAY_SEAL_OVERHEAD,
                          extra.bytes, extra.size, NULL);
  g_assert_cmpmem (way_secret_get_data (opened), way_secret_get_size (opened), plain.bytes,
                   plain.size);
}

static WayOpening
open_with (WaySecret *key, const guint8 *bytes, gsize size, WaySlice with)
{
  WayNonce nonce = { { 7 } };
  g_autoptr (GBytes) opened = NULL;
  WayOpening opening = way_open_committed (key, label, &nonce, (WaySlice){ bytes, size }, with,
                                           &opened);

  g_assert_true ((opening == WAY_OPENING_OPENED) == (opened != NULL));
  if (opened != NULL)
    g_assert_cmpmem (g_bytes_get_data (opened, NULL), g_bytes_get_size (opened), plain.bytes,
                     plain.size);
  return opening;
}

static void
test_committed (void)
{
  g_autoptr (WaySecret) key = way_secret_new (KEY, WAY_KEY_SIZE);
  g_autoptr (WaySecret) other = way_secret_new ("fedcba9876543210fedcba9876543210", 32);
  WayNonce nonce = { { 7 } };
  g_autoptr (GBytes) sealed = way_seal_committed (key, label, &nonce, plain, extra);
  g_autofree guint8 *bytes = NULL;
  gsize size;

  assert_committed (key, sealed);
  bytes = g_memdup2 (g_bytes_get_data (sealed, &size), g_bytes_get_size (sealed));
  g_assert_cmpint (open_with (key, bytes, size, extra), ==, WAY_OPENING_OPENED);
  g_assert_cmpint (open_with (other, bytes, size, extra), ==, WAY_OPENING_OTHER_KEY);
  g_assert_cmpint (open_with (key, bytes, size, label), ==, WAY_OPENING_OTHER_KEY);
  for (gsize part = 0; part < size; part++)
    g_assert_cmpint (open_with (key, bytes, part, extra), ==,
                     part < WAY_COMMITTED_OVERHEAD ? WAY_OPENING_OTHER_KEY : WAY_OPENING_DAMAGED);
  for (gsize bit = 0; bit < size * 8; bit++)
    {
      bytes[bit / 8] ^= (guint8)(1 << bit % 8);
      g_assert_cmpint (open_with (key, bytes, size, extra), ==,
                       bit < WAY_HASH_SIZE * 8 ? WAY_OPENING_OTHER_KEY : WAY_OPENING_DAMAGED);
      bytes[bit / 8] ^= (guint8)(1 << bit % 8);
    }
}

/* Ed25519: the identity, a point of order two, one of order eight, y = p + 1 (a second form of the
 * identity), a y that is on no point.  X25519: 0, 1, and one of order eight. */
static void
test_usable (void)
{
  static const char *const no_sign[] = {
    "0100000000000000000000000000000000000000000000000000000000000000",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "0200000000000000000000000000000000000000000000000000000000000000",
  };
  static const char *const no_box[] = {
    "0000000000000000000000000000000000000000000000000000000000000000",
    "0100000000000000000000000000000000000000000000000000000000000000",
    "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
  };
  g_autoptr (WaySecret) seed = way_secret_new (KEY, WAY_KEY_SIZE);
  WaySignPublic sign_key;
  WayBoxPublic box_key;

  way_sign_public (seed, &sign_key);
  way_box_public (seed, &box_key);
  g_assert_true (way_sign_public_is_usable (&sign_key));
  g_assert_true (way_box_public_is_usable (&box_key));
  for (gsize i = 0; i < G_N_ELEMENTS (no_sign); i++)
    {
      g_autoptr (WaySecret) bytes = way_secret_new_from_hex (no_sign[i], 64);

      memcpy (sign_key.bytes, way_secret_get_data (bytes), sizeof sign_key.bytes);
      g_assert_false (way_sign_public_is_usable (&sign_key));
    }
  for (gsize i = 0; i < G_N_ELEMENTS (no_box); i++)
    {
      g_autoptr (WaySecret) bytes = way_secret_new_from_hex (no_box[i], 64);

      memcpy (box_key.bytes, way_secret_get_data (bytes), sizeof box_key.bytes);
      g_assert_false (way_box_public_is_usable (&box_key));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_assert_true (way_crypto_init (NULL));
  g_test_add_func ("/crypto/parts/hashes", test_hashes);
  g_test_add_func ("/crypto/parts/subkey", test_subkey);
  g_test_add_func ("/crypto/parts/signature", test_signature);
  g_test_add_func ("/crypto/parts/committed", test_committed);
  g_test_add_func ("/crypto/parts/usable", test_usable);
  return g_test_run ();
}
