/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the window is measured with: painting, and keys that come from the display as a keyboard's
 * do, so that everything between the key and the screen is in the figure.
 */
#pragma once

#include <gtk/gtk.h>

/* Style and icons, as the application has them. */
void bench_dress (void);

/* Until nothing is left to be done now. */
void bench_run_dry (void);
/* For @ms, without a turn of the main loop that nothing of the window asked for. */
void bench_rest (guint ms);
/* Until what changed is on the screen, and nothing is left to be done. */
void bench_wait_for_paint (GtkWidget *widget);

/* The keyboard writes into that window from now on. */
void bench_focus (GtkWindow *window);
/* Presses and releases a key; no modifiers. */
void bench_press (GtkWidget *any, guint keysym);

/* A section of about four printed pages. */
char *bench_long_text (void);
/* (transfer full): a text view with @text in a scrolled window; its buffer is borrowed. */
GtkWidget *bench_new_bare_view (const char *text, GtkTextView **ret_view);
