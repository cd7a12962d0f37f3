/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-sync-status.h"
#include "way-i18n.h"

G_DEFINE_INTERFACE (WaySyncStatus, way_sync_status, G_TYPE_OBJECT)

enum
{
  CHANGED,
  RECEIVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const char *const state_names[] = { "no-team", "synced",  "waiting",
                                           "syncing", "offline", "trouble" };

static const struct
{
  const char *name, *sentence;
} troubles[WAY_SYNC_N_TROUBLES] = {
  [WAY_SYNC_TROUBLE_NONE] = { "none", NULL },
  [WAY_SYNC_TROUBLE_CLONED]
  = { "cloned", N_ ("This vault was copied and used on two laptops. Nothing is lost and you can go "
                    "on working; ask your manager to let this laptop join again.") },
  [WAY_SYNC_TROUBLE_ROLLED_BACK]
  = { "rolled-back", N_ ("The server shows less than it did before. Everything is still on this "
                         "laptop and you can go on working; tell whoever looks after the "
                         "server.") },
  [WAY_SYNC_TROUBLE_FORKED]
  = { "forked", N_ ("The server shows another history than the one this laptop knows. Nothing was "
                    "changed here; tell your manager today, and go on working.") },
  [WAY_SYNC_TROUBLE_RESTORED]
  = { "restored", N_ ("The server was restored and waits for a manager. Your work is safe here and "
                      "will be sent afterwards.") },
  [WAY_SYNC_TROUBLE_LEFT_BEHIND]
  = { "left-behind", N_ ("The server was restored, and your team went on without something this "
                         "laptop knew of it. Your work is safe here; ask your manager to let this "
                         "laptop join again.") },
  [WAY_SYNC_TROUBLE_BAD_LOG]
  = { "bad-log", N_ ("The server sent something that breaks the rules of your team. It was not "
                     "taken, and nothing was changed here; tell whoever looks after the "
                     "server.") },
  [WAY_SYNC_TROUBLE_REVOKED]
  = { "revoked", N_ ("This laptop was taken out of the team. What you wrote is kept here, and what "
                     "was not sent was handed to your manager; please ring them.") },
  [WAY_SYNC_TROUBLE_NOT_ADMITTED]
  = { "not-admitted", N_ ("This laptop has joined and waits until your manager's laptop lets it "
                          "into the team. You can work meanwhile.") },
  [WAY_SYNC_TROUBLE_REMOVED]
  = { "removed", N_ ("You were taken out of a person's record while work on it was unsent. It is "
                     "kept here and was handed to your manager; please ring them.") },
  [WAY_SYNC_TROUBLE_KEY]
  = { "key", N_ ("The key to a person's record did not arrive as it should. Your work on it waits "
                 "here; tell your manager, who can hand the record to you again.") },
  [WAY_SYNC_TROUBLE_CLOCK]
  = { "clock", N_ ("The clock of this laptop is wrong by more than ten minutes. Your work is sent "
                   "all the same; set date and time, as what you write carries them.") },
  [WAY_SYNC_TROUBLE_UNCONFIRMED]
  = { "unconfirmed", N_ ("For three working days no colleague's laptop has confirmed that it sees "
                         "the same as this one. Your work is sent and safe here; ask a colleague "
                         "whether they have what you wrote.") },
  [WAY_SYNC_TROUBLE_CERT_UNKNOWN]
  = { "cert-unknown",
      N_ ("The connection is not private: this laptop does not know who vouches for "
          "the server. Nothing was sent; ring your IT help desk.") },
  [WAY_SYNC_TROUBLE_CERT_EXPIRED]
  = { "cert-expired", N_ ("The server's certificate is out of date, or this laptop's clock is "
                          "wrong. Nothing was sent; check the date, then ring your IT help "
                          "desk.") },
  [WAY_SYNC_TROUBLE_CERT_HOST]
  = { "cert-host", N_ ("The server that answers has a certificate for another name. Nothing was "
                       "sent; ring your IT help desk.") },
  [WAY_SYNC_TROUBLE_CERT_BAD]
  = { "cert-bad", N_ ("The server's certificate is not valid. Nothing was sent; ring your IT help "
                      "desk.") },
  [WAY_SYNC_TROUBLE_NOT_WAYMARK]
  = { "not-waymark", N_ ("Something other than your Waymark server answered, perhaps the log-in "
                         "page of this network. Log in to the network first; your work is safe "
                         "here.") },
  [WAY_SYNC_TROUBLE_OTHER_TEAM]
  = { "other-team", N_ ("The server at this address is not that of your team. Nothing was sent; "
                        "tell whoever looks after the server.") },
  [WAY_SYNC_TROUBLE_REFUSED]
  = { "refused", N_ ("The server does not take what this laptop sends. Your work is safe here; "
                     "tell whoever looks after the server.") },
  [WAY_SYNC_TROUBLE_SERVER]
  = { "server", N_ ("The server has trouble of its own. Your work is safe here and will be sent "
                    "when it is well again.") },
  [WAY_SYNC_TROUBLE_UPDATE]
  = { "update", N_ ("Your team uses a newer Waymark than this one. Your work is safe here; ask for "
                    "the update.") },
  [WAY_SYNC_TROUBLE_VAULT]
  = { "vault", N_ ("This laptop could not save what came from the server. Nothing is lost; make "
                   "room on its disk, then sync again.") },
};

static void
way_sync_status_default_init (WaySyncStatusInterface *iface)
{
  GType type = G_TYPE_FROM_INTERFACE (iface);

  signals[CHANGED] = g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
  signals[RECEIVED] = g_signal_new ("received", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 1, G_TYPE_POINTER);
}

WaySyncReport
way_sync_status_get_report (WaySyncStatus *self)
{
  return WAY_SYNC_STATUS_GET_IFACE (self)->get_report (self);
}

void
way_sync_status_emit_changed (WaySyncStatus *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

void
way_sync_status_emit_received (WaySyncStatus *self, const WayId *case_id)
{
  g_signal_emit (self, signals[RECEIVED], 0, case_id);
}

const char *
way_sync_state_name (WaySyncState state)
{
  return state_names[state];
}

const char *
way_sync_trouble_name (WaySyncTrouble trouble)
{
  return troubles[trouble].name;
}

const char *
way_sync_trouble_sentence (WaySyncTrouble trouble)
{
  return troubles[trouble].sentence != NULL ? _ (troubles[trouble].sentence) : "";
}

const char *
way_sync_restored_sentence (const WaySyncReport *report)
{
  if (report->n_given_back > 0)
    return _ ("The server was restored from an older copy. This laptop gave back what it had "
              "lost.");
  if (report->was_restored)
    return _ ("The server was restored from an older copy, and a manager confirmed it. What the "
              "laptops of your team hold comes back as they sync.");
  return "";
}

char *
way_sync_confirmed_line (const WaySyncReport *report, const char *when)
{
  if (report->n_confirmed == 0)
    return g_strdup ("");
  return g_strdup_printf (g_dngettext (WAY_GETTEXT_DOMAIN, "Confirmed with %u colleague up to %s",
                                       "Confirmed with %u colleagues up to %s",
                                       report->n_confirmed),
                          report->n_confirmed, when);
}
