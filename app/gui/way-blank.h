/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What must go from the screen, the clipboard and the keyboard's reach at once when Waymark locks,
 * beside its pages.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Every other window of this program: dialogs, Preferences, the print dialog. */
void way_blank_other_windows (GtkWindow *self);
/* What was copied or selected in our windows; what others copied stays. */
void way_blank_clipboards (GdkDisplay *display);
/* Nothing in the window of @widget has the focus: an entry that has it while it goes out of sight,
 * or may no longer be used, warns (GTK 4.8). */
void way_blank_focus (GtkWidget *widget);

G_END_DECLS
