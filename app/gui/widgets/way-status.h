/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayStatus: an icon, a word and then a colour (design/DESIGN.md 6); never a colour alone.
 *
 * Read aloud as its word.  As a pill, or, with the style class "attention", as a plain line.
 */
#pragma once

#include <gtk/gtk.h>
#include "way-agenda.h"

G_BEGIN_DECLS

typedef enum
{
  WAY_TONE_NONE,
  WAY_TONE_OVERDUE,
  WAY_TONE_DUE,
  WAY_TONE_PROGRESS,
  WAY_TONE_DONE,
  WAY_TONE_VOICED, /* needs the person's own words */
} WayTone;

#define WAY_TYPE_STATUS (way_status_get_type ())
G_DECLARE_FINAL_TYPE (WayStatus, way_status, WAY, STATUS, GtkBox)

/* A pill. */
GtkWidget *way_status_new (const char *icon, const char *word, WayTone tone);
/* @icon NULL: none. */
void way_status_set (WayStatus *self, const char *icon, const char *word, WayTone tone);

/* A short word is never cut: for rows where other text can wrap. */
void way_status_keep_whole (WayStatus *self);

/* Words of any length, on as many lines as they need. */
void way_status_let_wrap (WayStatus *self);

/* The icon and tone of something due, by when it is. */
void way_status_set_due (WayStatus *self, WayUrgency urgency, WayAgendaKind kind, const char *word);

G_END_DECLS
