/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WaySecret: bytes that must not leak.
 *
 * Immutable and reference counted, in guarded memory that is kept out of swap and core files where
 * the system allows it, read-only once made, and wiped when the last reference goes.  Never a
 * char *, never in a property, a log or an error.  Safe from any thread.
 */
#pragma once

#include <glib-object.h>
#include "way-random.h"

G_BEGIN_DECLS

#define WAY_KEY_SIZE 32 /* every symmetric key, seed and half is 32 bytes */

typedef struct _WaySecret WaySecret;

#define WAY_TYPE_SECRET (way_secret_get_type ())
GType way_secret_get_type (void);

/* (transfer full): copies @bytes; wiping the original is the caller's work: way_secret_wipe(). */
WaySecret *way_secret_new (gconstpointer bytes, gsize size);

/* (transfer full) */
WaySecret *way_secret_new_random (WayRandom *random, gsize size);

/* (transfer full) (nullable): the bytes that @length hex digits of either case stand for; NULL
 * where they are anything else. */
WaySecret *way_secret_new_from_hex (const char *hex, gsize length);

/* (transfer full): the hex digits of @self, lower case, with a final NUL that counts in the size.
 */
WaySecret *way_secret_to_hex (WaySecret *self);

WaySecret *way_secret_ref (WaySecret *self);
void way_secret_unref (WaySecret *self);

/* (transfer none): valid while a reference is held. */
const guint8 *way_secret_get_data (WaySecret *self);
gsize way_secret_get_size (WaySecret *self);

/* In constant time for equal sizes. */
gboolean way_secret_equal (WaySecret *a, WaySecret *b);

/* Overwrites the caller's own buffer in a way the compiler does not leave out. */
void way_secret_wipe (gpointer bytes, gsize size);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WaySecret, way_secret_unref)

G_END_DECLS
