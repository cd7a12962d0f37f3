/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Rules D, each broken alone: every other row is kept, and the verdict is that row's number.
 */
#include "ledger-fixture.h"

#include <string.h>
#include "way-label.h"

#define PREV_AT 32
#define SEQ_AT 24
#define SIGNER_AT 64
#define BODY_LEN_AT 88
#define BODY_AT 92
#define DAY_MS G_GUINT64_CONSTANT (86400000)

typedef struct
{
  Org *org;
  Laptop *a, *b;   /* managers of two users */
  Laptop *adviser; /* admitted */
  Laptop *waiting; /* an adviser, not admitted */
  Laptop *gone;    /* revoked */
} Team;

static void
team_set_up (Team *team, gconstpointer data)
{
  WayDirBody body = { 0 };

  team->org = org_new (11);
  team->a = team->org->laptops->pdata[0];
  team->b = org_add (team->org, WAY_DIR_ROLE_MANAGER);
  team->adviser = org_add (team->org, WAY_DIR_ROLE_ADVISER);
  team->gone = org_add (team->org, WAY_DIR_ROLE_MANAGER);
  org_revoke (team->org, team->gone);
  team->waiting = org_prepare (team->org, NULL, WAY_DIR_ROLE_ADVISER);
  body.certificate = team->waiting->certificate;
  assert_verdict (org_act (team->org, WAY_DIR_CERT_DEVICE, &body, team->a, NOBODY), WAY_VERDICT_OK);
}

static void
team_tear_down (Team *team, gconstpointer data)
{
  org_free (team->org);
}

static void
assert_judged (Team *team, GBytes *bytes, WayVerdict expected)
{
  gsize size;
  gconstpointer data = g_bytes_get_data (bytes, &size);

  assert_verdict (way_directory_judge (team->org->directory, data, size, NULL), expected);
}

/* An act of @signer and @approver, changed at one place under right signatures. */
static void
assert_patched (Team *team,
                WayDirType type,
                const WayDirBody *body,
                Laptop *signer,
                Laptop *approver,
                gsize at,
                gconstpointer with,
                gsize size,
                WayVerdict expected)
{
  g_autoptr (GBytes) good = org_make (team->org, type, body, signer, approver);
  g_autoptr (GBytes) patched = org_patch (team->org, good, at, with, size, signer, approver);

  assert_judged (team, patched, expected);
}

static void
assert_act (Team *team,
            WayDirType type,
            const WayDirBody *body,
            Laptop *signer,
            Laptop *approver,
            WayVerdict expected)
{
  g_autoptr (GBytes) bytes = org_make (team->org, type, body, signer, approver);

  assert_judged (team, bytes, expected);
}

static void
assert_certified (Team *team, Laptop *laptop, Laptop *signer, Laptop *approver, WayVerdict expected)
{
  WayDirBody body = { .certificate = laptop->certificate };

  assert_act (team, WAY_DIR_CERT_DEVICE, &body, signer, approver, expected);
}

static void
test_header (Team *team, gconstpointer data)
{
  WayDirBody body = { .device = team->waiting->keys->id };
  g_autoptr (GBytes) good = org_make (team->org, WAY_DIR_ADMIT_DEVICE, &body, team->a, NOBODY);
  gsize size;
  const guint8 *bytes = g_bytes_get_data (good, &size);
  static const struct
  {
    gsize at;
    const char *with;
    gsize size;
    WayVerdict verdict;
  } rows[] = {
    { BODY_LEN_AT, "\0\0\0\x21", 4, WAY_VERDICT_D1_LENGTH },
    { BODY_LEN_AT, "\0\0\x04\x01", 4, WAY_VERDICT_D1_LENGTH },
    { BODY_LEN_AT, "\xff\xff\xff\xff", 4, WAY_VERDICT_D1_LENGTH },
    { 0, "LGE1", 4, WAY_VERDICT_D2_MAGIC },
    { 4, "\2", 1, WAY_VERDICT_D3_SUITE },
    { 4, "\0", 1, WAY_VERDICT_D3_SUITE },
    { 6, "\2", 1, WAY_VERDICT_D4_FLAGS },
    { 6, "\x80", 1, WAY_VERDICT_D4_FLAGS },
    { 7, "\xff", 1, WAY_VERDICT_OK },
    { 5, "\0", 1, WAY_VERDICT_D5_TYPE },
    { 5, "\x0b", 1, WAY_VERDICT_D5_TYPE },
    { 8, "another organisat", 16, WAY_VERDICT_D8_ORG },
    { SEQ_AT + 7, "\1", 1, WAY_VERDICT_D9_SEQ },
    { SEQ_AT, "\1", 1, WAY_VERDICT_D9_SEQ },
    { PREV_AT, "\1\2\3\4", 4, WAY_VERDICT_D10_PREV },
    { SIGNER_AT, "\1\2\3\4", 4, WAY_VERDICT_D11_SIGNER },
    { 80, "\1\2\3\4", 4, WAY_VERDICT_OK },
  };

  assert_judged (team, good, WAY_VERDICT_OK);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    assert_patched (team, WAY_DIR_ADMIT_DEVICE, &body, team->a, NOBODY, rows[i].at, rows[i].with,
                    rows[i].size, rows[i].verdict);
  for (gsize part = 0; part < size; part++)
    assert_verdict (way_directory_judge (team->org->directory, bytes, part, NULL),
                    WAY_VERDICT_D1_LENGTH);
}

static void
test_body (Team *team, gconstpointer data)
{
  static const WayPolicy policies[] = {
    { 0, 12, 14, 60, 5 },  { 1, 11, 14, 60, 5 },     { 1, 65, 14, 60, 5 },
    { 1, 12, 366, 60, 5 }, { 1, 12, 365, 10081, 5 },
  };
  WayDirBody body = { .device = team->adviser->keys->id };
  Laptop *laptop = org_prepare (team->org, NULL, WAY_DIR_ROLE_ADVISER);

  for (gsize i = 0; i < G_N_ELEMENTS (policies); i++)
    {
      body.policy = policies[i];
      assert_act (team, WAY_DIR_SET_POLICY, &body, team->a, team->b, WAY_VERDICT_D6_BODY);
    }
  body.policy = (WayPolicy){ 1, 64, 365, 10080, 5 };
  assert_act (team, WAY_DIR_SET_POLICY, &body, team->a, team->b, WAY_VERDICT_OK);
  assert_patched (team, WAY_DIR_SET_POLICY, &body, team->a, team->b, BODY_AT + 6, "\1", 1,
                  WAY_VERDICT_D6_BODY);
  for (body.reason = 0; body.reason <= 5; body.reason++)
    assert_act (team, WAY_DIR_REVOKE_DEVICE, &body, team->a, NOBODY,
                body.reason == 0 || body.reason == 5 ? WAY_VERDICT_D6_BODY : WAY_VERDICT_OK);
  body.number = 2;
  for (body.reason = 0; body.reason <= 4; body.reason++)
    assert_act (team, WAY_DIR_INCARNATION, &body, team->a, team->b,
                body.reason == 0 || body.reason == 4 ? WAY_VERDICT_D6_BODY : WAY_VERDICT_OK);

  assert_certified (team, laptop, team->a, NOBODY, WAY_VERDICT_OK);
  laptop->certificate.method = 3;
  assert_certified (team, laptop, team->a, NOBODY, WAY_VERDICT_D6_BODY);
  laptop->certificate.method = WAY_METHOD_NONE;
  assert_certified (team, laptop, ROOT, NOBODY, WAY_VERDICT_D6_BODY);
  laptop->certificate.transcript = way_hash_none;
  laptop_sign (laptop, team->org);
  assert_certified (team, laptop, team->a, NOBODY, WAY_VERDICT_D6_BODY);
  assert_certified (team, laptop, ROOT, NOBODY, WAY_VERDICT_OK);
  laptop->certificate.method = WAY_METHOD_TELEPHONE;
  assert_certified (team, laptop, ROOT, NOBODY, WAY_VERDICT_D6_BODY);
  laptop->certificate.transcript = (WayHash){ { 1 } };
  laptop->certificate.user = way_id_nil;
  assert_certified (team, laptop, ROOT, NOBODY, WAY_VERDICT_D6_BODY);
}

/* A GENESIS of another organisation, with @change at @at of it. */
static WayVerdict
judge_genesis (gsize at, const char *with, gsize size)
{
  g_autoptr (Org) other = org_new (12);
  g_autoptr (WayDirectory) empty = way_directory_new ();
  g_autoptr (GBytes) patched = org_patch (other, other->entries->pdata[0], at, with, size, ROOT,
                                          NOBODY);
  gsize whole;
  gconstpointer bytes = g_bytes_get_data (patched, &whole);

  return way_directory_judge (empty, bytes, whole, NULL);
}

static void
test_genesis (Team *team, gconstpointer data)
{
  g_autoptr (Org) other = org_new (12);
  g_autoptr (WayDirectory) empty = way_directory_new ();
  WayDirBody body = { .device = team->adviser->keys->id };
  g_autoptr (GBytes) act = org_make (team->org, WAY_DIR_SET_TEAM, &body, team->a, NOBODY);
  gsize size;
  gconstpointer bytes = g_bytes_get_data (act, &size);
  enum
  {
    POLICY_AT = BODY_AT + 80,
    CERTIFICATE_AT = BODY_AT + 92
  };

  assert_judged (team, other->entries->pdata[0], WAY_VERDICT_D7_PLACE);
  assert_verdict (way_directory_judge (empty, bytes, size, NULL), WAY_VERDICT_D7_PLACE);
  assert_verdict (judge_genesis (0, "L", 1), WAY_VERDICT_OK);
  assert_verdict (judge_genesis (8, "L", 1), WAY_VERDICT_D8_ORG);
  assert_verdict (judge_genesis (SEQ_AT + 7, "\2", 1), WAY_VERDICT_D9_SEQ);
  assert_verdict (judge_genesis (PREV_AT, "\2", 1), WAY_VERDICT_D10_PREV);
  assert_verdict (judge_genesis (SIGNER_AT, "\2", 1), WAY_VERDICT_D11_SIGNER);
  assert_verdict (judge_genesis (POLICY_AT, "\2", 1), WAY_VERDICT_D24_POLICY);
  assert_verdict (judge_genesis (BODY_AT + 64, "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 16),
                  WAY_VERDICT_D6_BODY);
  assert_verdict (judge_genesis (CERTIFICATE_AT + 113, "\1", 1), WAY_VERDICT_D6_BODY);
  assert_verdict (judge_genesis (CERTIFICATE_AT + 112, "\1", 1), WAY_VERDICT_D15_ROLES);
  assert_verdict (judge_genesis (CERTIFICATE_AT + 112, "\x0a", 1), WAY_VERDICT_D15_ROLES);
  assert_verdict (judge_genesis (CERTIFICATE_AT + 112, "\2", 1), WAY_VERDICT_D23_POSSESSION);
}

static void
test_signer (Team *team, gconstpointer data)
{
  WayDirBody body = { .device = team->adviser->keys->id, .reason = 3 };
  Laptop *waiting_manager = org_prepare (team->org, NULL, WAY_DIR_ROLE_MANAGER);
  g_autoptr (GBytes) good = NULL;
  g_autoptr (GBytes) forged = NULL;

  assert_certified (team, waiting_manager, team->a, team->b, WAY_VERDICT_OK);
  body.certificate = waiting_manager->certificate;
  assert_verdict (org_act (team->org, WAY_DIR_CERT_DEVICE, &body, team->a, team->b),
                  WAY_VERDICT_OK);
  assert_act (team, WAY_DIR_REVOKE_DEVICE, &body, waiting_manager, NOBODY, WAY_VERDICT_D11_SIGNER);
  assert_act (team, WAY_DIR_REVOKE_DEVICE, &body, team->gone, NOBODY, WAY_VERDICT_D11_SIGNER);
  good = org_make (team->org, WAY_DIR_REVOKE_DEVICE, &body, team->a, NOBODY);
  forged = org_patch (team->org, good, 0, "L", 1, team->b, NOBODY);
  assert_judged (team, forged, WAY_VERDICT_D12_SIGNATURE);
  /* Of itself, active is enough; and nobody is revoked twice. */
  body.device = waiting_manager->keys->id;
  assert_act (team, WAY_DIR_REVOKE_DEVICE, &body, waiting_manager, NOBODY, WAY_VERDICT_OK);
  body.device = team->gone->keys->id;
  assert_act (team, WAY_DIR_REVOKE_DEVICE, &body, team->gone, NOBODY, WAY_VERDICT_D11_SIGNER);
}

static void
test_target (Team *team, gconstpointer data)
{
  static const WayDirType types[] = { WAY_DIR_ADMIT_DEVICE, WAY_DIR_REVOKE_DEVICE, WAY_DIR_SET_ROLE,
                                      WAY_DIR_SET_TEAM };
  WayDirBody body = { .reason = 3, .roles = WAY_DIR_ROLE_ADVISER };

  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    {
      body.device = (WayId){ { 1 } };
      assert_act (team, types[i], &body, ROOT, NOBODY, WAY_VERDICT_D13_TARGET);
      body.device = team->gone->keys->id;
      assert_act (team, types[i], &body, ROOT, NOBODY, WAY_VERDICT_D13_TARGET);
    }
  body.device = team->adviser->keys->id;
  assert_act (team, WAY_DIR_ADMIT_DEVICE, &body, team->a, NOBODY, WAY_VERDICT_D14_ADMITTED);
  body.device = team->waiting->keys->id;
  assert_act (team, WAY_DIR_ADMIT_DEVICE, &body, team->a, NOBODY, WAY_VERDICT_OK);
  /* Whom somebody let in who has been removed since is let in by nobody. */
  org_revoke (team->org, team->a);
  assert_act (team, WAY_DIR_ADMIT_DEVICE, &body, team->b, NOBODY, WAY_VERDICT_D14_ADMITTED);
}

static void
test_roles (Team *team, gconstpointer data)
{
  WayDirBody body = { .device = team->adviser->keys->id };
  Laptop *recovery = org_add (team->org, WAY_DIR_ROLE_RECOVERY);

  for (guint roles = 0; roles < 256; roles++)
    {
      body.roles = (guint8)roles;
      assert_act (team, WAY_DIR_SET_ROLE, &body, ROOT, NOBODY,
                  roles >= 1 && roles <= 7 ? WAY_VERDICT_OK : WAY_VERDICT_D15_ROLES);
    }
  body.device = recovery->keys->id;
  body.roles = WAY_DIR_ROLE_ADVISER;
  assert_act (team, WAY_DIR_SET_ROLE, &body, ROOT, NOBODY, WAY_VERDICT_D15_ROLES);
  recovery = org_prepare (team->org, NULL, WAY_DIR_ROLE_RECOVERY);
  assert_certified (team, recovery, team->a, team->b, WAY_VERDICT_D15_ROLES);
  assert_certified (team, recovery, ROOT, NOBODY, WAY_VERDICT_OK);
  assert_certified (team, org_prepare (team->org, NULL, 9), ROOT, NOBODY, WAY_VERDICT_D15_ROLES);
  assert_certified (team, org_prepare (team->org, NULL, 0), ROOT, NOBODY, WAY_VERDICT_D15_ROLES);
}

/* The table of 3.3, each act by everybody. */
static void
test_rights (Team *team, gconstpointer data)
{
  Laptop *adviser = org_prepare (team->org, NULL, WAY_DIR_ROLE_ADVISER);
  Laptop *second = org_prepare (team->org, &team->adviser->certificate.user, WAY_DIR_ROLE_ADVISER);
  Laptop *manager = org_prepare (team->org, NULL, WAY_DIR_ROLE_MANAGER);
  Laptop *keeper = org_add (team->org, WAY_DIR_ROLE_KEEPER);
  struct
  {
    WayDirType type;
    WayDirBody body;
    WayVerdict one, two; /* a manager alone, and with another's approval */
  } rows[] = {
    { WAY_DIR_CERT_DEVICE, { .certificate = adviser->certificate }, 0, 0 },
    { WAY_DIR_CERT_DEVICE,
      { .certificate = second->certificate },
      WAY_VERDICT_D17_APPROVER,
      WAY_VERDICT_OK },
    { WAY_DIR_CERT_DEVICE,
      { .certificate = manager->certificate },
      WAY_VERDICT_D17_APPROVER,
      WAY_VERDICT_OK },
    { WAY_DIR_ADMIT_DEVICE, { .device = team->waiting->keys->id }, 0, 0 },
    { WAY_DIR_REVOKE_DEVICE, { .device = team->waiting->keys->id, .reason = 1 }, 0, 0 },
    { WAY_DIR_REVOKE_DEVICE, { .device = team->adviser->keys->id, .reason = 1 }, 0, 0 },
    { WAY_DIR_REVOKE_DEVICE,
      { .device = keeper->keys->id, .reason = 1 },
      WAY_VERDICT_D17_APPROVER,
      WAY_VERDICT_OK },
    { WAY_DIR_SET_TEAM, { .device = team->adviser->keys->id }, WAY_VERDICT_D17_APPROVER, 0 },
    { WAY_DIR_SET_TEAM, { .device = keeper->keys->id }, WAY_VERDICT_D17_APPROVER, 0 },
    { WAY_DIR_SET_ROLE,
      { .device = team->adviser->keys->id, .roles = 2 },
      WAY_VERDICT_D17_APPROVER,
      WAY_VERDICT_OK },
    { WAY_DIR_SET_POLICY, { .policy = { 1, 12, 1, 1, 5 } }, WAY_VERDICT_D17_APPROVER, 0 },
    { WAY_DIR_INCARNATION, { .number = 2, .reason = 1 }, WAY_VERDICT_D17_APPROVER, 0 },
    { WAY_DIR_ROTATE_RECOVERY,
      { .recovery_pk = manager->keys->dbk },
      WAY_VERDICT_D16_RIGHT,
      WAY_VERDICT_D16_RIGHT },
    { WAY_DIR_ROTATE_ROOT,
      { .root_pk = manager->keys->dsk },
      WAY_VERDICT_D16_RIGHT,
      WAY_VERDICT_D16_RIGHT },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      assert_act (team, rows[i].type, &rows[i].body, team->a, NOBODY, rows[i].one);
      assert_act (team, rows[i].type, &rows[i].body, team->a, team->b, rows[i].two);
      assert_act (team, rows[i].type, &rows[i].body, team->a, ROOT, rows[i].two);
      if (rows[i].type != WAY_DIR_REVOKE_DEVICE)
        assert_act (team, rows[i].type, &rows[i].body, team->adviser, team->b,
                    WAY_VERDICT_D16_RIGHT);
      if (rows[i].type != WAY_DIR_ROTATE_ROOT)
        assert_act (team, rows[i].type, &rows[i].body, ROOT, NOBODY, WAY_VERDICT_OK);
    }
  assert_act (team, WAY_DIR_REVOKE_DEVICE, &rows[5].body, team->adviser, NOBODY, WAY_VERDICT_OK);
  assert_act (team, WAY_DIR_REVOKE_DEVICE, &rows[6].body, team->adviser, NOBODY,
              WAY_VERDICT_D16_RIGHT);
  assert_act (team, WAY_DIR_REVOKE_DEVICE, &rows[6].body, keeper, NOBODY, WAY_VERDICT_OK);
}

static void
test_approver (Team *team, gconstpointer data)
{
  WayDirBody body = { .device = team->adviser->keys->id, .roles = WAY_DIR_ROLE_KEEPER };
  Laptop *same_user = org_prepare (team->org, &team->a->certificate.user, WAY_DIR_ROLE_MANAGER);
  g_autoptr (GBytes) good = org_make (team->org, WAY_DIR_SET_ROLE, &body, team->a, team->b);
  g_autoptr (GBytes) forged = NULL;
  WayDirBody more = { .certificate = same_user->certificate, .device = same_user->keys->id };

  assert_judged (team, good, WAY_VERDICT_OK);
  assert_act (team, WAY_DIR_SET_ROLE, &body, ROOT, team->b, WAY_VERDICT_D17_APPROVER);
  assert_act (team, WAY_DIR_SET_ROLE, &body, team->a, team->a, WAY_VERDICT_D18_SECOND);
  assert_act (team, WAY_DIR_SET_ROLE, &body, team->a, team->adviser, WAY_VERDICT_D18_SECOND);
  assert_act (team, WAY_DIR_SET_ROLE, &body, team->a, team->gone, WAY_VERDICT_D18_SECOND);
  assert_act (team, WAY_DIR_SET_ROLE, &body, team->a, same_user, WAY_VERDICT_D18_SECOND);
  forged = org_patch (team->org, good, 0, "L", 1, team->a, team->adviser);
  assert_judged (team, forged, WAY_VERDICT_D19_APPROVAL);
  /* One who was not needed is judged as if he were. */
  body.device = team->waiting->keys->id;
  assert_act (team, WAY_DIR_ADMIT_DEVICE, &body, team->a, team->adviser, WAY_VERDICT_D18_SECOND);
  body.device = team->adviser->keys->id;
  /* A second laptop of the same person is no second person. */
  assert_verdict (org_act (team->org, WAY_DIR_CERT_DEVICE, &more, team->a, team->b),
                  WAY_VERDICT_OK);
  assert_verdict (org_act (team->org, WAY_DIR_ADMIT_DEVICE, &more, team->b, NOBODY),
                  WAY_VERDICT_OK);
  assert_act (team, WAY_DIR_SET_ROLE, &body, team->a, same_user, WAY_VERDICT_D18_SECOND);
  assert_act (team, WAY_DIR_SET_ROLE, &body, team->b, same_user, WAY_VERDICT_OK);
}

/* Rotation is agreed to by the new root key, in the approver's place. */
static void
test_rotate_root (Team *team, gconstpointer data)
{
  g_autoptr (WaySecret) seed = way_secret_new_random (team->org->random, WAY_KEY_SIZE);
  g_autoptr (WaySecret) old = way_secret_ref (team->org->root_key);
  g_autoptr (WaySecret) next = NULL;
  WayDirBody body = { .device = team->adviser->keys->id };
  WayDirSigner root = { way_id_nil, old };
  WayDirSigner agreed = { way_id_nil, NULL };
  g_autoptr (GBytes) half = NULL;
  g_autoptr (GBytes) whole = NULL;

  next = way_sign_key (seed, &body.root_pk);
  agreed.sign_key = next;
  assert_act (team, WAY_DIR_ROTATE_ROOT, &body, ROOT, NOBODY, WAY_VERDICT_D17_APPROVER);
  assert_act (team, WAY_DIR_ROTATE_ROOT, &body, ROOT, team->a, WAY_VERDICT_D18_SECOND);
  assert_act (team, WAY_DIR_ROTATE_ROOT, &body, ROOT, ROOT, WAY_VERDICT_D19_APPROVAL);
  half = way_dir_entry_make (team->org->directory, WAY_DIR_ROTATE_ROOT, &body, 0, &root, TRUE);
  whole = way_dir_entry_approve (half, &agreed);
  assert_verdict (org_append (team->org, whole), WAY_VERDICT_OK);
  /* The old one is nothing any more, also not for what stood before. */
  assert_act (team, WAY_DIR_SET_TEAM, &body, ROOT, NOBODY, WAY_VERDICT_D12_SIGNATURE);
  way_secret_unref (team->org->root_key);
  team->org->root_key = way_secret_ref (next);
  assert_act (team, WAY_DIR_SET_TEAM, &body, ROOT, NOBODY, WAY_VERDICT_OK);
  g_assert_cmpmem (way_directory_get_root_at (team->org->directory,
                                              way_directory_get_length (team->org->directory)),
                   32, &body.root_pk, 32);
}

static void
test_keys (Team *team, gconstpointer data)
{
  Laptop *laptop = org_prepare (team->org, NULL, WAY_DIR_ROLE_ADVISER);
  WayDirBody body = { .recovery_pk = { { 1 } } };
  WayCertificate good = laptop->certificate;

  assert_act (team, WAY_DIR_ROTATE_RECOVERY, &body, ROOT, NOBODY, WAY_VERDICT_D20_KEY);
  body.recovery_pk = team->gone->keys->dbk;
  assert_act (team, WAY_DIR_ROTATE_RECOVERY, &body, ROOT, NOBODY, WAY_VERDICT_D22_KNOWN);
  body.recovery_pk = laptop->keys->dbk;
  assert_act (team, WAY_DIR_ROTATE_RECOVERY, &body, ROOT, NOBODY, WAY_VERDICT_OK);

  laptop->certificate.dsk = (WaySignPublic){ { 1 } };
  laptop_sign (laptop, team->org);
  assert_certified (team, laptop, team->a, NOBODY, WAY_VERDICT_D20_KEY);
  laptop->certificate = good;
  laptop->certificate.dbk = (WayBoxPublic){ { 0 } };
  laptop_sign (laptop, team->org);
  assert_certified (team, laptop, team->a, NOBODY, WAY_VERDICT_D20_KEY);
  laptop->certificate = good;
  laptop->certificate.device = (WayId){ { 1 } };
  way_certificate_sign (&laptop->certificate, way_directory_get_org (team->org->directory),
                        laptop->keys->sign_key);
  assert_certified (team, laptop, team->a, NOBODY, WAY_VERDICT_D21_DEVICE_ID);

  /* Of a revoked laptop, of a root key, and one key for two purposes. */
  laptop->certificate = good;
  laptop->certificate.dbk = team->gone->keys->dbk;
  laptop_sign (laptop, team->org);
  assert_certified (team, laptop, team->a, NOBODY, WAY_VERDICT_D22_KNOWN);
  assert_certified (team, team->gone, team->a, team->b, WAY_VERDICT_D22_KNOWN);
  laptop->certificate = good;
  memcpy (laptop->certificate.dbk.bytes, laptop->certificate.dsk.bytes, 32);
  laptop_sign (laptop, team->org);
  assert_certified (team, laptop, team->a, NOBODY, WAY_VERDICT_D22_KNOWN);

  laptop->certificate = good;
  laptop->certificate.roles = WAY_DIR_ROLE_ADVISER;
  laptop->certificate.not_after = 1;
  assert_certified (team, laptop, team->a, NOBODY, WAY_VERDICT_D23_POSSESSION);
  laptop->certificate = good;
  assert_certified (team, laptop, team->a, NOBODY, WAY_VERDICT_OK);
}

static void
test_policy (Team *team, gconstpointer data)
{
  WayDirBody body = { .policy = { 2, 12, 14, 60, 5 } };

  assert_act (team, WAY_DIR_SET_POLICY, &body, ROOT, NOBODY, WAY_VERDICT_D24_POLICY);
  body.policy = (WayPolicy){ 1, 12, 14, 60, 4 };
  assert_act (team, WAY_DIR_SET_POLICY, &body, team->a, team->b, WAY_VERDICT_D24_POLICY);
  assert_act (team, WAY_DIR_SET_POLICY, &body, team->a, ROOT, WAY_VERDICT_OK);
  assert_act (team, WAY_DIR_SET_POLICY, &body, ROOT, NOBODY, WAY_VERDICT_OK);
  body.policy.min_client = 6;
  assert_act (team, WAY_DIR_SET_POLICY, &body, team->a, team->b, WAY_VERDICT_OK);
  body.reason = 1;
  for (body.number = 0; body.number < 4; body.number++)
    assert_act (team, WAY_DIR_INCARNATION, &body, team->a, team->b,
                body.number == 2 ? WAY_VERDICT_OK : WAY_VERDICT_D25_NUMBER);
}

static WayVerdict
judge_arriving (Team *team, GBytes *bytes, guint64 now_ms, const guint64 *received_ms)
{
  gsize size;
  gconstpointer data = g_bytes_get_data (bytes, &size);
  WayDirArrival arrival = { now_ms, received_ms,
                            (gsize)way_directory_get_length (team->org->directory) };

  return way_directory_judge (team->org->directory, data, size, &arrival);
}

static void
test_arriving (Team *team, gconstpointer data)
{
  guint64 received[32] = { 0 };
  guint64 hour = 3600000, certified;
  Laptop *leaver = org_prepare (team->org, NULL, WAY_DIR_ROLE_MANAGER);
  WayDirBody body = { .device = team->waiting->keys->id, .reason = 1 };
  WayDirBody more = { .device = leaver->keys->id };
  g_autoptr (GBytes) admit = NULL;
  g_autoptr (GBytes) revoke = NULL;

  certified = way_directory_find (team->org->directory, &body.device)->certified_seq;
  received[certified - 1] = 7 * hour;
  admit = org_make (team->org, WAY_DIR_ADMIT_DEVICE, &body, team->a, NOBODY);
  assert_judged (team, admit, WAY_VERDICT_OK);
  assert_verdict (judge_arriving (team, admit, 8 * hour - 1, received), WAY_VERDICT_D27_HOLD);
  assert_verdict (judge_arriving (team, admit, 6 * hour, received), WAY_VERDICT_D27_HOLD);
  assert_verdict (judge_arriving (team, admit, 8 * hour, received), WAY_VERDICT_OK);

  leaver->certificate.not_after = 9 * hour;
  laptop_sign (leaver, team->org);
  more.certificate = leaver->certificate;
  assert_verdict (org_act (team->org, WAY_DIR_CERT_DEVICE, &more, team->a, team->b),
                  WAY_VERDICT_OK);
  assert_verdict (org_act (team->org, WAY_DIR_ADMIT_DEVICE, &more, team->a, NOBODY),
                  WAY_VERDICT_OK);
  revoke = org_make (team->org, WAY_DIR_REVOKE_DEVICE, &body, leaver, NOBODY);
  assert_judged (team, revoke, WAY_VERDICT_OK);
  assert_verdict (judge_arriving (team, revoke, 9 * hour + DAY_MS, received), WAY_VERDICT_OK);
  assert_verdict (judge_arriving (team, revoke, 9 * hour + DAY_MS + 1, received),
                  WAY_VERDICT_D26_EXPIRED);
}

int
main (int argc, char *argv[])
{
  static const struct
  {
    const char *name;
    void (*test) (Team *, gconstpointer);
  } tests[] = {
    { "header", test_header }, { "body", test_body },         { "genesis", test_genesis },
    { "signer", test_signer }, { "target", test_target },     { "roles", test_roles },
    { "rights", test_rights }, { "approver", test_approver }, { "rotate-root", test_rotate_root },
    { "keys", test_keys },     { "policy", test_policy },     { "arriving", test_arriving },
  };

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autofree char *path = g_strdup_printf ("/ledger/directory/rules/%s", tests[i].name);

      g_test_add (path, Team, NULL, team_set_up, tests[i].test, team_tear_down);
    }
  return g_test_run ();
}
