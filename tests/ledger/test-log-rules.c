/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Rules E, each broken alone: every other row is kept, and the verdict is that row's number.
 */
#include "ledger-fixture.h"

#include <string.h>

#define DIR_SEQ_AT 72
#define DEV_SEQ_AT 112
#define PREV_DEV_AT 120
#define SEEN_SEQ_AT 152
#define KEY_EPOCH_AT 192
#define DAY_MS G_GUINT64_CONSTANT (86400000)

typedef struct
{
  Org *org;
  Laptop *a, *b;   /* managers of two users, members */
  Laptop *adviser; /* began the case, wrote entries 1 and 2 */
  Laptop *keeper;  /* member */
  Laptop *other;   /* an adviser, no member */
  Case *the_case;
} Team;

static void
team_set_up (Team *team, gconstpointer data)
{
  static const WayId log = { { 7 } };
  g_autoptr (GBytes) ops = NULL;

  team->org = org_new (21);
  team->a = team->org->laptops->pdata[0];
  team->b = org_add (team->org, WAY_DIR_ROLE_MANAGER);
  team->adviser = org_add (team->org, WAY_DIR_ROLE_ADVISER);
  team->keeper = org_add (team->org, WAY_DIR_ROLE_KEEPER);
  team->other = org_add (team->org, WAY_DIR_ROLE_ADVISER);
  team->the_case = case_new (team->org, &log, team->adviser);
  ops = case_make_ops (team->the_case, team->adviser, 1, "a visit");
  assert_verdict (case_append (team->the_case, ops), WAY_VERDICT_OK);
}

static void
team_tear_down (Team *team, gconstpointer data)
{
  case_free (team->the_case);
  org_free (team->org);
}

static WayVerdict
judge (Team *team, GBytes *bytes, const WayLogMoment *moment)
{
  gsize size;
  gconstpointer data = g_bytes_get_data (bytes, &size);

  return way_log_judge (team->the_case->log, team->org->directory, data, size, moment);
}

/* Takes @bytes. */
static void
assert_judged (Team *team, GBytes *bytes, WayVerdict expected)
{
  assert_verdict (judge (team, bytes, NULL), expected);
  g_bytes_unref (bytes);
}

static void
append (Team *team, GBytes *bytes)
{
  assert_verdict (case_append (team->the_case, bytes), WAY_VERDICT_OK);
  g_bytes_unref (bytes);
}

static GBytes *
make (Team *team, Laptop *by, WayEntryType type, const WayEntryBody *body)
{
  return case_make_body (team->the_case, by, type, body, NOBODY);
}

static void
assert_body (
    Team *team, Laptop *by, WayEntryType type, const WayEntryBody *body, WayVerdict expected)
{
  assert_judged (team, make (team, by, type, body), expected);
}

static WayEntryBody
checkpoint (Team *team)
{
  guint64 seen = way_log_get_length (team->the_case->log);

  return (WayEntryBody){ .seq = seen,
                         .head = *way_log_get_head_at (team->the_case->log, seen),
                         .incarnation = 1,
                         .reason = 1 };
}

static void
test_header (Team *team, gconstpointer data)
{
  g_autoptr (GBytes) good = case_make_ops (team->the_case, team->adviser, 2, "another");
  gsize size;
  const guint8 *bytes = g_bytes_get_data (good, &size);
  static const struct
  {
    gsize at;
    const char *with;
    gsize size;
    WayVerdict verdict;
  } rows[] = {
    { 216, "\0\0\1\x31", 4, WAY_VERDICT_E1_LENGTH },
    { 216, "\0\1\0\x31", 4, WAY_VERDICT_E1_LENGTH },
    { 216, "\xff\xff\xff\xff", 4, WAY_VERDICT_E1_LENGTH },
    { 0, "LGD1", 4, WAY_VERDICT_E2_MAGIC },
    { 4, "\2", 1, WAY_VERDICT_E3_SUITE },
    { 6, "\1", 1, WAY_VERDICT_E4_FLAGS },
    { 6, "\x80", 1, WAY_VERDICT_E4_FLAGS },
    { 7, "\xff", 1, WAY_VERDICT_OK },
    { 5, "\0", 1, WAY_VERDICT_E5_TYPE },
    { 5, "\x0c", 1, WAY_VERDICT_E5_TYPE },
    { 196, "\0\0\0\1", 4, WAY_VERDICT_E6_CONTEXT },
    { KEY_EPOCH_AT, "\0\0\0\0", 4, WAY_VERDICT_E6_CONTEXT },
    { DEV_SEQ_AT, "\0\0\0\0\0\0\0\0", 8, WAY_VERDICT_E6_CONTEXT },
    { DEV_SEQ_AT, "\0\0\0\0\0\0\0\1", 8, WAY_VERDICT_E6_CONTEXT },
    { DIR_SEQ_AT, "\0\0\0\0\0\0\0\0", 8, WAY_VERDICT_E6_CONTEXT },
    { SEEN_SEQ_AT, "\0\0\0\0\0\0\0\0", 8, WAY_VERDICT_E6_CONTEXT },
    { 8, "\1", 1, WAY_VERDICT_E8_LOG },
    { 24, "\1", 1, WAY_VERDICT_E8_LOG },
    { DIR_SEQ_AT + 7, "\x0a", 1, WAY_VERDICT_E9_DIRECTORY },
    { DIR_SEQ_AT, "\x80", 1, WAY_VERDICT_E9_DIRECTORY },
    { DIR_SEQ_AT + 7, "\x08", 1, WAY_VERDICT_E10_DIR_HEAD },
    { 80, "\1\2\3", 3, WAY_VERDICT_E10_DIR_HEAD },
    { 56, "\1\2\3", 3, WAY_VERDICT_E11_DEVICE },
    { DEV_SEQ_AT + 7, "\2", 1, WAY_VERDICT_E15_DEV_SEQ },
    { DEV_SEQ_AT + 7, "\4", 1, WAY_VERDICT_E16_GAP },
    { DEV_SEQ_AT, "\xff", 1, WAY_VERDICT_E16_GAP },
    { PREV_DEV_AT, "\1\2\3", 3, WAY_VERDICT_E17_DEV_PREV },
    { SEEN_SEQ_AT + 7, "\3", 1, WAY_VERDICT_E18_SEEN },
    { SEEN_SEQ_AT, "\xff", 1, WAY_VERDICT_E18_SEEN },
    { SEEN_SEQ_AT + 7, "\1", 1, WAY_VERDICT_E19_SEEN_HEAD },
    { SEEN_SEQ_AT + 8, "\1\2\3", 3, WAY_VERDICT_E19_SEEN_HEAD },
    { KEY_EPOCH_AT + 3, "\2", 1, WAY_VERDICT_E22_EPOCH },
    { 200, "\1\2\3", 3, WAY_VERDICT_OK },
    { 208, "\1\2\3", 3, WAY_VERDICT_OK },
    { 220, "\1\2\3", 3, WAY_VERDICT_OK },
  };

  g_assert_cmpuint (way_directory_get_length (team->org->directory), ==, 9);
  assert_verdict (judge (team, good, NULL), WAY_VERDICT_OK);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    assert_judged (team, case_patch (good, rows[i].at, rows[i].with, rows[i].size, team->adviser),
                   rows[i].verdict);
  for (gsize part = 0; part < size; part++)
    assert_verdict (way_log_judge (team->the_case->log, team->org->directory, bytes, part, NULL),
                    part == WAY_ENTRY_HEADER_SIZE ? WAY_VERDICT_OK_NO_BODY : WAY_VERDICT_E1_LENGTH);
}

static void
test_signature (Team *team, gconstpointer data)
{
  g_autoptr (GBytes) good = case_make_ops (team->the_case, team->adviser, 2, "another");
  gsize size = g_bytes_get_size (good);
  guint8 *bytes = g_memdup2 (g_bytes_get_data (good, NULL), size);
  g_autoptr (GBytes) changed = NULL;

  assert_judged (team, case_patch (good, 0, "L", 1, team->a), WAY_VERDICT_E12_SIGNATURE);
  bytes[size - 1] ^= 1;
  changed = g_bytes_new_take (bytes, size);
  assert_verdict (judge (team, changed, NULL), WAY_VERDICT_E7_BODY_HASH);
}

static void
test_entry_id (Team *team, gconstpointer data)
{
  GBytes *known = team->the_case->entries->pdata[1];
  g_autoptr (GBytes) other = case_patch (known, 200, "\1\2\3", 3, team->adviser);
  const WayLogMoment now = { TRUE, 5, 0 };

  assert_verdict (judge (team, known, NULL), WAY_VERDICT_E13_ENTRY_ID);
  assert_verdict (judge (team, known, &now), WAY_VERDICT_SAME);
  assert_verdict (judge (team, other, &now), WAY_VERDICT_E13_ENTRY_ID);
}

static void
test_device (Team *team, gconstpointer data)
{
  g_autoptr (GBytes) good = case_make_ops (team->the_case, team->adviser, 2, "another");
  g_autoptr (GBytes) other = case_make_ops (team->the_case, team->a, 2, "another");
  Laptop *waiting = org_prepare (team->org, NULL, WAY_DIR_ROLE_ADVISER);
  WayDirBody body = { .certificate = waiting->certificate };
  const WayLogMoment now = { TRUE, 5, 0 };
  WayEntryBody checked;

  org_revoke (team->org, team->adviser);
  /* As long as nobody who knew of it wrote, a replay cannot know; a server does. */
  assert_verdict (judge (team, good, NULL), WAY_VERDICT_OK);
  assert_verdict (judge (team, good, &now), WAY_VERDICT_E11_DEVICE);
  assert_judged (team, case_make_ops (team->the_case, team->adviser, 2, "x"),
                 WAY_VERDICT_E11_DEVICE);
  assert_verdict (judge (team, other, &now), WAY_VERDICT_OK);
  checked = checkpoint (team);
  append (team, make (team, team->a, WAY_ENTRY_CHECKPOINT, &checked));
  assert_verdict (judge (team, good, NULL), WAY_VERDICT_E11_DEVICE);

  assert_verdict (org_act (team->org, WAY_DIR_CERT_DEVICE, &body, ROOT, NOBODY), WAY_VERDICT_OK);
  assert_judged (team, case_make_ops (team->the_case, waiting, 2, "x"), WAY_VERDICT_E11_DEVICE);
}

static void
test_begin (Team *team, gconstpointer data)
{
  static const WayId log = { { 8 } };
  g_autoptr (Case) empty = case_new (team->org, &log, NULL);
  WayEntryBody body = { .state = 1, .reason = 1 };
  g_autoptr (GBytes) bytes = case_make_body (empty, team->adviser, WAY_ENTRY_CLOSE, &body, NOBODY);
  g_autoptr (GBytes) patched = case_patch (bytes, KEY_EPOCH_AT + 3, "\1", 1, team->adviser);

  assert_verdict (case_append (empty, patched), WAY_VERDICT_E20_BEGIN);
}

static void
test_epoch (Team *team, gconstpointer data)
{
  g_autoptr (GBytes) late = case_make_ops (team->the_case, team->b, 2, "another");

  append (team, case_make_epoch (team->the_case, team->a, NULL));
  assert_verdict (judge (team, late, NULL), WAY_VERDICT_E21_STALE);
  assert_judged (team, case_make_ops (team->the_case, team->other, 2, "x"), WAY_VERDICT_E23_MEMBER);
}

static void
test_sealed (Team *team, gconstpointer data)
{
  g_autoptr (GBytes) good = case_make_ops (team->the_case, team->adviser, 2, "another");
  g_autofree guint8 *body = g_malloc0 (65584);
  static const struct
  {
    gsize size;
    gboolean bucket;
  } rows[] = {
    { 256 + 48, TRUE },  { 65536 + 48, TRUE }, { 0, FALSE },          { 48, FALSE },
    { 47, FALSE },       { 128 + 48, FALSE },  { 256 + 47, FALSE },   { 256 + 49, FALSE },
    { 768 + 48, FALSE }, { 1024 + 48, TRUE },  { 65535 + 48, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    assert_judged (team, case_patch_body (good, body, rows[i].size, team->adviser),
                   rows[i].bucket ? WAY_VERDICT_OK : WAY_VERDICT_E24_BUCKET);
}

static void
test_clear_bodies (Team *team, gconstpointer data)
{
  guint8 targets[2 * WAY_HASH_SIZE] = { 1 };
  WayEntryBody body = checkpoint (team);
  g_autoptr (GBytes) good = make (team, team->a, WAY_ENTRY_CHECKPOINT, &body);
  guint8 bytes[49] = { 0 };

  assert_judged (team, case_patch (good, 220, "\1", 1, team->a), WAY_VERDICT_E6_CONTEXT);
  assert_judged (team, case_patch_body (good, bytes, 47, team->a), WAY_VERDICT_E25_BODY);
  assert_judged (team, case_patch_body (good, bytes, 49, team->a), WAY_VERDICT_E1_LENGTH);
  assert_judged (team, case_bare (good), WAY_VERDICT_E25_BODY);

  for (body.state = 0; body.state <= 2; body.state++)
    for (body.reason = 0; body.reason <= 5; body.reason++)
      assert_body (team, team->a, WAY_ENTRY_CLOSE, &body,
                   body.state == 2 || body.reason == 0 || body.reason == 5 ? WAY_VERDICT_E25_BODY
                   : body.state == 0                                       ? WAY_VERDICT_E32_STATE
                                                                           : WAY_VERDICT_OK);
  body = (WayEntryBody){ .epoch = 1 };
  for (body.kind = 0; body.kind <= 5; body.kind++)
    assert_body (team, team->a, WAY_ENTRY_KEY_COMPLAINT, &body,
                 body.kind == 0 || body.kind == 5 ? WAY_VERDICT_E25_BODY : WAY_VERDICT_OK);
  for (body.reason = 0; body.reason <= 4; body.reason++)
    assert_body (team, team->a, WAY_ENTRY_RECOVERY_USED, &body,
                 body.reason == 0 || body.reason == 4 ? WAY_VERDICT_E25_BODY : WAY_VERDICT_OK);

  body = (WayEntryBody){ .decision = 1, .reason = 1, .n_targets = 2, .targets = targets };
  assert_body (team, team->a, WAY_ENTRY_RESOLVE_QUARANTINE, &body, WAY_VERDICT_E25_BODY);
  targets[WAY_HASH_SIZE] = 1;
  assert_body (team, team->a, WAY_ENTRY_RESOLVE_QUARANTINE, &body, WAY_VERDICT_E25_BODY);
  targets[WAY_HASH_SIZE] = 2;
  assert_body (team, team->a, WAY_ENTRY_RESOLVE_QUARANTINE, &body, WAY_VERDICT_OK);
  body.n_targets = 0;
  assert_body (team, team->a, WAY_ENTRY_RESOLVE_QUARANTINE, &body, WAY_VERDICT_E25_BODY);
  body.n_targets = 1;
  body.decision = 3;
  assert_body (team, team->a, WAY_ENTRY_RESOLVE_QUARANTINE, &body, WAY_VERDICT_E25_BODY);
}

static void
test_rights (Team *team, gconstpointer data)
{
  guint8 target[WAY_HASH_SIZE] = { 1 };
  WayEntryBody checked = checkpoint (team);
  const WayEntryBody close = { .state = 1, .reason = 1 };
  const WayEntryBody used = { .reason = 1, .epoch = 1 };
  const WayEntryBody complaint = { .kind = 1, .epoch = 1 };
  const WayEntryBody resolve = { .decision = 2, .reason = 1, .n_targets = 1, .targets = target };
  struct
  {
    WayEntryType type;
    const WayEntryBody *body;
    gboolean adviser, keeper, manager;
  } rows[] = {
    { WAY_ENTRY_CHECKPOINT, &checked, TRUE, TRUE, TRUE },
    { WAY_ENTRY_RESOLVE_QUARANTINE, &resolve, FALSE, FALSE, TRUE },
    { WAY_ENTRY_RECOVERY_USED, &used, FALSE, TRUE, TRUE },
    { WAY_ENTRY_CLOSE, &close, TRUE, FALSE, TRUE },
    { WAY_ENTRY_KEY_COMPLAINT, &complaint, TRUE, TRUE, TRUE },
  };
  Laptop *recovery;
  g_autoptr (GBytes) ops = case_make_ops (team->the_case, team->keeper, 1, "x");
  g_autoptr (GBytes) more = case_make_ops (team->the_case, team->adviser, 2, "x");

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      assert_body (team, team->adviser, rows[i].type, rows[i].body,
                   rows[i].adviser ? WAY_VERDICT_OK : WAY_VERDICT_E26_RIGHT);
      assert_body (team, team->keeper, rows[i].type, rows[i].body,
                   rows[i].keeper ? WAY_VERDICT_OK : WAY_VERDICT_E26_RIGHT);
      assert_body (team, team->b, rows[i].type, rows[i].body,
                   rows[i].manager ? WAY_VERDICT_OK : WAY_VERDICT_E26_RIGHT);
    }
  assert_verdict (judge (team, ops, NULL), WAY_VERDICT_E26_RIGHT);
  assert_judged (team, case_patch (ops, 5, "\3", 1, team->keeper), WAY_VERDICT_E26_RIGHT);
  assert_judged (team, case_patch (ops, 5, "\5", 1, team->keeper), WAY_VERDICT_OK);
  assert_judged (team, case_patch (more, 5, "\3", 1, team->adviser), WAY_VERDICT_OK);
  assert_judged (team, case_patch (more, 5, "\5", 1, team->adviser), WAY_VERDICT_E26_RIGHT);

  /* A recovery laptop need not be a member to say that it was used. */
  recovery = org_add (team->org, WAY_DIR_ROLE_RECOVERY);
  assert_body (team, recovery, WAY_ENTRY_RECOVERY_USED, &used, WAY_VERDICT_OK);
  assert_body (team, recovery, WAY_ENTRY_KEY_COMPLAINT, &complaint, WAY_VERDICT_E23_MEMBER);
  assert_body (team, team->other, WAY_ENTRY_RECOVERY_USED, &used, WAY_VERDICT_E23_MEMBER);
}

/* A right that was lost ends with the first entry of anybody who knew. */
static void
test_roles_lost (Team *team, gconstpointer data)
{
  g_autoptr (GBytes) backdated = case_make_ops (team->the_case, team->b, 1, "x");
  WayEntryBody checked;
  const WayLogMoment now = { TRUE, 5, 0 };

  org_set_roles (team->org, team->b, WAY_DIR_ROLE_KEEPER);
  assert_verdict (judge (team, backdated, NULL), WAY_VERDICT_OK);
  assert_verdict (judge (team, backdated, &now), WAY_VERDICT_E26_RIGHT);
  checked = checkpoint (team);
  append (team, make (team, team->a, WAY_ENTRY_CHECKPOINT, &checked));
  assert_verdict (judge (team, backdated, NULL), WAY_VERDICT_E26_RIGHT);
  /* A role had back gives no right to what was written while it was lost. */
  org_set_roles (team->org, team->b, WAY_DIR_ROLE_MANAGER);
  checked = checkpoint (team);
  append (team, make (team, team->a, WAY_ENTRY_CHECKPOINT, &checked));
  assert_verdict (judge (team, backdated, NULL), WAY_VERDICT_E26_RIGHT);
}

static GByteArray *
redact_targets (Team *team, guint64 position)
{
  GByteArray *out = g_byte_array_new ();
  guint64 known = MIN (position, way_log_get_length (team->the_case->log));

  way_write_u64 (out, position);
  way_write_bytes (out, way_log_get_hash_at (team->the_case->log, MAX (known, 1))->bytes,
                   WAY_HASH_SIZE);
  return out;
}

static void
assert_redact (Team *team, guint64 position, Laptop *approver, WayVerdict expected)
{
  g_autoptr (GByteArray) targets = redact_targets (team, position);
  WayEntryBody body = { .reason = 1, .n_targets = 1, .targets = targets->data };

  assert_judged (team,
                 case_make_body (team->the_case, team->adviser, WAY_ENTRY_REDACT, &body, approver),
                 expected);
}

static void
test_redact (Team *team, gconstpointer data)
{
  g_autoptr (GByteArray) targets = redact_targets (team, 2);
  WayEntryBody body = { .reason = 1, .n_targets = 1, .targets = targets->data };
  g_autoptr (GBytes) good = NULL;
  g_autoptr (GBytes) kept = NULL;
  g_autoptr (GBytes) bare = NULL;
  gsize size;

  assert_redact (team, 2, team->a, WAY_VERDICT_OK);
  assert_redact (team, 2, ROOT, WAY_VERDICT_OK);
  assert_redact (team, 0, team->a, WAY_VERDICT_E28_TARGET);
  assert_redact (team, 3, team->a, WAY_VERDICT_E28_TARGET);
  assert_redact (team, 1, team->a, WAY_VERDICT_E28_TARGET);
  assert_redact (team, 2, team->adviser, WAY_VERDICT_E29_APPROVER);
  assert_redact (team, 2, team->keeper, WAY_VERDICT_E29_APPROVER);
  assert_redact (team, 2, team->other, WAY_VERDICT_E29_APPROVER);
  assert_redact (team, 2, org_add (team->org, WAY_DIR_ROLE_MANAGER), WAY_VERDICT_E29_APPROVER);
  targets->data[8] ^= 1;
  good = case_make_body (team->the_case, team->adviser, WAY_ENTRY_REDACT, &body, team->a);
  assert_verdict (judge (team, good, NULL), WAY_VERDICT_E28_TARGET);
  targets->data[8] ^= 1;
  g_bytes_unref (good);
  good = case_make_body (team->the_case, team->adviser, WAY_ENTRY_REDACT, &body, team->a);
  size = g_bytes_get_size (good);
  assert_judged (team, case_patch (good, size - 1, "\x77", 1, team->adviser),
                 WAY_VERDICT_E30_APPROVAL);
  assert_judged (team, case_patch (good, 340, "\2", 1, team->adviser), WAY_VERDICT_E30_APPROVAL);
  assert_judged (team, case_patch (good, 40, "\2", 1, team->adviser), WAY_VERDICT_E30_APPROVAL);
  /* What may change when it is posted again later is not in it. */
  assert_judged (team, case_patch (good, 200, "\2", 1, team->adviser), WAY_VERDICT_OK);

  /* A body that was kept back is owed until a REDACT names it. */
  kept = case_make_ops (team->the_case, team->b, 1, "kept back");
  bare = case_bare (kept);
  assert_verdict (case_append (team->the_case, bare), WAY_VERDICT_OK_NO_BODY);
  g_assert_cmpuint (way_log_get_good_length (team->the_case->log), ==, 2);
  g_byte_array_unref (g_steal_pointer (&targets));
  targets = redact_targets (team, 3);
  body.targets = targets->data;
  append (team, case_make_body (team->the_case, team->adviser, WAY_ENTRY_REDACT, &body, team->a));
  g_assert_cmpuint (way_log_get_good_length (team->the_case->log), ==, 4);
  assert_redact (team, 3, team->a, WAY_VERDICT_E28_TARGET);
}

static void
test_erase (Team *team, gconstpointer data)
{
  WayEntryBody body = checkpoint (team);
  g_autoptr (GBytes) early = case_make_body (team->the_case, team->b, WAY_ENTRY_ERASE, &body,
                                             team->a);

  assert_verdict (judge (team, early, NULL), WAY_VERDICT_OK);
  assert_judged (team,
                 case_make_body (team->the_case, team->b, WAY_ENTRY_ERASE, &body, team->adviser),
                 WAY_VERDICT_E29_APPROVER);
  body.seq--;
  assert_judged (team, case_make_body (team->the_case, team->b, WAY_ENTRY_ERASE, &body, team->a),
                 WAY_VERDICT_E31_CHECKPOINT);
  append (team, case_make_ops (team->the_case, team->adviser, 2, "another"));
  assert_verdict (judge (team, early, NULL), WAY_VERDICT_E27_COMPARE);
  body = checkpoint (team);
  append (team, case_make_body (team->the_case, team->b, WAY_ENTRY_ERASE, &body, ROOT));
  g_assert_true (way_log_is_erased (team->the_case->log));
  assert_judged (team, case_make_ops (team->the_case, team->adviser, 3, "x"),
                 WAY_VERDICT_E14_ERASED);
}

static void
test_states (Team *team, gconstpointer data)
{
  WayEntryBody body = checkpoint (team);

  body.seq--;
  assert_body (team, team->a, WAY_ENTRY_CHECKPOINT, &body, WAY_VERDICT_E31_CHECKPOINT);
  body.seq++;
  body.head.bytes[0] ^= 1;
  assert_body (team, team->a, WAY_ENTRY_CHECKPOINT, &body, WAY_VERDICT_E31_CHECKPOINT);
  body.head.bytes[0] ^= 1;
  body.incarnation = 2;
  assert_body (team, team->a, WAY_ENTRY_CHECKPOINT, &body, WAY_VERDICT_E31_CHECKPOINT);

  body = (WayEntryBody){ .state = 1, .reason = 1 };
  append (team, make (team, team->adviser, WAY_ENTRY_CLOSE, &body));
  g_assert_true (way_log_is_closed (team->the_case->log));
  assert_body (team, team->adviser, WAY_ENTRY_CLOSE, &body, WAY_VERDICT_E32_STATE);
  assert_judged (team, case_make_ops (team->the_case, team->adviser, 2, "late"), WAY_VERDICT_OK);
  body.state = 0;
  append (team, make (team, team->adviser, WAY_ENTRY_CLOSE, &body));
  g_assert_false (way_log_is_closed (team->the_case->log));

  body = (WayEntryBody){ .kind = 1, .reason = 1 };
  for (body.epoch = 0; body.epoch <= 2; body.epoch++)
    {
      WayVerdict expected = body.epoch == 1 ? WAY_VERDICT_OK : WAY_VERDICT_E33_COMPLAINT;

      assert_body (team, team->a, WAY_ENTRY_KEY_COMPLAINT, &body, expected);
      assert_body (team, team->a, WAY_ENTRY_RECOVERY_USED, &body, expected);
    }
}

static void
test_arriving (Team *team, gconstpointer data)
{
  Laptop *leaver = org_prepare (team->org, NULL, WAY_DIR_ROLE_MANAGER);
  WayDirBody body = { .device = leaver->keys->id };
  static const WayId log = { { 9 } };
  g_autoptr (Case) another = NULL;
  g_autoptr (GBytes) bytes = NULL;
  WayLogMoment now = { TRUE, 9 * DAY_MS, 0 };
  gsize size;
  gconstpointer start;

  leaver->certificate.not_after = 8 * DAY_MS;
  laptop_sign (leaver, team->org);
  body.certificate = leaver->certificate;
  assert_verdict (org_act (team->org, WAY_DIR_CERT_DEVICE, &body, ROOT, NOBODY), WAY_VERDICT_OK);
  assert_verdict (org_act (team->org, WAY_DIR_ADMIT_DEVICE, &body, ROOT, NOBODY), WAY_VERDICT_OK);
  another = case_new (team->org, &log, leaver);
  bytes = case_make_ops (another, leaver, 1, "x");
  start = g_bytes_get_data (bytes, &size);
  assert_verdict (way_log_judge (another->log, team->org->directory, start, size, &now),
                  WAY_VERDICT_OK);
  now.now_ms++;
  assert_verdict (way_log_judge (another->log, team->org->directory, start, size, &now),
                  WAY_VERDICT_E35_EXPIRED);
  assert_verdict (way_log_judge (another->log, team->org->directory, start, size, NULL),
                  WAY_VERDICT_OK);
  now.now_ms = 0;
  assert_verdict (
      way_log_judge (another->log, team->org->directory, start, WAY_ENTRY_HEADER_SIZE, &now),
      WAY_VERDICT_E34_NO_BODY);
}

/* What a laptop had seen may have been lost with the server: excused for work that a manager
 * accepted, and for nothing else. */
static void
test_excused (Team *team, gconstpointer data)
{
  g_autoptr (GBytes) good = case_make_ops (team->the_case, team->adviser, 2, "another");
  g_autoptr (GBytes) far = case_patch (good, SEEN_SEQ_AT + 7, "\x55", 1, team->adviser);
  WayDirBody restored = { .number = 2, .reason = 1 };
  WayEntryBody body = { .decision = WAY_DECISION_ACCEPT, .reason = 1, .n_targets = 1 };
  WayEntry entry;
  WayHash hash;

  g_assert_true (way_entry_read (g_bytes_get_data (far, NULL), g_bytes_get_size (far), &entry));
  way_entry_get_hash (&entry, &hash);
  body.targets = hash.bytes;
  assert_verdict (judge (team, far, NULL), WAY_VERDICT_E18_SEEN);
  append (team, make (team, team->a, WAY_ENTRY_RESOLVE_QUARANTINE, &body));
  assert_verdict (judge (team, far, NULL), WAY_VERDICT_E18_SEEN);
  assert_verdict (org_act (team->org, WAY_DIR_INCARNATION, &restored, ROOT, NOBODY),
                  WAY_VERDICT_OK);
  assert_verdict (judge (team, far, NULL), WAY_VERDICT_OK);
  assert_judged (team, case_patch (good, SEEN_SEQ_AT + 7, "\x56", 1, team->adviser),
                 WAY_VERDICT_E18_SEEN);
}

/* Late work of a laptop that was cut off: to quarantine, and in once a manager says so. */
static void
test_quarantine (Team *team, gconstpointer data)
{
  g_autoptr (GBytes) one = case_make_ops (team->the_case, team->adviser, 2, "on the train");
  g_autoptr (GBytes) two = NULL;
  g_autoptr (GBytes) close = NULL;
  WayEntryBody body = { .state = 1, .reason = 1 };
  WayEntry entry;
  WayHash hashes[1];
  gsize size;
  gconstpointer bytes = g_bytes_get_data (one, &size);

  two = case_patch (one, DEV_SEQ_AT + 7, "\5", 1, team->adviser);
  close = make (team, team->adviser, WAY_ENTRY_CLOSE, &body);
  org_revoke (team->org, team->adviser);
  append (team, case_make_epoch (team->the_case, team->a, NULL));
  assert_verdict (judge (team, one, NULL), WAY_VERDICT_E11_DEVICE);
  assert_verdict (way_log_judge_quarantine (team->the_case->log, team->org->directory, bytes, size),
                  WAY_VERDICT_OK);
  assert_verdict (way_log_judge_quarantine (team->the_case->log, team->org->directory,
                                            g_bytes_get_data (close, NULL),
                                            g_bytes_get_size (close)),
                  WAY_VERDICT_E26_RIGHT);

  g_assert_true (way_entry_read (g_bytes_get_data (two, NULL), g_bytes_get_size (two), &entry));
  way_entry_get_hash (&entry, &hashes[0]);
  body = (WayEntryBody){
    .decision = WAY_DECISION_DECLINE, .reason = 2, .n_targets = 1, .targets = hashes[0].bytes
  };
  append (team, make (team, team->a, WAY_ENTRY_RESOLVE_QUARANTINE, &body));
  assert_verdict (judge (team, two, NULL), WAY_VERDICT_E11_DEVICE);
  body.decision = WAY_DECISION_ACCEPT;
  append (team, make (team, team->a, WAY_ENTRY_RESOLVE_QUARANTINE, &body));
  assert_verdict (judge (team, one, NULL), WAY_VERDICT_E11_DEVICE);
  assert_verdict (case_append (team->the_case, two), WAY_VERDICT_OK);
  assert_verdict (judge (team, two, NULL), WAY_VERDICT_E13_ENTRY_ID);
}

int
main (int argc, char *argv[])
{
  static const struct
  {
    const char *name;
    void (*test) (Team *, gconstpointer);
  } tests[] = {
    { "header", test_header },     { "signature", test_signature },
    { "entry-id", test_entry_id }, { "device", test_device },
    { "begin", test_begin },       { "epoch", test_epoch },
    { "sealed", test_sealed },     { "clear-bodies", test_clear_bodies },
    { "rights", test_rights },     { "roles-lost", test_roles_lost },
    { "redact", test_redact },     { "erase", test_erase },
    { "states", test_states },     { "arriving", test_arriving },
    { "excused", test_excused },   { "quarantine", test_quarantine },
  };

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autofree char *path = g_strdup_printf ("/ledger/log/rules/%s", tests[i].name);

      g_test_add (path, Team, NULL, team_set_up, tests[i].test, team_tear_down);
    }
  return g_test_run ();
}
