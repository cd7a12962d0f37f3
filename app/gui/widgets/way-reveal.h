/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Brings a widget into view in the scrolled window it lies in, once the layout that is due has been
 * done: what was just opened has no place before.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Nothing where @widget lies in no scrolled window, or is gone by then. */
void way_reveal (GtkWidget *widget);

G_END_DECLS
