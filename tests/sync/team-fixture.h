/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A manager and an adviser, and what tests ask of them.
 */
#pragma once

#include "sync-world.h"

G_BEGIN_DECLS

/* A team of two. */
typedef struct
{
  World *world;
  Laptop *ros, *joel; /* manager, adviser */
  WayId person;       /* of Ros, and not Joel's */
} Team;

void team_begin (Team *self, guint64 seed);
void team_end (Team *self);
/* By Ros; @from (nullable). */
void team_allocate (Team *self, const WayId *case_id, Laptop *to, const WayId *from);
/* Sorted apart from the order of the log, with spaces between. */
void assert_texts (Laptop *laptop, const WayId *case_id, const char *expected);

G_END_DECLS
