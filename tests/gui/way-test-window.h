/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A window with the actions that pages ask the window for, and what was asked of them; and finding
 * widgets the way a reader of the screen would.
 */
#pragma once

#include "way-shell.h"
#include "way-test-gui.h"

#define WAY_TYPE_TEST_WINDOW (way_test_window_get_type ())
G_DECLARE_FINAL_TYPE (WayTestWindow, way_test_window, WAY, TEST_WINDOW, GtkWindow)

/* (transfer none): on the screen, with a shell on @desk in it that shows @place. */
WayTestWindow *way_test_window_new (WayDesk *desk, const char *place, int width, int height);
/* Away with it; everything in it must be gone afterwards. */
void way_test_window_close (WayTestWindow *self);

WayShell *way_test_window_get_shell (WayTestWindow *self);
/* What was said last, "" before anything was. */
const char *way_test_window_get_said (WayTestWindow *self);

/* (transfer none) (nullable): the first mapped label, or button, under @root that reads @text. */
GtkWidget *way_test_find_text (GtkWidget *root, const char *text);
/* (transfer none) (nullable): the first mapped widget of @type under @root. */
GtkWidget *way_test_find_type (GtkWidget *root, GType type);
/* Until that text is on the screen. */
#define way_test_until_text(root, text)                                                            \
  way_test_until (way_test_find_text (GTK_WIDGET (root), text) != NULL)
