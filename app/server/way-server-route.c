/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The one table of what can be asked (docs/protocol.md).
 */
#include "way-server-private.h"

#include <string.h>

#define PATH_MAX_SIZE 512
#define MEMBER WAY_STANDING_MEMBER
#define HERE (WAY_STANDING_MEMBER | WAY_STANDING_HOLD)
#define LATE (WAY_STANDING_MEMBER | WAY_STANDING_EXPIRED | WAY_STANDING_REVOKED)
#define STREAM WAY_BODY_BYTES, WAY_STREAM_MAX_SIZE
#define JSON WAY_BODY_JSON, WAY_JSON_MAX_SIZE
#define NOTHING WAY_BODY_NONE, 0

static const WayRoute routes[] = {
  { "status", "GET", "v1/status", way_handle_status, 0, NOTHING, NULL, FALSE, TRUE, FALSE },
  { "healthz", "GET", "healthz", way_handle_health, 0, NOTHING, NULL, FALSE, TRUE, FALSE },
  { "setup", "POST", "v1/setup", way_handle_setup, 0, STREAM, NULL, FALSE, TRUE, FALSE },
  { "challenge", "POST", "v1/auth/challenge", way_handle_challenge, 0, JSON, NULL, FALSE, FALSE,
    FALSE },
  { "token", "POST", "v1/auth/token", way_handle_token, 0, JSON, NULL, FALSE, FALSE, FALSE },
  { "dir", "GET", "v1/dir", way_handle_get_dir, WAY_STANDING_ANY, NOTHING, "after", FALSE, FALSE,
    FALSE },
  { "dir", "POST", "v1/dir", way_handle_post_dir, HERE, STREAM, NULL, FALSE, FALSE, FALSE },
  { "changes", "GET", "v1/changes", way_handle_changes, HERE, NOTHING, "cursor wait", FALSE, FALSE,
    FALSE },
  { "log", "GET", "v1/cases/I/log", way_handle_get_log, MEMBER, NOTHING, "after max_bytes", FALSE,
    FALSE, FALSE },
  { "log", "POST", "v1/cases/I/log", way_handle_post_log, MEMBER, STREAM, NULL, TRUE, FALSE,
    FALSE },
  { "heal", "POST", "v1/heal/I", way_handle_heal, MEMBER, STREAM, NULL, TRUE, FALSE, TRUE },
  { "quarantine", "GET", "v1/cases/I/quarantine", way_handle_get_lane, MEMBER, NOTHING, "after",
    FALSE, FALSE },
  { "quarantine", "POST", "v1/cases/I/quarantine", way_handle_post_lane, LATE, STREAM, NULL, TRUE,
    FALSE, FALSE },
  { "tickets", "POST", "v1/tickets", way_handle_add_ticket, MEMBER, JSON, NULL, TRUE, FALSE,
    FALSE },
  { "tickets", "DELETE", "v1/tickets/H", way_handle_remove_ticket, MEMBER, NOTHING, NULL, TRUE,
    FALSE, FALSE },
  { "enrol", "PUT", "v1/enrol/H/S", way_handle_put_slot, 0, WAY_BODY_BYTES, WAY_SLOT_MAX_SIZE, NULL,
    FALSE, FALSE },
  { "enrol", "GET", "v1/enrol/H/S", way_handle_get_slot, 0, NOTHING, "wait", FALSE, FALSE, FALSE },
};

static const char *const slots[] = { "c", "m", "d", "result" };

gboolean
way_hex_read (const char *hex, gpointer out, gsize size)
{
  guint8 *bytes = out;

  if (hex == NULL || strlen (hex) != 2 * size)
    return FALSE;
  for (gsize i = 0; i < 2 * size; i++)
    if (!g_ascii_isdigit (hex[i]) && (hex[i] < 'a' || hex[i] > 'f'))
      return FALSE;
  for (gsize i = 0; i < size; i++)
    bytes[i] = (guint8)(g_ascii_xdigit_value (hex[2 * i]) << 4
                        | g_ascii_xdigit_value (hex[2 * i + 1]));
  return TRUE;
}

static gboolean
read_slot (const char *text, guint *ret_slot)
{
  for (guint i = 0; i < G_N_ELEMENTS (slots); i++)
    if (strcmp (text, slots[i]) == 0)
      {
        *ret_slot = i;
        return TRUE;
      }
  return FALSE;
}

static gboolean
matches_part (const char *pattern, const char *part, WayCall *call)
{
  if (strcmp (pattern, "I") == 0)
    return way_hex_read (part, call->id.bytes, sizeof call->id.bytes);
  if (strcmp (pattern, "H") == 0)
    return way_hex_read (part, call->hash.bytes, sizeof call->hash.bytes);
  if (strcmp (pattern, "S") == 0)
    return read_slot (part, &call->slot);
  return strcmp (pattern, part) == 0;
}

static gboolean
matches (const WayRoute *route, char **parts, WayCall *call)
{
  g_auto (GStrv) patterns = g_strsplit (route->pattern, "/", -1);
  guint n = g_strv_length (patterns);

  if (g_strv_length (parts) != n)
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (!matches_part (patterns[i], parts[i], call))
      return FALSE;
  return TRUE;
}

const WayRoute *
way_route_find (const char *method, const char *path, WayCall *call, const char **ret_allow)
{
  g_auto (GStrv) parts = NULL;
  const char *allow = NULL;
  guint n_methods = 0;

  if (path[0] != '/' || strlen (path) > PATH_MAX_SIZE)
    return NULL;
  parts = g_strsplit (path + 1, "/", 8);
  for (gsize i = 0; i < G_N_ELEMENTS (routes); i++)
    {
      if (!matches (&routes[i], parts, call))
        continue;
      if (strcmp (method, routes[i].method) == 0)
        return &routes[i];
      allow = n_methods++ == 0 ? routes[i].method
              : strcmp (routes[i].method, "PUT") == 0 || strcmp (allow, "PUT") == 0 ? "GET, PUT"
                                                                                    : "GET, POST";
    }
  *ret_allow = allow;
  return NULL;
}

WayReason
way_route_judge_body (const WayRoute *route, const char *content_type, gint64 length)
{
  static const char *const types[] = {
    [WAY_BODY_JSON] = "application/json", [WAY_BODY_BYTES] = "application/octet-stream"
  };

  if (route->body == WAY_BODY_NONE)
    return length > 0 ? WAY_REASON_BAD_REQUEST : WAY_REASON_NONE;
  if (length < 0)
    return WAY_REASON_NEEDS_LENGTH;
  if (length > route->longest)
    return WAY_REASON_TOO_LARGE;
  if (g_strcmp0 (content_type, types[route->body]) != 0)
    return WAY_REASON_BAD_TYPE;
  return WAY_REASON_NONE;
}

static gboolean
is_name_of (const WayRoute *route, const char *name)
{
  g_auto (GStrv) names = g_strsplit (route->query != NULL ? route->query : "", " ", -1);

  return *name != '\0' && g_strv_contains ((const char *const *)names, name);
}

/* Each name once, and none that the route does not know. */
gboolean
way_route_has_query (const WayRoute *route, const char *query)
{
  g_auto (GStrv) parts = NULL;
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  if (query == NULL)
    return TRUE;
  if (strlen (query) > PATH_MAX_SIZE)
    return FALSE;
  parts = g_strsplit (query, "&", 9);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      const char *equals = strchr (parts[i], '=');
      g_autofree char *name = equals != NULL ? g_strndup (parts[i], (gsize)(equals - parts[i]))
                                             : NULL;

      if (name == NULL || !is_name_of (route, name)
          || !g_hash_table_add (seen, g_steal_pointer (&name)))
        return FALSE;
    }
  return TRUE;
}

WayReason
way_server_judge_head (const char *method,
                       const char *path,
                       const char *query,
                       const char *content_type,
                       gint64 length)
{
  WayCall call = { 0 };
  const char *allow = NULL;
  const WayRoute *route = way_route_find (method, path, &call, &allow);

  if (route == NULL)
    return allow != NULL ? WAY_REASON_BAD_METHOD : WAY_REASON_NO_SUCH_ROUTE;
  if (!way_route_has_query (route, query))
    return WAY_REASON_BAD_REQUEST;
  return way_route_judge_body (route, content_type, length);
}
