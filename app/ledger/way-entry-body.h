/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayEntryBody: the clear bodies but EPOCH (docs/format.md, 6).
 *
 * Plain values that borrow lists from the bytes they were read from.
 */
#pragma once

#include "way-entry.h"

G_BEGIN_DECLS

#define WAY_APPROVAL_SIZE (WAY_ID_SIZE + WAY_SIGNATURE_SIZE)
#define WAY_REDACT_TARGET_SIZE (8 + WAY_HASH_SIZE)
#define WAY_TARGETS_MAX 256
#define WAY_DECISION_ACCEPT 1
#define WAY_DECISION_DECLINE 2
#define WAY_STATE_OPEN 0
#define WAY_STATE_CLOSED 1

typedef struct
{
  guint64 position;
  WayHash entry_hash;
} WayRedactTarget;

/* The members that the type has; the others are zero. */
typedef struct
{
  guint64 seq; /* CHECKPOINT, ERASE */
  WayHash head;
  guint64 incarnation;
  guint8 reason;
  guint8 decision; /* RESOLVE_QUARANTINE */
  guint8 state;    /* CLOSE */
  guint8 kind;     /* KEY_COMPLAINT */
  guint32 epoch;
  guint n_targets;
  const guint8 *targets; /* (nullable): REDACT {position, hash}, RESOLVE_QUARANTINE hash */
  WayId approver;        /* nil: the root key */
  WaySignature approval;
} WayEntryBody;

/* FALSE where it has not the exact form of @type. */
gboolean way_entry_body_read (guint8 type, gconstpointer bytes, gsize size, WayEntryBody *ret_body);
void way_entry_body_write (guint8 type, const WayEntryBody *body, GByteArray *out);

gboolean way_entry_type_is_approved (guint8 type);
WayRedactTarget way_entry_body_get_redacted (const WayEntryBody *body, guint index);
WayHash way_entry_body_get_resolved (const WayEntryBody *body, guint index);

G_END_DECLS
