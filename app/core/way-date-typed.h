/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A date as people type it: "24 oct", "24/10/26", "tomorrow", "next friday", "in 2 weeks".
 *
 * Read here are
 *
 *   24 October 2026, 24 oct, 24th of October, October 24, friday 24 october
 *   24/10, 24/10/26, 24.10.2026, 24-10-2026, 2026-10-24
 *   today, tomorrow, yesterday, day after tomorrow, day before yesterday
 *   friday, this friday, next friday, last friday, friday week
 *   next week, last month; in 3 days, in a month, 2 weeks, a fortnight, six weeks ago
 *
 * Names of months and days are the program's own (way-date-text.h), and always English ones too;
 * three letters are enough for English.  In figures the day comes before the month and never after
 * it.  A Friday is never today: who means today writes it.  "Next friday" is that of next week,
 * which begins on Monday.
 *
 * Pure; safe from any thread.  Errors are WAY_CORE_ERROR_INVALID and say what to write.
 */
#pragma once

#include "way-date.h"

G_BEGIN_DECLS

/* What a date is for says which year or week is meant where none is written; a date that says it
 * itself is taken as it stands. */
typedef enum
{
  WAY_DATE_SENSE_FUTURE, /* done by: today or the next one */
  WAY_DATE_SENSE_PAST,   /* happened on: today or the last one */
} WayDateSense;

/* Gives full dates only. */
gboolean way_date_read_typed (
    const char *text, WayDate today, WayDateSense sense, WayDate *ret_date, GError **error);

/* For a field that allows a shorter date: "October 2024", "10/2024", "2024" as well. */
gboolean way_date_read_typed_partial (
    const char *text, WayDate today, WayDateSense sense, WayDate *ret_date, GError **error);

G_END_DECLS
