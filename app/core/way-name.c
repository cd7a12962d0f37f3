/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-name.h"

static GStrv
split (const char *name)
{
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();
  g_auto (GStrv) parts = g_strsplit_set (name, " \t\n", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    if (parts[i][0] != '\0')
      g_strv_builder_add (words, parts[i]);
  return g_strv_builder_end (words);
}

/* Do the last @n words of @preferred stand in @full from @at on? */
static gboolean
ends_with (GStrv preferred, GStrv full, guint n, guint at)
{
  guint length = g_strv_length (preferred);

  for (guint i = 0; i < n; i++)
    if (!g_str_equal (preferred[length - n + i], full[at + i]))
      return FALSE;
  return TRUE;
}

char *
way_name_short (const char *preferred, const char *full)
{
  g_auto (GStrv) words = split (preferred);
  g_auto (GStrv) all = split (full);
  guint n = g_strv_length (words), n_all = g_strv_length (all);
  guint drop = 0;

  /* The longest family name that leaves a word; where the two names are the same nothing says how
   * long it is, and one word is what most people have. */
  for (guint i = 1; i < n && i < n_all; i++)
    if (ends_with (words, all, i, n_all - i) || ends_with (words, all, i, 0))
      drop = n == n_all ? 1 : i;
  for (guint i = n - drop; i < n; i++)
    g_clear_pointer (&words[i], g_free);
  return n > 0 ? g_strjoinv (" ", words) : g_strdup ("");
}
