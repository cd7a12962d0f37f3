/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-json-scan.h"

#include <string.h>
#include "way-exchange-error.h"
#include "way-refusal.h"

static WayJsonScan *
scan (const char *text, gssize size, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, size < 0 ? strlen (text) : (gsize)size);

  return way_json_scan (bytes, "people", error);
}

static void
test_good (void)
{
  static const char *const texts[] = {
    "{}",
    " \t\r\n{ } \n",
    "\xef\xbb\xbf{\"a\": 1}",
    "{\"a\": [1, -0, 0.5, 1e9, 1E-9, -12.25e+3], \"b\": {\"c\": [[], {}, [[]]]}}",
    "{\"a\": true, \"b\": false, \"c\": null}",
    "{\"a\": \"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\ud83d\\ude00\"}",
    "{\"\": \"\"}",
    "{\"a\": \"السلام ሰላም đ\"}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (WayJsonScan) result = scan (texts[i], -1, &error);
      g_autoptr (JsonNode) node = NULL;

      g_assert_no_error (error);
      g_assert_cmpuint (result->refusals->len, ==, 0);
      node = way_json_scan_parse_all (result);
      g_assert_true (JSON_NODE_HOLDS_OBJECT (node));
    }
}

/* -- the tree, beside the one that json-glib's own parser makes of the same text -- */

static void
assert_same_tree (const char *text)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (WayJsonScan) result = scan (text, -1, &error);
  g_autoptr (JsonNode) node = NULL;

  g_assert_no_error (error);
  g_assert_true (json_parser_load_from_data (parser, text, -1, &error));
  g_assert_no_error (error);
  node = way_json_scan_parse_all (result);
  g_assert_true (json_node_equal (node, json_parser_get_root (parser)));
}

static void
test_trees (void)
{
  static const char *const texts[] = {
    "{}",
    " { \"a\" : [ ] , \"b\" : { } , \"c\" : [ [ ] , { \"d\" : [ 1 ] } , 2 ] } ",
    "{\"a\":[1,-0,0,12,-7,9223372036854775807,-9223372036854775808]}",
    "{\"a\":[0.5,1e9,1E-9,-12.25e+3,0.0,1e0]}",
    "{\"a\":true,\"b\":false,\"c\":null,\"d\":[true,null]}",
    "{\"a\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\ud83d\\ude00 end\",\"\\u0062\":\"\"}",
    "{\"\":\"\",\"السلام\":\"ሰላም đ\"}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    assert_same_tree (texts[i]);
}

/* A number that no whole number of ours holds is one with a point. */
static void
test_large_number (void)
{
  g_autoptr (WayJsonScan) result = scan ("{\"a\": 9223372036854775808}", -1, NULL);
  g_autoptr (JsonNode) node = way_json_scan_parse_all (result);
  JsonNode *number = json_object_get_member (json_node_get_object (node), "a");

  g_assert_true (json_node_get_value_type (number) == G_TYPE_DOUBLE);
  g_assert_cmpfloat (json_node_get_double (number), >, 9.2e18);
}

static void
test_bad (void)
{
  static const struct
  {
    const char *text;
    const char *sentence;
  } rows[] = {
    { "", "*opening brace*" },
    { "[]", "*opening brace*" },
    { "null", "*opening brace*" },
    { "{", "*name in quotation marks*" },
    { "{\"a\"", "*colon*" },
    { "{\"a\" 1}", "*colon*" },
    { "{\"a\":", "*is the end*" },
    { "{\"a\": 1", "*comma or a closing bracket*" },
    { "{\"a\": 1,}", "*name in quotation marks*" },
    { "{\"a\": [1,]}", "*should be a value*" },
    { "{\"a\": [1 2]}", "*comma or a closing bracket*" },
    { "{\"a\": [1}]", "*comma or a closing bracket*" },
    { "{\"a\": 1} x", "*after the end*" },
    { "{\"a\": 1}{}", "*after the end*" },
    { "{'a': 1}", "*name in quotation marks*" },
    { "{a: 1}", "*name in quotation marks*" },
    { "{\"a\": 1 /* so */}", "*comma or a closing bracket*" },
    { "// so\n{}", "*opening brace*" },
    { "{\"a\": 01}", "*comma or a closing bracket*" },
    { "{\"a\": .5}", "*should be a value*" },
    { "{\"a\": 5.}", "*ends in its point*" },
    { "{\"a\": 5e}", "*without its exponent*" },
    { "{\"a\": -}", "*without digits*" },
    { "{\"a\": +1}", "*should be a value*" },
    { "{\"a\": NaN}", "*should be a value*" },
    { "{\"a\": nul}", "*not true, false or null*" },
    { "{\"a\": True}", "*should be a value*" },
    { "{\"a\": \"x}", "*never ends*" },
    { "{\"a\": \"x\n\"}", "*line 1, column 9 has a line break*" },
    { "{\n\"é\": \"x\ty\"}", "*line 2, column 8 has a line break or control*" },
    { "{\"a\": \"\\x\"}", "*backslash*" },
    { "{\"a\": \"\\u12\"}", "*four hexadecimal*" },
    { "{\"a\": \"\\u12g4\"}", "*four hexadecimal*" },
    { "{\"a\": \"\xff\"}", "*not text in UTF-8*" },
    { "{\"a\": \"\xed\xa0\x80\"}", "*not text in UTF-8*" },
    { "{\"a\": \"\xc0\xaf\"}", "*not text in UTF-8*" },
    { "\xff\xfe{", "*UTF-16*" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (scan (rows[i].text, -1, &error));
      g_assert_error (error, WAY_EXCHANGE_ERROR, WAY_EXCHANGE_ERROR_NOT_JSON);
      if (!g_pattern_match_simple (rows[i].sentence, error->message))
        g_test_fail_printf ("row %" G_GSIZE_FORMAT ": %s", i, error->message);
    }
}

static void
test_nul_byte (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (scan ("{\"a\": \"\0\"}", 10, &error));
  g_assert_error (error, WAY_EXCHANGE_ERROR, WAY_EXCHANGE_ERROR_NOT_JSON);
}

static char *
nested (guint depth)
{
  GString *text = g_string_new ("{\"a\": ");

  for (guint i = 1; i < depth; i++)
    g_string_append_c (text, '[');
  for (guint i = 1; i < depth; i++)
    g_string_append_c (text, ']');
  g_string_append_c (text, '}');
  return g_string_free (text, FALSE);
}

static void
test_depth (void)
{
  g_autofree char *deepest = nested (WAY_JSON_DEPTH_MAX);
  g_autofree char *deeper = nested (WAY_JSON_DEPTH_MAX + 1);
  g_autofree char *abyss = nested (2000000);
  g_autoptr (GError) error = NULL;
  g_autoptr (WayJsonScan) good = scan (deepest, -1, &error);

  g_assert_no_error (error);
  g_assert_null (scan (deeper, -1, &error));
  g_assert_error (error, WAY_EXCHANGE_ERROR, WAY_EXCHANGE_ERROR_TOO_LARGE);
  g_clear_error (&error);
  g_assert_null (scan (abyss, -1, &error));
  g_assert_error (error, WAY_EXCHANGE_ERROR, WAY_EXCHANGE_ERROR_TOO_LARGE);
}

static void
test_size (void)
{
  gsize size = WAY_JSON_SIZE_MAX + 1;
  g_autoptr (GBytes) bytes = g_bytes_new_take (g_malloc0 (size), size);
  g_autoptr (GError) error = NULL;

  g_assert_null (way_json_scan (bytes, NULL, &error));
  g_assert_error (error, WAY_EXCHANGE_ERROR, WAY_EXCHANGE_ERROR_TOO_LARGE);
}

static void
test_members (void)
{
  g_autoptr (GString) text = g_string_new ("{");
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 1000; i++)
    g_string_append_printf (text, "%s\"m%u\": 1", i > 0 ? ", " : "", i);
  g_string_append (text, "}");
  g_assert_null (scan (text->str, -1, &error));
  g_assert_error (error, WAY_EXCHANGE_ERROR, WAY_EXCHANGE_ERROR_TOO_LARGE);
}

static void
assert_refused (const char *text, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WayJsonScan) result = scan (text, -1, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (result->refusals->len, ==, 1);
  g_assert_cmpstr (((WayRefusal *)g_ptr_array_index (result->refusals, 0))->path, ==, path);
}

static void
test_refusals (void)
{
  assert_refused ("{\"a\": 1, \"a\": 2}", "/a");
  assert_refused ("{\"a\": 1, \"\\u0061\": 2}", "/a");
  assert_refused ("{\"people\": [{}, {\"x\": {\"b\": 1, \"b\": 1}}]}", "/people/1/x/b");
  assert_refused ("{\"people\": [{}, {}, {\"n\": \"\\ud800\"}]}", "/people/2/n");
  assert_refused ("{\"n\": \"\\ude00\\ud83d\"}", "/n");
  assert_refused ("{\"n\": \"\\ud83d\\ud83d\\ude00\"}", "/n");
  assert_refused ("{\"n\": \"a\\u0000b\"}", "/n");
  assert_refused ("{\"a/b~c\\u001b\": \"\\ud800\"}", "/a~1b~0c\xef\xbf\xbd");
}

static void
test_items (void)
{
  const char *text = "{\"x\": [{}], \"people\": [ {\"n\": [1, 2]} , 7,\"\\ud800\", [] ]}";
  g_autoptr (GError) error = NULL;
  g_autoptr (WayJsonScan) result = scan (text, -1, &error);
  static const char *const parts[] = { "{\"n\": [1, 2]}", "7", "\"\\ud800\"", "[]" };
  static const guint n_values[] = { 4, 1, 1, 1 }, n_refusals[] = { 0, 0, 1, 0 };

  g_assert_no_error (error);
  g_assert_cmpuint (result->members->len, ==, 2);
  g_assert_nonnull (way_json_scan_get_member (result, "x"));
  g_assert_null (way_json_scan_get_member (result, "y"));
  g_assert_cmpuint (result->items->len, ==, G_N_ELEMENTS (parts));
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      WayJsonRange range = g_array_index (result->items, WayJsonRange, i);
      g_autofree char *part = g_strndup (text + range.start, range.end - range.start);

      g_assert_cmpstr (part, ==, parts[i]);
      g_assert_cmpuint (range.n_values, ==, n_values[i]);
      g_assert_cmpuint (range.n_refusals, ==, n_refusals[i]);
    }
}

/* However many values are broken, every range knows whether it holds one. */
static void
test_many_refusals (void)
{
  g_autoptr (GString) text = g_string_new ("{\"people\": [");
  g_autoptr (GError) error = NULL;
  g_autoptr (WayJsonScan) result = NULL;

  for (guint i = 0; i < 3 * WAY_REFUSALS_MAX; i++)
    g_string_append (text, "\"\\ud800\", ");
  g_string_append (text, "1]}");
  result = scan (text->str, -1, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (result->refusals->len, ==, WAY_REFUSALS_MAX + 1);
  for (guint i = 0; i < result->items->len; i++)
    g_assert_cmpuint (g_array_index (result->items, WayJsonRange, i).n_refusals, ==,
                      i < 3 * WAY_REFUSALS_MAX ? 1 : 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exchange/scan/good", test_good);
  g_test_add_func ("/exchange/scan/trees", test_trees);
  g_test_add_func ("/exchange/scan/large-number", test_large_number);
  g_test_add_func ("/exchange/scan/bad", test_bad);
  g_test_add_func ("/exchange/scan/nul-byte", test_nul_byte);
  g_test_add_func ("/exchange/scan/depth", test_depth);
  g_test_add_func ("/exchange/scan/size", test_size);
  g_test_add_func ("/exchange/scan/members", test_members);
  g_test_add_func ("/exchange/scan/refusals", test_refusals);
  g_test_add_func ("/exchange/scan/items", test_items);
  g_test_add_func ("/exchange/scan/many-refusals", test_many_refusals);
  return g_test_run ();
}
