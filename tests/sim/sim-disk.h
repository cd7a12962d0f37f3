/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * SimDisk: the journal of one laptop's running program, in front of the vault.
 *
 * It can be killed at any step that leaves a trace: before or after a write of the vault, before or
 * after a request.  From then on nothing it asks for happens, and whoever waits gets an error; so a
 * killed program ends without having done anything more, and another one begins from the vault.
 */
#pragma once

#include "sim-world.h"
#include "way-journal.h"

G_BEGIN_DECLS

#define SIM_TYPE_DISK (sim_disk_get_type ())
G_DECLARE_FINAL_TYPE (SimDisk, sim_disk, SIM, DISK, GObject)

struct _SimDisk
{
  GObject parent_instance;

  SimWorld *world;
  WayJournal *inner; /* (owned) */
  gboolean dead;
  guint kill_at;     /* the step from now on, 1 is the next; 0: none */
  gboolean fail_one; /* it is one write that fails, and the program goes on */
};

/* (transfer full) */
SimDisk *sim_disk_new (SimWorld *world, WayJournal *inner);
/* FALSE where the program is killed before it, or was. */
gboolean sim_disk_may_send (SimDisk *self);
gboolean sim_disk_may_hear (SimDisk *self);

G_END_DECLS
