/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayShortcuts: the keys, in a window that fits any width.  Only what is built is shown.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Over the window that @opener stands in. */
void way_shortcuts_present (GtkWidget *opener);

G_END_DECLS
