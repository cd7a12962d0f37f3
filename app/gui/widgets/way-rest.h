/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The rows of an AdwExpanderRow that is closed: GTK lays them out though nobody sees them, and a
 * page has a hundred.
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* @child is one of the rows in @row.  All of them are there only while it is open, and while it
 * closes. */
void way_rest_while_closed (AdwExpanderRow *row, GtkWidget *child);

G_END_DECLS
