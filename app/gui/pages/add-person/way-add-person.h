/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayAddPerson: the dialog that begins a young person's case, in one act; it then opens their page.
 *
 * Only what they like to be called is asked for; the rest can be filled in with them.  Where
 * somebody of that name and birth date is there already, it asks before there are two.
 */
#pragma once

#include <adwaita.h>
#include "way-desk.h"

G_BEGIN_DECLS

#define WAY_TYPE_ADD_PERSON (way_add_person_get_type ())
G_DECLARE_FINAL_TYPE (WayAddPerson, way_add_person, WAY, ADD_PERSON, AdwWindow)

/* (transfer none): over @window, on the screen. */
WayAddPerson *way_add_person_present (GtkWindow *window, WayDesk *desk);

G_END_DECLS
