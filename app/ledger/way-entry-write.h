/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Making entries.  What is made is as good as its maker's right: a judge says.
 */
#pragma once

#include "way-device-keys.h"
#include "way-entry-body.h"
#include "way-log-keys.h"

G_BEGIN_DECLS

/* What every entry of a writer says; borrowed. */
typedef struct
{
  WayDirectory *directory;
  WayLog *log;
  WayDeviceKeys *device;
  WayRandom *random;
  guint64 wall_ms, hlc; /* shown, never judged */
} WayEntryWriter;

/* The next entry of this device on this log as it is known, but for body_len, body_hash, nonce and
 * signature; key_epoch is the one in force.  An entry that waits for its approval keeps what is in
 * the first WAY_ENTRY_APPROVED_SIZE bytes. */
void way_entry_draft (const WayEntryWriter *writer, WayEntryType type, WayEntry *ret_entry);

/* (transfer full): with a clear body, signed. */
GBytes *way_entry_make_clear (const WayEntryWriter *writer,
                              WayEntry *draft,
                              gconstpointer body,
                              gsize body_size);

/* (transfer full) (nullable): the plain text of 9, sealed under key_epoch, signed; NULL where that
 * key is not in @keys. */
GBytes *way_entry_make_sealed (const WayEntryWriter *writer,
                               WayEntry *draft,
                               WayLogKeys *keys,
                               GBytes *plain);

/* The approval of a REDACT or ERASE: @draft as its author drafted it, @body with approver set and
 * the approval still empty. */
void way_entry_approve (const WayEntry *draft,
                        const WayEntryBody *body,
                        WaySecret *sign_key,
                        WaySignature *ret_approval);

/* (transfer full): way_entry_make_clear() of what way_entry_body_write() writes. */
GBytes *
way_entry_make_body (const WayEntryWriter *writer, WayEntry *draft, const WayEntryBody *body);

G_END_DECLS
