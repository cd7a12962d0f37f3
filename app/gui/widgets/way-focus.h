/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a focus controller's "leave" does not say.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* In "leave" of a controller of @widget: TRUE where focus has gone to another place in the same
 * window; FALSE where the window lost it, or @widget is on its way out. */
gboolean way_focus_has_moved (GtkWidget *widget);

G_END_DECLS
