/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Random histories of a directory and a case, written by laptops that know old directories and old
 * logs.  What a server accepted, every replay accepts: with the directory of that moment, with any
 * that continues it, and with whatever a laptop may have known then.  WAY_SEED replays a run,
 * WAY_BOX_SECONDS bounds it.
 */
#include "ledger-fixture.h"

#include <string.h>

#define STEPS 60
#define HISTORIES_LEAST 4

typedef struct
{
  Org *org;
  Case *the_case;
  GPtrArray *logs; /* WayLog, owned: as it was at each length */
  GArray *moments; /* guint64: how long the directory was as each entry was accepted */
  GArray *refused; /* guint: by verdict */
} World;

static WayRandom *
chance (World *world)
{
  return world->org->random;
}

static guint
below (World *world, guint bound)
{
  return way_random_below (chance (world), bound);
}

static Laptop *
any_laptop (World *world)
{
  return world->org->laptops->pdata[below (world, world->org->laptops->len)];
}

static void
act_on_directory (World *world)
{
  static const guint8 roles[] = { 1, 1, 1, 2, 3, 4, 7 };
  Laptop *target = any_laptop (world);
  Laptop *signer = below (world, 2) == 0 ? ROOT : any_laptop (world);
  Laptop *approver = below (world, 2) == 0 ? NOBODY : any_laptop (world);
  WayDirBody body = { .device = target->keys->id,
                      .reason = (guint8)(1 + below (world, 3)),
                      .roles = roles[below (world, G_N_ELEMENTS (roles))],
                      .number = 2,
                      .policy = { 1, 12, 14, 60, 5 } };
  WayDirType type = (WayDirType)(WAY_DIR_ADMIT_DEVICE + below (world, 4));

  if (below (world, 10) == 0 && world->org->laptops->len < 12)
    {
      org_add (world->org, body.roles);
      return;
    }
  if (below (world, 20) == 0)
    type = WAY_DIR_INCARNATION;
  /* Revocations are rarer than the rest, or nobody is left. */
  if (type == WAY_DIR_REVOKE_DEVICE && below (world, 4) != 0)
    return;
  if (signer == ROOT)
    approver = NOBODY;
  org_act (world->org, type, &body, signer, approver);
}

/* What a laptop that was away knows: of the directory as of some entry, of the log some length. */
static WayEntryWriter
away_writer (World *world, Laptop *laptop)
{
  WayEntryWriter writer = case_writer (world->the_case, laptop);
  guint known = world->logs->len;

  if (known > 1 && below (world, 4) == 0)
    {
      guint from = known > 4 ? known - 4 : 0;

      writer.log = world->logs->pdata[from + below (world, known - from)];
    }
  if (world->the_case->directories->len > 0 && below (world, 3) == 0)
    writer.directory = world->the_case->directories
                           ->pdata[below (world, world->the_case->directories->len)];
  return writer;
}

static GBytes *
make_ops (World *world, const WayEntryWriter *writer, Laptop *laptop)
{
  g_autoptr (GPtrArray) ops = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
  g_autoptr (GPtrArray) plains = NULL;
  WayId origin = laptop_origin (laptop);
  guint64 act = way_log_get_tip (writer->log, &laptop->keys->id).dev_seq + 1;
  WayEntry draft;

  g_ptr_array_add (ops, op_new (way_log_get_id (writer->log), &origin, act, act, 1, "a visit"));
  plains = way_ops_write (&origin, act, ops);
  way_entry_draft (writer, WAY_ENTRY_OPS, &draft);
  return way_entry_make_sealed (writer, &draft, world->the_case->keys, plains->pdata[0]);
}

static GBytes *
make_epoch (World *world, const WayEntryWriter *writer, Laptop *laptop)
{
  guint32 in_force = way_log_get_epoch_number (writer->log);
  g_autoptr (WaySecret) key = way_secret_new_random (chance (world), WAY_KEY_SIZE);
  g_autoptr (GArray) members = NULL;
  g_autoptr (WayEpoch) epoch = NULL;
  Laptop *more = any_laptop (world);

  if (in_force == 0 || below (world, 3) == 0)
    members = way_epoch_first_members (writer->directory, way_log_get_id (writer->log),
                                       &laptop->keys->id);
  else
    members = way_epoch_staying_members (writer->directory, writer->log);
  if (below (world, 4) == 0 && way_directory_find (writer->directory, &more->keys->id) != NULL)
    g_array_append_val (members, more->keys->id);
  epoch = way_epoch_make (writer, WAY_EPOCH_ROUTINE, members, key, in_force,
                          way_log_keys_get (world->the_case->keys, in_force));
  return epoch != NULL ? way_epoch_make_entry (writer, epoch) : NULL;
}

static GBytes *
make_clear (World *world, const WayEntryWriter *writer)
{
  static const WayEntryType types[] = { WAY_ENTRY_CHECKPOINT,         WAY_ENTRY_CLOSE,
                                        WAY_ENTRY_KEY_COMPLAINT,      WAY_ENTRY_RECOVERY_USED,
                                        WAY_ENTRY_RESOLVE_QUARANTINE, WAY_ENTRY_REDACT };
  WayEntryType type = types[below (world, G_N_ELEMENTS (types))];
  guint64 seen = way_log_get_length (writer->log);
  guint64 dir_seq = way_directory_get_length (writer->directory);
  g_autoptr (GByteArray) targets = g_byte_array_new ();
  guint64 target = seen > 0 ? 1 + below (world, (guint)seen) : 0;
  Laptop *approver = any_laptop (world);
  WayEntryBody body = { .seq = seen,
                        .head = *way_log_get_head_at (writer->log, seen),
                        .incarnation = way_directory_get_incarnation_at (writer->directory,
                                                                         dir_seq),
                        .reason = 1,
                        .decision = 1,
                        .state = (guint8)below (world, 2),
                        .kind = 1,
                        .epoch = MAX (way_log_get_epoch_number (writer->log), 1),
                        .n_targets = 1,
                        .approver = approver->keys->id };
  WayEntry draft;

  if (target == 0 && (type == WAY_ENTRY_REDACT || type == WAY_ENTRY_RESOLVE_QUARANTINE))
    return NULL;
  if (type == WAY_ENTRY_REDACT)
    way_write_u64 (targets, target);
  if (target > 0)
    way_write_bytes (targets, way_log_get_hash_at (writer->log, target)->bytes, WAY_HASH_SIZE);
  body.targets = targets->data;
  way_entry_draft (writer, type, &draft);
  if (type == WAY_ENTRY_REDACT)
    way_entry_approve (&draft, &body, approver->keys->sign_key, &body.approval);
  return way_entry_make_body (writer, &draft, &body);
}

static GBytes *
make_entry (World *world, Laptop *laptop)
{
  WayEntryWriter writer = away_writer (world, laptop);

  /* Who was certified later than this directory writes nothing by it. */
  if (way_directory_find (writer.directory, &laptop->keys->id) == NULL)
    return NULL;
  if (way_log_get_epoch_number (writer.log) == 0 || below (world, 6) == 0)
    return make_epoch (world, &writer, laptop);
  return below (world, 2) == 0 ? make_ops (world, &writer, laptop) : make_clear (world, &writer);
}

static void
act_on_case (World *world)
{
  g_autoptr (GBytes) bytes = make_entry (world, any_laptop (world));
  WayLogMoment arriving = { .arriving = TRUE };
  Case *the_case = world->the_case;
  WayVerdict verdict;
  guint64 length = way_directory_get_length (world->org->directory);

  if (bytes == NULL)
    return;
  verdict = way_log_judge (the_case->log, world->org->directory, g_bytes_get_data (bytes, NULL),
                           g_bytes_get_size (bytes), &arriving);
  if (verdict != WAY_VERDICT_OK)
    {
      g_array_index (world->refused, guint, (guint)verdict)++;
      return;
    }
  /* case_append() replays: the first replay of all. */
  assert_verdict (case_append (the_case, bytes), WAY_VERDICT_OK);
  g_ptr_array_add (world->logs, way_log_ref (the_case->log));
  g_array_append_val (world->moments, length);
}

static void
replay_directory (World *world)
{
  g_autoptr (WayDirectory) again = way_directory_new ();
  guint64 length = way_directory_get_length (world->org->directory);

  for (guint i = 0; i < world->org->entries->len; i++)
    {
      GBytes *bytes = world->org->entries->pdata[i];

      assert_verdict (way_directory_append (&again, g_bytes_get_data (bytes, NULL),
                                            g_bytes_get_size (bytes), NULL),
                      WAY_VERDICT_OK);
    }
  g_assert_cmpuint (way_directory_get_length (again), ==, length);
  g_assert_true (way_hash_equal (way_directory_get_head_at (again, length),
                                 way_directory_get_head_at (world->org->directory, length)));
}

static void
replay_case (World *world, gboolean with_known)
{
  Case *the_case = world->the_case;
  g_autoptr (WayLog) again = way_log_new (way_log_get_org (the_case->log),
                                          way_log_get_id (the_case->log));
  guint64 length = way_log_get_length (the_case->log);

  for (guint i = 0; i < the_case->entries->len; i++)
    {
      GBytes *bytes = the_case->entries->pdata[i];
      guint later = i + below (world, the_case->directories->len - i);
      guint64 moment = g_array_index (world->moments, guint64, i);
      WayLogMoment known = { .known = with_known ? below (world, (guint)moment + 1) : 0 };

      assert_verdict (way_log_append (&again,
                                      below (world, 2) == 0 ? world->org->directory
                                                            : the_case->directories->pdata[later],
                                      g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                                      &known),
                      WAY_VERDICT_OK);
    }
  g_assert_cmpuint (way_log_get_length (again), ==, length);
  g_assert_true (way_hash_equal (way_log_get_head_at (again, length),
                                 way_log_get_head_at (the_case->log, length)));
}

static guint
run_history (guint64 seed, GArray *refused)
{
  static const WayId log = { { 7 } };
  g_autoptr (Org) org = org_new (seed);
  g_autoptr (Case) the_case = NULL;
  g_autoptr (GPtrArray) logs = g_ptr_array_new_with_free_func ((GDestroyNotify)way_log_unref);
  g_autoptr (GArray) moments = g_array_new (FALSE, FALSE, sizeof (guint64));
  World world = { org, NULL, logs, moments, refused };

  for (guint i = 0; i < 4; i++)
    org_add (org, (guint8)(i < 2 ? WAY_DIR_ROLE_ADVISER : i));
  the_case = case_new (org, &log, NULL);
  world.the_case = the_case;
  for (guint step = 0; step < STEPS; step++)
    if (below (&world, 4) == 0)
      act_on_directory (&world);
    else
      act_on_case (&world);
  replay_directory (&world);
  replay_case (&world, FALSE);
  replay_case (&world, TRUE);
  return (guint)way_log_get_length (the_case->log);
}

static void
test_histories (void)
{
  guint64 seed = test_seed ();
  gint64 ends = test_box_ends ();
  g_autoptr (GArray) refused = g_array_new (FALSE, TRUE, sizeof (guint));
  guint histories = 0, accepted = 0, kinds = 0;

  g_array_set_size (refused, 800);
  while (histories < HISTORIES_LEAST || g_get_monotonic_time () < ends)
    {
      guint64 own = seed * 1000003 + histories++;

      g_test_message ("history %" G_GUINT64_FORMAT, own);
      accepted += run_history (own, refused);
    }
  for (guint i = 0; i < refused->len; i++)
    kinds += g_array_index (refused, guint, i) > 0;
  g_test_message ("%u histories, %u entries accepted, %u kinds of refusal", histories, accepted,
                  kinds);
  /* A test of nothing would pass. */
  g_assert_cmpuint (accepted, >, histories * 5);
  g_assert_cmpuint (kinds, >, 5);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ledger/histories", test_histories);
  return g_test_run ();
}
