/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-verify.h"

#include <sodium.h>

G_STATIC_ASSERT (WAY_HASH_SIZE == crypto_generichash_BYTES);
G_STATIC_ASSERT (WAY_SIGN_PUBLIC_SIZE == crypto_sign_PUBLICKEYBYTES);
G_STATIC_ASSERT (WAY_SIGNATURE_SIZE == crypto_sign_BYTES);

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
