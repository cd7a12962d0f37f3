/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-codes.h"

#include <json-glib/json-glib.h>
#include "way-exchange-data.h"

typedef struct
{
  char *label, *meaning;
} Words;

/* They live as long as the program. */
typedef struct
{
  GHashTable *words; /* "list/code" → Words */
  GHashTable *lists; /* list → GPtrArray of its codes, with a NULL at the end */
} Codes;

static void
read_list (Codes *codes, const char *list, JsonArray *entries)
{
  GPtrArray *names = g_ptr_array_new ();

  for (guint i = 0; i < json_array_get_length (entries); i++)
    {
      JsonObject *entry = json_array_get_object_element (entries, i);
      const char *code = json_object_get_string_member (entry, "code");
      Words *found = g_new0 (Words, 1);

      found->label = g_strdup (json_object_get_string_member (entry, "label"));
      found->meaning = g_strdup (json_object_get_string_member_with_default (entry, "meaning", ""));
      g_hash_table_insert (codes->words, g_strdup_printf ("%s/%s", list, code), found);
      g_ptr_array_add (names, g_strdup (code));
    }
  g_ptr_array_add (names, NULL);
  g_hash_table_insert (codes->lists, g_strdup (list), names);
}

static const Codes *
get_codes (void)
{
  static Codes codes;
  g_autoptr (GBytes) json = NULL;
  g_autoptr (JsonParser) parser = NULL;
  JsonObjectIter iter;
  const char *list, *text;
  JsonNode *node;
  gsize size;

  if (codes.words != NULL)
    return &codes;
  json = way_exchange_get_codes ();
  parser = json_parser_new_immutable ();
  text = g_bytes_get_data (json, &size);
  /* The data travel inside the program, and a test reads them. */
  if (!json_parser_load_from_data (parser, text, (gssize)size, NULL))
    g_assert_not_reached ();
  codes.words = g_hash_table_new (g_str_hash, g_str_equal);
  codes.lists = g_hash_table_new (g_str_hash, g_str_equal);
  json_object_iter_init (&iter, json_object_get_object_member (
                                    json_node_get_object (json_parser_get_root (parser)), "lists"));
  while (json_object_iter_next (&iter, &list, &node))
    read_list (&codes, list, json_node_get_array (node));
  return &codes;
}

static const Words *
look_up (const char *list, const char *code)
{
  g_autofree char *key = g_strdup_printf ("%s/%s", list, code);

  return g_hash_table_lookup (get_codes ()->words, key);
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

const char *const *
way_codes_list (const char *list)
{
  static const char *const none[] = { NULL };
  const GPtrArray *names = g_hash_table_lookup (get_codes ()->lists, list);

  return names != NULL ? (const char *const *)names->pdata : none;
}
