/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * SimLaptop: one laptop: a vault, a clock of its own, and the shipped sync.
 *
 * The vault is the real one in a folder, or the twin in memory, which merges nothing and only
 * carries.
 */
#pragma once

#include "sim-disk.h"
#include "way-act.h"
#include "way-journal-memory.h"
#include "way-sync.h"
#include "way-vault.h"

G_BEGIN_DECLS

typedef struct
{
  SimWorld *world;
  guint number;
  WayClock *clock;          /* (owned) */
  char *dir;                /* (owned) (nullable): of the real vault */
  WayVault *vault;          /* (owned) (nullable) */
  WayJournalMemory *memory; /* (owned) (nullable) */
  SimDisk *disk;            /* (owned): of the program that runs */
  WaySync *sync;            /* (owned) */

  gboolean is_manager;
  gboolean joined;
  gboolean copied;  /* it was, or is, a copy of another time: both may have written */
  gboolean revoked; /* and has not joined again */
  WayAct *last;     /* (owned) (nullable): what was written last, and the case before it */
  WayCase *before;  /* (owned) (nullable) */

  char *copy_dir;         /* (owned) (nullable): its vault as it was once */
  WayJournalMemory *copy; /* (owned) (nullable) */
} SimLaptop;

/* (transfer none): in @world's list. */
SimLaptop *sim_laptop_add (SimWorld *world, gboolean real);
/* Stopped before. */
void sim_laptop_free (SimLaptop *self);

/* The program ends and another one begins, with what is on the disk. */
void sim_laptop_stop (SimLaptop *self);
void sim_laptop_start (SimLaptop *self);
void sim_laptop_restart (SimLaptop *self);
/* Puts a copy of the vault aside; and the vault as that copy has it. */
void sim_laptop_copy (SimLaptop *self);
void sim_laptop_restore (SimLaptop *self);
void sim_laptop_forget_copy (SimLaptop *self);

/* Asks for a round; then once it is over: what it came to. */
void sim_laptop_begin_round (SimLaptop *self, GAsyncResult **result);
WaySyncReport sim_laptop_end_round (SimLaptop *self, GAsyncResult **result);
WaySyncReport sim_laptop_sync (SimLaptop *self);
/* (transfer full): what the vault knows of its team now. */
WayJournalState *sim_laptop_load (SimLaptop *self);

/* Takes @act; FALSE where the record does not allow it.  What was saved is a fact of the world. */
gboolean sim_laptop_commit (SimLaptop *self, WayAct *act);
/* (transfer full): the case as it stands; of a real vault only. */
WayCase *sim_laptop_load_case (SimLaptop *self, const WayId *case_id);

G_END_DECLS
