/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the files of the composition root share.
 */
#pragma once

#include "way-application.h"
#include "way-desk.h"
#include "way-door.h"
#include "way-vault.h"

G_BEGIN_DECLS

struct _WayApplication
{
  AdwApplication parent;

  gboolean practice;
  char *dir; /* (owned) (nullable): of the vault, as it was asked for */

  WayExecutor *executor;   /* (owned) */
  WayClock *clock;         /* (owned) */
  WayRandom *random;       /* (owned) */
  WayReference *reference; /* (owned) */
  WayKeyHalf *key_half;    /* (owned) (nullable) */
  WayVault *vault;         /* (owned) */

  WayDesk *desk;     /* (owned) (nullable): while the vault is open */
  GtkWidget *window; /* (nullable) */
  WaySecret *seed;   /* (owned) (nullable): of the sheet that waits to be typed back */
  guint sheet_group;
};

/* -- way-application-actions.c -- */

void way_application_add_actions (WayApplication *self);

/* -- way-application-door.c -- */

void way_application_door_init (WayDoorInterface *iface);
/* The vault is open: lays the desk and says so. */
void way_application_lay_desk (WayApplication *self);

/* -- way-application-practice.c -- */

/* The practice vault's passphrase: nobody's secret, shown on the locked page. */
#define WAY_PRACTICE_PASSPHRASE "practice makes plans"

/* Makes the practice vault and its caseload where there is none; @callback gets a GTask of @self
 * that way_door_finish() ends.  The vault is open afterwards. */
void
way_application_make_practice (WayApplication *self, GAsyncReadyCallback callback, gpointer data);

G_END_DECLS
