/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayContactForm: recording a visit, a call, a message or a try, and changing one within a day of
 * writing it down (design/DESIGN.md 4.5).
 *
 * Nothing that is being written is lost, and nothing half-written is a contact:
 *
 *  R1 Each part of the form (when, kind, place, seen, own words, notes …, and the appointment and
 *     the action made with it) is a WayField that is held: a pause in typing puts it on the disk as
 *     a draft of its own field of an object that the case does not hold yet.  Drafts that are held
 *     are never promoted, so neither a crash, nor the lock, nor waymarkctl makes a contact of them.
 *  R2 From the first thing typed on, the parts that nobody touched (today, at home, seen) are
 * drafted too: what comes back next week still says which day it was. R3 Cancel, another person,
 * lock: the drafts stay, and the page offers to go on ("Finish writing up 16 October's visit").  A
 * form in which nothing was typed leaves nothing. R4 Save makes one act of all parts that belong to
 * the kind chosen: the contact, the next visit and the action; the drafts go in the same
 * transaction.  Drafts of parts that do not belong to it (seen alone, of a call) are dropped just
 * before. R5 Own words and notes belong to every kind: whoever changes a visit to a try keeps what
 * they wrote.
 *
 * "saved" (id, sentence): the act is on the disk.  "touched" is read only.
 */
#pragma once

#include <gtk/gtk.h>
#include "way-desk.h"

G_BEGIN_DECLS

#define WAY_TYPE_CONTACT_FORM (way_contact_form_get_type ())
G_DECLARE_FINAL_TYPE (WayContactForm, way_contact_form, WAY, CONTACT_FORM, GtkBox)

/* Shows @contact: one in the case, or a new one.  @drafts: WayDraft, those of the person; what they
 * hold of this form is shown. */
void way_contact_form_begin (WayContactForm *self,
                             WayDesk *desk,
                             WayLiveCase *live,
                             const WayId *contact,
                             GPtrArray *drafts);
/* What was typed is kept as drafts. */
void way_contact_form_end (WayContactForm *self);
/* What was typed is kept nowhere. */
void way_contact_form_throw_away (WayContactForm *self);

/* One act, or a sentence under what is wrong, and focus there. */
void way_contact_form_save (WayContactForm *self);

/* (nullable): the contact that is being written, while one is. */
const WayId *way_contact_form_get_contact (WayContactForm *self);
gboolean way_contact_form_is_touched (WayContactForm *self);
/* (transfer full): the case as it would be once this is saved. */
WayCase *way_contact_form_foresee (WayContactForm *self);
/* Focus goes into what they said; today, at home and seen are there already. */
void way_contact_form_focus (WayContactForm *self);

G_END_DECLS
