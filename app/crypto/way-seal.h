/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What takes a secret: sealing, signing, deriving.
 *
 * XChaCha20-Poly1305, Ed25519, X25519 sealed boxes and BLAKE2b; all randomness comes from the
 * WayRandom given.  A seed is a WaySecret of 32 bytes and serves one purpose only: never the same
 * seed for signing and for boxes.  Synchronous; bulk work belongs on the pool (way-executor.h).
 */
#pragma once

#include "way-secret.h"
#include "way-verify.h"

G_BEGIN_DECLS

#define WAY_NONCE_SIZE 24
#define WAY_SEAL_OVERHEAD 16 /* bytes a sealed text is longer than the plain one */
#define WAY_BOX_OVERHEAD 48
#define WAY_COMMITTED_OVERHEAD (WAY_HASH_SIZE + WAY_SEAL_OVERHEAD)

typedef struct
{
  guint8 bytes[WAY_NONCE_SIZE];
} WayNonce;

/* Random and large enough that no two are ever the same. */
void way_nonce_new (WayRandom *random, WayNonce *ret_nonce);

/* (transfer full): @plain under @key; @extra is not in the result, but opening needs the same. */
GBytes *way_seal (WaySecret *key,
                  const WayNonce *nonce,
                  gconstpointer plain,
                  gsize plain_size,
                  gconstpointer extra,
                  gsize extra_size);

/* (transfer full): the plain bytes.  WRONG_KEY where key, nonce, extra or a byte differs: which of
 * them cannot be known, so a file tells damage by a checksum of its own. */
WaySecret *way_seal_open (WaySecret *key,
                          const WayNonce *nonce,
                          gconstpointer sealed,
                          gsize sealed_size,
                          gconstpointer extra,
                          gsize extra_size,
                          GError **error);

/* A seal that commits to its key.  XChaCha20-Poly1305 alone can be made to open under two keys to
 * two texts; here 64 bytes, BLAKE2b-512 (key = @key, @label ‖ @extra), are half the key that seals
 * and half a commitment, which stands before the sealed text and is judged first. */
typedef enum
{
  WAY_OPENING_OPENED,
  WAY_OPENING_OTHER_KEY, /* the commitment is not this key's, or there is none */
  WAY_OPENING_DAMAGED,   /* it is, but a byte of the rest differs */
} WayOpening;

/* (transfer full): WAY_COMMITTED_OVERHEAD longer than @plain. */
GBytes *way_seal_committed (
    WaySecret *key, WaySlice label, const WayNonce *nonce, WaySlice plain, WaySlice extra);

/* @ret_plain (transfer full). */
WayOpening way_open_committed (WaySecret *key,
                               WaySlice label,
                               const WayNonce *nonce,
                               WaySlice sealed,
                               WaySlice extra,
                               GBytes **ret_plain);

/* (transfer full): BLAKE2b-256 under @key, where it is a secret. */
WaySecret *way_derive_keyed (WaySecret *key, const WaySlice *parts, gsize n_parts);

/* BLAKE2b-256 under @key: not a secret itself, but only who has @key can make it. */
void way_hash_keyed (WaySecret *key, const WaySlice *parts, gsize n_parts, WayHash *ret_hash);

/* (transfer full): key @number of those below @key, libsodium's crypto_kdf; @context is 8 letters.
 */
WaySecret *way_subkey (WaySecret *key, guint64 number, const char *context);

/* (transfer full): a 32-byte key, BLAKE2b-256 of @first ‖ @second (nullable).  @context is at most
 * 16 ASCII letters, constant, and its own for every purpose; it fixes the sizes that go in. */
WaySecret *way_derive (const char *context, WaySecret *first, WaySecret *second);

void way_sign_public (WaySecret *seed, WaySignPublic *ret_public);
void way_sign (WaySecret *seed, gconstpointer bytes, gsize size, WaySignature *ret_signature);

/* (transfer full): the long form of a signing seed, for whoever signs often; only for
 * way_sign_parts(). */
WaySecret *way_sign_key (WaySecret *seed, WaySignPublic *ret_public);
void way_sign_parts (WaySecret *sign_key,
                     const WaySlice *parts,
                     gsize n_parts,
                     WaySignature *ret_signature);

void way_box_public (WaySecret *seed, WayBoxPublic *ret_public);

/* (transfer full): only the seed behind @recipient opens it, and it does not say who sealed it.
 * BAD_KEY where @recipient is no usable public key. */
GBytes *way_box_seal (const WayBoxPublic *recipient,
                      WayRandom *random,
                      gconstpointer plain,
                      gsize plain_size,
                      GError **error);

/* The same with the one-time key that @once gives: who has @once can write it again and compare.  A
 * @once serves for one recipient and one text. */
GBytes *way_box_seal_once (const WayBoxPublic *recipient,
                           WaySecret *once,
                           gconstpointer plain,
                           gsize plain_size,
                           GError **error);

/* (transfer full): WRONG_KEY where @sealed is for another seed or a byte differs. */
WaySecret *way_box_open (WaySecret *seed, gconstpointer sealed, gsize sealed_size, GError **error);

G_END_DECLS
