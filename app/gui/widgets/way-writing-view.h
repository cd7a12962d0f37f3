/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayWritingView: a text view that people write a plan in.
 *
 * Plain text only: what is pasted or typed loses the characters a plan may not hold, and what does
 * not fit any more is left out and said so ("refused", with a sentence).  Tab moves on.  "typed" is
 * emitted for what the person changed, never for what the program shows.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define WAY_TYPE_WRITING_VIEW (way_writing_view_get_type ())
G_DECLARE_FINAL_TYPE (WayWritingView, way_writing_view, WAY, WRITING_VIEW, GtkTextView)

/* (transfer full) */
char *way_writing_view_dup_text (WayWritingView *self);
gboolean way_writing_view_is_empty (WayWritingView *self);

/* Replaces only the part that differs, so cursor, selection and scroll stay; nothing at all where
 * the text is the same. */
void way_writing_view_show_text (WayWritingView *self, const char *text);

/* Where nobody may write, it is a text to read, without the box of a field. */
void way_writing_view_set_writable (WayWritingView *self, gboolean writable);

/* A text holds no more than @bytes; WAY_TEXT_MAX where nothing was said. */
void way_writing_view_set_most (WayWritingView *self, gsize bytes);

/* What comes next belongs to something else: @text stands in it, and no undo brings back what stood
 * there before. */
void way_writing_view_begin (WayWritingView *self, const char *text);

/* Selects the first place of @words, as search found them, and scrolls there; else the end. */
void way_writing_view_select (WayWritingView *self, const char *words);

G_END_DECLS
