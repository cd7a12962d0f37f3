/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync-world.h"

#include <glib/gstdio.h>
#include <string.h>
#include "way-server.h"
#include "way-storage-sqlite.h"
#include "way-sync-error.h"

#define ORIGIN "https://sync.example.org"
#define HELD_TRIES 400    /* looks at an answer that is kept back, before its time is over */
#define IDLE_TURNS 200000 /* a wait that ends in nothing is a fault */

struct _World
{
  WayRandom *random;
  WayExecutor *executor;
  WayClock *clock;
  char *dir, *path, *kept;
  WayStorage *storage;
  WayServer *server;
  GPtrArray *laptops;
  Weather weather;
  gboolean portal, offline;
  guint n_requests, n_held, n_asked;
  char *ticket;
  WaySecret *root;
};

/* -- the transport ----------------------------------------------------------------------------- */

#define TWIN_TYPE_TRANSPORT (twin_transport_get_type ())
G_DECLARE_FINAL_TYPE (TwinTransport, twin_transport, TWIN, TRANSPORT, GObject)

struct _TwinTransport
{
  GObject parent_instance;
  World *world;
};

static void twin_transport_iface_init (WayTransportInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TwinTransport,
                               twin_transport,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (WAY_TYPE_TRANSPORT,
                                                      twin_transport_iface_init))

typedef struct
{
  World *world;
  WayRequest *request;
  guint tries;
  gboolean unanswered;
} Travelling;

static void
travelling_free (gpointer data)
{
  Travelling *self = data;

  way_request_free (self->request);
  g_free (self);
}

static gboolean
happens (World *self, guint percent)
{
  return percent > 0 && way_random_below (self->random, 100) < percent;
}

static void
return_offline (GTask *task)
{
  GError *error = NULL;

  way_sync_fail (&error, WAY_SYNC_TROUBLE_NONE);
  g_task_return_error (task, error);
}

static WayRequest *
carry (const WayWireRequest *request)
{
  g_auto (GStrv) parts = g_strsplit (request->path, "?", 2);
  WayRequest *carried = way_request_new (request->method, parts[0], parts[1]);

  carried->authorization = g_strdup (request->token);
  if (request->body != NULL)
    {
      carried->body = g_bytes_ref (request->body);
      carried->content_type = g_strdup (request->is_json ? "application/json"
                                                         : "application/octet-stream");
    }
  g_free (carried->address);
  carried->address = g_strdup ("192.0.2.1");
  return carried;
}

/* (transfer full): what comes through; where the weather says so, not quite as it was sent. */
static GBytes *
carry_back (World *self, GBytes *body)
{
  gsize size = body != NULL ? g_bytes_get_size (body) : 0;
  guint8 *bytes;

  if (size == 0)
    return g_bytes_new_static ("", 0);
  bytes = g_memdup2 (g_bytes_get_data (body, NULL), size);
  if (happens (self, self->weather.mangled))
    bytes[way_random_below (self->random, (guint32)size)] ^= (guint8)(1
                                                                      + way_random_below (
                                                                          self->random, 255));
  return g_bytes_new_take (bytes, size);
}

static gboolean arrive_cb (gpointer data);

static void
arrive (GTask *task)
{
  Travelling *travelling = g_task_get_task_data (task);
  World *world = travelling->world;
  g_autoptr (WayAnswer) answer = NULL;
  gboolean is_json;

  if (world->server == NULL)
    return return_offline (task);
  travelling->request->last = travelling->tries > HELD_TRIES;
  answer = way_server_answer (world->server, travelling->request);
  if (answer->held)
    {
      if (travelling->tries++ == 0 && g_str_equal (travelling->request->path, "/v1/changes"))
        world->n_held++;
      way_executor_add_timeout (world->executor, 1, arrive_cb, g_object_ref (task), g_object_unref);
      return;
    }
  if (travelling->unanswered)
    return return_offline (task);
  is_json = g_strcmp0 (answer->content_type, "application/json") == 0;
  g_task_return_pointer (
      task, way_wire_answer_new (answer->status, carry_back (world, answer->body), is_json),
      (GDestroyNotify)way_wire_answer_free);
}

static gboolean
arrive_cb (gpointer data)
{
  arrive (data);
  return G_SOURCE_REMOVE;
}

static void
send_request (WayTransport *transport,
              const WayWireRequest *request,
              GCancellable *cancellable,
              GAsyncReadyCallback callback,
              gpointer data)
{
  World *world = TWIN_TRANSPORT (transport)->world;
  g_autoptr (GTask) task = g_task_new (transport, cancellable, callback, data);
  Travelling *travelling = g_new0 (Travelling, 1);

  travelling->world = world;
  travelling->request = carry (request);
  g_task_set_task_data (task, travelling, travelling_free);
  world->n_requests++;
  world->n_asked += strstr (request->path, "/v1/changes") != NULL && request->wait_ms > 0 ? 1 : 0;
  if (world->portal)
    return g_task_return_pointer (
        task, way_wire_answer_new (200, g_bytes_new_static ("<html>", 6), FALSE),
        (GDestroyNotify)way_wire_answer_free);
  if (world->offline || happens (world, world->weather.lost)
      || (world->weather.no_posts && g_str_has_suffix (request->path, "/log")))
    return return_offline (task);
  travelling->unanswered = happens (world, world->weather.unanswered);
  if (happens (world, world->weather.twice))
    way_answer_free (way_server_answer (world->server, travelling->request));
  way_executor_add_timeout (world->executor, 1, arrive_cb, g_steal_pointer (&task), g_object_unref);
}

static WayWireAnswer *
send_finish (WayTransport *transport, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static const char *
get_origin (WayTransport *transport)
{
  return ORIGIN;
}

static void
twin_transport_iface_init (WayTransportInterface *iface)
{
  iface->get_origin = get_origin;
  iface->send = send_request;
  iface->send_finish = send_finish;
}

static void
twin_transport_init (TwinTransport *self)
{
}

static void
twin_transport_class_init (TwinTransportClass *klass)
{
}

static WayTransport *
make_transport (
    const char *server, const char *ca_pem, WayExecutor *executor, gpointer data, GError **error)
{
  TwinTransport *self = g_object_new (TWIN_TYPE_TRANSPORT, NULL);

  self->world = data;
  return WAY_TRANSPORT (self);
}

/* -- the server -------------------------------------------------------------------------------- */

static void
open_server (World *self, WayStorageMode mode)
{
  static const char *const origins[] = { ORIGIN, NULL };
  g_autoptr (GError) error = NULL;

  self->storage = way_storage_sqlite_open (self->path, mode, &error);
  g_assert_no_error (error);
  self->server = way_server_new (self->storage, self->clock, self->random, &way_server_limits,
                                 origins, &error);
  g_assert_no_error (error);
}

static void
close_server (World *self)
{
  g_clear_pointer (&self->server, way_server_free);
  g_clear_pointer (&self->storage, way_storage_free);
}

void
world_keep_server (World *self)
{
  g_autoptr (GError) error = NULL;

  g_unlink (self->kept);
  way_storage_sqlite_copy (self->storage, self->kept, &error);
  g_assert_no_error (error);
}

static void
remove_server (World *self)
{
  static const char *const tails[] = { "", "-wal", "-shm" };

  for (guint i = 0; i < G_N_ELEMENTS (tails); i++)
    {
      g_autofree char *path = g_strconcat (self->path, tails[i], NULL);

      g_unlink (path);
    }
}

void
world_bring_back_server (World *self)
{
  close_server (self);
  remove_server (self);
  g_assert_cmpint (g_rename (self->kept, self->path), ==, 0);
  open_server (self, WAY_STORAGE_EXISTING);
}

void
world_restore_server (World *self)
{
  g_autoptr (GError) error = NULL;

  close_server (self);
  remove_server (self);
  g_assert_cmpint (g_rename (self->kept, self->path), ==, 0);
  self->storage = way_storage_sqlite_open (self->path, WAY_STORAGE_EXISTING, &error);
  g_assert_no_error (error);
  g_assert_true (way_server_mark_restored (self->storage, &error));
  g_assert_no_error (error);
  close_server (self);
  open_server (self, WAY_STORAGE_EXISTING);
}

WaySecret *
world_get_root (World *self)
{
  return self->root;
}

gboolean
world_server_contains (World *self, const char *words)
{
  g_autofree char *bytes = NULL;
  gsize size;

  world_keep_server (self);
  g_assert_true (g_file_get_contents (self->kept, &bytes, &size, NULL));
  return memmem (bytes, size, words, strlen (words)) != NULL;
}

/* -- the world --------------------------------------------------------------------------------- */

static void
laptop_free (gpointer data)
{
  Laptop *self = data;

  g_clear_object (&self->sync);
  g_clear_object (&self->journal);
  g_clear_object (&self->clock);
  g_free (self);
}

World *
world_new (guint64 seed)
{
  World *self = g_new0 (World, 1);
  g_autoptr (GError) error = NULL;

  self->random = way_random_new_seeded (seed);
  self->executor = way_executor_new_seeded (self->random);
  self->clock = way_clock_new_fixed (1796000000000);
  self->dir = g_dir_make_tmp ("waymark-sync-XXXXXX", &error);
  g_assert_no_error (error);
  self->path = g_build_filename (self->dir, WAY_STORAGE_FILE, NULL);
  self->kept = g_build_filename (self->dir, "kept", NULL);
  self->laptops = g_ptr_array_new_with_free_func (laptop_free);
  open_server (self, WAY_STORAGE_CREATE);
  g_assert_true (way_server_draw_ticket (self->server, &self->ticket, &error));
  g_assert_no_error (error);
  return self;
}

void
world_free (World *self)
{
  g_ptr_array_unref (self->laptops);
  close_server (self);
  remove_server (self);
  g_unlink (self->kept);
  g_rmdir (self->dir);
  while (way_executor_step (self->executor) || g_main_context_iteration (NULL, FALSE))
    ;
  g_object_unref (self->executor);
  g_object_unref (self->clock);
  g_object_unref (self->random);
  g_clear_pointer (&self->root, way_secret_unref);
  g_free (self->dir);
  g_free (self->path);
  g_free (self->kept);
  g_free (self->ticket);
  g_free (self);
}

WayRandom *
world_get_random (World *self)
{
  return self->random;
}

void
world_set_portal (World *self, gboolean portal)
{
  self->portal = portal;
}

void
world_set_weather (World *self, Weather weather)
{
  self->weather = weather;
}

void
world_set_offline (World *self, gboolean offline)
{
  self->offline = offline;
}

static void
pass (World *self, gint64 ms)
{
  way_clock_set (self->clock, way_clock_now (self->clock) + ms);
  for (guint i = 0; i < self->laptops->len; i++)
    {
      Laptop *laptop = g_ptr_array_index (self->laptops, i);

      way_clock_set (laptop->clock, way_clock_now (laptop->clock) + ms);
    }
}

void
world_pass_minutes (World *self, guint minutes)
{
  pass (self, 60000 * (gint64)minutes);
}

guint
world_count_requests (World *self)
{
  return self->n_requests;
}

/* -- waiting ----------------------------------------------------------------------------------- */

void
world_wait_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **)data = g_object_ref (result);
}

guint
world_count_held (World *self)
{
  return self->n_held;
}

guint
world_count_asked (World *self)
{
  return self->n_asked;
}

void
world_turn (World *self)
{
  /* A second goes by now and then, so that nobody speaks too often. */
  pass (self, 1000);
  if (!way_executor_step (self->executor))
    g_main_context_iteration (NULL, FALSE);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

void
world_wait (World *self, GAsyncResult **result)
{
  for (guint i = 0; *result == NULL; i++)
    {
      g_assert_cmpuint (i, <, IDLE_TURNS);
      world_turn (self);
    }
}

/* -- laptops ----------------------------------------------------------------------------------- */

static void
start (Laptop *self)
{
  const WaySyncParts parts = { .journal = WAY_JOURNAL (self->journal),
                               .executor = self->world->executor,
                               .clock = self->clock,
                               .random = self->world->random,
                               .make_transport = make_transport,
                               .data = self->world };

  self->sync = way_sync_new_with_parts (&parts);
}

Laptop *
world_add_laptop (World *self, Laptop *twin)
{
  Laptop *laptop = g_new0 (Laptop, 1);

  laptop->world = self;
  laptop->clock = way_clock_new_fixed (way_clock_now (self->clock));
  laptop->journal = twin != NULL ? way_journal_memory_clone (twin->journal)
                                 : way_journal_memory_new (self->random);
  start (laptop);
  g_ptr_array_add (self->laptops, laptop);
  return laptop;
}

void
laptop_restart (Laptop *self)
{
  g_clear_object (&self->sync);
  start (self);
}

WaySyncReport
laptop_sync (Laptop *self)
{
  g_autoptr (GAsyncResult) result = NULL;

  way_sync_run (self->sync, NULL, world_wait_cb, &result);
  world_wait (self->world, &result);
  way_sync_run_finish (self->sync, result, NULL);
  return way_sync_status_get_report (WAY_SYNC_STATUS (self->sync));
}

void
world_found (World *self, Laptop *founder, guint hold_minutes)
{
  const WayTeamPlace place = { .server = ORIGIN, .ticket = self->ticket };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  WayTeamSheets sheets;

  way_team_create (WAY_TEAM (founder->sync), &place, hold_minutes, world_wait_cb, &result);
  world_wait (self, &result);
  g_assert_true (way_team_create_finish (WAY_TEAM (founder->sync), result, &sheets, &error));
  g_assert_no_error (error);
  self->root = sheets.root;
  way_secret_unref (sheets.share_a);
  way_secret_unref (sheets.share_b);
  g_assert_cmpint (laptop_sync (founder).state, ==, WAY_SYNC_SYNCED);
}

static void
lend_root (World *self, Laptop *manager, const JoinAs *as)
{
  if (as->with_sheet)
    way_team_lend_root (WAY_TEAM (manager->sync), self->root);
}

void
world_begin_join (World *self, Laptop *manager, Laptop *joiner, const JoinAs *as, char **ret_code)
{
  g_autoptr (GAsyncResult) invited = NULL;
  g_autoptr (GAsyncResult) joined = NULL;
  g_autoptr (GAsyncResult) approved = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *ticket = NULL;
  WayTeamPlace place = { .server = ORIGIN };
  WayId user;

  way_team_invite (WAY_TEAM (manager->sync), world_wait_cb, &invited);
  world_wait (self, &invited);
  way_team_invite_finish (WAY_TEAM (manager->sync), invited, &ticket, &user, &error);
  g_assert_no_error (error);
  place.ticket = ticket;
  way_team_join (WAY_TEAM (joiner->sync), &place, NULL, world_wait_cb, &joined);
  lend_root (self, manager, as);
  way_team_approve (WAY_TEAM (manager->sync), ticket, as->user, as->roles, NULL, world_wait_cb,
                    &approved);
  world_wait (self, &joined);
  world_wait (self, &approved);
  *ret_code = way_team_join_finish (WAY_TEAM (joiner->sync), joined, &error);
  g_assert_no_error (error);
  way_team_approve_finish (WAY_TEAM (manager->sync), approved, &error);
  g_assert_no_error (error);
}

static void
bring (World *self, Laptop *manager, Laptop *joiner, const JoinAs *as)
{
  g_autoptr (GAsyncResult) approved = NULL;
  g_autoptr (GAsyncResult) joined = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *code = NULL;
  g_autofree char *answer = NULL;

  world_begin_join (self, manager, joiner, as, &code);
  lend_root (self, manager, as);
  way_team_approve_code (WAY_TEAM (manager->sync), code, world_wait_cb, &approved);
  world_wait (self, &approved);
  answer = way_team_approve_code_finish (WAY_TEAM (manager->sync), approved, &error);
  g_assert_no_error (error);
  way_team_join_answer (WAY_TEAM (joiner->sync), answer, NULL, world_wait_cb, &joined);
  world_wait (self, &joined);
  way_team_join_answer_finish (WAY_TEAM (joiner->sync), joined, &error);
  g_assert_no_error (error);
  g_assert_cmpint (laptop_sync (manager).state, ==, WAY_SYNC_SYNCED);
}

void
world_join_as (World *self, Laptop *manager, Laptop *joiner, JoinAs as)
{
  bring (self, manager, joiner, &as);
  g_assert_cmpint (laptop_sync (joiner).state, ==, WAY_SYNC_SYNCED);
}

void
world_join (World *self, Laptop *manager, Laptop *joiner)
{
  world_join_as (self, manager, joiner, (JoinAs){ .roles = WAY_ROLE_ADVISER });
}

void
world_join_again (World *self, Laptop *manager, Laptop *joiner)
{
  const JoinAs as = { .user = way_journal_memory_get_user (joiner->journal),
                      .roles = WAY_ROLE_ADVISER };

  bring (self, manager, joiner, &as);
}
