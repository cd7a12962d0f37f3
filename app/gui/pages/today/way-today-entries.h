/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What today asks, of everybody on the caseload: gathered from their agendas and sorted.
 */
#pragma once

#include "way-caseload.h"

G_BEGIN_DECLS

typedef enum
{
  WAY_TODAY_VISITS, /* visits, reviews, what is booked, the yearly offer */
  WAY_TODAY_ACTIONS,
  WAY_TODAY_BIRTHDAYS,
  WAY_TODAY_N_GROUPS
} WayTodayGroup;

/* How far ahead visits and actions are shown. */
#define WAY_TODAY_AHEAD_DAYS 14

/* Borrowed from the caseload: valid until the main loop turns. */
typedef struct
{
  WayPersonItem *person;
  const WayAgendaItem *item;
} WayTodayEntry;

typedef struct
{
  GPtrArray *groups[WAY_TODAY_N_GROUPS]; /* (owned): WayTodayEntry, soonest first */
  WayTodayEntry next;                    /* what comes first that is not overdue; may be empty */
  guint n_pressing;                      /* overdue or due today */
} WayTodayEntries;

/* (transfer full): @minute HH:MM: what was booked more than an hour before is not next any more. */
WayTodayEntries *way_today_entries_new (WayCaseload *people, WayDate today, const char *minute);
void way_today_entries_free (WayTodayEntries *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayTodayEntries, way_today_entries_free)

/* How many of @group are overdue. */
guint way_today_entries_count_overdue (const WayTodayEntries *self, WayTodayGroup group);

G_END_DECLS
