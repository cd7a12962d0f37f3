/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A text of any length in a label: it starts where lines start and breaks where it must.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* (transfer floating): a GtkLabel; @style (nullable) is a class of style.css. */
GtkWidget *way_paragraph_new (const char *text, const char *style);

G_END_DECLS
