/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayCorrectionForm: adding to a contact that is more than a day old what was wrong in it, and why
 * (decisions.md 2).  The contact itself stays as it was written.
 *
 * What is typed is held as drafts of the correction's own fields, as in way-contact-form.h.
 * "saved" (id of the contact, sentence): the act is on the disk.
 */
#pragma once

#include <gtk/gtk.h>
#include "way-desk.h"

G_BEGIN_DECLS

#define WAY_TYPE_CORRECTION_FORM (way_correction_form_get_type ())
G_DECLARE_FINAL_TYPE (WayCorrectionForm, way_correction_form, WAY, CORRECTION_FORM, GtkBox)

/* @correction: a new one, or one that @drafts hold. */
void way_correction_form_begin (WayCorrectionForm *self,
                                WayDesk *desk,
                                WayLiveCase *live,
                                const WayId *contact,
                                const WayId *correction,
                                GPtrArray *drafts);
void way_correction_form_end (WayCorrectionForm *self);
void way_correction_form_throw_away (WayCorrectionForm *self);
void way_correction_form_save (WayCorrectionForm *self);

/* (nullable): what is being written, while something is. */
const WayId *way_correction_form_get_correction (WayCorrectionForm *self);
const WayId *way_correction_form_get_contact (WayCorrectionForm *self);
void way_correction_form_focus (WayCorrectionForm *self);

G_END_DECLS
