/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayShell: what the window shows while the vault is open: the list of people and one page.
 *
 * Made at unlock and destroyed at lock, so that nothing of anybody is left in a widget.
 *
 * Property "hides-list" b: the list is out of sight while the page shown is one for writing.
 */
#pragma once

#include <gtk/gtk.h>
#include "way-desk.h"

G_BEGIN_DECLS

#define WAY_TYPE_SHELL (way_shell_get_type ())
G_DECLARE_FINAL_TYPE (WayShell, way_shell, WAY, SHELL, GtkBox)

GtkWidget *way_shell_new (WayDesk *desk);

/* Goes to a place (way-page.h); one that is not there any more is Today. */
void way_shell_go (WayShell *self, const char *place);
/* (transfer full): where it is now. */
char *way_shell_dup_place (WayShell *self);

/* F9; while folded, back to the list.
 *
 * While the page shown is one for writing ("writing" b of WayPersonPage), the list is out of sight
 * where "hides-list" is on, and comes back afterwards if it was there before (design/DESIGN.md 2,
 * Window frame). */
void way_shell_toggle_list (WayShell *self);
void way_shell_show_list (WayShell *self);
void way_shell_find (WayShell *self);

/* Opens Print for the person who is shown; where none is, says what to do. */
void way_shell_print (WayShell *self);

G_END_DECLS
