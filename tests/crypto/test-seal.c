/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-argon.h"
#include "way-crypto.h"
#include "way-seal.h"

static WaySecret *
from_hex (const char *hex)
{
  WaySecret *secret = way_secret_new_from_hex (hex, strlen (hex));

  g_assert_nonnull (secret);
  return secret;
}

static void
assert_hex (gconstpointer bytes, gsize size, const char *hex)
{
  g_autoptr (WaySecret) expected = from_hex (hex);

  g_assert_cmpmem (bytes, size, way_secret_get_data (expected), way_secret_get_size (expected));
}

/* BLAKE2b-256 of "abc" as Python's hashlib gives it; the pieces and the chain from their
 * definition. */
static void
test_hash (void)
{
  g_autoptr (WayHasher) hasher = way_hasher_new ();
  WayHash whole, pieces, link;
  guint8 joined[WAY_HASH_SIZE + 3];

  way_hash ("abc", 3, &whole);
  assert_hex (whole.bytes, WAY_HASH_SIZE,
              "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319");

  way_hasher_add (hasher, "a", 1);
  way_hasher_add (hasher, "", 0);
  way_hasher_add (hasher, "bc", 2);
  way_hasher_finish (hasher, &pieces);
  g_assert_true (way_hash_equal (&whole, &pieces));

  memcpy (joined, whole.bytes, WAY_HASH_SIZE);
  memcpy (joined + WAY_HASH_SIZE, "xyz", 3);
  way_hash (joined, sizeof joined, &pieces);
  way_hash_chain (&whole, "xyz", 3, &link);
  g_assert_true (way_hash_equal (&link, &pieces));
  way_hash_chain (&whole, "xyz", 3, &whole);
  g_assert_true (way_hash_equal (&whole, &link));
  g_assert_false (way_hash_equal (&whole, &way_hash_none));
}

/* RFC 8032, 7.1, tests 1 and 3. */
static void
test_sign (void)
{
  g_autoptr (WaySecret) one = from_hex (
      "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
  g_autoptr (WaySecret) three = from_hex (
      "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7");
  static const guint8 message[] = { 0xaf, 0x82 };
  WaySignPublic public;
  WaySignature signature;

  way_sign_public (one, &public);
  assert_hex (public.bytes, sizeof public.bytes,
              "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
  way_sign (one, NULL, 0, &signature);
  assert_hex (
      signature.bytes, sizeof signature.bytes,
      "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e3970"
      "1cf9b46bd25bf5f0595bbe24655141438e7a100b");
  g_assert_true (way_verify (&public, NULL, 0, &signature));
  g_assert_false (way_verify (&public, message, sizeof message, &signature));

  way_sign (three, message, sizeof message, &signature);
  assert_hex (
      signature.bytes, sizeof signature.bytes,
      "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760"
      "984dc6594a7c15e9716ed28dc027beceea1ec40a");
  g_assert_false (way_verify (&public, message, sizeof message, &signature));
  way_sign_public (three, &public);
  g_assert_true (way_verify (&public, message, sizeof message, &signature));
}

static void
test_signature_flips (void)
{
  g_autoptr (WayRandom) random = way_random_new_seeded (3);
  g_autoptr (WaySecret) seed = way_secret_new_random (random, WAY_KEY_SIZE);
  WaySignPublic public, none = { { 0 } };
  WaySignature signature;

  way_sign_public (seed, &public);
  way_sign (seed, "visit", 5, &signature);
  g_assert_true (way_verify (&public, "visit", 5, &signature));
  g_assert_false (way_verify (&none, "visit", 5, &signature));
  for (guint bit = 0; bit < WAY_SIGNATURE_SIZE * 8; bit++)
    {
      signature.bytes[bit / 8] ^= (guint8)(1 << bit % 8);
      g_assert_false (way_verify (&public, "visit", 5, &signature));
      signature.bytes[bit / 8] ^= (guint8)(1 << bit % 8);
    }
}

/* draft-irtf-cfrg-xchacha-03, A.3.1. */
static void
test_seal_vector (void)
{
  static const char plain[]
      = "Ladies and Gentlemen of the class of '99: If I could offer you only one "
        "tip for the future, sunscreen would be it.";
  g_autoptr (WaySecret) key = from_hex (
      "808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f");
  g_autoptr (WaySecret) nonce_bytes = from_hex ("404142434445464748494a4b4c4d4e4f5051525354555657");
  g_autoptr (WaySecret) extra = from_hex ("50515253c0c1c2c3c4c5c6c7");
  g_autoptr (WaySecret) opened = NULL;
  g_autoptr (GBytes) sealed = NULL;
  WayNonce nonce;

  memcpy (nonce.bytes, way_secret_get_data (nonce_bytes), sizeof nonce.bytes);
  sealed = way_seal (key, &nonce, plain, sizeof plain - 1, way_secret_get_data (extra),
                     way_secret_get_size (extra));
  assert_hex (
      g_bytes_get_data (sealed, NULL), g_bytes_get_size (sealed),
      "bd6d179d3e83d43b9576579493c0e939572a1700252bfaccbed2902c21396cbb731c7f1b0b4aa6440bf3a82f"
      "4eda7e39ae64c6708c54c216cb96b72e1213b4522f8c9ba40db5d945b11b69b982c1bb9e3f3fac2bc369488f"
      "76b2383565d3fff921f9664c97637da9768812f615c68b13b52ec0875924c1c7987947deafd8780acf49");
  opened = way_seal_open (key, &nonce, g_bytes_get_data (sealed, NULL), g_bytes_get_size (sealed),
                          way_secret_get_data (extra), way_secret_get_size (extra), NULL);
  g_assert_cmpmem (way_secret_get_data (opened), way_secret_get_size (opened), plain,
                   sizeof plain - 1);
}

static void
assert_closed (
    WaySecret *key, const WayNonce *nonce, const guint8 *sealed, gsize size, const char *extra)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (way_seal_open (key, nonce, sealed, size, extra, strlen (extra), &error));
  g_assert_error (error, WAY_CRYPTO_ERROR, WAY_CRYPTO_ERROR_WRONG_KEY);
}

static void
test_seal_flips (void)
{
  g_autoptr (WayRandom) random = way_random_new_seeded (4);
  g_autoptr (WaySecret) key = way_secret_new_random (random, WAY_KEY_SIZE);
  g_autoptr (WaySecret) other = way_secret_new_random (random, WAY_KEY_SIZE);
  g_autoptr (GBytes) bytes = NULL;
  WayNonce nonce, other_nonce;
  guint8 sealed[5 + WAY_SEAL_OVERHEAD];

  way_nonce_new (random, &nonce);
  way_nonce_new (random, &other_nonce);
  bytes = way_seal (key, &nonce, "plain", 5, "extra", 5);
  g_assert_cmpuint (g_bytes_get_size (bytes), ==, sizeof sealed);
  memcpy (sealed, g_bytes_get_data (bytes, NULL), sizeof sealed);

  assert_closed (other, &nonce, sealed, sizeof sealed, "extra");
  assert_closed (key, &other_nonce, sealed, sizeof sealed, "extra");
  assert_closed (key, &nonce, sealed, sizeof sealed, "extrb");
  assert_closed (key, &nonce, sealed, sizeof sealed, "");
  for (gsize size = 0; size < sizeof sealed; size++)
    assert_closed (key, &nonce, sealed, size, "extra");
  for (guint bit = 0; bit < sizeof sealed * 8; bit++)
    {
      sealed[bit / 8] ^= (guint8)(1 << bit % 8);
      assert_closed (key, &nonce, sealed, sizeof sealed, "extra");
      sealed[bit / 8] ^= (guint8)(1 << bit % 8);
    }
}

static void
test_box (void)
{
  g_autoptr (WayRandom) random = way_random_new_seeded (5);
  g_autoptr (WayRandom) same = way_random_new_seeded (5);
  g_autoptr (WaySecret) seed = from_hex (
      "77076d0a7318a57d3c16c17251b26645c6db5e0b0e2a5d2b0c2e4a9d0f6b6a11");
  g_autoptr (WaySecret) other = way_secret_new ("0123456789abcdef0123456789abcdef", WAY_KEY_SIZE);
  g_autoptr (GBytes) sealed = NULL;
  g_autoptr (GBytes) again = NULL;
  g_autoptr (WaySecret) opened = NULL;
  g_autoptr (GError) error = NULL;
  WayBoxPublic recipient, small_order = { { 0 } };
  gsize size;
  const guint8 *bytes;

  way_box_public (seed, &recipient);
  sealed = way_box_seal (&recipient, random, "half", 4, &error);
  again = way_box_seal (&recipient, same, "half", 4, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (sealed, again));
  bytes = g_bytes_get_data (sealed, &size);
  g_assert_cmpuint (size, ==, 4 + WAY_BOX_OVERHEAD);

  opened = way_box_open (seed, bytes, size, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (way_secret_get_data (opened), way_secret_get_size (opened), "half", 4);

  g_assert_null (way_box_open (other, bytes, size, &error));
  g_assert_error (error, WAY_CRYPTO_ERROR, WAY_CRYPTO_ERROR_WRONG_KEY);
  for (gsize part = 0; part < size; part++)
    g_assert_null (way_box_open (seed, bytes, part, NULL));

  g_clear_error (&error);
  g_assert_null (way_box_seal (&small_order, random, "half", 4, &error));
  g_assert_error (error, WAY_CRYPTO_ERROR, WAY_CRYPTO_ERROR_BAD_KEY);
}

/* A context is BLAKE2b's own personalisation; checked against Python's hashlib (person=). */
static void
test_derive (void)
{
  g_autoptr (WaySecret) first = way_secret_new ("0123456789abcdef0123456789abcdef", 32);
  g_autoptr (WaySecret) second = way_secret_new ("fedcba9876543210fedcba9876543210", 32);
  g_autoptr (WaySecret) both = way_derive ("WAY1.kek.keyring", first, second);
  g_autoptr (WaySecret) swapped = way_derive ("WAY1.kek.keyring", second, first);
  g_autoptr (WaySecret) other = way_derive ("WAY1.kek.phrase", first, second);
  g_autoptr (WaySecret) single = way_derive ("WAY1.kek.sheet", first, NULL);

  assert_hex (way_secret_get_data (both), WAY_KEY_SIZE,
              "dbc339026c7fee9c4ac57e7685bba218cda1896128d3fe97c27feb23b3ebee4d");
  assert_hex (way_secret_get_data (single), WAY_KEY_SIZE,
              "6e9c8f489559d4bb8aad88e8c3f791379857f957d99ad09b132f4579689f4a85");
  g_assert_false (way_secret_equal (both, swapped));
  g_assert_false (way_secret_equal (both, other));
}

static void
test_argon_bounds (void)
{
  static const struct
  {
    WayArgonParams params;
    gboolean sane;
  } rows[] = {
    { { 1, 8192 }, TRUE },
    { { WAY_ARGON_MODERATE_OPS, WAY_ARGON_MODERATE_MEMORY }, TRUE },
    { { 0, 8192 }, FALSE },
    { { 1, 8191 }, FALSE },
    { { 17, 8192 }, FALSE },
    { { 1, G_GUINT64_CONSTANT (1) << 40 }, FALSE },
    { { G_MAXUINT64, G_MAXUINT64 }, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpint (way_argon_params_are_sane (rows[i].params), ==, rows[i].sane);
  g_assert_cmpuint (way_argon_params_default ().ops, ==, way_argon_floor.ops);
  g_assert_cmpuint (way_argon_params_default ().memory, ==, way_argon_floor.memory);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_assert_true (way_crypto_init (NULL));
  g_test_add_func ("/crypto/hash", test_hash);
  g_test_add_func ("/crypto/sign", test_sign);
  g_test_add_func ("/crypto/sign/flips", test_signature_flips);
  g_test_add_func ("/crypto/seal/vector", test_seal_vector);
  g_test_add_func ("/crypto/seal/flips", test_seal_flips);
  g_test_add_func ("/crypto/box", test_box);
  g_test_add_func ("/crypto/derive", test_derive);
  g_test_add_func ("/crypto/argon/bounds", test_argon_bounds);
  return g_test_run ();
}
