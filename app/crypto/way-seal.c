/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-seal.h"

#include <sodium.h>
#include <string.h>
#include "way-crypto.h"
#include "way-fail.h"
#include "way-parts-private.h"
#include "way-secret-private.h"

#define CONTEXT_SIZE crypto_generichash_blake2b_PERSONALBYTES

G_STATIC_ASSERT (WAY_KEY_SIZE == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);
G_STATIC_ASSERT (WAY_KEY_SIZE == crypto_sign_SEEDBYTES);
G_STATIC_ASSERT (WAY_KEY_SIZE == crypto_box_SEEDBYTES);
G_STATIC_ASSERT (WAY_NONCE_SIZE == crypto_aead_xchacha20poly1305_ietf_NPUBBYTES);
G_STATIC_ASSERT (WAY_NONCE_SIZE == crypto_box_NONCEBYTES);
G_STATIC_ASSERT (WAY_SEAL_OVERHEAD == crypto_aead_xchacha20poly1305_ietf_ABYTES);
G_STATIC_ASSERT (WAY_BOX_PUBLIC_SIZE == crypto_box_PUBLICKEYBYTES);
G_STATIC_ASSERT (WAY_KEY_SIZE == crypto_kdf_KEYBYTES);
G_STATIC_ASSERT (WAY_KEY_SIZE + WAY_HASH_SIZE == crypto_generichash_BYTES_MAX);
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

static void
hash_keyed (WaySecret *key, const WaySlice *parts, gsize n_parts, guint8 *out, gsize size)
{
  crypto_generichash_state state;

  g_assert (way_secret_get_size (key) == WAY_KEY_SIZE);

  crypto_generichash_init (&state, way_secret_get_data (key), WAY_KEY_SIZE, size);
  for (gsize i = 0; i < n_parts; i++)
    crypto_generichash_update (&state, parts[i].bytes, parts[i].size);
  crypto_generichash_final (&state, out, size);
  sodium_memzero (&state, sizeof state);
}

void
way_hash_keyed (WaySecret *key, const WaySlice *parts, gsize n_parts, WayHash *ret_hash)
{
  hash_keyed (key, parts, n_parts, ret_hash->bytes, WAY_HASH_SIZE);
}

WaySecret *
way_derive_keyed (WaySecret *key, const WaySlice *parts, gsize n_parts)
{
  guint8 *bytes;
  WaySecret *derived = way_secret_new_writable (WAY_KEY_SIZE, &bytes);

  hash_keyed (key, parts, n_parts, bytes, WAY_KEY_SIZE);
  return way_secret_freeze (derived);
}

/* What one seal is made with.  On the stack, not guarded: it lives for one call, and guarding each
 * costs more than sealing. */
typedef struct
{
  guint8 key[WAY_KEY_SIZE];
  guint8 commitment[WAY_HASH_SIZE];
} Committed;

G_STATIC_ASSERT (sizeof (Committed) == WAY_KEY_SIZE + WAY_HASH_SIZE);

static void
derive_committed (WaySecret *key, WaySlice label, WaySlice extra, Committed *ret_derived)
{
  const WaySlice parts[] = { label, extra };

  hash_keyed (key, parts, G_N_ELEMENTS (parts), (guint8 *)ret_derived, sizeof *ret_derived);
}

GBytes *
way_seal_committed (
    WaySecret *key, WaySlice label, const WayNonce *nonce, WaySlice plain, WaySlice extra)
{
  Committed derived;
  guint8 *sealed = g_malloc (plain.size + WAY_COMMITTED_OVERHEAD);

  derive_committed (key, label, extra, &derived);
  memcpy (sealed, derived.commitment, WAY_HASH_SIZE);
  crypto_aead_xchacha20poly1305_ietf_encrypt (sealed + WAY_HASH_SIZE, NULL, plain.bytes, plain.size,
                                              extra.bytes, extra.size, NULL, nonce->bytes,
                                              derived.key);
  sodium_memzero (&derived, sizeof derived);
  return g_bytes_new_take (sealed, plain.size + WAY_COMMITTED_OVERHEAD);
}

WayOpening
way_open_committed (WaySecret *key,
                    WaySlice label,
                    const WayNonce *nonce,
                    WaySlice sealed,
                    WaySlice extra,
                    GBytes **ret_plain)
{
  const guint8 *bytes = sealed.bytes;
  g_autofree guint8 *plain = NULL;
  WayOpening opening = WAY_OPENING_OTHER_KEY;
  Committed derived;

  if (sealed.size < WAY_COMMITTED_OVERHEAD)
    return WAY_OPENING_OTHER_KEY;

  plain = g_malloc (sealed.size);
  derive_committed (key, label, extra, &derived);
  if (sodium_memcmp (bytes, derived.commitment, WAY_HASH_SIZE) == 0)
    opening = crypto_aead_xchacha20poly1305_ietf_decrypt (plain, NULL, NULL, bytes + WAY_HASH_SIZE,
                                                          sealed.size - WAY_HASH_SIZE, extra.bytes,
                                                          extra.size, nonce->bytes, derived.key)
                      == 0
                  ? WAY_OPENING_OPENED
                  : WAY_OPENING_DAMAGED;
  sodium_memzero (&derived, sizeof derived);
  if (opening == WAY_OPENING_OPENED)
    *ret_plain = g_bytes_new_take (g_steal_pointer (&plain), sealed.size - WAY_COMMITTED_OVERHEAD);
  return opening;
}

WaySecret *
way_subkey (WaySecret *key, guint64 number, const char *context)
{
  guint8 *bytes;
  WaySecret *subkey = way_secret_new_writable (WAY_KEY_SIZE, &bytes);

  g_assert (way_secret_get_size (key) == WAY_KEY_SIZE);
  g_assert (strlen (context) == crypto_kdf_CONTEXTBYTES);

  crypto_kdf_derive_from_key (bytes, WAY_KEY_SIZE, number, context, way_secret_get_data (key));
  return way_secret_freeze (subkey);
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

WaySecret *
way_sign_key (WaySecret *seed, WaySignPublic *ret_public)
{
  return expand_seed (seed, crypto_sign_seed_keypair, crypto_sign_SECRETKEYBYTES,
                      ret_public->bytes);
}

void
way_sign_public (WaySecret *seed, WaySignPublic *ret_public)
{
  way_secret_unref (way_sign_key (seed, ret_public));
}

void
way_sign (WaySecret *seed, gconstpointer bytes, gsize size, WaySignature *ret_signature)
{
  WaySignPublic public;
  g_autoptr (WaySecret) key = way_sign_key (seed, &public);

  crypto_sign_detached (ret_signature->bytes, NULL, bytes, size, way_secret_get_data (key));
}

void
way_sign_parts (WaySecret *sign_key,
                const WaySlice *parts,
                gsize n_parts,
                WaySignature *ret_signature)
{
  gsize size;
  g_autofree guint8 *joined = way_parts_join (parts, n_parts, &size);

  g_assert (way_secret_get_size (sign_key) == crypto_sign_SECRETKEYBYTES);
  crypto_sign_detached (ret_signature->bytes, NULL, joined, size, way_secret_get_data (sign_key));
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
  g_autoptr (WaySecret) once = way_secret_new_random (random, WAY_KEY_SIZE);

  return way_box_seal_once (recipient, once, plain, plain_size, error);
}

GBytes *
way_box_seal_once (const WayBoxPublic *recipient,
                   WaySecret *once,
                   gconstpointer plain,
                   gsize plain_size,
                   GError **error)
{
  g_autoptr (WaySecret) key = NULL;
  g_autofree guint8 *sealed = g_malloc (plain_size + WAY_BOX_OVERHEAD);
  WayBoxPublic public;
  WayNonce nonce;
  crypto_generichash_state state;

  key = expand_box_seed (once, &public);
  crypto_generichash_init (&state, NULL, 0, WAY_NONCE_SIZE);
  crypto_generichash_update (&state, public.bytes, sizeof public.bytes);
  crypto_generichash_update (&state, recipient->bytes, sizeof recipient->bytes);
  crypto_generichash_final (&state, nonce.bytes, sizeof nonce.bytes);

  memcpy (sealed, public.bytes, sizeof public.bytes);
  if (crypto_box_easy (sealed + sizeof public.bytes, plain, plain_size, nonce.bytes,
                       recipient->bytes, way_secret_get_data (key))
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
