/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayContactsPage: the tab Contacts: what has happened, and recording today's visit
 * (design/DESIGN.md 4.5).
 *
 * Places: "" · "new" (the form) · "contacts.ID" (its entry) · "contacts.ID.notes",
 * "contacts.ID.own_words" (its text) · "contacts.ID.edit" (the form on it) · "appointments.ID".
 *
 * Actions: contacts.record · contacts.edit (id) · contacts.correct (id) · contacts.resume (id) ·
 * contacts.throw-away (id) · contacts.cancel-appointment (id) · contacts.save · contacts.cancel ·
 * contacts.see-rule · contacts.other-side.
 *
 * It is "writing" while a form is open.
 */
#pragma once

#include "way-person-tab.h"

G_BEGIN_DECLS

#define WAY_TYPE_CONTACTS_PAGE (way_contacts_page_get_type ())
G_DECLARE_FINAL_TYPE (WayContactsPage, way_contacts_page, WAY, CONTACTS_PAGE, WayPersonTab)

G_END_DECLS
