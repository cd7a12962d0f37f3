/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-json-schema.h"

#include <string.h>
#include "exchange-fixture.h"
#include "way-person-shape.h"

/* data/waymark-cases.schema.json is what the table gives; else run print-schema again. */
static void
test_file (void)
{
  g_autoptr (GBytes) file = exchange_read_data ("waymark-cases.schema.json");
  g_autofree char *text = way_json_schema_to_text (exchange_reference ());

  g_assert_cmpmem (g_bytes_get_data (file, NULL), g_bytes_get_size (file), text, strlen (text));
}

static JsonObject *
get_properties (JsonObject *defs, const char *name)
{
  g_assert_true (json_object_has_member (defs, name));
  return json_object_get_object_member (json_object_get_object_member (defs, name), "properties");
}

/* Every name of the table stands in the schema, and the schema has no other field. */
static void
test_table (void)
{
  g_autoptr (JsonNode) schema = way_json_schema_build (exchange_reference ());
  JsonObject *defs = json_object_get_object_member (json_node_get_object (schema), "$defs");
  guint n, n_kinds = 0;
  const WayKind *kinds = way_schema_kinds (&n);

  for (guint i = 0; i < n; i++)
    {
      JsonObjectIter iter;
      const char *name;
      guint index;

      if (kinds[i].place == WAY_PLACE_NONE || kinds[i].place == WAY_PLACE_CORRECTION)
        {
          g_assert_false (json_object_has_member (defs, kinds[i].name));
          continue;
        }
      n_kinds++;
      for (guint g = 1; g < kinds[i].n_groups; g++)
        {
          const char *field = way_shape_field_name (&kinds[i], kinds[i].groups[g].number);

          g_assert_true (json_object_has_member (get_properties (defs, kinds[i].name), field)
                         || field[0] == '\0');
        }
      json_object_iter_init (&iter, get_properties (defs, kinds[i].name));
      while (json_object_iter_next (&iter, &name, NULL))
        g_assert_true (way_shape_is_structure (&kinds[i], name)
                       || way_schema_group_by_name (&kinds[i], name) != NULL
                       || way_schema_group_by_member (&kinds[i], name, &index) != NULL);
    }
  g_assert_cmpuint (n_kinds, ==, 20);
}

static gboolean
imports (JsonNode *document)
{
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  g_autofree char *text = NULL, *refusals = NULL;
  g_autoptr (GBytes) json = NULL;

  json_generator_set_root (generator, document);
  text = json_generator_to_data (generator, NULL);
  json = g_bytes_new (text, strlen (text));
  refusals = exchange_refusals (json);
  return refusals[0] == '\0';
}

/* The rows of verdicts.json, of which an independent validator is asked the same by
 * check-schema.py. */
static void
test_verdicts (void)
{
  g_autoptr (GBytes) file = exchange_read_own ("verdicts.json");
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonArray *rows;

  g_assert_true (json_parser_load_from_data (parser, g_bytes_get_data (file, NULL),
                                             (gssize)g_bytes_get_size (file), NULL));
  rows = json_object_get_array_member (json_node_get_object (json_parser_get_root (parser)),
                                       "rows");
  g_assert_cmpuint (json_array_get_length (rows), >, 100);
  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonObject *row = json_array_get_object_element (rows, i);
      gboolean good = json_object_get_boolean_member (row, "good");

      if (imports (json_object_get_member (row, "document")) != good)
        g_test_fail_printf ("%s should be %s", json_object_get_string_member (row, "name"),
                            good ? "read" : "refused");
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exchange/schema/file", test_file);
  g_test_add_func ("/exchange/schema/table", test_table);
  g_test_add_func ("/exchange/schema/verdicts", test_verdicts);
  return g_test_run ();
}
