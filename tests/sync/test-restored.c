/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A server that comes back from an older backup: nobody loses anything, nobody is alarmed for
 * nothing, and everybody hears of it.
 */
#include "sync-world.h"
#include "team-fixture.h"
#include "way-crypto.h"
#include "way-test-chance.h"

/* -1 where it was confirmed; else a WayTeamError. */
static int
confirm (Team *self, WaySecret *root)
{
  WayTeam *team = WAY_TEAM (self->ros->sync);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  if (root != NULL)
    way_team_lend_root (team, root);
  way_team_confirm_restore (team, world_wait_cb, &result);
  world_wait (self->world, &result);
  if (way_team_finish (team, result, &error))
    return -1;
  g_assert_true (error->domain == WAY_TEAM_ERROR);
  return error->code;
}

static void
assert_confirmed (Team *self)
{
  g_assert_cmpint (confirm (self, world_get_root (self->world)), ==, -1);
}

/* A third laptop that was never there holds all of it afterwards. */
static void
assert_third (Team *self, const WayId *case_id, const char *expected)
{
  Laptop *third = world_add_laptop (self->world, NULL);

  world_join (self->world, self->ros, third);
  team_allocate (self, case_id, third, NULL);
  g_assert_cmpint (laptop_sync (third).state, ==, WAY_SYNC_SYNCED);
  assert_texts (third, case_id, expected);
}

/* What was written since the backup, by both, in old records and new ones, is given back. */
static void
test_given_back (void)
{
  Team team;
  WaySyncReport report;
  WayId fresh;

  team_begin (&team, 30);
  team_allocate (&team, &team.person, team.joel, NULL);
  laptop_sync (team.joel);
  world_keep_server (team.world);
  way_id_new (world_get_random (team.world), &fresh);
  way_journal_memory_add (team.joel->journal, &fresh, "a-new-record");
  way_journal_memory_add (team.joel->journal, &team.person, "joel-after");
  g_assert_cmpint (laptop_sync (team.joel).state, ==, WAY_SYNC_SYNCED);
  way_journal_memory_add (team.ros->journal, &team.person, "ros-after");
  g_assert_cmpint (laptop_sync (team.ros).state, ==, WAY_SYNC_SYNCED);
  world_restore_server (team.world);

  /* It waits: nothing is sent, and nobody is told of a thief. */
  way_journal_memory_add (team.joel->journal, &team.person, "waits");
  g_assert_cmpint (laptop_sync (team.joel).trouble, ==, WAY_SYNC_TROUBLE_RESTORED);
  g_assert_cmpuint (way_journal_memory_count_pending (team.joel->journal), ==, 1);
  g_assert_cmpint (laptop_sync (team.ros).trouble, ==, WAY_SYNC_TROUBLE_RESTORED);
  g_assert_cmpint (confirm (&team, NULL), ==, WAY_TEAM_ERROR_NOT_ALLOWED);
  assert_confirmed (&team);
  g_assert_cmpint (confirm (&team, world_get_root (team.world)), ==, WAY_TEAM_ERROR_NOT_FOUND);

  report = laptop_sync (team.ros);
  g_assert_cmpint (report.state, ==, WAY_SYNC_SYNCED);
  report = laptop_sync (team.joel);
  g_assert_cmpint (report.state, ==, WAY_SYNC_SYNCED);
  g_assert_true (report.was_restored);
  g_assert_cmpstr (way_sync_restored_sentence (&report), !=, "");
  g_assert_false (laptop_sync (team.joel).was_restored);
  g_assert_cmpint (laptop_sync (team.ros).state, ==, WAY_SYNC_SYNCED);
  assert_texts (team.ros, &team.person, "before joel-after ros-after waits");
  assert_texts (team.ros, &fresh, "a-new-record");
  assert_third (&team, &team.person, "before joel-after ros-after waits");
  assert_third (&team, &fresh, "a-new-record");
  team_end (&team);
}

/* The directory too: who joined since the backup is known again before anybody goes on. */
static void
test_directory (void)
{
  Team team;
  Laptop *third;

  team_begin (&team, 31);
  world_keep_server (team.world);
  third = world_add_laptop (team.world, NULL);
  world_join (team.world, team.ros, third);
  team_allocate (&team, &team.person, third, NULL);
  way_journal_memory_add (third->journal, &team.person, "of-the-third");
  g_assert_cmpint (laptop_sync (third).state, ==, WAY_SYNC_SYNCED);
  world_restore_server (team.world);
  /* The server does not know this laptop, and it is not told that this is another team's. */
  g_assert_cmpint (laptop_sync (third).trouble, ==, WAY_SYNC_TROUBLE_RESTORED);
  assert_confirmed (&team);
  g_assert_cmpint (laptop_sync (third).state, ==, WAY_SYNC_SYNCED);
  g_assert_cmpint (laptop_sync (team.ros).state, ==, WAY_SYNC_SYNCED);
  assert_texts (team.ros, &team.person, "before of-the-third");
  assert_third (&team, &team.person, "before of-the-third");
  team_end (&team);
}

/* Others wrote before the laptop came that could have given back: its work is sealed again. */
static void
test_crossed (void)
{
  Team team;
  WaySyncReport report;

  team_begin (&team, 32);
  team_allocate (&team, &team.person, team.joel, NULL);
  laptop_sync (team.joel);
  world_keep_server (team.world);
  for (guint i = 0; i < 5; i++)
    way_journal_memory_add (team.joel->journal, &team.person, "lost");
  g_assert_cmpint (laptop_sync (team.joel).state, ==, WAY_SYNC_SYNCED);
  world_restore_server (team.world);
  assert_confirmed (&team);
  way_journal_memory_add (team.ros->journal, &team.person, "meanwhile");
  g_assert_cmpint (laptop_sync (team.ros).state, ==, WAY_SYNC_SYNCED);
  way_journal_memory_add (team.joel->journal, &team.person, "unsent");
  report = laptop_sync (team.joel);
  g_assert_cmpint (report.trouble, ==, WAY_SYNC_TROUBLE_NONE);
  g_assert_cmpint (report.state, ==, WAY_SYNC_SYNCED);
  g_assert_true (report.was_restored);
  g_assert_cmpint (laptop_sync (team.ros).state, ==, WAY_SYNC_SYNCED);
  assert_texts (team.ros, &team.person, "before lost lost lost lost lost meanwhile unsent");
  assert_texts (team.joel, &team.person, "before lost lost lost lost lost meanwhile unsent");
  assert_third (&team, &team.person, "before lost lost lost lost lost meanwhile unsent");
  team_end (&team);
}

/* A server that only says less, or something else, without a manager's word is an alarm still, also
 * after an honest restore. */
static void
test_still_alarmed (void)
{
  Team team;

  team_begin (&team, 33);
  world_keep_server (team.world);
  world_restore_server (team.world);
  assert_confirmed (&team);
  g_assert_cmpint (laptop_sync (team.ros).state, ==, WAY_SYNC_SYNCED);
  world_keep_server (team.world);
  way_journal_memory_add (team.ros->journal, &team.person, "after");
  g_assert_cmpint (laptop_sync (team.ros).state, ==, WAY_SYNC_SYNCED);
  world_bring_back_server (team.world);
  way_journal_memory_add (team.ros->journal, &team.person, "more");
  g_assert_cmpint (laptop_sync (team.ros).trouble, ==, WAY_SYNC_TROUBLE_ROLLED_BACK);
  assert_texts (team.ros, &team.person, "after before more");
  team_end (&team);
}

/* Whatever the network and the disk do meanwhile. */
static void
test_weather (void)
{
  g_autoptr (WayRandom) chance = way_test_random ();

  for (guint i = 0; i < 3; i++)
    {
      Team team;

      team_begin (&team, way_random_below (chance, G_MAXUINT32));
      team_allocate (&team, &team.person, team.joel, NULL);
      laptop_sync (team.joel);
      world_keep_server (team.world);
      way_journal_memory_add (team.joel->journal, &team.person, "j");
      laptop_sync (team.joel);
      way_journal_memory_add (team.ros->journal, &team.person, "r");
      laptop_sync (team.ros);
      world_restore_server (team.world);
      assert_confirmed (&team);
      world_set_weather (team.world, (Weather){ 15, 15, 20 });
      for (guint turn = 0; turn < 12; turn++)
        {
          Laptop *laptop = turn % 2 == 0 ? team.joel : team.ros;

          if (turn == 3)
            way_journal_memory_add (laptop->journal, &team.person, "later");
          if (turn % 3 == 0)
            way_journal_memory_fail_write (laptop->journal, 1);
          laptop_sync (laptop);
          laptop_restart (laptop);
        }
      way_journal_memory_fail_write (team.joel->journal, 0);
      way_journal_memory_fail_write (team.ros->journal, 0);
      world_set_weather (team.world, (Weather){ 0 });
      g_assert_cmpint (laptop_sync (team.joel).state, ==, WAY_SYNC_SYNCED);
      g_assert_cmpint (laptop_sync (team.ros).state, ==, WAY_SYNC_SYNCED);
      g_assert_cmpint (laptop_sync (team.joel).state, ==, WAY_SYNC_SYNCED);
      assert_texts (team.ros, &team.person, "before j later r");
      assert_texts (team.joel, &team.person, "before j later r");
      team_end (&team);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_true (way_crypto_init (NULL));
  g_test_add_func ("/restored/given-back", test_given_back);
  g_test_add_func ("/restored/directory", test_directory);
  g_test_add_func ("/restored/crossed", test_crossed);
  g_test_add_func ("/restored/still-alarmed", test_still_alarmed);
  g_test_add_func ("/restored/weather", test_weather);
  return g_test_run ();
}
