/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The screen as a text, and everything on it that can be pressed.
 */
#pragma once

#include <gtk/gtk.h>

/* (transfer full): every window with what is mapped in it, a line each: type, text, state, focus.
 * The same text: nothing that anybody could see, or a screen reader could say, has changed. */
char *way_test_screen_read (void);

/* (transfer full): the first line that differs, "" where none does. */
char *way_test_screen_difference (const char *before, const char *after);

/* (transfer none) (nullable): the newest window that can be seen over @window; else @window. */
GtkWidget *way_test_screen_top (GtkWidget *window);
/* Closes what was opened over @window, and what popped up in it. */
void way_test_screen_close_others (GtkWidget *window);

/* (transfer full): the mapped and sensitive buttons, rows, switches and choices under @top, as
 * paths; those the toolkit puts into a window's frame are left out. */
GPtrArray *way_test_screen_list_targets (GtkWidget *top);
/* (transfer full): the same of what stands in a menu that is open. */
GPtrArray *way_test_screen_list_menu (GtkWidget *top);
/* (transfer none) (nullable): what stands there now. */
GtkWidget *way_test_screen_resolve (GtkWidget *top, const char *path);
/* (transfer full): "AdwActionRow “Home address”". */
char *way_test_screen_name (GtkWidget *widget);
/* What Enter or Space on it does. */
void way_test_screen_fire (GtkWidget *widget);
