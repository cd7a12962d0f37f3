/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a focus controller's "leave" does not say, and what GTK does not do about focus.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* In "leave" of a controller of @widget: TRUE where focus has gone to another place in the same
 * window; FALSE where the window lost it, or @widget is on its way out. */
gboolean way_focus_has_moved (GtkWidget *widget);

/* Before @widget is removed: where focus is in it, it goes on to what comes after.  GTK 4.8 never
 * lets go of an expander row that goes away with focus inside, nor of whom it shows. */
void way_focus_move_on (GtkWidget *widget);

/* Once, for a page: focus that is lost in it while it is on the screen, as a button loses it for
 * which there is nothing to do just now, is back at the next frame: where it was, or in what holds
 * that.  A window without focus is deaf to the keys of every page in it. */
void way_focus_keep (GtkWidget *page);

G_END_DECLS
