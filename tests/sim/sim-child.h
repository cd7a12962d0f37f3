/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A life in a process of its own, so that one that ends badly is only a finding; and the shortest
 * list of steps that still ends the same way.
 */
#pragma once

#include "sim-run.h"

G_BEGIN_DECLS

typedef struct
{
  gboolean well;
  SimLife life; /* where it went well */
  char *found;  /* (owned) (nullable): what was found, and where */
} SimOutcome;

void sim_outcome_clear (SimOutcome *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SimOutcome, sim_outcome_clear)

void sim_child_live (guint64 seed, GArray *kept, SimOutcome *ret_outcome);

/* (transfer full) (element-type guint): the steps of @seed without which it does not end as @found,
 * as far as can be told in @seconds. */
GArray *sim_child_shrink (guint64 seed, const char *found, gint64 seconds);
/* (transfer full): "3,17,22". */
char *sim_child_format (GArray *kept);
/* (transfer full) */
GArray *sim_child_parse (const char *text);

G_END_DECLS
