/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The rows of what was begun and not saved: each is gone on with (contacts.resume) or thrown away
 * (contacts.throw-away), by the id of what is being written.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* @unfinished: WayUnfinished.  Where there is none, the list is not there either. */
void way_unfinished_rows_show (GtkListBox *list, GPtrArray *unfinished);

G_END_DECLS
