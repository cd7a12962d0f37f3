/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim-team.h"

#include "way-device-keys.h"
#include "way-secret.h"

static SimLaptop *
get_founder (SimWorld *self)
{
  return g_ptr_array_index (self->laptops, 0);
}

/* Fails the run: in fair weather nothing of this may. */
static void
expect (SimWorld *self, gboolean done, const char *what, GError **error)
{
  if (!done)
    sim_fail (self, "%s: %s", what, (*error)->message);
}

void
sim_team_found (SimWorld *self)
{
  WayTeam *team = WAY_TEAM (get_founder (self)->sync);
  const WayTeamPlace place = { .server = SIM_ORIGIN, .ticket = self->ticket };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  WayTeamSheets sheets;

  way_team_create (team, &place, 0, sim_wait_cb, &result);
  sim_wait (self, &result);
  expect (self, way_team_create_finish (team, result, &sheets, &error), "create", &error);
  way_secret_unref (sheets.root);
  way_secret_unref (sheets.share_a);
  way_secret_unref (sheets.share_b);
  get_founder (self)->joined = get_founder (self)->is_manager = TRUE;
}

/* (transfer full): the digits that the new laptop shows. */
static char *
begin_join (SimLaptop *joiner, const WayId *again)
{
  SimWorld *world = joiner->world;
  WayTeam *manager = WAY_TEAM (get_founder (world)->sync), *team = WAY_TEAM (joiner->sync);
  guint8 roles = WAY_ROLE_ADVISER | (joiner->is_manager ? WAY_ROLE_MANAGER : 0);
  g_autoptr (GAsyncResult) invited = NULL;
  g_autoptr (GAsyncResult) joined = NULL;
  g_autoptr (GAsyncResult) approved = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *ticket = NULL;
  WayTeamPlace place = { .server = SIM_ORIGIN };
  WayId user;
  char *code;

  way_team_invite (manager, sim_wait_cb, &invited);
  sim_wait (world, &invited);
  expect (world, way_team_invite_finish (manager, invited, &ticket, &user, &error), "invite",
          &error);
  place.ticket = ticket;
  way_team_join (team, &place, NULL, sim_wait_cb, &joined);
  way_team_approve (manager, ticket, again, roles, NULL, sim_wait_cb, &approved);
  sim_wait (world, &approved);
  expect (world, way_team_approve_finish (manager, approved, &error), "approve", &error);
  sim_wait (world, &joined);
  code = way_team_join_finish (team, joined, &error);
  expect (world, code != NULL, "join", &error);
  return code;
}

void
sim_team_join (SimLaptop *joiner)
{
  SimWorld *world = joiner->world;
  WayTeam *manager = WAY_TEAM (get_founder (world)->sync), *team = WAY_TEAM (joiner->sync);
  g_autoptr (WayJournalState) state = sim_laptop_load (joiner);
  g_autofree char *code = begin_join (joiner, state->team != NULL ? &state->user : NULL);
  g_autoptr (GAsyncResult) approved = NULL;
  g_autoptr (GAsyncResult) joined = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *answer = NULL;

  way_team_approve_code (manager, code, sim_wait_cb, &approved);
  sim_wait (world, &approved);
  answer = way_team_approve_code_finish (manager, approved, &error);
  expect (world, answer != NULL, "code", &error);
  way_team_join_answer (team, answer, NULL, sim_wait_cb, &joined);
  sim_wait (world, &joined);
  expect (world, way_team_join_answer_finish (team, joined, &error), "answer", &error);
  joiner->joined = TRUE;
  joiner->revoked = FALSE;
  sim_trace (world, "laptop %u joined", joiner->number);
}

gboolean
sim_team_revoke (SimLaptop *whom)
{
  SimWorld *world = whom->world;
  WayTeam *manager = WAY_TEAM (get_founder (world)->sync);
  g_autoptr (WayJournalState) state = sim_laptop_load (whom);
  g_autoptr (WayDeviceKeys) device = way_device_keys_new (state->sign_seed, state->box_seed);
  g_autoptr (GAsyncResult) result = NULL;

  way_team_revoke (manager, &device->id, 1, sim_wait_cb, &result);
  sim_wait (world, &result);
  if (!way_team_finish (manager, result, NULL))
    return FALSE;
  whom->revoked = TRUE;
  sim_trace (world, "laptop %u revoked", whom->number);
  return TRUE;
}

gboolean
sim_team_allocate (const WayId *case_id, SimLaptop *to, SimLaptop *from)
{
  SimWorld *world = to->world;
  WayTeam *manager = WAY_TEAM (get_founder (world)->sync);
  g_autoptr (WayJournalState) added = sim_laptop_load (to);
  g_autoptr (WayJournalState) dropped = from != NULL ? sim_laptop_load (from) : NULL;
  g_autoptr (GAsyncResult) result = NULL;
  gboolean done;

  way_team_allocate (manager, case_id, &added->user, dropped != NULL ? &dropped->user : NULL,
                     sim_wait_cb, &result);
  sim_wait (world, &result);
  done = way_team_finish (manager, result, NULL);
  sim_trace (world, "case to %u: %d", to->number, done);
  return done;
}
