/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Legal status on any day, from care history, with the sentence that says why (domain.md 1.1;
 * Children Act 1989 sections 23A to 24; Care Leavers (England) Regulations 2010, regulation 3; Care
 * Planning Regulations 2010, regulation 40).
 *
 * A manager's override comes first, and says so; then what care history makes; then, where no care
 * history is written down, what was entered.  Every figure comes from WayReference, by the law of
 * the day the history was read for.  A day of care counts whole, the first and the last too:
 * whoever has 13 weeks of them is eligible from the day after the 91st.
 *
 * Pure; safe from any thread.
 */
#pragma once

#include "way-care.h"

G_BEGIN_DECLS

/* Index in way_legal_status_names; WAY_STATUS_NOT_KNOWN is none of them. */
typedef enum
{
  WAY_STATUS_ELIGIBLE,
  WAY_STATUS_RELEVANT,
  WAY_STATUS_FORMER_RELEVANT,
  WAY_STATUS_FORMER_RELEVANT_EDUCATION,
  WAY_STATUS_FORMER_RELEVANT_21_PLUS,
  WAY_STATUS_QUALIFYING,
  WAY_STATUS_NONE,
  WAY_STATUS_NOT_KNOWN,
} WayLegalStatusCode;

typedef enum
{
  WAY_STATUS_FROM_NOTHING,
  WAY_STATUS_FROM_OVERRIDE,
  WAY_STATUS_FROM_CARE,
  WAY_STATUS_FROM_ENTRY,
} WayLegalStatusSource;

typedef struct
{
  WayLegalStatusCode code;
  WayLegalStatusSource source;
  gboolean rests;   /* 21 or over and has not asked: offered once a year, and nothing else is due */
  WayDate since;    /* first day of it without a break; none where that is not known */
  const char *rule; /* key of the WayRule that decides; "" where none does */
  char *reason;     /* (owned): why, in a sentence or two, with the sum */
  char *differs; /* (owned) (nullable): what was entered, or what care history says, is another */
} WayLegalStatus;

void way_legal_status_clear (WayLegalStatus *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WayLegalStatus, way_legal_status_clear)

/* "former_relevant"; "" for WAY_STATUS_NOT_KNOWN. */
const char *way_legal_status_name (WayLegalStatusCode code);
/* "Former relevant", for sentences and lists. */
const char *way_legal_status_title (WayLegalStatusCode code);

/* The status on @on, with words. */
void way_legal_status_at (WayCase *self,
                          WayReference *reference,
                          WayDate on,
                          WayLegalStatus *ret_status);
/* The same of a history that was read already. */
void way_legal_status_of (const WayCare *care, WayDate on, WayLegalStatus *ret_status);

/* What stands without its words and its first day, for who asks of many days: nothing to clear. */
typedef struct
{
  WayLegalStatusCode code;
  WayLegalStatusSource source;
  gboolean rests;
} WayLegalStatusBrief;

WayLegalStatusBrief way_legal_status_brief (const WayCare *care, gint32 day);
/* The first of the days without a gap up to @day on which the status is what it is on @day. */
gint32 way_legal_status_since (const WayCare *care, gint32 day);
/* The first day ever by @day on which it was @code; WAY_DAY_NONE where it never was. */
gint32 way_legal_status_first (const WayCare *care, WayLegalStatusCode code, gint32 day);

G_END_DECLS
