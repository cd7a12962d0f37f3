/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What one manager alone may not do: the root sheet is the second signature, for one verb.
 */
#include "team-fixture.h"
#include "way-crypto.h"
#include "way-test-chance.h"

static WayTeamMember
find_member (Laptop *laptop, guint index)
{
  g_autoptr (GArray) members = way_team_list_members (WAY_TEAM (laptop->sync));

  g_assert_cmpuint (index, <, members->len);
  return g_array_index (members, WayTeamMember, index);
}

static gboolean
end_take_out (Team *self, GAsyncResult **result, GError **error)
{
  world_wait (self->world, result);
  return way_team_finish (WAY_TEAM (self->ros->sync), *result, error);
}

/* By Ros; @root (nullable). */
static gboolean
take_out (Team *self, const WayId *device, WaySecret *root, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  if (root != NULL)
    way_team_lend_root (WAY_TEAM (self->ros->sync), root);
  way_team_revoke (WAY_TEAM (self->ros->sync), device, 3, world_wait_cb, &result);
  return end_take_out (self, &result, error);
}

/* (transfer none): a second manager. */
static Laptop *
add_manager (Team *self)
{
  Laptop *mair = world_add_laptop (self->world, NULL);

  world_join_as (self->world, self->ros, mair,
                 (JoinAs){ .roles = WAY_ROLE_ADVISER | WAY_ROLE_MANAGER, .with_sheet = TRUE });
  g_assert_cmpint (laptop_sync (self->ros).state, ==, WAY_SYNC_SYNCED);
  return mair;
}

/* She does what managers do: a new record is hers too, and she shares it. */
static void
test_second_manager (void)
{
  Team team;
  Laptop *mair;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  WayId person;

  team_begin (&team, 60);
  mair = add_manager (&team);
  g_assert_cmpint (find_member (team.ros, 2).roles, ==, WAY_ROLE_ADVISER | WAY_ROLE_MANAGER);
  way_id_new (world_get_random (team.world), &person);
  way_journal_memory_add (mair->journal, &person, "hers");
  g_assert_cmpint (laptop_sync (mair).state, ==, WAY_SYNC_SYNCED);
  way_team_allocate (WAY_TEAM (mair->sync), &person,
                     way_journal_memory_get_user (team.joel->journal), NULL, world_wait_cb,
                     &result);
  world_wait (team.world, &result);
  way_team_finish (WAY_TEAM (mair->sync), result, &error);
  g_assert_no_error (error);
  laptop_sync (team.joel);
  assert_texts (team.joel, &person, "hers");
  team_end (&team);
}

/* The same person on two laptops: each has what the other wrote, and a record that is shared with
 * the person is on both. */
static void
test_second_laptop (void)
{
  Team team;
  Laptop *other;

  team_begin (&team, 61);
  other = world_add_laptop (team.world, NULL);
  world_join_as (team.world, team.ros, other,
                 (JoinAs){ .user = way_journal_memory_get_user (team.joel->journal),
                           .roles = WAY_ROLE_ADVISER,
                           .with_sheet = TRUE });
  g_assert_true (way_id_equal (way_journal_memory_get_user (other->journal),
                               way_journal_memory_get_user (team.joel->journal)));
  team_allocate (&team, &team.person, team.joel, NULL);
  laptop_sync (team.joel);
  laptop_sync (other);
  way_journal_memory_add (team.joel->journal, &team.person, "from-first");
  way_journal_memory_add (other->journal, &team.person, "from-second");
  laptop_sync (team.joel);
  laptop_sync (other);
  laptop_sync (team.joel);
  assert_texts (team.joel, &team.person, "before from-first from-second");
  assert_texts (other, &team.person, "before from-first from-second");
  team_end (&team);
}

/* A manager's laptop is not taken out by another manager alone, nor by another sheet. */
static void
test_revoked_by_sheet (void)
{
  Team team;
  Laptop *mair;
  WayId device;
  g_autoptr (GError) alone = NULL, other = NULL, error = NULL;
  g_autoptr (WaySecret) wrong = NULL;

  team_begin (&team, 62);
  mair = add_manager (&team);
  device = find_member (team.ros, 2).device;
  wrong = way_secret_new_random (world_get_random (team.world), WAY_KEY_SIZE);
  g_assert_false (take_out (&team, &device, NULL, &alone));
  g_assert_error (alone, WAY_TEAM_ERROR, WAY_TEAM_ERROR_NOT_ALLOWED);
  g_assert_false (take_out (&team, &device, wrong, &other));
  g_assert_error (other, WAY_TEAM_ERROR, WAY_TEAM_ERROR_NOT_ALLOWED);
  g_assert_cmpint (laptop_sync (mair).state, ==, WAY_SYNC_SYNCED);
  take_out (&team, &device, world_get_root (team.world), &error);
  g_assert_no_error (error);
  g_assert_cmpint (laptop_sync (mair).trouble, ==, WAY_SYNC_TROUBLE_REVOKED);
  g_assert_cmpint (find_member (team.ros, 2).state, ==, WAY_TEAM_MEMBER_REVOKED);
  team_end (&team);
}

/* What was lent for a verb that is refused serves no other, and takes nothing from the one that
 * runs. */
static void
test_lent_once (void)
{
  WaySecret *root;
  Team team;
  WayId device;
  g_autoptr (WaySecret) wrong = NULL;

  team_begin (&team, 63);
  add_manager (&team);
  device = find_member (team.ros, 2).device;
  root = world_get_root (team.world);
  wrong = way_secret_new_random (world_get_random (team.world), WAY_KEY_SIZE);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GAsyncResult) first = NULL, second = NULL;
      g_autoptr (GError) error = NULL, busy = NULL;

      if (i == 1)
        way_team_lend_root (WAY_TEAM (team.ros->sync), root);
      way_team_revoke (WAY_TEAM (team.ros->sync), &device, 3, world_wait_cb, &first);
      way_team_lend_root (WAY_TEAM (team.ros->sync), i == 0 ? root : wrong);
      way_team_revoke (WAY_TEAM (team.ros->sync), &device, 3, world_wait_cb, &second);
      g_assert_false (end_take_out (&team, &second, &busy));
      g_assert_error (busy, WAY_TEAM_ERROR, WAY_TEAM_ERROR_BUSY);
      g_assert_cmpint (end_take_out (&team, &first, &error), ==, i == 1);
      if (i == 0)
        g_assert_error (error, WAY_TEAM_ERROR, WAY_TEAM_ERROR_NOT_ALLOWED);
    }
  team_end (&team);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;

  g_test_init (&argc, &argv, NULL);
  g_assert_true (way_crypto_init (&error));
  g_test_add_func ("/managers/second-manager", test_second_manager);
  g_test_add_func ("/managers/second-laptop", test_second_laptop);
  g_test_add_func ("/managers/revoked-by-sheet", test_revoked_by_sheet);
  g_test_add_func ("/managers/lent-once", test_lent_once);
  return g_test_run ();
}
