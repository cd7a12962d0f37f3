/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-sentence.h"

#include <string.h>

/* Stops of Latin, Arabic, Ethiopic and ideographs. */
static gboolean
is_stop (gunichar c)
{
  return c == '.' || c == '!' || c == '?' || c == 0x2026 || c == 0x061f || c == 0x06d4
         || c == 0x1362 || c == 0x1367 || c == 0x3002;
}

static gboolean
is_closing (gunichar c)
{
  return c == '"' || c == '\'' || c == ')' || c == ']' || c == 0x2019 || c == 0x201d || c == 0xbb;
}

/* TRUE where what ends at @stop is a title that a name follows. */
static gboolean
is_title (const char *text, const char *stop)
{
  static const char *const titles[] = { "Dr", "Mr", "Mrs", "Ms", "Mx", "Prof", "Rev", "St" };

  for (gsize i = 0; i < G_N_ELEMENTS (titles); i++)
    {
      gsize size = strlen (titles[i]);

      if ((gsize)(stop - text) < size || memcmp (stop - size, titles[i], size) != 0)
        continue;
      if (stop - size == text
          || !g_unichar_isalnum (g_utf8_get_char (g_utf8_prev_char (stop - size))))
        return TRUE;
    }
  return FALSE;
}

gboolean
way_sentence_ends_before (const char *text, const char *at)
{
  gunichar next = g_utf8_get_char (at), c;

  if (at == text)
    return FALSE;
  at = g_utf8_prev_char (at);
  c = g_utf8_get_char (at);
  if (c == '\n' || c == 0x3002)
    return TRUE;
  if (next != 0 && !g_unichar_isspace (next))
    return FALSE;
  while (at > text && is_closing (c))
    {
      at = g_utf8_prev_char (at);
      c = g_utf8_get_char (at);
    }
  return is_stop (c) && !(c == '.' && next != 0 && is_title (text, at));
}
