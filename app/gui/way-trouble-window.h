/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The window in the place of the real one where the program cannot begin: one sentence that says
 * why.
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

GtkWidget *way_trouble_window_new (GtkApplication *application, const char *sentence);

G_END_DECLS
