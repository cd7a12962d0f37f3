/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-document-places.h"

#include <string.h>
#include "way-document-texts.h"
#include "way-privacy.h"
#include "way-schema.h"
#include "way-sentence.h"

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

/* After the sentence that begins at @from. */
static const char *
end_of_sentence (const char *text, const char *from)
{
  do
    from = g_utf8_next_char (from);
  while (*from != '\0' && !way_sentence_ends_before (text, from));
  return from;
}

/* One place for each sentence; the whole text where the address goes over the end of one. */
static void
look_at_text (const char *path, const char *text, gpointer data)
{
  Search *self = data;
  guint before = self->places->len;

  if (!way_privacy_is_in (self->privacy, text))
    return;
  for (const char *from = text; *from != '\0';)
    {
      const char *end = end_of_sentence (text, from);
      g_autofree char *sentence = g_strndup (from, (gsize)(end - from));

      if (way_privacy_is_in (self->privacy, sentence))
        add_place (self, g_strdup (path), g_steal_pointer (&sentence));
      from = end;
    }
  if (self->places->len == before)
    add_place (self, g_strdup (path), g_strdup (text));
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
  if (!document->address_private && way_document_prints (sections, "front"))
    look_at_text ("address", document->address_lines, &search);
  way_document_visit_writing (document, sections, look_at_text, &search);
  return places;
}
