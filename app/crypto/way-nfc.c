/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-nfc-private.h"

#include "way-secret-private.h"

/* No canonical decomposition is longer (UAX 15, table 8: 4 at most for UTF-32). */
#define MAX_EXPANSION 4

/* (transfer full): the code points of @text, decomposed. */
static WaySecret *
decompose (const char *text, gsize size, gunichar **ret_points, gsize *ret_length)
{
  guint8 *bytes;
  WaySecret *buffer = way_secret_new_writable (size * MAX_EXPANSION * sizeof (gunichar), &bytes);
  gunichar parts[G_UNICHAR_MAX_DECOMPOSITION_LENGTH];
  gunichar *points = (gunichar *)(gpointer)bytes;
  gsize length = 0;

  for (const char *c = text; c < text + size; c = g_utf8_next_char (c))
    {
      gsize count = g_unichar_fully_decompose (g_utf8_get_char (c), FALSE, parts,
                                               G_N_ELEMENTS (parts));

      g_assert (count <= MAX_EXPANSION);
      for (gsize i = 0; i < count; i++)
        points[length++] = parts[i];
    }
  way_secret_wipe (parts, sizeof parts);

  *ret_points = points;
  *ret_length = length;
  return buffer;
}

/* Marks after a base character in the order of their combining class; equal ones stay as typed. */
static void
order_marks (gunichar *points, gsize length)
{
  for (gsize i = 1; i < length; i++)
    {
      int class = g_unichar_combining_class (points[i]);

      for (gsize k = i; class != 0 && k > 0 && g_unichar_combining_class (points[k - 1]) > class;
           k--)
        {
          gunichar mark = points[k];

          points[k] = points[k - 1];
          points[k - 1] = mark;
        }
    }
}

/* Returns the new length.  A mark joins its base unless another of its class stands between. */
static gsize
compose (gunichar *points, gsize length)
{
  gsize done = 0, base = 0;
  gboolean has_base = FALSE;
  int last_class = 0;

  for (gsize i = 0; i < length; i++)
    {
      int class = g_unichar_combining_class (points[i]);
      gunichar joined;

      if (has_base && (last_class == 0 || last_class < class)
          && g_unichar_compose (points[base], points[i], &joined))
        {
          points[base] = joined;
          continue;
        }
      if (class == 0)
        {
          base = done;
          has_base = TRUE;
        }
      last_class = class;
      points[done++] = points[i];
    }
  return done;
}

static WaySecret *
encode (const gunichar *points, gsize length)
{
  WaySecret *text;
  guint8 *bytes;
  gsize size = 0;

  for (gsize i = 0; i < length; i++)
    size += (gsize)g_unichar_to_utf8 (points[i], NULL);

  text = way_secret_new_writable (size, &bytes);
  for (gsize i = 0; i < length; i++)
    bytes += g_unichar_to_utf8 (points[i], (char *)bytes);
  return way_secret_freeze (text);
}

WaySecret *
way_nfc (const char *text, gsize size, gsize *ret_characters)
{
  g_autoptr (WaySecret) buffer = NULL;
  gunichar *points;
  gsize length;

  buffer = decompose (text, size, &points, &length);
  order_marks (points, length);
  length = compose (points, length);

  *ret_characters = length;
  return encode (points, length);
}
