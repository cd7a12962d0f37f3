/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayContactsHead: the top of the tab Contacts: who it is about, and the facts card: last seen,
 * next visit due, the rule.
 */
#pragma once

#include <gtk/gtk.h>
#include "way-desk.h"

G_BEGIN_DECLS

#define WAY_TYPE_CONTACTS_HEAD (way_contacts_head_get_type ())
G_DECLARE_FINAL_TYPE (WayContactsHead, way_contacts_head, WAY, CONTACTS_HEAD, GtkBox)

void way_contacts_head_show (WayContactsHead *self, WayDesk *desk, WayCase *present);
/* While something is being written there is no button to begin another. */
void way_contacts_head_set_writing (WayContactsHead *self, gboolean writing);

G_END_DECLS
