/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WaySession: what one sync, or one verb of a team, works with: the vault's state as it was loaded,
 * this laptop's keys, the directory as it was judged, and the line to the server.
 *
 * Made anew for each, so each begins from the disk.  On the main context; reference counted.
 * Private to room sync.
 */
#pragma once

#include "way-device-keys.h"
#include "way-directory.h"
#include "way-executor.h"
#include "way-journal.h"
#include "way-link.h"
#include "way-shelf.h"
#include "way-sync-error.h"

G_BEGIN_DECLS

/* How a line to a server is made; tests hand in their own. */
typedef WayTransport *(*WayMakeTransport) (
    const char *server, const char *ca_pem, WayExecutor *executor, gpointer data, GError **error);

/* What the composition root gives. */
typedef struct
{
  WayJournal *journal;
  WayExecutor *executor;
  WayClock *clock;
  WayRandom *random;
  WayMakeTransport make_transport;
  gpointer data; /* of make_transport; outlives everything */
} WaySyncParts;

/* What a colleague signed that cannot be of the history held here (ledger's WayProof). */
typedef struct
{
  WayId log;
  GPtrArray *held;     /* (owned) (nullable): GBytes of one history; NULL: none was found */
  GBytes *one, *other; /* (owned): one of that history, and one of another */
} WayFork;

typedef struct
{
  grefcount ref_count;
  WaySyncParts parts;      /* its objects (owned) */
  WayJournalState *state;  /* (owned) */
  WayDeviceKeys *device;   /* (owned) */
  WayLink *link;           /* (owned) (nullable): NULL without a team */
  WayDirectory *directory; /* (owned): empty without a team */
  WayShelf *shelf; /* (owned): logs that were judged with this directory, or a shorter one */
  WayFork fork;    /* found in this round */
  gboolean waits;  /* the server was restored, and takes nothing until a manager spoke */
} WaySession;

WaySession *way_session_ref (WaySession *self);
void way_session_unref (WaySession *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WaySession, way_session_unref)

/* Loads the vault's state, judges the directory it holds once more, and makes the line.  @former
 * (nullable): an earlier session, whose line, directory and shelf serve again where they are the
 * same. */
void way_session_open (const WaySyncParts *parts,
                       WaySession *former,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer data);
/* (transfer full) */
WaySession *way_session_open_finish (GAsyncResult *result, GError **error);

/* (transfer full) (nullable): another line to another server, for this laptop. */
WayLink *
way_session_make_link (WaySession *self, const char *server, const char *ca_pem, GError **error);

/* The directory as the server has it, judged, and written down. */
void way_session_pull_directory (WaySession *self,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer data);
gboolean way_session_pull_directory_finish (GAsyncResult *result, GError **error);

/* Posts what a server that was restored lacks of the directory, behind @after. */
void way_session_heal_directory (WaySession *self,
                                 guint64 after,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer data);
gboolean way_session_heal_directory_finish (GAsyncResult *result, GError **error);

/* Judges @page, of which @after entries are held, onto @directory; @entries gets them as GBytes.
 * Pure. */
gboolean way_session_take_directory (WayDirectory **directory,
                                     const WayWireAnswer *page,
                                     GPtrArray *entries,
                                     guint64 *ret_total,
                                     GError **error);

/* Makes an entry with @make on the directory as it stands, posts it, and writes it down; where
 * somebody was faster, or the answer was lost, it pulls and makes it again.  @make (transfer full)
 * (nullable): NULL with an error, or without one where the directory says it already. */
typedef GBytes *(*WayMakeEntry) (WaySession *self, gpointer data, GError **error);
void way_session_post_directory (WaySession *self,
                                 WayMakeEntry make,
                                 gpointer make_data,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer data);
gboolean way_session_post_directory_finish (GAsyncResult *result, GError **error);

/* What the directory says of this laptop now: WayDirRoles; 0 where it does not stand in it. */
guint8 way_session_get_roles (WaySession *self);

/* (transfer full): @self's next entry as the root key or this device signs it. */
GBytes *way_session_make_entry (WaySession *self, WayDirType type, const WayDirBody *body);

G_END_DECLS
