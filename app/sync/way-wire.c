/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-wire.h"

#include <json-glib/json-glib.h>
#include <string.h>

#define CURSOR_MAX 64
#define DEPTH_MAX 4 /* of what the server's answers are made of */

void
way_wire_changes_clear (WayWireChanges *self)
{
  g_clear_pointer (&self->cursor, g_free);
  g_clear_pointer (&self->logs, g_array_unref);
}

void
way_wire_appended_clear (WayWireAppended *self)
{
  g_clear_pointer (&self->reason, g_free);
}

char *
way_wire_format_hex (gconstpointer bytes, gsize size)
{
  static const char digits[] = "0123456789abcdef";
  const guint8 *at = bytes;
  char *hex = g_malloc (2 * size + 1);

  for (gsize i = 0; i < size; i++)
    {
      hex[2 * i] = digits[at[i] >> 4];
      hex[2 * i + 1] = digits[at[i] & 15];
    }
  hex[2 * size] = '\0';
  return hex;
}

gboolean
way_wire_parse_hex (const char *hex, gpointer ret_bytes, gsize size)
{
  g_autofree guint8 *bytes = g_malloc (size);

  if (hex == NULL || strlen (hex) != 2 * size)
    return FALSE;
  for (gsize i = 0; i < size; i++)
    {
      int high = g_ascii_xdigit_value (hex[2 * i]), low = g_ascii_xdigit_value (hex[2 * i + 1]);

      if (high < 0 || low < 0)
        return FALSE;
      bytes[i] = (guint8)(high << 4 | low);
    }
  memcpy (ret_bytes, bytes, size);
  return TRUE;
}

GBytes *
way_wire_write (const char *name, ...)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  g_autoptr (JsonNode) root = NULL;
  gsize size;
  char *text;
  va_list args;

  json_builder_begin_object (builder);
  va_start (args, name);
  for (; name != NULL; name = va_arg (args, const char *))
    {
      const char *value = va_arg (args, const char *);

      json_builder_set_member_name (builder, name[0] == '#' ? name + 1 : name);
      if (name[0] == '#')
        json_builder_add_int_value (builder, g_ascii_strtoll (value, NULL, 10));
      else
        json_builder_add_string_value (builder, value);
    }
  va_end (args);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  json_generator_set_root (generator, root);
  text = json_generator_to_data (generator, &size);
  return g_bytes_new_take (text, size);
}

/* -- reading ----------------------------------------------------------------------------------- */

/* json-glib goes down as deep as the text says. */
static gboolean
is_shallow (const char *text, gsize size)
{
  guint depth = 0;

  for (gsize i = 0; i < size; i++)
    {
      if (text[i] == '{' || text[i] == '[')
        depth++;
      else if ((text[i] == '}' || text[i] == ']') && depth > 0)
        depth--;
      if (depth > DEPTH_MAX)
        return FALSE;
    }
  return TRUE;
}

/* (transfer none) (nullable): of @parser, which it is read into. */
static JsonObject *
read_object (const WayWireAnswer *answer, JsonParser *parser)
{
  gsize size;
  const char *text = g_bytes_get_data (answer->body, &size);
  JsonNode *root;

  if (!answer->is_json || size == 0 || !is_shallow (text, size)
      || !g_utf8_validate (text, (gssize)size, NULL)
      || !json_parser_load_from_data (parser, text, (gssize)size, NULL))
    return NULL;
  root = json_parser_get_root (parser);
  return root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
}

static const char *
get_text (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node)
                 && json_node_get_value_type (node) == G_TYPE_STRING
             ? json_node_get_string (node)
             : NULL;
}

static gboolean
get_number (JsonObject *object, const char *name, guint64 *ret_number)
{
  JsonNode *node = json_object_get_member (object, name);

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node)
      || json_node_get_value_type (node) != G_TYPE_INT64 || json_node_get_int (node) < 0)
    return FALSE;
  *ret_number = (guint64)json_node_get_int (node);
  return TRUE;
}

static gboolean
get_boolean (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node)
         && json_node_get_value_type (node) == G_TYPE_BOOLEAN && json_node_get_boolean (node);
}

static JsonArray *
get_array (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

static JsonObject *
get_element (JsonArray *array, guint index)
{
  JsonNode *node = json_array_get_element (array, index);

  return JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

char *
way_wire_read_text (const WayWireAnswer *answer, const char *name)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  JsonObject *object = read_object (answer, parser);

  return object != NULL ? g_strdup (get_text (object, name)) : NULL;
}

gboolean
way_wire_read_number (const WayWireAnswer *answer, const char *name, guint64 *ret_number)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  JsonObject *object = read_object (answer, parser);

  return object != NULL && get_number (object, name, ret_number);
}

char *
way_wire_read_reason (const WayWireAnswer *answer)
{
  char *reason = answer->status >= 400 ? way_wire_read_text (answer, "reason") : NULL;

  return reason != NULL ? reason : g_strdup ("");
}

static gboolean
read_log (JsonObject *object, WayWireLog *ret_log)
{
  WayWireLog log;

  if (object == NULL || !way_wire_parse_hex (get_text (object, "log"), &log.log, sizeof log.log)
      || !way_wire_parse_hex (get_text (object, "head"), &log.head, sizeof log.head)
      || !get_number (object, "seq", &log.length))
    return FALSE;
  *ret_log = log;
  return TRUE;
}

gboolean
way_wire_read_changes (const WayWireAnswer *answer, WayWireChanges *ret_changes)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  JsonObject *object = read_object (answer, parser);
  JsonArray *array = object != NULL ? get_array (object, "changes") : NULL;
  const char *cursor = object != NULL ? get_text (object, "cursor") : NULL;
  g_auto (WayWireChanges) changes = { NULL };
  guint64 time_ms;

  if (array == NULL || cursor == NULL || strlen (cursor) > CURSOR_MAX
      || strspn (cursor, "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_")
             != strlen (cursor)
      || !get_number (object, "dir_seq", &changes.dir_seq)
      || !get_number (object, "incarnation", &changes.incarnation)
      || !get_number (object, "time_ms", &time_ms)
      || !way_wire_parse_hex (get_text (object, "dir_head"), &changes.dir_head,
                              sizeof changes.dir_head))
    return FALSE;
  changes.logs = g_array_new (FALSE, FALSE, sizeof (WayWireLog));
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      WayWireLog log;

      if (!read_log (get_element (array, i), &log))
        return FALSE;
      g_array_append_val (changes.logs, log);
    }
  changes.cursor = g_strdup (cursor);
  changes.more = get_boolean (object, "more");
  changes.restored = g_strcmp0 (get_text (object, "state"), "restored") == 0;
  changes.time_ms = (gint64)time_ms;
  *ret_changes = changes;
  changes = (WayWireChanges){ NULL };
  return TRUE;
}

gboolean
way_wire_read_appended (const WayWireAnswer *answer, WayWireAppended *ret_appended)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  JsonObject *object = read_object (answer, parser);
  JsonArray *results = object != NULL ? get_array (object, "results") : NULL;
  const char *reason = object != NULL ? get_text (object, "reason") : NULL;
  WayWireAppended appended = { .in_a_row = TRUE };
  guint64 number = 0;

  if (results == NULL || (answer->status != 200 && reason == NULL)
      || !get_number (object, "seq", &appended.length))
    return FALSE;
  way_wire_parse_hex (get_text (object, "head"), &appended.head, sizeof appended.head);
  for (guint i = 0; i < json_array_get_length (results); i++)
    {
      JsonObject *result = get_element (results, i);

      if (result == NULL || !get_number (result, "seq", &number))
        return FALSE;
      if (i == 0)
        appended.first = number;
      appended.n_same += get_boolean (result, "same") ? 1 : 0;
      appended.in_a_row = appended.in_a_row && number == appended.first + i;
    }
  appended.n_taken = json_array_get_length (results);
  if (get_number (object, "index", &number))
    appended.index = (guint)number;
  if (get_number (object, "verdict", &number))
    appended.verdict = (int)number;
  appended.reason = g_strdup (answer->status != 200 ? reason : "");
  *ret_appended = appended;
  return TRUE;
}

/* -- reasons ----------------------------------------------------------------------------------- */

WaySyncTrouble
way_wire_get_trouble (const char *reason)
{
  static const struct
  {
    const char *reason;
    WaySyncTrouble trouble;
  } table[] = {
    { "", WAY_SYNC_TROUBLE_NOT_WAYMARK },
    { "BAD_TOKEN", WAY_SYNC_TROUBLE_NONE },
    { "BAD_NONCE", WAY_SYNC_TROUBLE_NONE },
    { "BAD_LOGIN", WAY_SYNC_TROUBLE_OTHER_TEAM },
    { "WRONG_ORIGIN", WAY_SYNC_TROUBLE_OTHER_TEAM },
    { "NOT_SET_UP", WAY_SYNC_TROUBLE_OTHER_TEAM },
    { "ON_HOLD", WAY_SYNC_TROUBLE_NOT_ADMITTED },
    { "REVOKED", WAY_SYNC_TROUBLE_REVOKED },
    { "EXPIRED", WAY_SYNC_TROUBLE_REVOKED },
    { "RESTORED", WAY_SYNC_TROUBLE_RESTORED },
    { "SERVER_BEHIND", WAY_SYNC_TROUBLE_ROLLED_BACK },
    { "FORKED", WAY_SYNC_TROUBLE_FORKED },
    { "DEV_SEQ_CONFLICT", WAY_SYNC_TROUBLE_CLONED },
    { "QUARANTINED", WAY_SYNC_TROUBLE_REMOVED },
    { "TOO_MANY", WAY_SYNC_TROUBLE_NONE },
    { "TOO_SLOW", WAY_SYNC_TROUBLE_NONE },
    { "CLOSING", WAY_SYNC_TROUBLE_NONE },
    { "TROUBLE", WAY_SYNC_TROUBLE_SERVER },
    { "STORAGE", WAY_SYNC_TROUBLE_SERVER },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    if (g_str_equal (table[i].reason, reason))
      return table[i].trouble;
  return WAY_SYNC_TROUBLE_REFUSED;
}
