/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A server of two histories, and the file that shows it to whoever was not there.
 */
#include <string.h>
#include "team-fixture.h"
#include "way-crypto.h"
#include "way-proof.h"
#include "way-test-chance.h"

static GBytes *
prove (Laptop *laptop)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GBytes *proof;

  way_sync_prove (laptop->sync, world_wait_cb, &result);
  world_wait (laptop->world, &result);
  proof = way_sync_prove_finish (laptop->sync, result, &error);
  g_assert_no_error (error);
  return proof;
}

static gboolean
holds (gconstpointer bytes, gsize size)
{
  WayProof proof;

  return way_proof_judge (bytes, size, &proof);
}

/* Ros is shown one history and writes @n_ros there, Joel another, in which he writes and then signs
 * that he has seen it.  (transfer full): what Ros can show. */
static GBytes *
fork_and_prove (Team *self, guint n_ros)
{
  team_allocate (self, &self->person, self->joel, NULL);
  laptop_sync (self->joel);
  g_assert_false (way_sync_can_prove (self->joel->sync));
  world_keep_server (self->world);
  for (guint i = 0; i < n_ros; i++)
    way_journal_memory_add (self->ros->journal, &self->person, "one-side");
  g_assert_cmpint (laptop_sync (self->ros).state, ==, WAY_SYNC_SYNCED);
  g_assert_false (way_sync_can_prove (self->ros->sync));
  world_bring_back_server (self->world);
  for (guint i = 0; i < 3; i++)
    {
      way_journal_memory_add (self->joel->journal, &self->person, "other-side");
      g_assert_cmpint (laptop_sync (self->joel).state, ==, WAY_SYNC_SYNCED);
    }
  g_assert_cmpint (laptop_sync (self->ros).trouble, ==, WAY_SYNC_TROUBLE_FORKED);
  g_assert_true (way_sync_can_prove (self->ros->sync));
  return prove (self->ros);
}

/* Whichever history is the longer one. */
static void
test_proved (void)
{
  for (guint n_ros = 1; n_ros <= 6; n_ros += 5)
    {
      g_autoptr (GBytes) bytes = NULL;
      g_autofree guint8 *turned = NULL;
      WayProof proof;
      Team team;
      gsize size;

      team_begin (&team, 80 + n_ros);
      bytes = fork_and_prove (&team, n_ros);
      size = g_bytes_get_size (bytes);
      g_assert_true (way_proof_judge (g_bytes_get_data (bytes, NULL), size, &proof));
      g_assert_true (way_id_equal (&proof.log, &team.person));
      g_assert_false (proof.directory);
      g_assert_false (way_id_equal (&proof.one, &proof.other));
      g_assert_cmpuint (proof.position, >, 0);
      /* No byte of it can be another, and none can be missing. */
      turned = g_memdup2 (g_bytes_get_data (bytes, NULL), size);
      for (gsize at = 0; at < size; at++)
        {
          turned[at] ^= (guint8)(1 << (at % 8));
          g_assert_false (holds (turned, size));
          turned[at] ^= (guint8)(1 << (at % 8));
        }
      for (gsize cut = 0; cut < size; cut += 7)
        g_assert_false (holds (turned, cut));
      g_assert_true (holds (turned, size));
      team_end (&team);
    }
}

/* No word of the record is in it. */
static void
test_blind (void)
{
  g_autoptr (GBytes) bytes = NULL;
  gsize size;
  gconstpointer data;
  Team team;

  team_begin (&team, 90);
  bytes = fork_and_prove (&team, 1);
  data = g_bytes_get_data (bytes, &size);
  g_assert_null (memmem (data, size, "other-side", 10));
  g_assert_null (memmem (data, size, "before", 6));
  team_end (&team);
}

/* A server that was restored told no second story: what it lost proves nothing. */
static void
test_restored (void)
{
  Team team;
  g_autoptr (GAsyncResult) result = NULL;

  team_begin (&team, 91);
  team_allocate (&team, &team.person, team.joel, NULL);
  laptop_sync (team.joel);
  world_keep_server (team.world);
  way_journal_memory_add (team.ros->journal, &team.person, "lost");
  laptop_sync (team.ros);
  laptop_sync (team.joel);
  way_journal_memory_add (team.joel->journal, &team.person, "lost-too");
  laptop_sync (team.joel);
  world_restore_server (team.world);
  laptop_sync (team.ros);
  way_team_lend_root (WAY_TEAM (team.ros->sync), world_get_root (team.world));
  way_team_confirm_restore (WAY_TEAM (team.ros->sync), world_wait_cb, &result);
  world_wait (team.world, &result);
  g_assert_true (way_team_finish (WAY_TEAM (team.ros->sync), result, NULL));
  way_journal_memory_add (team.ros->journal, &team.person, "new");
  laptop_sync (team.ros);
  g_assert_false (way_sync_can_prove (team.ros->sync));
  laptop_sync (team.joel);
  g_assert_false (way_sync_can_prove (team.joel->sync));
  team_end (&team);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_true (way_crypto_init (NULL));
  g_test_add_func ("/proof/proved", test_proved);
  g_test_add_func ("/proof/blind", test_blind);
  g_test_add_func ("/proof/restored", test_restored);
  return g_test_run ();
}
