/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The statutory clock: when the next visit and the next review are due, and why
 * (domain.md 2.5, 2.7; Care Leavers (England) Regulations 2010, regulations 7 and 8).  Every figure
 * comes from WayReference; a council may set a shorter time between visits, never a longer one than
 * the law.
 *
 * Pure: the care history and the council's own case in; a date and its reason out.
 */
#pragma once

#include "way-care.h"

G_BEGIN_DECLS

typedef struct
{
  WayDate due;      /* none where no clock runs */
  WayDate from;     /* the day it is counted from; none where there is no such day */
  const char *rule; /* key of the WayRule that gave it; "" where none did */
  char *reason;     /* (owned): one sentence, with the sum: "21 August + 8 weeks = 16 October" */
} WayDue;

void way_due_clear (WayDue *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WayDue, way_due_clear)

/* All on the day @care was read for, and of its case; who asks several questions reads it once. */

/* @team (nullable): the case of council-wide objects. */
void way_due_visit (const WayCare *care, WayCase *team, WayDue *ret_due);
void way_due_review (const WayCare *care, WayDue *ret_due);
/* From 21, for who is not getting support: the next day on which to ask, none where that is not so
 * or no longer before 25. */
void way_due_offer (const WayCare *care, WayDue *ret_due);

/* The needs assessment that is owed and not done: of who is eligible, or relevant without a plan,
 * or told of education or training, or asked for support from 21 (regulations 42(1) and 5(2)). */
void way_due_assessment (const WayCare *care, WayDue *ret_due);
/* The 25th birthday of who is former relevant, on which support ends. */
void way_due_closing (const WayCare *care, WayDue *ret_due);
/* The day from which Universal Credit can be prepared: none before that day, and none from 18. */
void way_due_universal_credit (const WayCare *care, WayDue *ret_due);

/* The legal status entered for @today, "" where none is. */
char *way_case_dup_status (WayCase *self, WayDate today);
/* The day the person was last seen by @today, as the council counts it; none where never. */
WayDate way_case_last_seen (WayCase *self, WayCase *team, WayDate today);
gboolean way_case_is_closed (WayCase *self);
/* Whether @contact counts as seen: a visit or a meeting at the office does unless it says they were
 * not seen; a video call only where the council's settings say so; a telephone call never. */
gboolean way_contact_counts_as_seen (const WayObject *contact, WayCase *team);

G_END_DECLS
