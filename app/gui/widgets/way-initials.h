/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayInitials: who somebody is, as two letters in a circle whose colour follows the name.
 *
 * It looks as AdwAvatar does.  That one lays out a label each time, to find how large its letters
 * may be, which a list that scrolls and an overview with a dozen of them cannot afford.
 *
 * Properties for templates: "size": pixels, 32 unless told · "text": the name.  Role presentation:
 * the name stands beside it.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define WAY_TYPE_INITIALS (way_initials_get_type ())
G_DECLARE_FINAL_TYPE (WayInitials, way_initials, WAY, INITIALS, GtkWidget)

GtkWidget *way_initials_new (void);
/* @name "": a picture of anybody. */
void way_initials_set_text (WayInitials *self, const char *name);
const char *way_initials_get_text (WayInitials *self);
void way_initials_set_size (WayInitials *self, int size);

G_END_DECLS
