/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayServer: what the server knows and answers (docs/protocol.md), apart from what carries it.
 *
 * It replays the directory and every log it appends to with the judges of room ledger, and trusts
 * no table over them.  One thread: the worker that owns the storage.
 */
#pragma once

#include "way-clock.h"
#include "way-rate.h"
#include "way-request.h"
#include "way-storage.h"

G_BEGIN_DECLS

typedef struct
{
  WayRateLimit device;      /* requests of one device */
  WayRateLimit fresh;       /* of a new one, and what is given back after a restore */
  WayRateLimit challenges;  /* for one device */
  WayRateLimit address;     /* requests without a token */
  guint64 bytes_a_day;      /* posted by one device */
  guint64 new_device_ms;    /* how long a device is new, and has no such cap */
  guint64 lane_entries;     /* of one log */
  guint64 tickets;          /* open ones of one manager */
  guint64 cached_positions; /* of logs in memory */
} WayServerLimits;

/* What docs/protocol.md promises. */
extern const WayServerLimits way_server_limits;

typedef struct _WayServer WayServer;

/* (transfer full): reads the directory from @storage, which must outlive it.  @origins: what this
 * server is called by, as format.md 17 writes it. */
WayServer *way_server_new (WayStorage *storage,
                           WayClock *clock,
                           WayRandom *random,
                           const WayServerLimits *limits,
                           const char *const *origins,
                           GError **error);
void way_server_free (WayServer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayServer, way_server_free)

/* Draws a new set-up ticket (32 letters), in the place of any before; NULL in @ret_ticket where
 * there is an organisation already. */
gboolean way_server_draw_ticket (WayServer *self, char **ret_ticket, GError **error);

/* Answers all of @requests in one transaction, in their order: what was written is on the disk
 * when it returns.  Never fails: a fault of the storage is the answer to each. */
void way_server_answer_all (WayServer *self,
                            WayRequest *const *requests,
                            gsize n,
                            WayAnswer **ret_answers);
/* (transfer full) */
WayAnswer *way_server_answer (WayServer *self, const WayRequest *request);

/* What can be said before a body is read: NONE where it may come.  @length -1: not given. */
WayReason way_server_judge_head (const char *method,
                                 const char *path,
                                 const char *query,
                                 const char *content_type,
                                 gint64 length);

/* Rises with every batch that wrote: what is held back may have something to say. */
guint64 way_server_get_generation (WayServer *self);

/* Lets go of what is too old: tokens, tickets, audit. */
gboolean way_server_sweep (WayServer *self, GError **error);

/* (transfer full) (element-type utf8): replays everything in @storage; one line for each thing
 * that is wrong. */
GPtrArray *way_server_check (WayStorage *storage);

/* Before the first start of a copy from a backup: read-only until INCARNATION. */
gboolean way_server_mark_restored (WayStorage *storage, GError **error);

G_END_DECLS
