/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-entry-write.h"

#include <string.h>
#include "way-label.h"
#include "way-ops.h"

void
way_entry_draft (const WayEntryWriter *writer, WayEntryType type, WayEntry *ret_entry)
{
  guint64 dir_seq = way_directory_get_length (writer->directory);
  guint64 seen_seq = way_log_get_length (writer->log);
  WayTip tip = way_log_get_tip (writer->log, &writer->device->id);
  WayEntry entry = { .magic = { 'L', 'G', 'E', '1' },
                     .suite = WAY_SUITE,
                     .type = (guint8)type,
                     .org = *way_log_get_org (writer->log),
                     .log = *way_log_get_id (writer->log),
                     .device = writer->device->id,
                     .dir_seq = dir_seq,
                     .dir_head = *way_directory_get_head_at (writer->directory, dir_seq),
                     .dev_seq = tip.dev_seq + 1,
                     .prev_dev_hash = tip.hash,
                     .seen_seq = seen_seq,
                     .seen_head = *way_log_get_head_at (writer->log, seen_seq),
                     .key_epoch = way_log_get_epoch_number (writer->log),
                     .wall_ms = writer->wall_ms,
                     .hlc = writer->hlc };

  way_id_new (writer->random, &entry.entry_id);
  *ret_entry = entry;
}

/* (transfer full) */
static GBytes *
sign_entry (const WayEntryWriter *writer,
            WayEntry *draft,
            GByteArray *context,
            gconstpointer body,
            gsize body_size)
{
  GByteArray *out = g_byte_array_new ();
  WaySignature signature;
  WaySlice slices[2];

  way_entry_hash_body (body, body_size, &draft->body_hash);
  way_write_bytes (out, context->data, context->len);
  way_write_bytes (out, draft->body_hash.bytes, WAY_HASH_SIZE);
  draft->bytes = out->data;
  way_entry_get_signed (draft, slices);
  way_sign_parts (writer->device->sign_key, slices, G_N_ELEMENTS (slices), &signature);
  draft->bytes = NULL;
  way_write_bytes (out, signature.bytes, sizeof signature.bytes);
  way_write_bytes (out, body, body_size);
  return g_byte_array_free_to_bytes (out);
}

GBytes *
way_entry_make_clear (const WayEntryWriter *writer,
                      WayEntry *draft,
                      gconstpointer body,
                      gsize body_size)
{
  g_autoptr (GByteArray) context = g_byte_array_new ();

  draft->body_len = (guint32)body_size;
  way_entry_write_context (draft, context);
  return sign_entry (writer, draft, context, body, body_size);
}

GBytes *
way_entry_make_sealed (const WayEntryWriter *writer,
                       WayEntry *draft,
                       WayLogKeys *keys,
                       GBytes *plain)
{
  WaySecret *key = way_log_keys_get_entry_key (keys, draft->key_epoch);
  g_autoptr (GByteArray) context = g_byte_array_new ();
  g_autoptr (GBytes) padded = NULL;
  g_autoptr (GBytes) body = NULL;
  WaySlice text;
  WayNonce nonce;
  gsize size;
  gconstpointer bytes;

  if (key == NULL)
    return NULL;
  padded = way_ops_pad (plain);
  text.bytes = g_bytes_get_data (padded, &text.size);
  way_nonce_new (writer->random, &nonce);
  memcpy (draft->nonce, nonce.bytes, sizeof nonce.bytes);
  draft->body_len = (guint32)(text.size + WAY_COMMITTED_OVERHEAD);
  way_entry_write_context (draft, context);
  body = way_seal_committed (key, way_label (WAY_LABEL_ENTRY_SEAL), &nonce, text,
                             (WaySlice){ context->data, context->len });
  bytes = g_bytes_get_data (body, &size);
  return sign_entry (writer, draft, context, bytes, size);
}

void
way_entry_approve (const WayEntry *draft,
                   const WayEntryBody *body,
                   WaySecret *sign_key,
                   WaySignature *ret_approval)
{
  g_autoptr (GByteArray) context = g_byte_array_new ();
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  WaySlice slices[3];
  WayHash hash;

  way_entry_write_context (draft, context);
  way_entry_body_write (draft->type, body, bytes);
  way_entry_get_approved (context->data, bytes->data, bytes->len, &hash, slices);
  way_sign_parts (sign_key, slices, G_N_ELEMENTS (slices), ret_approval);
}

GBytes *
way_entry_make_body (const WayEntryWriter *writer, WayEntry *draft, const WayEntryBody *body)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  way_entry_body_write (draft->type, body, bytes);
  return way_entry_make_clear (writer, draft, bytes->data, bytes->len);
}
