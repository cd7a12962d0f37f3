/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayTeamLines: what a vault says of its adviser and council, as one form asks for it.
 *
 * They stand in the case of council-wide objects (decisions.md 1) and are printed on plans.
 */
#pragma once

#include "way-act.h"
#include "way-case.h"

G_BEGIN_DECLS

/* What was not given is NULL or "". */
typedef struct
{
  const char *name, *phone;
  const char *council, *team;
  const char *out_of_hours, *advocate;
} WayTeamLines;

/* Whether all of it may be written: asked before a vault is made. */
gboolean way_team_lines_check (const WayTeamLines *self, WayDate today, GError **error);

/* (transfer full) (nullable): the act that makes @present (nullable: nothing is there yet) say so;
 * NULL where it does already.  @team is the case and the council's object, @user the worker's. */
WayAct *way_team_lines_build (const WayTeamLines *self,
                              const WayId *team,
                              const WayId *user,
                              WayCase *present);

G_END_DECLS
