/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-directory-entry.h"

#include "way-label.h"

#define REASON_REVOKED_MAX 4
#define REASON_INCARNATION_MAX 3

gboolean
way_dir_entry_read (gconstpointer bytes, gsize size, WayDirEntry *ret_entry)
{
  WayDirEntry entry = { 0 };
  WayReader reader;

  way_reader_init (&reader, bytes, size);
  entry.context = bytes;
  way_read_into (&reader, entry.magic, sizeof entry.magic);
  entry.suite = way_read_u8 (&reader);
  entry.type = way_read_u8 (&reader);
  entry.flags = way_read_u16 (&reader);
  way_read_into (&reader, entry.org.bytes, WAY_ID_SIZE);
  entry.seq = way_read_u64 (&reader);
  way_read_into (&reader, entry.prev_hash.bytes, WAY_HASH_SIZE);
  way_read_into (&reader, entry.signer.bytes, WAY_ID_SIZE);
  entry.wall_ms = way_read_u64 (&reader);
  entry.body_len = way_read_u32 (&reader);
  if (entry.body_len > WAY_DIR_BODY_MAX)
    return FALSE;
  entry.body = way_read_bytes (&reader, entry.body_len);
  way_read_into (&reader, entry.signature.bytes, WAY_SIGNATURE_SIZE);
  if (entry.flags & WAY_DIR_FLAG_APPROVED)
    {
      way_read_into (&reader, entry.approver.bytes, WAY_ID_SIZE);
      way_read_into (&reader, entry.approval.bytes, WAY_SIGNATURE_SIZE);
    }
  if (!way_reader_is_done (&reader))
    return FALSE;

  *ret_entry = entry;
  return TRUE;
}

void
way_dir_entry_write_context (const WayDirEntry *entry, GByteArray *out)
{
  way_write_bytes (out, entry->magic, sizeof entry->magic);
  way_write_u8 (out, entry->suite);
  way_write_u8 (out, entry->type);
  way_write_u16 (out, entry->flags);
  way_write_bytes (out, entry->org.bytes, WAY_ID_SIZE);
  way_write_u64 (out, entry->seq);
  way_write_bytes (out, entry->prev_hash.bytes, WAY_HASH_SIZE);
  way_write_bytes (out, entry->signer.bytes, WAY_ID_SIZE);
  way_write_u64 (out, entry->wall_ms);
  way_write_u32 (out, entry->body_len);
}

static void
read_policy (WayReader *reader, WayPolicy *policy)
{
  policy->min_suite = way_read_u8 (reader);
  policy->passphrase_min = way_read_u8 (reader);
  policy->offline_days = way_read_u16 (reader);
  policy->hold_minutes = way_read_u16 (reader);
  way_read_zero (reader, 2);
  policy->min_client = way_read_u32 (reader);
}

static void
write_policy (const WayPolicy *policy, GByteArray *out)
{
  way_write_u8 (out, policy->min_suite);
  way_write_u8 (out, policy->passphrase_min);
  way_write_u16 (out, policy->offline_days);
  way_write_u16 (out, policy->hold_minutes);
  way_write_zero (out, 2);
  way_write_u32 (out, policy->min_client);
}

static void
read_certificate (WayReader *reader, WayCertificate *self)
{
  way_read_into (reader, self->device.bytes, WAY_ID_SIZE);
  way_read_into (reader, self->user.bytes, WAY_ID_SIZE);
  way_read_into (reader, self->dsk.bytes, WAY_SIGN_PUBLIC_SIZE);
  way_read_into (reader, self->dbk.bytes, WAY_BOX_PUBLIC_SIZE);
  way_read_into (reader, self->team.bytes, WAY_ID_SIZE);
  self->roles = way_read_u8 (reader);
  self->method = way_read_choice (reader, WAY_METHOD_NONE, WAY_METHOD_TELEPHONE);
  way_read_zero (reader, 2);
  self->not_after = way_read_u64 (reader);
  way_read_into (reader, self->transcript.bytes, WAY_HASH_SIZE);
  way_read_into (reader, self->possession.bytes, WAY_SIGNATURE_SIZE);
}

void
way_certificate_write (const WayCertificate *self, GByteArray *out)
{
  way_write_bytes (out, self->device.bytes, WAY_ID_SIZE);
  way_write_bytes (out, self->user.bytes, WAY_ID_SIZE);
  way_write_bytes (out, self->dsk.bytes, WAY_SIGN_PUBLIC_SIZE);
  way_write_bytes (out, self->dbk.bytes, WAY_BOX_PUBLIC_SIZE);
  way_write_bytes (out, self->team.bytes, WAY_ID_SIZE);
  way_write_u8 (out, self->roles);
  way_write_u8 (out, self->method);
  way_write_zero (out, 2);
  way_write_u64 (out, self->not_after);
  way_write_bytes (out, self->transcript.bytes, WAY_HASH_SIZE);
  way_write_bytes (out, self->possession.bytes, WAY_SIGNATURE_SIZE);
}

gboolean
way_dir_body_read (guint8 type, gconstpointer bytes, gsize size, WayDirBody *ret_body)
{
  WayDirBody body = { 0 };
  WayReader reader;

  way_reader_init (&reader, bytes, size);
  if (type == WAY_DIR_GENESIS || type == WAY_DIR_ROTATE_ROOT)
    way_read_into (&reader, body.root_pk.bytes, WAY_SIGN_PUBLIC_SIZE);
  if (type == WAY_DIR_GENESIS || type == WAY_DIR_ROTATE_RECOVERY)
    way_read_into (&reader, body.recovery_pk.bytes, WAY_BOX_PUBLIC_SIZE);
  if (type == WAY_DIR_GENESIS)
    way_read_into (&reader, body.team_log.bytes, WAY_ID_SIZE);
  if (type == WAY_DIR_GENESIS || type == WAY_DIR_SET_POLICY)
    read_policy (&reader, &body.policy);
  if (type == WAY_DIR_GENESIS || type == WAY_DIR_CERT_DEVICE)
    read_certificate (&reader, &body.certificate);
  if (type >= WAY_DIR_ADMIT_DEVICE && type <= WAY_DIR_SET_TEAM)
    way_read_into (&reader, body.device.bytes, WAY_ID_SIZE);
  if (type == WAY_DIR_SET_ROLE)
    body.roles = way_read_u8 (&reader);
  if (type == WAY_DIR_SET_TEAM)
    way_read_into (&reader, body.team.bytes, WAY_ID_SIZE);
  if (type == WAY_DIR_INCARNATION)
    body.number = way_read_u64 (&reader);
  if (type == WAY_DIR_REVOKE_DEVICE)
    body.reason = way_read_choice (&reader, 1, REASON_REVOKED_MAX);
  if (type == WAY_DIR_INCARNATION)
    body.reason = way_read_choice (&reader, 1, REASON_INCARNATION_MAX);
  if (!way_reader_is_done (&reader))
    return FALSE;

  *ret_body = body;
  return TRUE;
}

void
way_dir_body_write (guint8 type, const WayDirBody *body, GByteArray *out)
{
  if (type == WAY_DIR_GENESIS || type == WAY_DIR_ROTATE_ROOT)
    way_write_bytes (out, body->root_pk.bytes, WAY_SIGN_PUBLIC_SIZE);
  if (type == WAY_DIR_GENESIS || type == WAY_DIR_ROTATE_RECOVERY)
    way_write_bytes (out, body->recovery_pk.bytes, WAY_BOX_PUBLIC_SIZE);
  if (type == WAY_DIR_GENESIS)
    way_write_bytes (out, body->team_log.bytes, WAY_ID_SIZE);
  if (type == WAY_DIR_GENESIS || type == WAY_DIR_SET_POLICY)
    write_policy (&body->policy, out);
  if (type == WAY_DIR_GENESIS || type == WAY_DIR_CERT_DEVICE)
    way_certificate_write (&body->certificate, out);
  if (type >= WAY_DIR_ADMIT_DEVICE && type <= WAY_DIR_SET_TEAM)
    way_write_bytes (out, body->device.bytes, WAY_ID_SIZE);
  if (type == WAY_DIR_SET_ROLE)
    way_write_u8 (out, body->roles);
  if (type == WAY_DIR_SET_TEAM)
    way_write_bytes (out, body->team.bytes, WAY_ID_SIZE);
  if (type == WAY_DIR_INCARNATION)
    way_write_u64 (out, body->number);
  if (type == WAY_DIR_REVOKE_DEVICE || type == WAY_DIR_INCARNATION)
    way_write_u8 (out, body->reason);
}

void
way_dir_entry_get_signed (const WayDirEntry *entry,
                          gboolean approval,
                          WayHash *hash,
                          WaySlice ret_slices[3])
{
  way_hash (entry->body, entry->body_len, hash);
  ret_slices[0] = way_label (approval ? WAY_LABEL_DIR_APPROVAL : WAY_LABEL_DIR_SIGNATURE);
  ret_slices[1] = (WaySlice){ entry->context, WAY_DIR_CONTEXT_SIZE };
  ret_slices[2] = WAY_SLICE (hash);
}

void
way_device_id (const WaySignPublic *dsk, const WayBoxPublic *dbk, WayId *ret_id)
{
  const WaySlice slices[] = { way_label (WAY_LABEL_DEVICE), WAY_SLICE (dsk), WAY_SLICE (dbk) };

  way_hash_short (slices, G_N_ELEMENTS (slices), ret_id->bytes);
}

void
way_dir_body_get_org (const WayDirBody *genesis, WayId *ret_org)
{
  const WaySlice slices[] = { way_label (WAY_LABEL_ORG), WAY_SLICE (&genesis->root_pk),
                              WAY_SLICE (&genesis->recovery_pk), WAY_SLICE (&genesis->team_log),
                              WAY_SLICE (&genesis->certificate.device) };

  way_hash_short (slices, G_N_ELEMENTS (slices), ret_org->bytes);
}

void
way_certificate_get_claim (const WayId *org, const guint8 *certificate, WaySlice ret_slices[3])
{
  ret_slices[0] = way_label (WAY_LABEL_POSSESSION);
  ret_slices[1] = WAY_SLICE (org);
  ret_slices[2] = (WaySlice){ certificate, WAY_CERTIFICATE_CLAIM_SIZE };
}
