/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-codes.h"

#include <json-glib/json-glib.h>
#include "way-exchange-data.h"

typedef struct
{
  char *label, *meaning;
} Words;

/* (transfer full): "list/code" → Words; lives as long as the program. */
static GHashTable *
read_codes (void)
{
  g_autoptr (GBytes) json = way_exchange_get_codes ();
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  GHashTable *words = g_hash_table_new (g_str_hash, g_str_equal);
  JsonObjectIter iter;
  const char *list;
  JsonNode *node;
  gsize size;
  const char *text = g_bytes_get_data (json, &size);

  /* The data travel inside the program, and a test reads them. */
  if (!json_parser_load_from_data (parser, text, (gssize)size, NULL))
    g_assert_not_reached ();
  json_object_iter_init (&iter, json_object_get_object_member (
                                    json_node_get_object (json_parser_get_root (parser)), "lists"));
  while (json_object_iter_next (&iter, &list, &node))
    {
      JsonArray *entries = json_node_get_array (node);

      for (guint i = 0; i < json_array_get_length (entries); i++)
        {
          JsonObject *entry = json_array_get_object_element (entries, i);
          Words *found = g_new0 (Words, 1);

          found->label = g_strdup (json_object_get_string_member (entry, "label"));
          found->meaning = g_strdup (
              json_object_get_string_member_with_default (entry, "meaning", ""));
          g_hash_table_insert (
              words, g_strdup_printf ("%s/%s", list, json_object_get_string_member (entry, "code")),
              found);
        }
    }
  return words;
}

static const Words *
look_up (const char *list, const char *code)
{
  static GHashTable *codes;
  g_autofree char *key = g_strdup_printf ("%s/%s", list, code);

  if (codes == NULL)
    codes = read_codes ();
  return g_hash_table_lookup (codes, key);
}

const char *
way_codes_label (const char *list, const char *code)
{
  const Words *words = look_up (list, code);

  return words != NULL ? words->label : code;
}

const char *
way_codes_meaning (const char *list, const char *code)
{
  const Words *words = look_up (list, code);

  return words != NULL ? words->meaning : "";
}
