/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Text as people typed it, made safe to set on a page.
 *
 * What a person wrote is never changed for the reader: only what has no place on paper goes
 * (control characters, overrides of the writing direction, the ninth and further mark on one
 * letter), so that no name can turn the line it stands in.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define WAY_PRINT_RLM "\xe2\x80\x8f" /* U+200F, right-to-left mark */
#define WAY_PRINT_RLI "\xe2\x81\xa7" /* U+2067, right-to-left isolate */
#define WAY_PRINT_LRI "\xe2\x81\xa6" /* U+2066, left-to-right isolate */
#define WAY_PRINT_PDI "\xe2\x81\xa9" /* U+2069, end of an isolate */

/* (transfer full): valid UTF-8, lines ended by \n only, every embedding and isolate closed on its
 * own line. */
char *way_print_text_clean (const char *text);

/* (transfer full): the same on one line. */
char *way_print_text_line (const char *text);

/* (transfer full): one line, isolated from the sentence it will stand in, in the direction of its
 * first letter; without a letter, left to right. */
char *way_print_text_isolate (const char *text);

/* (transfer full): @text with telephone numbers and the like kept left to right.  For lines of a
 * right-to-left language; @text is clean. */
char *way_print_text_keep_numbers (const char *text);

/* TRUE where any letter or control in @text is of a right-to-left script. */
gboolean way_print_text_has_rtl (const char *text);

gboolean way_print_text_is_rtl_letter (gunichar c);

/* TRUE for the controls of writing direction, which have no glyph and no place in an outline. */
gboolean way_print_text_is_bidi_control (gunichar c);

/* (transfer full): without those controls. */
char *way_print_text_plain (const char *text);

/* By the tag's script where it has one, else by its language. */
gboolean way_print_language_is_rtl (const char *tag);
gboolean way_print_language_is_arabic (const char *tag);

/* TRUE where both tags begin with the same language; an empty tag is like every other. */
gboolean way_print_language_same (const char *a, const char *b);

typedef struct
{
  const char *open, *close;
} WayPrintQuotes;

/* The marks around speech in a language. */
WayPrintQuotes way_print_language_quotes (const char *tag);

G_END_DECLS
