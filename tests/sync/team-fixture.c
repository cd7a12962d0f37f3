/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "team-fixture.h"

void
assert_texts (Laptop *laptop, const WayId *case_id, const char *expected)
{
  g_auto (GStrv) texts = way_journal_memory_list (laptop->journal, case_id);
  g_autofree char *joined = g_strjoinv (" ", texts);

  g_assert_cmpstr (joined, ==, expected);
}

void
team_begin (Team *self, guint64 seed)
{
  self->world = world_new (seed);
  self->ros = world_add_laptop (self->world, NULL);
  self->joel = world_add_laptop (self->world, NULL);
  way_id_new (world_get_random (self->world), &self->person);
  way_journal_memory_add (self->ros->journal, &self->person, "before");
  world_found (self->world, self->ros, 0);
  world_join (self->world, self->ros, self->joel);
}

void
team_end (Team *self)
{
  world_free (self->world);
}

void
team_allocate (Team *self, const WayId *case_id, Laptop *to, const WayId *from)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  way_team_allocate (WAY_TEAM (self->ros->sync), case_id, way_journal_memory_get_user (to->journal),
                     from, world_wait_cb, &result);
  world_wait (self->world, &result);
  way_team_finish (WAY_TEAM (self->ros->sync), result, &error);
  g_assert_no_error (error);
}
