/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the files of the composition root share.
 */
#pragma once

#include "way-application.h"
#include "way-desk.h"
#include "way-door.h"
#include "way-idle-watch.h"
#include "way-session-watch.h"
#include "way-settings.h"
#include "way-sync.h"
#include "way-vault.h"

G_BEGIN_DECLS

struct _WayApplication
{
  AdwApplication parent;

  gboolean practice;
  char *dir; /* (owned) (nullable): of the vault, as it was asked for */

  WayExecutor *executor;    /* (owned) */
  WayClock *clock;          /* (owned) */
  WayRandom *random;        /* (owned) */
  WayReference *reference;  /* (owned) */
  WayKeyHalf *key_half;     /* (owned) (nullable) */
  WayVault *vault;          /* (owned) */
  WaySettings *settings;    /* (owned) */
  WayIdleWatch *idle;       /* (owned) */
  WaySessionWatch *session; /* (owned) */

  WayDesk *desk;     /* (owned) (nullable): while the vault is open */
  WaySync *sync;     /* (owned) (nullable): the same */
  guint sync_look;   /* timer; 0 = none */
  GtkWidget *window; /* (nullable) */

  /* closing */
  gboolean hidden;     /* locked, though the desk is still there */
  gboolean closing;    /* and being flushed just now */
  char *trouble;       /* (owned) (nullable): why not everything could be saved before it locked */
  GPtrArray *closers;  /* (owned): GTask that wait for the end of closing */
  GPtrArray *knockers; /* (owned): GTask to open, which came while it was closing or being made */
  gboolean making;     /* the practice vault */

  /* the sheet that waits to be typed back */
  gboolean starting;    /* state STARTING */
  WaySecret *seed;      /* (owned) (nullable) */
  guint sheet_group;    /* 1 to 13 */
  gboolean sheet_right; /* that group was typed back */
  WaySecret *made_with; /* (owned) (nullable): the passphrase of first run, until it is over */

  /* copies */
  WaySecret *tried;     /* (owned) (nullable): the passphrase that found the vault damaged */
  guint copy_timer;     /* 0 = none */
  WaySecret *copy_with; /* (owned) (nullable): until the copy of this unlock is made */
};

/* -- way-application-actions.c -- */

void way_application_add_actions (WayApplication *self);

/* -- way-application-door.c -- */

void way_application_door_init (WayDoorInterface *iface);
/* The vault is open: lays the desk and says so. */
void way_application_lay_desk (WayApplication *self);

/* A task of the door, tagged with the public function. */
GTask *
way_application_begin (WayDoor *self, gpointer tag, GAsyncReadyCallback callback, gpointer data);
/* One that needs the passphrase: it becomes the data of the task.  NULL where what was typed can be
 * none; that was answered. */
GTask *way_application_begin_with (WayDoor *self,
                                   gpointer tag,
                                   const char *passphrase,
                                   GAsyncReadyCallback callback,
                                   gpointer data);
/* For the callback of a vault's verb.  FALSE where that failed: @task was answered.  @ret_seed
 * (nullable) as way_vault_finish(). */
gboolean
way_application_did (GTask *task, GObject *vault, GAsyncResult *result, WaySecret **ret_seed);
/* Whoever knocked while it could not be opened is answered now. */
void way_application_answer_knocks (WayApplication *self);
/* Takes @reason; pages see WAY_DOOR_ERROR only. */
void way_application_return_error (GTask *task, GError *reason);
/* (transfer full) (nullable): what is typed to try, or to become the passphrase. */
WaySecret *way_application_read_passphrase (const char *typed, GError **error);
WaySecret *way_application_read_new_passphrase (const char *typed, GError **error);
/* Wipes what only matters while this vault is open. */
void way_application_forget (WayApplication *self);

/* -- way-application-keys.c -- */

void way_application_keys_init (WayDoorInterface *iface);

/* -- way-application-copies.c -- */

void way_application_copies_init (WayDoorInterface *iface);
/* @passphrase opened the vault just now: a copy is made in a while where the last one is old. */
void way_application_expect_copy (WayApplication *self, WaySecret *passphrase);
void way_application_forget_copy (WayApplication *self);

/* -- way-application-sync.c -- */

void way_application_add_sync_actions (WayApplication *self);
/* While the vault is open; before the desk is laid, and after. */
void way_application_begin_sync (WayApplication *self);
void way_application_follow_desk (WayApplication *self);
/* At the lock, first of all. */
void way_application_end_sync (WayApplication *self);

/* -- way-application-practice.c -- */

/* The practice vault's passphrase: nobody's secret, shown on the locked page. */
#define WAY_PRACTICE_PASSPHRASE "practice makes plans"

/* Makes the practice vault and its caseload where there is none; @callback gets a GTask of @self
 * that way_door_finish() ends.  The vault is open afterwards. */
void
way_application_make_practice (WayApplication *self, GAsyncReadyCallback callback, gpointer data);

G_END_DECLS
