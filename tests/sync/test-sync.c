/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The state machine against the server's own answers: two laptops, and what can go wrong between
 * them.
 */
#include <string.h>
#include "team-fixture.h"
#include "way-crypto.h"
#include "way-test-chance.h"

static void
test_no_team (void)
{
  g_autoptr (World) world = world_new (1);
  Laptop *laptop = world_add_laptop (world, NULL);

  g_assert_cmpint (laptop_sync (laptop).state, ==, WAY_SYNC_NO_TEAM);
  g_assert_cmpuint (world_count_requests (world), ==, 0);
}

static void
test_two_laptops (void)
{
  Team team;
  WayId own;

  team_begin (&team, 2);
  assert_texts (team.joel, &team.person, "");
  way_id_new (world_get_random (team.world), &own);
  way_journal_memory_add (team.joel->journal, &own, "words-of-joel");
  g_assert_cmpint (laptop_sync (team.joel).state, ==, WAY_SYNC_SYNCED);
  g_assert_cmpint (laptop_sync (team.ros).state, ==, WAY_SYNC_SYNCED);
  assert_texts (team.ros, &own, "words-of-joel");
  team_allocate (&team, &team.person, team.joel, NULL);
  g_assert_cmpint (laptop_sync (team.joel).state, ==, WAY_SYNC_SYNCED);
  assert_texts (team.joel, &team.person, "before");
  way_journal_memory_add (team.joel->journal, &team.person, "from-joel");
  way_journal_memory_add (team.ros->journal, &team.person, "from-ros");
  laptop_sync (team.joel);
  laptop_sync (team.ros);
  laptop_sync (team.joel);
  assert_texts (team.joel, &team.person, "before from-joel from-ros");
  assert_texts (team.ros, &team.person, "before from-joel from-ros");
  g_assert_false (world_server_contains (team.world, "words-of-joel"));
  g_assert_false (world_server_contains (team.world, "from-ros"));
  team_end (&team);
}

/* What has nothing to say says it in one round trip. */
static void
test_no_change (void)
{
  Team team;
  guint before;

  team_begin (&team, 3);
  for (guint i = 0; i < 3; i++)
    {
      WayId person;

      way_id_new (world_get_random (team.world), &person);
      way_journal_memory_add (team.ros->journal, &person, "new");
    }
  laptop_sync (team.ros);
  before = world_count_requests (team.world);
  g_assert_cmpint (laptop_sync (team.ros).state, ==, WAY_SYNC_SYNCED);
  g_assert_cmpuint (world_count_requests (team.world) - before, ==, 1);
  team_end (&team);
}

/* One edited field: what changed, and the field, on either side. */
static void
test_one_field (void)
{
  Team team;
  guint before;

  team_begin (&team, 26);
  team_allocate (&team, &team.person, team.joel, NULL);
  laptop_sync (team.ros);
  laptop_sync (team.joel);
  way_journal_memory_add (team.ros->journal, &team.person, "one");
  before = world_count_requests (team.world);
  g_assert_cmpint (laptop_sync (team.ros).state, ==, WAY_SYNC_SYNCED);
  g_assert_cmpuint (world_count_requests (team.world) - before, ==, 2);
  g_assert_cmpint (laptop_sync (team.joel).state, ==, WAY_SYNC_SYNCED);
  g_assert_cmpuint (world_count_requests (team.world) - before, ==, 4);
  assert_texts (team.joel, &team.person, "before one");
  team_end (&team);
}

/* What was judged is not read again as long as the program runs; and where the disk has something
 * else, or the program began anew, it is. */
static void
test_kept (void)
{
  Team team;
  guint before;

  team_begin (&team, 27);
  laptop_sync (team.ros);
  before = way_journal_memory_count_loaded (team.ros->journal);
  way_journal_memory_add (team.ros->journal, &team.person, "kept");
  g_assert_cmpint (laptop_sync (team.ros).state, ==, WAY_SYNC_SYNCED);
  g_assert_cmpuint (way_journal_memory_count_loaded (team.ros->journal), ==, before);
  for (guint n = 1; n <= 3; n++)
    {
      way_journal_memory_add (team.ros->journal, &team.person, "more");
      way_journal_memory_fail_write (team.ros->journal, n);
      laptop_sync (team.ros);
      way_journal_memory_fail_write (team.ros->journal, 0);
      g_assert_cmpint (laptop_sync (team.ros).state, ==, WAY_SYNC_SYNCED);
    }
  assert_texts (team.ros, &team.person, "before kept more more more");
  laptop_restart (team.ros);
  before = way_journal_memory_count_loaded (team.ros->journal);
  way_journal_memory_add (team.ros->journal, &team.person, "anew");
  g_assert_cmpint (laptop_sync (team.ros).state, ==, WAY_SYNC_SYNCED);
  g_assert_cmpuint (way_journal_memory_count_loaded (team.ros->journal), >, before);
  team_end (&team);
}

/* The server said that nothing changed, and then something did: nothing is sealed under what is no
 * longer in force, and nothing is lost. */
static void
test_crossing (void)
{
  Team team;

  team_begin (&team, 28);
  for (guint i = 0; i < 12; i++)
    {
      g_autoptr (GAsyncResult) one = NULL;
      g_autoptr (GAsyncResult) other = NULL;

      if (i == 6)
        team_allocate (&team, &team.person, team.joel, NULL);
      way_journal_memory_add (team.ros->journal, &team.person, "r");
      if (i > 6)
        way_journal_memory_add (team.joel->journal, &team.person, "j");
      way_sync_run (team.ros->sync, NULL, world_wait_cb, &one);
      way_sync_run (team.joel->sync, NULL, world_wait_cb, &other);
      world_wait (team.world, &one);
      world_wait (team.world, &other);
    }
  g_assert_cmpint (laptop_sync (team.ros).state, ==, WAY_SYNC_SYNCED);
  g_assert_cmpint (laptop_sync (team.joel).state, ==, WAY_SYNC_SYNCED);
  g_assert_cmpint (laptop_sync (team.ros).state, ==, WAY_SYNC_SYNCED);
  g_assert_cmpuint (way_journal_memory_count_sealed (team.ros->journal), ==, 0);
  for (guint i = 0; i < 2; i++)
    {
      Laptop *laptop = i == 0 ? team.ros : team.joel;
      g_auto (GStrv) texts = way_journal_memory_list (laptop->journal, &team.person);

      g_assert_cmpuint (g_strv_length (texts), ==, 1 + 12 + 5);
    }
  team_end (&team);
}

static void
test_offline (void)
{
  Team team;
  WaySyncReport report;

  team_begin (&team, 4);
  way_journal_memory_add (team.ros->journal, &team.person, "away");
  world_set_offline (team.world, TRUE);
  report = laptop_sync (team.ros);
  g_assert_cmpint (report.state, ==, WAY_SYNC_OFFLINE);
  g_assert_cmpint (report.since_ms, >, 0);
  world_set_offline (team.world, FALSE);
  world_set_portal (team.world, TRUE);
  report = laptop_sync (team.ros);
  g_assert_cmpint (report.trouble, ==, WAY_SYNC_TROUBLE_NOT_WAYMARK);
  g_assert_cmpuint (way_journal_memory_count_pending (team.ros->journal), ==, 1);
  world_set_portal (team.world, FALSE);
  g_assert_cmpint (laptop_sync (team.ros).state, ==, WAY_SYNC_SYNCED);
  team_end (&team);
}

/* Whatever the network does, everything arrives, and once. */
static void
test_weather (void)
{
  g_autoptr (WayRandom) chance = way_test_random ();

  for (guint i = 0; i < 6; i++)
    {
      g_autofree char *expected = NULL;
      g_autoptr (GString) words = g_string_new ("before");
      Team team;

      team_begin (&team, way_random_below (chance, G_MAXUINT32));
      team_allocate (&team, &team.person, team.joel, NULL);
      world_set_weather (team.world, (Weather){ 10, 10, 15 });
      for (guint turn = 0; turn < 30; turn++)
        {
          Laptop *laptop = turn % 2 == 0 ? team.ros : team.joel;
          g_autofree char *text = g_strdup_printf ("t%02u", turn);

          way_journal_memory_add (laptop->journal, &team.person, text);
          g_string_append_printf (words, " %s", text);
          if (way_random_below (world_get_random (team.world), 3) == 0)
            laptop_restart (laptop);
          if (way_random_below (world_get_random (team.world), 4) == 0)
            way_journal_memory_fail_write (laptop->journal,
                                           1 + way_random_below (world_get_random (team.world), 4));
          laptop_sync (laptop);
        }
      world_set_weather (team.world, (Weather){ 0 });
      way_journal_memory_fail_write (team.ros->journal, 0);
      way_journal_memory_fail_write (team.joel->journal, 0);
      g_assert_cmpint (laptop_sync (team.ros).state, ==, WAY_SYNC_SYNCED);
      g_assert_cmpint (laptop_sync (team.joel).state, ==, WAY_SYNC_SYNCED);
      g_assert_cmpint (laptop_sync (team.ros).state, ==, WAY_SYNC_SYNCED);
      assert_texts (team.ros, &team.person, words->str);
      assert_texts (team.joel, &team.person, words->str);
      g_assert_cmpuint (way_journal_memory_count_sealed (team.ros->journal), ==, 0);
      team_end (&team);
    }
}

/* Whatever byte is turned on the way, nothing is taken that was not written, and nothing is lost.
 */
static void
test_mangled (void)
{
  g_autoptr (WayRandom) chance = way_test_random ();

  for (guint i = 0; i < 4; i++)
    {
      g_autoptr (GString) words = g_string_new ("before");
      Team team;

      team_begin (&team, way_random_below (chance, G_MAXUINT32));
      team_allocate (&team, &team.person, team.joel, NULL);
      world_set_weather (team.world, (Weather){ .mangled = 20, .lost = 5 });
      for (guint turn = 0; turn < 30; turn++)
        {
          Laptop *laptop = turn % 2 == 0 ? team.ros : team.joel;
          g_autofree char *text = g_strdup_printf ("t%02u", turn);

          way_journal_memory_add (laptop->journal, &team.person, text);
          g_string_append_printf (words, " %s", text);
          laptop_sync (laptop);
        }
      world_set_weather (team.world, (Weather){ 0 });
      laptop_restart (team.joel);
      g_assert_cmpint (laptop_sync (team.ros).state, ==, WAY_SYNC_SYNCED);
      g_assert_cmpint (laptop_sync (team.joel).state, ==, WAY_SYNC_SYNCED);
      g_assert_cmpint (laptop_sync (team.ros).state, ==, WAY_SYNC_SYNCED);
      assert_texts (team.ros, &team.person, words->str);
      assert_texts (team.joel, &team.person, words->str);
      team_end (&team);
    }
}

/* A new laptop reads nothing until its time is over; then nobody has to think of it. */
static void
test_hold (void)
{
  g_autoptr (World) world = world_new (17);
  Laptop *ros = world_add_laptop (world, NULL), *joel = world_add_laptop (world, NULL);
  WayId person;

  way_id_new (world_get_random (world), &person);
  way_journal_memory_add (joel->journal, &person, "written-meanwhile");
  world_found (world, ros, 600);
  world_join_again (world, ros, joel);
  g_assert_cmpint (laptop_sync (joel).trouble, ==, WAY_SYNC_TROUBLE_NOT_ADMITTED);
  g_assert_cmpint (laptop_sync (ros).state, ==, WAY_SYNC_SYNCED);
  g_assert_cmpint (laptop_sync (joel).trouble, ==, WAY_SYNC_TROUBLE_NOT_ADMITTED);
  world_pass_minutes (world, 601);
  g_assert_cmpint (laptop_sync (ros).state, ==, WAY_SYNC_SYNCED);
  g_assert_cmpint (laptop_sync (joel).state, ==, WAY_SYNC_SYNCED);
  laptop_sync (ros);
  assert_texts (ros, &person, "written-meanwhile");
}

/* What was sealed, and not sent before the record got a new key, is sealed again. */
static void
test_stale (void)
{
  Team team;
  Laptop *third;

  team_begin (&team, 18);
  team_allocate (&team, &team.person, team.joel, NULL);
  laptop_sync (team.joel);
  third = world_add_laptop (team.world, NULL);
  world_join (team.world, team.ros, third);
  way_journal_memory_add (team.joel->journal, &team.person, "sealed-early");
  world_set_weather (team.world, (Weather){ .no_posts = TRUE });
  g_assert_cmpint (laptop_sync (team.joel).state, ==, WAY_SYNC_OFFLINE);
  g_assert_cmpuint (way_journal_memory_count_sealed (team.joel->journal), ==, 1);
  world_set_weather (team.world, (Weather){ 0 });
  team_allocate (&team, &team.person, third, NULL);
  g_assert_cmpint (laptop_sync (team.joel).state, ==, WAY_SYNC_SYNCED);
  g_assert_cmpint (laptop_sync (third).state, ==, WAY_SYNC_SYNCED);
  assert_texts (third, &team.person, "before sealed-early");
  team_end (&team);
}

/* The disk refuses at every write in turn: the next round goes on. */
static void
test_every_write (void)
{
  for (guint n = 1; n <= 8; n++)
    {
      Team team;

      team_begin (&team, 100 + n);
      way_journal_memory_add (team.ros->journal, &team.person, "again");
      way_journal_memory_fail_write (team.ros->journal, n);
      laptop_sync (team.ros);
      way_journal_memory_fail_write (team.ros->journal, 0);
      laptop_restart (team.ros);
      g_assert_cmpint (laptop_sync (team.ros).state, ==, WAY_SYNC_SYNCED);
      assert_texts (team.ros, &team.person, "again before");
      team_end (&team);
    }
}

/* It is said while it is so, and no longer. */
static void
test_clock (void)
{
  Team team;
  gint64 right;

  team_begin (&team, 25);
  right = way_clock_now (team.joel->clock);
  way_clock_set (team.joel->clock, right + 3600000);
  g_assert_cmpint (laptop_sync (team.joel).trouble, ==, WAY_SYNC_TROUBLE_CLOCK);
  way_clock_set (team.joel->clock, way_clock_now (team.joel->clock) - 3600000);
  g_assert_cmpint (laptop_sync (team.joel).trouble, ==, WAY_SYNC_TROUBLE_NONE);
  team_end (&team);
}

/* A copied vault that wrote: what each copy wrote reaches everybody. */
static void
test_copied (void)
{
  Team team;
  Laptop *twin;

  team_begin (&team, 5);
  twin = world_add_laptop (team.world, team.ros);
  way_journal_memory_add (team.ros->journal, &team.person, "first");
  way_journal_memory_add (twin->journal, &team.person, "second");
  g_assert_cmpint (laptop_sync (team.ros).state, ==, WAY_SYNC_SYNCED);
  g_assert_cmpint (laptop_sync (twin).state, !=, WAY_SYNC_OFFLINE);
  g_assert_cmpint (laptop_sync (twin).state, ==, WAY_SYNC_SYNCED);
  g_assert_cmpint (laptop_sync (team.ros).state, ==, WAY_SYNC_SYNCED);
  assert_texts (twin, &team.person, "before first second");
  assert_texts (team.ros, &team.person, "before first second");
  team_end (&team);
}

/* One that had sealed what it could not send is told, and keeps it. */
static void
test_cloned (void)
{
  Team team;
  Laptop *twin;

  team_begin (&team, 15);
  twin = world_add_laptop (team.world, team.ros);
  way_journal_memory_add (twin->journal, &team.person, "second");
  world_set_weather (team.world, (Weather){ .no_posts = TRUE });
  g_assert_cmpint (laptop_sync (twin).state, ==, WAY_SYNC_OFFLINE);
  g_assert_cmpuint (way_journal_memory_count_sealed (twin->journal), ==, 1);
  world_set_weather (team.world, (Weather){ 0 });
  way_journal_memory_add (team.ros->journal, &team.person, "a");
  way_journal_memory_add (team.ros->journal, &team.person, "b");
  g_assert_cmpint (laptop_sync (team.ros).state, ==, WAY_SYNC_SYNCED);
  g_assert_cmpint (laptop_sync (twin).trouble, ==, WAY_SYNC_TROUBLE_CLONED);
  assert_texts (twin, &team.person, "a b before second");
  g_assert_cmpuint (way_journal_memory_count_pending (twin->journal), ==, 1);
  team_end (&team);
}

/* The server comes back from yesterday: nothing here goes, and it is said. */
static void
test_rolled_back (void)
{
  Team team;
  WaySyncReport report;

  team_begin (&team, 6);
  world_keep_server (team.world);
  way_journal_memory_add (team.ros->journal, &team.person, "today");
  g_assert_cmpint (laptop_sync (team.ros).state, ==, WAY_SYNC_SYNCED);
  world_bring_back_server (team.world);
  way_journal_memory_add (team.ros->journal, &team.person, "tomorrow");
  report = laptop_sync (team.ros);
  g_assert_cmpint (report.state, ==, WAY_SYNC_TROUBLE);
  g_assert_cmpint (report.trouble, ==, WAY_SYNC_TROUBLE_ROLLED_BACK);
  assert_texts (team.ros, &team.person, "before today tomorrow");
  g_assert_cmpstr (way_sync_trouble_sentence (report.trouble), !=, "");
  team_end (&team);
}

/* Also where what is gone is only what was sent last, and there is nothing more to send. */
static void
test_rolled_back_at_once (void)
{
  Team team;

  team_begin (&team, 23);
  world_keep_server (team.world);
  way_journal_memory_add (team.ros->journal, &team.person, "today");
  g_assert_cmpint (laptop_sync (team.ros).state, ==, WAY_SYNC_SYNCED);
  world_bring_back_server (team.world);
  g_assert_cmpint (laptop_sync (team.ros).trouble, ==, WAY_SYNC_TROUBLE_ROLLED_BACK);
  assert_texts (team.ros, &team.person, "before today");
  team_end (&team);
}

/* A server that shows one laptop another history than the other. */
static void
test_forked (void)
{
  Team team;
  WaySyncReport report;

  team_begin (&team, 7);
  team_allocate (&team, &team.person, team.joel, NULL);
  laptop_sync (team.joel);
  world_keep_server (team.world);
  way_journal_memory_add (team.ros->journal, &team.person, "one-side");
  g_assert_cmpint (laptop_sync (team.ros).state, ==, WAY_SYNC_SYNCED);
  world_bring_back_server (team.world);
  way_journal_memory_add (team.joel->journal, &team.person, "other-side");
  way_journal_memory_add (team.joel->journal, &team.person, "other-still");
  g_assert_cmpint (laptop_sync (team.joel).state, ==, WAY_SYNC_SYNCED);
  report = laptop_sync (team.ros);
  g_assert_cmpint (report.trouble, ==, WAY_SYNC_TROUBLE_FORKED);
  assert_texts (team.ros, &team.person, "before one-side");
  team_end (&team);
}

/* Two histories of one length each, and nothing more to send. */
static void
test_forked_alike (void)
{
  Team team;

  team_begin (&team, 24);
  team_allocate (&team, &team.person, team.joel, NULL);
  laptop_sync (team.joel);
  world_keep_server (team.world);
  way_journal_memory_add (team.ros->journal, &team.person, "one-side");
  g_assert_cmpint (laptop_sync (team.ros).state, ==, WAY_SYNC_SYNCED);
  world_bring_back_server (team.world);
  way_journal_memory_add (team.joel->journal, &team.person, "other-side");
  g_assert_cmpint (laptop_sync (team.joel).state, ==, WAY_SYNC_SYNCED);
  g_assert_cmpint (laptop_sync (team.ros).trouble, ==, WAY_SYNC_TROUBLE_FORKED);
  assert_texts (team.ros, &team.person, "before one-side");
  team_end (&team);
}

/* Who came as the @number-th, from 0. */
static void
take_out (Team *self, guint number)
{
  WayTeam *ros = WAY_TEAM (self->ros->sync);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GArray) members = way_team_list_members (ros);
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (members->len, >, number);
  way_team_revoke (ros, &g_array_index (members, WayTeamMember, number).device, 1, world_wait_cb,
                   &result);
  world_wait (self->world, &result);
  way_team_finish (ros, result, &error);
  g_assert_no_error (error);
}

/* Revoked, as it was copied or thought lost; it joins again, and its work goes out. */
static void
test_joined_again (void)
{
  Team team;

  team_begin (&team, 16);
  team_allocate (&team, &team.person, team.joel, NULL);
  laptop_sync (team.joel);
  way_journal_memory_add (team.joel->journal, &team.person, "late");
  take_out (&team, 1);
  g_assert_cmpint (laptop_sync (team.ros).state, ==, WAY_SYNC_SYNCED);
  g_assert_cmpint (laptop_sync (team.joel).trouble, ==, WAY_SYNC_TROUBLE_REVOKED);
  world_join_again (team.world, team.ros, team.joel);
  g_assert_cmpint (laptop_sync (team.joel).state, ==, WAY_SYNC_WAITING);
  team_allocate (&team, &team.person, team.joel, NULL);
  way_journal_memory_add (team.ros->journal, &team.person, "meanwhile");
  g_assert_cmpint (laptop_sync (team.ros).state, ==, WAY_SYNC_SYNCED);
  g_assert_cmpint (laptop_sync (team.joel).state, ==, WAY_SYNC_SYNCED);
  assert_texts (team.joel, &team.person, "before late meanwhile");
  laptop_sync (team.ros);
  assert_texts (team.ros, &team.person, "before late meanwhile");
  team_end (&team);
}

static void
test_revoked (void)
{
  Team team;
  WaySyncReport report;

  team_begin (&team, 8);
  team_allocate (&team, &team.person, team.joel, NULL);
  laptop_sync (team.joel);
  way_journal_memory_add (team.joel->journal, &team.person, "late");
  take_out (&team, 1);
  way_journal_memory_add (team.ros->journal, &team.person, "after");
  g_assert_cmpint (laptop_sync (team.ros).state, ==, WAY_SYNC_SYNCED);
  report = laptop_sync (team.joel);
  g_assert_cmpint (report.trouble, ==, WAY_SYNC_TROUBLE_REVOKED);
  assert_texts (team.joel, &team.person, "before late");
  g_assert_cmpuint (way_journal_memory_count_pending (team.joel->journal), ==, 1);
  report = laptop_sync (team.joel);
  g_assert_cmpint (report.trouble, ==, WAY_SYNC_TROUBLE_REVOKED);
  team_end (&team);
}

static void
test_handed_over (void)
{
  Team team;
  WaySyncReport report;

  team_begin (&team, 9);
  team_allocate (&team, &team.person, team.joel, NULL);
  laptop_sync (team.joel);
  way_journal_memory_add (team.joel->journal, &team.person, "unsent");
  team_allocate (&team, &team.person, team.ros, way_journal_memory_get_user (team.joel->journal));
  report = laptop_sync (team.joel);
  g_assert_cmpint (report.trouble, ==, WAY_SYNC_TROUBLE_REMOVED);
  assert_texts (team.joel, &team.person, "before unsent");
  way_journal_memory_add (team.ros->journal, &team.person, "alone");
  g_assert_cmpint (laptop_sync (team.ros).state, ==, WAY_SYNC_SYNCED);
  laptop_sync (team.joel);
  assert_texts (team.joel, &team.person, "before unsent");
  team_end (&team);
}

/* Taken out of a record, the directory goes on, and back into it: what the others did there
 * meanwhile was right when they did it. */
static void
test_came_back (void)
{
  Team team;
  Laptop *third;

  team_begin (&team, 21);
  third = world_add_laptop (team.world, NULL);
  world_join (team.world, team.ros, third);
  team_allocate (&team, &team.person, team.joel, NULL);
  g_assert_cmpint (laptop_sync (team.joel).state, ==, WAY_SYNC_SYNCED);
  team_allocate (&team, &team.person, team.ros, way_journal_memory_get_user (team.joel->journal));
  team_allocate (&team, &team.person, third, NULL);
  way_journal_memory_add (team.ros->journal, &team.person, "meanwhile");
  g_assert_cmpint (laptop_sync (team.ros).state, ==, WAY_SYNC_SYNCED);
  take_out (&team, 2);
  g_assert_cmpint (laptop_sync (team.joel).state, ==, WAY_SYNC_SYNCED);
  g_assert_cmpint (laptop_sync (team.ros).state, ==, WAY_SYNC_SYNCED);
  team_allocate (&team, &team.person, team.joel, NULL);
  g_assert_cmpint (laptop_sync (team.joel).state, ==, WAY_SYNC_SYNCED);
  assert_texts (team.joel, &team.person, "before meanwhile");
  team_end (&team);
}

/* Who is out, and has something unsent, is told so, whoever else is out by now. */
static void
test_out_with_others (void)
{
  Team team;
  Laptop *third;

  team_begin (&team, 22);
  third = world_add_laptop (team.world, NULL);
  world_join (team.world, team.ros, third);
  team_allocate (&team, &team.person, team.joel, NULL);
  g_assert_cmpint (laptop_sync (team.joel).state, ==, WAY_SYNC_SYNCED);
  way_journal_memory_add (team.joel->journal, &team.person, "unsent");
  team_allocate (&team, &team.person, third, way_journal_memory_get_user (team.joel->journal));
  team_allocate (&team, &team.person, team.ros, NULL);
  take_out (&team, 2);
  g_assert_cmpint (laptop_sync (team.joel).trouble, ==, WAY_SYNC_TROUBLE_REMOVED);
  assert_texts (team.joel, &team.person, "before unsent");
  team_end (&team);
}

/* -- codes ------------------------------------------------------------------------------------- */

static int
type_code (Team *team, const char *typed)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *answer = NULL;

  way_team_approve_code (WAY_TEAM (team->ros->sync), typed, world_wait_cb, &result);
  world_wait (team->world, &result);
  answer = way_team_approve_code_finish (WAY_TEAM (team->ros->sync), result, &error);
  g_assert_null (answer);
  return error->code;
}

static int
type_answer (Team *team, Laptop *joiner, const char *typed)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  way_team_join_answer (WAY_TEAM (joiner->sync), typed, NULL, world_wait_cb, &result);
  world_wait (team->world, &result);
  return way_team_join_answer_finish (WAY_TEAM (joiner->sync), result, &error) ? -1 : error->code;
}

static void
test_wrong_codes (void)
{
  Team team;
  Laptop *third;
  g_autofree char *code = NULL;
  g_autofree char *wrong = NULL;

  team_begin (&team, 10);
  third = world_add_laptop (team.world, NULL);
  world_begin_join (team.world, team.ros, third, &(JoinAs){ .roles = WAY_ROLE_ADVISER }, &code);
  g_assert_cmpuint (strlen (code), ==, 9);
  wrong = g_strdup (code);
  wrong[0] = wrong[0] == '9' ? '0' : wrong[0] + 1;
  g_assert_cmpint (type_code (&team, wrong), ==, WAY_TEAM_ERROR_WRONG_CODE);
  g_assert_cmpint (type_code (&team, "yes"), ==, WAY_TEAM_ERROR_WRONG_CODE);
  g_assert_cmpint (type_code (&team, wrong), ==, WAY_TEAM_ERROR_ENDED);
  g_assert_cmpint (type_code (&team, code), ==, WAY_TEAM_ERROR_ENDED);
  g_assert_cmpint (type_answer (&team, third, "abcd"), ==, WAY_TEAM_ERROR_WRONG_CODE);
  g_assert_cmpint (type_answer (&team, third, ""), ==, WAY_TEAM_ERROR_WRONG_CODE);
  g_assert_cmpint (type_answer (&team, third, "x"), ==, WAY_TEAM_ERROR_ENDED);
  g_assert_cmpint (laptop_sync (third).state, ==, WAY_SYNC_NO_TEAM);
  team_end (&team);
}

/* -- late work --------------------------------------------------------------------------------- */

static GArray *
list_late (Team *self)
{
  WayTeam *ros = WAY_TEAM (self->ros->sync);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GArray *late;

  way_team_list_late (ros, &self->person, world_wait_cb, &result);
  world_wait (self->world, &result);
  late = way_team_list_late_finish (ros, result, &error);
  g_assert_no_error (error);
  return late;
}

static gboolean
decide_late (Team *self, Laptop *by, const WayId *device, gboolean accept, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  way_team_decide_late (WAY_TEAM (by->sync), &self->person, device, accept, world_wait_cb, &result);
  world_wait (self->world, &result);
  return way_team_finish (WAY_TEAM (by->sync), result, error);
}

/* What a revoked laptop had not sent waits, is declined, accepted after all, and stands then under
 * its author's name on every laptop; more of it than one request takes. */
static void
test_late (void)
{
  Team team;
  Laptop *third;
  g_autoptr (GArray) late = NULL, declined = NULL, none = NULL;
  g_autoptr (GError) error = NULL;
  WayId device;

  team_begin (&team, 40);
  third = world_add_laptop (team.world, NULL);
  team_allocate (&team, &team.person, team.joel, NULL);
  laptop_sync (team.joel);
  for (guint i = 0; i < 300; i++)
    way_journal_memory_add (team.joel->journal, &team.person, "x");
  take_out (&team, 1);
  g_assert_cmpint (laptop_sync (team.ros).state, ==, WAY_SYNC_SYNCED);
  late = list_late (&team);
  g_assert_cmpuint (late->len, ==, 0);
  g_assert_cmpint (laptop_sync (team.joel).state, ==, WAY_SYNC_TROUBLE);
  g_clear_pointer (&late, g_array_unref);
  late = list_late (&team);
  g_assert_cmpuint (late->len, ==, 300);
  device = g_array_index (late, WayTeamLate, 0).device;
  g_assert_true (way_id_equal (&g_array_index (late, WayTeamLate, 0).user,
                               way_journal_memory_get_user (team.joel->journal)));
  g_assert_false (g_array_index (late, WayTeamLate, 0).declined);

  g_assert_false (decide_late (&team, team.ros, &team.person, TRUE, &error));
  g_assert_error (error, WAY_TEAM_ERROR, WAY_TEAM_ERROR_NOT_FOUND);
  g_assert_true (decide_late (&team, team.ros, &device, FALSE, NULL));
  assert_texts (team.ros, &team.person, "before");
  declined = list_late (&team);
  g_assert_cmpuint (declined->len, ==, 300);
  g_assert_true (g_array_index (declined, WayTeamLate, 299).declined);
  g_assert_true (decide_late (&team, team.ros, &device, TRUE, NULL));
  none = list_late (&team);
  g_assert_cmpuint (none->len, ==, 0);

  world_join (team.world, team.ros, third);
  team_allocate (&team, &team.person, third, NULL);
  g_assert_cmpint (laptop_sync (third).state, ==, WAY_SYNC_SYNCED);
  for (guint i = 0; i < 2; i++)
    {
      Laptop *laptop = i == 0 ? team.ros : third;
      g_auto (GStrv) texts = way_journal_memory_list (laptop->journal, &team.person);

      g_assert_cmpuint (g_strv_length (texts), ==, 301);
    }
  g_clear_error (&error);
  g_assert_false (decide_late (&team, third, &device, TRUE, &error));
  g_assert_error (error, WAY_TEAM_ERROR, WAY_TEAM_ERROR_NOT_ALLOWED);
  team_end (&team);
}

/* -- by themselves ----------------------------------------------------------------------------- */

static void
wait_for_texts (Team *self, Laptop *laptop, const char *expected)
{
  for (guint i = 0;; i++)
    {
      g_auto (GStrv) texts = way_journal_memory_list (laptop->journal, &self->person);
      g_autofree char *joined = g_strjoinv (" ", texts);

      if (g_str_equal (joined, expected))
        return;
      g_assert_cmpuint (i, <, 20000);
      world_turn (self->world);
    }
}

/* Each laptop leaves a question with the server; what one writes is on the other without anybody
 * asking for it. */
static void
test_watched (void)
{
  Team team;

  team_begin (&team, 41);
  team_allocate (&team, &team.person, team.joel, NULL);
  laptop_sync (team.joel);
  laptop_sync (team.ros);
  g_assert_cmpuint (world_count_held (team.world), ==, 0);
  way_sync_set_automatic (team.joel->sync, TRUE);
  while (world_count_held (team.world) == 0)
    world_turn (team.world);
  way_sync_set_automatic (team.ros->sync, TRUE);
  way_journal_memory_add (team.ros->journal, &team.person, "written");
  way_sync_look (team.ros->sync, NULL, NULL);
  wait_for_texts (&team, team.joel, "before written");
  way_sync_set_automatic (team.joel->sync, FALSE);
  way_sync_set_automatic (team.ros->sync, FALSE);
  team_end (&team);
}

/* Where something is wrong with a log nobody asks again and again. */
static void
test_not_hurried (void)
{
  Team team;

  team_begin (&team, 42);
  world_keep_server (team.world);
  way_journal_memory_add (team.ros->journal, &team.person, "today");
  g_assert_cmpint (laptop_sync (team.ros).state, ==, WAY_SYNC_SYNCED);
  world_bring_back_server (team.world);
  way_journal_memory_add (team.ros->journal, &team.person, "tomorrow");
  way_sync_set_automatic (team.ros->sync, TRUE);
  while (way_sync_status_get_report (WAY_SYNC_STATUS (team.ros->sync)).trouble
         != WAY_SYNC_TROUBLE_ROLLED_BACK)
    world_turn (team.world);
  for (guint i = 0; i < 20; i++)
    world_turn (team.world);
  g_assert_cmpuint (world_count_asked (team.world), ==, 0);
  way_sync_set_automatic (team.ros->sync, FALSE);
  team_end (&team);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_true (way_crypto_init (NULL));
  g_test_add_func ("/sync/no-team", test_no_team);
  g_test_add_func ("/sync/two-laptops", test_two_laptops);
  g_test_add_func ("/sync/no-change", test_no_change);
  g_test_add_func ("/sync/one-field", test_one_field);
  g_test_add_func ("/sync/kept", test_kept);
  g_test_add_func ("/sync/crossing", test_crossing);
  g_test_add_func ("/sync/offline", test_offline);
  g_test_add_func ("/sync/weather", test_weather);
  g_test_add_func ("/sync/mangled", test_mangled);
  g_test_add_func ("/sync/hold", test_hold);
  g_test_add_func ("/sync/stale", test_stale);
  g_test_add_func ("/sync/every-write", test_every_write);
  g_test_add_func ("/sync/clock", test_clock);
  g_test_add_func ("/sync/copied", test_copied);
  g_test_add_func ("/sync/cloned", test_cloned);
  g_test_add_func ("/sync/rolled-back", test_rolled_back);
  g_test_add_func ("/sync/rolled-back-at-once", test_rolled_back_at_once);
  g_test_add_func ("/sync/forked", test_forked);
  g_test_add_func ("/sync/forked-alike", test_forked_alike);
  g_test_add_func ("/sync/revoked", test_revoked);
  g_test_add_func ("/sync/joined-again", test_joined_again);
  g_test_add_func ("/sync/handed-over", test_handed_over);
  g_test_add_func ("/sync/came-back", test_came_back);
  g_test_add_func ("/sync/out-with-others", test_out_with_others);
  g_test_add_func ("/sync/wrong-codes", test_wrong_codes);
  g_test_add_func ("/sync/late", test_late);
  g_test_add_func ("/sync/watched", test_watched);
  g_test_add_func ("/sync/not-hurried", test_not_hurried);
  return g_test_run ();
}
