/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The content of a version: the bytes a signature is made over.  The type below is frozen; a later
 * format gets the next number and this one is read for ever.
 */
#include "way-core-error.h"
#include "way-document.h"
#include "way-fail.h"
#include "way-value.h"

#define CONTENT_FORMAT 1
#define ACTION_TYPE "((ss)sss(ss))"
#define GOAL_TYPE "((ss)sb)"
#define MATTER_TYPE "(suss" WAY_WORDS_TYPE "(ss)(ss)(ss)(ss)(ss)(ss)ba" ACTION_TYPE ")"
#define CONTENT_TYPE                                                                               \
  "(uu(ssssssbss)(sssssss)(ssx)(" WAY_WORDS_TYPE WAY_WORDS_TYPE WAY_WORDS_TYPE WAY_WORDS_TYPE      \
  ")a" GOAL_TYPE "a(s(ss))a(sss)a" MATTER_TYPE ")"

static GVariant *
text_to_variant (const WayDocumentText *text)
{
  return g_variant_new ("(ss)", text->text, text->language);
}

static GVariant *
actions_to_variant (GPtrArray *actions)
{
  GVariantBuilder builder;
  char by[WAY_DATE_TEXT_SIZE];

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a" ACTION_TYPE));
  for (guint i = 0; i < actions->len; i++)
    {
      const WayDocumentAction *action = g_ptr_array_index (actions, i);

      g_variant_builder_add (&builder, "(@(ss)sss@(ss))", text_to_variant (&action->what),
                             action->who, way_date_format (action->by, by), action->status,
                             text_to_variant (&action->progress));
    }
  return g_variant_builder_end (&builder);
}

static GVariant *
matters_to_variant (GPtrArray *matters)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a" MATTER_TYPE));
  for (guint i = 0; i < matters->len; i++)
    {
      const WayDocumentMatter *matter = g_ptr_array_index (matters, i);

      g_variant_builder_add (
          &builder, "(suss@" WAY_WORDS_TYPE "@(ss)@(ss)@(ss)@(ss)@(ss)@(ss)b@a" ACTION_TYPE ")",
          matter->key, matter->number, matter->title, matter->statutory,
          way_words_to_variant (matter->own_words), text_to_variant (&matter->going_well),
          text_to_variant (&matter->worried_about), text_to_variant (&matter->adviser_view),
          text_to_variant (&matter->what_needs_to_happen), text_to_variant (&matter->contingency),
          text_to_variant (&matter->empty_reason), matter->nothing_needed,
          actions_to_variant (matter->actions));
    }
  return g_variant_builder_end (&builder);
}

static GVariant *
goals_to_variant (GPtrArray *goals)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a" GOAL_TYPE));
  for (guint i = 0; i < goals->len; i++)
    {
      const WayDocumentGoal *goal = g_ptr_array_index (goals, i);

      g_variant_builder_add (&builder, "(@(ss)sb)", text_to_variant (&goal->what), goal->state,
                             goal->pinned);
    }
  return g_variant_builder_end (&builder);
}

static GVariant *
achievements_to_variant (GPtrArray *achievements)
{
  GVariantBuilder builder;
  char on[WAY_DATE_TEXT_SIZE];

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a(s(ss))"));
  for (guint i = 0; i < achievements->len; i++)
    {
      const WayDocumentAchievement *achievement = g_ptr_array_index (achievements, i);

      g_variant_builder_add (&builder, "(s@(ss))", way_date_format (achievement->on, on),
                             text_to_variant (&achievement->what));
    }
  return g_variant_builder_end (&builder);
}

static GVariant *
supporters_to_variant (GPtrArray *supporters)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a(sss)"));
  for (guint i = 0; i < supporters->len; i++)
    {
      const WayDocumentSupporter *supporter = g_ptr_array_index (supporters, i);

      g_variant_builder_add (&builder, "(sss)", supporter->name, supporter->role, supporter->phone);
    }
  return g_variant_builder_end (&builder);
}

/* @bare: without number, dates and the answer to "Is this my plan?". */
static GBytes *
to_content (WayDocument *self, gboolean bare)
{
  g_autoptr (GPtrArray) no_words = way_words_new ();
  char agreed_on[WAY_DATE_TEXT_SIZE], review_by[WAY_DATE_TEXT_SIZE];
  GVariant *parts[] = {
    g_variant_new_uint32 (CONTENT_FORMAT),
    g_variant_new_uint32 (bare ? 0 : self->number),
    g_variant_new ("(ssssssbss)", self->preferred_name, self->full_name, self->pronouns,
                   self->address_lines, self->postcode, self->home_name, self->address_private,
                   self->reading_language, self->edition),
    g_variant_new ("(sssssss)", self->adviser_name, self->adviser_phone, self->council, self->team,
                   self->out_of_hours, self->advocate, self->law),
    g_variant_new ("(ssx)", way_date_format (bare ? way_date_none : self->agreed_on, agreed_on),
                   way_date_format (bare ? way_date_none : self->review_by, review_by),
                   bare ? (gint64)0 : self->newest_ms),
    g_variant_new ("(@" WAY_WORDS_TYPE "@" WAY_WORDS_TYPE "@" WAY_WORDS_TYPE "@" WAY_WORDS_TYPE ")",
                   way_words_to_variant (self->what_matters), way_words_to_variant (self->hopes),
                   way_words_to_variant (self->proud_of),
                   way_words_to_variant (bare ? no_words : self->my_plan)),
    goals_to_variant (self->goals),
    achievements_to_variant (self->achievements),
    supporters_to_variant (self->supporters),
    matters_to_variant (self->matters),
  };

  return way_value_to_bytes (g_variant_new_tuple (parts, G_N_ELEMENTS (parts)));
}

GBytes *
way_document_to_content (WayDocument *self)
{
  return to_content (self, FALSE);
}

gboolean
way_document_is_same_plan (WayDocument *a, WayDocument *b)
{
  g_autoptr (GBytes) left = to_content (a, TRUE);
  g_autoptr (GBytes) right = to_content (b, TRUE);

  return g_bytes_equal (left, right);
}

static void
take (char **member, char *text)
{
  g_free (*member);
  *member = text;
}

static void
read_text (GVariant *tuple, gsize index, WayDocumentText *text)
{
  g_autoptr (GVariant) value = g_variant_get_child_value (tuple, index);

  take (&text->text, way_value_dup_string (value, 0));
  take (&text->language, way_value_dup_string (value, 1));
}

static void
read_words (GVariant *tuple, gsize index, GPtrArray **words)
{
  g_autoptr (GVariant) value = g_variant_get_child_value (tuple, index);

  g_ptr_array_unref (*words);
  *words = way_words_from_variant (value);
}

static WayDate
read_date (GVariant *tuple, gsize index)
{
  g_autofree char *text = way_value_dup_string (tuple, index);
  WayDate date = way_date_none;

  way_date_parse (text, WAY_DATE_PARTIAL, &date);
  return date;
}

static void
read_actions (GVariant *list, WayDocumentMatter *matter)
{
  for (gsize i = 0; i < g_variant_n_children (list); i++)
    {
      g_autoptr (GVariant) row = g_variant_get_child_value (list, i);
      WayDocumentAction *action = way_document_add_action (matter);

      read_text (row, 0, &action->what);
      take (&action->who, way_value_dup_string (row, 1));
      action->by = read_date (row, 2);
      take (&action->status, way_value_dup_string (row, 3));
      read_text (row, 4, &action->progress);
    }
}

static void
read_matters (GVariant *list, WayDocument *self)
{
  for (gsize i = 0; i < g_variant_n_children (list); i++)
    {
      g_autoptr (GVariant) row = g_variant_get_child_value (list, i);
      g_autoptr (GVariant) actions = g_variant_get_child_value (row, 12);
      WayDocumentMatter *matter = way_document_add_matter (self);
      WayDocumentText *texts[] = { &matter->going_well,   &matter->worried_about,
                                   &matter->adviser_view, &matter->what_needs_to_happen,
                                   &matter->contingency,  &matter->empty_reason };

      take (&matter->key, way_value_dup_string (row, 0));
      g_variant_get_child (row, 1, "u", &matter->number);
      take (&matter->title, way_value_dup_string (row, 2));
      take (&matter->statutory, way_value_dup_string (row, 3));
      read_words (row, 4, &matter->own_words);
      for (gsize t = 0; t < G_N_ELEMENTS (texts); t++)
        read_text (row, 5 + t, texts[t]);
      g_variant_get_child (row, 11, "b", &matter->nothing_needed);
      read_actions (actions, matter);
    }
}

static void
read_lists (GVariant *content, WayDocument *self)
{
  g_autoptr (GVariant) goals = g_variant_get_child_value (content, 6);
  g_autoptr (GVariant) achievements = g_variant_get_child_value (content, 7);
  g_autoptr (GVariant) supporters = g_variant_get_child_value (content, 8);

  for (gsize i = 0; i < g_variant_n_children (goals); i++)
    {
      g_autoptr (GVariant) row = g_variant_get_child_value (goals, i);
      WayDocumentGoal *goal = way_document_add_goal (self);

      read_text (row, 0, &goal->what);
      take (&goal->state, way_value_dup_string (row, 1));
      g_variant_get_child (row, 2, "b", &goal->pinned);
    }
  for (gsize i = 0; i < g_variant_n_children (achievements); i++)
    {
      g_autoptr (GVariant) row = g_variant_get_child_value (achievements, i);
      WayDocumentAchievement *achievement = way_document_add_achievement (self);

      achievement->on = read_date (row, 0);
      read_text (row, 1, &achievement->what);
    }
  for (gsize i = 0; i < g_variant_n_children (supporters); i++)
    {
      g_autoptr (GVariant) row = g_variant_get_child_value (supporters, i);
      WayDocumentSupporter *supporter = way_document_add_supporter (self);

      take (&supporter->name, way_value_dup_string (row, 0));
      take (&supporter->role, way_value_dup_string (row, 1));
      take (&supporter->phone, way_value_dup_string (row, 2));
    }
}

static void
read_front (GVariant *content, WayDocument *self)
{
  g_autoptr (GVariant) person = g_variant_get_child_value (content, 2);
  g_autoptr (GVariant) who = g_variant_get_child_value (content, 3);
  g_autoptr (GVariant) dates = g_variant_get_child_value (content, 4);
  g_autoptr (GVariant) words = g_variant_get_child_value (content, 5);
  char **person_strings[] = { &self->preferred_name, &self->full_name, &self->pronouns,
                              &self->address_lines,  &self->postcode,  &self->home_name };
  char **who_strings[] = { &self->adviser_name, &self->adviser_phone, &self->council, &self->team,
                           &self->out_of_hours, &self->advocate,      &self->law };

  for (gsize i = 0; i < G_N_ELEMENTS (person_strings); i++)
    take (person_strings[i], way_value_dup_string (person, i));
  g_variant_get_child (person, 6, "b", &self->address_private);
  take (&self->reading_language, way_value_dup_string (person, 7));
  take (&self->edition, way_value_dup_string (person, 8));
  for (gsize i = 0; i < G_N_ELEMENTS (who_strings); i++)
    take (who_strings[i], way_value_dup_string (who, i));
  self->agreed_on = read_date (dates, 0);
  self->review_by = read_date (dates, 1);
  g_variant_get_child (dates, 2, "x", &self->newest_ms);
  read_words (words, 0, &self->what_matters);
  read_words (words, 1, &self->hopes);
  read_words (words, 2, &self->proud_of);
  read_words (words, 3, &self->my_plan);
}

WayDocument *
way_document_from_content (GBytes *bytes, GError **error)
{
  g_autoptr (GVariant) content = way_value_from_bytes (bytes, G_VARIANT_TYPE (CONTENT_TYPE));
  g_autoptr (GVariant) matters = NULL;
  g_autoptr (WayDocument) self = NULL;
  guint32 format;

  if (content == NULL)
    return way_fail_null (error, WAY_CORE_ERROR, WAY_CORE_ERROR_DAMAGED,
                          "This plan's kept copy is damaged, so it is not shown.");
  g_variant_get_child (content, 0, "u", &format);
  if (format != CONTENT_FORMAT)
    return way_fail_null (error, WAY_CORE_ERROR, WAY_CORE_ERROR_NEEDS_UPDATE,
                          "This plan was kept by a newer Waymark. Update Waymark to read it.");

  self = way_document_new ();
  g_variant_get_child (content, 1, "u", &self->number);
  read_front (content, self);
  read_lists (content, self);
  matters = g_variant_get_child_value (content, 9);
  read_matters (matters, self);
  return g_steal_pointer (&self);
}

void
way_document_hash (GBytes *content, guint8 ret_hash[32])
{
  static const char domain[] = "WAY1.version"; /* its final NUL is part of what is hashed */
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  gsize size, digest_size = 32;
  gconstpointer data = g_bytes_get_data (content, &size);

  g_checksum_update (checksum, (const guchar *)domain, sizeof domain);
  g_checksum_update (checksum, data, (gssize)size);
  g_checksum_get_digest (checksum, ret_hash, &digest_size);
}
