/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-secret.h"

#include <sodium.h>
#include <string.h>
#include "way-secret-private.h"

struct _WaySecret
{
  gatomicrefcount references;

  gsize size;
  guint8 *bytes; /* (owned): sodium_malloc, read-only once frozen */
};

G_DEFINE_BOXED_TYPE (WaySecret, way_secret, way_secret_ref, way_secret_unref)

WaySecret *
way_secret_new_writable (gsize size, guint8 **ret_bytes)
{
  WaySecret *self = g_new0 (WaySecret, 1);

  g_atomic_ref_count_init (&self->references);
  self->size = size;
  self->bytes = sodium_malloc (size);
  /* As g_malloc() does: there is nothing sensible to do without these few bytes. */
  if (self->bytes == NULL)
    g_error ("No guarded memory is left.");
  sodium_memzero (self->bytes, size);

  *ret_bytes = self->bytes;
  return self;
}

WaySecret *
way_secret_freeze (WaySecret *self)
{
  sodium_mprotect_readonly (self->bytes);
  return self;
}

WaySecret *
way_secret_new (gconstpointer bytes, gsize size)
{
  guint8 *copy;
  WaySecret *self = way_secret_new_writable (size, &copy);

  if (size > 0)
    memcpy (copy, bytes, size);
  return way_secret_freeze (self);
}

WaySecret *
way_secret_new_random (WayRandom *random, gsize size)
{
  guint8 *bytes;
  WaySecret *self = way_secret_new_writable (size, &bytes);

  way_random_fill (random, bytes, size);
  return way_secret_freeze (self);
}

WaySecret *
way_secret_new_from_hex (const char *hex, gsize length)
{
  g_autoptr (WaySecret) self = NULL;
  guint8 *bytes;
  gsize size;

  if (length % 2 != 0)
    return NULL;

  self = way_secret_new_writable (length / 2, &bytes);
  if (sodium_hex2bin (bytes, length / 2, hex, length, NULL, &size, NULL) != 0 || size != length / 2)
    return NULL;
  return way_secret_freeze (g_steal_pointer (&self));
}

WaySecret *
way_secret_to_hex (WaySecret *self)
{
  guint8 *hex;
  WaySecret *text = way_secret_new_writable (self->size * 2 + 1, &hex);

  sodium_bin2hex ((char *)hex, self->size * 2 + 1, self->bytes, self->size);
  return way_secret_freeze (text);
}

WaySecret *
way_secret_ref (WaySecret *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
way_secret_unref (WaySecret *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;

  /* sodium_free() makes the pages writable again, wipes them and checks its canary. */
  sodium_free (self->bytes);
  g_free (self);
}

const guint8 *
way_secret_get_data (WaySecret *self)
{
  return self->bytes;
}

gsize
way_secret_get_size (WaySecret *self)
{
  return self->size;
}

gboolean
way_secret_equal (WaySecret *a, WaySecret *b)
{
  return a->size == b->size && sodium_memcmp (a->bytes, b->bytes, a->size) == 0;
}

void
way_secret_wipe (gpointer bytes, gsize size)
{
  sodium_memzero (bytes, size);
}
