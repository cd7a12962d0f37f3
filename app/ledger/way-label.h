/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The labels: what a hash or a signature of the logs is for is the first that goes into it, so that
 * none made for one purpose serves another.  All of them stand in the one table of way-label.c.
 */
#pragma once

#include "way-verify.h"

G_BEGIN_DECLS

typedef enum
{
  WAY_LABEL_ORG,
  WAY_LABEL_DEVICE,
  WAY_LABEL_DIR_SIGNATURE,
  WAY_LABEL_DIR_APPROVAL,
  WAY_LABEL_POSSESSION,
  WAY_LABEL_DIR_HASH,
  WAY_LABEL_TICKET,
  WAY_LABEL_CODE_COMMITMENT,
  WAY_LABEL_CODE_TRANSCRIPT,
  WAY_LABEL_CODE,
  WAY_LABEL_ANSWER,
  WAY_LABEL_TELEPHONE,
  WAY_LABEL_TELEPHONE_SALT,
  WAY_LABEL_TELEPHONE_TRANSCRIPT,
  WAY_LABEL_BODY,
  WAY_LABEL_ENTRY_SIGNATURE,
  WAY_LABEL_ENTRY_HASH,
  WAY_LABEL_ENTRY_SEAL,
  WAY_LABEL_ENTRY_APPROVAL,
  WAY_LABEL_LOG_HEAD,
  WAY_LABEL_KEY_COMMITMENT,
  WAY_LABEL_FORMER_KEY,
  WAY_LABEL_WRAP,
  WAY_LABEL_LOGIN,
  WAY_N_LABELS
} WayLabel;

/* Static bytes, to be the first slice of what is hashed, signed or sealed. */
WaySlice way_label (WayLabel label);

/* A value of a type that is only bytes, as a slice. */
#define WAY_SLICE(value)                                                                           \
  (WaySlice) { (value)->bytes, sizeof (value)->bytes }

G_END_DECLS
