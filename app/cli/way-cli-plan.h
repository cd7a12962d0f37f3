/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which plan a command means: the draft, or one of the versions.
 */
#pragma once

#include "way-cli.h"
#include "way-cli-call.h"
#include "way-plan.h"

G_BEGIN_DECLS

/* One person's plan, loaded; what is opened of it stays valid with it. */
typedef struct
{
  WayId id;
  WayCase *person;     /* (owned) */
  WayCase *team;       /* (owned) */
  WayDocument *draft;  /* (owned): the plan as it stands */
  GPtrArray *versions; /* (owned): WayVersion */
} WayCliPlan;

/* Loads the plan of the person whose id is the first operand. */
gboolean way_cli_plan_load (WayCliPlan *self, WayCli *cli, const WayCliCall *call, GError **error);
void way_cli_plan_clear (WayCliPlan *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WayCliPlan, way_cli_plan_clear)

/* (transfer none): the version of this number, or of this id where two have one number. */
const WayVersion *way_cli_plan_find (const WayCliPlan *self, const char *text, GError **error);

G_END_DECLS
