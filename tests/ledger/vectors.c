/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vectors.h"

#include <string.h>

JsonParser *
vectors_parse (const char *name)
{
  g_autofree char *path = g_build_filename (g_getenv ("G_TEST_SRCDIR"), "vectors", "ledger", name,
                                            NULL);
  g_autoptr (GError) error = NULL;
  JsonParser *parser = json_parser_new_immutable ();

  json_parser_load_from_file (parser, path, &error);
  g_assert_no_error (error);
  return parser;
}

JsonObject *
vectors_root (JsonParser *parser)
{
  return json_node_get_object (json_parser_get_root (parser));
}

GBytes *
vectors_from_hex (const char *hex)
{
  gsize size = strlen (hex) / 2;
  guint8 *bytes = g_malloc (size + 1);

  for (gsize i = 0; i < size; i++)
    bytes[i] = (guint8)(g_ascii_xdigit_value (hex[2 * i]) << 4
                        | g_ascii_xdigit_value (hex[2 * i + 1]));
  return g_bytes_new_take (bytes, size);
}

GBytes *
vectors_get_bytes (JsonObject *object, const char *member)
{
  return vectors_from_hex (json_object_get_string_member (object, member));
}

void
vectors_get_into (JsonObject *object, const char *member, gpointer out, gsize size)
{
  g_autoptr (GBytes) bytes = vectors_get_bytes (object, member);

  g_assert_cmpuint (g_bytes_get_size (bytes), ==, size);
  memcpy (out, g_bytes_get_data (bytes, NULL), size);
}

static void
load_directories (Vectors *self)
{
  JsonArray *entries = json_object_get_array_member (vectors_root (self->directory_file),
                                                     "entries");
  g_autoptr (WayDirectory) directory = way_directory_new ();

  g_ptr_array_add (self->directories, way_directory_ref (directory));
  for (guint i = 0; i < json_array_get_length (entries); i++)
    {
      JsonObject *entry = json_array_get_object_element (entries, i);
      g_autoptr (GBytes) bytes = vectors_get_bytes (entry, "bytes");
      WayHash head;

      g_assert_cmpint (way_directory_append (&directory, g_bytes_get_data (bytes, NULL),
                                             g_bytes_get_size (bytes), NULL),
                       ==, WAY_VERDICT_OK);
      vectors_get_into (entry, "dir_hash", head.bytes, sizeof head.bytes);
      g_assert_true (way_hash_equal (&head, way_directory_get_head_at (directory, i + 1)));
      g_ptr_array_add (self->directories, way_directory_ref (directory));
    }
}

Vectors *
vectors_load (void)
{
  Vectors *self = g_new0 (Vectors, 1);

  self->directory_file = vectors_parse ("directory.json");
  self->log_file = vectors_parse ("log.json");
  self->directories = g_ptr_array_new_with_free_func ((GDestroyNotify)way_directory_unref);
  load_directories (self);
  return self;
}

void
vectors_free (Vectors *self)
{
  g_object_unref (self->directory_file);
  g_object_unref (self->log_file);
  g_ptr_array_unref (self->directories);
  g_free (self);
}

WayDirectory *
vectors_get_directory (Vectors *self, guint64 length)
{
  g_assert_cmpuint (length, <, self->directories->len);
  return self->directories->pdata[length];
}

WayDirectory *
vectors_get_whole_directory (Vectors *self)
{
  return self->directories->pdata[self->directories->len - 1];
}

JsonObject *
vectors_find_chain (Vectors *self, const char *name)
{
  JsonArray *logs = json_object_get_array_member (vectors_root (self->log_file), "logs");

  for (guint i = 0; i < json_array_get_length (logs); i++)
    {
      JsonObject *chain = json_array_get_object_element (logs, i);

      if (strcmp (json_object_get_string_member (chain, "name"), name) == 0)
        return chain;
    }
  return NULL;
}

static void
replay_entry (Vectors *self, WayLog **log, JsonObject *entry)
{
  g_autoptr (GBytes) bytes = vectors_get_bytes (entry, "bytes");
  guint64 position = way_log_get_length (*log) + 1;
  WayHash hash, head;

  g_assert_cmpint (way_log_append (log, vectors_get_whole_directory (self),
                                   g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), NULL),
                   ==, (int)json_object_get_int_member (entry, "verdict"));
  vectors_get_into (entry, "entry_hash", hash.bytes, sizeof hash.bytes);
  vectors_get_into (entry, "log_head", head.bytes, sizeof head.bytes);
  g_assert_true (way_hash_equal (&hash, way_log_get_hash_at (*log, position)));
  g_assert_true (way_hash_equal (&head, way_log_get_head_at (*log, position)));
}

WayLog *
vectors_replay (Vectors *self, JsonObject *chain, const char *log_id, guint length)
{
  JsonArray *entries = chain != NULL ? json_object_get_array_member (chain, "entries") : NULL;
  WayLog *log;
  WayId id;

  g_assert_true (way_id_parse (log_id, &id));
  log = way_log_new (way_directory_get_org (vectors_get_whole_directory (self)), &id);
  for (guint i = 0; i < length; i++)
    replay_entry (self, &log, json_array_get_object_element (entries, i));
  return log;
}
