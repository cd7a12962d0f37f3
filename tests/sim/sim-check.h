/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What must be so, all along and at the end.
 */
#pragma once

#include "sim-laptop.h"

G_BEGIN_DECLS

/* One op of a laptop's vault, whatever became of it. */
typedef struct
{
  WayOperation *op; /* (owned) */
  guint64 position; /* in its case's log; 0: in none yet */
  gboolean shown;   /* of a real vault */
} SimOp;

void sim_op_free (SimOp *self);

/* (transfer full): SimOp in the order they came. */
GPtrArray *sim_ops_list (SimLaptop *self);

/* What is new behind the first @n_before ops was acknowledged to the person at this laptop. */
void sim_facts_note (SimLaptop *self, guint n_before);
/* The vault is an older one: what only the newer one had is gone, and nobody was told otherwise.
 * To be asked before, and then after. */
GHashTable *sim_facts_only_here (SimLaptop *self);
void sim_facts_forget (SimLaptop *self, GHashTable *only_here);

/* Everything acknowledged on this laptop is on it. */
void sim_check_own_facts (SimLaptop *self);
/* A round of an honest server's: nothing is said that is not so. */
void sim_check_no_false_alarm (SimLaptop *self, const WaySyncReport *report);
/* With what each laptop has, nobody reads what came after they left a case, or was never theirs. */
void sim_check_secrecy (SimWorld *self);
/* Everybody is in every case and has synced: nothing waits, all have the same and show the same,
 * and what they show follows from what they have. */
void sim_check_alike (SimWorld *self);
/* The server's file holds no word. */
void sim_check_blind (SimWorld *self);

G_END_DECLS
