/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-json-schema.h"

#include "way-export.h"
#include "way-person-shape.h"
#include "way-value-write.h"

/* Controls, overrides that reorder a line, and the other characters way_value_check() refuses. */
#define NEVER                                                                                      \
  "\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f\\u202a-\\u202e\\u2028"              \
  "\\u2029\\ufeff"
#define NOT_IN_TEXT "[" NEVER "]"
#define NOT_IN_LINE "[\\t\\n\\r" NEVER "]"

/* Years 1900 to 2999; every month with its days; 29 February in leap years. */
#define YEAR "(?:19|2[0-9])[0-9][0-9]"
#define LEAP "(?:(?:19|2[0-9])(?:0[48]|[2468][048]|[13579][26])|2000|2400|2800)"
#define DAY                                                                                        \
  "(?:" YEAR "-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]" \
  "|30)|02-(?:0[1-9]|1[0-9]|2[0-8]))|" LEAP "-02-29)"
#define MONTH YEAR "-(?:0[1-9]|1[0-2])"

/* Some engines let "$" stand before a line break at the end. */
#define END "(?!\\n)$"

#define ID_PATTERN "^[0-9A-Fa-f]{32}" END

/* -- small pieces ------------------------------------------------------------------------------ */

static JsonObject *
new_ref (const char *name)
{
  JsonObject *object = json_object_new ();
  g_autofree char *ref = g_strconcat ("#/$defs/", name, NULL);

  json_object_set_string_member (object, "$ref", ref);
  return object;
}

/* A type that a null may stand in for: "not given". */
static JsonObject *
new_nullable (const char *type)
{
  JsonObject *object = json_object_new ();
  JsonArray *types = json_array_new ();

  json_array_add_string_element (types, type);
  json_array_add_string_element (types, "null");
  json_object_set_array_member (object, "type", types);
  return object;
}

static JsonObject *
new_text (gint64 max, const char *forbidden)
{
  JsonObject *object = new_nullable ("string");
  JsonObject *negated = json_object_new ();

  json_object_set_int_member (object, "maxLength", max);
  json_object_set_string_member (negated, "type", "string");
  json_object_set_string_member (negated, "pattern", forbidden);
  json_object_set_object_member (object, "not", negated);
  return object;
}

static JsonObject *
new_pattern (const char *pattern, gint64 max)
{
  JsonObject *object = new_nullable ("string");

  json_object_set_int_member (object, "maxLength", max);
  json_object_set_string_member (object, "pattern", pattern);
  return object;
}

static JsonObject *
new_list (JsonObject *items)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "type", "array");
  json_object_set_object_member (object, "items", items);
  return object;
}

static JsonObject *
new_either (JsonObject *one, JsonObject *other)
{
  JsonObject *object = json_object_new ();
  JsonArray *either = json_array_new ();

  json_array_add_object_element (either, one);
  json_array_add_object_element (either, other);
  json_object_set_array_member (object, "anyOf", either);
  return object;
}

static JsonObject *
new_choice (const char *const *names)
{
  JsonObject *object = json_object_new ();
  JsonArray *choices = json_array_new ();

  for (guint i = 0; names[i] != NULL; i++)
    json_array_add_string_element (choices, names[i]);
  json_array_add_string_element (choices, "");
  json_array_add_null_element (choices);
  json_object_set_array_member (object, "enum", choices);
  return object;
}

/* An object of @properties and nothing else. */
static JsonObject *
new_closed (JsonObject *properties)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "type", "object");
  json_object_set_boolean_member (object, "additionalProperties", FALSE);
  json_object_set_object_member (object, "properties", properties);
  return object;
}

/* -- fields ------------------------------------------------------------------------------------ */

static JsonObject *
new_member (const WayMember *member)
{
  switch (member->type)
    {
    case WAY_MEMBER_LINE:
      return new_ref ("line");
    case WAY_MEMBER_LINES:
      return new_ref ("lines");
    case WAY_MEMBER_DATE:
    case WAY_MEMBER_DATE_PAST:
    case WAY_MEMBER_BIRTH:
      return new_ref ("date");
    case WAY_MEMBER_DATE_PARTIAL:
      return new_ref ("partial_date");
    case WAY_MEMBER_TIME:
      return new_ref ("time");
    case WAY_MEMBER_LANGUAGE:
      return new_ref ("language");
    case WAY_MEMBER_CHOICE:
      return new_choice (member->choices);
    case WAY_MEMBER_BOOL:
    case WAY_MEMBER_TRI:
      return new_nullable ("boolean");
    case WAY_MEMBER_ID:
      return new_pattern ("^(?:[0-9A-Fa-f]{32})?" END, 32);
    case WAY_MEMBER_NUMBER:
    case WAY_MEMBER_INTERNAL:
    default:
      g_return_val_if_reached (json_object_new ());
    }
}

static void
add_members (JsonObject *properties, const WayMember *members)
{
  for (guint i = 0; members[i].name != NULL; i++)
    if (members[i].type != WAY_MEMBER_INTERNAL)
      json_object_set_object_member (properties, members[i].name, new_member (&members[i]));
}

static JsonObject *
new_nested (const WayGroup *group)
{
  JsonObject *properties = json_object_new (), *object = new_nullable ("object");

  add_members (properties, group->members);
  json_object_set_boolean_member (object, "additionalProperties", FALSE);
  json_object_set_object_member (object, "properties", properties);
  return object;
}

static JsonObject *
new_ids (void)
{
  JsonObject *items = json_object_new (), *object = new_nullable ("array");

  json_object_set_string_member (items, "type", "string");
  json_object_set_int_member (object, "maxItems", WAY_PRIORITIES_MAX);
  json_object_set_boolean_member (object, "uniqueItems", TRUE);
  json_object_set_object_member (object, "items", items);
  return object;
}

static void
add_group (JsonObject *properties, const WayGroup *group)
{
  switch (group->shape)
    {
    case WAY_SHAPE_MEMBERS:
      add_members (properties, group->members);
      return;
    case WAY_SHAPE_NESTED:
      json_object_set_object_member (properties, group->name, new_nested (group));
      return;
    case WAY_SHAPE_PROSE:
      json_object_set_object_member (properties, group->name, new_ref ("prose"));
      return;
    case WAY_SHAPE_WORDS:
      json_object_set_object_member (properties, group->name, new_ref ("words"));
      return;
    case WAY_SHAPE_IDS:
      json_object_set_object_member (properties, group->name, new_ids ());
      return;
    default:
      g_return_if_reached ();
    }
}

/* -- kinds ------------------------------------------------------------------------------------- */

static JsonObject *new_kind (const WayKind *kind, const WayKind *parent);

/* The fields that a correction may be about, by every name they are found by. */
static JsonObject *
new_field_names (const WayKind *kind)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; i < kind->n_groups; i++)
    {
      const WayGroup *group = &kind->groups[i];

      if (group->shape != WAY_SHAPE_MEMBERS)
        g_ptr_array_add (names, (char *)group->name);
      for (guint m = 0; group->shape == WAY_SHAPE_MEMBERS && m < way_group_n_members (group); m++)
        if (group->members[m].type != WAY_MEMBER_INTERNAL)
          g_ptr_array_add (names, (char *)group->members[m].name);
    }
  g_ptr_array_add (names, NULL);
  return new_choice ((const char *const *)names->pdata);
}

static void
add_lists (JsonObject *properties, const WayKind *parent)
{
  guint n;
  const WayKind *kinds = way_schema_kinds (&n);

  for (guint i = 0; i < n; i++)
    if (kinds[i].list != NULL && way_shape_is_list_of (parent, &kinds[i]))
      {
        JsonObject *items = kinds[i].place == WAY_PLACE_CORRECTION ? new_kind (&kinds[i], parent)
                                                                   : new_ref (kinds[i].name);

        json_object_set_object_member (properties, kinds[i].list, new_list (items));
      }
}

/* @parent (nullable): of a correction. */
static JsonObject *
new_kind (const WayKind *kind, const WayKind *parent)
{
  JsonObject *properties = json_object_new ();

  if (way_shape_is_structure (kind, "id"))
    json_object_set_object_member (properties, "id", new_ref ("id"));
  for (guint i = 0; i < kind->n_groups; i++)
    if (kind->groups[i].number != WAY_GROUP_LIFE)
      add_group (properties, &kind->groups[i]);
  if (parent != NULL)
    json_object_set_object_member (properties, "field", new_field_names (parent));
  add_lists (properties, kind);
  return new_closed (properties);
}

static JsonObject *
new_front (WayReference *reference)
{
  JsonObject *object = new_kind (way_schema_kind (WAY_KIND_FRONT), NULL);
  JsonObject *matters = json_object_new ();

  for (guint i = 0; i < reference->matters->len; i++)
    {
      const WayMatterInfo *info = g_ptr_array_index (reference->matters, i);

      json_object_set_object_member (matters, info->key,
                                     new_ref (way_schema_kind (WAY_KIND_MATTER)->name));
    }
  json_object_set_object_member (json_object_get_object_member (object, "properties"), "matters",
                                 new_closed (matters));
  return object;
}

static JsonObject *
new_person (void)
{
  JsonObject *object = new_kind (way_schema_kind (WAY_KIND_PERSON), NULL);
  JsonObject *properties = json_object_get_object_member (object, "properties");
  JsonObject *name = new_ref ("line");
  JsonArray *required = json_array_new ();

  json_object_set_string_member (name, "type", "string");
  json_object_set_string_member (name, "pattern", "[^ ]");
  json_object_set_object_member (properties, "preferred_name", name);
  json_object_set_object_member (properties, "plan",
                                 new_ref (way_schema_kind (WAY_KIND_FRONT)->name));
  json_array_add_string_element (required, "preferred_name");
  json_object_set_array_member (object, "required", required);
  return object;
}

/* -- texts ------------------------------------------------------------------------------------- */

static JsonObject *
new_prose (void)
{
  JsonObject *properties = json_object_new ();

  json_object_set_object_member (properties, "text", new_ref ("text"));
  json_object_set_object_member (properties, "language", new_ref ("language"));
  return new_either (new_ref ("text"), new_closed (properties));
}

/* Where nothing was said there is no text. */
static void
add_silence (JsonObject *passage)
{
  JsonObject *test = json_object_new (), *then = json_object_new ();
  JsonObject *given = json_object_new (), *no_text = json_object_new ();
  JsonObject *given_property = json_object_new (), *text_property = json_object_new ();
  JsonArray *silent = json_array_new (), *required = json_array_new ();

  for (guint8 i = 0; way_given_names[i] != NULL; i++)
    if (way_shape_given_is_silent (i))
      json_array_add_string_element (silent, way_given_names[i]);
  json_object_set_array_member (given, "enum", silent);
  json_object_set_object_member (given_property, "given", given);
  json_array_add_string_element (required, "given");
  json_object_set_object_member (test, "properties", given_property);
  json_object_set_array_member (test, "required", required);
  json_object_set_int_member (no_text, "maxLength", 0);
  json_object_set_object_member (text_property, "text", no_text);
  json_object_set_object_member (then, "properties", text_property);
  json_object_set_object_member (passage, "if", test);
  json_object_set_object_member (passage, "then", then);
}

static JsonObject *
new_passage (void)
{
  JsonObject *properties = json_object_new (), *passage;

  add_members (properties, way_passage_members);
  json_object_set_object_member (properties, "text", new_ref ("text"));
  passage = new_closed (properties);
  add_silence (passage);
  return passage;
}

/* A translation follows what it translates, so none comes first. */
static JsonObject *
new_words (void)
{
  JsonObject *passages = new_list (new_ref ("passage"));
  JsonObject *role = json_object_new (), *properties = json_object_new ();
  JsonObject *first = json_object_new (), *original = new_ref ("passage");
  JsonArray *prefix = json_array_new (), *required = json_array_new ();

  json_object_set_string_member (
      role, "const", way_passage_members[WAY_PASSAGE_MEMBER_ROLE].choices[WAY_PASSAGE_TRANSLATION]);
  json_object_set_object_member (properties, "role", role);
  json_array_add_string_element (required, "role");
  json_object_set_object_member (first, "properties", properties);
  json_object_set_array_member (first, "required", required);
  json_object_set_object_member (original, "not", first);
  json_array_add_object_element (prefix, original);
  json_object_set_array_member (passages, "prefixItems", prefix);
  return new_either (new_ref ("text"), passages);
}

static void
add_texts (JsonObject *defs)
{
  JsonObject *id = new_pattern (ID_PATTERN, 32), *nil = json_object_new ();

  json_object_set_string_member (nil, "const", "00000000000000000000000000000000");
  json_object_set_object_member (id, "not", nil);
  json_object_set_object_member (defs, "id", id);
  json_object_set_object_member (defs, "line", new_text (WAY_LINE_MAX, NOT_IN_LINE));
  json_object_set_object_member (defs, "lines", new_text (WAY_LINE_MAX, NOT_IN_TEXT));
  json_object_set_object_member (defs, "text", new_text (WAY_TEXT_MAX, NOT_IN_TEXT));
  json_object_set_object_member (defs, "date", new_pattern ("^(?:" DAY ")?" END, 10));
  json_object_set_object_member (defs, "partial_date",
                                 new_pattern ("^(?:" DAY "|" MONTH "|" YEAR ")?" END, 10));
  json_object_set_object_member (defs, "time",
                                 new_pattern ("^(?:(?:[01][0-9]|2[0-3]):[0-5][0-9])?" END, 5));
  json_object_set_object_member (defs, "language",
                                 new_pattern ("^(?:[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*)?" END, 35));
  json_object_set_object_member (defs, "prose", new_prose ());
  json_object_set_object_member (defs, "passage", new_passage ());
  json_object_set_object_member (defs, "words", new_words ());
}

/* -- the document ------------------------------------------------------------------------------ */

static JsonObject *
new_defs (WayReference *reference)
{
  JsonObject *defs = json_object_new ();
  guint n;
  const WayKind *kinds = way_schema_kinds (&n);

  add_texts (defs);
  for (guint i = 0; i < n; i++)
    {
      if (kinds[i].place == WAY_PLACE_NONE || kinds[i].place == WAY_PLACE_CORRECTION)
        continue;
      if (kinds[i].place == WAY_PLACE_PERSON)
        json_object_set_object_member (defs, kinds[i].name, new_person ());
      else if (kinds[i].place == WAY_PLACE_PLAN)
        json_object_set_object_member (defs, kinds[i].name, new_front (reference));
      else
        json_object_set_object_member (defs, kinds[i].name, new_kind (&kinds[i], NULL));
    }
  return defs;
}

JsonNode *
way_json_schema_build (WayReference *reference)
{
  JsonObject *root = json_object_new (), *properties = json_object_new ();
  JsonObject *format = json_object_new (), *as_of = json_object_new ();
  JsonArray *required = json_array_new ();

  json_object_set_string_member (format, "const", WAY_DOCUMENT_FORMAT);
  json_object_set_string_member (as_of, "type", "string");
  json_object_set_int_member (as_of, "maxLength", 10);
  json_object_set_string_member (as_of, "pattern", "^" DAY END);
  json_object_set_object_member (properties, "format", format);
  json_object_set_object_member (properties, "as_of", as_of);
  json_object_set_object_member (properties, "people",
                                 new_list (new_ref (way_schema_kind (WAY_KIND_PERSON)->name)));
  json_array_add_string_element (required, "format");
  json_array_add_string_element (required, "people");

  json_object_set_string_member (root, "$schema", "https://json-schema.org/draft/2020-12/schema");
  json_object_set_string_member (root, "title", WAY_DOCUMENT_FORMAT);
  json_object_set_string_member (root, "type", "object");
  json_object_set_boolean_member (root, "additionalProperties", FALSE);
  json_object_set_array_member (root, "required", required);
  json_object_set_object_member (root, "properties", properties);
  json_object_set_object_member (root, "$defs", new_defs (reference));
  return way_write_object (root);
}

char *
way_json_schema_to_text (WayReference *reference)
{
  g_autoptr (JsonNode) schema = way_json_schema_build (reference);
  g_autofree char *text = way_export_to_text (schema);

  return g_strconcat (text, "\n", NULL);
}
