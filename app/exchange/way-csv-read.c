/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-csv-read.h"

#include <string.h>
#include "way-exchange-error.h"
#include "way-fail.h"
#include "way-i18n.h"

struct _WayCsv
{
  char *text; /* (owned): UTF-8, with a NUL at the end */
  const char *at;
  char delimiter;
  guint line; /* from 1: of what comes next */
  gboolean failed;
};

/* -- the text ---------------------------------------------------------------------------------- */

static char *
convert_utf16 (const char *data, gsize size, GError **error)
{
  gsize written = 0;
  g_autofree char *text = g_convert (data, (gssize)size, "UTF-8", "UTF-16", NULL, &written, NULL);

  if (text == NULL || memchr (text, '\0', written) != NULL)
    return way_fail_null (error, WAY_EXCHANGE_ERROR, WAY_EXCHANGE_ERROR_FORMAT,
                          "This file begins as UTF-16 and does not go on as that: save it once "
                          "more as CSV in UTF-8.");
  return g_steal_pointer (&text);
}

static guint
line_of (const char *text, const char *at)
{
  guint line = 1;

  for (; text < at; text++)
    line += *text == '\n';
  return line;
}

static char *
dup_utf8 (const char *data, gsize size, GError **error)
{
  const char *end;

  if (g_str_has_prefix (data, "\xef\xbb\xbf"))
    {
      data += 3;
      size -= 3;
    }
  if (!g_utf8_validate_len (data, size, &end))
    return way_fail_null (error, WAY_EXCHANGE_ERROR, WAY_EXCHANGE_ERROR_FORMAT,
                          "Line %u is not text in UTF-8: save the file once more as CSV in UTF-8.",
                          line_of (data, end));
  return g_strndup (data, size);
}

static char *
dup_text (GBytes *bytes, GError **error)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  /* with a NUL after it, so that a short file is looked at safely */
  g_autofree char *copy = NULL;

  if (size > WAY_CSV_SIZE_MAX)
    return way_fail_null (error, WAY_EXCHANGE_ERROR, WAY_EXCHANGE_ERROR_TOO_LARGE,
                          "This file is larger than 96 MiB, the most that is read at once: take it "
                          "apart and import one part after the other.");
  if (size >= 2 && ((data[0] == 0xff && data[1] == 0xfe) || (data[0] == 0xfe && data[1] == 0xff)))
    return convert_utf16 ((const char *)data, size, error);
  copy = g_malloc (size + 1);
  if (size > 0)
    memcpy (copy, data, size);
  copy[size] = '\0';
  return dup_utf8 (copy, size, error);
}

/* -- reading ----------------------------------------------------------------------------------- */

static char
find_delimiter (const char *text)
{
  static const char choices[] = ",;\t|";
  guint n[sizeof choices] = { 0 };
  guint best = 0;

  for (; *text != '\0' && *text != '\n' && *text != '\r'; text++)
    for (guint i = 0; choices[i] != '\0'; i++)
      n[i] += *text == choices[i];
  for (guint i = 1; choices[i] != '\0'; i++)
    if (n[i] > n[best])
      best = i;
  return choices[best];
}

WayCsv *
way_csv_new (GBytes *bytes, char delimiter, GError **error)
{
  g_autofree char *text = dup_text (bytes, error);
  WayCsv *self;

  if (text == NULL)
    return NULL;
  self = g_new0 (WayCsv, 1);
  self->text = g_steal_pointer (&text);
  self->at = self->text;
  self->delimiter = delimiter != 0 ? delimiter : find_delimiter (self->text);
  self->line = 1;
  return self;
}

void
way_csv_free (WayCsv *self)
{
  g_free (self->text);
  g_free (self);
}

static gboolean
fail_line (WayCsv *self, guint line, const char *sentence, GError **error)
{
  self->failed = TRUE;
  return way_fail (error, WAY_EXCHANGE_ERROR, WAY_EXCHANGE_ERROR_FORMAT,
                   "Line %u cannot be read: %s", line, _ (sentence));
}

/* One line end of any kind. */
static void
pass_line_end (WayCsv *self)
{
  if (self->at[0] == '\r' && self->at[1] == '\n')
    self->at++;
  self->at++;
  self->line++;
}

static gboolean
is_line_end (char letter)
{
  return letter == '\n' || letter == '\r';
}

static gboolean
read_quoted (WayCsv *self, GString *cell, GError **error)
{
  guint began = self->line;

  for (self->at++;; self->at++)
    {
      if (*self->at == '\0')
        return fail_line (self, began, N_ ("a cell that begins with a quotation mark never ends."),
                          error);
      if (*self->at == '"' && *++self->at != '"')
        return TRUE;
      if (is_line_end (*self->at))
        {
          pass_line_end (self);
          self->at--;
          g_string_append_c (cell, '\n');
        }
      else
        g_string_append_c (cell, *self->at);
    }
}

/* Ends before a delimiter, a line end or the end. */
static gboolean
read_cell (WayCsv *self, GString *cell, GError **error)
{
  g_string_truncate (cell, 0);
  while (*self->at == ' ')
    self->at++;
  if (*self->at == '"')
    {
      if (!read_quoted (self, cell, error))
        return FALSE;
      while (*self->at == ' ')
        self->at++;
      if (*self->at != self->delimiter && *self->at != '\0' && !is_line_end (*self->at))
        return fail_line (self, self->line,
                          N_ ("something stands after the quotation mark that ends a cell. Inside "
                              "a cell it is written twice."),
                          error);
    }
  else
    {
      const char *from = self->at;

      while (*self->at != self->delimiter && *self->at != '\0' && !is_line_end (*self->at))
        self->at++;
      g_string_append_len (cell, from, self->at - from);
    }
  return cell->len <= WAY_CSV_CELL_MAX
         || fail_line (self, self->line, N_ ("a cell holds more than 1 MiB."), error);
}

/* FALSE with @error, or with none where the row is empty. */
static gboolean
read_row (WayCsv *self, GStrvBuilder *cells, GError **error)
{
  g_autoptr (GString) cell = g_string_new (NULL);
  gboolean is_empty = TRUE;

  for (guint n = 1;; n++)
    {
      if (n > WAY_CSV_COLUMNS_MAX)
        return fail_line (self, self->line, N_ ("it has more than 1,000 columns."), error);
      if (!read_cell (self, cell, error))
        return FALSE;
      g_strstrip (cell->str);
      is_empty = is_empty && cell->str[0] == '\0';
      g_strv_builder_add (cells, cell->str);
      if (*self->at == self->delimiter && *self->at != '\0')
        self->at++;
      else
        break;
    }
  if (*self->at != '\0')
    pass_line_end (self);
  return !is_empty;
}

GStrv
way_csv_next (WayCsv *self, guint *ret_line, GError **error)
{
  while (!self->failed && *self->at != '\0')
    {
      g_autoptr (GStrvBuilder) cells = g_strv_builder_new ();
      guint line = self->line;

      if (!read_row (self, cells, error))
        continue;
      *ret_line = line;
      return g_strv_builder_end (cells);
    }
  return NULL;
}
