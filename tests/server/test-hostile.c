/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Every route with what nobody should send: the right status, one reason, and nothing written.
 */
#include "hostile.h"

#include <string.h>

/* -- without any right ------------------------------------------------------------------------- */

typedef struct
{
  const char *method, *path, *content_type;
  const char *body; /* NULL: none */
  guint status;
  const char *reason;
} Row;

static const Row rows[] = {
  { "GET", "/", NULL, NULL, 404, "NO_SUCH_ROUTE" },
  { "GET", "", NULL, NULL, 404, "NO_SUCH_ROUTE" },
  { "GET", "/v1/status/", NULL, NULL, 404, "NO_SUCH_ROUTE" },
  { "GET", "/v1/../etc/passwd", NULL, NULL, 404, "NO_SUCH_ROUTE" },
  { "GET", "/v1/blobs/" HASH_TEXT, NULL, NULL, 404, "NO_SUCH_ROUTE" },
  { "GET", "/v1/cases/../log", NULL, NULL, 404, "NO_SUCH_ROUTE" },
  { "GET", "/v1/cases/0700000000000000000000000000000G/log", NULL, NULL, 404, "NO_SUCH_ROUTE" },
  { "GET", "/v1/cases/0700000000000000000000000000000A/log", NULL, NULL, 404, "NO_SUCH_ROUTE" },
  { "GET", "/v1/enrol/" HASH_TEXT "/e", NULL, NULL, 404, "NO_SUCH_ROUTE" },
  { "POST", "/v1/status", BYTES, "x", 405, "BAD_METHOD" },
  { "DELETE", "/v1/dir", NULL, NULL, 405, "BAD_METHOD" },
  { "PATCH", "/v1/cases/" LOG "/log", BYTES, "x", 405, "BAD_METHOD" },
  { "get", "/v1/status", NULL, NULL, 405, "BAD_METHOD" },
  { "GET", "/v1/status?a=1", NULL, NULL, 400, "BAD_REQUEST" },
  { "GET", "/v1/status", BYTES, "x", 400, "BAD_REQUEST" },
  { "GET", "/v1/dir", NULL, NULL, 401, "BAD_TOKEN" },
  { "POST", "/v1/dir", BYTES, "x", 401, "BAD_TOKEN" },
  { "GET", "/v1/changes", NULL, NULL, 401, "BAD_TOKEN" },
  { "GET", "/v1/cases/" LOG "/log", NULL, NULL, 401, "BAD_TOKEN" },
  { "POST", "/v1/cases/" LOG "/log", BYTES, "x", 401, "BAD_TOKEN" },
  { "GET", "/v1/cases/" LOG "/quarantine", NULL, NULL, 401, "BAD_TOKEN" },
  { "POST", "/v1/cases/" LOG "/quarantine", BYTES, "x", 401, "BAD_TOKEN" },
  { "POST", "/v1/tickets", JSON, "{}", 401, "BAD_TOKEN" },
  { "DELETE", "/v1/tickets/" HASH_TEXT, NULL, NULL, 401, "BAD_TOKEN" },
  { "POST", "/v1/setup", BYTES, "x", 401, "BAD_TICKET" },
  { "PUT", "/v1/enrol/" HASH_TEXT "/c", BYTES, "x", 404, "NO_TICKET" },
  { "POST", "/v1/auth/challenge", NULL, NULL, 411, "NEEDS_LENGTH" },
  { "POST", "/v1/auth/challenge", BYTES, "{}", 415, "BAD_TYPE" },
  { "POST", "/v1/auth/challenge", "application/json; charset=utf-8", "{}", 415, "BAD_TYPE" },
  { "POST", "/v1/auth/challenge", JSON, "", 400, "BAD_REQUEST" },
  { "POST", "/v1/auth/challenge", JSON, "{", 400, "BAD_REQUEST" },
  { "POST", "/v1/auth/challenge", JSON, "[]", 400, "BAD_REQUEST" },
  { "POST", "/v1/auth/challenge", JSON, "{}", 400, "BAD_REQUEST" },
  { "POST", "/v1/auth/challenge", JSON, "null", 400, "BAD_REQUEST" },
  { "POST", "/v1/auth/challenge", JSON, "{\"device\": 5}", 400, "BAD_REQUEST" },
  { "POST", "/v1/auth/challenge", JSON, "{\"device\": {\"device\": \"\"}}", 400, "BAD_REQUEST" },
  { "POST", "/v1/auth/challenge", JSON, "{\"device\": \"" LOG "00\"}", 400, "BAD_REQUEST" },
  { "POST", "/v1/auth/challenge", JSON, "{\"device\": \"" LOG "\", \"more\": 1}", 400,
    "BAD_REQUEST" },
  { "POST", "/v1/auth/challenge", JSON, "{\"device\": \"" LOG "\", \"device\": \"" LOG "\"}", 400,
    "BAD_REQUEST" },
  { "POST", "/v1/auth/challenge", JSON, "{\"device\": \"\\u0030\"}", 400, "BAD_REQUEST" },
  { "POST", "/v1/auth/challenge", JSON, "{\"device\": \"\xff\"}", 400, "BAD_REQUEST" },
  { "POST", "/v1/auth/token", JSON, "{\"device\": \"" LOG "\"}", 400, "BAD_REQUEST" },
};

static void
ask_row (ServerFixture *self, Laptop *laptop, const Row *row)
{
  g_autoptr (WayRequest) request = server_request (self, laptop, row->method, row->path);

  request->content_type = g_strdup (row->content_type);
  if (row->body != NULL)
    request->body = g_bytes_new (row->body, strlen (row->body));
  server_ask (self, request);
  g_test_message ("%s %s", row->method, row->path);
  assert_refused (self, row->status, row->reason);
}

static void
test_nobody (Hostile *self, gconstpointer data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    ask_row (&self->server, NULL, &rows[i]);
}

/* With a token, and wrong in what it asks. */
static const Row own_rows[] = {
  { "GET", "/v1/dir?after=-1", NULL, NULL, 400, "BAD_REQUEST" },
  { "GET", "/v1/dir?after=01", NULL, NULL, 400, "BAD_REQUEST" },
  { "GET", "/v1/dir?after=1&after=1", NULL, NULL, 400, "BAD_REQUEST" },
  { "GET", "/v1/dir?after=9007199254740992", NULL, NULL, 400, "BAD_REQUEST" },
  { "GET", "/v1/dir?after=18446744073709551616", NULL, NULL, 400, "BAD_REQUEST" },
  { "GET", "/v1/dir?after=9007199254740991", NULL, NULL, 409, "SERVER_BEHIND" },
  { "GET", "/v1/dir?before=1", NULL, NULL, 400, "BAD_REQUEST" },
  { "GET", "/v1/changes?wait=50001", NULL, NULL, 400, "BAD_REQUEST" },
  { "GET", "/v1/cases/" LOG "/log?max_bytes=1", NULL, NULL, 400, "BAD_REQUEST" },
  { "GET", "/v1/cases/" LOG "/log?after=99", NULL, NULL, 409, "SERVER_BEHIND" },
  { "GET", "/v1/cases/" LOG "/quarantine?after=1", NULL, NULL, 409, "SERVER_BEHIND" },
  { "POST", "/v1/dir", NULL, NULL, 411, "NEEDS_LENGTH" },
  { "POST", "/v1/dir", JSON, "{}", 415, "BAD_TYPE" },
  { "POST", "/v1/dir", BYTES, "", 400, "BAD_STREAM" },
  { "POST", "/v1/dir", BYTES, "xxx", 400, "BAD_STREAM" },
  { "POST", "/v1/dir", BYTES, "\377\377\377\377", 400, "BAD_STREAM" },
  { "POST", "/v1/cases/" LOG "/log", BYTES, "", 400, "BAD_STREAM" },
  { "POST", "/v1/cases/" LOG "/log", BYTES, "\1\1\1\1", 400, "BAD_STREAM" },
  { "POST", "/v1/cases/" LOG "/quarantine", BYTES, "\1\1\1\1", 400, "BAD_STREAM" },
  { "POST", "/v1/cases/" HASH_TEXT "/log", BYTES, "x", 404, "NO_SUCH_ROUTE" },
  { "GET", "/v1/cases/08000000000000000000000000000000/log", NULL, NULL, 404, "NO_SUCH_LOG" },
  { "GET", "/v1/cases/08000000000000000000000000000000/quarantine", NULL, NULL, 404,
    "NO_SUCH_LOG" },
  { "POST", "/v1/tickets", JSON, "{\"ticket_hash\": \"" HASH_TEXT "\", \"valid_ms\": 1}", 400,
    "BAD_REQUEST" },
  { "POST", "/v1/tickets", JSON, "{\"ticket_hash\": \"" HASH_TEXT "\", \"valid_ms\": 86400001}",
    400, "BAD_REQUEST" },
  { "POST", "/v1/tickets", JSON, "{\"ticket_hash\": \"" HASH_TEXT "\", \"valid_ms\": 6e4}", 400,
    "BAD_REQUEST" },
  { "POST", "/v1/tickets", JSON, "{\"ticket_hash\": \"" HASH_TEXT "\", \"valid_ms\": -60000}", 400,
    "BAD_REQUEST" },
};

static void
test_member (Hostile *self, gconstpointer data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (own_rows); i++)
    ask_row (&self->server, self->ros, &own_rows[i]);
}

static void
test_deep_json (Hostile *self, gconstpointer data)
{
  g_autofree char *deep = g_strnfill (1024, '[');
  g_autofree char *large = g_strnfill (1025, ' ');

  server_post_json (&self->server, NULL, "/v1/auth/challenge", deep);
  assert_refused (&self->server, 400, "BAD_REQUEST");
  server_post_json (&self->server, NULL, "/v1/auth/challenge", large);
  assert_refused (&self->server, 413, "TOO_LARGE");
}

/* -- tokens and origins ------------------------------------------------------------------------ */

static void
ask_with (ServerFixture *self, const char *authorization, const char *origin)
{
  g_autoptr (WayRequest) request = server_request (self, NULL, "GET", "/v1/dir");

  request->authorization = g_strdup (authorization);
  request->origin = g_strdup (origin);
  server_ask (self, request);
}

static void
test_tokens (Hostile *self, gconstpointer data)
{
  ServerFixture *server = &self->server;
  g_autofree char *good = NULL, *cut = NULL, *other = NULL, *basic = NULL;

  server_get (server, self->ros, "/v1/dir");
  good = g_strconcat ("Bearer ", g_hash_table_lookup (server->tokens, self->ros), NULL);
  cut = g_strndup (good, strlen (good) - 1);
  other = g_strdup (good);
  other[10] = other[10] == '0' ? '1' : '0';
  basic = g_strconcat ("Basic ", good + 7, NULL);
  ask_with (server, good, NULL);
  assert_answered (server, 200);
  ask_with (server, good, ORIGIN);
  assert_answered (server, 200);
  ask_with (server, good, "https://elsewhere.example");
  assert_refused (server, 403, "WRONG_ORIGIN");
  for (guint i = 0; i < 3; i++)
    {
      ask_with (server, (const char *[]){ cut, other, basic }[i], NULL);
      assert_refused (server, 401, "BAD_TOKEN");
    }
}

/* -- streams ----------------------------------------------------------------------------------- */

static void
post (Hostile *self, const char *what, GBytes *stream)
{
  g_autofree char *path = server_case_path (&hostile_log, what);

  server_post (&self->server, self->joel, "POST", path, stream);
}

/* An entry that would be taken, cut at every byte: none of them is. */
static void
test_cut (Hostile *self, gconstpointer data)
{
  g_autoptr (GBytes) entry = case_make_ops (self->the_case, self->joel, 1, "a line");
  g_autoptr (GBytes) stream = server_stream (&entry, 1);
  gsize size = g_bytes_get_size (stream);

  self->server.limits.device.at_once = 100000;
  server_fixture_restart (&self->server);
  for (gsize i = 0; i < size; i++)
    {
      g_autoptr (GBytes) cut = g_bytes_new (g_bytes_get_data (stream, NULL), i);

      post (self, i % 2 == 0 ? "log" : "quarantine", cut);
      assert_refused (&self->server, 400, "BAD_STREAM");
    }
}

/* Every byte of it changed in turn. */
static void
test_flipped (Hostile *self, gconstpointer data)
{
  g_autoptr (GBytes) entry = case_make_ops (self->the_case, self->joel, 1, "a line");
  gsize size = g_bytes_get_size (entry);

  self->server.limits.device.at_once = 100000;
  server_fixture_restart (&self->server);
  for (gsize i = 0; i < size; i++)
    {
      g_autofree guint8 *bytes = g_memdup2 (g_bytes_get_data (entry, NULL), size);
      g_autoptr (GBytes) flipped = NULL, stream = NULL;

      bytes[i] ^= 0x40;
      flipped = g_bytes_new (bytes, size);
      stream = server_stream (&flipped, 1);
      post (self, "log", stream);
      g_assert_cmpuint (self->server.answer->status, >=, 400);
      g_assert_cmpuint (self->server.answer->status, <, 500);
      g_assert_cmpuint (server_n_results (&self->server), ==, 0);
    }
}

static void
test_too_many_entries (Hostile *self, gconstpointer data)
{
  g_autoptr (GByteArray) many = g_byte_array_new ();
  g_autoptr (GBytes) stream = NULL;

  for (guint i = 0; i < 257; i++)
    way_stream_write_entry (many, "x", 1);
  stream = g_byte_array_free_to_bytes (g_steal_pointer (&many));
  post (self, "log", stream);
  assert_refused (&self->server, 400, "BAD_STREAM");
}

static void
test_too_large (Hostile *self, gconstpointer data)
{
  g_autofree char *zeros = g_malloc0 (WAY_STREAM_MAX_SIZE + 1);
  g_autoptr (GBytes) stream = g_bytes_new (zeros, WAY_STREAM_MAX_SIZE + 1);

  post (self, "log", stream);
  assert_refused (&self->server, 413, "TOO_LARGE");
  g_assert_cmpint (
      way_server_judge_head ("POST", "/v1/cases/" LOG "/log", NULL, BYTES, WAY_STREAM_MAX_SIZE + 1),
      ==, WAY_REASON_TOO_LARGE);
  g_assert_cmpint (way_server_judge_head ("POST", "/v1/cases/" LOG "/log", NULL, BYTES, -1), ==,
                   WAY_REASON_NEEDS_LENGTH);
}

/* What belongs to another organisation or log is nobody's here. */
static void
test_foreign (Hostile *self, gconstpointer data)
{
  g_autoptr (Org) other = org_new (99);
  g_autoptr (Case) foreign = case_new (other, &hostile_log, g_ptr_array_index (other->laptops, 0));
  g_autoptr (GBytes) stream = server_stream ((GBytes **)foreign->entries->pdata, 1);
  g_autoptr (GBytes) act = server_stream ((GBytes **)other->entries->pdata, 1);

  post (self, "log", stream);
  assert_refused (&self->server, 422, "BAD_ENTRY");
  post (self, "quarantine", stream);
  assert_refused (&self->server, 422, "BAD_ENTRY");
  server_post (&self->server, self->joel, "POST", "/v1/dir", act);
  g_assert_cmpuint (self->server.answer->status, >=, 400);
}

/* -- too often --------------------------------------------------------------------------------- */

/* How often joel is answered before he is asked for patience. */
static guint
count_answered (Hostile *self, guint most)
{
  ServerFixture *server = &self->server;
  guint n = 0;

  server_get (server, self->joel, "/v1/dir");
  for (; server->answer->status == 200 && n < most; n++)
    server_get (server, self->joel, "/v1/dir");
  return n;
}

static void
test_rates (Hostile *self, gconstpointer data)
{
  ServerFixture *server = &self->server;

  server_fixture_later (server, (gint64)server->limits.new_device_ms);
  g_hash_table_remove_all (server->tokens);
  g_assert_cmpuint (count_answered (self, 1000), <=, 40);
  assert_refused (server, 429, "TOO_MANY");
  g_assert_cmpuint (server->answer->retry_after_s, ==, 1);
  server_fixture_later (server, (gint64)server_number (server, "retry_after_ms"));
  server_get (server, self->joel, "/v1/dir");
  assert_answered (server, 200);

  /* Another device is not slowed by this one. */
  server_get (server, self->ros, "/v1/dir");
  assert_answered (server, 200);
  server_fixture_later (server, 60000);
}

/* A laptop that joined brings all it has, a request for each record; and yet not as many as it
 * likes. */
static void
test_first_rates (Hostile *self, gconstpointer data)
{
  ServerFixture *server = &self->server;
  guint n = count_answered (self, 10000);

  assert_refused (server, 429, "TOO_MANY");
  g_assert_cmpuint (n, >=, 1000);
  g_assert_cmpuint (n, <=, 2500);
  g_assert_cmpuint (server_number (server, "retry_after_ms"), <=, 20);
  server_get (server, self->ros, "/v1/dir");
  assert_answered (server, 200);

  /* What was spared in the first days serves nobody after them. */
  server_fixture_later (server, (gint64)server->limits.new_device_ms);
  g_hash_table_remove_all (server->tokens);
  g_assert_cmpuint (count_answered (self, 10000), <=, 40);
}

/* Giving back what a restored server lost is asked of laptops that have been there for long. */
static void
test_heal_rates (Hostile *self, gconstpointer data)
{
  ServerFixture *server = &self->server;
  g_autofree char *path = g_strconcat ("/v1/heal/", LOG, NULL);
  g_autoptr (GBytes) nothing = g_bytes_new_static ("x", 1);
  guint n = 0;

  server_fixture_later (server, (gint64)server->limits.new_device_ms);
  g_hash_table_remove_all (server->tokens);
  do
    server_post (server, self->joel, "POST", path, nothing);
  while (server->answer->status == 400 && n++ < 10000);
  assert_refused (server, 429, "TOO_MANY");
  g_assert_cmpuint (n, >=, 1000);
  g_assert_cmpuint (n, <=, 2500);
  server_get (server, self->joel, "/v1/dir");
  assert_answered (server, 200);
}

static void
test_challenges (Hostile *self, gconstpointer data)
{
  ServerFixture *server = &self->server;

  for (guint n = 0; n < 20; n++)
    {
      server_post_json (server, NULL, "/v1/auth/challenge", "{\"device\": \"" LOG "\"}");
      assert_answered (server, 200);
    }
  server_post_json (server, NULL, "/v1/auth/challenge", "{\"device\": \"" LOG "\"}");
  assert_refused (server, 429, "TOO_MANY");
}

static void
test_bytes_a_day (Hostile *self, gconstpointer data)
{
  ServerFixture *server = &self->server;
  g_autoptr (GBytes) entry = case_make_ops (self->the_case, self->joel, 1, "a line");
  g_autoptr (GBytes) broken = case_patch (entry, 0, "x", 1, self->joel);
  g_autoptr (GBytes) stream = server_stream (&broken, 1);

  server->limits.bytes_a_day = 2 * g_bytes_get_size (stream);
  server_fixture_restart (server);
  for (guint i = 0; i < 4; i++)
    {
      post (self, "log", stream);
      assert_refused (server, 422, "BAD_ENTRY");
    }
  server_fixture_later (server, (gint64)server->limits.new_device_ms);
  g_hash_table_remove_all (server->tokens);
  for (guint i = 0; i < 3; i++)
    post (self, "log", stream);
  assert_refused (server, 429, "TOO_MANY");
}

/* -- a storage that fails ---------------------------------------------------------------------- */

static gboolean
fail_to_commit (WayStorage *storage, GError **error)
{
  return way_fail (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, "The disk is full.");
}

/* The commit fails: everybody in it is told so, and what is in memory is what the disk has. */
static void
test_failing_commit (Hostile *self, gconstpointer data)
{
  ServerFixture *server = &self->server;
  g_autoptr (GBytes) entry = case_make_ops (self->the_case, self->joel, 1, "a line");
  g_autoptr (GBytes) stream = server_stream (&entry, 1);
  const WayStorageClass *klass = server->storage->klass;
  WayStorageClass failing = *klass;

  server_get (server, self->joel, "/v1/dir");
  failing.commit = fail_to_commit;
  server->storage->klass = &failing;
  post (self, "log", stream);
  assert_refused (server, 503, "STORAGE");
  post (self, "log", stream);
  assert_refused (server, 503, "STORAGE");
  server->storage->klass = klass;
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define TEST(name)                                                                                 \
  g_test_add ("/server/hostile/" #name, Hostile, NULL, hostile_set_up, test_##name,                \
              hostile_tear_down)
  TEST (nobody);
  TEST (member);
  TEST (deep_json);
  TEST (tokens);
  TEST (cut);
  TEST (flipped);
  TEST (too_many_entries);
  TEST (too_large);
  TEST (foreign);
  TEST (rates);
  TEST (first_rates);
  TEST (heal_rates);
  TEST (challenges);
  TEST (bytes_a_day);
  TEST (failing_commit);
  return g_test_run ();
}
