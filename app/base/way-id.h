/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayId: a 128-bit random name for a person, an object, a vault or an origin.
 *
 * A plain value: copy it by assignment, no ownership.  Written as 32 lower-case hex digits.
 * Ids are never reused (decisions.md 1).
 */
#pragma once

#include <glib.h>
#include "way-random.h"

G_BEGIN_DECLS

#define WAY_ID_SIZE 16
#define WAY_ID_HEX_SIZE 33 /* 32 digits and the final NUL */

typedef struct
{
  guint8 bytes[WAY_ID_SIZE];
} WayId;

/* The id of nothing: sixteen zero bytes. */
extern const WayId way_id_nil;

void way_id_new (WayRandom *random, WayId *ret_id);

/* Reads exactly 32 hex digits, either case; FALSE and @ret_id untouched on anything else. */
gboolean way_id_parse (const char *hex, WayId *ret_id);

/* Writes 32 digits and a NUL into @hex and returns it. */
const char *way_id_format (const WayId *id, char hex[WAY_ID_HEX_SIZE]);

/* (transfer full) */
char *way_id_dup_hex (const WayId *id);

/* FALSE where @size is not 16. */
gboolean way_id_from_bytes (gconstpointer bytes, gsize size, WayId *ret_id);

gboolean way_id_is_nil (const WayId *id);

/* Byte order, as memcmp(). */
int way_id_compare (const WayId *a, const WayId *b);

/* For GHashTable; keys point to WayId. */
guint way_id_hash (gconstpointer id);
gboolean way_id_equal (gconstpointer a, gconstpointer b);

/* (transfer full): a heap copy for a GHashTable key, freed with g_free(). */
WayId *way_id_copy (const WayId *id);

G_END_DECLS
