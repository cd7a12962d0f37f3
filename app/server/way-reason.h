/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayReason: why a request was refused, as a laptop is told (docs/protocol.md, 13).  One table.
 */
#pragma once

#include "way-verdict.h"

G_BEGIN_DECLS

typedef enum
{
  WAY_REASON_NONE,
  WAY_REASON_BAD_REQUEST,
  WAY_REASON_BAD_STREAM,
  WAY_REASON_BAD_TOKEN,
  WAY_REASON_BAD_LOGIN,
  WAY_REASON_BAD_NONCE,
  WAY_REASON_BAD_TICKET,
  WAY_REASON_NOT_ALLOWED,
  WAY_REASON_ON_HOLD,
  WAY_REASON_EXPIRED,
  WAY_REASON_REVOKED,
  WAY_REASON_WRONG_ORIGIN,
  WAY_REASON_NO_SUCH_ROUTE,
  WAY_REASON_NO_SUCH_LOG,
  WAY_REASON_NO_TICKET,
  WAY_REASON_NOT_YET,
  WAY_REASON_BAD_METHOD,
  WAY_REASON_TOO_SLOW,
  WAY_REASON_CONFLICT,
  WAY_REASON_DEV_SEQ_CONFLICT,
  WAY_REASON_ENTRY_ID_TAKEN,
  WAY_REASON_EPOCH_STALE,
  WAY_REASON_FORKED,
  WAY_REASON_GAP,
  WAY_REASON_HOLD,
  WAY_REASON_LOG_EMPTY,
  WAY_REASON_LOG_ERASED,
  WAY_REASON_QUARANTINED,
  WAY_REASON_SERVER_BEHIND,
  WAY_REASON_SET_UP_ALREADY,
  WAY_REASON_TAKEN,
  WAY_REASON_TOO_EARLY,
  WAY_REASON_STALE_DIRECTORY,
  WAY_REASON_NEEDS_LENGTH,
  WAY_REASON_STALE_HEAD,
  WAY_REASON_TOO_LARGE,
  WAY_REASON_BAD_TYPE,
  WAY_REASON_BAD_ENTRY,
  WAY_REASON_TOO_MANY,
  WAY_REASON_TROUBLE,
  WAY_REASON_NOT_SET_UP,
  WAY_REASON_RESTORED,
  WAY_REASON_STORAGE,
  WAY_REASON_CLOSING,
  WAY_N_REASONS
} WayReason;

/* (transfer none): as it goes over the wire. */
const char *way_reason_get_name (WayReason self);
guint way_reason_get_status (WayReason self);

/* Of a refusal by the judges of directory and logs.  E11 is not one reason: the caller knows what
 * became of the device. */
WayReason way_reason_of_verdict (WayVerdict verdict);

G_END_DECLS
