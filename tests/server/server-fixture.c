/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server-fixture.h"

#include <glib/gstdio.h>
#include <string.h>
#include "way-login.h"
#include "way-storage-sqlite.h"

/* -- life -------------------------------------------------------------------------------------- */

static void
start (ServerFixture *self)
{
  static const char *const origins[] = { ORIGIN, NULL };
  g_autofree char *path = g_build_filename (self->folder, WAY_STORAGE_FILE, NULL);
  gboolean is_there = g_file_test (path, G_FILE_TEST_EXISTS);
  g_autoptr (GError) error = NULL;

  self->storage = way_storage_sqlite_open (
      path, is_there ? WAY_STORAGE_EXISTING : WAY_STORAGE_CREATE, &error);
  g_assert_no_error (error);
  self->server = way_server_new (self->storage, self->clock, self->random, &self->limits, origins,
                                 &error);
  g_assert_no_error (error);
}

static void
stop (ServerFixture *self)
{
  g_clear_pointer (&self->server, way_server_free);
  g_clear_pointer (&self->storage, way_storage_free);
}

void
server_fixture_restart (ServerFixture *self)
{
  stop (self);
  start (self);
}

void
server_fixture_set_up (ServerFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("way-server-XXXXXX", &error);
  g_assert_no_error (error);
  self->clock = way_clock_new_fixed (START_MS);
  self->random = way_random_new_seeded (7);
  self->limits = way_server_limits;
  self->org = org_new (7);
  self->tokens = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  start (self);
  g_assert_true (way_server_draw_ticket (self->server, &self->ticket, &error));
  g_assert_nonnull (self->ticket);
}

void
server_fixture_set_up_ready (ServerFixture *self, gconstpointer data)
{
  g_autoptr (WayRequest) request = NULL;

  server_fixture_set_up (self, data);
  request = server_request (self, NULL, "POST", "/v1/setup");
  request->authorization = g_strconcat ("Setup ", self->ticket, NULL);
  request->content_type = g_strdup ("application/octet-stream");
  request->body = server_stream ((GBytes **)self->org->entries->pdata, 1);
  server_ask (self, request);
  assert_answered (self, 200);
}

static void
forget_answer (ServerFixture *self)
{
  g_clear_pointer (&self->answer, way_answer_free);
  g_clear_object (&self->json);
}

void
server_fixture_tear_down (ServerFixture *self, gconstpointer data)
{
  g_autoptr (GDir) dir = g_dir_open (self->folder, 0, NULL);
  const char *name;

  forget_answer (self);
  stop (self);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->folder, name, NULL);

      g_assert_cmpint (g_unlink (path), ==, 0);
    }
  g_assert_cmpint (g_rmdir (self->folder), ==, 0);
  g_hash_table_unref (self->tokens);
  g_object_unref (self->clock);
  g_object_unref (self->random);
  org_free (self->org);
  g_free (self->folder);
  g_free (self->ticket);
}

void
server_fixture_later (ServerFixture *self, gint64 ms)
{
  way_clock_set (self->clock, way_clock_now (self->clock) + ms);
}

/* -- asking ------------------------------------------------------------------------------------ */

void
server_ask (ServerFixture *self, const WayRequest *request)
{
  forget_answer (self);
  self->answer = way_server_answer (self->server, request);
  if (g_strcmp0 (self->answer->content_type, "application/json") == 0)
    {
      g_autoptr (GError) error = NULL;
      gsize size;
      const char *text = g_bytes_get_data (self->answer->body, &size);

      self->json = json_parser_new_immutable ();
      json_parser_load_from_data (self->json, text, (gssize)size, &error);
      g_assert_no_error (error);
    }
}

JsonObject *
server_object (ServerFixture *self)
{
  g_assert_nonnull (self->json);
  return json_node_get_object (json_parser_get_root (self->json));
}

const char *
server_reason (ServerFixture *self)
{
  return self->json != NULL && json_object_has_member (server_object (self), "reason")
             ? json_object_get_string_member (server_object (self), "reason")
             : NULL;
}

guint64
server_number (ServerFixture *self, const char *name)
{
  g_assert_true (json_object_has_member (server_object (self), name));
  return (guint64)json_object_get_int_member (server_object (self), name);
}

guint
server_n_results (ServerFixture *self)
{
  return json_array_get_length (json_object_get_array_member (server_object (self), "results"));
}

guint64
server_result (ServerFixture *self, guint index, gboolean *ret_same)
{
  JsonArray *results = json_object_get_array_member (server_object (self), "results");
  JsonObject *result;

  if (index >= json_array_get_length (results))
    return 0;
  result = json_array_get_object_element (results, index);
  *ret_same = json_object_get_boolean_member (result, "same");
  return (guint64)json_object_get_int_member (result, "seq");
}

WayRequest *
server_request (ServerFixture *self, Laptop *laptop, const char *method, const char *path)
{
  const char *question = strchr (path, '?');
  g_autofree char *plain = question != NULL ? g_strndup (path, (gsize)(question - path))
                                            : g_strdup (path);
  WayRequest *request = way_request_new (method, plain, question != NULL ? question + 1 : NULL);

  if (laptop != NULL)
    {
      if (!g_hash_table_contains (self->tokens, laptop))
        g_assert_true (server_login (self, laptop, ORIGIN));
      request->authorization = g_strconcat ("Bearer ", g_hash_table_lookup (self->tokens, laptop),
                                            NULL);
    }
  return request;
}

void
server_get (ServerFixture *self, Laptop *laptop, const char *path)
{
  g_autoptr (WayRequest) request = server_request (self, laptop, "GET", path);

  server_ask (self, request);
}

void
server_post (
    ServerFixture *self, Laptop *laptop, const char *method, const char *path, GBytes *body)
{
  g_autoptr (WayRequest) request = server_request (self, laptop, method, path);

  if (body != NULL)
    {
      request->content_type = g_strdup ("application/octet-stream");
      request->body = g_bytes_ref (body);
    }
  server_ask (self, request);
}

void
server_post_json (ServerFixture *self, Laptop *laptop, const char *path, const char *json)
{
  g_autoptr (WayRequest) request = server_request (self, laptop, "POST", path);

  request->content_type = g_strdup ("application/json");
  request->body = g_bytes_new (json, strlen (json));
  server_ask (self, request);
}

/* -- logging in -------------------------------------------------------------------------------- */

static void
read_hex (const char *hex, gpointer out, gsize size)
{
  guint8 *bytes = out;

  g_assert_cmpuint (strlen (hex), ==, 2 * size);
  for (gsize i = 0; i < size; i++)
    bytes[i] = (guint8)(g_ascii_xdigit_value (hex[2 * i]) << 4
                        | g_ascii_xdigit_value (hex[2 * i + 1]));
}

static char *
dup_hex (gconstpointer bytes, gsize size)
{
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < size; i++)
    g_string_append_printf (text, "%02x", ((const guint8 *)bytes)[i]);
  return g_string_free (text, FALSE);
}

gboolean
server_login (ServerFixture *self, Laptop *laptop, const char *origin)
{
  g_autofree char *device = way_id_dup_hex (&laptop->keys->id);
  g_autofree char *question = g_strdup_printf ("{\"device\": \"%s\"}", device);
  WayLogin login = { .origin = origin, .device = laptop->keys->id, .wall_ms = 5 };
  g_autofree char *nonce = NULL, *signature_hex = NULL, *answer = NULL;
  WaySlice slices[WAY_LOGIN_N_SLICES];
  WayLoginNumbers numbers;
  WaySignature signature;

  server_post_json (self, NULL, "/v1/auth/challenge", question);
  assert_answered (self, 200);
  nonce = g_strdup (json_object_get_string_member (server_object (self), "nonce"));
  read_hex (nonce, login.nonce, sizeof login.nonce);
  read_hex (json_object_get_string_member (server_object (self), "server"), login.server.bytes,
            WAY_ID_SIZE);
  g_assert_true (way_login_get_signed (&login, &numbers, slices));
  way_sign_parts (laptop->keys->sign_key, slices, G_N_ELEMENTS (slices), &signature);
  signature_hex = dup_hex (signature.bytes, sizeof signature.bytes);
  answer = g_strdup_printf ("{\"device\": \"%s\", \"nonce\": \"%s\", \"origin\": \"%s\", "
                            "\"wall_ms\": 5, \"signature\": \"%s\"}",
                            device, nonce, origin, signature_hex);
  server_post_json (self, NULL, "/v1/auth/token", answer);
  if (self->answer->status != 200)
    return FALSE;
  g_hash_table_insert (self->tokens, laptop,
                       g_strdup (json_object_get_string_member (server_object (self), "token")));
  return TRUE;
}

/* -- bringing ---------------------------------------------------------------------------------- */

GBytes *
server_stream (GBytes *const *entries, gsize n)
{
  GByteArray *out = g_byte_array_new ();

  for (gsize i = 0; i < n; i++)
    way_stream_write_entry (out, g_bytes_get_data (entries[i], NULL),
                            g_bytes_get_size (entries[i]));
  return g_byte_array_free_to_bytes (out);
}

void
server_post_entry (ServerFixture *self, Laptop *laptop, const char *path, GBytes *entry)
{
  g_autoptr (GBytes) stream = server_stream (&entry, 1);

  server_post (self, laptop, "POST", path, stream);
}

/* A hold of an hour lies between a certificate and its ADMIT. */
void
server_bring_directory (ServerFixture *self)
{
  Laptop *founder = g_ptr_array_index (self->org->laptops, 0);
  guint64 had;

  server_get (self, NULL, "/v1/status");
  g_hash_table_remove (self->tokens, founder);
  server_post_entry (self, founder, "/v1/dir", g_ptr_array_index (self->org->entries, 0));
  had = server_number (self, "dir_seq");
  for (guint64 i = had; i < self->org->entries->len; i++)
    {
      server_fixture_later (self, HOUR_MS);
      g_hash_table_remove_all (self->tokens);
      server_post_entry (self, founder, "/v1/dir", g_ptr_array_index (self->org->entries, i));
      assert_answered (self, 200);
    }
  g_hash_table_remove_all (self->tokens);
}

char *
server_case_path (const WayId *log, const char *what)
{
  char hex[WAY_ID_HEX_SIZE];

  return g_strdup_printf ("/v1/cases/%s/%s", way_id_format (log, hex), what);
}

void
server_bring_case (ServerFixture *self, Case *the_case, Laptop *laptop)
{
  g_autofree char *path = server_case_path (way_log_get_id (the_case->log), "log");
  g_autoptr (GBytes) stream = server_stream ((GBytes **)the_case->entries->pdata,
                                             the_case->entries->len);

  server_post (self, laptop, "POST", path, stream);
  assert_answered (self, 200);
  g_assert_cmpuint (server_number (self, "seq"), ==, the_case->entries->len);
}
