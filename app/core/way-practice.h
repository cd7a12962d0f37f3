/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A practice vault: everybody in it is invented, and it says so itself, in the team's case, so that
 * every program, laptop and printed page knows.
 *
 * Real and invented people are never in one list: a vault becomes a practice one before anybody is
 * in it, and stays one.
 */
#pragma once

#include "way-act.h"
#include "way-case.h"

G_BEGIN_DECLS

/* @team: the case of workers and council. */
gboolean way_practice_is (WayCase *team);

/* (transfer full): the act that makes the vault of @team a practice one; belongs in the transaction
 * of its first people. */
WayAct *way_practice_begin (WayCase *team);

G_END_DECLS
