/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-document-surnames.h"

#include <string.h>

/* A name: what stands before it, and itself, both folded. */
typedef struct
{
  char *before, *name;
} Surname;

typedef struct
{
  GArray *surnames; /* Surname */
  GHashTable *own;  /* folded words that stay where they stand alone */
} Names;

/* What somebody is called by before a first name. */
static const char *const kin[] = { "auntie", "aunt",   "aunty",   "uncle",   "nan",     "nana",
                                   "gran",   "granny", "grandad", "grandma", "grandpa", "mum",
                                   "dad",    "sister", "brother", "and",     "&",       NULL };

static void
surname_clear (Surname *self)
{
  g_free (self->before);
  g_free (self->name);
}

static void
names_clear (Names *self)
{
  g_array_unref (self->surnames);
  g_hash_table_unref (self->own);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Names, names_clear)

/* A letter, a figure or what joins two parts of one name. */
static gboolean
is_of_word (gunichar c)
{
  return g_unichar_isalnum (c) || g_unichar_ismark (c) || c == '-';
}

/* The next word of @text from @from on; NULL where there is none.  @ret_end: after it. */
static const char *
next_word (const char *from, const char **ret_end)
{
  const char *end;

  while (*from != '\0' && !is_of_word (g_utf8_get_char (from)))
    from = g_utf8_next_char (from);
  if (*from == '\0')
    return NULL;
  for (end = from; *end != '\0' && is_of_word (g_utf8_get_char (end));)
    end = g_utf8_next_char (end);
  *ret_end = end;
  return from;
}

/* (transfer full) */
static char *
fold (const char *word, const char *end)
{
  g_autofree char *normal = g_utf8_normalize (word, end - word, G_NORMALIZE_NFC);

  return g_utf8_casefold (normal != NULL ? normal : "", -1);
}

static void
add_own (Names *self, const char *name)
{
  const char *end;

  for (const char *word = name; (word = next_word (word, &end)) != NULL; word = end)
    g_hash_table_add (self->own, fold (word, end));
}

/* The last two words of a supporter's name, as far as what is said in brackets or behind a comma.
 */
static void
add_surname (Names *self, const char *name)
{
  g_autofree char *plain = g_strndup (name, strcspn (name, "(,;/"));
  g_autofree char *before = NULL, *last = NULL;
  const char *end, *begin = NULL;

  for (const char *word = plain; (word = next_word (word, &end)) != NULL; word = end)
    {
      g_free (before);
      before = g_steal_pointer (&last);
      last = fold (word, end);
      begin = word;
    }
  if (before == NULL || g_strv_contains (kin, before) || g_utf8_strlen (last, -1) < 2
      || g_unichar_islower (g_utf8_get_char (begin)))
    return;
  g_array_append_vals (self->surnames,
                       &(Surname){ g_steal_pointer (&before), g_steal_pointer (&last) }, 1);
}

static void
names_init (Names *self, const WayDocument *document)
{
  self->surnames = g_array_new (FALSE, FALSE, sizeof (Surname));
  g_array_set_clear_func (self->surnames, (GDestroyNotify)surname_clear);
  self->own = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  add_own (self, document->preferred_name);
  add_own (self, document->full_name);
  add_own (self, document->adviser_name);
  for (guint i = 0; i < document->supporters->len; i++)
    add_surname (self, ((WayDocumentSupporter *)g_ptr_array_index (document->supporters, i))->name);
}

/* @before (nullable): the word before it, folded. */
static gboolean
hides (const Names *self, const char *word, const char *before)
{
  for (guint i = 0; i < self->surnames->len; i++)
    {
      const Surname *one = &g_array_index (self->surnames, Surname, i);

      if (g_str_equal (one->name, word)
          && (!g_hash_table_contains (self->own, word) || g_strcmp0 (one->before, before) == 0))
        return TRUE;
    }
  return FALSE;
}

static void
hide_in (const Names *self, char **text)
{
  g_autofree char *before = NULL;
  const char *from = *text, *end;
  GString *out = g_string_new (NULL);

  for (const char *word = from; (word = next_word (word, &end)) != NULL; word = end)
    {
      g_autofree char *folded = fold (word, end);

      g_string_append_len (out, from, word - from);
      if (hides (self, folded, before))
        {
          g_string_append_unichar (out, g_utf8_get_char (word));
          if (*end != '.')
            g_string_append_c (out, '.');
        }
      else
        g_string_append_len (out, word, end - word);
      from = end;
      g_free (before);
      before = g_steal_pointer (&folded);
    }
  g_string_append (out, from);
  g_free (*text);
  *text = g_string_free (out, FALSE);
}

/* -- every text of a document ------------------------------------------------------------------ */

/* (transfer container): WayDocumentText, in an order of its own. */
static GPtrArray *
list_texts (WayDocument *document)
{
  GPtrArray *texts = g_ptr_array_new ();

  for (guint i = 0; i < document->goals->len; i++)
    g_ptr_array_add (texts, &((WayDocumentGoal *)g_ptr_array_index (document->goals, i))->what);
  for (guint i = 0; i < document->achievements->len; i++)
    g_ptr_array_add (
        texts, &((WayDocumentAchievement *)g_ptr_array_index (document->achievements, i))->what);
  for (guint i = 0; i < document->matters->len; i++)
    {
      WayDocumentMatter *matter = g_ptr_array_index (document->matters, i);
      WayDocumentText *parts[] = { &matter->going_well,   &matter->worried_about,
                                   &matter->adviser_view, &matter->what_needs_to_happen,
                                   &matter->contingency,  &matter->empty_reason };

      for (gsize n = 0; n < G_N_ELEMENTS (parts); n++)
        g_ptr_array_add (texts, parts[n]);
      for (guint n = 0; n < matter->actions->len; n++)
        {
          WayDocumentAction *action = g_ptr_array_index (matter->actions, n);

          g_ptr_array_add (texts, &action->what);
          g_ptr_array_add (texts, &action->progress);
        }
    }
  return texts;
}

static void
hide_in_words (const Names *self, GPtrArray *words)
{
  for (guint i = 0; i < words->len; i++)
    {
      WayPassage *passage = g_ptr_array_index (words, i);

      hide_in (self, &passage->text);
      hide_in (self, &passage->helper);
    }
}

static void
hide_in_document (const Names *self, WayDocument *document)
{
  g_autoptr (GPtrArray) texts = list_texts (document);
  GPtrArray *words[] = { document->what_matters, document->hopes, document->proud_of,
                         document->my_plan };

  for (guint i = 0; i < texts->len; i++)
    hide_in (self, &((WayDocumentText *)g_ptr_array_index (texts, i))->text);
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    hide_in_words (self, words[i]);
  for (guint i = 0; i < document->supporters->len; i++)
    {
      WayDocumentSupporter *supporter = g_ptr_array_index (document->supporters, i);

      hide_in (self, &supporter->name);
      hide_in (self, &supporter->role);
    }
  for (guint i = 0; i < document->matters->len; i++)
    {
      WayDocumentMatter *matter = g_ptr_array_index (document->matters, i);

      hide_in_words (self, matter->own_words);
      for (guint n = 0; n < matter->actions->len; n++)
        hide_in (self, &((WayDocumentAction *)g_ptr_array_index (matter->actions, n))->who);
    }
}

/* (transfer full): what is not of the content too. */
static WayDocument *
copy_document (WayDocument *document)
{
  g_autoptr (GBytes) content = way_document_to_content (document);
  WayDocument *copy = way_document_from_content (content, NULL);
  g_autoptr (GPtrArray) from = NULL, to = NULL;

  g_assert (copy != NULL);
  copy->draft = document->draft;
  from = list_texts (document);
  to = list_texts (copy);
  for (guint i = 0; i < from->len; i++)
    ((WayDocumentText *)g_ptr_array_index (to, i))->two_versions
        = ((WayDocumentText *)g_ptr_array_index (from, i))->two_versions;
  return copy;
}

WayDocument *
way_document_without_surnames (WayDocument *document)
{
  g_auto (Names) names = { NULL };
  WayDocument *copy = copy_document (document);

  names_init (&names, document);
  hide_in_document (&names, copy);
  return copy;
}

gboolean
way_document_has_surnames (const WayDocument *document)
{
  g_auto (Names) names = { NULL };

  names_init (&names, document);
  return names.surnames->len > 0;
}
