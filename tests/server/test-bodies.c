/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Every route with every sort of body that nobody should send: cut, too large, of another type,
 * with another token, from another origin, twice, in another order; and of whom, and when, each is
 * asked.  A byte a second: test-program.py.
 */
#include "hostile.h"

#include <string.h>

#define TOKEN 1u
#define JSON_BODY 2u
#define STREAM_BODY 4u
#define SLOT_BODY 8u
#define EARLY 16u  /* also before there is an organisation */
#define WRITES 32u /* not while the server is restored */
#define HOLD 128u  /* also of one that is not admitted yet */
#define LATE 64u   /* also of a laptop that was revoked */
#define ANY_BODY (JSON_BODY | STREAM_BODY | SLOT_BODY)
#define CASE "/v1/cases/" LOG

typedef struct
{
  const char *method, *path;
  guint is;
} Route;

/* All of docs/protocol.md. */
static const Route routes[] = {
  { "GET", "/v1/status", EARLY },
  { "GET", "/healthz", EARLY },
  { "POST", "/v1/setup", STREAM_BODY | EARLY },
  { "POST", "/v1/auth/challenge", JSON_BODY },
  { "POST", "/v1/auth/token", JSON_BODY },
  { "GET", "/v1/dir", TOKEN | HOLD | LATE },
  { "POST", "/v1/dir", TOKEN | STREAM_BODY | HOLD },
  { "GET", "/v1/changes", TOKEN | HOLD },
  { "GET", CASE "/log", TOKEN },
  { "POST", CASE "/log", TOKEN | STREAM_BODY | WRITES },
  { "POST", "/v1/heal/" LOG, TOKEN | STREAM_BODY | WRITES },
  { "GET", CASE "/quarantine", TOKEN },
  { "POST", CASE "/quarantine", TOKEN | STREAM_BODY | WRITES | LATE },
  { "POST", "/v1/tickets", TOKEN | JSON_BODY | WRITES },
  { "DELETE", "/v1/tickets/" HASH_TEXT, TOKEN | WRITES },
  { "PUT", "/v1/enrol/" HASH_TEXT "/c", SLOT_BODY },
  { "GET", "/v1/enrol/" HASH_TEXT "/c", 0 },
};

static const char *
get_type (const Route *route)
{
  if ((route->is & ANY_BODY) == 0)
    return NULL;
  return (route->is & JSON_BODY) != 0 ? JSON : BYTES;
}

static gboolean
is_setup (const Route *route)
{
  return g_str_equal (route->path, "/v1/setup");
}

/* (transfer none): who may. */
static Laptop *
get_asker (Hostile *self, const Route *route)
{
  return strstr (route->path, "tickets") != NULL ? self->ros : self->joel;
}

/* @body (nullable), @authorization (nullable): that of who may. */
static void
ask_route (Hostile *self,
           const Route *route,
           const char *authorization,
           const char *content_type,
           GBytes *body)
{
  Laptop *laptop = (route->is & TOKEN) != 0 && authorization == NULL ? get_asker (self, route)
                                                                     : NULL;
  g_autoptr (WayRequest) request = server_request (&self->server, laptop, route->method,
                                                   route->path);

  if (authorization != NULL)
    request->authorization = g_strdup (authorization);
  request->content_type = g_strdup (content_type);
  if (body != NULL)
    request->body = g_bytes_ref (body);
  g_test_message ("%s %s", route->method, route->path);
  server_ask (&self->server, request);
}

static void
test_every_form (Hostile *self, gconstpointer data)
{
  ServerFixture *server = &self->server;
  g_autoptr (GBytes) one = g_bytes_new_static ("x", 1);

  for (gsize i = 0; i < G_N_ELEMENTS (routes); i++)
    {
      const Route *route = &routes[i];
      gsize longest = (route->is & JSON_BODY) != 0   ? 1024
                      : (route->is & SLOT_BODY) != 0 ? 4096
                                                     : WAY_STREAM_MAX_SIZE;
      g_autoptr (GBytes) large = g_bytes_new_take (g_malloc0 (longest + 1), longest + 1);

      if ((route->is & ANY_BODY) == 0)
        {
          ask_route (self, route, NULL, BYTES, one);
          assert_refused (server, 400, "BAD_REQUEST");
          continue;
        }
      ask_route (self, route, NULL, get_type (route), NULL);
      assert_refused (server, 411, "NEEDS_LENGTH");
      ask_route (self, route, NULL, "text/plain", one);
      assert_refused (server, 415, "BAD_TYPE");
      ask_route (self, route, NULL, (route->is & JSON_BODY) != 0 ? BYTES : JSON, one);
      assert_refused (server, 415, "BAD_TYPE");
      ask_route (self, route, NULL, NULL, one);
      assert_refused (server, 415, "BAD_TYPE");
      ask_route (self, route, NULL, get_type (route), large);
      assert_refused (server, 413, "TOO_LARGE");
    }
}

static void
test_every_token (Hostile *self, gconstpointer data)
{
  ServerFixture *server = &self->server;
  g_autoptr (GBytes) one = g_bytes_new_static ("x", 1);
  static const char *const wrong[] = {
    "",           "Bearer ",          "Bearer " LOG, "Bearer " HASH_TEXT, "Basic " HASH_TEXT,
    "Setup " LOG, "bearer " HASH_TEXT
  };

  for (gsize i = 0; i < G_N_ELEMENTS (routes); i++)
    for (gsize w = 0; w < G_N_ELEMENTS (wrong); w++)
      {
        const Route *route = &routes[i];
        GBytes *body = (route->is & ANY_BODY) != 0 ? one : NULL;

        if ((route->is & TOKEN) == 0 && !is_setup (route))
          continue;
        ask_route (self, route, wrong[w], get_type (route), body);
        assert_refused (server, 401, is_setup (route) ? "BAD_TICKET" : "BAD_TOKEN");
      }
}

static void
test_every_origin (Hostile *self, gconstpointer data)
{
  g_autoptr (GBytes) one = g_bytes_new_static ("x", 1);
  static const char *const origins[] = { "https://elsewhere.example", "null", "",
                                         "http://sync.example.org",
                                         "https://sync.example.org:444" };

  for (gsize i = 0; i < G_N_ELEMENTS (routes); i++)
    for (gsize o = 0; o < G_N_ELEMENTS (origins); o++)
      {
        const Route *route = &routes[i];
        g_autoptr (WayRequest) request = server_request (
            &self->server, (route->is & TOKEN) != 0 ? get_asker (self, route) : NULL, route->method,
            route->path);

        request->origin = g_strdup (origins[o]);
        request->content_type = g_strdup (get_type (route));
        request->body = (route->is & ANY_BODY) != 0 ? g_bytes_ref (one) : NULL;
        server_ask (&self->server, request);
        assert_refused (&self->server, 403, "WRONG_ORIGIN");
      }
}

/* (transfer full): what @route would take; of logs, what they have. */
static GBytes *
make_body (Hostile *self, const Route *route)
{
  static const char *const texts[] = {
    "{\"device\": \"" LOG "\"}",
    "{\"device\": \"" LOG "\", \"nonce\": \"" HASH_TEXT "\", \"origin\": \"" ORIGIN
    "\", \"wall_ms\": 5, \"signature\": \"" HASH_TEXT HASH_TEXT "\"}",
    "{\"ticket_hash\": \"" HASH_TEXT "\", \"valid_ms\": 60000}",
  };
  GPtrArray *entries = strstr (route->path, LOG) != NULL ? self->the_case->entries
                                                         : self->server.org->entries;
  const char *text = texts[g_str_has_suffix (route->path, "token")     ? 1
                           : g_str_has_suffix (route->path, "tickets") ? 2
                                                                       : 0];

  if ((route->is & STREAM_BODY) != 0)
    return server_stream ((GBytes **)entries->pdata, is_setup (route) ? 1 : entries->len);
  return g_bytes_new (text, strlen (text));
}

/* Cut anywhere, and with a byte more. */
static void
test_every_cut (Hostile *self, gconstpointer data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (routes); i++)
    {
      const Route *route = &routes[i];
      g_autoptr (GBytes) body = make_body (self, route);
      gsize size = g_bytes_get_size (body);
      g_autofree guint8 *bytes = g_malloc0 (size + 1);

      memcpy (bytes, g_bytes_get_data (body, NULL), size);
      bytes[size] = '"';
      for (gsize upto = 0; (route->is & (STREAM_BODY | JSON_BODY)) != 0 && upto <= size + 1;
           upto += upto < 64 || upto >= size ? 1 : MIN (29, size - upto))
        {
          g_autoptr (GBytes) cut = g_bytes_new (bytes, upto);

          if (upto == size)
            continue;
          ask_route (self, route, NULL, get_type (route), cut);
          if (is_setup (route))
            assert_refused (&self->server, 401, "BAD_TICKET");
          else if ((route->is & JSON_BODY) != 0)
            assert_refused (&self->server, 400, "BAD_REQUEST");
          else if (self->server.answer->status != 200)
            assert_refused (&self->server, 400, "BAD_STREAM");
          else
            /* whole entries, all of which are there */
            g_assert_cmpuint (server_n_results (&self->server), >, 0);
        }
    }
}

/* Twice in one body: nonsense as JSON, and entries that are there already. */
static void
test_every_double (Hostile *self, gconstpointer data)
{
  ServerFixture *server = &self->server;

  for (gsize i = 0; i < G_N_ELEMENTS (routes); i++)
    {
      const Route *route = &routes[i];
      g_autoptr (GBytes) body = make_body (self, route);
      g_autoptr (GByteArray) twice = g_byte_array_new ();
      g_autoptr (GBytes) doubled = NULL;

      if ((route->is & (STREAM_BODY | JSON_BODY)) == 0)
        continue;
      for (guint n = 0; n < 2; n++)
        g_byte_array_append (twice, g_bytes_get_data (body, NULL), (guint)g_bytes_get_size (body));
      doubled = g_byte_array_free_to_bytes (g_steal_pointer (&twice));
      ask_route (self, route, NULL, get_type (route), doubled);
      if ((route->is & JSON_BODY) != 0)
        assert_refused (server, 400, "BAD_REQUEST");
      else if (is_setup (route))
        assert_refused (server, 401, "BAD_TICKET");
      else
        assert_answered (server, 200);
      for (guint r = 0; server->answer->status == 200 && r < server_n_results (server); r++)
        {
          gboolean same = FALSE;

          g_assert_cmpuint (server_result (server, r, &same), >, 0);
          g_assert_true (same);
        }
    }
}

/* Two that would be taken, the later one first: neither is. */
static void
test_every_order (Hostile *self, gconstpointer data)
{
  ServerFixture *server = &self->server;
  GBytes *first = case_make_ops (self->the_case, self->joel, 1, "first"), *second;
  g_autoptr (GBytes) log = NULL, directory = NULL;
  guint n = server->org->entries->len;

  assert_verdict (case_append (self->the_case, first), WAY_VERDICT_OK);
  second = case_make_ops (self->the_case, self->joel, 2, "second");
  log = server_stream ((GBytes *[]){ second, first }, 2);
  g_bytes_unref (first);
  g_bytes_unref (second);
  org_add (server->org, WAY_DIR_ROLE_ADVISER);
  g_assert_cmpuint (server->org->entries->len, ==, n + 2);
  directory = server_stream (
      (GBytes *[]){ server->org->entries->pdata[n + 1], server->org->entries->pdata[n] }, 2);
  for (gsize i = 0; i < G_N_ELEMENTS (routes); i++)
    {
      const Route *route = &routes[i];
      gboolean of_log = strstr (route->path, LOG) != NULL;

      if ((route->is & STREAM_BODY) == 0 || is_setup (route))
        continue;
      ask_route (self, route, NULL, BYTES, of_log ? log : directory);
      if (!of_log)
        assert_refused (server, 412, "STALE_HEAD");
      else if (g_str_has_suffix (route->path, "/log"))
        assert_refused (server, 409, "GAP");
      else if (g_str_has_suffix (route->path, "quarantine"))
        /* it names an entry that the log has not seen */
        assert_refused (server, 409, "SERVER_BEHIND");
      else
        assert_refused (server, 403, "NOT_ALLOWED");
      g_assert_cmpuint (server_n_results (server), ==, 0);
    }
}

/* -- whom and when ----------------------------------------------------------------------------- */

/* As @laptop (nullable), with a body of one byte where there is to be one. */
static void
ask_as (ServerFixture *self, Laptop *laptop, const Route *route)
{
  g_autoptr (WayRequest) request = server_request (self, laptop, route->method, route->path);

  request->content_type = g_strdup (get_type (route));
  if ((route->is & ANY_BODY) != 0)
    request->body = g_bytes_new_static ("x", 1);
  g_test_message ("%s %s", route->method, route->path);
  server_ask (self, request);
}

static void
test_every_empty (ServerFixture *self, gconstpointer data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (routes); i++)
    {
      ask_as (self, NULL, &routes[i]);
      if ((routes[i].is & EARLY) == 0)
        assert_refused (self, 503, "NOT_SET_UP");
      else
        g_assert_cmpstr (server_reason (self), !=, "NOT_SET_UP");
    }
}

static void
test_every_restored (ServerFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (way_server_mark_restored (self->storage, &error));
  g_assert_no_error (error);
  server_fixture_restart (self);
  for (gsize i = 0; i < G_N_ELEMENTS (routes); i++)
    {
      ask_as (self, NULL, &routes[i]);
      if ((routes[i].is & WRITES) != 0)
        assert_refused (self, 503, "RESTORED");
      else
        g_assert_cmpstr (server_reason (self), !=, "RESTORED");
    }
}

/* Of @laptop, which is no member: what is not for it is refused for @reason, and nothing else. */
static void
ask_all_as (ServerFixture *self, Laptop *laptop, guint allowed, const char *reason)
{
  for (gsize i = 0; i < G_N_ELEMENTS (routes); i++)
    {
      if ((routes[i].is & TOKEN) == 0)
        continue;
      ask_as (self, laptop, &routes[i]);
      if ((routes[i].is & allowed) == 0)
        assert_refused (self, 403, reason);
      else
        g_assert_cmpstr (server_reason (self), !=, reason);
    }
}

static void
test_every_revoked (ServerFixture *self, gconstpointer data)
{
  Laptop *left = org_add (self->org, WAY_DIR_ROLE_ADVISER | WAY_DIR_ROLE_KEEPER);

  org_revoke (self->org, left);
  server_bring_directory (self);
  ask_all_as (self, left, LATE, "REVOKED");
}

static void
test_every_held (ServerFixture *self, gconstpointer data)
{
  Laptop *held = org_prepare (self->org, NULL, WAY_DIR_ROLE_ADVISER);
  WayDirBody body = { .certificate = held->certificate, .device = held->keys->id };

  assert_verdict (org_act (self->org, WAY_DIR_CERT_DEVICE, &body, ROOT, NOBODY), WAY_VERDICT_OK);
  server_bring_directory (self);
  ask_all_as (self, held, HOLD, "ON_HOLD");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define TEST(name)                                                                                 \
  g_test_add ("/server/bodies/" #name, Hostile, NULL, hostile_set_up, test_##name,                 \
              hostile_tear_down)
  TEST (every_form);
  TEST (every_token);
  TEST (every_origin);
  TEST (every_cut);
  TEST (every_double);
  TEST (every_order);
#define TEST_WHEN(name, set_up)                                                                    \
  g_test_add ("/server/bodies/" #name, ServerFixture, NULL, set_up, test_##name,                   \
              server_fixture_tear_down)
  TEST_WHEN (every_empty, server_fixture_set_up);
  TEST_WHEN (every_restored, server_fixture_set_up_ready);
  TEST_WHEN (every_revoked, server_fixture_set_up_ready);
  TEST_WHEN (every_held, server_fixture_set_up_ready);
  return g_test_run ();
}
