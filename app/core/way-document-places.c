/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-document-places.h"

#include <string.h>
#include "way-privacy.h"
#include "way-schema.h"

typedef struct
{
  WayPrivacy *privacy;
  GPtrArray *places; /* WayDocumentPlace */
} Search;

static void
place_free (WayDocumentPlace *self)
{
  g_free (self->path);
  g_free (self->sentence);
  g_free (self);
}

/* Takes both. */
static void
add_place (Search *self, char *path, char *sentence)
{
  WayDocumentPlace *place = g_new0 (WayDocumentPlace, 1);

  place->path = path;
  place->sentence = g_strstrip (sentence);
  g_ptr_array_add (self->places, place);
}

/* After the sentence that begins at @text: a stop and what closes with it, then a blank; or a line.
 */
static const char *
end_of_sentence (const char *text)
{
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at), next = g_utf8_get_char (g_utf8_next_char (at));

      if (c == '\n')
        return at + 1;
      /* Full stops of Latin, Arabic, Ethiopic and ideographs. */
      if ((c == '.' || c == '?' || c == '!' || c == 0x061f || c == 0x06d4 || c == 0x1362
           || c == 0x3002)
          && (next == 0 || g_unichar_isspace (next)))
        return g_utf8_next_char (at);
    }
  return text + strlen (text);
}

/* One place for each sentence; the whole text where the address goes over the end of one. */
static void
look_at_text (Search *self, const char *path, const char *text)
{
  guint before = self->places->len;

  if (!way_privacy_is_in (self->privacy, text))
    return;
  for (const char *from = text; *from != '\0';)
    {
      const char *end = end_of_sentence (from);
      g_autofree char *sentence = g_strndup (from, (gsize)(end - from));

      if (way_privacy_is_in (self->privacy, sentence))
        add_place (self, g_strdup (path), g_steal_pointer (&sentence));
      from = end;
    }
  if (self->places->len == before)
    add_place (self, g_strdup (path), g_strdup (text));
}

static void look (Search *self, const char *text, const char *format, ...) G_GNUC_PRINTF (3, 4);

static void
look (Search *self, const char *text, const char *format, ...)
{
  g_autofree char *path = NULL;
  va_list args;

  va_start (args, format);
  path = g_strdup_vprintf (format, args);
  va_end (args);
  look_at_text (self, path, text);
}

static void
look_at_words (Search *self, GPtrArray *words, const char *path)
{
  for (guint i = 0; i < words->len; i++)
    {
      const WayPassage *passage = g_ptr_array_index (words, i);

      look_at_text (self, path, passage->text);
      look_at_text (self, path, passage->helper);
    }
}

/* -- what there is to look at ------------------------------------------------------------------ */

static void
look_at_front (Search *self, const WayDocument *document)
{
  look (self, document->preferred_name, "preferred_name");
  look (self, document->full_name, "full_name");
  look_at_words (self, document->what_matters, "plan.what_matters");
  look_at_words (self, document->proud_of, "plan.proud_of");
  look_at_words (self, document->hopes, "plan.hopes");
  for (guint i = 0; i < document->goals->len; i++)
    look (self, ((WayDocumentGoal *)g_ptr_array_index (document->goals, i))->what.text,
          "plan.goals.%u.what", i + 1);
  for (guint i = 0; i < document->achievements->len; i++)
    look (self,
          ((WayDocumentAchievement *)g_ptr_array_index (document->achievements, i))->what.text,
          "achievements.%u.what", i + 1);
  for (guint i = 0; i < document->supporters->len; i++)
    {
      const WayDocumentSupporter *supporter = g_ptr_array_index (document->supporters, i);

      look (self, supporter->name, "supporters.%u.name", i + 1);
      look (self, supporter->role, "supporters.%u.role", i + 1);
    }
}

static void
look_at_actions (Search *self, const WayDocumentMatter *matter)
{
  for (guint i = 0; i < matter->actions->len; i++)
    {
      const WayDocumentAction *action = g_ptr_array_index (matter->actions, i);

      look (self, action->what.text, "plan.matters.%s.actions.%u.what", matter->key, i + 1);
      look (self, action->who, "plan.matters.%s.actions.%u.who", matter->key, i + 1);
      look (self, action->progress.text, "plan.matters.%s.actions.%u.progress", matter->key, i + 1);
    }
}

static void
look_at_matter (Search *self, const WayDocumentMatter *matter)
{
  const struct
  {
    const char *name;
    const WayDocumentText *text;
  } texts[] = {
    { "going_well", &matter->going_well },
    { "worried_about", &matter->worried_about },
    { "adviser_view", &matter->adviser_view },
    { "what_needs_to_happen", &matter->what_needs_to_happen },
    { "contingency", &matter->contingency },
    { "empty_reason", &matter->empty_reason },
  };
  g_autofree char *words = g_strdup_printf ("plan.matters.%s.own_words", matter->key);

  look_at_words (self, matter->own_words, words);
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    look (self, texts[i].text->text, "plan.matters.%s.%s", matter->key, texts[i].name);
}

static gboolean
is_printed (const char *const *sections, const char *name)
{
  return sections == NULL || g_strv_contains (sections, name);
}

static void
look_at_document (Search *self, const WayDocument *document, const char *const *sections)
{
  if (is_printed (sections, "front"))
    look_at_front (self, document);
  for (guint i = 0; i < document->matters->len; i++)
    {
      const WayDocumentMatter *matter = g_ptr_array_index (document->matters, i);
      gboolean whole = is_printed (sections, matter->key);

      if (whole)
        look_at_matter (self, matter);
      if (whole || is_printed (sections, "actions"))
        look_at_actions (self, matter);
    }
  if (is_printed (sections, "agreeing"))
    look_at_words (self, document->my_plan, "plan.my_plan");
}

/* -- what may not be there --------------------------------------------------------------------- */

/* Every value that the address has while versions of it wait to be settled; TRUE where one of them
 * is private. */
static gboolean
add_addresses (WayPrivacy *privacy, WayCase *now)
{
  g_autoptr (GPtrArray) ops = way_object_list_ops (way_case_get_person (now), WAY_PERSON_ADDRESS);
  gboolean is_private = FALSE;

  for (guint i = 0; i < ops->len; i++)
    {
      g_autoptr (GVariant) value = way_operation_dup_value (g_ptr_array_index (ops, i));
      const char *lines, *postcode, *home_name;
      gboolean this_one;

      g_variant_get (value, "(&s&s&sb&s)", &lines, &postcode, &home_name, &this_one, NULL);
      way_privacy_add_address (privacy, lines, postcode, home_name);
      is_private |= this_one;
    }
  return is_private;
}

GPtrArray *
way_document_list_places (const WayDocument *document, WayCase *now, const char *const *sections)
{
  g_autoptr (WayPrivacy) privacy = way_privacy_new ();
  GPtrArray *places = g_ptr_array_new_with_free_func ((GDestroyNotify)place_free);
  Search search = { privacy, places };
  gboolean is_private = add_addresses (privacy, now);

  if (!is_private && !document->address_private)
    return places;
  way_privacy_add_address (privacy, document->address_lines, document->postcode,
                           document->home_name);
  if (way_privacy_is_empty (privacy))
    return places;
  /* Agreed while it was not private, so it would be printed. */
  if (!document->address_private && is_printed (sections, "front"))
    look (&search, document->address_lines, "address");
  look_at_document (&search, document, sections);
  return places;
}
