/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What may come into a field from the keyboard or the clipboard: plain text without the characters
 * that a plan may not hold (way-value.h).  Pure.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* (transfer full): @text without them; line ends are one character, and a space unless @lines.
 * @length -1: up to the NUL. */
char *way_typed_text_clean (const char *text, int length, gboolean lines);

/* Whatever is typed or pasted into @editable is cleaned, as one line, on its way in, and @max
 * characters are its most. */
void way_typed_text_guard (GtkEditable *editable, int max);

G_END_DECLS
