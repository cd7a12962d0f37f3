/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Requests made of right ones by changing them anywhere: each gets one answer out of the table, and
 * what the server holds stays whole.
 */
#include "server-fixture.h"

#include <string.h>

static const WayId log_id = { { 7 } };

typedef struct
{
  ServerFixture server;
  WayRandom *random;
  Laptop *ros, *joel;
  Case *the_case;
  GPtrArray *bodies; /* GBytes: what one would send */
} Fuzz;

static const char *const methods[] = { "GET", "POST", "PUT", "DELETE", "HEAD", "" };
static const char *const paths[] = {
  "/v1/status",
  "/healthz",
  "/v1/setup",
  "/v1/auth/challenge",
  "/v1/auth/token",
  "/v1/dir?after=1",
  "/v1/changes?cursor=0&wait=1",
  "/v1/cases/07000000000000000000000000000000/log?after=0&max_bytes=4096",
  "/v1/cases/07000000000000000000000000000000/quarantine?after=0",
  "/v1/tickets",
  "/v1/tickets/00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff",
  "/v1/enrol/00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff/c?wait=5",
};
static const char *const types[] = { "application/json", "application/octet-stream", "text/plain" };
static const char *const texts[] = {
  "{\"device\": \"07000000000000000000000000000000\"}",
  "{\"ticket_hash\": \"00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff\", "
  "\"valid_ms\": 60000}",
  "{\"device\": \"07000000000000000000000000000000\", \"nonce\": "
  "\"00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff\", \"origin\": \"" ORIGIN
  "\", "
  "\"wall_ms\": 1, \"signature\": \"00\"}",
};

static void
add_body (Fuzz *self, GBytes *bytes)
{
  g_ptr_array_add (self->bodies, bytes);
}

static void
set_up (Fuzz *self, gconstpointer data)
{
  server_fixture_set_up_ready (&self->server, data);
  self->random = way_random_new_seeded (test_seed ());
  self->ros = g_ptr_array_index (self->server.org->laptops, 0);
  self->joel = org_add (self->server.org, WAY_DIR_ROLE_ADVISER);
  server_bring_directory (&self->server);
  self->the_case = case_new (self->server.org, &log_id, self->joel);
  server_bring_case (&self->server, self->the_case, self->joel);
  self->bodies = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    add_body (self, g_bytes_new_static (texts[i], strlen (texts[i])));
  for (guint64 act = 1; act <= 3; act++)
    {
      g_autoptr (GBytes) entry = case_make_ops (self->the_case, self->joel, act, "a line");

      add_body (self, server_stream (&entry, 1));
    }
  add_body (self, server_stream ((GBytes **)self->server.org->entries->pdata,
                                 self->server.org->entries->len));
  self->server.limits.device.at_once = self->server.limits.address.at_once = 100000000;
  self->server.limits.challenges.at_once = 100000000;
  server_fixture_restart (&self->server);
}

static void
tear_down (Fuzz *self, gconstpointer data)
{
  g_autoptr (GPtrArray) lines = way_server_check (self->server.storage);

  g_assert_cmpuint (lines->len, ==, 0);
  g_ptr_array_unref (self->bodies);
  case_free (self->the_case);
  g_object_unref (self->random);
  server_fixture_tear_down (&self->server, data);
}

static guint
below (Fuzz *self, gsize bound)
{
  return way_random_below (self->random, (guint32)bound);
}

/* Some bytes of it changed, cut out or doubled; never one of zero, where it is text. */
static GByteArray *
change (Fuzz *self, gconstpointer bytes, gsize size, gboolean text)
{
  GByteArray *out = g_byte_array_new ();

  g_byte_array_append (out, bytes, (guint)size);
  for (guint n = below (self, 4); n > 0 && out->len > 0; n--)
    {
      guint at = below (self, out->len);

      switch (below (self, 4))
        {
        case 0:
          out->data[at] = (guint8)(text ? 1 + below (self, 126) : below (self, 256));
          break;
        case 1:
          g_byte_array_set_size (out, at);
          break;
        case 2:
          g_byte_array_remove_index (out, at);
          break;
        default:
          {
            g_autofree guint8 *end = g_memdup2 (out->data + at, out->len - at);

            g_byte_array_append (out, end, MIN (out->len - at, 4096));
            break;
          }
        }
    }
  return out;
}

static char *
change_text (Fuzz *self, const char *text)
{
  g_autoptr (GByteArray) changed = change (self, text, strlen (text), TRUE);

  return g_strndup ((const char *)changed->data, changed->len);
}

static WayRequest *
make_request (Fuzz *self)
{
  g_autofree char *path = change_text (self, paths[below (self, G_N_ELEMENTS (paths))]);
  Laptop *laptop = (Laptop *[]){ NULL, self->ros, self->joel }[below (self, 3)];
  WayRequest *request = server_request (&self->server, laptop,
                                        methods[below (self, G_N_ELEMENTS (methods))], path);
  GBytes *body = g_ptr_array_index (self->bodies, below (self, self->bodies->len));

  if (below (self, 4) > 0)
    {
      request->content_type = g_strdup (types[below (self, G_N_ELEMENTS (types))]);
      request->body = g_byte_array_free_to_bytes (
          change (self, g_bytes_get_data (body, NULL), g_bytes_get_size (body), FALSE));
    }
  if (below (self, 8) == 0 && request->authorization != NULL)
    {
      char *former = request->authorization;

      request->authorization = change_text (self, former);
      g_free (former);
    }
  request->last = below (self, 2) == 0;
  return request;
}

static void
assert_in_table (ServerFixture *server)
{
  const char *reason = server_reason (server);

  if (server->answer->held || server->answer->status < 300)
    {
      g_assert_null (reason);
      return;
    }
  g_assert_nonnull (reason);
  for (WayReason i = WAY_REASON_NONE; i < WAY_N_REASONS; i++)
    if (strcmp (way_reason_get_name (i), reason) == 0)
      {
        g_assert_cmpuint (way_reason_get_status (i), ==, server->answer->status);
        g_assert_cmpuint (server->answer->status, <, 500);
        return;
      }
  g_assert_not_reached ();
}

static void
test_fuzz (Fuzz *self, gconstpointer data)
{
  gint64 ends = test_box_ends ();
  guint n = 0;

  for (; n < 2000 || g_get_monotonic_time () < ends; n++)
    {
      g_autoptr (WayRequest) request = make_request (self);

      server_ask (&self->server, request);
      assert_in_table (&self->server);
    }
  g_test_message ("%u requests", n);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/server/fuzz", Fuzz, NULL, set_up, test_fuzz, tear_down);
  return g_test_run ();
}
