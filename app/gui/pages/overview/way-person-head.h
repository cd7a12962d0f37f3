/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayPersonHead: who this is: picture, name, pronouns, age, and the flags that help on the door
 * step, in the order of design/DESIGN.md 4.2.  Risk is never one of them.  Under them stands why
 * the legal status is what it is, with its rule (status.see-rule), and where what was entered
 * differs.
 */
#pragma once

#include <gtk/gtk.h>
#include "way-desk.h"

G_BEGIN_DECLS

#define WAY_TYPE_PERSON_HEAD (way_person_head_get_type ())
G_DECLARE_FINAL_TYPE (WayPersonHead, way_person_head, WAY, PERSON_HEAD, GtkBox)

void way_person_head_show (WayPersonHead *self, WayDesk *desk, WayCase *present);
/* Smaller, where there is little room. */
void way_person_head_set_narrow (WayPersonHead *self, gboolean narrow);

G_END_DECLS
