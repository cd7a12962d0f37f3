/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What every dialog of ours does: it stands over its window, Esc closes it, the keys that lock and
 * hide work in it too, and it goes when what opened it goes, so that nothing of anybody stays on
 * the screen after a lock.
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

void way_dialog_follow (GtkWindow *dialog, GtkWidget *opener);

/* Activates an action of the window the dialog stands over: "win.say", "win.go". */
void way_dialog_activate (GtkWindow *dialog, const char *action, const char *parameter);

/* Focus begins on the answer @response of @dialog, the safe one: where there is room for one button
 * beside the other only, libadwaita puts the last one first.  Before it is presented. */
void way_dialog_begin_on (AdwMessageDialog *dialog, const char *response);

/* (transfer none): asks over @parent whether what was typed and not saved may go; its response is
 * "throw" or "keep". */
AdwMessageDialog *way_dialog_ask_to_throw_away (GtkWindow *parent);

G_END_DECLS
