/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The verbs of a team, each to its end: in fair weather, every code right.
 */
#pragma once

#include "sim-laptop.h"

G_BEGIN_DECLS

/* The first laptop founds the team. */
void sim_team_found (SimWorld *self);
/* @joiner joins, or joins again after it was revoked; the first laptop approves. */
void sim_team_join (SimLaptop *joiner);
/* FALSE where that cannot be now. */
gboolean sim_team_revoke (SimLaptop *whom);
/* Whoever works at @to comes into the case; those of @from (nullable) leave it. */
gboolean sim_team_allocate (const WayId *case_id, SimLaptop *to, SimLaptop *from);

G_END_DECLS
