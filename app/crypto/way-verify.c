/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-verify.h"

#include <sodium.h>
#include <string.h>
#include "way-parts-private.h"

G_STATIC_ASSERT (WAY_HASH_SIZE == crypto_generichash_BYTES);
G_STATIC_ASSERT (WAY_SIGN_PUBLIC_SIZE == crypto_sign_PUBLICKEYBYTES);
G_STATIC_ASSERT (WAY_SIGNATURE_SIZE == crypto_sign_BYTES);
G_STATIC_ASSERT (WAY_HASH_SHORT_SIZE == crypto_generichash_BYTES_MIN);
G_STATIC_ASSERT (WAY_BOX_PUBLIC_SIZE == crypto_scalarmult_BYTES);

const WayHash way_hash_none = { { 0 } };

struct _WayHasher
{
  crypto_generichash_state state;
};

void
way_hash (gconstpointer bytes, gsize size, WayHash *ret_hash)
{
  crypto_generichash (ret_hash->bytes, WAY_HASH_SIZE, bytes, size, NULL, 0);
}

static void
hash_parts (const WaySlice *parts, gsize n_parts, guint8 *out, gsize size)
{
  crypto_generichash_state state;

  crypto_generichash_init (&state, NULL, 0, size);
  for (gsize i = 0; i < n_parts; i++)
    crypto_generichash_update (&state, parts[i].bytes, parts[i].size);
  crypto_generichash_final (&state, out, size);
}

void
way_hash_parts (const WaySlice *parts, gsize n_parts, WayHash *ret_hash)
{
  hash_parts (parts, n_parts, ret_hash->bytes, WAY_HASH_SIZE);
}

void
way_hash_short (const WaySlice *parts, gsize n_parts, guint8 ret_hash[WAY_HASH_SHORT_SIZE])
{
  hash_parts (parts, n_parts, ret_hash, WAY_HASH_SHORT_SIZE);
}

void
way_hash_chain (const WayHash *previous, gconstpointer bytes, gsize size, WayHash *ret_hash)
{
  crypto_generichash_state state;

  crypto_generichash_init (&state, NULL, 0, WAY_HASH_SIZE);
  crypto_generichash_update (&state, previous->bytes, WAY_HASH_SIZE);
  crypto_generichash_update (&state, bytes, size);
  crypto_generichash_final (&state, ret_hash->bytes, WAY_HASH_SIZE);
}

gboolean
way_hash_equal (const WayHash *a, const WayHash *b)
{
  return sodium_memcmp (a->bytes, b->bytes, WAY_HASH_SIZE) == 0;
}

WayHasher *
way_hasher_new (void)
{
  /* The state wants 64-byte alignment, more than g_new() promises. */
  WayHasher *self = g_aligned_alloc0 (1, sizeof *self, G_ALIGNOF (WayHasher));

  crypto_generichash_init (&self->state, NULL, 0, WAY_HASH_SIZE);
  return self;
}

void
way_hasher_add (WayHasher *self, gconstpointer bytes, gsize size)
{
  crypto_generichash_update (&self->state, bytes, size);
}

void
way_hasher_finish (WayHasher *self, WayHash *ret_hash)
{
  crypto_generichash_final (&self->state, ret_hash->bytes, WAY_HASH_SIZE);
}

void
way_hasher_free (WayHasher *self)
{
  /* What went in may have been a record. */
  sodium_memzero (self, sizeof *self);
  g_aligned_free (self);
}

gboolean
way_verify (const WaySignPublic *signer,
            gconstpointer bytes,
            gsize size,
            const WaySignature *signature)
{
  return crypto_sign_verify_detached (signature->bytes, bytes, size, signer->bytes) == 0;
}

guint8 *
way_parts_join (const WaySlice *parts, gsize n_parts, gsize *ret_size)
{
  gsize size = 0, at = 0;
  guint8 *joined;

  for (gsize i = 0; i < n_parts; i++)
    size += parts[i].size;
  joined = g_malloc (size + 1); /* so that nothing to join is not NULL */
  for (gsize i = 0; i < n_parts; at += parts[i].size, i++)
    if (parts[i].size > 0)
      memcpy (joined + at, parts[i].bytes, parts[i].size);
  *ret_size = size;
  return joined;
}

gboolean
way_verify_parts (const WaySignPublic *signer,
                  const WaySlice *parts,
                  gsize n_parts,
                  const WaySignature *signature)
{
  gsize size;
  g_autofree guint8 *joined = way_parts_join (parts, n_parts, &size);

  return way_verify (signer, joined, size, signature);
}

gboolean
way_sign_public_is_usable (const WaySignPublic *key)
{
  return crypto_core_ed25519_is_valid_point (key->bytes) == 1;
}

gboolean
way_box_public_is_usable (const WayBoxPublic *key)
{
  guint8 scalar[crypto_scalarmult_SCALARBYTES], shared[crypto_scalarmult_BYTES];

  /* Any scalar does: only a key of small order gives nothing. */
  memset (scalar, 0x40, sizeof scalar);
  return crypto_scalarmult (shared, scalar, key->bytes) == 0;
}
