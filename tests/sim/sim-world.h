/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * SimWorld: a server, its disk, the network and the time, on one thread and from one seed.
 *
 * Everything here that is not a fault is the shipped code.  A world ends the process where it finds
 * what may not be: see sim_fail().
 */
#pragma once

#include "way-reference.h"
#include "way-server.h"
#include "way-test-vfs.h"
#include "way-transport.h"
#include "way-executor.h"

G_BEGIN_DECLS

#define SIM_ORIGIN "https://sync.example.org"
/* Stands in every text that anybody writes here, and may never be seen by the server. */
#define SIM_NEEDLE "nEEdlE"

/* Faults that are planted on purpose, to see that they are found (tests/mutants/sim). */
typedef enum
{
  SIM_MUTANT_NONE,
  SIM_MUTANT_LATE_COMMIT, /* the server answers before it is on the disk */
  SIM_MUTANT_DROPPED_ACT, /* the last act of several that came together is not taken */
  SIM_MUTANT_OLDER_HEAD,  /* a laptop believes a server that shows less than before */
  SIM_MUTANT_ANY_HEAD,    /* a laptop believes whatever head the server names */
} SimMutant;

extern SimMutant sim_mutant;

/* How likely a request is to be lost, to come twice, to come once more when nobody waits for it (in
 * a moment, or much later), to be cut, and its answer to be lost or cut, in percent. */
typedef struct
{
  guint8 lost, twice, late, cut, unanswered, answer_cut;
} SimWeather;

/* What a server that is not honest does to its answers. */
typedef enum
{
  SIM_EVIL_NONE,
  SIM_EVIL_FLIP,   /* one byte is another */
  SIM_EVIL_REPLAY, /* an answer of before to the same question */
  SIM_EVIL_OTHER,  /* another log's answer */
  SIM_EVIL_DROP,   /* a page without one of its entries */
  SIM_EVIL_SWAP,   /* a page with two entries in the other order */
  SIM_EVIL_TWICE,  /* a page with an entry twice */
  SIM_EVIL_HEAD,   /* a page, or what is said of an append, with another head */
  SIM_N_EVILS,
} SimEvil;

/* When the storage of the server fails. */
typedef enum
{
  SIM_CUT_NONE,
  SIM_CUT_BEFORE, /* killed before this commit */
  SIM_CUT_AFTER,  /* killed after it, before the answer */
  SIM_CUT_FAULT,  /* it fails, and the server goes on */
  SIM_N_CUTS,
} SimCut;

/* One message, of one request, that ends early. */
typedef struct
{
  guint number;     /* of the request from now on, 1 is the next; 0: none */
  gboolean answer;  /* its answer, else its body */
  gsize at;         /* bytes that are left of it */
  gboolean counted; /* the first request came */
  gboolean reached; /* there was such a request */
  gboolean was_cut; /* and it was longer than that */
  gsize size;       /* of the whole message */
} SimCutting;

typedef struct
{
  guint64 seed;
  WayRandom *random, *chance; /* (owned): of the shipped code; of what goes wrong */
  WayExecutor *executor;
  WayClock *clock; /* of the server */
  WayReference *reference;
  WayTestVfs *vfs;
  char *dir, *path, *kept, *ticket;
  WayStorage *storage; /* (nullable): NULL while it is down */
  WayServer *server;
  GPtrArray *laptops; /* (owned): SimLaptop */
  GArray *cases;      /* WayId, of people */
  GHashTable *facts;  /* (owned): what was acknowledged to a person, sim-check.h */

  SimWeather weather;
  SimCutting cutting;
  SimEvil evil;
  gboolean betrayed;  /* an answer was handed out that must be noticed */
  GPtrArray *answers; /* (owned): what was answered, for an evil server */
  GPtrArray *late;    /* (owned): requests that are still on their way */
  SimCut cut;
  guint cut_at;       /* which commit from now on, 1 is the next */
  gboolean killed;    /* by its cut */
  gboolean held_back; /* a commit that was answered, and is not made (LATE_COMMIT) */
  guint n_needles;
  guint64 n_requests, n_turns;
  GChecksum *trace; /* (owned): of everything that happened */
  const char *step; /* what happens now, for sim_fail() */
} SimWorld;

/* @place (nullable): the folder that it makes its own in. */
SimWorld *sim_world_new (guint64 seed, const char *place);
void sim_world_free (SimWorld *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SimWorld, sim_world_free)

/* Says what is wrong and when, and ends the process. */
void sim_fail (SimWorld *self, const char *format, ...) G_GNUC_PRINTF (2, 3) G_GNUC_NORETURN;
void sim_trace (SimWorld *self, const char *format, ...) G_GNUC_PRINTF (2, 3);

/* One thing happens, and a second goes by. */
void sim_turn (SimWorld *self);
void sim_wait (SimWorld *self, GAsyncResult **result);
void sim_wait_cb (GObject *source, GAsyncResult *result, gpointer data);
/* Until nothing is under way. */
void sim_settle_down (SimWorld *self);
void sim_pass_minutes (SimWorld *self, guint minutes);

void sim_server_open (SimWorld *self);
void sim_server_close (SimWorld *self);
/* What it holds put aside; and the server as it was then, while what it held since is put aside. */
void sim_server_keep (SimWorld *self);
void sim_server_exchange (SimWorld *self);

/* (transfer full): a new folder in memory, where there is a place for that: no disk is waited for.
 */
char *sim_folder_new (const char *place);
/* With all that is in it. */
void sim_folder_remove (const char *path);

/* TRUE with that chance in percent. */
gboolean sim_happens (SimWorld *self, guint percent);
guint sim_below (SimWorld *self, guint bound);

G_END_DECLS
