/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The rule is a C expression in n.  It is read as written, by precedence climbing; a catalogue is
 * data, so whatever it says this ends, in bounded depth, and never divides by zero.
 */
#include "way-print-plural.h"

#include <string.h>

#define DEPTH_MAX 40

typedef struct
{
  const char *at;
  guint64 n;
  guint depth;
  gboolean failed;
} Reader;

static const struct
{
  const char *sign;
  guint level; /* binds tighter the greater it is */
} operators[] = {
  { "||", 1 }, { "&&", 2 }, { "==", 3 }, { "!=", 3 }, { "<=", 4 }, { ">=", 4 }, { "<", 4 },
  { ">", 4 },  { "+", 5 },  { "-", 5 },  { "*", 6 },  { "/", 6 },  { "%", 6 },
};

static guint64 read_choice (Reader *self);

static void
skip_space (Reader *self)
{
  while (g_ascii_isspace (*self->at))
    self->at++;
}

static gboolean
read_sign (Reader *self, const char *sign)
{
  skip_space (self);
  if (!g_str_has_prefix (self->at, sign))
    return FALSE;
  self->at += strlen (sign);
  return TRUE;
}

static guint64
read_value (Reader *self)
{
  guint64 value = 0;

  skip_space (self);
  if (++self->depth > DEPTH_MAX)
    self->failed = TRUE;
  else if (read_sign (self, "!"))
    value = read_value (self) == 0;
  else if (read_sign (self, "("))
    {
      value = read_choice (self);
      self->failed = self->failed || !read_sign (self, ")");
    }
  else if (read_sign (self, "n"))
    value = self->n;
  else if (g_ascii_isdigit (*self->at))
    value = g_ascii_strtoull (self->at, (char **)&self->at, 10);
  else
    self->failed = TRUE;
  self->depth--;
  return value;
}

static guint64
apply (Reader *self, const char *sign, guint64 a, guint64 b)
{
  gboolean divides = *sign == '/' || *sign == '%';

  if (divides && b == 0)
    {
      self->failed = TRUE;
      return 0;
    }
  switch (*sign)
    {
    case '|':
      return a != 0 || b != 0;
    case '&':
      return a != 0 && b != 0;
    case '=':
      return a == b;
    case '!':
      return a != b;
    case '<':
      return sign[1] == '=' ? a <= b : a < b;
    case '>':
      return sign[1] == '=' ? a >= b : a > b;
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return a / b;
    default:
      return a % b;
    }
}

/* -1 where what follows is no operator of @level or tighter; else its place in the table, read. */
static int
read_operator (Reader *self, guint level)
{
  for (gsize i = 0; i < G_N_ELEMENTS (operators) && !self->failed; i++)
    if (operators[i].level >= level && read_sign (self, operators[i].sign))
      return (int)i;
  return -1;
}

static guint64
read_binary (Reader *self, guint level)
{
  guint64 left = read_value (self);
  int found;

  while ((found = read_operator (self, level)) >= 0)
    left = apply (self, operators[found].sign, left,
                  read_binary (self, operators[found].level + 1));
  return left;
}

static guint64
read_choice (Reader *self)
{
  guint64 condition = read_binary (self, 1), yes, no;

  if (self->failed || !read_sign (self, "?"))
    return condition;

  if (++self->depth > DEPTH_MAX)
    self->failed = TRUE;
  yes = read_choice (self);
  if (self->failed || !read_sign (self, ":"))
    {
      self->failed = TRUE;
      return 0;
    }
  no = read_choice (self);
  self->depth--;
  return condition != 0 ? yes : no;
}

gboolean
way_print_plural_form (const char *rule, guint count, guint *ret_form, guint *ret_forms)
{
  Reader reader = { rule, count, 0, FALSE };
  guint64 forms, form;

  if (!read_sign (&reader, "nplurals") || !read_sign (&reader, "="))
    return FALSE;
  forms = read_value (&reader);
  if (!read_sign (&reader, ";") || !read_sign (&reader, "plural") || !read_sign (&reader, "="))
    return FALSE;
  form = read_choice (&reader);
  if (reader.failed || form >= forms || forms > 16 || !read_sign (&reader, ";"))
    return FALSE;

  *ret_form = (guint)form;
  *ret_forms = (guint)forms;
  return TRUE;
}
