/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-reference-load.h"

#include "way-exchange-error.h"
#include "way-fail.h"
#include "way-i18n.h"
#include "way-json-scan.h"

static gboolean
fail (GError **error, const char *what)
{
  return way_fail (error, WAY_EXCHANGE_ERROR, WAY_EXCHANGE_ERROR_FORMAT,
                   "The jurisdiction's data are not what this version reads: %s.", _ (what));
}

/* "" where there is none. */
static const char *
get_string (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING
             ? json_node_get_string (node)
             : "";
}

/* -1 where there is none. */
static gint64
get_number (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);
  gint64 number = -1;

  if (node != NULL && json_node_get_value_type (node) == G_TYPE_INT64)
    number = json_node_get_int (node);
  return number >= 0 && number <= G_MAXUINT16 ? number : -1;
}

static JsonObject *
get_object (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static JsonArray *
get_array (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

static JsonObject *
get_item (JsonArray *array, guint index)
{
  JsonNode *node = json_array_get_element (array, index);

  return JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static gboolean
load_matter (WayReference *self, JsonObject *matter, GError **error)
{
  const char *key = matter != NULL ? get_string (matter, "key") : "";
  gint64 number = matter != NULL ? get_number (matter, "number") : -1;

  if (key[0] == '\0' || number < 1 || get_string (matter, "title")[0] == '\0')
    return fail (error, N_ ("a matter has no key, number or title"));
  if (way_reference_get_matter (self, key) != NULL)
    return fail (error, N_ ("a matter stands in them twice"));
  way_reference_add_matter (self, key, (guint)number, get_string (matter, "title"),
                            get_string (matter, "prompt"), get_string (matter, "statutory"));
  return TRUE;
}

/* "Care Leavers (England) Regulations 2010, SI 2010/2571: regulation 8(2)(c)"; NULL where a tag is
 * not spelled out under sources. */
static char *
dup_source (JsonObject *rule, JsonObject *sources)
{
  g_autoptr (GString) text = g_string_new (NULL);
  JsonArray *tags = get_array (rule, "source");

  for (guint i = 0; tags != NULL && i < json_array_get_length (tags); i++)
    {
      JsonNode *node = json_array_get_element (tags, i);
      const char *tag = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;

      if (tag == NULL || get_string (sources, tag)[0] == '\0')
        return NULL;
      g_string_append_printf (text, "%s%s", i > 0 ? "; " : "", get_string (sources, tag));
    }
  if (text->len == 0)
    return NULL;
  if (get_string (rule, "part")[0] != '\0')
    g_string_append_printf (text, ": %s", get_string (rule, "part"));
  return g_strdup (text->str);
}

static gboolean
read_day (JsonObject *rule, const char *name, WayDate *ret_day)
{
  const char *text = get_string (rule, name);

  *ret_day = way_date_none;
  return text[0] == '\0' || way_date_parse (text, WAY_DATE_FULL, ret_day);
}

static gboolean
load_rule (WayReference *self, JsonObject *rule, JsonObject *sources, GError **error)
{
  g_autofree char *source = rule != NULL ? dup_source (rule, sources) : NULL;
  WayDate from, to;
  gint64 value;
  WayRule *made;

  if (source == NULL)
    return fail (error, N_ ("a rule has no source, or one that is not spelled out"));
  value = get_number (rule, "value");
  if (get_string (rule, "key")[0] == '\0' || value < 0 || get_string (rule, "words")[0] == '\0')
    return fail (error, N_ ("a rule has no key, value or words"));
  if (!read_day (rule, "valid_from", &from) || !read_day (rule, "valid_to", &to))
    return fail (error, N_ ("a rule begins or ends on no date"));

  made = g_new0 (WayRule, 1);
  made->key = g_strdup (get_string (rule, "key"));
  made->value = (guint)value;
  made->unit = g_strdup (get_string (rule, "unit"));
  made->words = g_strdup (get_string (rule, "words"));
  made->source = g_steal_pointer (&source);
  made->status = g_strdup (get_string (rule, "status"));
  made->valid_from = from;
  made->valid_to = to;
  way_reference_take_rule (self, made);
  return TRUE;
}

static WayReference *
load (JsonObject *root, GError **error)
{
  JsonObject *law = get_object (root, "law"), *sources = get_object (root, "sources");
  JsonArray *matters = get_array (root, "matters"), *rules = get_array (root, "rules");
  g_autoptr (WayReference) self = NULL;

  if (!g_str_equal (get_string (root, "format"), "waymark-jurisdiction/1"))
    return fail (error, N_ ("their format is another")), NULL;
  if (law == NULL || sources == NULL || matters == NULL || rules == NULL)
    return fail (error, N_ ("law, sources, matters or rules are missing")), NULL;

  self = way_reference_new (get_string (root, "id"), get_string (law, "title"));
  for (guint i = 0; i < json_array_get_length (matters); i++)
    if (!load_matter (self, get_item (matters, i), error))
      return NULL;
  for (guint i = 0; i < json_array_get_length (rules); i++)
    if (!load_rule (self, get_item (rules, i), sources, error))
      return NULL;
  return g_steal_pointer (&self);
}

WayReference *
way_reference_load (GBytes *json, GError **error)
{
  g_autoptr (WayJsonScan) scan = way_json_scan (json, NULL, error);
  g_autoptr (JsonNode) root = NULL;

  if (scan == NULL)
    return NULL;
  if (scan->refusals->len > 0)
    return fail (error, N_ ("a name stands in them twice, or a text is broken")), NULL;
  root = way_json_scan_parse_all (scan);
  if (!JSON_NODE_HOLDS_OBJECT (root))
    return fail (error, N_ ("they hold something that cannot be read")), NULL;
  return load (json_node_get_object (root), error);
}
