/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-cli-text.h"

#define GAP 2

static gboolean
may_steer (gunichar letter)
{
  return letter < 0x20 || (letter >= 0x7f && letter < 0xa0) || letter == 0x200e || letter == 0x200f
         || (letter >= 0x202a && letter <= 0x202e) || (letter >= 0x2066 && letter <= 0x2069);
}

static char *
clean (const char *text, gboolean one_line)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString *clean = g_string_new (NULL);

  for (const char *c = valid; *c != '\0'; c = g_utf8_next_char (c))
    {
      gunichar letter = g_utf8_get_char (c);

      if (letter == '\n' || letter == '\t')
        g_string_append_c (clean, one_line ? ' ' : (char)letter);
      else
        g_string_append_unichar (clean, may_steer (letter) ? 0xfffd : letter);
    }
  return g_string_free (clean, FALSE);
}

char *
way_cli_text_for_terminal (const char *text)
{
  return clean (text, FALSE);
}

char *
way_cli_text_line (const char *text)
{
  return clean (text, TRUE);
}

/* -- a table ----------------------------------------------------------------------------------- */

struct _WayCliTable
{
  GPtrArray *rows; /* (owned): GPtrArray of char * */
};

WayCliTable *
way_cli_table_new (void)
{
  WayCliTable *self = g_new0 (WayCliTable, 1);

  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify)g_ptr_array_unref);
  return self;
}

void
way_cli_table_free (WayCliTable *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->rows);
  g_free (self);
}

void
way_cli_table_row (WayCliTable *self)
{
  g_ptr_array_add (self->rows, g_ptr_array_new_with_free_func (g_free));
}

void
way_cli_table_cell (WayCliTable *self, const char *text)
{
  g_ptr_array_add (g_ptr_array_index (self->rows, self->rows->len - 1), way_cli_text_line (text));
}

/* How many places of a terminal a text takes. */
static guint
measure (const char *text)
{
  guint width = 0;

  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    {
      gunichar letter = g_utf8_get_char (c);

      if (!g_unichar_iszerowidth (letter))
        width += g_unichar_iswide (letter) ? 2 : 1;
    }
  return width;
}

static guint
column_width (const WayCliTable *self, guint column)
{
  guint width = 0;

  for (guint i = 0; i < self->rows->len; i++)
    {
      GPtrArray *row = g_ptr_array_index (self->rows, i);

      if (column < row->len)
        width = MAX (width, measure (g_ptr_array_index (row, column)));
    }
  return width;
}

static void
print_row (const WayCliTable *self, GPtrArray *row, const guint *widths, GString *to)
{
  guint owed = 0;

  for (guint i = 0; i < row->len; i++)
    {
      const char *cell = g_ptr_array_index (row, i);

      /* No blanks at the end of a line. */
      if (cell[0] != '\0')
        {
          g_string_append_printf (to, "%*s%s", (int)owed, "", cell);
          owed = 0;
        }
      owed += widths[i] + GAP - measure (cell);
    }
  g_string_append_c (to, '\n');
}

void
way_cli_table_print (const WayCliTable *self, GString *to)
{
  guint n_columns = 0;
  g_autofree guint *widths = NULL;

  for (guint i = 0; i < self->rows->len; i++)
    n_columns = MAX (n_columns, ((GPtrArray *)g_ptr_array_index (self->rows, i))->len);
  widths = g_new0 (guint, n_columns + 1);
  for (guint i = 0; i < n_columns; i++)
    widths[i] = column_width (self, i);
  for (guint i = 0; i < self->rows->len; i++)
    print_row (self, g_ptr_array_index (self->rows, i), widths, to);
}
