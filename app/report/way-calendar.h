/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayCalendar: what is due and what is booked, as iCalendar (RFC 5545) for a diary outside the
 * vault.
 *
 * A diary is synced, shared and shown on a telephone's lock screen.  So an event says "Plan review
 * due" and no more: no name, no place, no word of any case, and a UID from which no case can be
 * told.  The same matter keeps its UID from one export to the next, whatever day it moves to.  Due
 * dates last all day; what is booked for an hour stands at the civil time of Great Britain as it
 * is written down.
 *
 * Begin, add cases, end.  Pure; one thread.
 */
#pragma once

#include "way-case.h"
#include "way-reference.h"

G_BEGIN_DECLS

typedef struct
{
  WayCase *team; /* (borrowed): the case of council-wide objects */
  WayReference *reference;
  WayDate today;
  gint64 now_ms; /* DTSTAMP */
  GString *text; /* (borrowed): the document */
  guint n_events;
} WayCalendar;

void way_calendar_begin (WayCalendar *self);
/* Nothing of a closed case. */
void way_calendar_add_case (WayCalendar *self, WayCase *person);
void way_calendar_end (WayCalendar *self);

/* One content line: @value is escaped as TEXT, and lines of more than 75 bytes are folded between
 * characters. */
void way_calendar_append_text (GString *text, const char *name, const char *value);

G_END_DECLS
