/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-privacy.h"

#include <string.h>
#include "way-fold.h"

struct _WayPrivacy
{
  GPtrArray *phrases; /* (owned) GStrv of folded words, longest first */
};

WayPrivacy *
way_privacy_new (void)
{
  WayPrivacy *self = g_new0 (WayPrivacy, 1);

  self->phrases = g_ptr_array_new_with_free_func ((GDestroyNotify)g_strfreev);
  return self;
}

void
way_privacy_free (WayPrivacy *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->phrases);
  g_free (self);
}

static int
compare_length (gconstpointer a, gconstpointer b)
{
  guint left = g_strv_length (*(GStrv *)a);
  guint right = g_strv_length (*(GStrv *)b);

  return (left < right) - (left > right);
}

static void
add_words (WayPrivacy *self, GArray *tokens, guint first)
{
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();

  for (guint i = first; i < tokens->len; i++)
    g_strv_builder_add (words, g_array_index (tokens, WayToken, i).folded);
  g_ptr_array_add (self->phrases, g_strv_builder_end (words));
  g_ptr_array_sort (self->phrases, compare_length);
}

static gboolean
has_digit (const char *word)
{
  for (; *word != '\0'; word = g_utf8_next_char (word))
    if (g_unichar_isdigit (g_utf8_get_char (word)))
      return TRUE;
  return FALSE;
}

/* A line of one word and no figure is a town: hiding it would blank half the plan and find nobody.
 */
static void
add_line (WayPrivacy *self, const char *line)
{
  g_autoptr (GArray) tokens = way_fold_tokens (line);
  guint numbers = 0;

  while (numbers < tokens->len && has_digit (g_array_index (tokens, WayToken, numbers).folded))
    numbers++;
  if (tokens->len < 2)
    return;
  add_words (self, tokens, 0);
  if (numbers > 0 && tokens->len - numbers >= 2)
    add_words (self, tokens, numbers);
}

static void
add_postcode (WayPrivacy *self, const char *postcode)
{
  g_autoptr (GArray) tokens = way_fold_tokens (postcode);
  g_autoptr (GString) joined = g_string_new (NULL);
  g_autoptr (GArray) together = NULL;

  if (tokens->len == 0)
    return;
  add_words (self, tokens, 0);
  for (guint i = 0; i < tokens->len; i++)
    g_string_append (joined, g_array_index (tokens, WayToken, i).folded);
  together = way_fold_tokens (joined->str);
  if (tokens->len > 1)
    {
      add_words (self, together, 0);
      return;
    }
  /* typed without its space: the last three characters are the inward half */
  if (joined->len > 3)
    {
      g_string_insert_c (joined, (gssize)joined->len - 3, ' ');
      g_array_unref (together);
      together = way_fold_tokens (joined->str);
      add_words (self, together, 0);
    }
}

void
way_privacy_add_address (WayPrivacy *self,
                         const char *lines,
                         const char *postcode,
                         const char *home_name)
{
  g_auto (GStrv) parts = g_strsplit_set (lines, "\n,", -1);
  g_autoptr (GArray) home = way_fold_tokens (home_name);

  for (guint i = 0; parts[i] != NULL; i++)
    add_line (self, parts[i]);
  add_postcode (self, postcode);
  if (home->len > 0)
    add_words (self, home, 0);
}

gboolean
way_privacy_is_empty (const WayPrivacy *self)
{
  return self->phrases->len == 0;
}

static gboolean
phrase_is_at (const char *const *words, GArray *tokens, guint at)
{
  for (guint w = 0; words[w] != NULL; w++)
    if (at + w >= tokens->len
        || !g_str_equal (words[w], g_array_index (tokens, WayToken, at + w).folded))
      return FALSE;
  return TRUE;
}

/* How many tokens from @at on are a phrase; 0 where none is.  The longest phrase wins. */
static guint
match_at (const WayPrivacy *self, GArray *tokens, guint at)
{
  for (guint i = 0; i < self->phrases->len; i++)
    {
      const char *const *words = g_ptr_array_index (self->phrases, i);

      if (phrase_is_at (words, tokens, at))
        return g_strv_length ((GStrv)words);
    }
  return 0;
}

gboolean
way_privacy_is_in (const WayPrivacy *self, const char *text)
{
  g_autoptr (GArray) tokens = NULL;

  if (way_privacy_is_empty (self))
    return FALSE;
  tokens = way_fold_tokens (text);
  for (guint at = 0; at < tokens->len; at++)
    if (match_at (self, tokens, at) > 0)
      return TRUE;
  return FALSE;
}

char *
way_privacy_mask (const WayPrivacy *self, const char *text, const char *mask)
{
  g_autoptr (GArray) tokens = NULL;
  GString *masked;
  gsize copied = 0;

  if (way_privacy_is_empty (self))
    return g_strdup (text);

  tokens = way_fold_tokens (text);
  masked = g_string_new (NULL);
  for (guint at = 0; at < tokens->len;)
    {
      guint n = match_at (self, tokens, at);

      if (n == 0)
        {
          at++;
          continue;
        }
      g_string_append_len (masked, text + copied,
                           (gssize)(g_array_index (tokens, WayToken, at).start - copied));
      g_string_append (masked, mask);
      at += n;
      copied = g_array_index (tokens, WayToken, at - 1).end;
    }
  g_string_append (masked, text + copied);
  return g_string_free (masked, FALSE);
}
