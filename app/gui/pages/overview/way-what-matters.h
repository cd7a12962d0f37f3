/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayWhatMatters: what matters to the young person, in their own words: read on its card, and
 * written on it again when they are asked.
 */
#pragma once

#include <gtk/gtk.h>
#include "way-desk.h"

G_BEGIN_DECLS

#define WAY_TYPE_WHAT_MATTERS (way_what_matters_get_type ())
G_DECLARE_FINAL_TYPE (WayWhatMatters, way_what_matters, WAY, WHAT_MATTERS, GtkWidget)

/* @live (nullable): whose words; what was being written is saved first. */
void way_what_matters_set_live (WayWhatMatters *self, WayDesk *desk, WayLiveCase *live);
/* The case has changed. */
void way_what_matters_show (WayWhatMatters *self);
/* Opens it for writing, with focus in it; @words (nullable) are selected. */
void way_what_matters_ask (WayWhatMatters *self, const char *words);

G_END_DECLS
