/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a place that search found is called, and when it was (design/DESIGN.md 4.14).
 *
 * Pure.  @present is the case of the person found, NULL while it is being read: then what only the
 * case knows (which plan, what kind of contact) is left out.
 */
#pragma once

#include <gtk/gtk.h>
#include "way-case.h"
#include "way-clock.h"
#include "way-fold.h"
#include "way-reference.h"
#include "way-repository.h"

G_BEGIN_DECLS

typedef enum
{
  WAY_FOUND_IN_PLANS,
  WAY_FOUND_IN_CONTACTS,
  WAY_FOUND_IN_ACHIEVEMENTS,
  WAY_FOUND_ELSEWHERE,
} WayFoundIn;

WayFoundIn way_found_in (const char *path);
const char *way_found_icon (const WaySearchHit *hit);

/* (transfer full): "Plan 4, Where I live, own words"; "Contacts, visit at home, what Ros noticed".
 * @adviser is what people call the adviser, or "". */
char *way_found_place (const WaySearchHit *hit,
                       WayCase *present,
                       WayReference *reference,
                       const char *adviser);
/* (transfer full): the same for a path alone, without the plan it stands in: "Where I live, own
 * words". */
char *way_found_field (const char *path, WayReference *reference, const char *adviser);
/* The day of a contact or an achievement; else the day it was written. */
WayDate way_found_date (const WaySearchHit *hit, WayCase *present);
/* (transfer full): "Today", "9 Oct", "9 Oct 2024", for a row. */
char *way_found_date_text (WayDate date, WayDate today);

/* (transfer full): the sentence as it is shown, own words in quotation marks. */
char *way_found_sentence (const WaySearchHit *hit);
/* (transfer full): the words found in @text, bold and underlined. */
PangoAttrList *way_found_attributes (const WayQuery *query, const char *text);

/* Where in @text the words found lie, first of all in @snippet, which search cut from it: in
 * characters.  FALSE where they are not in it. */
gboolean way_found_locate (
    const WayQuery *query, const char *text, const char *snippet, int *ret_start, int *ret_end);

G_END_DECLS
