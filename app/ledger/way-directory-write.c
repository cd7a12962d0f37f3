/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-directory-write.h"

static void
sign (const WayDirEntry *entry, gboolean approval, WaySecret *sign_key, GByteArray *out)
{
  WaySignature signature;
  WaySlice slices[3];
  WayHash hash;

  way_dir_entry_get_signed (entry, approval, &hash, slices);
  way_sign_parts (sign_key, slices, G_N_ELEMENTS (slices), &signature);
  way_write_bytes (out, signature.bytes, sizeof signature.bytes);
}

GBytes *
way_dir_entry_make (WayDirectory *directory,
                    WayDirType type,
                    const WayDirBody *body,
                    guint64 wall_ms,
                    const WayDirSigner *signer,
                    gboolean to_be_approved)
{
  g_autoptr (GByteArray) body_bytes = g_byte_array_new ();
  g_autoptr (GByteArray) out = g_byte_array_new ();
  guint64 length = way_directory_get_length (directory);
  WayDirEntry entry = { .magic = { 'L', 'G', 'D', '1' },
                        .suite = WAY_SUITE,
                        .type = (guint8)type,
                        .flags = to_be_approved ? WAY_DIR_FLAG_APPROVED : 0,
                        .org = *way_directory_get_org (directory),
                        .seq = length + 1,
                        .prev_hash = *way_directory_get_head_at (directory, length),
                        .signer = signer->id,
                        .wall_ms = wall_ms };

  if (type == WAY_DIR_GENESIS)
    way_dir_body_get_org (body, &entry.org);
  way_dir_body_write ((guint8)type, body, body_bytes);
  entry.body_len = body_bytes->len;
  way_dir_entry_write_context (&entry, out);
  way_write_bytes (out, body_bytes->data, body_bytes->len);
  entry.body = body_bytes->data;
  entry.context = g_memdup2 (out->data, WAY_DIR_CONTEXT_SIZE);
  sign (&entry, FALSE, signer->sign_key, out);
  g_free ((guint8 *)entry.context);
  return g_byte_array_free_to_bytes (g_steal_pointer (&out));
}

GBytes *
way_dir_entry_approve (GBytes *bytes, const WayDirSigner *approver)
{
  static const guint8 none[WAY_ID_SIZE + WAY_SIGNATURE_SIZE] = { 0 };
  g_autoptr (GByteArray) whole = g_byte_array_new ();
  g_autoptr (GByteArray) out = g_byte_array_new ();
  WayDirEntry entry;

  way_write_bytes (whole, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  way_write_bytes (out, whole->data, whole->len);
  way_write_bytes (whole, none, sizeof none);
  if (!way_dir_entry_read (whole->data, whole->len, &entry)
      || (entry.flags & WAY_DIR_FLAG_APPROVED) == 0)
    return NULL;

  way_write_bytes (out, approver->id.bytes, WAY_ID_SIZE);
  sign (&entry, TRUE, approver->sign_key, out);
  return g_byte_array_free_to_bytes (g_steal_pointer (&out));
}

void
way_certificate_sign (WayCertificate *self, const WayId *org, WaySecret *sign_key)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  WaySlice slices[3];

  way_certificate_write (self, bytes);
  way_certificate_get_claim (org, bytes->data, slices);
  way_sign_parts (sign_key, slices, G_N_ELEMENTS (slices), &self->possession);
}
