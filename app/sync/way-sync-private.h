/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * For the files that WaySync is made of.
 */
#pragma once

#include "way-confirm.h"
#include "way-directory-write.h"
#include "way-enrol.h"
#include "way-sync.h"

G_BEGIN_DECLS

/* A laptop that asks to join, on either side. */
typedef struct
{
  WayLink *link; /* (owned): of the joiner; the manager's is the session's */
  char *server;  /* (owned): joiner */
  char *ca_pem;  /* (owned) (nullable): joiner */
  WayHash ticket_hash;
  WayEnrolD opening; /* joiner: its own d */
  GBytes *c, *m, *d; /* (owned) (nullable): the messages, whole */
  WayEnrolM said;    /* m, read */
  WayHash transcript;
  WayCertificate certificate;
  gboolean is_open; /* the code may be typed */
  guint n_wrong;
} WayEnrolment;

struct _WaySync
{
  GObject parent_instance;

  WaySyncParts parts;  /* its objects (owned) */
  WaySession *session; /* (owned) (nullable): of the last round or verb */
  WaySyncReport report;
  GPtrArray *waiting;    /* (owned): GTask of rounds asked for */
  GPtrArray *running;    /* (owned) (nullable): those the round under way answers */
  GCancellable *current; /* (owned) (nullable): of the round under way */

  WayConfirm confirm;                 /* of the team log as it was with this head */
  guint8 confirm_head[WAY_HEAD_SIZE]; /* zero: of none yet */

  gboolean automatic;
  guint timer;
  gboolean soon;       /* the next round comes at once, as something was written */
  GCancellable *watch; /* (owned) (nullable): of the question what changed */
  guint watch_pause;
  gulong network_id;

  gboolean busy;   /* a verb of the team runs */
  WaySecret *lent; /* (owned) (nullable): for the next verb */
  WaySecret *root; /* (owned) (nullable): lent for this verb */
  WayEnrolment enrolment;
};

/* -- way-round.c -- */

/* One round; the report's members are filled in @ret_report. */
void
way_round (WaySync *sync, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
gboolean way_round_finish (GAsyncResult *result, WaySyncReport *ret_report, GError **error);

/* -- way-sync.c -- */

/* The next round by itself comes so much later, and a little. */
void way_sync_plan (WaySync *self, guint delay_ms);
void way_sync_set_session (WaySync *self, WaySession *session);

/* -- way-sync-confirm.c -- */

/* sync->confirm becomes that of the team log in @state, with the session's directory. */
void way_sync_confirm (WaySync *self,
                       const WayJournalState *state,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer data);
gboolean way_sync_confirm_finish (WaySync *self, GAsyncResult *result, GError **error);
/* What a report says of it. */
void way_sync_tell_confirmed (WaySync *self, WaySyncReport *report);

/* -- way-sync-watch.c -- */

/* Begins where there is a line, and nothing is under way. */
void way_sync_begin_watch (WaySync *self);
void way_sync_end_watch (WaySync *self);

/* -- way-team-*.c -- */

void way_team_iface_fill (WayTeamInterface *iface);
void way_team_iface_fill_join (WayTeamInterface *iface);
void way_team_iface_fill_approve (WayTeamInterface *iface);
void way_team_iface_fill_members (WayTeamInterface *iface);
void way_team_iface_fill_late (WayTeamInterface *iface);
void way_team_iface_fill_second (WayTeamInterface *iface);
void way_enrolment_clear (WayEnrolment *self);

/* A verb's task: marks the team busy until it is returned; NULL where it is busy, and @callback is
 * told so. */
GTask *way_team_begin (WayTeam *team,
                       gpointer tag,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer data);
/* Both take @task. */
void way_team_end (GTask *task, gpointer result, GDestroyNotify free);
void way_team_fail (GTask *task, GError *error);
/* Opens a session, keeps it in sync->session, and calls @next with @task; fails it otherwise.
 * @must: a team is needed. */
typedef void (*WayTeamStep) (GTask *task);
void way_team_open (GTask *task, gboolean must, WayTeamStep next);
/* The beginning of a verb of a team there is: its task with what was asked (@asked sinks; a
 * struct), a session, the directory as it is now, then @next. */
void way_team_start (WayTeam *team,
                     gpointer tag,
                     gpointer asked,
                     GDestroyNotify free_asked,
                     WayTeamStep next,
                     GAsyncReadyCallback callback,
                     gpointer data);
/* Takes @task. */
void way_team_fail_with (GTask *task, WayTeamError code, const char *sentence);
/* (transfer full) (nullable): the next act of the directory, signed by this laptop, and by the root
 * key that was lent where one signature does not do. */
GBytes *way_team_make_act (WaySync *self, WayDirType type, const WayDirBody *body, GError **error);
/* What went wrong below, as a verb says it. */
GError *way_team_error_from (GError *error);

G_END_DECLS
