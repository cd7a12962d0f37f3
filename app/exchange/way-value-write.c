/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-value-write.h"

#include "way-person-shape.h"
#include "way-value.h"
#include "way-words.h"

static JsonNode *
new_text (const char *text)
{
  return json_node_init_string (json_node_alloc (), text);
}

JsonNode *
way_write_object (JsonObject *object)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, object);
  return node;
}

static JsonNode *
take_array (JsonArray *array)
{
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);

  json_node_take_array (node, array);
  return node;
}

static JsonNode *
new_id (GVariant *tuple, gsize index)
{
  WayId id = way_id_nil;
  char hex[WAY_ID_HEX_SIZE];

  if (!way_value_get_id (tuple, index, &id) || way_id_is_nil (&id))
    return new_text ("");
  return new_text (way_id_format (&id, hex));
}

/* -- members ----------------------------------------------------------------------------------- */

static JsonNode *
write_member (const WayMember *member, GVariant *tuple, guint index)
{
  g_autoptr (GVariant) child = g_variant_get_child_value (tuple, index);

  switch (member->type)
    {
    case WAY_MEMBER_LINE:
    case WAY_MEMBER_LINES:
    case WAY_MEMBER_DATE:
    case WAY_MEMBER_DATE_PAST:
    case WAY_MEMBER_DATE_PARTIAL:
    case WAY_MEMBER_BIRTH:
    case WAY_MEMBER_TIME:
    case WAY_MEMBER_LANGUAGE:
    case WAY_MEMBER_CHOICE:
      return new_text (g_variant_get_string (child, NULL));
    case WAY_MEMBER_BOOL:
      return json_node_init_boolean (json_node_alloc (), g_variant_get_boolean (child));
    case WAY_MEMBER_TRI:
      if (g_variant_get_byte (child) == 0)
        return json_node_new (JSON_NODE_NULL);
      return json_node_init_boolean (json_node_alloc (), g_variant_get_byte (child) == 2);
    case WAY_MEMBER_ID:
      return new_id (tuple, index);
    case WAY_MEMBER_NUMBER:
    case WAY_MEMBER_INTERNAL:
    default:
      g_return_val_if_reached (json_node_new (JSON_NODE_NULL));
    }
}

static gboolean
is_given (JsonNode *node)
{
  if (JSON_NODE_HOLDS_NULL (node))
    return FALSE;
  if (json_node_get_value_type (node) == G_TYPE_STRING)
    return json_node_get_string (node)[0] != '\0';
  return TRUE;
}

void
way_write_members (const WayGroup *group, GVariant *value, WayWriteMode mode, JsonObject *object)
{
  for (guint i = 0; i < way_group_n_members (group); i++)
    {
      const WayMember *member = &group->members[i];
      g_autoptr (JsonNode) node = NULL;

      if (member->type == WAY_MEMBER_INTERNAL)
        continue;
      node = write_member (member, value, i);
      /* FALSE is what a yes-or-no field holds until somebody says yes. */
      if (mode == WAY_WRITE_ALL
          || (member->type == WAY_MEMBER_BOOL ? json_node_get_boolean (node) : is_given (node)))
        json_object_set_member (object, member->name, g_steal_pointer (&node));
    }
}

static JsonNode *
write_nested (const WayGroup *group, GVariant *value, WayWriteMode mode)
{
  JsonObject *object = json_object_new ();

  way_write_members (group, value, mode, object);
  return way_write_object (object);
}

/* -- prose and own words ----------------------------------------------------------------------- */

static JsonNode *
write_prose (GVariant *value)
{
  const char *text, *language;
  JsonObject *object;

  g_variant_get (value, "(&s&s)", &text, &language);
  if (language[0] == '\0' || g_str_equal (language, "en"))
    return new_text (text);

  object = json_object_new ();
  json_object_set_string_member (object, "text", text);
  json_object_set_string_member (object, "language", language);
  return way_write_object (object);
}

static gboolean
is_plain (const GPtrArray *words)
{
  const WayPassage *only = words->len == 1 ? g_ptr_array_index (words, 0) : NULL;

  return only != NULL && only->text[0] != '\0' && g_str_equal (only->language, "en")
         && only->given == WAY_GIVEN_SAID && only->helper[0] == '\0' && only->said_on[0] == '\0'
         && only->typed_by[0] == '\0' && only->role == WAY_PASSAGE_SAID;
}

/* A word this version does not know comes from a newer one, and import refuses it. */
static const char *
choice_name (guint member, guint8 index)
{
  const char *const *names = way_passage_members[member].choices;

  return index < g_strv_length ((char **)names) ? names[index] : "unknown";
}

static JsonNode *
write_passage (const WayPassage *passage)
{
  const char *texts[WAY_N_PASSAGE_MEMBERS] = {
    [WAY_PASSAGE_MEMBER_TEXT] = passage->text,
    [WAY_PASSAGE_MEMBER_LANGUAGE] = passage->language,
    [WAY_PASSAGE_MEMBER_GIVEN] = choice_name (WAY_PASSAGE_MEMBER_GIVEN, passage->given),
    [WAY_PASSAGE_MEMBER_HELPER] = passage->helper,
    [WAY_PASSAGE_MEMBER_SAID_ON] = passage->said_on,
    [WAY_PASSAGE_MEMBER_TYPED_BY] = passage->typed_by,
    [WAY_PASSAGE_MEMBER_ROLE] = passage->role == WAY_PASSAGE_SAID
                                    ? ""
                                    : choice_name (WAY_PASSAGE_MEMBER_ROLE, passage->role),
  };
  JsonObject *object = json_object_new ();

  for (guint i = 0; i < WAY_N_PASSAGE_MEMBERS; i++)
    if (texts[i][0] != '\0')
      json_object_set_string_member (object, way_passage_members[i].name, texts[i]);
  return way_write_object (object);
}

static JsonNode *
write_words (GVariant *value)
{
  g_autoptr (GPtrArray) words = way_words_from_variant (value);
  JsonArray *array;

  if (words->len == 0)
    return new_text ("");
  if (is_plain (words))
    return new_text (((const WayPassage *)g_ptr_array_index (words, 0))->text);

  array = json_array_new ();
  for (guint i = 0; i < words->len; i++)
    json_array_add_element (array, write_passage (g_ptr_array_index (words, i)));
  return take_array (array);
}

static JsonNode *
write_ids (GVariant *value)
{
  JsonArray *array = json_array_new ();

  for (gsize i = 0; i < g_variant_n_children (value); i++)
    json_array_add_element (array, new_id (value, i));
  return take_array (array);
}

/* -- any group --------------------------------------------------------------------------------- */

JsonNode *
way_write_group (const WayGroup *group, GVariant *value, WayWriteMode mode)
{
  switch (group->shape)
    {
    case WAY_SHAPE_NESTED:
      return write_nested (group, value, mode);
    case WAY_SHAPE_PROSE:
      return write_prose (value);
    case WAY_SHAPE_WORDS:
      return write_words (value);
    case WAY_SHAPE_IDS:
      return write_ids (value);
    case WAY_SHAPE_MEMBERS:
    default:
      g_return_val_if_reached (json_node_new (JSON_NODE_NULL));
    }
}

/* What the program itself writes begins with the id of an object: the matter of an action. */
static JsonNode *
write_place (WayReference *reference, const WayId *case_id, GVariant *value)
{
  const WayMatterInfo *matter;
  WayId id = way_id_nil;

  if (!way_value_get_id (value, 0, &id))
    return json_node_new (JSON_NODE_NULL);
  matter = way_reference_find_matter (reference, case_id, &id);
  return matter != NULL ? new_text (matter->key) : new_id (value, 0);
}

JsonNode *
way_write_value (WayReference *reference,
                 const WayId *case_id,
                 const WayGroup *group,
                 GVariant *value)
{
  if (group->shape != WAY_SHAPE_MEMBERS)
    return way_write_group (group, value, WAY_WRITE_ALL);
  if (group->members[0].type == WAY_MEMBER_INTERNAL)
    return write_place (reference, case_id, value);
  if (way_group_n_members (group) == 1)
    return write_member (&group->members[0], value, 0);
  return write_nested (group, value, WAY_WRITE_ALL);
}

char *
way_write_value_text (WayReference *reference,
                      const WayId *case_id,
                      const WayGroup *group,
                      GVariant *value)
{
  g_autoptr (JsonNode) node = way_write_value (reference, case_id, group, value);

  return json_to_string (node, FALSE);
}
