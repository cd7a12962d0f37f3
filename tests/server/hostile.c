/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hostile.h"

#include <string.h>

const WayId hostile_log = { { 7 } };

/* All there is to change, in one line: lengths and heads, of what the founder may see. */
static char *
describe (ServerFixture *self)
{
  GString *text = g_string_new (NULL);
  Laptop *ros = g_ptr_array_index (self->org->laptops, 0);
  static const char *const paths[] = { "/v1/dir", "/v1/changes", "/v1/cases/" LOG "/log",
                                       "/v1/cases/" LOG "/quarantine",
                                       "/v1/enrol/" HASH_TEXT "/c" };

  g_hash_table_remove_all (self->tokens);
  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      WayHash hash;
      gsize size;
      gconstpointer bytes;
      const char *from, *upto;

      /* but for the cursor, which another start gives anew, and the time */
      server_get (self, ros, paths[i]);
      bytes = g_bytes_get_data (self->answer->body, &size);
      from = memmem (bytes, size, "\"changes\"", 9);
      from = from != NULL ? from : bytes;
      upto = memmem (bytes, size, "\"time_ms\"", 9);
      upto = upto != NULL ? upto : (const char *)bytes + size;
      way_hash (from, (gsize)(upto - from), &hash);
      g_string_append_printf (text, "%u %02x%02x%02x%02x ", self->answer->status, hash.bytes[0],
                              hash.bytes[1], hash.bytes[2], hash.bytes[3]);
    }
  return g_string_free (text, FALSE);
}

void
hostile_set_up (Hostile *self, gconstpointer data)
{
  server_fixture_set_up_ready (&self->server, data);
  self->ros = g_ptr_array_index (self->server.org->laptops, 0);
  self->joel = org_add (self->server.org, WAY_DIR_ROLE_ADVISER);
  server_bring_directory (&self->server);
  self->the_case = case_new (self->server.org, &hostile_log, self->joel);
  server_bring_case (&self->server, self->the_case, self->joel);
  self->before = describe (&self->server);
}

void
hostile_tear_down (Hostile *self, gconstpointer data)
{
  g_autofree char *after = describe (&self->server);

  g_assert_cmpstr (after, ==, self->before);
  g_free (self->before);
  case_free (self->the_case);
  server_fixture_tear_down (&self->server, data);
}
