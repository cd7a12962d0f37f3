/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-csv-write.h"

#include <string.h>

static void
append_cell (GString *out, const char *text)
{
  gboolean is_formula = text[0] != '\0' && strchr ("=+-@\t\r", text[0]) != NULL;
  gboolean is_quoted = strpbrk (text, ",\"\r\n") != NULL;

  if (is_quoted)
    g_string_append_c (out, '"');
  if (is_formula)
    g_string_append_c (out, '\'');
  for (const char *at = text; *at != '\0'; at++)
    {
      if (*at == '"')
        g_string_append_c (out, '"');
      g_string_append_c (out, *at);
    }
  if (is_quoted)
    g_string_append_c (out, '"');
}

void
way_csv_append_row (GString *out, const char *const *cells)
{
  for (gsize i = 0; cells[i] != NULL; i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      append_cell (out, cells[i]);
    }
  g_string_append (out, "\r\n");
}
