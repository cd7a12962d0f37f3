/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What anyone may do without a secret: hash, and verify a signature.
 *
 * BLAKE2b-256 and Ed25519.  The server includes this header of the room and no other.  Safe from
 * any thread, but a WayHasher belongs to one at a time.
 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define WAY_HASH_SIZE 32
#define WAY_SIGN_PUBLIC_SIZE 32
#define WAY_SIGNATURE_SIZE 64
#define WAY_HASH_SHORT_SIZE 16
#define WAY_BOX_PUBLIC_SIZE 32

/* Plain values: copy them by assignment. */
typedef struct
{
  guint8 bytes[WAY_HASH_SIZE];
} WayHash;

typedef struct
{
  guint8 bytes[WAY_SIGN_PUBLIC_SIZE];
} WaySignPublic;

typedef struct
{
  guint8 bytes[WAY_SIGNATURE_SIZE];
} WaySignature;

/* The key that a sealed box (way-seal.h) is for. */
typedef struct
{
  guint8 bytes[WAY_BOX_PUBLIC_SIZE];
} WayBoxPublic;

/* Some of the bytes that are hashed or signed as one; borrowed. */
typedef struct
{
  gconstpointer bytes;
  gsize size;
} WaySlice;

/* The head of a chain before its first link: 32 zero bytes. */
extern const WayHash way_hash_none;

void way_hash (gconstpointer bytes, gsize size, WayHash *ret_hash);

/* The same over all the parts in one. */
void way_hash_parts (const WaySlice *parts, gsize n_parts, WayHash *ret_hash);

/* BLAKE2b with 16 bytes of output: another hash, not the beginning of way_hash(). */
void way_hash_short (const WaySlice *parts, gsize n_parts, guint8 ret_hash[WAY_HASH_SHORT_SIZE]);

/* One link of a running hash: BLAKE2b-256 of @previous ‖ @bytes.  @ret_hash may be @previous. */
void way_hash_chain (const WayHash *previous, gconstpointer bytes, gsize size, WayHash *ret_hash);

gboolean way_hash_equal (const WayHash *a, const WayHash *b);

/* A hash in pieces: the same result as way_hash() over all of them in one. */
typedef struct _WayHasher WayHasher;

/* (transfer full) */
WayHasher *way_hasher_new (void);
void way_hasher_add (WayHasher *self, gconstpointer bytes, gsize size);
/* Once, as the last call but way_hasher_free(). */
void way_hasher_finish (WayHasher *self, WayHash *ret_hash);
void way_hasher_free (WayHasher *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayHasher, way_hasher_free)

/* TRUE where @signer signed exactly these bytes.  Keys of small order and second forms of a
 * signature are refused. */
gboolean way_verify (const WaySignPublic *signer,
                     gconstpointer bytes,
                     gsize size,
                     const WaySignature *signature);

/* The same over all the parts in one. */
gboolean way_verify_parts (const WaySignPublic *signer,
                           const WaySlice *parts,
                           gsize n_parts,
                           const WaySignature *signature);

/* FALSE for what no seed gives: second forms, points off the curve or of small order. */
gboolean way_sign_public_is_usable (const WaySignPublic *key);
gboolean way_box_public_is_usable (const WayBoxPublic *key);

G_END_DECLS
