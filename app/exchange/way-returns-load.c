/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-returns-load.h"

#include <json-glib/json-glib.h>
#include "way-exchange-data.h"

static const char *const fields[] = { "in_touch", "activ", "accom" };

static const char *
text (JsonObject *object, const char *name)
{
  return json_object_get_string_member_with_default (object, name, "");
}

static guint
number (JsonObject *object, const char *name)
{
  return (guint)json_object_get_int_member_with_default (object, name, 0);
}

static JsonParser *
parse (GBytes *bytes)
{
  g_autoptr (GBytes) owned = bytes;
  JsonParser *parser = json_parser_new_immutable ();
  gsize size;
  const char *json = g_bytes_get_data (owned, &size);

  if (!json_parser_load_from_data (parser, json, (gssize)size, NULL))
    g_assert_not_reached ();
  return parser;
}

static JsonObject *
root_of (JsonParser *parser)
{
  return json_node_get_object (json_parser_get_root (parser));
}

static WayDate
day (JsonObject *object, const char *name)
{
  WayDate read = way_date_none;

  if (text (object, name)[0] != '\0' && !way_date_parse (text (object, name), WAY_DATE_FULL, &read))
    g_assert_not_reached ();
  return read;
}

static GStrv
dup_strings (JsonArray *array)
{
  g_autoptr (GStrvBuilder) strings = g_strv_builder_new ();

  for (guint i = 0; i < json_array_get_length (array); i++)
    g_strv_builder_add (strings, json_array_get_string_element (array, i));
  return g_strv_builder_end (strings);
}

static void
load_codes (WayReturns *self)
{
  g_autoptr (JsonParser) parser = parse (way_exchange_get_codes ());
  JsonObject *lists = json_object_get_object_member (root_of (parser), "lists");

  for (guint f = 0; f < WAY_OC3_N_FIELDS; f++)
    {
      g_autofree char *name = g_strdup_printf ("oc3_%s", fields[f]);
      JsonArray *list = json_object_get_array_member (lists, name);

      for (guint i = 0; i < json_array_get_length (list); i++)
        {
          JsonObject *entry = json_array_get_object_element (list, i);
          WayReturnCode *code = g_new0 (WayReturnCode, 1);

          code->code = g_strdup (text (entry, "code"));
          code->label = g_strdup (text (entry, "label"));
          code->valid_from = day (entry, "valid_from");
          code->valid_to = day (entry, "valid_to");
          g_ptr_array_add (self->codes[f], code);
        }
    }
}

/* {"activ": ["0"], …} into one list for each field. */
static void
load_condition (JsonObject *rule, const char *name, GStrv *ret_fields)
{
  JsonObject *condition;

  if (!json_object_has_member (rule, name))
    return;
  condition = json_object_get_object_member (rule, name);
  for (guint f = 0; f < WAY_OC3_N_FIELDS; f++)
    if (json_object_has_member (condition, fields[f]))
      ret_fields[f] = dup_strings (json_object_get_array_member (condition, fields[f]));
}

static WayOc3AgeOn
read_age_on (const char *on)
{
  if (g_str_equal (on, "start"))
    return WAY_OC3_AGE_START;
  return g_str_equal (on, "end") ? WAY_OC3_AGE_END : WAY_OC3_AGE_ANY;
}

static WayOc3Rule *
load_rule (JsonObject *json)
{
  WayOc3Rule *rule = g_new0 (WayOc3Rule, 1);

  rule->number = g_strdup (text (json, "rule"));
  rule->sentence = g_strdup (text (json, "sentence"));
  rule->is_warning = g_str_equal (text (json, "severity"), "warning");
  rule->first_year = number (json, "first_year");
  rule->list = -1;
  for (int f = 0; f < WAY_OC3_N_FIELDS; f++)
    if (g_str_equal (text (json, "list"), fields[f]))
      rule->list = f;
  rule->together = json_object_get_boolean_member_with_default (json, "together", FALSE);
  rule->once = json_object_get_boolean_member_with_default (json, "once", FALSE);
  load_condition (json, "when", rule->when);
  load_condition (json, "last_year", rule->last_year);
  load_condition (json, "then", rule->then);
  load_condition (json, "never", rule->never);
  rule->under = number (json, "under");
  rule->age_on = read_age_on (text (json, "on"));
  rule->birthday = number (json, "birthday");
  return rule;
}

static void
load_oc3 (WayReturns *self, JsonObject *oc3)
{
  JsonArray *cohorts = json_object_get_array_member (oc3, "cohorts");
  JsonArray *rules = json_object_get_array_member (oc3, "rules");
  JsonArray *left_out = json_object_get_array_member (oc3, "left_out");

  for (guint i = 0; i < json_array_get_length (cohorts); i++)
    {
      JsonObject *json = json_array_get_object_element (cohorts, i);
      WayOc3Cohort *cohort = g_new0 (WayOc3Cohort, 1);

      cohort->from_age = number (json, "from_age");
      cohort->to_age = number (json, "to_age");
      cohort->first_year = number (json, "first_year");
      cohort->latest = g_str_equal (text (json, "evidence"), "latest");
      g_ptr_array_add (self->cohorts, cohort);
    }
  for (guint i = 0; i < json_array_get_length (rules); i++)
    g_ptr_array_add (self->rules, load_rule (json_array_get_object_element (rules, i)));
  for (guint i = 0; i < json_array_get_length (left_out); i++)
    {
      JsonObject *json = json_array_get_object_element (left_out, i);
      WayOc3LeftOut *reason = g_new0 (WayOc3LeftOut, 1);

      reason->reason = g_strdup (text (json, "reason"));
      reason->number = g_strdup (text (json, "rule"));
      reason->sentence = g_strdup (text (json, "sentence"));
      g_ptr_array_add (self->left_out, reason);
    }
}

static void
load_words (JsonObject *words, GHashTable *into)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init (&iter, words);
  while (json_object_iter_next (&iter, &name, &node))
    g_hash_table_insert (into, g_strdup (name), g_strdup (json_node_get_string (node)));
}

WayReturns *
way_exchange_load_returns (void)
{
  g_autoptr (JsonParser) parser = parse (way_exchange_get_returns ());
  JsonObject *list_9 = json_object_get_object_member (root_of (parser), "annex_a_9");
  WayReturns *self = way_returns_new ();

  load_codes (self);
  load_oc3 (self, json_object_get_object_member (root_of (parser), "oc3"));
  self->list_9_columns = dup_strings (json_object_get_array_member (list_9, "columns"));
  load_words (json_object_get_object_member (list_9, "eligibility"), self->list_9_eligibility);
  load_words (json_object_get_object_member (list_9, "in_touch"), self->list_9_in_touch);
  return self;
}
