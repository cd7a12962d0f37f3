/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What every handler needs: reading what was asked, and saying the answer.
 */
#include "way-server-private.h"

#include <string.h>

#define DAY_MS G_GUINT64_CONSTANT (86400000)

/* -- answering --------------------------------------------------------------------------------- */

gboolean
way_call_refuse (WayCall *call, WayReason reason)
{
  way_answer_refuse (call->answer, reason);
  return TRUE;
}

gboolean
way_call_refuse_for (WayCall *call, WayReason reason, guint64 retry_after_ms)
{
  g_autoptr (JsonBuilder) builder = json_builder_begin_object (json_builder_new ());

  way_json_text (builder, "reason", way_reason_get_name (reason));
  way_json_number (builder, "retry_after_ms", retry_after_ms);
  way_call_answer_json (call, way_reason_get_status (reason), builder);
  call->answer->reason = reason;
  call->answer->retry_after_s = (guint)MIN ((retry_after_ms + 999) / 1000, G_MAXUINT);
  return TRUE;
}

gboolean
way_call_answer_json (WayCall *call, guint status, JsonBuilder *builder)
{
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  g_autoptr (JsonNode) root = NULL;
  gsize size;
  char *text;

  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  json_generator_set_root (generator, root);
  text = json_generator_to_data (generator, &size);
  call->answer->status = status;
  call->answer->content_type = "application/json";
  g_clear_pointer (&call->answer->body, g_bytes_unref);
  call->answer->body = g_bytes_new_take (text, size);
  return TRUE;
}

gboolean
way_call_answer_bytes (WayCall *call, GByteArray *bytes)
{
  call->answer->status = 200;
  call->answer->content_type = "application/octet-stream";
  call->answer->body = g_byte_array_free_to_bytes (g_byte_array_ref (bytes));
  return TRUE;
}

gboolean
way_call_answer_empty (WayCall *call, guint status)
{
  g_autoptr (JsonBuilder) builder = json_builder_begin_object (json_builder_new ());

  return way_call_answer_json (call, status, builder);
}

void
way_json_text (JsonBuilder *builder, const char *name, const char *text)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, text);
}

void
way_json_number (JsonBuilder *builder, const char *name, guint64 value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, (gint64)MIN (value, WAY_NUMBER_MAX));
}

void
way_json_hex (JsonBuilder *builder, const char *name, gconstpointer bytes, gsize size)
{
  const guint8 *in = bytes;
  g_autoptr (GString) text = g_string_sized_new (2 * size);

  for (gsize i = 0; i < size; i++)
    g_string_append_printf (text, "%02x", in[i]);
  way_json_text (builder, name, text->str);
}

void
way_json_directory (JsonBuilder *builder, WayCall *call)
{
  WayDirectory *directory = call->server->directory;
  guint64 length = way_directory_get_length (directory);

  way_json_number (builder, "dir_seq", length);
  way_json_hex (builder, "dir_head", way_directory_get_head_at (directory, length)->bytes,
                WAY_HASH_SIZE);
  way_json_number (builder, "incarnation", way_server_get_incarnation (call->server));
  way_json_number (builder, "time_ms", call->now_ms);
}

const char *
way_server_get_state (WayServer *self)
{
  if (way_directory_get_length (self->directory) == 0)
    return "empty";
  return self->restored ? "restored" : "ready";
}

/* -- reading ----------------------------------------------------------------------------------- */

char *
way_call_dup_query (WayCall *call, const char *name)
{
  g_auto (GStrv) parts = g_strsplit (call->request->query != NULL ? call->request->query : "", "&",
                                     -1);
  gsize size = strlen (name);

  for (guint i = 0; parts[i] != NULL; i++)
    if (strncmp (parts[i], name, size) == 0 && parts[i][size] == '=')
      return g_strdup (parts[i] + size + 1);
  return NULL;
}

static gboolean
read_number (const char *text, guint64 most, guint64 *ret_value)
{
  gsize size = strlen (text);

  if (size == 0 || size > 16 || (text[0] == '0' && size > 1))
    return FALSE;
  for (gsize i = 0; i < size; i++)
    if (!g_ascii_isdigit (text[i]))
      return FALSE;
  *ret_value = g_ascii_strtoull (text, NULL, 10);
  return *ret_value <= most;
}

gboolean
way_call_get_number (
    WayCall *call, const char *name, guint64 otherwise, guint64 most, guint64 *ret_value)
{
  g_autofree char *text = way_call_dup_query (call, name);

  if (text == NULL)
    *ret_value = otherwise;
  else if (!read_number (text, most, ret_value))
    return !way_call_refuse (call, WAY_REASON_BAD_REQUEST);
  return TRUE;
}

static gboolean
is_of_type (JsonObject *object, const char *name)
{
  gboolean number = name[0] == '#';
  JsonNode *node = json_object_get_member (object, number ? name + 1 : name);

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return FALSE;
  if (!number)
    return json_node_get_value_type (node) == G_TYPE_STRING;
  return json_node_get_value_type (node) == G_TYPE_INT64 && json_node_get_int (node) >= 0
         && (guint64)json_node_get_int (node) <= WAY_NUMBER_MAX;
}

/* Two quotes for each name and for each text: one more would be a name given twice, or an escape,
 * and none of ours has those. */
static gboolean
has_quotes_of (const char *text, gsize size, const char *const *names)
{
  gsize found = 0, expected = 0;

  for (gsize i = 0; i < size; i++)
    found += text[i] == '"';
  for (guint i = 0; names[i] != NULL; i++)
    expected += names[i][0] == '#' ? 2 : 4;
  return found == expected && memchr (text, '\\', size) == NULL;
}

static gboolean
is_object_of (JsonNode *root, const char *const *names)
{
  JsonObject *object;
  guint n = 0;

  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return FALSE;
  object = json_node_get_object (root);
  for (; names[n] != NULL; n++)
    if (!is_of_type (object, names[n]))
      return FALSE;
  return json_object_get_size (object) == n;
}

JsonParser *
way_call_read_json (WayCall *call, const char *const *names)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  gsize size = 0;
  const char *text = call->request->body != NULL ? g_bytes_get_data (call->request->body, &size)
                                                 : NULL;

  if (size > 0 && g_utf8_validate (text, (gssize)size, NULL) && has_quotes_of (text, size, names)
      && json_parser_load_from_data (parser, text, (gssize)size, NULL)
      && is_object_of (json_parser_get_root (parser), names))
    return g_steal_pointer (&parser);
  way_call_refuse (call, WAY_REASON_BAD_REQUEST);
  return NULL;
}

/* -- who asks ---------------------------------------------------------------------------------- */

WayStanding
way_server_get_standing (WayServer *self, const WayDirDevice *device, guint64 now_ms)
{
  guint64 length = way_directory_get_length (self->directory), not_after;

  if (device == NULL)
    return WAY_STANDING_UNKNOWN;
  if (!way_dir_device_is_active_at (device, length))
    return WAY_STANDING_REVOKED;
  not_after = device->certificate.not_after;
  if (not_after != 0 && now_ms > not_after && now_ms - not_after > DAY_MS)
    return WAY_STANDING_EXPIRED;
  return way_dir_device_stands_at (device, length) ? WAY_STANDING_MEMBER : WAY_STANDING_HOLD;
}

const char *
way_standing_get_name (WayStanding standing)
{
  switch (standing)
    {
    case WAY_STANDING_MEMBER:
      return "member";
    case WAY_STANDING_HOLD:
      return "hold";
    case WAY_STANDING_EXPIRED:
      return "expired";
    case WAY_STANDING_REVOKED:
      return "revoked";
    case WAY_STANDING_UNKNOWN:
    case WAY_STANDING_ANY:
    default:
      return "unknown";
    }
}

gboolean
way_call_is_manager (const WayCall *call)
{
  guint64 length = way_directory_get_length (call->server->directory);

  return call->standing == WAY_STANDING_MEMBER
         && (way_dir_device_get_roles_at (call->in_directory, length) & WAY_DIR_ROLE_MANAGER) != 0;
}

gboolean
way_call_is_of_new_device (const WayCall *call)
{
  guint64 certified_ms = way_server_get_certified_ms (call->server, call->in_directory);

  return call->now_ms - certified_ms < call->server->limits.new_device_ms;
}

/* What one device posted since @since_ms. */
typedef struct
{
  guint64 since_ms, bytes;
} Volume;

gboolean
way_call_is_too_much (WayCall *call)
{
  WayServer *self = call->server;
  char hex[WAY_ID_HEX_SIZE];
  Volume *volume = g_hash_table_lookup (self->volumes, way_id_format (&call->device, hex));

  if (volume == NULL)
    {
      volume = g_new0 (Volume, 1);
      g_hash_table_insert (self->volumes, g_strdup (hex), volume);
    }
  if (call->now_ms < volume->since_ms || call->now_ms - volume->since_ms >= DAY_MS)
    *volume = (Volume){ call->now_ms, 0 };
  volume->bytes += call->route->uncapped ? 0 : g_bytes_get_size (call->request->body);
  if (call->route->uncapped || volume->bytes <= self->limits.bytes_a_day
      || way_call_is_of_new_device (call))
    return FALSE;
  return way_call_refuse_for (call, WAY_REASON_TOO_MANY, volume->since_ms + DAY_MS - call->now_ms);
}
