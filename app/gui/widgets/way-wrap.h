/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayWrap: children one after another, on the next line where one is full.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define WAY_TYPE_WRAP (way_wrap_get_type ())
G_DECLARE_FINAL_TYPE (WayWrap, way_wrap, WAY, WRAP, GtkWidget)

void way_wrap_add (WayWrap *self, GtkWidget *child);
void way_wrap_clear (WayWrap *self);

G_END_DECLS
