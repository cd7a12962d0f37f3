/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A server in this process, an organisation and its laptops, and asking as one of them does.
 */
#pragma once

#include <json-glib/json-glib.h>
#include "ledger-fixture.h"
#include "way-server.h"
#include "way-stream.h"

G_BEGIN_DECLS

#define ORIGIN "https://sync.example.org"
#define START_MS G_GINT64_CONSTANT (1800000000000)
#define HOUR_MS 3600000

typedef struct
{
  char *folder; /* (owned) */
  WayClock *clock;
  WayRandom *random;
  WayStorage *storage;
  WayServer *server;
  WayServerLimits limits;
  char *ticket; /* (owned): for setting up */
  Org *org;
  GHashTable *tokens; /* Laptop → its token, owned */

  /* What was answered last. */
  WayAnswer *answer; /* (owned) */
  JsonParser *json;  /* (owned) (nullable) */
} ServerFixture;

/* Empty, with an organisation that has not come yet. */
void server_fixture_set_up (ServerFixture *self, gconstpointer data);
/* Set up by laptop 0. */
void server_fixture_set_up_ready (ServerFixture *self, gconstpointer data);
void server_fixture_tear_down (ServerFixture *self, gconstpointer data);
/* The server ends and starts again over what the disk has. */
void server_fixture_restart (ServerFixture *self);
void server_fixture_later (ServerFixture *self, gint64 ms);

/* Asks as it is; the answer stays until the next. */
void server_ask (ServerFixture *self, const WayRequest *request);
/* As @laptop (NULL: nobody), logged in where it is not. */
void server_get (ServerFixture *self, Laptop *laptop, const char *path);
void server_post (
    ServerFixture *self, Laptop *laptop, const char *method, const char *path, GBytes *body);
void server_post_json (ServerFixture *self, Laptop *laptop, const char *path, const char *json);
/* (transfer full) */
WayRequest *
server_request (ServerFixture *self, Laptop *laptop, const char *method, const char *path);

/* The one line all refusals pass through: status, reason, and that nothing was written. */
#define assert_refused(self, code, name)                                                           \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_assert_cmpstr (server_reason (self), ==, name);                                              \
    g_assert_cmpuint ((self)->answer->status, ==, code);                                           \
  }                                                                                                \
  G_STMT_END
#define assert_answered(self, code)                                                                \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_assert_cmpstr (server_reason (self), ==, NULL);                                              \
    g_assert_cmpuint ((self)->answer->status, ==, code);                                           \
  }                                                                                                \
  G_STMT_END

/* (transfer none) (nullable): of the last answer. */
const char *server_reason (ServerFixture *self);
JsonObject *server_object (ServerFixture *self);
guint64 server_number (ServerFixture *self, const char *name);
/* The seq of its result @index; 0 where there is none. */
guint64 server_result (ServerFixture *self, guint index, gboolean *ret_same);
/* How many results. */
guint server_n_results (ServerFixture *self);

/* FALSE: the answer says why. */
gboolean server_login (ServerFixture *self, Laptop *laptop, const char *origin);

/* (transfer full): entries as a stream. */
GBytes *server_stream (GBytes *const *entries, gsize n);
void server_post_entry (ServerFixture *self, Laptop *laptop, const char *path, GBytes *entry);
/* Posts what the directory has more than the server, as root's hand: each is taken. */
void server_bring_directory (ServerFixture *self);
/* Posts the whole case; each entry is taken. */
void server_bring_case (ServerFixture *self, Case *the_case, Laptop *laptop);
/* (transfer full): `/v1/cases/{id}/log` and the like. */
char *server_case_path (const WayId *log, const char *what);

G_END_DECLS
