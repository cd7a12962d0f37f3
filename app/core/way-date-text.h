/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Dates and times in words for the screen: "Thursday 16 October", with the year when it is not this
 * year (design/DESIGN.md 8), and the words of a status (6).  Names of months and days are the
 * program's own strings, not the process locale's.
 *
 * Pure; safe from any thread.
 */
#pragma once

#include "way-date.h"

G_BEGIN_DECLS

/* 1 = January, 1 = Monday. */
const char *way_month_name (guint month);
const char *way_month_short (guint month); /* "Oct" */
const char *way_weekday_name (guint weekday);
const char *way_weekday_short (guint weekday); /* "Fri" */

/* (transfer full): "16 October", "16 October 2024"; partial dates read "October 2024", "2024". */
char *way_date_text (WayDate date, WayDate today);
/* (transfer full): "Thursday 16 October"; full dates only. */
char *way_date_text_with_day (WayDate date, WayDate today);
/* (transfer full): "Fri 24 Oct", for rows and statuses, where the day is near; full dates only. */
char *way_date_text_short (WayDate date);

/* (transfer full): "today", "tomorrow", "Tuesday 21 October" in the next 6 days, then "23 October";
 * full dates only. */
char *way_date_text_near (WayDate date, WayDate today);

/* (transfer full): "2:00pm" of `HH:MM`; "" where @at is no such time. */
char *way_time_text (const char *at);

/* (transfer full): a day and, where @at is a time, the time: "today at 2:00pm", "today",
 * "Friday 31 October, 9:15am". */
char *way_when_text (WayDate date, const char *at, WayDate today);

/* (transfer full): how long from @from to @to, no later: "3 days", "1 week", "12 weeks", then whole
 * months, then years. */
char *way_span_text (WayDate from, WayDate to);
/* (transfer full): "today", "yesterday", "3 days ago", "8 weeks ago"; a date that is not over, or
 * is not full, as way_date_text(). */
char *way_ago_text (WayDate date, WayDate today);

typedef enum
{
  WAY_URGENCY_OVERDUE,
  WAY_URGENCY_TODAY,
  WAY_URGENCY_SOON, /* within 7 days */
  WAY_URGENCY_LATER,
} WayUrgency;

#define WAY_URGENCY_SOON_DAYS 7

/* How near @on is; LATER for a date that is not full. */
WayUrgency way_urgency_of (WayDate on, WayDate today);

/* (transfer full): the word of a status: "Overdue by 1 week" · "Today" · "Tomorrow", "Tue 21 Oct" ·
 * "Fri 24 Oct" up to two weeks ahead, then "In 15 days", "In 15 weeks".  Where @on is none:
 * "Overdue", "Today", "Due soon", "". */
char *way_urgency_word (WayUrgency urgency, WayDate on, WayDate today);

G_END_DECLS
