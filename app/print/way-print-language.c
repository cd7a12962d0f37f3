/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a page needs to know about a language, by its BCP-47 tag.
 */
#include "way-print-text.h"

#include <string.h>

/* Languages written from right to left unless their tag names another script. */
static const char *const arabic_languages[] = { "ar", "fa",  "ur",  "ps", "sd",
                                                "ug", "ckb", "prs", NULL };
static const char *const hebrew_languages[] = { "he", "yi", NULL };

static const struct
{
  const char *language;
  WayPrintQuotes quotes;
} quotes[] = {
  { "am", { "«", "»" } }, { "ar", { "«", "»" } },  { "ckb", { "«", "»" } }, { "fa", { "«", "»" } },
  { "ku", { "«", "»" } }, { "prs", { "«", "»" } }, { "ps", { "«", "»" } },  { "sq", { "„", "“" } },
  { "ti", { "«", "»" } }, { NULL, { "“", "”" } },
};

/* The length of the first part of @tag. */
static gsize
language_length (const char *tag)
{
  return strcspn (tag, "-_");
}

static gboolean
has_language (const char *tag, const char *language)
{
  gsize length = language_length (tag);

  return strlen (language) == length && g_ascii_strncasecmp (tag, language, length) == 0;
}

static gboolean
is_one_of (const char *tag, const char *const *languages)
{
  for (gsize i = 0; languages[i] != NULL; i++)
    if (has_language (tag, languages[i]))
      return TRUE;
  return FALSE;
}

/* (nullable): the four letters of the script in @tag; the other parts have other lengths. */
static const char *
find_script (const char *tag)
{
  const char *part = tag + language_length (tag);

  while (*part != '\0')
    {
      gsize length = strcspn (++part, "-_");

      if (length == 4 && g_ascii_isalpha (*part))
        return part;
      part += length;
    }
  return NULL;
}

gboolean
way_print_language_is_arabic (const char *tag)
{
  const char *script = find_script (tag);

  if (script != NULL)
    return g_ascii_strncasecmp (script, "Arab", 4) == 0;
  return is_one_of (tag, arabic_languages);
}

gboolean
way_print_language_is_rtl (const char *tag)
{
  const char *script = find_script (tag);

  if (way_print_language_is_arabic (tag))
    return TRUE;
  if (script != NULL)
    return g_ascii_strncasecmp (script, "Hebr", 4) == 0;
  return is_one_of (tag, hebrew_languages);
}

gboolean
way_print_language_same (const char *a, const char *b)
{
  gsize length = language_length (a);

  if (*a == '\0' || *b == '\0')
    return TRUE;
  return length == language_length (b) && g_ascii_strncasecmp (a, b, length) == 0;
}

WayPrintQuotes
way_print_language_quotes (const char *tag)
{
  gsize i = 0;

  while (quotes[i].language != NULL && !has_language (tag, quotes[i].language))
    i++;
  return quotes[i].quotes;
}
