/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WaySyncStatus: what window and command line show of sync.  sync implements it.
 *
 * A GObject interface with two signals, both on the main loop:
 *   changed                        the state is another one: ask for it
 *   received (const WayId *case)   work of other people came into this case (or into the council's)
 */
#pragma once

#include <glib-object.h>
#include "way-id.h"

G_BEGIN_DECLS

typedef enum
{
  WAY_SYNC_NO_TEAM, /* this vault belongs to no team: nothing is sent anywhere */
  WAY_SYNC_SYNCED,  /* every local act is acknowledged */
  WAY_SYNC_WAITING, /* n acts wait to be sent */
  WAY_SYNC_SYNCING,
  WAY_SYNC_OFFLINE, /* the server could not be reached since `since_ms` */
  WAY_SYNC_TROUBLE, /* see WaySyncTrouble */
} WaySyncState;

/* What a person has to know or do something about.  Each has its sentence. */
typedef enum
{
  WAY_SYNC_TROUBLE_NONE,
  WAY_SYNC_TROUBLE_CLONED,      /* this vault was copied, and both copies wrote */
  WAY_SYNC_TROUBLE_ROLLED_BACK, /* the server shows less than it did */
  WAY_SYNC_TROUBLE_FORKED,      /* the server shows another history */
  WAY_SYNC_TROUBLE_RESTORED, /* the server was restored, and a manager has not confirmed it yet */
  WAY_SYNC_TROUBLE_LEFT_BEHIND,  /* it was, and the team went on without what this laptop knew */
  WAY_SYNC_TROUBLE_BAD_LOG,      /* the server shows what its own rules forbid */
  WAY_SYNC_TROUBLE_REVOKED,      /* this laptop was taken out of the team */
  WAY_SYNC_TROUBLE_NOT_ADMITTED, /* certified, and in no case yet */
  WAY_SYNC_TROUBLE_REMOVED,      /* taken out of a case that still had unsent work */
  WAY_SYNC_TROUBLE_KEY,          /* the key of a case did not come as it should */
  WAY_SYNC_TROUBLE_CLOCK,        /* this laptop's clock is too far from the server's */
  WAY_SYNC_TROUBLE_UNCONFIRMED,  /* for days no colleague's laptop said that it sees the same */
  WAY_SYNC_TROUBLE_CERT_UNKNOWN, /* TLS: unknown authority */
  WAY_SYNC_TROUBLE_CERT_EXPIRED,
  WAY_SYNC_TROUBLE_CERT_HOST, /* TLS: made for another name */
  WAY_SYNC_TROUBLE_CERT_BAD,
  WAY_SYNC_TROUBLE_NOT_WAYMARK, /* something else answers: a log-in page, a proxy */
  WAY_SYNC_TROUBLE_OTHER_TEAM,  /* the server belongs to another organisation, or to none yet */
  WAY_SYNC_TROUBLE_REFUSED,     /* the server refuses for a reason of its own */
  WAY_SYNC_TROUBLE_SERVER,      /* the server has trouble of its own */
  WAY_SYNC_TROUBLE_UPDATE,      /* a newer Waymark is needed */
  WAY_SYNC_TROUBLE_VAULT,       /* this laptop could not write */
  WAY_SYNC_N_TROUBLES
} WaySyncTrouble;

/* A plain value. */
typedef struct
{
  WaySyncState state;
  WaySyncTrouble trouble;
  guint n_waiting;  /* acts written here that the server has not confirmed; 0 without a team */
  gint64 since_ms;  /* offline: since when; 0 else */
  gint64 synced_ms; /* when everything was last confirmed; 0: never */
  /* Acts of this round, or of the last one where none runs: of n_to_send, n_sent are confirmed. */
  guint n_to_send, n_sent, n_received;
  gboolean was_restored; /* this round heard that the server is a restored copy, and confirmed */
  guint n_given_back;    /* entries that the server had lost, and has again from here */
  guint n_confirmed; /* colleagues who signed, on the day of confirmed_ms, that they see the same */
  gint64 confirmed_ms; /* up to when; 0: nobody did yet */
  gint64 again_ms;     /* when it is tried again by itself; 0: not before it is asked for */
} WaySyncReport;

#define WAY_TYPE_SYNC_STATUS (way_sync_status_get_type ())
G_DECLARE_INTERFACE (WaySyncStatus, way_sync_status, WAY, SYNC_STATUS, GObject)

struct _WaySyncStatusInterface
{
  GTypeInterface parent_iface;

  WaySyncReport (*get_report) (WaySyncStatus *self);
};

WaySyncReport way_sync_status_get_report (WaySyncStatus *self);

/* For who implements it. */
void way_sync_status_emit_changed (WaySyncStatus *self);
void way_sync_status_emit_received (WaySyncStatus *self, const WayId *case_id);

/* (transfer none): a name that never changes, for programs: "synced", "cert-expired". */
const char *way_sync_state_name (WaySyncState state);
const char *way_sync_trouble_name (WaySyncTrouble trouble);
/* (transfer none): one plain sentence in the user's language: what happened, what is safe, what to
 * do.  "" for NONE. */
const char *way_sync_trouble_sentence (WaySyncTrouble trouble);
/* The same of what is no trouble: that a server was restored.  "" where there is nothing to say. */
const char *way_sync_restored_sentence (const WaySyncReport *report);
/* (transfer full): with how many colleagues it is confirmed up to @when ("09:14").  "" where nobody
 * confirmed anything yet. */
char *way_sync_confirmed_line (const WaySyncReport *report, const char *when);

G_END_DECLS
