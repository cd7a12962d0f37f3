/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayPracticeMark: the word "Practice" as a status, for every header bar.
 *
 * Seen in the practice program alone, which it knows by the application's id (decisions.md 7); a
 * template names it and nothing more.  In a window too narrow for its title beside it, "tight"
 * leaves the picture alone, which bears the name.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define WAY_TYPE_PRACTICE_MARK (way_practice_mark_get_type ())
G_DECLARE_FINAL_TYPE (WayPracticeMark, way_practice_mark, WAY, PRACTICE_MARK, GtkBox)

GtkWidget *way_practice_mark_new (void);

G_END_DECLS
