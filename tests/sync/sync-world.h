/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A server and some laptops in one process, from a seed: the shipped sync over the shipped server's
 * answers, with a network that cuts, repeats and is away, and vaults in memory.
 */
#pragma once

#include "way-journal-memory.h"
#include "way-sync.h"

G_BEGIN_DECLS

typedef struct _World World;

typedef struct
{
  World *world;
  WayJournalMemory *journal; /* (owned) */
  WaySync *sync;             /* (owned) */
  WayClock *clock;           /* (owned): goes as the server's does, from where it is */
} Laptop;

/* How likely a request is to be lost, to come twice, and its answer to be lost or to have a byte
 * turned, in percent; and whether entries that are posted are lost. */
typedef struct
{
  guint lost, twice, unanswered, mangled;
  gboolean no_posts;
} Weather;

/* As whom a laptop joins. */
typedef struct
{
  const WayId *user; /* (nullable): somebody who is, or was, in the team */
  WayRoles roles;
  gboolean with_sheet; /* the root sheet is lent to the manager */
} JoinAs;

World *world_new (guint64 seed);
void world_free (World *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (World, world_free)

WayRandom *world_get_random (World *self);
/* TRUE: the next answers are pages of somebody else. */
void world_set_portal (World *self, gboolean portal);
void world_set_weather (World *self, Weather weather);
void world_set_offline (World *self, gboolean offline);
void world_pass_minutes (World *self, guint minutes);
guint world_count_requests (World *self);

/* What the server holds, put aside; and as it was, again. */
void world_keep_server (World *self);
void world_bring_back_server (World *self);
/* The same by the server's own way: it knows that it was restored, and waits. */
void world_restore_server (World *self);
/* (transfer none): the seed of the root sheet, once the team is founded. */
WaySecret *world_get_root (World *self);
/* Whether the file of the server has these words anywhere. */
gboolean world_server_contains (World *self, const char *words);

/* (transfer none): with a vault of its own, or with a copy of @twin's. */
Laptop *world_add_laptop (World *self, Laptop *twin);
/* Drops what sync has in memory, as a restart does. */
void laptop_restart (Laptop *self);

/* One round, to its end. */
WaySyncReport laptop_sync (Laptop *self);
/* The first laptop founds the team, where new ones wait so long; then @joiner joins, with every
 * code right, and both sync. */
void world_found (World *self, Laptop *founder, guint hold_minutes);
void world_join (World *self, Laptop *manager, Laptop *joiner);
void world_join_as (World *self, Laptop *manager, Laptop *joiner, JoinAs as);
/* The same for who was in the team before. */
void world_join_again (World *self, Laptop *manager, Laptop *joiner);
/* Both in step, until the codes are to be typed. */
void
world_begin_join (World *self, Laptop *manager, Laptop *joiner, const JoinAs *as, char **ret_code);

/* -- waiting -- */

/* One step of whatever is to be done; time goes by. */
void world_turn (World *self);
/* Answers that the server kept back until there was something to say. */
guint world_count_held (World *self);
/* Questions that may be kept back so. */
guint world_count_asked (World *self);
void world_wait_cb (GObject *source, GAsyncResult *result, gpointer data);
/* Until @result is there. */
void world_wait (World *self, GAsyncResult **result);

G_END_DECLS
