/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a contact is, in the words of the screen: "Visit at home", "Message from Kez", "Seen,
 * alone".
 *
 * Pure; safe from any thread.
 */
#pragma once

#include "way-case.h"

G_BEGIN_DECLS

typedef enum
{
  WAY_CONTACT_SORT_VISIT,   /* face to face, or by video */
  WAY_CONTACT_SORT_MESSAGE, /* a call, and whatever is written */
  WAY_CONTACT_SORT_TRIED,   /* nobody was reached */
} WayContactSort;

/* @kind is a name of way_contact_kind_names; one that is not known is a message. */
WayContactSort way_contact_sort_of (const char *kind);
WayContactSort way_contact_get_sort (const WayObject *contact);

/* (transfer full): @name is what people call the person. */
char *way_contact_title (const WayObject *contact, const char *name);
/* "At home", "Video call": @place is a name of way_contact_place_names; "" where it is none. */
const char *way_contact_place_text (const char *place);
/* "Seen, alone", "Seen", "Not seen", "" where it does not say: visits and video calls only. */
const char *way_contact_seen_text (const WayObject *contact);

/* TRUE where @when, the value of a contact's day and time, lies more than an hour after @now_ms: an
 * hour, as a visit is written up while it still runs and a watch may be fast. */
gboolean way_contact_is_to_come (GVariant *when, gint64 now_ms);

/* TRUE where something of it was changed more than WAY_RIGHTS_EDIT_WINDOW_MS after it was written
 * down. */
gboolean way_contact_was_changed_late (const WayObject *contact);
/* (transfer container): its corrections, oldest first. */
GPtrArray *way_contact_list_corrections (WayCase *self, const WayObject *contact);

G_END_DECLS
