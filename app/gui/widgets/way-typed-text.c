/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-typed-text.h"

#include <string.h>
#include "way-value.h"

static gboolean
ends_line (gunichar c)
{
  return c == '\n' || c == '\r' || c == 0x2028 || c == 0x2029;
}

char *
way_typed_text_clean (const char *text, int length, gboolean lines)
{
  g_autofree char *valid = g_utf8_make_valid (text, length);
  GString *kept = g_string_sized_new (strlen (valid));

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (ends_line (c))
        {
          if (c != '\r' || p[1] != '\n')
            g_string_append_c (kept, lines ? '\n' : ' ');
        }
      else if (!way_value_forbids (c, lines))
        g_string_append_unichar (kept, c);
    }
  return g_string_free (kept, FALSE);
}

static void
insert_text_cb (GtkEditable *text, const char *typed, int length, int *position, gpointer data)
{
  g_autofree char *cleaned = way_typed_text_clean (typed, length, FALSE);
  gsize size = length < 0 ? strlen (typed) : (gsize)length;

  if (strlen (cleaned) == size && strncmp (cleaned, typed, size) == 0)
    return;
  g_signal_stop_emission_by_name (text, "insert-text");
  g_signal_handlers_block_by_func (text, insert_text_cb, data);
  gtk_editable_insert_text (text, cleaned, -1, position);
  g_signal_handlers_unblock_by_func (text, insert_text_cb, data);
}

void
way_typed_text_guard (GtkEditable *editable, int max)
{
  GtkEditable *text = gtk_editable_get_delegate (editable);

  g_signal_connect (text, "insert-text", G_CALLBACK (insert_text_cb), NULL);
  if (GTK_IS_TEXT (text))
    gtk_text_set_max_length (GTK_TEXT (text), max);
}
