/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-exchange-data.h"

#include <json-glib/json-glib.h>
#include "way-exchange-resource.h"
#include "way-reference-load.h"

/* The files are linked in, so a missing one is a fault of the build. */
static GBytes *
look_up (const char *path)
{
  g_autoptr (GError) error = NULL;
  GBytes *bytes = g_resource_lookup_data (way_exchange_get_resource (), path,
                                          G_RESOURCE_LOOKUP_FLAGS_NONE, &error);

  g_assert (bytes != NULL);
  return bytes;
}

WayReference *
way_exchange_load_reference (GError **error)
{
  g_autoptr (GBytes) json = look_up ("/io/github/waymark/exchange/england.json");

  return way_reference_load (json, error);
}

GBytes *
way_exchange_get_practice (void)
{
  return look_up ("/io/github/waymark/exchange/practice.json");
}

GBytes *
way_exchange_get_codes (void)
{
  return look_up ("/io/github/waymark/exchange/codes.json");
}

GBytes *
way_exchange_get_returns (void)
{
  return look_up ("/io/github/waymark/exchange/returns.json");
}

GStrv
way_exchange_dup_words (void)
{
  g_autoptr (GBytes) bytes = look_up ("/io/github/waymark/exchange/words.json");
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();
  gboolean ok = json_parser_load_from_data (parser, g_bytes_get_data (bytes, NULL),
                                            (gssize)g_bytes_get_size (bytes), NULL);
  JsonArray *array;

  g_assert (ok);
  array = json_object_get_array_member (json_node_get_object (json_parser_get_root (parser)),
                                        "words");
  for (guint i = 0; i < json_array_get_length (array); i++)
    g_strv_builder_add (words, json_array_get_string_element (array, i));
  return g_strv_builder_end (words);
}
