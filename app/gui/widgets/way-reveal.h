/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Brings a widget into view in the scrolled window it lies in, once the layout that is due has been
 * done: what was just opened has no place before.  Of a text its cursor, where it does not all fit.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Nothing where @widget lies in no scrolled window, or is gone by then. */
void way_reveal (GtkWidget *widget);
/* The cursor alone, as it is typed or moved: a text view follows it only where it scrolls itself.
 */
void way_reveal_cursor (GtkTextView *view);

G_END_DECLS
