/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One life of a team, from a seed: how it begins, what happens, how it comes to rest, and what a
 * server that goes back or tells two stories gets to hear at the end.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  guint64 n_turns, n_requests;
  guint n_steps, n_facts;
  char trace[65]; /* of everything that happened */
} SimLife;

/* Of the steps of @seed those in @kept (guint; NULL: all).  Ends the process where something is
 * found, see sim_fail(), and then leaves what it made in @place (nullable). */
void sim_run (guint64 seed, GArray *kept, const char *place, SimLife *ret_life);

G_END_DECLS
