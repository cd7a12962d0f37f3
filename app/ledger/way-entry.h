/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayEntry: the header of an entry of a case or team log as its fields (docs/format.md, 5).
 *
 * Plain values.  Reading checks lengths, and judges nothing else.
 */
#pragma once

#include "way-bytes.h"
#include "way-id.h"
#include "way-verify.h"

G_BEGIN_DECLS

#define WAY_ENTRY_CONTEXT_SIZE 244
#define WAY_ENTRY_HEADER_SIZE 340
#define WAY_ENTRY_NONCE_SIZE 24
#define WAY_ENTRY_APPROVED_SIZE 112 /* of the context: what an approval is over */

typedef enum
{
  WAY_ENTRY_OPS = 1,
  WAY_ENTRY_EPOCH,
  WAY_ENTRY_ATTACH,
  WAY_ENTRY_CHECKPOINT,
  WAY_ENTRY_SNAPSHOT_REF,
  WAY_ENTRY_REDACT,
  WAY_ENTRY_ERASE,
  WAY_ENTRY_RESOLVE_QUARANTINE,
  WAY_ENTRY_RECOVERY_USED,
  WAY_ENTRY_CLOSE,
  WAY_ENTRY_KEY_COMPLAINT,
  WAY_ENTRY_LAST = WAY_ENTRY_KEY_COMPLAINT
} WayEntryType;

/* A row of the table of types (5.2). */
typedef struct
{
  guint32 longest; /* body_len at the most */
  gboolean sealed;
  guint8 roles; /* WayDirRoles, one of which its device must have; 0: any member */
} WayEntryKind;

/* (transfer none): that of a type which is none has only longest. */
const WayEntryKind *way_entry_kind (guint8 type);

/* A sealed body of this length: a bucket and what sealing adds. */
gboolean way_entry_is_bucket (guint32 body_len);

typedef struct
{
  guint8 magic[4];
  guint8 suite, type;
  guint16 flags;
  WayId org, log, entry_id, device;
  guint64 dir_seq;
  WayHash dir_head;
  guint64 dev_seq;
  WayHash prev_dev_hash;
  guint64 seen_seq;
  WayHash seen_head;
  guint32 key_epoch;
  guint32 zero;
  guint64 wall_ms, hlc;
  guint32 body_len;
  guint8 nonce[WAY_ENTRY_NONCE_SIZE];
  WayHash body_hash;
  WaySignature signature;
  const guint8 *bytes; /* borrowed: the 340 of the header, and the body behind it */
  gboolean bare;       /* a header alone: its body was redacted */
} WayEntry;

/* FALSE where the length is not what the fields say (E1). */
gboolean way_entry_read (gconstpointer bytes, gsize size, WayEntry *ret_entry);

/* The 244 bytes of the context. */
void way_entry_write_context (const WayEntry *entry, GByteArray *out);

/* (transfer none) (nullable): body_len bytes; NULL where bare. */
const guint8 *way_entry_get_body (const WayEntry *entry);

/* H ("LG1.body" ‖ body) */
void way_entry_hash_body (gconstpointer body, gsize size, WayHash *ret_hash);

/* H ("LG1.entry.hash\0" ‖ header): needs no body. */
void way_entry_get_hash (const WayEntry *entry, WayHash *ret_hash);

/* The head after entry @position. */
void way_entry_chain (const WayHash *head,
                      guint64 position,
                      const WayHash *entry_hash,
                      WayHash *ret_head);

/* What the signature is over; borrows from the entry. */
void way_entry_get_signed (const WayEntry *entry, WaySlice ret_slices[2]);

/* What an approval of REDACT and ERASE is over: the context's beginning and the body but for its
 * last 80 bytes.  @ret_slices borrow from the arguments and @hash. */
void way_entry_get_approved (const guint8 *context,
                             const guint8 *body,
                             gsize body_size,
                             WayHash *hash,
                             WaySlice ret_slices[3]);

G_END_DECLS
