/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-print-token.h"

#include <string.h>

static gboolean
is_space (char c)
{
  return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == '\0';
}

static gboolean
is_delimiter (char c)
{
  return c != '\0' && strchr ("()<>[]{}/%", c) != NULL;
}

static const char *
skip_space (const char *at, const char *end)
{
  while (at < end && (is_space (*at) || *at == '%'))
    {
      if (*at == '%')
        while (at < end && *at != '\n' && *at != '\r')
          at++;
      else
        at++;
    }
  return at;
}

static const char *
skip_regular (const char *at, const char *end)
{
  while (at < end && !is_space (*at) && !is_delimiter (*at))
    at++;
  return at;
}

/* Past the bracket that closes the one at @at, or NULL. */
static const char *
skip_string (const char *at, const char *end)
{
  guint depth = 0;

  for (; at < end; at++)
    {
      if (*at == '\\')
        at++;
      else if (*at == '(')
        depth++;
      else if (*at == ')' && --depth == 0)
        return at + 1;
    }
  return NULL;
}

static WayPrintToken
make_token (WayPrintTokenKind kind, const char *start, const char *past)
{
  if (past == NULL)
    return (WayPrintToken){ WAY_PRINT_TOKEN_BAD, start, 0 };
  return (WayPrintToken){ kind, start, (gsize)(past - start) };
}

static gboolean
is_number (const char *start, const char *past)
{
  for (const char *p = start; p < past; p++)
    if (!g_ascii_isdigit (*p) && strchr ("+-.", *p) == NULL)
      return FALSE;
  return TRUE;
}

WayPrintToken
way_print_token_next (const char *at, const char *end)
{
  const char *past;

  at = skip_space (at, end);
  if (at == end)
    return make_token (WAY_PRINT_TOKEN_END, at, at);

  switch (*at)
    {
    case '/':
      return make_token (WAY_PRINT_TOKEN_NAME, at, skip_regular (at + 1, end));
    case '(':
      return make_token (WAY_PRINT_TOKEN_STRING, at, skip_string (at, end));
    case '<':
    case '>':
      if (at + 1 < end && at[1] == *at)
        return make_token (WAY_PRINT_TOKEN_BRACKET, at, at + 2);
      past = *at == '<' ? memchr (at, '>', (gsize)(end - at)) : NULL;
      return make_token (WAY_PRINT_TOKEN_HEX, at, past != NULL ? past + 1 : NULL);
    case '[':
    case ']':
      return make_token (WAY_PRINT_TOKEN_BRACKET, at, at + 1);
    case ')':
    case '{':
    case '}':
      return make_token (WAY_PRINT_TOKEN_BAD, at, NULL);
    default:
      past = skip_regular (at, end);
      return make_token (is_number (at, past) ? WAY_PRINT_TOKEN_NUMBER : WAY_PRINT_TOKEN_OPERATOR,
                         at, past);
    }
}

gboolean
way_print_token_is (const WayPrintToken *self, const char *text)
{
  return strlen (text) == self->length && memcmp (self->start, text, self->length) == 0;
}

static void
append_byte (GByteArray *bytes, guint value)
{
  guint8 byte = (guint8)value;

  g_byte_array_append (bytes, &byte, 1);
}

static GByteArray *
decode_hex (const WayPrintToken *self)
{
  GByteArray *bytes = g_byte_array_new ();
  int high = -1;

  for (gsize i = 1; i + 1 < self->length; i++)
    {
      int digit = g_ascii_xdigit_value (self->start[i]);

      if (digit < 0)
        continue;
      if (high >= 0)
        append_byte (bytes, (guint)(high * 16 + digit));
      high = high >= 0 ? -1 : digit;
    }
  if (high >= 0)
    append_byte (bytes, (guint)high * 16);
  return bytes;
}

/* Reads the escape after a backslash at @at and returns the place past it. */
static const char *
decode_escape (GByteArray *bytes, const char *at, const char *end)
{
  static const char letters[] = "nrtbf", values[] = "\n\r\t\b\f";
  const char *letter = *at != '\0' ? strchr (letters, *at) : NULL;
  guint value = 0, digits = 0;

  if (letter != NULL)
    append_byte (bytes, (guint8)values[letter - letters]);
  else if (*at >= '0' && *at <= '7')
    {
      for (; at < end && *at >= '0' && *at <= '7' && digits < 3; at++, digits++)
        value = value * 8 + (guint)(*at - '0');
      append_byte (bytes, value);
      return at;
    }
  else if (at[0] == '\r' && at + 1 < end && at[1] == '\n')
    return at + 2;
  else if (*at != '\n' && *at != '\r')
    append_byte (bytes, (guint8)*at);
  return at + 1;
}

GByteArray *
way_print_token_decode (const WayPrintToken *self)
{
  const char *at = self->start + 1, *end = self->start + self->length - 1;
  GByteArray *bytes;

  if (self->kind == WAY_PRINT_TOKEN_HEX)
    return decode_hex (self);

  bytes = g_byte_array_new ();
  while (at < end)
    if (*at == '\\')
      at = decode_escape (bytes, at + 1, end);
    else
      append_byte (bytes, (guint8)*at++);
  return bytes;
}
