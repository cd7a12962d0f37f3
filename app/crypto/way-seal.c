/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-seal.h"

#include <sodium.h>
#include <string.h>
#include "way-crypto.h"
#include "way-fail.h"
#include "way-secret-private.h"

#define CONTEXT_SIZE crypto_generichash_blake2b_PERSONALBYTES

G_STATIC_ASSERT (WAY_KEY_SIZE == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);
G_STATIC_ASSERT (WAY_KEY_SIZE == crypto_sign_SEEDBYTES);
G_STATIC_ASSERT (WAY_KEY_SIZE == crypto_box_SEEDBYTES);
G_STATIC_ASSERT (WAY_NONCE_SIZE == crypto_aead_xchacha20poly1305_ietf_NPUBBYTES);
G_STATIC_ASSERT (WAY_NONCE_SIZE == crypto_box_NONCEBYTES);
G_STATIC_ASSERT (WAY_SEAL_OVERHEAD == crypto_aead_xchacha20poly1305_ietf_ABYTES);
G_STATIC_ASSERT (WAY_BOX_PUBLIC_SIZE == crypto_box_PUBLICKEYBYTES);
G_STATIC_ASSERT (WAY_BOX_OVERHEAD == crypto_box_SEALBYTES);

void
way_nonce_new (WayRandom *random, WayNonce *ret_nonce)
{
  way_random_fill (random, ret_nonce->bytes, sizeof ret_nonce->bytes);
}

GBytes *
way_seal (WaySecret *key,
          const WayNonce *nonce,
          gconstpointer plain,
          gsize plain_size,
          gconstpointer extra,
          gsize extra_size)
{
  guint8 *sealed;

  g_assert (way_secret_get_size (key) == WAY_KEY_SIZE);

  sealed = g_malloc (plain_size + WAY_SEAL_OVERHEAD);
  crypto_aead_xchacha20poly1305_ietf_encrypt (sealed, NULL, plain, plain_size, extra, extra_size,
                                              NULL, nonce->bytes, way_secret_get_data (key));
  return g_bytes_new_take (sealed, plain_size + WAY_SEAL_OVERHEAD);
}

WaySecret *
way_seal_open (WaySecret *key,
               const WayNonce *nonce,
               gconstpointer sealed,
               gsize sealed_size,
               gconstpointer extra,
               gsize extra_size,
               GError **error)
{
  g_autoptr (WaySecret) plain = NULL;
  guint8 *bytes;

  g_assert (way_secret_get_size (key) == WAY_KEY_SIZE);

  if (sealed_size >= WAY_SEAL_OVERHEAD)
    {
      plain = way_secret_new_writable (sealed_size - WAY_SEAL_OVERHEAD, &bytes);
      if (crypto_aead_xchacha20poly1305_ietf_decrypt (bytes, NULL, NULL, sealed, sealed_size, extra,
                                                      extra_size, nonce->bytes,
                                                      way_secret_get_data (key))
          == 0)
        return way_secret_freeze (g_steal_pointer (&plain));
    }
  return way_fail_null (error, WAY_CRYPTO_ERROR, WAY_CRYPTO_ERROR_WRONG_KEY,
                        "This key does not open it. Nothing was changed.");
}

WaySecret *
way_derive (const char *context, WaySecret *first, WaySecret *second)
{
  guint8 personal[CONTEXT_SIZE] = { 0 };
  crypto_generichash_blake2b_state state;
  guint8 *bytes;
  WaySecret *key = way_secret_new_writable (WAY_KEY_SIZE, &bytes);

  g_assert (strlen (context) <= sizeof personal);
  memcpy (personal, context, strlen (context));

  crypto_generichash_blake2b_init_salt_personal (&state, NULL, 0, WAY_KEY_SIZE, NULL, personal);
  crypto_generichash_blake2b_update (&state, way_secret_get_data (first),
                                     way_secret_get_size (first));
  if (second != NULL)
    crypto_generichash_blake2b_update (&state, way_secret_get_data (second),
                                       way_secret_get_size (second));
  crypto_generichash_blake2b_final (&state, bytes, WAY_KEY_SIZE);
  sodium_memzero (&state, sizeof state);
  return way_secret_freeze (key);
}

typedef int (*MakePair) (unsigned char *public, unsigned char *secret, const unsigned char *seed);

/* (transfer full): the long form of a secret key, made for one use and wiped. */
static WaySecret *
expand_seed (WaySecret *seed, MakePair make_pair, gsize size, guint8 *ret_public)
{
  guint8 *bytes;
  WaySecret *key = way_secret_new_writable (size, &bytes);

  g_assert (way_secret_get_size (seed) == WAY_KEY_SIZE);
  make_pair (ret_public, bytes, way_secret_get_data (seed));
  return way_secret_freeze (key);
}

static WaySecret *
expand_sign_seed (WaySecret *seed, WaySignPublic *ret_public)
{
  return expand_seed (seed, crypto_sign_seed_keypair, crypto_sign_SECRETKEYBYTES,
                      ret_public->bytes);
}

void
way_sign_public (WaySecret *seed, WaySignPublic *ret_public)
{
  way_secret_unref (expand_sign_seed (seed, ret_public));
}

void
way_sign (WaySecret *seed, gconstpointer bytes, gsize size, WaySignature *ret_signature)
{
  WaySignPublic public;
  g_autoptr (WaySecret) key = expand_sign_seed (seed, &public);

  crypto_sign_detached (ret_signature->bytes, NULL, bytes, size, way_secret_get_data (key));
}

static WaySecret *
expand_box_seed (WaySecret *seed, WayBoxPublic *ret_public)
{
  return expand_seed (seed, crypto_box_seed_keypair, crypto_box_SECRETKEYBYTES, ret_public->bytes);
}

void
way_box_public (WaySecret *seed, WayBoxPublic *ret_public)
{
  way_secret_unref (expand_box_seed (seed, ret_public));
}

/* What crypto_box_seal() does, byte for byte, but for the one-time key: that comes from @random, so
 * that a seeded run can be replayed. */
GBytes *
way_box_seal (const WayBoxPublic *recipient,
              WayRandom *random,
              gconstpointer plain,
              gsize plain_size,
              GError **error)
{
  g_autoptr (WaySecret) seed = way_secret_new_random (random, WAY_KEY_SIZE);
  g_autoptr (WaySecret) key = NULL;
  g_autofree guint8 *sealed = g_malloc (plain_size + WAY_BOX_OVERHEAD);
  WayBoxPublic once;
  WayNonce nonce;
  crypto_generichash_state state;

  key = expand_box_seed (seed, &once);
  crypto_generichash_init (&state, NULL, 0, WAY_NONCE_SIZE);
  crypto_generichash_update (&state, once.bytes, sizeof once.bytes);
  crypto_generichash_update (&state, recipient->bytes, sizeof recipient->bytes);
  crypto_generichash_final (&state, nonce.bytes, sizeof nonce.bytes);

  memcpy (sealed, once.bytes, sizeof once.bytes);
  if (crypto_box_easy (sealed + sizeof once.bytes, plain, plain_size, nonce.bytes, recipient->bytes,
                       way_secret_get_data (key))
      != 0)
    return way_fail_null (error, WAY_CRYPTO_ERROR, WAY_CRYPTO_ERROR_BAD_KEY,
                          "The recovery key it should be sealed to is not a usable key.");
  return g_bytes_new_take (g_steal_pointer (&sealed), plain_size + WAY_BOX_OVERHEAD);
}

WaySecret *
way_box_open (WaySecret *seed, gconstpointer sealed, gsize sealed_size, GError **error)
{
  g_autoptr (WaySecret) plain = NULL;
  g_autoptr (WaySecret) key = NULL;
  WayBoxPublic public;
  guint8 *bytes;

  key = expand_box_seed (seed, &public);
  if (sealed_size >= WAY_BOX_OVERHEAD)
    {
      plain = way_secret_new_writable (sealed_size - WAY_BOX_OVERHEAD, &bytes);
      if (crypto_box_seal_open (bytes, sealed, sealed_size, public.bytes, way_secret_get_data (key))
          == 0)
        return way_secret_freeze (g_steal_pointer (&plain));
    }
  return way_fail_null (error, WAY_CRYPTO_ERROR, WAY_CRYPTO_ERROR_WRONG_KEY,
                        "This key does not open it. Nothing was changed.");
}
