/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What each route answers to those it is for (docs/protocol.md).
 */
#include "server-fixture.h"

#include <string.h>

static const WayId log_id = { { 7 } };

typedef struct
{
  Laptop *ros, *joel;
  Case *the_case; /* begun by ros, who is a manager; joel is an adviser in it */
  char *path;
} Scene;

static void
scene_clear (Scene *self)
{
  case_free (self->the_case);
  g_free (self->path);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Scene, scene_clear)

/* Joel begins the case, so he is in it, and Ros is as the manager of his team. */
static void
scene_init (Scene *self, ServerFixture *fixture)
{
  self->ros = g_ptr_array_index (fixture->org->laptops, 0);
  self->joel = org_add (fixture->org, WAY_DIR_ROLE_ADVISER);
  server_bring_directory (fixture);
  self->the_case = case_new (fixture->org, &log_id, self->joel);
  self->path = server_case_path (&log_id, "log");
}

static GBytes *
add_ops (Scene *self, Laptop *laptop, guint64 act)
{
  GBytes *bytes = case_make_ops (self->the_case, laptop, act, "a line");

  assert_verdict (case_append (self->the_case, bytes), WAY_VERDICT_OK);
  return bytes;
}

/* -- before and at setting up ------------------------------------------------------------------ */

static void
test_empty (ServerFixture *self, gconstpointer data)
{
  Laptop *founder = g_ptr_array_index (self->org->laptops, 0);

  server_get (self, NULL, "/v1/status");
  assert_answered (self, 200);
  g_assert_cmpstr (json_object_get_string_member (server_object (self), "state"), ==, "empty");
  server_get (self, NULL, "/healthz");
  assert_answered (self, 200);
  server_get (self, NULL, "/v1/dir");
  assert_refused (self, 503, "NOT_SET_UP");
  g_assert_nonnull (founder);
}

static void
set_up_with (ServerFixture *self, const char *ticket, GBytes *entry)
{
  g_autoptr (WayRequest) request = server_request (self, NULL, "POST", "/v1/setup");

  request->authorization = g_strconcat ("Setup ", ticket, NULL);
  request->content_type = g_strdup ("application/octet-stream");
  request->body = server_stream (&entry, 1);
  server_ask (self, request);
}

static void
test_setup (ServerFixture *self, gconstpointer data)
{
  GBytes *genesis = g_ptr_array_index (self->org->entries, 0);
  g_autoptr (Org) other = org_new (99);
  g_autoptr (GBytes) broken = org_patch (self->org, genesis, 92, "x", 1, ROOT, NOBODY);
  gboolean same;

  set_up_with (self, "0123456789abcdef0123456789abcdef", genesis);
  assert_refused (self, 401, "BAD_TICKET");
  set_up_with (self, self->ticket, broken);
  g_assert_cmpstr (server_reason (self), ==, "BAD_ENTRY");
  server_get (self, NULL, "/v1/dir");
  assert_refused (self, 503, "NOT_SET_UP");

  set_up_with (self, self->ticket, genesis);
  assert_answered (self, 200);
  g_assert_cmpuint (server_result (self, 0, &same), ==, 1);
  g_assert_false (same);
  set_up_with (self, self->ticket, genesis);
  assert_answered (self, 200);
  g_assert_cmpuint (server_result (self, 0, &same), ==, 1);
  g_assert_true (same);
  set_up_with (self, self->ticket, g_ptr_array_index (other->entries, 0));
  assert_refused (self, 409, "SET_UP_ALREADY");
  server_fixture_restart (self);
  server_get (self, g_ptr_array_index (self->org->laptops, 0), "/v1/dir");
  assert_answered (self, 200);
}

/* Once set up, the ticket opens nothing, not even for what is signed rightly. */
static void
test_setup_is_over (ServerFixture *self, gconstpointer data)
{
  org_add (self->org, WAY_DIR_ROLE_ADVISER);
  set_up_with (self, self->ticket, g_ptr_array_index (self->org->entries, 1));
  assert_refused (self, 409, "SET_UP_ALREADY");
  server_post_entry (self, g_ptr_array_index (self->org->laptops, 0), "/v1/dir",
                     g_ptr_array_index (self->org->entries, 0));
  g_assert_cmpuint (server_number (self, "dir_seq"), ==, 1);
}

/* -- logging in -------------------------------------------------------------------------------- */

static void
test_login (ServerFixture *self, gconstpointer data)
{
  Laptop *ros = g_ptr_array_index (self->org->laptops, 0);
  g_autoptr (Org) other = org_new (99);

  g_assert_true (server_login (self, ros, ORIGIN));
  g_assert_cmpstr (json_object_get_string_member (server_object (self), "standing"), ==, "member");
  g_assert_false (server_login (self, ros, "https://sync.example.com"));
  assert_refused (self, 403, "WRONG_ORIGIN");
  g_assert_false (server_login (self, g_ptr_array_index (other->laptops, 0), ORIGIN));
  assert_refused (self, 401, "BAD_LOGIN");
}

static void
test_nonce_once (ServerFixture *self, gconstpointer data)
{
  g_autofree char *json = NULL;
  g_autofree char *zeros = g_strnfill (128, '0');
  g_autofree char *nonce = NULL;
  char hex[WAY_ID_HEX_SIZE];
  Laptop *ros = g_ptr_array_index (self->org->laptops, 0);
  const char *device = way_id_format (&ros->keys->id, hex);
  g_autofree char *ask = g_strdup_printf ("{\"device\": \"%s\"}", device);

  server_post_json (self, NULL, "/v1/auth/challenge", ask);
  nonce = g_strdup (json_object_get_string_member (server_object (self), "nonce"));
  json = g_strdup_printf ("{\"device\": \"%s\", \"nonce\": \"%s\", \"origin\": \"" ORIGIN "\", "
                          "\"wall_ms\": 5, \"signature\": \"%s\"}",
                          device, nonce, zeros);
  server_post_json (self, NULL, "/v1/auth/token", json);
  assert_refused (self, 401, "BAD_LOGIN");
  server_post_json (self, NULL, "/v1/auth/token", json);
  assert_refused (self, 401, "BAD_NONCE");
}

static void
test_token_ends (ServerFixture *self, gconstpointer data)
{
  Laptop *ros = g_ptr_array_index (self->org->laptops, 0);

  server_get (self, ros, "/v1/dir");
  assert_answered (self, 200);
  server_fixture_restart (self);
  server_get (self, ros, "/v1/dir");
  assert_answered (self, 200);
  server_fixture_later (self, 900000);
  server_get (self, ros, "/v1/dir");
  assert_refused (self, 401, "BAD_TOKEN");
  server_get (self, NULL, "/v1/dir");
  assert_refused (self, 401, "BAD_TOKEN");
}

/* -- directory --------------------------------------------------------------------------------- */

static void
assert_page (ServerFixture *self, guint count, guint64 total)
{
  gsize size;
  gconstpointer bytes = g_bytes_get_data (self->answer->body, &size);
  g_autoptr (GArray) entries = NULL;
  WayLogPage page;

  assert_answered (self, 200);
  entries = way_log_page_read (bytes, size, &page);
  g_assert_nonnull (entries);
  g_assert_cmpuint (entries->len, ==, count);
  g_assert_cmpuint (page.total, ==, total);
  g_assert_cmpuint (page.dir_seq, ==, self->org->entries->len);
  g_assert_cmpuint (page.incarnation, ==, 1);
  if (page.first + count - 1 == total)
    g_assert_true (way_hash_equal (&page.last_head, &page.total_head));
}

static void
test_directory (ServerFixture *self, gconstpointer data)
{
  Laptop *ros = g_ptr_array_index (self->org->laptops, 0), *joel;
  WayDirBody body = { 0 };

  joel = org_prepare (self->org, NULL, WAY_DIR_ROLE_ADVISER);
  body.certificate = joel->certificate;
  body.device = joel->keys->id;
  assert_verdict (org_act (self->org, WAY_DIR_CERT_DEVICE, &body, ros, NOBODY), WAY_VERDICT_OK);
  assert_verdict (org_act (self->org, WAY_DIR_ADMIT_DEVICE, &body, ros, NOBODY), WAY_VERDICT_OK);
  server_post_entry (self, ros, "/v1/dir", g_ptr_array_index (self->org->entries, 2));
  assert_refused (self, 412, "STALE_HEAD");
  server_post_entry (self, ros, "/v1/dir", g_ptr_array_index (self->org->entries, 1));
  assert_answered (self, 200);

  /* In hold: it sees the directory and no case. */
  g_assert_true (server_login (self, joel, ORIGIN));
  g_assert_cmpstr (json_object_get_string_member (server_object (self), "standing"), ==, "hold");
  server_get (self, joel, "/v1/changes");
  assert_answered (self, 200);
  server_get (self, joel, "/v1/cases/07000000000000000000000000000000/log");
  assert_refused (self, 403, "ON_HOLD");
  server_post_entry (self, ros, "/v1/dir", g_ptr_array_index (self->org->entries, 2));
  assert_refused (self, 409, "HOLD");
  g_assert_cmpuint (server_number (self, "retry_after_ms"), ==, HOUR_MS);
  server_fixture_later (self, HOUR_MS);
  g_hash_table_remove_all (self->tokens);
  server_post_entry (self, ros, "/v1/dir", g_ptr_array_index (self->org->entries, 2));
  assert_answered (self, 200);
  server_get (self, joel, "/v1/dir?after=1");
  assert_page (self, 2, 3);
  server_get (self, joel, "/v1/dir?after=3");
  assert_page (self, 0, 3);
  server_get (self, joel, "/v1/dir?after=4");
  assert_refused (self, 409, "SERVER_BEHIND");
}

/* -- logs -------------------------------------------------------------------------------------- */

static void
test_log (ServerFixture *self, gconstpointer data)
{
  g_auto (Scene) scene = { 0 };
  g_autoptr (GBytes) first = NULL, second = NULL, stream = NULL;
  gboolean same = TRUE;
  Laptop *outsider;

  scene_init (&scene, self);
  server_get (self, scene.joel, scene.path);
  assert_refused (self, 404, "NO_SUCH_LOG");
  server_bring_case (self, scene.the_case, scene.joel);
  first = add_ops (&scene, scene.joel, 1);
  second = add_ops (&scene, scene.joel, 2);
  stream = server_stream ((GBytes *[]){ first, second }, 2);
  server_post (self, scene.joel, "POST", scene.path, stream);
  assert_answered (self, 200);
  g_assert_cmpuint (server_result (self, 1, &same), ==, 3);
  g_assert_false (same);

  /* Sent again, after a restart too: the same places, and nothing more. */
  server_fixture_restart (self);
  server_post (self, scene.joel, "POST", scene.path, stream);
  assert_answered (self, 200);
  g_assert_cmpuint (server_result (self, 0, &same), ==, 2);
  g_assert_true (same);
  g_assert_cmpuint (server_number (self, "seq"), ==, 3);

  server_get (self, scene.ros, scene.path);
  assert_page (self, 3, 3);
  g_free (scene.path);
  scene.path = server_case_path (&log_id, "log?after=1&max_bytes=4096");
  server_get (self, scene.ros, scene.path);
  assert_page (self, 2, 3);
  outsider = org_add (self->org, WAY_DIR_ROLE_ADVISER);
  server_bring_directory (self);
  server_get (self, outsider, scene.path);
  assert_refused (self, 404, "NO_SUCH_LOG");
}

static void
test_longest_prefix (ServerFixture *self, gconstpointer data)
{
  g_auto (Scene) scene = { 0 };
  g_autoptr (GBytes) first = NULL, second = NULL, third = NULL, stream = NULL;
  gboolean same;

  scene_init (&scene, self);
  server_bring_case (self, scene.the_case, scene.joel);
  first = add_ops (&scene, scene.joel, 1);
  second = add_ops (&scene, scene.joel, 2);
  third = add_ops (&scene, scene.joel, 3);
  stream = server_stream ((GBytes *[]){ first, third, second }, 3);
  server_post (self, scene.joel, "POST", scene.path, stream);
  assert_refused (self, 409, "GAP");
  g_assert_cmpuint (server_n_results (self), ==, 1);
  g_assert_cmpuint (server_result (self, 0, &same), ==, 2);
  g_assert_cmpuint (server_number (self, "index"), ==, 1);
  g_assert_cmpuint (server_number (self, "verdict"), ==, WAY_VERDICT_E16_GAP);
  g_assert_cmpuint (server_number (self, "seq"), ==, 2);
}

static void
test_refusals (ServerFixture *self, gconstpointer data)
{
  g_auto (Scene) scene = { 0 };
  g_autoptr (GBytes) first = NULL, other = NULL, bad = NULL, twin = NULL, bare = NULL;
  g_autofree char *elsewhere = server_case_path (&(WayId){ { 8 } }, "log");
  WayEntry entry;

  scene_init (&scene, self);
  server_bring_case (self, scene.the_case, scene.joel);
  first = case_make_ops (scene.the_case, scene.joel, 1, "a line");
  other = case_make_ops (scene.the_case, scene.joel, 1, "another line");
  bare = case_bare (first);
  server_post_entry (self, scene.joel, scene.path, bare);
  assert_refused (self, 422, "BAD_ENTRY");
  server_post_entry (self, scene.joel, elsewhere, first);
  assert_refused (self, 422, "BAD_ENTRY");
  server_post_entry (self, scene.joel, scene.path, first);
  assert_answered (self, 200);
  server_post_entry (self, scene.joel, scene.path, other);
  assert_refused (self, 409, "DEV_SEQ_CONFLICT");

  /* The id of an entry that is there, in another one that is right but for that. */
  assert_verdict (case_append (scene.the_case, first), WAY_VERDICT_OK);
  twin = case_make_ops (scene.the_case, scene.joel, 2, "a line");
  g_assert_true (way_entry_read (g_bytes_get_data (first, NULL), g_bytes_get_size (first), &entry));
  bad = case_patch (twin, 40, entry.entry_id.bytes, WAY_ID_SIZE, scene.joel);
  server_post_entry (self, scene.joel, scene.path, bad);
  assert_refused (self, 409, "ENTRY_ID_TAKEN");
  g_clear_pointer (&bad, g_bytes_unref);
  bad = case_patch (twin, 152, "\0\0\0\0\0\0\0\11", 8, scene.joel);
  server_post_entry (self, scene.joel, scene.path, bad);
  assert_refused (self, 409, "SERVER_BEHIND");
  g_clear_pointer (&bad, g_bytes_unref);
  bad = case_patch (twin, 160, "another head", 12, scene.joel);
  server_post_entry (self, scene.joel, scene.path, bad);
  assert_refused (self, 409, "FORKED");
  server_get (self, scene.joel, scene.path);
  assert_page (self, 2, 2);
}

static void
test_stale_epoch (ServerFixture *self, gconstpointer data)
{
  g_auto (Scene) scene = { 0 };
  g_autoptr (GBytes) late = NULL, epoch = NULL, again = NULL;

  scene_init (&scene, self);
  server_bring_case (self, scene.the_case, scene.joel);
  late = case_make_ops (scene.the_case, scene.joel, 1, "a line");
  epoch = case_make_epoch (scene.the_case, scene.ros, NULL);
  again = case_make_epoch (scene.the_case, scene.ros, NULL);
  server_post_entry (self, scene.ros, scene.path, epoch);
  assert_answered (self, 200);
  server_post_entry (self, scene.ros, scene.path, again);
  g_assert_cmpuint (self->answer->status, >=, 409);
  server_post_entry (self, scene.joel, scene.path, late);
  assert_refused (self, 409, "EPOCH_STALE");
}

/* -- revoked ----------------------------------------------------------------------------------- */

static void
test_revoked (ServerFixture *self, gconstpointer data)
{
  g_auto (Scene) scene = { 0 };
  g_autoptr (GBytes) sent = NULL, late = NULL;
  g_autofree char *lane = server_case_path (&log_id, "quarantine");
  gboolean same;

  scene_init (&scene, self);
  server_bring_case (self, scene.the_case, scene.joel);
  sent = add_ops (&scene, scene.joel, 1);
  server_post_entry (self, scene.joel, scene.path, sent);
  assert_answered (self, 200);
  late = add_ops (&scene, scene.joel, 2);
  org_revoke (self->org, scene.joel);
  server_bring_directory (self);

  server_get (self, scene.joel, "/v1/dir?after=1");
  assert_page (self, (guint)self->org->entries->len - 1, self->org->entries->len);
  server_get (self, scene.joel, "/v1/changes");
  assert_refused (self, 403, "REVOKED");
  server_get (self, scene.joel, scene.path);
  assert_refused (self, 403, "REVOKED");
  server_post_entry (self, scene.joel, scene.path, late);
  assert_refused (self, 403, "REVOKED");
  server_post_entry (self, scene.ros, scene.path, late);
  assert_refused (self, 409, "QUARANTINED");

  server_post_entry (self, scene.joel, lane, late);
  assert_answered (self, 200);
  g_assert_cmpuint (server_result (self, 0, &same), ==, 1);
  g_assert_false (same);
  server_post_entry (self, scene.joel, lane, late);
  assert_answered (self, 200);
  g_assert_cmpuint (server_result (self, 0, &same), ==, 1);
  g_assert_true (same);
  server_post_entry (self, scene.joel, lane, sent);
  assert_answered (self, 200);
  g_assert_cmpuint (server_result (self, 0, &same), ==, 2);
  g_assert_true (json_object_has_member (
      json_array_get_object_element (json_object_get_array_member (server_object (self), "results"),
                                     0),
      "in_log"));
  server_get (self, scene.joel, lane);
  assert_refused (self, 403, "REVOKED");
  server_get (self, scene.ros, lane);
  assert_answered (self, 200);
  g_assert_cmpuint (g_bytes_get_size (self->answer->body), ==,
                    WAY_LOG_PAGE_HEADER_SIZE + 4 + g_bytes_get_size (late));
}

/* Left out by an EPOCH, it reads up to that and no further. */
static void
test_left_out (ServerFixture *self, gconstpointer data)
{
  g_auto (Scene) scene = { 0 };
  g_autoptr (GBytes) more = NULL, epoch = NULL;
  g_autoptr (GArray) members = NULL;

  scene_init (&scene, self);
  server_bring_case (self, scene.the_case, scene.joel);
  members = g_array_new (FALSE, TRUE, sizeof (WayId));
  g_array_append_val (members, scene.ros->keys->id);
  epoch = case_make_epoch (scene.the_case, scene.ros, members);
  server_post_entry (self, scene.ros, scene.path, epoch);
  assert_answered (self, 200);
  assert_verdict (case_append (scene.the_case, epoch), WAY_VERDICT_OK);
  more = add_ops (&scene, scene.ros, 1);
  server_post_entry (self, scene.ros, scene.path, more);
  assert_answered (self, 200);
  server_get (self, scene.ros, scene.path);
  assert_page (self, 3, 3);
  server_get (self, scene.joel, scene.path);
  assert_page (self, 2, 2);
}

/* -- changes ----------------------------------------------------------------------------------- */

static char *
ask_changes (ServerFixture *self, Laptop *laptop, const char *cursor, guint expected)
{
  g_autofree char *path = g_strdup_printf ("/v1/changes%s%s", cursor != NULL ? "?cursor=" : "",
                                           cursor != NULL ? cursor : "");

  server_get (self, laptop, path);
  assert_answered (self, 200);
  g_assert_cmpuint (
      json_array_get_length (json_object_get_array_member (server_object (self), "changes")), ==,
      expected);
  return g_strdup (json_object_get_string_member (server_object (self), "cursor"));
}

static void
test_changes (ServerFixture *self, gconstpointer data)
{
  g_auto (Scene) scene = { 0 };
  g_autofree char *cursor = NULL, *next = NULL, *last = NULL, *after = NULL, *waiting = NULL;
  g_autoptr (GBytes) more = NULL;

  scene_init (&scene, self);
  server_bring_case (self, scene.the_case, scene.joel);
  cursor = ask_changes (self, scene.ros, NULL, 1);
  next = ask_changes (self, scene.ros, cursor, 0);
  g_assert_cmpstr (next, ==, cursor);
  g_assert_cmpuint (g_bytes_get_size (self->answer->body), <, 512);
  more = add_ops (&scene, scene.joel, 1);
  server_post_entry (self, scene.joel, scene.path, more);
  last = ask_changes (self, scene.ros, next, 1);
  /* What lies there now may be what lay there once: everybody looks at everything. */
  server_fixture_restart (self);
  after = ask_changes (self, scene.ros, last, 1);
  g_assert_cmpstr (after, !=, last);
  g_free (ask_changes (self, scene.ros, after, 0));
  g_free (ask_changes (self, scene.ros, "0123", 1));

  waiting = g_strdup_printf ("/v1/changes?cursor=%s&wait=50000", after);
  server_get (self, scene.ros, waiting);
  g_assert_true (self->answer->held);
  g_assert_cmpuint (self->answer->wait_ms, ==, 50000);
}

/* -- tickets and the mailbox ------------------------------------------------------------------- */

#define HASH_TEXT "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"

static void
put (ServerFixture *self, const char *slot, const char *text)
{
  g_autofree char *path = g_strconcat ("/v1/enrol/" HASH_TEXT "/", slot, NULL);
  g_autoptr (GBytes) body = g_bytes_new (text, strlen (text));

  server_post (self, NULL, "PUT", path, body);
}

static void
test_mailbox (ServerFixture *self, gconstpointer data)
{
  g_auto (Scene) scene = { 0 };
  const char *json = "{\"ticket_hash\": \"" HASH_TEXT "\", \"valid_ms\": 86400000}";

  scene_init (&scene, self);
  put (self, "c", "one");
  assert_refused (self, 404, "NO_TICKET");
  server_post_json (self, scene.joel, "/v1/tickets", json);
  assert_refused (self, 403, "NOT_ALLOWED");
  server_post_json (self, scene.ros, "/v1/tickets", json);
  assert_answered (self, 201);
  server_post_json (self, scene.ros, "/v1/tickets", json);
  assert_answered (self, 200);
  put (self, "m", "early");
  assert_refused (self, 409, "TOO_EARLY");
  server_get (self, NULL, "/v1/enrol/" HASH_TEXT "/c");
  assert_refused (self, 404, "NOT_YET");
  server_get (self, NULL, "/v1/enrol/" HASH_TEXT "/c?wait=1000");
  g_assert_true (self->answer->held);
  put (self, "c", "one");
  assert_answered (self, 201);
  put (self, "c", "one");
  assert_answered (self, 200);
  put (self, "c", "two");
  assert_refused (self, 409, "TAKEN");
  server_get (self, NULL, "/v1/enrol/" HASH_TEXT "/c?wait=1000");
  assert_answered (self, 200);
  g_assert_cmpmem (g_bytes_get_data (self->answer->body, NULL),
                   g_bytes_get_size (self->answer->body), "one", 3);
  server_post (self, scene.ros, "DELETE", "/v1/tickets/" HASH_TEXT, NULL);
  assert_answered (self, 200);
  server_post (self, scene.ros, "DELETE", "/v1/tickets/" HASH_TEXT, NULL);
  assert_answered (self, 200);
  server_get (self, NULL, "/v1/enrol/" HASH_TEXT "/c");
  assert_refused (self, 404, "NO_TICKET");
}

static void
test_ticket_ends (ServerFixture *self, gconstpointer data)
{
  Laptop *ros = g_ptr_array_index (self->org->laptops, 0);

  server_post_json (self, ros, "/v1/tickets",
                    "{\"ticket_hash\": \"" HASH_TEXT "\", \"valid_ms\": 60000}");
  assert_answered (self, 201);
  put (self, "c", "one");
  assert_answered (self, 201);
  server_fixture_later (self, 60000);
  server_get (self, NULL, "/v1/enrol/" HASH_TEXT "/c");
  assert_refused (self, 404, "NO_TICKET");
}

/* -- after a restore --------------------------------------------------------------------------- */

static void
test_restored (ServerFixture *self, gconstpointer data)
{
  g_auto (Scene) scene = { 0 };
  g_autoptr (GBytes) more = NULL, incarnation = NULL;
  g_autofree char *before = NULL, *after = NULL;
  g_autoptr (GError) error = NULL;
  WayDirBody body = { .number = 2, .reason = 1 };

  scene_init (&scene, self);
  server_bring_case (self, scene.the_case, scene.joel);
  before = ask_changes (self, scene.ros, NULL, 1);
  more = add_ops (&scene, scene.joel, 1);
  g_assert_true (way_server_mark_restored (self->storage, &error));
  g_assert_no_error (error);
  server_fixture_restart (self);
  g_hash_table_remove_all (self->tokens);

  g_free (ask_changes (self, scene.ros, before, 1));
  g_assert_cmpstr (json_object_get_string_member (server_object (self), "state"), ==, "restored");
  server_get (self, scene.joel, scene.path);
  assert_answered (self, 200);
  server_post_entry (self, scene.joel, scene.path, more);
  assert_refused (self, 503, "RESTORED");

  /* What the directory lacks comes first, with no hold, then INCARNATION. */
  org_add (self->org, WAY_DIR_ROLE_ADVISER);
  server_post_entry (self, scene.ros, "/v1/dir",
                     g_ptr_array_index (self->org->entries, self->org->entries->len - 2));
  assert_answered (self, 200);
  server_post_entry (self, scene.ros, "/v1/dir",
                     g_ptr_array_index (self->org->entries, self->org->entries->len - 1));
  assert_answered (self, 200);
  incarnation = org_make (self->org, WAY_DIR_INCARNATION, &body, ROOT, NOBODY);
  server_post_entry (self, scene.ros, "/v1/dir", incarnation);
  assert_answered (self, 200);
  g_assert_cmpuint (server_number (self, "incarnation"), ==, 2);
  server_fixture_restart (self);
  server_post_entry (self, scene.joel, scene.path, more);
  assert_answered (self, 200);
  after = ask_changes (self, scene.ros, NULL, 1);
  g_assert_cmpstr (json_object_get_string_member (server_object (self), "state"), ==, "ready");
}

/* What the server lost comes back at its places, also of who was revoked since; what was never
 * there does not come in that way. */
static void
test_healed (ServerFixture *self, gconstpointer data)
{
  g_auto (Scene) scene = { 0 };
  g_autoptr (GBytes) first = NULL, second = NULL, later = NULL, stream = NULL;
  g_autoptr (GBytes) incarnation = NULL;
  g_autofree char *heal = NULL;
  g_autoptr (GError) error = NULL;
  WayDirBody body = { .number = 2, .reason = 1 };
  gboolean same;

  scene_init (&scene, self);
  server_bring_case (self, scene.the_case, scene.joel);
  heal = g_strdup_printf ("/v1/heal/%s", "07000000000000000000000000000000");
  first = add_ops (&scene, scene.joel, 1);
  second = add_ops (&scene, scene.joel, 2);
  server_post_entry (self, scene.ros, heal, first);
  assert_refused (self, 403, "NOT_ALLOWED");

  g_assert_true (way_server_mark_restored (self->storage, &error));
  g_assert_no_error (error);
  server_fixture_restart (self);
  g_hash_table_remove_all (self->tokens);
  server_post_entry (self, scene.ros, heal, first);
  assert_refused (self, 503, "RESTORED");
  org_revoke (self->org, scene.joel);
  server_bring_directory (self);
  incarnation = org_make (self->org, WAY_DIR_INCARNATION, &body, ROOT, NOBODY);
  assert_verdict (org_append (self->org, incarnation), WAY_VERDICT_OK);
  server_post_entry (self, scene.ros, "/v1/dir", incarnation);
  assert_answered (self, 200);

  /* Joel's, whose laptop is revoked, by Ros; not by the front door, and not out of order. */
  server_post_entry (self, scene.ros, scene.path, first);
  assert_refused (self, 409, "QUARANTINED");
  server_post_entry (self, scene.ros, heal, second);
  assert_refused (self, 409, "GAP");
  stream = server_stream ((GBytes *[]){ first, second }, 2);
  for (guint i = 0; i < 2; i++)
    {
      server_post (self, scene.ros, "POST", heal, stream);
      assert_answered (self, 200);
      g_assert_cmpuint (server_result (self, 0, &same), ==, 2);
      g_assert_cmpint (same, ==, i == 1);
      g_assert_cmpuint (server_result (self, 1, &same), ==, 3);
      server_fixture_restart (self);
    }
  later = case_make_ops (scene.the_case, scene.ros, 1, "after it");
  server_post_entry (self, scene.ros, heal, later);
  assert_refused (self, 403, "NOT_ALLOWED");
  server_post (self, scene.ros, "POST", heal, stream);
  assert_answered (self, 200);
  g_assert_cmpuint (server_number (self, "seq"), ==, 3);
}

/* -- the check --------------------------------------------------------------------------------- */

static void
test_check (ServerFixture *self, gconstpointer data)
{
  g_auto (Scene) scene = { 0 };
  g_autoptr (GPtrArray) good = NULL, bad = NULL;
  g_autoptr (GError) error = NULL;
  WayId nobody = { { 9 } };

  scene_init (&scene, self);
  server_bring_case (self, scene.the_case, scene.joel);
  good = way_server_check (self->storage);
  g_assert_cmpuint (good->len, ==, 0);
  g_assert_true (self->storage->klass->begin (self->storage, &error));
  g_assert_true (
      self->storage->klass->set_readers (self->storage, &log_id, 1, 99, &nobody, 1, &error));
  g_assert_true (self->storage->klass->drop_body (self->storage, &log_id, 1, &error));
  g_assert_true (self->storage->klass->commit (self->storage, &error));
  bad = way_server_check (self->storage);
  g_assert_cmpuint (bad->len, >, 0);
}

/* -- a damaged log ----------------------------------------------------------------------------- */

/* Who asks for it is told of trouble, and who asks for something else in the same batch is not. */
static void
test_damaged_log (ServerFixture *self, gconstpointer data)
{
  g_auto (Scene) scene = { 0 };
  g_autoptr (GBytes) more = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (WayRequest) post = NULL, status = NULL, dir = NULL;
  WayAnswer *answers[3];

  scene_init (&scene, self);
  server_bring_case (self, scene.the_case, scene.joel);
  more = add_ops (&scene, scene.joel, 1);
  g_assert_true (self->storage->klass->begin (self->storage, &error));
  g_assert_true (self->storage->klass->drop_body (self->storage, &log_id, 1, &error));
  g_assert_true (self->storage->klass->commit (self->storage, &error));
  server_fixture_restart (self);

  status = server_request (self, NULL, "GET", "/v1/status");
  post = server_request (self, scene.joel, "POST", scene.path);
  post->content_type = g_strdup ("application/octet-stream");
  post->body = server_stream (&more, 1);
  dir = server_request (self, scene.ros, "GET", "/v1/dir");
  way_server_answer_all (self->server, (WayRequest *[]){ status, post, dir }, 3, answers);
  g_assert_cmpuint (answers[0]->status, ==, 200);
  g_assert_cmpuint (answers[1]->status, ==, 500);
  g_assert_cmpint (answers[1]->reason, ==, WAY_REASON_TROUBLE);
  g_assert_cmpuint (answers[2]->status, ==, 200);
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    way_answer_free (answers[i]);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define TEST(name, set_up)                                                                         \
  g_test_add ("/server/routes/" #name, ServerFixture, NULL, set_up, test_##name,                   \
              server_fixture_tear_down)
  TEST (empty, server_fixture_set_up);
  TEST (setup, server_fixture_set_up);
  TEST (setup_is_over, server_fixture_set_up_ready);
  TEST (login, server_fixture_set_up_ready);
  TEST (nonce_once, server_fixture_set_up_ready);
  TEST (token_ends, server_fixture_set_up_ready);
  TEST (directory, server_fixture_set_up_ready);
  TEST (log, server_fixture_set_up_ready);
  TEST (longest_prefix, server_fixture_set_up_ready);
  TEST (refusals, server_fixture_set_up_ready);
  TEST (stale_epoch, server_fixture_set_up_ready);
  TEST (revoked, server_fixture_set_up_ready);
  TEST (left_out, server_fixture_set_up_ready);
  TEST (changes, server_fixture_set_up_ready);
  TEST (mailbox, server_fixture_set_up_ready);
  TEST (ticket_ends, server_fixture_set_up_ready);
  TEST (restored, server_fixture_set_up_ready);
  TEST (healed, server_fixture_set_up_ready);
  TEST (check, server_fixture_set_up_ready);
  TEST (damaged_log, server_fixture_set_up_ready);
  return g_test_run ();
}
