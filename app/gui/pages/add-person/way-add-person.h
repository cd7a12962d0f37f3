/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayAddPerson: the dialog that begins a young person's case, in one act; it then opens their page.
 *
 * Only what they like to be called is asked for; the rest can be filled in with them.  Where
 * somebody of that name and birth date is there already, it asks before there are two.
 *
 * What is typed is kept as drafts (way-field.h, held) until it is added or thrown away, so after a
 * lock or a crash the dialog comes back as it was.
 */
#pragma once

#include <adwaita.h>
#include "way-desk.h"

G_BEGIN_DECLS

#define WAY_TYPE_ADD_PERSON (way_add_person_get_type ())
G_DECLARE_FINAL_TYPE (WayAddPerson, way_add_person, WAY, ADD_PERSON, AdwWindow)

/* Over the window of @opener, once it is known what of it was begun before. */
void way_add_person_present (GtkWidget *opener, WayDesk *desk);
/* The same where something was begun; else nothing. */
void way_add_person_resume (GtkWidget *opener, WayDesk *desk);

G_END_DECLS
