/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-entry.h"

#include "way-directory-entry.h"
#include "way-entry-body.h"
#include "way-label.h"

#define SEALED_MAX (65536 + 48)
#define SEALED_ADDS 48
#define BUCKET_MIN 256
#define BUCKET_MAX 65536
#define EPOCH_MAX 471157
#define ADVISER WAY_DIR_ROLE_ADVISER
#define MANAGER WAY_DIR_ROLE_MANAGER
#define KEEPER WAY_DIR_ROLE_KEEPER

static const WayEntryKind kinds[WAY_ENTRY_LAST + 1] = {
  [0] = { EPOCH_MAX, FALSE, 0 },
  [WAY_ENTRY_OPS] = { SEALED_MAX, TRUE, ADVISER | MANAGER },
  [WAY_ENTRY_EPOCH] = { EPOCH_MAX, FALSE, 0 },
  [WAY_ENTRY_ATTACH] = { SEALED_MAX, TRUE, ADVISER | MANAGER },
  [WAY_ENTRY_CHECKPOINT] = { 48, FALSE, 0 },
  [WAY_ENTRY_SNAPSHOT_REF] = { SEALED_MAX, TRUE, MANAGER | KEEPER },
  [WAY_ENTRY_REDACT] = { 10323, FALSE, ADVISER | MANAGER },
  [WAY_ENTRY_ERASE] = { 121, FALSE, MANAGER },
  [WAY_ENTRY_RESOLVE_QUARANTINE] = { 8196, FALSE, MANAGER },
  [WAY_ENTRY_RECOVERY_USED] = { 5, FALSE, MANAGER | KEEPER | WAY_DIR_ROLE_RECOVERY },
  [WAY_ENTRY_CLOSE] = { 2, FALSE, ADVISER | MANAGER },
  [WAY_ENTRY_KEY_COMPLAINT] = { 5, FALSE, 0 },
};

const WayEntryKind *
way_entry_kind (guint8 type)
{
  return &kinds[type <= WAY_ENTRY_LAST ? type : 0];
}

gboolean
way_entry_is_bucket (guint32 body_len)
{
  guint32 bucket = body_len - SEALED_ADDS;

  return body_len > SEALED_ADDS && bucket >= BUCKET_MIN && bucket <= BUCKET_MAX
         && (bucket & (bucket - 1)) == 0;
}

static void
read_context (WayReader *reader, WayEntry *entry)
{
  way_read_into (reader, entry->magic, sizeof entry->magic);
  entry->suite = way_read_u8 (reader);
  entry->type = way_read_u8 (reader);
  entry->flags = way_read_u16 (reader);
  way_read_into (reader, entry->org.bytes, WAY_ID_SIZE);
  way_read_into (reader, entry->log.bytes, WAY_ID_SIZE);
  way_read_into (reader, entry->entry_id.bytes, WAY_ID_SIZE);
  way_read_into (reader, entry->device.bytes, WAY_ID_SIZE);
  entry->dir_seq = way_read_u64 (reader);
  way_read_into (reader, entry->dir_head.bytes, WAY_HASH_SIZE);
  entry->dev_seq = way_read_u64 (reader);
  way_read_into (reader, entry->prev_dev_hash.bytes, WAY_HASH_SIZE);
  entry->seen_seq = way_read_u64 (reader);
  way_read_into (reader, entry->seen_head.bytes, WAY_HASH_SIZE);
  entry->key_epoch = way_read_u32 (reader);
  entry->zero = way_read_u32 (reader);
  entry->wall_ms = way_read_u64 (reader);
  entry->hlc = way_read_u64 (reader);
  entry->body_len = way_read_u32 (reader);
  way_read_into (reader, entry->nonce, sizeof entry->nonce);
}

void
way_entry_write_context (const WayEntry *entry, GByteArray *out)
{
  way_write_bytes (out, entry->magic, sizeof entry->magic);
  way_write_u8 (out, entry->suite);
  way_write_u8 (out, entry->type);
  way_write_u16 (out, entry->flags);
  way_write_bytes (out, entry->org.bytes, WAY_ID_SIZE);
  way_write_bytes (out, entry->log.bytes, WAY_ID_SIZE);
  way_write_bytes (out, entry->entry_id.bytes, WAY_ID_SIZE);
  way_write_bytes (out, entry->device.bytes, WAY_ID_SIZE);
  way_write_u64 (out, entry->dir_seq);
  way_write_bytes (out, entry->dir_head.bytes, WAY_HASH_SIZE);
  way_write_u64 (out, entry->dev_seq);
  way_write_bytes (out, entry->prev_dev_hash.bytes, WAY_HASH_SIZE);
  way_write_u64 (out, entry->seen_seq);
  way_write_bytes (out, entry->seen_head.bytes, WAY_HASH_SIZE);
  way_write_u32 (out, entry->key_epoch);
  way_write_u32 (out, entry->zero);
  way_write_u64 (out, entry->wall_ms);
  way_write_u64 (out, entry->hlc);
  way_write_u32 (out, entry->body_len);
  way_write_bytes (out, entry->nonce, sizeof entry->nonce);
}

gboolean
way_entry_read (gconstpointer bytes, gsize size, WayEntry *ret_entry)
{
  WayEntry entry = { 0 };
  WayReader reader;

  if (size < WAY_ENTRY_HEADER_SIZE)
    return FALSE;
  way_reader_init (&reader, bytes, size);
  read_context (&reader, &entry);
  way_read_into (&reader, entry.body_hash.bytes, WAY_HASH_SIZE);
  way_read_into (&reader, entry.signature.bytes, WAY_SIGNATURE_SIZE);
  entry.bytes = bytes;
  entry.bare = entry.body_len > 0 && size == WAY_ENTRY_HEADER_SIZE;
  if (entry.body_len > way_entry_kind (entry.type)->longest)
    return FALSE;
  if (!entry.bare && size - WAY_ENTRY_HEADER_SIZE != entry.body_len)
    return FALSE;

  *ret_entry = entry;
  return TRUE;
}

const guint8 *
way_entry_get_body (const WayEntry *entry)
{
  return entry->bare ? NULL : entry->bytes + WAY_ENTRY_HEADER_SIZE;
}

void
way_entry_hash_body (gconstpointer body, gsize size, WayHash *ret_hash)
{
  const WaySlice slices[] = { way_label (WAY_LABEL_BODY), { body, size } };

  way_hash_parts (slices, G_N_ELEMENTS (slices), ret_hash);
}

void
way_entry_get_hash (const WayEntry *entry, WayHash *ret_hash)
{
  const WaySlice slices[] = { way_label (WAY_LABEL_ENTRY_HASH),
                              { entry->bytes, WAY_ENTRY_HEADER_SIZE } };

  way_hash_parts (slices, G_N_ELEMENTS (slices), ret_hash);
}

void
way_entry_chain (const WayHash *head,
                 guint64 position,
                 const WayHash *entry_hash,
                 WayHash *ret_head)
{
  const WayNumber64 number = way_number64 (position);
  const WaySlice slices[] = { way_label (WAY_LABEL_LOG_HEAD), WAY_SLICE (head), WAY_SLICE (&number),
                              WAY_SLICE (entry_hash) };

  way_hash_parts (slices, G_N_ELEMENTS (slices), ret_head);
}

void
way_entry_get_signed (const WayEntry *entry, WaySlice ret_slices[2])
{
  ret_slices[0] = way_label (WAY_LABEL_ENTRY_SIGNATURE);
  ret_slices[1] = (WaySlice){ entry->bytes, WAY_ENTRY_CONTEXT_SIZE + WAY_HASH_SIZE };
}

void
way_entry_get_approved (const guint8 *context,
                        const guint8 *body,
                        gsize body_size,
                        WayHash *hash,
                        WaySlice ret_slices[3])
{
  way_entry_hash_body (body, body_size - WAY_APPROVAL_SIZE, hash);
  ret_slices[0] = way_label (WAY_LABEL_ENTRY_APPROVAL);
  ret_slices[1] = (WaySlice){ context, WAY_ENTRY_APPROVED_SIZE };
  ret_slices[2] = WAY_SLICE (hash);
}
