/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ToUnicode CMaps (ISO 32000-1, 9.10.3).
 */
#include "way-print-content.h"

#include <stdlib.h>

/* A CMap may hold no more in one block. */
#define BLOCK_MAX 100

WayPrintCodes *
way_print_codes_new (guint bytes)
{
  WayPrintCodes *self = g_new0 (WayPrintCodes, 1);

  self->bytes = bytes;
  self->texts = g_hash_table_new (NULL, NULL);
  return self;
}

void
way_print_codes_free (WayPrintCodes *self)
{
  g_hash_table_unref (self->texts);
  g_free (self);
}

static int
compare_codes (gconstpointer a, gconstpointer b)
{
  guint left = GPOINTER_TO_UINT (*(const gpointer *)a);
  guint right = GPOINTER_TO_UINT (*(const gpointer *)b);

  return (left > right) - (left < right);
}

static void
append_utf16 (GString *cmap, const char *text)
{
  glong length = 0;
  g_autofree gunichar2 *units = g_utf8_to_utf16 (text, -1, NULL, &length, NULL);

  for (glong i = 0; units != NULL && i < length; i++)
    g_string_append_printf (cmap, "%04X", units[i]);
}

char *
way_print_codes_to_cmap (WayPrintCodes *self)
{
  guint count = 0;
  g_autofree gpointer *codes = g_hash_table_get_keys_as_array (self->texts, &count);
  int digits = (int)self->bytes * 2;
  GString *cmap = g_string_new ("/CIDInit /ProcSet findresource begin\n"
                                "12 dict begin\n"
                                "begincmap\n"
                                "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS)"
                                " /Supplement 0 >> def\n"
                                "/CMapName /Adobe-Identity-UCS def\n"
                                "/CMapType 2 def\n"
                                "1 begincodespacerange\n");

  qsort (codes, count, sizeof *codes, compare_codes);
  g_string_append_printf (cmap, "<%0*X> <%0*X>\nendcodespacerange\n", digits, 0, digits,
                          (1u << (8 * self->bytes)) - 1);
  for (guint i = 0; i < count; i++)
    {
      if (i % BLOCK_MAX == 0)
        g_string_append_printf (cmap, "%u beginbfchar\n", MIN (BLOCK_MAX, count - i));
      g_string_append_printf (cmap, "<%0*X> <", digits, GPOINTER_TO_UINT (codes[i]));
      append_utf16 (cmap, g_hash_table_lookup (self->texts, codes[i]));
      g_string_append (cmap, ">\n");
      if (i % BLOCK_MAX == BLOCK_MAX - 1 || i + 1 == count)
        g_string_append (cmap, "endbfchar\n");
    }
  g_string_append (cmap, "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
  return g_string_free (cmap, FALSE);
}
