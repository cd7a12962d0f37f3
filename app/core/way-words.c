/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-words.h"

WayPassage *
way_passage_new (const char *text, const char *language, WayGiven given)
{
  WayPassage *self = g_new0 (WayPassage, 1);

  self->text = g_strdup (text);
  self->language = g_strdup (language);
  self->given = (guint8)given;
  self->helper = g_strdup ("");
  self->said_on = g_strdup ("");
  self->typed_by = g_strdup ("");
  return self;
}

WayPassage *
way_passage_copy (const WayPassage *self)
{
  WayPassage *copy = g_new0 (WayPassage, 1);

  copy->text = g_strdup (self->text);
  copy->language = g_strdup (self->language);
  copy->given = self->given;
  copy->helper = g_strdup (self->helper);
  copy->said_on = g_strdup (self->said_on);
  copy->typed_by = g_strdup (self->typed_by);
  copy->role = self->role;
  return copy;
}

void
way_passage_free (WayPassage *self)
{
  if (self == NULL)
    return;

  g_free (self->text);
  g_free (self->language);
  g_free (self->helper);
  g_free (self->said_on);
  g_free (self->typed_by);
  g_free (self);
}

GPtrArray *
way_words_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify)way_passage_free);
}

GVariant *
way_words_to_variant (GPtrArray *passages)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE (WAY_WORDS_TYPE));
  for (guint i = 0; i < passages->len; i++)
    {
      const WayPassage *passage = g_ptr_array_index (passages, i);

      g_variant_builder_add (&builder, "(ssysssy)", passage->text, passage->language,
                             passage->given, passage->helper, passage->said_on, passage->typed_by,
                             passage->role);
    }
  return g_variant_builder_end (&builder);
}

GPtrArray *
way_words_from_variant (GVariant *value)
{
  GPtrArray *passages = way_words_new ();
  GVariantIter iter;
  WayPassage *passage = g_new0 (WayPassage, 1);

  g_variant_iter_init (&iter, value);
  while (g_variant_iter_next (&iter, "(ssysssy)", &passage->text, &passage->language,
                              &passage->given, &passage->helper, &passage->said_on,
                              &passage->typed_by, &passage->role))
    {
      g_ptr_array_add (passages, passage);
      passage = g_new0 (WayPassage, 1);
    }
  way_passage_free (passage);
  return passages;
}

gboolean
way_words_are_empty (GPtrArray *passages)
{
  for (guint i = 0; i < passages->len; i++)
    if (((const WayPassage *)g_ptr_array_index (passages, i))->text[0] != '\0')
      return FALSE;
  return TRUE;
}

gboolean
way_words_are_answered (GPtrArray *passages)
{
  for (guint i = 0; i < passages->len; i++)
    if (((const WayPassage *)g_ptr_array_index (passages, i))->given == WAY_GIVEN_CHOSE_NOT)
      return TRUE;
  return !way_words_are_empty (passages);
}
