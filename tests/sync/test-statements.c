/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What laptops state about a log: that they have it as it stands, that a case is closed, that a key
 * did not come.
 */
#include "team-fixture.h"
#include "way-confirm.h"
#include "way-crypto.h"
#include "way-epoch-write.h"
#include "way-post.h"
#include "way-sync-private.h"
#include "way-test-chance.h"

#define DAY_MINUTES (24 * 60)
#define DAY_MS (G_GINT64_CONSTANT (60000) * DAY_MINUTES)

/* (transfer full): of @log (nil: the team log), as @laptop holds it. */
static WayJournalLog *
load_log (Laptop *laptop, const WayId *log)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  WayJournalLog *held;

  if (way_id_is_nil (log))
    log = &laptop->sync->session->state->team->team_log;
  way_journal_load_log (WAY_JOURNAL (laptop->journal), log, 0, NULL, world_wait_cb, &result);
  world_wait (laptop->world, &result);
  held = way_journal_load_log_finish (WAY_JOURNAL (laptop->journal), result, &error);
  g_assert_no_error (error);
  return held;
}

/* How many entries of @type there are; @ret_body (nullable): the last of them. */
static guint
count_entries (Laptop *laptop, const WayId *log, WayEntryType type, WayEntryBody *ret_body)
{
  g_autoptr (WayJournalLog) held = load_log (laptop, log);
  guint n = 0;

  for (guint i = 0; i < held->entries->len; i++)
    {
      gsize size;
      gconstpointer bytes = g_bytes_get_data (
          ((WayJournalEntry *)g_ptr_array_index (held->entries, i))->bytes, &size);
      WayEntry entry;

      g_assert_true (way_entry_read (bytes, size, &entry));
      if (entry.type != type)
        continue;
      n++;
      if (ret_body != NULL)
        g_assert_true (way_entry_body_read (entry.type, way_entry_get_body (&entry), entry.body_len,
                                            ret_body));
    }
  return n;
}

/* -- CHECKPOINT -------------------------------------------------------------------------------- */

/* Each laptop signs once a day; the others see it, also after a restart, and a day's second sync
 * asks for nothing. */
static void
test_confirmed (void)
{
  Team team;
  WaySyncReport report;
  Laptop *third;
  g_autoptr (GAsyncResult) looked = NULL;
  guint before, n;

  team_begin (&team, 70);
  report = laptop_sync (team.ros);
  g_assert_cmpuint (report.n_confirmed, ==, 1);
  g_assert_cmpint (report.confirmed_ms, >, way_clock_now (team.ros->clock) - DAY_MS);
  g_assert_cmpint (report.confirmed_ms, <=, way_clock_now (team.ros->clock));
  n = count_entries (team.ros, &way_id_nil, WAY_ENTRY_CHECKPOINT, NULL);
  g_assert_cmpuint (n, ==, 2);
  before = world_count_requests (team.world);
  laptop_sync (team.ros);
  g_assert_cmpuint (world_count_requests (team.world) - before, ==, 1);

  third = world_add_laptop (team.world, NULL);
  world_join (team.world, team.ros, third);
  report = laptop_sync (team.ros);
  g_assert_cmpuint (report.n_confirmed, ==, 2);
  laptop_restart (team.ros);
  way_sync_look (team.ros->sync, world_wait_cb, &looked);
  world_wait (team.world, &looked);
  g_assert_true (way_sync_look_finish (team.ros->sync, looked, NULL));
  report = way_sync_status_get_report (WAY_SYNC_STATUS (team.ros->sync));
  g_assert_cmpuint (report.n_confirmed, ==, 2);
  team_end (&team);
}

/* Three working days online with nobody else there, and it is said; a weekend is none, and a
 * colleague who comes back ends it. */
static void
test_unconfirmed (void)
{
  Team team;

  team_begin (&team, 71);
  laptop_sync (team.ros);
  /* Monday is the day of the team; Friday, the weekend and Monday come now. */
  world_pass_minutes (team.world, 4 * DAY_MINUTES);
  for (guint day = 0; day < 4; day++)
    {
      WaySyncReport report = laptop_sync (team.ros);

      g_assert_cmpint (report.state, ==, WAY_SYNC_SYNCED);
      g_assert_cmpint (report.trouble, ==, WAY_SYNC_TROUBLE_NONE);
      world_pass_minutes (team.world, DAY_MINUTES);
    }
  g_assert_cmpint (laptop_sync (team.ros).trouble, ==, WAY_SYNC_TROUBLE_UNCONFIRMED);
  g_assert_cmpint (laptop_sync (team.ros).state, ==, WAY_SYNC_SYNCED);
  laptop_sync (team.joel);
  g_assert_cmpint (laptop_sync (team.ros).trouble, ==, WAY_SYNC_TROUBLE_NONE);
  g_assert_cmpuint (laptop_sync (team.ros).n_confirmed, ==, 1);
  team_end (&team);
}

/* Nobody else in the team: nobody is missed. */
static void
test_alone (void)
{
  g_autoptr (World) world = world_new (72);
  Laptop *ros = world_add_laptop (world, NULL);

  world_found (world, ros, 0);
  for (guint day = 0; day < 6; day++)
    {
      world_pass_minutes (world, DAY_MINUTES);
      g_assert_cmpint (laptop_sync (ros).trouble, ==, WAY_SYNC_TROUBLE_NONE);
    }
}

/* A colleague's clock that is ten years off moves what is said by a day at most. */
static void
test_wrong_clocks (void)
{
  for (int years = -10; years <= 10; years += 20)
    {
      Team team;
      WaySyncReport report;

      team_begin (&team, 73);
      for (guint day = 0; day < 3; day++)
        {
          laptop_sync (team.ros);
          world_pass_minutes (team.world, DAY_MINUTES);
        }
      way_clock_set (team.joel->clock, way_clock_now (team.joel->clock) + years * 365 * DAY_MS);
      laptop_sync (team.joel);
      world_pass_minutes (team.world, 1);
      report = laptop_sync (team.ros);
      g_assert_cmpuint (report.n_confirmed, ==, 1);
      g_assert_cmpint (report.confirmed_ms, >, way_clock_now (team.ros->clock) - 2 * DAY_MS);
      g_assert_cmpint (report.confirmed_ms, <=, way_clock_now (team.ros->clock));
      team_end (&team);
    }
}

/* However large the team, a day has a few. */
static void
test_enough (void)
{
  const gint64 now_ms = 1796000000000;
  WayConfirm confirm = { .n_today = 7 };

  g_assert_true (way_confirm_is_due (&confirm, now_ms));
  confirm.own_ms = now_ms;
  g_assert_false (way_confirm_is_due (&confirm, now_ms));
  confirm.own_ms = now_ms - DAY_MS;
  g_assert_true (way_confirm_is_due (&confirm, now_ms));
  confirm.n_today = 8;
  g_assert_false (way_confirm_is_due (&confirm, now_ms));
}

/* -- CLOSE ------------------------------------------------------------------------------------- */

static void
close_case (Team *self, Laptop *laptop, WayJournalClosed closed)
{
  way_journal_memory_set_closed (laptop->journal, &self->person, closed);
  way_journal_memory_add (laptop->journal, &self->person, "closed-or-open");
  g_assert_cmpint (laptop_sync (laptop).state, ==, WAY_SYNC_SYNCED);
}

/* Said once by whoever did it, for a reason that is a number; a late visit still arrives. */
static void
test_closed (void)
{
  Team team;
  WayEntryBody body;

  team_begin (&team, 74);
  team_allocate (&team, &team.person, team.joel, NULL);
  laptop_sync (team.joel);
  close_case (&team, team.ros, WAY_JOURNAL_CLOSED_MOVED);
  laptop_sync (team.ros);
  g_assert_cmpuint (count_entries (team.ros, &team.person, WAY_ENTRY_CLOSE, &body), ==, 1);
  g_assert_cmpint (body.state, ==, WAY_STATE_CLOSED);
  g_assert_cmpint (body.reason, ==, WAY_JOURNAL_CLOSED_MOVED);
  /* His vault shows it as closed once he has what she wrote. */
  laptop_sync (team.joel);
  way_journal_memory_set_closed (team.joel->journal, &team.person, WAY_JOURNAL_CLOSED_MOVED);
  way_journal_memory_add (team.joel->journal, &team.person, "late");
  g_assert_cmpint (laptop_sync (team.joel).state, ==, WAY_SYNC_SYNCED);
  g_assert_cmpuint (count_entries (team.joel, &team.person, WAY_ENTRY_CLOSE, NULL), ==, 1);
  close_case (&team, team.joel, WAY_JOURNAL_OPEN);
  g_assert_cmpuint (count_entries (team.joel, &team.person, WAY_ENTRY_CLOSE, &body), ==, 2);
  g_assert_cmpint (body.state, ==, WAY_STATE_OPEN);
  way_journal_memory_set_closed (team.ros->journal, &team.person, WAY_JOURNAL_OPEN);
  laptop_sync (team.ros);
  assert_texts (team.ros, &team.person, "before closed-or-open closed-or-open late");
  team_end (&team);
}

/* -- KEY-COMPLAINT ----------------------------------------------------------------------------- */

/* (transfer full): an EPOCH of the members there are, in which one wrap is not what its key gives.
 */
static GBytes *
make_bad_epoch (Team *self, WayLog *log, WayLogKeys *keys)
{
  WaySession *session = self->ros->sync->session;
  g_autoptr (WaySecret) key = way_secret_new_random (world_get_random (self->world), WAY_KEY_SIZE);
  g_autoptr (GArray) members = way_epoch_staying_members (session->directory, log);
  guint32 former = way_log_get_epoch_number (log);
  WayEntryWriter writer = { .directory = session->directory,
                            .log = log,
                            .device = session->device,
                            .random = world_get_random (self->world),
                            .wall_ms = (guint64)way_clock_now (self->ros->clock) };
  g_autoptr (WayEpoch) epoch = NULL;

  g_assert_cmpint (way_log_keys_take (keys, log, session->directory, former, &session->device->id,
                                      session->device->box_seed),
                   ==, WAY_VERDICT_OK);
  epoch = way_epoch_make (&writer, WAY_EPOCH_ROUTINE, members, key, former,
                          way_log_keys_get (keys, former));
  for (guint i = 0; i < epoch->members->len; i++)
    {
      WayEpochMember *member = &g_array_index (epoch->members, WayEpochMember, i);

      if (way_id_equal (&member->device, &self->joel->sync->session->device->id))
        member->wrap[100] ^= 1;
    }
  return way_epoch_make_entry (&writer, epoch);
}

static void
post_bad_epoch (Team *self)
{
  WaySession *session = self->ros->sync->session;
  g_autoptr (WayJournalLog) held = load_log (self->ros, &self->person);
  g_autoptr (WayLog) log = way_log_new (&session->state->team->org, &self->person);
  g_autoptr (WayLogKeys) keys = way_log_keys_new ();
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *hex = way_id_dup_hex (&self->person);
  g_auto (WayPosted) posted = { 0 };

  for (guint i = 0; i < held->entries->len; i++)
    {
      gsize size;
      gconstpointer bytes = g_bytes_get_data (
          ((WayJournalEntry *)g_ptr_array_index (held->entries, i))->bytes, &size);

      g_assert_cmpint (way_log_append (&log, session->directory, bytes, size, NULL), ==,
                       WAY_VERDICT_OK);
    }
  g_ptr_array_add (entries, make_bad_epoch (self, log, keys));
  way_post (session->link, g_strdup_printf ("/v1/cases/%s/log", hex), entries, NULL, NULL,
            world_wait_cb, &result);
  world_wait (self->world, &result);
  g_assert_true (way_post_finish (result, &posted, NULL));
  g_assert_cmpstr (posted.reason, ==, "");
}

/* Whose key did not come says so; a manager's laptop makes a new one, and all goes on. */
static void
test_complaint (void)
{
  Team team;
  WayEntryBody body;

  team_begin (&team, 75);
  team_allocate (&team, &team.person, team.joel, NULL);
  laptop_sync (team.joel);
  laptop_sync (team.ros);
  post_bad_epoch (&team);
  way_journal_memory_add (team.joel->journal, &team.person, "waits");
  g_assert_cmpint (laptop_sync (team.joel).trouble, ==, WAY_SYNC_TROUBLE_KEY);
  g_assert_cmpuint (count_entries (team.joel, &team.person, WAY_ENTRY_KEY_COMPLAINT, &body), ==, 1);
  g_assert_cmpint (body.kind, ==, 1);
  g_assert_cmpuint (way_journal_memory_count_pending (team.joel->journal), ==, 1);
  laptop_sync (team.joel);
  g_assert_cmpuint (count_entries (team.joel, &team.person, WAY_ENTRY_KEY_COMPLAINT, NULL), ==, 1);
  g_assert_cmpint (laptop_sync (team.ros).state, ==, WAY_SYNC_SYNCED);
  g_assert_cmpint (laptop_sync (team.joel).state, ==, WAY_SYNC_SYNCED);
  laptop_sync (team.ros);
  assert_texts (team.ros, &team.person, "before waits");
  g_assert_cmpuint (count_entries (team.ros, &team.person, WAY_ENTRY_EPOCH, NULL), ==, 4);
  team_end (&team);
}

/* The manager's own laptop sees that another's key is wrong, says so and mends it in one round. */
static void
test_complaint_of_others (void)
{
  Team team;
  WayEntryBody body;

  team_begin (&team, 76);
  team_allocate (&team, &team.person, team.joel, NULL);
  laptop_sync (team.joel);
  laptop_sync (team.ros);
  post_bad_epoch (&team);
  g_assert_cmpint (laptop_sync (team.ros).state, ==, WAY_SYNC_SYNCED);
  g_assert_cmpuint (count_entries (team.ros, &team.person, WAY_ENTRY_KEY_COMPLAINT, &body), ==, 1);
  g_assert_cmpint (body.kind, ==, 4);
  way_journal_memory_add (team.ros->journal, &team.person, "after");
  laptop_sync (team.ros);
  g_assert_cmpint (laptop_sync (team.joel).state, ==, WAY_SYNC_SYNCED);
  assert_texts (team.joel, &team.person, "after before");
  team_end (&team);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_true (way_crypto_init (NULL));
  g_test_add_func ("/statements/confirmed", test_confirmed);
  g_test_add_func ("/statements/unconfirmed", test_unconfirmed);
  g_test_add_func ("/statements/alone", test_alone);
  g_test_add_func ("/statements/wrong-clocks", test_wrong_clocks);
  g_test_add_func ("/statements/enough", test_enough);
  g_test_add_func ("/statements/closed", test_closed);
  g_test_add_func ("/statements/complaint", test_complaint);
  g_test_add_func ("/statements/complaint-of-others", test_complaint_of_others);
  return g_test_run ();
}
