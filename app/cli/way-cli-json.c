/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-cli-json.h"

#include <string.h>

static void
append_quoted (GString *json, const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);

  g_string_append_c (json, '"');
  for (const char *c = valid; *c != '\0'; c = g_utf8_next_char (c))
    {
      gunichar letter = g_utf8_get_char (c);

      if (letter == '"' || letter == '\\')
        g_string_append_printf (json, "\\%c", (char)letter);
      else if (letter == '\n')
        g_string_append (json, "\\n");
      else if (letter < 0x20 || (letter >= 0x7f && letter < 0xa0))
        g_string_append_printf (json, "\\u%04x", letter);
      else
        g_string_append_unichar (json, letter);
    }
  g_string_append_c (json, '"');
}

/* No string ends the text but with its quote, so its last letter tells whether a value came. */
static void
begin_value (GString *json, const char *name)
{
  if (json->len > 0 && strchr ("{[:", json->str[json->len - 1]) == NULL)
    g_string_append_c (json, ',');
  if (name == NULL)
    return;
  append_quoted (json, name);
  g_string_append_c (json, ':');
}

void
way_cli_json_open (GString *json, const char *name, char bracket)
{
  begin_value (json, name);
  g_string_append_c (json, bracket);
}

void
way_cli_json_close (GString *json, char bracket)
{
  g_string_append_c (json, bracket);
}

void
way_cli_json_add_string (GString *json, const char *name, const char *value)
{
  begin_value (json, name);
  if (value != NULL)
    append_quoted (json, value);
  else
    g_string_append (json, "null");
}

void
way_cli_json_add_given (GString *json, const char *name, const char *value)
{
  if (value[0] != '\0')
    way_cli_json_add_string (json, name, value);
}

void
way_cli_json_add_date (GString *json, const char *name, WayDate date)
{
  char text[WAY_DATE_TEXT_SIZE];

  way_cli_json_add_string (json, name, way_date_format (date, text));
}

void
way_cli_json_add_int (GString *json, const char *name, gint64 value)
{
  begin_value (json, name);
  g_string_append_printf (json, "%" G_GINT64_FORMAT, value);
}

void
way_cli_json_add_bool (GString *json, const char *name, gboolean value)
{
  begin_value (json, name);
  g_string_append (json, value ? "true" : "false");
}

void
way_cli_json_add_raw (GString *json, const char *name, const char *text, gsize size)
{
  gboolean quoted = FALSE;

  begin_value (json, name);
  for (gsize i = 0; i < size; i++)
    {
      if (!quoted && g_ascii_isspace (text[i]))
        continue;
      g_string_append_c (json, text[i]);
      if (quoted && text[i] == '\\' && i + 1 < size)
        g_string_append_c (json, text[++i]);
      else if (text[i] == '"')
        quoted = !quoted;
    }
}
