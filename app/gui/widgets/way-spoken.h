/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Names for who has the screen read aloud, where GTK 4.8 keeps them from what has focus.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Of a GtkDropDown its inner button has focus and would be called like its class: it is called
 * @name and what is chosen, "How it was given, Kez said it". */
void way_spoken_drop_down (GtkDropDown *drop_down, const char *name);

/* Every widget of @type in @top is called @name, as the eye (GTK_TYPE_BUTTON) in a row for a
 * passphrase. */
void way_spoken_parts (GtkWidget *top, GType type, const char *name);

/* Of an AdwEntryRow the entry inside has focus, and would be passed over: it is called what the row
 * is.  Before it is shown first. */
void way_spoken_entry (GtkWidget *row);

G_END_DECLS
