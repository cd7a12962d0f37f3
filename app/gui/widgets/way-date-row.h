/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayDateRow: a row of a boxed list with a day and, where it is asked for, a time.
 *
 * Both are typed the way people say them (way-date-typed.h, way-time-typed.h); the day can be
 * chosen in a calendar as well.  What was read stands there in words as soon as focus leaves, so
 * nobody has to trust it unseen.  What cannot be read stays where it was typed, with a sentence
 * under it, and the row then has no date.
 *
 * "entered" is emitted where Enter was pressed and what stands there could be read.
 * "typed" is emitted for what the person changed, once a day or a time could be read or was taken
 * out; never for what the program sets.
 *
 * Properties: "date" s: YYYY-MM-DD or "" · "time" s: HH:MM or "" · "with-time" b · "sense"
 * WayDateSense as i: which year or week is meant · "required" b: empty is wrong too · "partial" b:
 * "October 2024" and "2024" will do · "title" s (of AdwPreferencesRow).
 */
#pragma once

#include <adwaita.h>
#include "way-date-typed.h"

G_BEGIN_DECLS

#define WAY_TYPE_DATE_ROW (way_date_row_get_type ())
G_DECLARE_FINAL_TYPE (WayDateRow, way_date_row, WAY, DATE_ROW, AdwPreferencesRow)

GtkWidget *way_date_row_new (const char *title);

/* Before anything is typed: dates are read and shown by it. */
void way_date_row_set_today (WayDateRow *self, WayDate today);

/* none where nothing, or nothing that can be read, stands there. */
WayDate way_date_row_get_date (WayDateRow *self);
void way_date_row_set_date (WayDateRow *self, WayDate date);
const char *way_date_row_get_time (WayDateRow *self);
/* @at: HH:MM or "". */
void way_date_row_set_time (WayDateRow *self, const char *at);

/* Reads what stands there.  FALSE where it cannot be: the sentence is shown and focus is there. */
gboolean way_date_row_check (WayDateRow *self);
/* TRUE where what stands there cannot be read. */
gboolean way_date_row_is_wrong (WayDateRow *self);
/* A sentence of the page's own under the row, "" takes it away; the next key press does too. */
void way_date_row_refuse (WayDateRow *self, const char *sentence);
/* Focus goes into the day. */
void way_date_row_edit (WayDateRow *self);

G_END_DECLS
