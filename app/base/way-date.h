/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayDate: a civil date of the Gregorian calendar, no time and no zone.
 *
 * A plain value.  Written `YYYY-MM-DD`, or `YYYY-MM` and `YYYY` where a field allows a shorter one;
 * then day, or month and day, are 0.  Years 1900 to 2999.
 *
 * Arithmetic follows domain.md 8.2: "three months after" keeps the day number or takes the last day
 * of a shorter month.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  guint16 year;
  guint8 month; /* 1 to 12; 0 = only the year is known */
  guint8 day;   /* 1 to 31; 0 = only the month is known */
} WayDate;

#define WAY_DATE_TEXT_SIZE 11 /* YYYY-MM-DD and the final NUL */

typedef enum
{
  WAY_DATE_FULL,    /* YYYY-MM-DD only */
  WAY_DATE_PARTIAL, /* YYYY[-MM[-DD]] */
} WayDatePrecision;

/* No date: all zero, formatted as the empty string. */
extern const WayDate way_date_none;

/* FALSE and @ret_date untouched when @text is no such date ("2026-02-30", "2026-2-3", "soon"). */
gboolean way_date_parse (const char *text, WayDatePrecision precision, WayDate *ret_date);

const char *way_date_format (WayDate date, char text[WAY_DATE_TEXT_SIZE]);

gboolean way_date_is_none (WayDate date);
gboolean way_date_is_full (WayDate date);

/* Earlier first; a shorter date sorts before the days it contains; none sorts first. */
int way_date_compare (WayDate a, WayDate b);

/* The following take and give full dates. */
WayDate way_date_from_day_number (gint32 days_since_1970);
gint32 way_date_to_day_number (WayDate date);
WayDate way_date_add_days (WayDate date, int days);
WayDate way_date_add_months (WayDate date, int months);
WayDate way_date_add_years (WayDate date, int years);
/* @later - @earlier, in days. */
int way_date_days_between (WayDate earlier, WayDate later);

/* The birthday on which @born turns @age; 29 February becomes 1 March in other years
 * (domain.md 1.1, UNCONFIRMED legal point, one tested place). */
WayDate way_date_birthday (WayDate born, int age);

/* Completed years on @today; -1 where @born lies after it. */
int way_date_age (WayDate born, WayDate today);

/* 1 = Monday to 7 = Sunday. */
int way_date_weekday (WayDate date);

/* `HH:MM`, 00:00 to 23:59. */
gboolean way_time_of_day_is_valid (const char *text);

G_END_DECLS
