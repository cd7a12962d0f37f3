/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the timeline of a person says: an entry for each appointment to come, then for each contact,
 * the newest first, each with the sentence that is read aloud for it.
 *
 * Pure; the page shows the entries as they are.
 */
#pragma once

#include "way-case.h"
#include "way-status.h"

G_BEGIN_DECLS

typedef enum
{
  WAY_TIMELINE_ALL,
  WAY_TIMELINE_VISITS,
  WAY_TIMELINE_MESSAGES, /* calls and messages */
  WAY_TIMELINE_TRIED,
} WayTimelineFilter;

typedef struct
{
  const char *icon;
  char *word; /* (owned) */
  WayTone tone;
} WayTimelineStatus;

/* Every string is owned and never NULL. */
typedef struct
{
  guint16 kind; /* contact or appointment */
  WayId id;
  char *heading;       /* of its group: "Booked", "October", "December 2024" */
  char *weekday, *day; /* "Thu", "9 Oct" */
  const char *icon;
  char *title, *text, *words; /* "" where there are none; words without quotation marks */
  GPtrArray *statuses;        /* WayTimelineStatus */
  GPtrArray *corrections;     /* char *: "Corrected on 17 October: …" */
  gboolean may_change;        /* a contact: still within a day of being written down */
  char *spoken;
} WayTimelineEntry;

void way_timeline_entry_free (WayTimelineEntry *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayTimelineEntry, way_timeline_entry_free)

/* (transfer full): WayTimelineEntry.  @now_ms says what may still be changed. */
GPtrArray *
way_timeline_list (WayCase *self, WayTimelineFilter filter, WayDate today, gint64 now_ms);

/* How many contacts there were in the six months up to @today. */
guint way_timeline_count_recent (WayCase *self, WayTimelineFilter filter, WayDate today);
#define WAY_TIMELINE_RECENT_MONTHS 6

/* TRUE where the case has contacts, or appointments to come. */
gboolean way_timeline_has_any (WayCase *self, WayDate today);

G_END_DECLS
