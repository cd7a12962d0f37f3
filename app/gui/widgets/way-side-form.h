/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WaySideForm: a page and, beside it at the end, a form that opens and closes; where both do not
 * fit, the form covers the page.
 *
 * The only file that knows AdwFlap, which later libadwaita has replaced.
 *
 * Properties: "content", "form" (widgets) · "open" b · "folded" b, read only: the form covers the
 * page.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define WAY_TYPE_SIDE_FORM (way_side_form_get_type ())
G_DECLARE_FINAL_TYPE (WaySideForm, way_side_form, WAY, SIDE_FORM, GtkWidget)

#define WAY_SIDE_FORM_WIDTH 430

void way_side_form_set_content (WaySideForm *self, GtkWidget *content);
void way_side_form_set_form (WaySideForm *self, GtkWidget *form);

gboolean way_side_form_get_open (WaySideForm *self);
void way_side_form_set_open (WaySideForm *self, gboolean open);

G_END_DECLS
