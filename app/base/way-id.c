/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-id.h"

#include <string.h>

const WayId way_id_nil = { { 0 } };

void
way_id_new (WayRandom *random, WayId *ret_id)
{
  way_random_fill (random, ret_id->bytes, sizeof ret_id->bytes);
}

gboolean
way_id_parse (const char *hex, WayId *ret_id)
{
  WayId id;

  if (hex == NULL || strlen (hex) != 2 * WAY_ID_SIZE)
    return FALSE;

  for (gsize i = 0; i < WAY_ID_SIZE; i++)
    {
      int high = g_ascii_xdigit_value (hex[2 * i]);
      int low = g_ascii_xdigit_value (hex[2 * i + 1]);

      if (high < 0 || low < 0)
        return FALSE;
      id.bytes[i] = (guint8)(high << 4 | low);
    }

  *ret_id = id;
  return TRUE;
}

const char *
way_id_format (const WayId *id, char hex[WAY_ID_HEX_SIZE])
{
  static const char digits[] = "0123456789abcdef";

  for (gsize i = 0; i < WAY_ID_SIZE; i++)
    {
      hex[2 * i] = digits[id->bytes[i] >> 4];
      hex[2 * i + 1] = digits[id->bytes[i] & 0xf];
    }
  hex[2 * WAY_ID_SIZE] = '\0';
  return hex;
}

char *
way_id_dup_hex (const WayId *id)
{
  char hex[WAY_ID_HEX_SIZE];

  return g_strdup (way_id_format (id, hex));
}

gboolean
way_id_from_bytes (gconstpointer bytes, gsize size, WayId *ret_id)
{
  if (size != WAY_ID_SIZE)
    return FALSE;

  memcpy (ret_id->bytes, bytes, WAY_ID_SIZE);
  return TRUE;
}

gboolean
way_id_is_nil (const WayId *id)
{
  return way_id_compare (id, &way_id_nil) == 0;
}

int
way_id_compare (const WayId *a, const WayId *b)
{
  return memcmp (a->bytes, b->bytes, WAY_ID_SIZE);
}

guint
way_id_hash (gconstpointer id)
{
  guint hash;

  /* Random already, so any four bytes will do; matters are SHA-256, as good as random. */
  memcpy (&hash, ((const WayId *)id)->bytes, sizeof hash);
  return hash;
}

gboolean
way_id_equal (gconstpointer a, gconstpointer b)
{
  return way_id_compare (a, b) == 0;
}

WayId *
way_id_copy (const WayId *id)
{
  return g_memdup2 (id, sizeof *id);
}
