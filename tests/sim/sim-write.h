/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the people at the laptops do to the records.  Whatever the record does not allow is refused,
 * and that is a step as well.
 */
#pragma once

#include "sim-laptop.h"

G_BEGIN_DECLS

/* A new person, in a case of their own. */
void sim_write_person (SimLaptop *self);
/* One text, never the same; it is saved, or the run fails. */
void sim_write_words (SimLaptop *self, const WayId *case_id);
/* Some changes to one case, of any kind and register of the schema: texts, lists, dates, removals.
 */
void sim_write_some (SimLaptop *self, const WayId *case_id, guint n_changes);
/* A text so long that it goes in several entries. */
void sim_write_long (SimLaptop *self, const WayId *case_id);
/* What was written last is taken back. */
void sim_write_undo (SimLaptop *self);
/* One conflict of the case is settled, in one way or another. */
void sim_write_settle (SimLaptop *self, const WayId *case_id);

G_END_DECLS
