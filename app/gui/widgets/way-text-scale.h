/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How much larger than usual the desktop has its text, for what is measured in pixels and holds
 * words.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* 1 for text of the usual size or smaller, 2 for text twice as large. */
double way_text_scale (GtkWidget *widget);

G_END_DECLS
