/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Rules D (docs/format.md, 3.4), row by row.
 */
#include "way-directory-private.h"

#include <string.h>
#include "way-label.h"
#include "way-rules.h"

#define GRACE_MS G_GUINT64_CONSTANT (86400000)
#define MINUTE_MS G_GUINT64_CONSTANT (60000)
#define ROLES_LEGAL_MAX (WAY_DIR_ROLE_ADVISER | WAY_DIR_ROLE_MANAGER | WAY_DIR_ROLE_KEEPER)
#define POSSESSION_AT_GENESIS 92 /* where the certificate begins in GENESIS */

typedef struct
{
  WayDirectory *directory;
  const guint8 *bytes;
  gsize size;
  const WayDirArrival *arriving; /* (nullable) */
  guint64 length;                /* of the log so far */
  WayDirEntry entry;             /* from D1 */
  WayDirBody body;               /* from D6 */
  const WayDirDevice *signer;    /* from D11; NULL: root */
  const WayDirDevice *target;    /* from D13 */
} Judging;

static gboolean
root_signs (const Judging *j)
{
  return way_id_is_nil (&j->entry.signer);
}

static gboolean
is_approved (const Judging *j)
{
  return (j->entry.flags & WAY_DIR_FLAG_APPROVED) != 0;
}

static gboolean
has_certificate (const Judging *j)
{
  return j->entry.type == WAY_DIR_GENESIS || j->entry.type == WAY_DIR_CERT_DEVICE;
}

static gboolean
has_target (const Judging *j)
{
  return j->entry.type >= WAY_DIR_ADMIT_DEVICE && j->entry.type <= WAY_DIR_SET_TEAM;
}

static gboolean
revokes_itself (const Judging *j)
{
  return j->entry.type == WAY_DIR_REVOKE_DEVICE && way_id_equal (&j->entry.signer, &j->body.device);
}

static guint8
roles_now (const Judging *j, const WayDirDevice *device)
{
  return way_dir_device_get_roles_at (device, j->length);
}

static gboolean
breaks_length (gpointer judging)
{
  Judging *j = judging;

  return !way_dir_entry_read (j->bytes, j->size, &j->entry);
}

static gboolean
breaks_magic (gpointer judging)
{
  Judging *j = judging;

  return memcmp (j->entry.magic, "LGD1", 4) != 0;
}

static gboolean
breaks_suite (gpointer judging)
{
  Judging *j = judging;

  return j->entry.suite != WAY_SUITE;
}

static gboolean
breaks_flags (gpointer judging)
{
  Judging *j = judging;

  return (j->entry.flags & ~WAY_DIR_FLAGS_KNOWN) != 0;
}

static gboolean
breaks_type (gpointer judging)
{
  Judging *j = judging;

  return j->entry.type < WAY_DIR_GENESIS || j->entry.type > WAY_DIR_LAST;
}

static gboolean
policy_is_out_of_range (const WayPolicy *policy)
{
  return policy->min_suite < 1 || policy->passphrase_min < 12 || policy->passphrase_min > 64
         || policy->offline_days > 365 || policy->hold_minutes > 10080;
}

static gboolean
method_does_not_fit (const Judging *j)
{
  const WayCertificate *certificate = &j->body.certificate;
  gboolean transcript = !way_hash_equal (&certificate->transcript, &way_hash_none);

  if (certificate->method == WAY_METHOD_NONE)
    return transcript || (j->entry.type == WAY_DIR_CERT_DEVICE && !root_signs (j));
  return !transcript || j->entry.type == WAY_DIR_GENESIS;
}

static gboolean
breaks_body (gpointer judging)
{
  Judging *j = judging;

  if (!way_dir_body_read (j->entry.type, j->entry.body, j->entry.body_len, &j->body))
    return TRUE;
  if (has_certificate (j) && (way_id_is_nil (&j->body.certificate.user) || method_does_not_fit (j)))
    return TRUE;
  if (j->entry.type == WAY_DIR_GENESIS && way_id_is_nil (&j->body.team_log))
    return TRUE;
  return (j->entry.type == WAY_DIR_GENESIS || j->entry.type == WAY_DIR_SET_POLICY)
         && policy_is_out_of_range (&j->body.policy);
}

static gboolean
breaks_place (gpointer judging)
{
  Judging *j = judging;

  return (j->entry.type == WAY_DIR_GENESIS) != (j->length == 0);
}

static gboolean
breaks_org (gpointer judging)
{
  Judging *j = judging;
  WayId org = *way_directory_get_org (j->directory);

  if (j->entry.type == WAY_DIR_GENESIS)
    way_dir_body_get_org (&j->body, &org);
  return !way_id_equal (&j->entry.org, &org);
}

static gboolean
breaks_seq (gpointer judging)
{
  Judging *j = judging;

  return j->entry.seq != j->length + 1;
}

static gboolean
breaks_prev (gpointer judging)
{
  Judging *j = judging;

  return !way_hash_equal (&j->entry.prev_hash, way_directory_get_head_at (j->directory, j->length));
}

static gboolean
breaks_signer (gpointer judging)
{
  Judging *j = judging;

  if (root_signs (j))
    return FALSE;
  j->signer = way_directory_find (j->directory, &j->entry.signer);
  if (j->entry.type == WAY_DIR_GENESIS || j->signer == NULL)
    return TRUE;
  return revokes_itself (j) ? !way_dir_device_is_active_at (j->signer, j->length)
                            : !way_dir_device_stands_at (j->signer, j->length);
}

/* The root key that is in force for the signer of this entry. */
static const WaySignPublic *
root_of (const Judging *j)
{
  return j->entry.type == WAY_DIR_GENESIS ? &j->body.root_pk
                                          : way_directory_get_root_at (j->directory, j->length);
}

static gboolean
is_signed (const Judging *j,
           const WaySignPublic *by,
           gboolean approval,
           const WaySignature *signature)
{
  WaySlice slices[3];
  WayHash hash;

  way_dir_entry_get_signed (&j->entry, approval, &hash, slices);
  return way_verify_parts (by, slices, G_N_ELEMENTS (slices), signature);
}

static gboolean
breaks_signature (gpointer judging)
{
  Judging *j = judging;

  return !is_signed (j, root_signs (j) ? root_of (j) : &j->signer->certificate.dsk, FALSE,
                     &j->entry.signature);
}

static gboolean
breaks_target (gpointer judging)
{
  Judging *j = judging;

  if (!has_target (j))
    return FALSE;
  j->target = way_directory_find (j->directory, &j->body.device);
  return j->target == NULL || !way_dir_device_is_active_at (j->target, j->length);
}

static gboolean
is_revoked (const Judging *j, const WayId *id)
{
  const WayDirDevice *device = way_directory_find (j->directory, id);

  return device != NULL && !way_dir_device_is_active_at (device, j->length);
}

static gboolean
breaks_admitted (gpointer judging)
{
  Judging *j = judging;

  return j->entry.type == WAY_DIR_ADMIT_DEVICE
         && (j->target->admitted_seq != 0 || is_revoked (j, &j->target->signer)
             || is_revoked (j, &j->target->approver));
}

static gboolean
roles_are_legal (guint8 roles)
{
  return (roles >= 1 && roles <= ROLES_LEGAL_MAX) || roles == WAY_DIR_ROLE_RECOVERY;
}

static gboolean
breaks_roles (gpointer judging)
{
  Judging *j = judging;
  guint8 roles = has_certificate (j) ? j->body.certificate.roles : j->body.roles;

  if (!has_certificate (j) && j->entry.type != WAY_DIR_SET_ROLE)
    return FALSE;
  if (!roles_are_legal (roles))
    return TRUE;
  if (j->entry.type == WAY_DIR_GENESIS)
    return (roles & WAY_DIR_ROLE_MANAGER) == 0;
  if (j->entry.type == WAY_DIR_SET_ROLE)
    return roles == WAY_DIR_ROLE_RECOVERY || roles_now (j, j->target) == WAY_DIR_ROLE_RECOVERY;
  return roles == WAY_DIR_ROLE_RECOVERY && !root_signs (j);
}

static gboolean
is_for_root_alone (const Judging *j)
{
  return j->entry.type == WAY_DIR_GENESIS || j->entry.type == WAY_DIR_ROTATE_RECOVERY
         || j->entry.type == WAY_DIR_ROTATE_ROOT
         || (j->entry.type == WAY_DIR_CERT_DEVICE
             && j->body.certificate.roles == WAY_DIR_ROLE_RECOVERY);
}

static gboolean
breaks_right (gpointer judging)
{
  Judging *j = judging;

  if (root_signs (j) || revokes_itself (j))
    return FALSE;
  return is_for_root_alone (j) || (roles_now (j, j->signer) & WAY_DIR_ROLE_MANAGER) == 0;
}

static gboolean
user_has_active_device (const Judging *j, const WayId *user)
{
  for (guint i = 0; i < way_directory_get_n_devices (j->directory); i++)
    {
      const WayDirDevice *device = way_directory_get_device (j->directory, i);

      if (way_id_equal (&device->certificate.user, user)
          && way_dir_device_is_active_at (device, j->length))
        return TRUE;
    }
  return FALSE;
}

/* The table of 3.3, for an act that is signed by a device that may sign it. */
static gboolean
needs_two (const Judging *j)
{
  switch ((WayDirType)j->entry.type)
    {
    case WAY_DIR_CERT_DEVICE:
      return j->body.certificate.roles != WAY_DIR_ROLE_ADVISER
             || user_has_active_device (j, &j->body.certificate.user);
    case WAY_DIR_ADMIT_DEVICE:
      return FALSE;
    case WAY_DIR_REVOKE_DEVICE:
      return !revokes_itself (j) && j->target->admitted_seq != 0
             && roles_now (j, j->target) != WAY_DIR_ROLE_ADVISER;
    case WAY_DIR_GENESIS:
    case WAY_DIR_SET_ROLE:
    case WAY_DIR_SET_TEAM:
    case WAY_DIR_SET_POLICY:
    case WAY_DIR_ROTATE_RECOVERY:
    case WAY_DIR_ROTATE_ROOT:
    case WAY_DIR_INCARNATION:
    default:
      return TRUE;
    }
}

static gboolean
breaks_approver (gpointer judging)
{
  Judging *j = judging;

  if (root_signs (j))
    return is_approved (j) != (j->entry.type == WAY_DIR_ROTATE_ROOT);
  return !is_approved (j) && needs_two (j);
}

static gboolean
breaks_second (gpointer judging)
{
  Judging *j = judging;
  const WayDirDevice *second;

  if (!is_approved (j) || way_id_is_nil (&j->entry.approver))
    return FALSE;
  second = way_directory_find (j->directory, &j->entry.approver);
  return j->entry.type == WAY_DIR_ROTATE_ROOT || second == NULL
         || !way_dir_device_stands_at (second, j->length)
         || (roles_now (j, second) & WAY_DIR_ROLE_MANAGER) == 0
         || way_id_equal (&second->certificate.user, &j->signer->certificate.user);
}

static gboolean
breaks_approval (gpointer judging)
{
  Judging *j = judging;
  const WaySignPublic *by;

  if (!is_approved (j))
    return FALSE;
  if (j->entry.type == WAY_DIR_ROTATE_ROOT)
    by = &j->body.root_pk;
  else if (way_id_is_nil (&j->entry.approver))
    by = way_directory_get_root_at (j->directory, j->length);
  else
    by = &way_directory_find (j->directory, &j->entry.approver)->certificate.dsk;
  return !is_signed (j, by, TRUE, &j->entry.approval);
}

static gboolean
breaks_key (gpointer judging)
{
  Judging *j = judging;
  gboolean root = j->entry.type == WAY_DIR_GENESIS || j->entry.type == WAY_DIR_ROTATE_ROOT;
  gboolean recovery = j->entry.type == WAY_DIR_GENESIS || j->entry.type == WAY_DIR_ROTATE_RECOVERY;

  return (root && !way_sign_public_is_usable (&j->body.root_pk))
         || (recovery && !way_box_public_is_usable (&j->body.recovery_pk))
         || (has_certificate (j)
             && (!way_sign_public_is_usable (&j->body.certificate.dsk)
                 || !way_box_public_is_usable (&j->body.certificate.dbk)));
}

static gboolean
breaks_device_id (gpointer judging)
{
  Judging *j = judging;
  WayId id;

  if (!has_certificate (j))
    return FALSE;
  way_device_id (&j->body.certificate.dsk, &j->body.certificate.dbk, &id);
  return !way_id_equal (&id, &j->body.certificate.device);
}

static gboolean
breaks_known (gpointer judging)
{
  Judging *j = judging;
  const guint8 *keys[4];
  guint n = 0;

  if (j->entry.type == WAY_DIR_GENESIS || j->entry.type == WAY_DIR_ROTATE_ROOT)
    keys[n++] = j->body.root_pk.bytes;
  if (j->entry.type == WAY_DIR_GENESIS || j->entry.type == WAY_DIR_ROTATE_RECOVERY)
    keys[n++] = j->body.recovery_pk.bytes;
  if (has_certificate (j))
    {
      if (way_directory_find (j->directory, &j->body.certificate.device) != NULL)
        return TRUE;
      keys[n++] = j->body.certificate.dsk.bytes;
      keys[n++] = j->body.certificate.dbk.bytes;
    }
  for (guint i = 0; i < n; i++)
    {
      if (g_hash_table_contains (j->directory->keys, keys[i]))
        return TRUE;
      for (guint k = 0; k < i; k++)
        if (memcmp (keys[i], keys[k], WAY_HASH_SIZE) == 0)
          return TRUE;
    }
  return FALSE;
}

static gboolean
breaks_possession (gpointer judging)
{
  Judging *j = judging;
  gsize at = j->entry.type == WAY_DIR_GENESIS ? POSSESSION_AT_GENESIS : 0;
  WaySlice slices[3];

  if (!has_certificate (j))
    return FALSE;
  way_certificate_get_claim (&j->entry.org, j->entry.body + at, slices);
  return !way_verify_parts (&j->body.certificate.dsk, slices, G_N_ELEMENTS (slices),
                            &j->body.certificate.possession);
}

static gboolean
breaks_policy (gpointer judging)
{
  Judging *j = judging;
  const WayPolicy *before;
  gboolean root = root_signs (j) || (is_approved (j) && way_id_is_nil (&j->entry.approver));

  if (j->entry.type != WAY_DIR_GENESIS && j->entry.type != WAY_DIR_SET_POLICY)
    return FALSE;
  if (j->body.policy.min_suite > j->entry.suite)
    return TRUE;
  if (j->entry.type == WAY_DIR_GENESIS)
    return FALSE;
  before = way_directory_get_policy_at (j->directory, j->length);
  return j->body.policy.min_suite < before->min_suite
         || (j->body.policy.min_client < before->min_client && !root);
}

static gboolean
breaks_number (gpointer judging)
{
  Judging *j = judging;

  return j->entry.type == WAY_DIR_INCARNATION
         && j->body.number != way_directory_get_incarnation_at (j->directory, j->length) + 1;
}

static gboolean
breaks_expired (gpointer judging)
{
  Judging *j = judging;

  return j->arriving != NULL && j->signer != NULL && j->signer->certificate.not_after != 0
         && j->arriving->now_ms > j->signer->certificate.not_after
         && j->arriving->now_ms - j->signer->certificate.not_after > GRACE_MS;
}

static gboolean
breaks_hold (gpointer judging)
{
  Judging *j = judging;
  guint64 received, hold;

  if (j->arriving == NULL || j->entry.type != WAY_DIR_ADMIT_DEVICE)
    return FALSE;
  g_assert (j->target->certified_seq <= j->arriving->n_received);
  received = j->arriving->received_ms[j->target->certified_seq - 1];
  hold = way_directory_get_policy_at (j->directory, j->length)->hold_minutes * MINUTE_MS;
  /* A server's clock that went back must not end a hold. */
  return j->arriving->now_ms < received || j->arriving->now_ms - received < hold;
}

static const WayLedgerRule rules[] = {
  { WAY_VERDICT_D1_LENGTH, breaks_length },
  { WAY_VERDICT_D2_MAGIC, breaks_magic },
  { WAY_VERDICT_D3_SUITE, breaks_suite },
  { WAY_VERDICT_D4_FLAGS, breaks_flags },
  { WAY_VERDICT_D5_TYPE, breaks_type },
  { WAY_VERDICT_D6_BODY, breaks_body },
  { WAY_VERDICT_D7_PLACE, breaks_place },
  { WAY_VERDICT_D8_ORG, breaks_org },
  { WAY_VERDICT_D9_SEQ, breaks_seq },
  { WAY_VERDICT_D10_PREV, breaks_prev },
  { WAY_VERDICT_D11_SIGNER, breaks_signer },
  { WAY_VERDICT_D12_SIGNATURE, breaks_signature },
  { WAY_VERDICT_D13_TARGET, breaks_target },
  { WAY_VERDICT_D14_ADMITTED, breaks_admitted },
  { WAY_VERDICT_D15_ROLES, breaks_roles },
  { WAY_VERDICT_D16_RIGHT, breaks_right },
  { WAY_VERDICT_D17_APPROVER, breaks_approver },
  { WAY_VERDICT_D18_SECOND, breaks_second },
  { WAY_VERDICT_D19_APPROVAL, breaks_approval },
  { WAY_VERDICT_D20_KEY, breaks_key },
  { WAY_VERDICT_D21_DEVICE_ID, breaks_device_id },
  { WAY_VERDICT_D22_KNOWN, breaks_known },
  { WAY_VERDICT_D23_POSSESSION, breaks_possession },
  { WAY_VERDICT_D24_POLICY, breaks_policy },
  { WAY_VERDICT_D25_NUMBER, breaks_number },
  { WAY_VERDICT_D26_EXPIRED, breaks_expired },
  { WAY_VERDICT_D27_HOLD, breaks_hold },
};

WayVerdict
way_directory_judge_entry (WayDirectory *self,
                           gconstpointer bytes,
                           gsize size,
                           const WayDirArrival *arriving,
                           WayDirEntry *ret_entry,
                           WayDirBody *ret_body)
{
  Judging judging = { .directory = self, .bytes = bytes, .size = size, .arriving = arriving };
  WayVerdict verdict;

  judging.length = way_directory_get_length (self);
  verdict = way_rules_judge (rules, G_N_ELEMENTS (rules), &judging);
  if (verdict == WAY_VERDICT_OK)
    {
      *ret_entry = judging.entry;
      *ret_body = judging.body;
    }
  return verdict;
}
