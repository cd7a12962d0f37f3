/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Hostile bytes to every reader of the room: noise, and right entries with fields changed under
 * right signatures, so that they come deep into the rules.  Nothing crashes; what a server accepts
 * a replay accepts; what nobody signed is not taken.  WAY_SEED replays a run, WAY_BOX_SECONDS
 * bounds it.
 */
#include "ledger-fixture.h"

#include <string.h>
#include "way-enrol.h"

static const WayId log_id = { { 7 } };

typedef struct
{
  Org *org;
  Case *the_case;
  Laptop *a, *b;
  guint accepted, refused;
} World;

static guint
below (World *world, gsize bound)
{
  return way_random_below (world->org->random, (guint)bound);
}

/* One to four places of @bytes changed, mostly to values that readers stumble over. */
static void
disturb (World *world, guint8 *bytes, gsize size)
{
  static const guint8 edges[] = { 0, 1, 2, 3, 7, 8, 11, 12, 0x7f, 0x80, 0xfe, 0xff };
  guint n = 1 + below (world, 4);

  for (guint i = 0; size > 0 && i < n; i++)
    bytes[below (world, size)] = edges[below (world, G_N_ELEMENTS (edges))];
}

/* (transfer full): changed anywhere, or cut, or longer. */
static GBytes *
disturb_bytes (World *world, GBytes *good)
{
  gsize size = g_bytes_get_size (good), room = size + 8;
  guint8 *bytes = g_malloc0 (room);

  memcpy (bytes, g_bytes_get_data (good, NULL), size);
  disturb (world, bytes, size);
  if (below (world, 4) == 0)
    size = below (world, room + 1);
  return g_bytes_new_take (bytes, size);
}

static GBytes *
any_bytes (World *world, GPtrArray *entries)
{
  return entries->pdata[below (world, entries->len)];
}

static void
judge_act (World *world, GBytes *bytes)
{
  guint64 received[64] = { 0 };
  WayDirArrival arrival = { below (world, 10000), received, G_N_ELEMENTS (received) };
  gsize size;
  gconstpointer data = g_bytes_get_data (bytes, &size);
  WayVerdict arriving = way_directory_judge (world->org->directory, data, size, &arrival);
  WayVerdict replay = way_directory_judge (world->org->directory, data, size, NULL);

  if (arriving == WAY_VERDICT_OK)
    assert_verdict (replay, WAY_VERDICT_OK);
  world->accepted += replay == WAY_VERDICT_OK;
  world->refused += replay != WAY_VERDICT_OK;
}

static void
judge_entry (World *world, GBytes *bytes)
{
  WayLogMoment now = { TRUE, below (world, 10000), 0 };
  gsize size;
  gconstpointer data = g_bytes_get_data (bytes, &size);
  WayLog *log = world->the_case->log;
  WayVerdict arriving = way_log_judge (log, world->org->directory, data, size, &now);
  WayVerdict replay = way_log_judge (log, world->org->directory, data, size, NULL);
  g_autoptr (WayActs) acts = way_acts_new (&log_id, op_read, NULL);
  g_autoptr (GPtrArray) ops = NULL;

  if (arriving == WAY_VERDICT_OK)
    assert_verdict (replay, WAY_VERDICT_OK);
  world->accepted += replay <= WAY_VERDICT_OK_NO_BODY;
  world->refused += replay > WAY_VERDICT_OK_NO_BODY;
  way_log_judge_quarantine (log, world->org->directory, data, size);
  way_acts_take (acts, world->the_case->keys, data, size, &ops);
}

/* Fresh entries of every type, changed and signed again. */
static void
disturb_signed_entry (World *world)
{
  WayEntryBody body = { .seq = way_log_get_length (world->the_case->log),
                        .reason = 1,
                        .incarnation = 1,
                        .decision = 1,
                        .state = 1,
                        .kind = 1,
                        .epoch = 1,
                        .n_targets = 1 };
  g_autoptr (GByteArray) target = g_byte_array_new ();
  WayEntryType type = (WayEntryType)(1 + below (world, WAY_ENTRY_LAST));
  g_autoptr (GBytes) good = NULL;
  g_autoptr (GBytes) bytes = NULL;
  guint8 with[8];
  gsize at, size = 1 + below (world, sizeof with);

  body.head = *way_log_get_head_at (world->the_case->log, body.seq);
  if (type == WAY_ENTRY_REDACT)
    way_write_u64 (target, 2);
  way_write_bytes (target, way_log_get_hash_at (world->the_case->log, 2)->bytes, WAY_HASH_SIZE);
  body.targets = target->data;
  if (type == WAY_ENTRY_EPOCH)
    good = case_make_epoch (world->the_case, world->a, NULL);
  else if (way_entry_kind (type)->sealed)
    good = case_make_ops (world->the_case, world->a, 9, "a visit");
  else
    good = case_make_body (world->the_case, world->a, type, &body,
                           way_entry_type_is_approved (type) ? world->b : NOBODY);
  at = below (world, g_bytes_get_size (good) - size + 1);
  memcpy (with, (const guint8 *)g_bytes_get_data (good, NULL) + at, size);
  disturb (world, with, size);
  bytes = case_patch (good, at, with, size, world->a);
  judge_entry (world, bytes);
}

static void
disturb_signed_act (World *world)
{
  Laptop *more = world->org->laptops->pdata[2];
  WayDirBody body = { .device = more->keys->id,
                      .certificate = more->certificate,
                      .reason = 1,
                      .roles = 1,
                      .number = 2,
                      .policy = { 1, 12, 14, 60, 5 },
                      .recovery_pk = more->keys->dbk,
                      .root_pk = more->keys->dsk };
  WayDirType type = (WayDirType)(2 + below (world, WAY_DIR_LAST - 1));
  Laptop *signer = below (world, 2) == 0 ? ROOT : world->a;
  Laptop *approver = signer == ROOT || below (world, 2) == 0 ? NOBODY : world->b;
  g_autoptr (GBytes) good = org_make (world->org, type, &body, signer, approver);
  g_autoptr (GBytes) bytes = NULL;
  guint8 with[8];
  gsize size = 1 + below (world, sizeof with);
  gsize at = below (world, g_bytes_get_size (good) - size + 1);

  memcpy (with, (const guint8 *)g_bytes_get_data (good, NULL) + at, size);
  disturb (world, with, size);
  bytes = org_patch (world->org, good, at, with, size, signer, approver);
  judge_act (world, bytes);
}

/* The sealed text under the right key: what a malicious member may write. */
static void
disturb_plain (World *world)
{
  WayEntryWriter writer = case_writer (world->the_case, world->a);
  WayId origin = laptop_origin (world->a);
  g_autoptr (GPtrArray) ops = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
  g_autoptr (GPtrArray) plains = NULL;
  g_autoptr (GBytes) plain = NULL;
  g_autoptr (GBytes) entry = NULL;
  g_autofree char *text = g_strnfill (below (world, 3000), 'x');
  WayEntry draft;

  g_ptr_array_add (ops, op_new (&log_id, &origin, 9, 9, 1, text));
  plains = way_ops_write (&origin, 9, ops);
  plain = disturb_bytes (world, plains->pdata[0]);
  way_entry_draft (&writer, WAY_ENTRY_OPS, &draft);
  entry = way_entry_make_sealed (&writer, &draft, world->the_case->keys, plain);
  judge_entry (world, entry);
}

static void
disturb_message (World *world)
{
  static const gsize sizes[] = { WAY_ENROL_C_SIZE, WAY_ENROL_M_SIZE, WAY_ENROL_D_SIZE,
                                 WAY_ENROL_RESULT_SIZE };
  static const char magics[][5] = { "LGC1", "LGM1", "LGJ1", "LGR1" };
  guint kind = below (world, G_N_ELEMENTS (sizes));
  guint8 *noise = g_malloc0 (sizes[kind]);
  g_autoptr (GBytes) whole = NULL;
  g_autoptr (GBytes) bytes = NULL;
  WayEnrolC c;
  WayEnrolM m;
  WayEnrolD d;
  WayEnrolResult result;

  way_random_fill (world->org->random, noise, sizes[kind]);
  memcpy (noise, magics[kind], 4);
  whole = g_bytes_new_take (noise, sizes[kind]);
  bytes = disturb_bytes (world, whole);
  way_enrol_c_read (bytes, &c);
  way_enrol_m_read (bytes, &m);
  way_enrol_d_read (bytes, &d);
  way_enrol_result_read (bytes, &result);
}

static void
step (World *world)
{
  g_autoptr (GBytes) act = disturb_bytes (world, any_bytes (world, world->org->entries));
  g_autoptr (GBytes) entry = disturb_bytes (world, any_bytes (world, world->the_case->entries));

  judge_act (world, act);
  judge_entry (world, entry);
  disturb_signed_act (world);
  disturb_signed_entry (world);
  disturb_plain (world);
  disturb_message (world);
}

static void
test_fuzz (void)
{
  guint64 seed = test_seed ();
  gint64 ends = test_box_ends ();
  g_autoptr (Org) org = org_new (seed);
  g_autoptr (Case) the_case = NULL;
  g_autoptr (GBytes) ops = NULL;
  World world = { .org = org, .a = org->laptops->pdata[0] };
  guint steps = 0;

  world.b = org_add (org, WAY_DIR_ROLE_MANAGER);
  org_prepare (org, NULL, WAY_DIR_ROLE_ADVISER);
  world.the_case = the_case = case_new (org, &log_id, world.a);
  ops = case_make_ops (the_case, world.a, 1, "a visit");
  assert_verdict (case_append (the_case, ops), WAY_VERDICT_OK);
  while (steps < 200 || g_get_monotonic_time () < ends)
    {
      steps++;
      step (&world);
    }
  g_test_message ("%u steps, %u accepted, %u refused", steps, world.accepted, world.refused);
  g_assert_cmpuint (world.accepted, >, 0);
  g_assert_cmpuint (world.refused, >, world.accepted);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ledger/fuzz", test_fuzz);
  return g_test_run ();
}
