/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-value-read.h"

#include <string.h>
#include "way-contact.h"
#include "way-i18n.h"
#include "way-person-shape.h"
#include "way-value.h"

#define MEMBERS_MAX 8

static GVariant *
take (GVariant *floating)
{
  return g_variant_ref_sink (floating);
}

static gboolean
is_text (JsonNode *node)
{
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING;
}

/* -- members ----------------------------------------------------------------------------------- */

static GVariant *
read_boolean (WayReading *self, const WayMember *member, JsonNode *node)
{
  gboolean is_null = JSON_NODE_HOLDS_NULL (node), yes = FALSE;

  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    yes = json_node_get_boolean (node);
  else if (!is_null)
    {
      way_reading_refuse (self, N_ ("“%s” is neither true nor false."), member->name);
      return NULL;
    }
  if (member->type == WAY_MEMBER_BOOL)
    return take (g_variant_new_boolean (yes));
  return take (g_variant_new_byte (is_null ? 0 : yes ? 2 : 1));
}

static GVariant *
read_id (WayReading *self, const WayMember *member, const char *text)
{
  WayId id = way_id_nil;

  if (text[0] != '\0' && !way_id_parse (text, &id))
    {
      way_reading_refuse (self, N_ ("“%s” is not an id: an id has 32 hexadecimal digits."),
                          member->name);
      return NULL;
    }
  return take (way_value_new_id (&id));
}

/* Line ends as Waymark writes them. */
static char *
dup_lines (const char *text)
{
  GString *lines;

  if (strchr (text, '\r') == NULL)
    return g_strdup (text);
  lines = g_string_new (text);
  g_string_replace (lines, "\r\n", "\n", 0);
  g_string_replace (lines, "\r", "\n", 0);
  return g_string_free (lines, FALSE);
}

/* A shorter date stands for its middle while it is moved, so that it stays the most likely one. */
static char *
dup_shifted (const char *text, int days)
{
  char moved[WAY_DATE_TEXT_SIZE];
  WayDate date, middle;

  if (!way_date_parse (text, WAY_DATE_PARTIAL, &date))
    return g_strdup (text);
  middle = date;
  if (middle.month == 0)
    middle.month = 7;
  if (middle.day == 0)
    middle.day = date.month == 0 ? 1 : 15;
  middle = way_date_add_days (middle, days);
  if (date.month == 0)
    middle.month = 0;
  if (date.day == 0)
    middle.day = 0;
  return g_strdup (way_date_format (middle, moved));
}

static gboolean
is_date (WayMemberType type)
{
  return type == WAY_MEMBER_DATE || type == WAY_MEMBER_DATE_PAST || type == WAY_MEMBER_DATE_PARTIAL
         || type == WAY_MEMBER_BIRTH;
}

/* (nullable): NULL where refused. */
static char *
dup_text (WayReading *self, const WayMember *member, JsonNode *node)
{
  const char *text = JSON_NODE_HOLDS_NULL (node) ? "" : NULL;

  if (is_text (node))
    text = json_node_get_string (node);
  if (text == NULL)
    {
      way_reading_refuse (self, N_ ("“%s” is not text: write it between quotation marks."),
                          member->name);
      return NULL;
    }
  if (member->type == WAY_MEMBER_LINES)
    return dup_lines (text);
  if (self->shift_days != 0 && is_date (member->type))
    return dup_shifted (text, self->shift_days);
  return g_strdup (text);
}

GVariant *
way_read_member (WayReading *self, const WayMember *member, JsonNode *node)
{
  g_autofree char *text = NULL;

  g_return_val_if_fail (member->type != WAY_MEMBER_INTERNAL && member->type != WAY_MEMBER_NUMBER,
                        NULL);
  if (member->type == WAY_MEMBER_BOOL || member->type == WAY_MEMBER_TRI)
    return read_boolean (self, member, node);

  text = dup_text (self, member, node);
  if (text == NULL)
    return NULL;
  if (member->type == WAY_MEMBER_ID)
    return read_id (self, member, text);
  return take (g_variant_new_take_string (g_steal_pointer (&text)));
}

/* -- tuples ------------------------------------------------------------------------------------ */

/* @value with every member but @index empty, to learn which of them is at fault. */
static GVariant *
isolate (const WayGroup *group, GVariant *value, guint index)
{
  g_autoptr (GVariant) empty = take (way_value_empty (group));
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE (group->type));
  for (guint i = 0; i < g_variant_n_children (value); i++)
    {
      g_autoptr (GVariant) child = g_variant_get_child_value (i == index ? value : empty, i);

      g_variant_builder_add_value (&builder, child);
    }
  return take (g_variant_builder_end (&builder));
}

/* A file brings the days of another clock: its times of today are left alone. */
static gboolean
check_time (WayReading *self, const WayGroup *group, GVariant *value)
{
  if (self->now_ms == 0 || group != way_schema_group (WAY_KIND_CONTACT, WAY_CONTACT_WHEN)
      || !way_contact_is_to_come (value, self->now_ms))
    return TRUE;
  way_reading_refuse_member (self, "at",
                             N_ ("“at” lies in the future: write the time at which it was."));
  return FALSE;
}

gboolean
way_read_check_members (WayReading *self, const WayGroup *group, GVariant *value)
{
  guint n_before = self->refusals->len;
  g_autoptr (GError) reason = NULL;

  if (way_value_check (group, value, self->today, &reason))
    return check_time (self, group, value);

  for (guint i = 0; i < way_group_n_members (group); i++)
    {
      g_autoptr (GVariant) alone = isolate (group, value, i);
      g_autoptr (GError) error = NULL;

      if (!way_value_check (group, alone, self->today, &error))
        way_reading_refuse_error (self, group->members[i].name, error);
    }
  /* each member may be alone, and not all of them together */
  if (self->refusals->len == n_before)
    way_reading_refuse_error (self, NULL, reason);
  return FALSE;
}

static int
find_member (const WayMember *members, const char *name)
{
  for (int i = 0; members[i].name != NULL; i++)
    if (members[i].type != WAY_MEMBER_INTERNAL && g_str_equal (members[i].name, name))
      return i;
  return -1;
}

static void
refuse_unknown (WayReading *self, const char *name)
{
  way_reading_refuse_member (self, name, N_ ("This is no part of the record: take it out."));
}

static GVariant *
read_nested (WayReading *self, const WayGroup *group, JsonNode *node, GVariant *present)
{
  g_autoptr (GVariant) base = present != NULL ? g_variant_ref (present)
                                              : take (way_value_empty (group));
  GVariant *children[MEMBERS_MAX] = { NULL };
  guint n = way_group_n_members (group), n_before = self->refusals->len;
  JsonObjectIter iter;
  const char *name;
  JsonNode *member;
  g_autoptr (GVariant) value = NULL;

  g_return_val_if_fail (n <= MEMBERS_MAX, NULL);
  json_object_iter_init (&iter, json_node_get_object (node));
  while (json_object_iter_next (&iter, &name, &member))
    {
      int index = find_member (group->members, name);
      gsize before;

      if (index < 0)
        {
          refuse_unknown (self, name);
          continue;
        }
      before = way_pointer_down (self->path, name);
      children[index] = way_read_member (self, &group->members[index], member);
      way_pointer_up (self->path, before);
    }

  for (guint i = 0; i < n; i++)
    if (children[i] == NULL)
      children[i] = g_variant_get_child_value (base, i);
  value = take (g_variant_new_tuple (children, n));
  for (guint i = 0; i < n; i++)
    g_variant_unref (children[i]);
  if (self->refusals->len > n_before || !way_read_check_members (self, group, value))
    return NULL;
  return g_steal_pointer (&value);
}

/* -- prose ------------------------------------------------------------------------------------- */

static const WayMember prose_members[] = {
  { "text", WAY_MEMBER_LINES, NULL },
  { "language", WAY_MEMBER_LANGUAGE, NULL },
  { NULL },
};

/* Reads members of @node that are all text into @texts, which hold what stands or NULL. */
static gboolean
read_texts (WayReading *self, const WayMember *members, JsonNode *node, char **texts)
{
  guint n_before = self->refusals->len;
  JsonObjectIter iter;
  const char *name;
  JsonNode *member;

  json_object_iter_init (&iter, json_node_get_object (node));
  while (json_object_iter_next (&iter, &name, &member))
    {
      int index = find_member (members, name);
      gsize before;

      if (index < 0)
        {
          refuse_unknown (self, name);
          continue;
        }
      before = way_pointer_down (self->path, name);
      g_free (texts[index]);
      texts[index] = dup_text (self, &members[index], member);
      way_pointer_up (self->path, before);
    }
  return self->refusals->len == n_before;
}

/* Line ends, of a text that is a value of its own. */
static char *
dup_node_lines (JsonNode *node)
{
  return dup_lines (json_node_get_string (node));
}

/* (transfer floating) */
static GVariant *
new_prose (const char *text, const char *language)
{
  GVariant *children[] = { g_variant_new_string (text), g_variant_new_string (language) };

  return g_variant_new_tuple (children, G_N_ELEMENTS (children));
}

static GVariant *
read_prose (WayReading *self, const WayGroup *group, JsonNode *node, GVariant *present)
{
  g_autofree char *text = NULL, *language = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) value = NULL;
  char *texts[2] = { NULL };
  gboolean good = TRUE;

  if (present != NULL)
    g_variant_get (present, "(ss)", &texts[0], &texts[1]);
  if (is_text (node))
    {
      g_free (texts[0]);
      texts[0] = dup_node_lines (node);
    }
  else
    good = read_texts (self, prose_members, node, texts);
  text = texts[0];
  language = texts[1];
  if (!good)
    return NULL;

  if (language == NULL || language[0] == '\0')
    {
      g_free (language);
      language = g_strdup ("en");
    }
  value = take (new_prose (text != NULL ? text : "", language));
  if (way_value_check (group, value, self->today, &error))
    return g_steal_pointer (&value);
  way_reading_refuse_error (self, NULL, error);
  return NULL;
}

/* -- own words --------------------------------------------------------------------------------- */

static guint8
choice_index (const WayMember *member, const char *text, guint8 fallback)
{
  int index = text != NULL && text[0] != '\0' ? way_schema_name_index (member->choices, text)
                                              : fallback;

  return index >= 0 ? (guint8)index : G_MAXUINT8;
}

static gboolean
check_choice (WayReading *self, const WayMember *member, guint8 index)
{
  g_autofree char *all = NULL;
  gsize before;

  if (index != G_MAXUINT8)
    return TRUE;
  all = g_strjoinv (", ", (char **)member->choices);
  before = way_pointer_down (self->path, member->name);
  way_reading_refuse (self, N_ ("“%s” is none of the words kept for it: write one of %s."),
                      member->name, all);
  way_pointer_up (self->path, before);
  return FALSE;
}

static void
set_text (char **field, char *text, const char *fallback)
{
  g_free (*field);
  *field = g_strdup (text != NULL && text[0] != '\0' ? text : fallback);
}

static gboolean
fill_passage (WayReading *self, WayPassage *passage, char **texts)
{
  const WayMember *given = &way_passage_members[WAY_PASSAGE_MEMBER_GIVEN];
  const WayMember *role = &way_passage_members[WAY_PASSAGE_MEMBER_ROLE];

  set_text (&passage->text, texts[WAY_PASSAGE_MEMBER_TEXT], "");
  set_text (&passage->language, texts[WAY_PASSAGE_MEMBER_LANGUAGE], "en");
  set_text (&passage->helper, texts[WAY_PASSAGE_MEMBER_HELPER], "");
  set_text (&passage->said_on, texts[WAY_PASSAGE_MEMBER_SAID_ON], "");
  set_text (&passage->typed_by, texts[WAY_PASSAGE_MEMBER_TYPED_BY], "");
  passage->given = choice_index (given, texts[WAY_PASSAGE_MEMBER_GIVEN], WAY_GIVEN_SAID);
  passage->role = choice_index (role, texts[WAY_PASSAGE_MEMBER_ROLE], WAY_PASSAGE_SAID);

  if (!check_choice (self, given, passage->given) || !check_choice (self, role, passage->role))
    return FALSE;
  if (!way_shape_given_is_silent (passage->given) || passage->text[0] == '\0')
    return TRUE;
  way_reading_refuse_member (
      self, "text",
      N_ ("There are words here, and “given” says that none were: change one "
          "of the two."));
  return FALSE;
}

static gboolean
check_words (WayReading *self, const WayGroup *group, GPtrArray *words, GError **error)
{
  g_autoptr (GVariant) value = take (way_words_to_variant (words));

  return way_value_check (group, value, self->today, error);
}

/* Which member of @passage is at fault: the check of a passage with that member alone fails. */
static void
refuse_passage (WayReading *self, const WayGroup *group, const WayPassage *passage)
{
  const char *texts[] = { passage->text, passage->language, passage->helper, passage->said_on,
                          passage->typed_by };
  static const guint members[] = { WAY_PASSAGE_MEMBER_TEXT, WAY_PASSAGE_MEMBER_LANGUAGE,
                                   WAY_PASSAGE_MEMBER_HELPER, WAY_PASSAGE_MEMBER_SAID_ON,
                                   WAY_PASSAGE_MEMBER_TYPED_BY };

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      g_autoptr (GPtrArray) words = way_words_new ();
      g_autoptr (GError) error = NULL;
      WayPassage *alone = way_passage_new ("", "", WAY_GIVEN_SAID);
      char **fields[] = { &alone->text, &alone->language, &alone->helper, &alone->said_on,
                          &alone->typed_by };

      g_free (*fields[i]);
      *fields[i] = g_strdup (texts[i]);
      g_ptr_array_add (words, alone);
      if (!check_words (self, group, words, &error))
        way_reading_refuse_error (self, way_passage_members[members[i]].name, error);
    }
}

static void
refuse_words (WayReading *self, const WayGroup *group, GPtrArray *words, const GError *error)
{
  guint n_before = self->refusals->len;

  for (guint i = 0; i < words->len; i++)
    {
      gsize before = way_pointer_down_to (self->path, i);

      refuse_passage (self, group, g_ptr_array_index (words, i));
      way_pointer_up (self->path, before);
    }
  if (self->refusals->len == n_before)
    way_reading_refuse_error (self, NULL, error);
}

static gboolean
read_passage (WayReading *self, JsonNode *node, GPtrArray *words)
{
  g_autoptr (WayPassage) passage = way_passage_new ("", "", WAY_GIVEN_SAID);
  char *texts[WAY_N_PASSAGE_MEMBERS] = { NULL };
  gboolean good;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      way_reading_refuse (self,
                          N_ ("A passage is an object with its text, its language and how it was "
                              "given."));
      return FALSE;
    }
  good = read_texts (self, way_passage_members, node, texts) && fill_passage (self, passage, texts);
  for (guint i = 0; i < WAY_N_PASSAGE_MEMBERS; i++)
    g_free (texts[i]);
  if (good)
    g_ptr_array_add (words, g_steal_pointer (&passage));
  return good;
}

static gboolean
read_passages (WayReading *self, JsonArray *array, GPtrArray *words)
{
  guint n_before = self->refusals->len;

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      gsize before = way_pointer_down_to (self->path, i);

      read_passage (self, json_array_get_element (array, i), words);
      way_pointer_up (self->path, before);
    }
  return self->refusals->len == n_before;
}

/* Text alone.  Where something stands it is written anew: in the language of what stood last, said
 * today; the same text again is no change. */
static void
read_plain_words (WayReading *self, JsonNode *node, GPtrArray *present, GPtrArray *words)
{
  g_autofree char *text = dup_node_lines (node);
  const WayPassage *last = NULL;
  WayPassage *passage;
  char today[WAY_DATE_TEXT_SIZE];

  if (text[0] == '\0')
    return;
  if (present != NULL && present->len > 0)
    last = g_ptr_array_index (present, present->len - 1);
  if (last != NULL && present->len == 1 && g_str_equal (last->text, text))
    {
      g_ptr_array_add (words, way_passage_copy (last));
      return;
    }
  passage = way_passage_new (text, last != NULL ? last->language : "en", WAY_GIVEN_SAID);
  if (self->present != NULL)
    set_text (&passage->said_on, (char *)way_date_format (self->today, today), "");
  g_ptr_array_add (words, passage);
}

static GVariant *
read_words (WayReading *self, const WayGroup *group, JsonNode *node, GVariant *present)
{
  g_autoptr (GPtrArray) words = way_words_new ();
  g_autoptr (GPtrArray) before = present != NULL ? way_words_from_variant (present) : NULL;
  g_autoptr (GVariant) value = NULL;
  g_autoptr (GError) error = NULL;

  if (is_text (node))
    read_plain_words (self, node, before, words);
  else if (!read_passages (self, json_node_get_array (node), words))
    return NULL;

  value = take (way_words_to_variant (words));
  if (way_value_check (group, value, self->today, &error))
    return g_steal_pointer (&value);
  if (is_text (node))
    way_reading_refuse_error (self, NULL, error);
  else
    refuse_words (self, group, words, error);
  return NULL;
}

/* -- ids --------------------------------------------------------------------------------------- */

/* A goal's id, or the exact text of a goal of the same person. */
static gboolean
find_goal (WayReading *self, const char *text, WayId *ret_goal)
{
  const WayId *named = g_hash_table_lookup (self->goal_texts, text);
  WayId id;

  if (way_id_parse (text, &id) && g_hash_table_contains (self->goals, &id))
    {
      *ret_goal = id;
      return TRUE;
    }
  if (named == NULL)
    way_reading_refuse (self, N_ ("This is no goal of this person: write a goal's id or its exact "
                                  "text."));
  else if (way_id_is_nil (named))
    way_reading_refuse (self,
                        N_ ("Two goals have this text: write the id of the one that is meant."));
  else
    *ret_goal = *named;
  return named != NULL && !way_id_is_nil (named);
}

static gboolean
read_goal (WayReading *self, JsonNode *node, GArray *goals)
{
  WayId goal;

  if (!is_text (node))
    {
      way_reading_refuse (self, N_ ("A priority is a goal's id or its exact text."));
      return FALSE;
    }
  if (!find_goal (self, json_node_get_string (node), &goal))
    return FALSE;
  for (guint i = 0; i < goals->len; i++)
    if (way_id_equal (&g_array_index (goals, WayId, i), &goal))
      {
        way_reading_refuse (self, N_ ("This goal is a priority already: name it once."));
        return FALSE;
      }
  g_array_append_val (goals, goal);
  return TRUE;
}

static GVariant *
read_ids (WayReading *self, const WayGroup *group, JsonNode *node)
{
  g_autoptr (GArray) goals = g_array_new (FALSE, FALSE, sizeof (WayId));
  JsonArray *array = json_node_get_array (node);
  guint n_before = self->refusals->len, n = json_array_get_length (array);
  GVariantBuilder builder;

  if (n > WAY_PRIORITIES_MAX)
    {
      way_reading_refuse (self,
                          N_ ("There are more than %d priorities: choose the ones that matter "
                              "most."),
                          WAY_PRIORITIES_MAX);
      return NULL;
    }
  for (guint i = 0; i < n; i++)
    {
      gsize before = way_pointer_down_to (self->path, i);

      read_goal (self, json_array_get_element (array, i), goals);
      way_pointer_up (self->path, before);
    }
  if (self->refusals->len > n_before)
    return NULL;

  g_variant_builder_init (&builder, G_VARIANT_TYPE (group->type));
  for (guint i = 0; i < goals->len; i++)
    g_variant_builder_add_value (&builder, way_value_new_id (&g_array_index (goals, WayId, i)));
  return take (g_variant_builder_end (&builder));
}

/* -- any group --------------------------------------------------------------------------------- */

static gboolean
has_form (WayReading *self, const WayGroup *group, JsonNode *node)
{
  gboolean object = JSON_NODE_HOLDS_OBJECT (node), array = JSON_NODE_HOLDS_ARRAY (node);

  switch (group->shape)
    {
    case WAY_SHAPE_NESTED:
      if (!object)
        way_reading_refuse (self, N_ ("“%s” is an object: write its parts between braces."),
                            group->name);
      return object;
    case WAY_SHAPE_PROSE:
      if (!object && !is_text (node))
        way_reading_refuse (self, N_ ("“%s” is text, or an object with text and language."),
                            group->name);
      return object || is_text (node);
    case WAY_SHAPE_WORDS:
      if (!array && !is_text (node))
        way_reading_refuse (self, N_ ("“%s” is text, or a list of passages."), group->name);
      return array || is_text (node);
    case WAY_SHAPE_IDS:
      if (!array)
        way_reading_refuse (self, N_ ("“%s” is a list: write it between square brackets."),
                            group->name);
      return array;
    case WAY_SHAPE_MEMBERS:
    default:
      g_return_val_if_reached (FALSE);
    }
}

GVariant *
way_read_group (WayReading *self, const WayGroup *group, JsonNode *node, GVariant *present)
{
  if (JSON_NODE_HOLDS_NULL (node))
    return take (way_value_empty (group));
  if (!has_form (self, group, node))
    return NULL;

  switch (group->shape)
    {
    case WAY_SHAPE_NESTED:
      return read_nested (self, group, node, present);
    case WAY_SHAPE_PROSE:
      return read_prose (self, group, node, present);
    case WAY_SHAPE_WORDS:
      return read_words (self, group, node, present);
    case WAY_SHAPE_IDS:
      return read_ids (self, group, node);
    case WAY_SHAPE_MEMBERS:
    default:
      g_return_val_if_reached (NULL);
    }
}
