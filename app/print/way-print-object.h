/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Short words for what is done often to a qpdf object.  Private to finishing.
 */
#pragma once

#include <glib.h>
#include <qpdf/qpdf-c.h>

G_BEGIN_DECLS

/* A new indirect dictionary. */
qpdf_oh way_print_object_new (qpdf_data pdf);

void way_print_object_set_name (qpdf_data pdf, qpdf_oh object, const char *key, const char *name);
/* Without controls of direction. */
void way_print_object_set_text (qpdf_data pdf, qpdf_oh object, const char *key, const char *text);
void way_print_object_set_number (qpdf_data pdf, qpdf_oh object, const char *key, guint number);
void way_print_object_set_true (qpdf_data pdf, qpdf_oh object, const char *key);

G_END_DECLS
