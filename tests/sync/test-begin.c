/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A record that nobody else has yet goes up in one piece: its first EPOCH and what was written.
 */
#include "team-fixture.h"
#include "way-crypto.h"
#include "way-test-chance.h"

#define N_PEOPLE 5

static WayId
add_person (Team *self, Laptop *laptop, const char *words)
{
  WayId person;

  way_id_new (world_get_random (self->world), &person);
  way_journal_memory_add (laptop->journal, &person, words);
  return person;
}

/* Writes, and what is posted is lost on the way. */
static WayId
lose_person (Team *self, Laptop *laptop)
{
  WayId person = add_person (self, laptop, "first");

  world_set_weather (self->world, (Weather){ .no_posts = TRUE });
  g_assert_cmpint (laptop_sync (laptop).state, ==, WAY_SYNC_OFFLINE);
  world_set_weather (self->world, (Weather){ 0 });
  return person;
}

/* A request for each, and the question what changed. */
static void
test_caseload (void)
{
  Team team;
  WayId people[N_PEOPLE];
  guint before;

  team_begin (&team, 90);
  laptop_sync (team.joel);
  for (guint i = 0; i < N_PEOPLE; i++)
    people[i] = add_person (&team, team.joel, "new");
  before = world_count_requests (team.world);
  g_assert_cmpint (laptop_sync (team.joel).state, ==, WAY_SYNC_SYNCED);
  g_assert_cmpuint (world_count_requests (team.world) - before, ==, 1 + N_PEOPLE);
  g_assert_cmpint (laptop_sync (team.ros).state, ==, WAY_SYNC_SYNCED);
  for (guint i = 0; i < N_PEOPLE; i++)
    assert_texts (team.ros, &people[i], "new");
  team_end (&team);
}

/* It lies in the outbox as it was sealed, through a restart; what was written since goes with the
 * same round. */
static void
test_written_since (void)
{
  Team team;
  WayId person;

  team_begin (&team, 91);
  person = lose_person (&team, team.joel);
  g_assert_cmpuint (way_journal_memory_count_sealed (team.joel->journal), ==, 2);
  laptop_restart (team.joel);
  way_journal_memory_add (team.joel->journal, &person, "second");
  g_assert_cmpint (laptop_sync (team.joel).state, ==, WAY_SYNC_SYNCED);
  g_assert_cmpuint (way_journal_memory_count_sealed (team.joel->journal), ==, 0);
  laptop_sync (team.ros);
  assert_texts (team.ros, &person, "first second");
  team_end (&team);
}

/* A manager's laptop was lost meanwhile: it is sealed again, and not for that one. */
static void
test_revoked_since (void)
{
  Team team;
  Laptop *mair;
  WayId person;
  g_autoptr (GArray) members = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  team_begin (&team, 92);
  mair = world_add_laptop (team.world, NULL);
  world_join_as (team.world, team.ros, mair,
                 (JoinAs){ .roles = WAY_ROLE_ADVISER | WAY_ROLE_MANAGER, .with_sheet = TRUE });
  laptop_sync (team.joel);
  person = lose_person (&team, team.joel);
  members = way_team_list_members (WAY_TEAM (team.ros->sync));
  way_team_lend_root (WAY_TEAM (team.ros->sync), world_get_root (team.world));
  way_team_revoke (WAY_TEAM (team.ros->sync), &g_array_index (members, WayTeamMember, 2).device, 1,
                   world_wait_cb, &result);
  world_wait (team.world, &result);
  way_team_finish (WAY_TEAM (team.ros->sync), result, &error);
  g_assert_no_error (error);
  g_assert_cmpint (laptop_sync (team.joel).state, ==, WAY_SYNC_SYNCED);
  g_assert_cmpuint (way_journal_memory_count_sealed (team.joel->journal), ==, 0);
  g_assert_cmpint (laptop_sync (team.ros).state, ==, WAY_SYNC_SYNCED);
  assert_texts (team.ros, &person, "first");
  laptop_sync (mair);
  assert_texts (mair, &person, "");
  team_end (&team);
}

/* It arrived, and the answer did not, however often it is asked. */
static void
test_unanswered (void)
{
  Team team;
  WayId people[N_PEOPLE];

  team_begin (&team, 93);
  for (guint i = 0; i < N_PEOPLE; i++)
    {
      people[i] = add_person (&team, team.joel, "once");
      world_set_weather (team.world, (Weather){ .unanswered = 50, .twice = 30 });
      for (guint n = 0; n < 3; n++)
        laptop_sync (team.joel);
      world_set_weather (team.world, (Weather){ 0 });
    }
  g_assert_cmpint (laptop_sync (team.joel).state, ==, WAY_SYNC_SYNCED);
  laptop_sync (team.ros);
  for (guint i = 0; i < N_PEOPLE; i++)
    assert_texts (team.ros, &people[i], "once");
  team_end (&team);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_true (way_crypto_init (NULL));
  g_test_add_func ("/sync/begin/caseload", test_caseload);
  g_test_add_func ("/sync/begin/written-since", test_written_since);
  g_test_add_func ("/sync/begin/revoked-since", test_revoked_since);
  g_test_add_func ("/sync/begin/unanswered", test_unanswered);
  return g_test_run ();
}
