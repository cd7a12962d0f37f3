/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-export.h"

#include <string.h>
#include "exchange-fixture.h"
#include "way-exchange-data.h"
#include "way-value.h"

static GBytes *
export_all (ExchangeVault *vault)
{
  g_autoptr (GOutputStream) out = g_memory_output_stream_new_resizable ();
  g_autoptr (WayExporter) exporter = way_exporter_new (out, exchange_reference ());
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < vault->order->len; i++)
    {
      g_autoptr (WayCase) person = exchange_vault_load_at (vault, i);

      way_exporter_add (exporter, person, NULL, &error);
      g_assert_no_error (error);
    }
  way_exporter_finish (exporter, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (way_exporter_get_left_out (exporter), ==, 0);
  g_output_stream_close (out, NULL, NULL);
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (out));
}

/* -- there and back ---------------------------------------------------------------------------- */

/* Import, export, import elsewhere, export: the same bytes, and an export of the same vault too. */
static void
assert_round_trip (GBytes *json)
{
  g_autoptr (ExchangeVault) first = exchange_vault_new (1), second = exchange_vault_new (2);
  g_autoptr (GBytes) once = NULL, again = NULL, elsewhere = NULL;
  guint n = exchange_vault_import (first, json);

  once = export_all (first);
  again = export_all (first);
  g_assert_true (g_bytes_equal (once, again));
  g_assert_cmpuint (exchange_vault_import (second, once), ==, n);
  elsewhere = export_all (second);
  g_assert_true (g_bytes_equal (once, elsewhere));
}

static void
test_practice (void)
{
  g_autoptr (GBytes) json = way_exchange_get_practice ();

  assert_round_trip (json);
}

static void
test_samples (void)
{
  g_autoptr (GBytes) own = exchange_read_own ("two-people.json");
  const char *path = g_getenv ("WAY_SAMPLE");
  g_autoptr (GBytes) foreign = NULL;
  char *text;
  gsize size;

  assert_round_trip (own);
  if (path == NULL || path[0] == '\0')
    return;
  g_assert_true (g_file_get_contents (path, &text, &size, NULL));
  foreign = g_bytes_new_take (text, size);
  assert_round_trip (foreign);
}

static void
test_nobody (void)
{
  g_autoptr (ExchangeVault) vault = exchange_vault_new (1);
  g_autoptr (GBytes) json = export_all (vault);

  assert_round_trip (json);
}

/* -- nothing is lost --------------------------------------------------------------------------- */

static const char *
get_id (JsonNode *item)
{
  return JSON_NODE_HOLDS_OBJECT (item)
             ? json_object_get_string_member_with_default (json_node_get_object (item), "id", NULL)
             : NULL;
}

/* Lists with ids are sorted, so an item is found by its id; others keep their order. */
static JsonNode *
find_item (JsonArray *array, JsonNode *item, guint index)
{
  const char *id = get_id (item);

  if (id == NULL)
    return json_array_get_element (array, index);
  for (guint i = 0; i < json_array_get_length (array); i++)
    if (g_strcmp0 (get_id (json_array_get_element (array, i)), id) == 0)
      return json_array_get_element (array, i);
  return NULL;
}

/* These are off until somebody turns them on; of others false is an answer. */
static const char *const plain_switches[] = { "private", "interpreter", "nothing_needed", "ready",
                                              NULL };

static gboolean
says_nothing (const char *name, JsonNode *node)
{
  if (JSON_NODE_HOLDS_ARRAY (node))
    return json_array_get_length (json_node_get_array (node)) == 0;
  if (!JSON_NODE_HOLDS_VALUE (node))
    return FALSE;
  if (json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    return !json_node_get_boolean (node) && g_strv_contains (plain_switches, name);
  /* Every passage that is no translation is said. */
  return json_node_get_string (node)[0] == '\0'
         || (g_str_equal (name, "role") && g_str_equal (json_node_get_string (node), "said"));
}

static void assert_contains (JsonNode *wanted, JsonNode *got);

static void
assert_object_contains (JsonObject *wanted, JsonObject *got)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *member;

  json_object_iter_init (&iter, wanted);
  while (json_object_iter_next (&iter, &name, &member))
    if (!says_nothing (name, member))
      {
        if (!json_object_has_member (got, name))
          g_test_fail_printf ("%s is lost", name);
        else
          assert_contains (member, json_object_get_member (got, name));
      }
}

/* Every value of @wanted stands in @got as it stood. */
static void
assert_contains (JsonNode *wanted, JsonNode *got)
{
  g_assert_nonnull (got);
  g_assert_cmpint (json_node_get_node_type (wanted), ==, json_node_get_node_type (got));
  if (JSON_NODE_HOLDS_OBJECT (wanted))
    assert_object_contains (json_node_get_object (wanted), json_node_get_object (got));
  else if (JSON_NODE_HOLDS_ARRAY (wanted))
    {
      JsonArray *array = json_node_get_array (wanted), *other = json_node_get_array (got);

      g_assert_cmpuint (json_array_get_length (array), ==, json_array_get_length (other));
      for (guint i = 0; i < json_array_get_length (array); i++)
        assert_contains (json_array_get_element (array, i),
                         find_item (other, json_array_get_element (array, i), i));
    }
  else
    g_assert_true (json_node_equal (wanted, got));
}

static void
test_nothing_lost (void)
{
  g_autoptr (GBytes) json = way_exchange_get_practice ();
  g_autoptr (ExchangeVault) vault = exchange_vault_new (1);
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonArray *people;

  exchange_vault_import (vault, json);
  g_assert_true (json_parser_load_from_data (parser, g_bytes_get_data (json, NULL),
                                             (gssize)g_bytes_get_size (json), NULL));
  people = json_object_get_array_member (json_node_get_object (json_parser_get_root (parser)),
                                         "people");
  for (guint i = 0; i < json_array_get_length (people); i++)
    {
      g_autoptr (WayCase) person = exchange_vault_load_at (vault, i);
      g_autoptr (JsonNode) node = way_export_person (person, exchange_reference (),
                                                     WAY_EXPORT_INTERCHANGE);

      assert_contains (json_array_get_element (people, i), node);
    }
}

/* -- forms ------------------------------------------------------------------------------------- */

static char *
export_one (ExchangeVault *vault, WayExportForm form)
{
  g_autoptr (WayCase) person = exchange_vault_load_at (vault, 0);
  g_autoptr (JsonNode) node = way_export_person (person, exchange_reference (), form);
  g_autoptr (JsonGenerator) generator = json_generator_new ();

  json_generator_set_root (generator, node);
  return json_generator_to_data (generator, NULL);
}

static char *
export_of (const char *members, WayExportForm form)
{
  g_autoptr (ExchangeVault) vault = exchange_vault_new (1);
  g_autoptr (GBytes) json = exchange_document (members);

  exchange_vault_import (vault, json);
  return export_one (vault, form);
}

#define ID "\"id\":\"000102030405060708090a0b0c0d0e0f\""

static void
test_sparse (void)
{
  g_autofree char *text = export_of (ID ", \"preferred_name\": \"Kez\"", WAY_EXPORT_INTERCHANGE);

  g_assert_cmpstr (text, ==, "{" ID ",\"preferred_name\":\"Kez\"}");
}

static void
test_show (void)
{
  g_autofree char *text = export_of (ID ", \"preferred_name\": \"Kez\", \"contacts\": [{}],"
                                        "\"plan\": {\"matters\": {\"S1_05\": {}}}",
                                     WAY_EXPORT_SHOW);
  static const char *const parts[] = {
    "\"full_name\":\"\",\"pronouns\":\"\",\"date_of_birth\":\"\"",
    "\"plan\":{\"what_matters\":\"\"",
    "\"priorities\":[]",
    "\"matters\":{\"S1_05\":{\"own_words\":\"\",\"going_well\":\"\",\"worried_about\":\"\","
    "\"adviser_view\":\"\",\"what_needs_to_happen\":\"\"",
    "\"nothing_needed\":false",
    "\"actions\":[]}}}",
    "\"on\":\"\",\"at\":\"\",\"kind\":\"\",\"place\":\"\",\"seen\":null,\"seen_alone\":null,"
    "\"present\":\"\",\"own_words\":\"\",\"notes\":\"\",\"oc3\":{\"in_touch\":\"\",\"activ\":\"\","
    "\"accom\":\"\"}}]",
    "\"reviews\":[]",
    "\"address\":{\"lines\":\"\",\"postcode\":\"\",\"home_name\":\"\",\"private\":false,",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    if (strstr (text, parts[i]) == NULL)
      g_test_fail_printf ("%s is not in %s", parts[i], text);
  g_assert_null (strstr (text, "S1_04"));
  g_assert_null (strstr (text, "conflicts"));
}

/* What is shown reads as a person again. */
static void
test_show_imports (void)
{
  g_autoptr (GBytes) json = way_exchange_get_practice ();
  g_autoptr (ExchangeVault) vault = exchange_vault_new (1);

  exchange_vault_import (vault, json);
  for (guint i = 0; i < vault->order->len; i++)
    {
      g_autoptr (WayCase) person = exchange_vault_load_at (vault, i);
      g_autoptr (JsonNode) node = way_export_person (person, exchange_reference (),
                                                     WAY_EXPORT_SHOW);
      g_autofree char *shown = way_export_to_text (node);
      g_autofree char *text = g_strdup_printf (
          "{\"format\": \"waymark-cases/1\", \"people\": [%s]}", shown);
      g_autoptr (GBytes) document = g_bytes_new (text, strlen (text));
      g_autofree char *refusals = exchange_refusals (document);

      g_assert_cmpstr (refusals, ==, "");
    }
}

/* Own words are a text where the text is all there is to say. */
static void
test_words (void)
{
  static const struct
  {
    const char *given, *shown;
  } rows[] = {
    { "\"a\"", "\"a\"" },
    { "[{\"text\": \"a\"}]", "\"a\"" },
    { "[{\"text\": \"a\", \"language\": \"ar\"}]",
      "[{\"text\":\"a\",\"language\":\"ar\",\"given\":\"said\"}]" },
    { "[{\"text\": \"a\", \"given\": \"typed\"}]",
      "[{\"text\":\"a\",\"language\":\"en\",\"given\":\"typed\"}]" },
    { "[{\"text\": \"a\", \"said_on\": \"2025-10-01\"}]",
      "[{\"text\":\"a\",\"language\":\"en\",\"given\":\"said\",\"said_on\":\"2025-10-01\"}]" },
    { "[{\"text\": \"a\", \"typed_by\": \"Ros\"}]",
      "[{\"text\":\"a\",\"language\":\"en\",\"given\":\"said\",\"typed_by\":\"Ros\"}]" },
    { "[{\"text\": \"a\", \"helper\": \"Huda\"}]",
      "[{\"text\":\"a\",\"language\":\"en\",\"given\":\"said\",\"helper\":\"Huda\"}]" },
    { "[{\"text\": \"a\"}, {\"text\": \"b\", \"role\": \"translation\"}]",
      "[{\"text\":\"a\",\"language\":\"en\",\"given\":\"said\"},"
      "{\"text\":\"b\",\"language\":\"en\",\"given\":\"said\",\"role\":\"translation\"}]" },
    { "[{\"given\": \"not_asked\"}]", "[{\"language\":\"en\",\"given\":\"not_asked\"}]" },
    { "[{\"text\": \"\"}]", "[{\"language\":\"en\",\"given\":\"said\"}]" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *members = g_strdup_printf (
          ID ", \"preferred_name\": \"Kez\", \"plan\": {\"hopes\": %s}", rows[i].given);
      g_autofree char *text = export_of (members, WAY_EXPORT_INTERCHANGE);
      g_autofree char *expected = g_strdup_printf (
          "{" ID ",\"preferred_name\":\"Kez\",\"plan\":{\"hopes\":%s}}", rows[i].shown);

      g_assert_cmpstr (text, ==, expected);
    }
}

/* -- what does not stand any more -------------------------------------------------------------- */

static const WayId kez = { { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15 } };

static ExchangeVault *
vault_with (const char *members)
{
  ExchangeVault *vault = exchange_vault_new (1);
  g_autoptr (GBytes) json = exchange_document (members);

  exchange_vault_import (vault, json);
  return vault;
}

static void
test_removed (void)
{
  g_autoptr (ExchangeVault) vault = vault_with (
      ID ", \"preferred_name\": \"Kez\", \"plan\": {\"priorities\": [\"A flat\"], \"goals\":"
         "[{\"id\": \"ff000000000000000000000000000000\", \"what\": \"A flat\"}], \"matters\":"
         "{\"S1_05\": {\"actions\": [{\"id\": \"fe000000000000000000000000000000\","
         "\"goal\": \"ff000000000000000000000000000000\"}]}}}");
  g_autoptr (WayAct) act = way_act_new (&kez, EXCHANGE_NOW_MS);
  WayId goal = { { 0xff } };
  g_autofree char *text = NULL;

  way_act_remove (act, WAY_KIND_GOAL, &goal, "");
  exchange_vault_commit (vault, act);
  text = export_one (vault, WAY_EXPORT_INTERCHANGE);
  g_assert_cmpstr (text, ==,
                   "{" ID ",\"preferred_name\":\"Kez\",\"plan\":{\"matters\":{\"S1_05\":"
                   "{\"actions\":[{\"id\":\"fe000000000000000000000000000000\"}]}}}}");
}

static void
test_conflicts (void)
{
  g_autoptr (ExchangeVault) vault = vault_with (
      ID ", \"preferred_name\": \"Kez\", \"pronouns\": \"they/them\","
         "\"homes\": [{\"id\": \"ff000000000000000000000000000000\", \"kind\": \"Flat\"}]");
  g_autoptr (WayAct) act = way_act_new (&kez, EXCHANGE_NOW_MS);
  WayId home = { { 0xff } };
  g_autofree char *text = NULL;
  WayChange *removal;

  way_act_set (act, WAY_KIND_PERSON, &kez, WAY_PERSON_NAMES, g_variant_new ("(ss)", "Bo", "Bo H"));
  way_act_set (act, WAY_KIND_PERSON, &kez, WAY_PERSON_PRONOUNS, g_variant_new ("(s)", "they/them"));
  way_act_remove (act, WAY_KIND_HOME, &home, "");
  removal = g_ptr_array_index (act->changes, 2);
  g_assert_true (way_change_is_removal (removal));
  exchange_vault_commit_blindly (vault, act);

  text = export_one (vault, WAY_EXPORT_INTERCHANGE);
  g_assert_cmpstr (text, ==,
                   "{" ID ",\"preferred_name\":\"Kez\",\"pronouns\":\"they/them\","
                   "\"homes\":[{\"id\":\"ff000000000000000000000000000000\",\"kind\":\"Flat\"}],"
                   "\"conflicts\":[{\"path\":\"preferred_name\",\"values\":["
                   "{\"preferred_name\":\"Kez\",\"full_name\":\"\"},"
                   "{\"preferred_name\":\"Bo\",\"full_name\":\"Bo H\"}]},"
                   "{\"path\":\"homes.ff000000000000000000000000000000\",\"values\":["
                   "{\"removed\":true},{\"removed\":false}]}]}");
}

static void
test_left_out (void)
{
  g_autoptr (ExchangeVault) vault = vault_with (
      ID ", \"preferred_name\": \"Kez\", \"contacts\": [{\"id\": "
         "\"ff000000000000000000000000000000\", \"corrections\": [{\"text\": \"x\"}]}]");
  g_autoptr (WayAct) act = way_act_new (&kez, EXCHANGE_NOW_MS);
  WayId contact = { { 0xff } }, other = { { 7 } };
  g_autoptr (WayCase) person = NULL;

  way_act_remove (act, WAY_KIND_CONTACT, &contact, "");
  way_act_create (act, WAY_KIND_COPY, &other);
  way_act_create (act, WAY_KIND_ACTION, &other);
  way_act_create (act, WAY_KIND_MATTER, &other);
  way_act_set (act, 999, &other, 1, g_variant_new ("(s)", "newer"));
  way_act_set (act, WAY_KIND_PERSON, &kez, 999, g_variant_new ("(s)", "newer"));
  exchange_vault_commit (vault, act);
  person = exchange_vault_load_at (vault, 0);
  /* The correction of the removed contact, copy, action, matter, unknown kind and unknown group. */
  g_assert_cmpuint (way_export_count_left_out (person, exchange_reference ()), ==, 6);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exchange/export/practice", test_practice);
  g_test_add_func ("/exchange/export/samples", test_samples);
  g_test_add_func ("/exchange/export/nobody", test_nobody);
  g_test_add_func ("/exchange/export/nothing-lost", test_nothing_lost);
  g_test_add_func ("/exchange/export/sparse", test_sparse);
  g_test_add_func ("/exchange/export/show", test_show);
  g_test_add_func ("/exchange/export/show-imports", test_show_imports);
  g_test_add_func ("/exchange/export/words", test_words);
  g_test_add_func ("/exchange/export/removed", test_removed);
  g_test_add_func ("/exchange/export/conflicts", test_conflicts);
  g_test_add_func ("/exchange/export/left-out", test_left_out);
  return g_test_run ();
}
