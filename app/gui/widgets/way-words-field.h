/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayWordsField: the young person's own words on their card, saved as they are typed.
 *
 * Several passages (two languages, a translation, words of two days) each stand in their own text
 * view, in their own direction.  How the words were given is one choice for the last passage.
 * Where nobody may write, the words stand in quotation marks.
 *
 * "typed" is emitted for what the person changed; "left-empty" when focus has left the card after
 * words were taken out of it and no reason says why there are none: the page asks for one.
 *
 * Properties for templates: "title" ("In Kez's words"), "prompt".
 */
#pragma once

#include <gtk/gtk.h>
#include "way-field.h"
#include "way-words.h"

G_BEGIN_DECLS

#define WAY_TYPE_WORDS_FIELD (way_words_field_get_type ())
G_DECLARE_FINAL_TYPE (WayWordsField, way_words_field, WAY, WORDS_FIELD, GtkBox)

/* Shows and writes that field from now on; what was typed for the one before is saved first.
 * @name is what people call the person. */
void way_words_field_bind (WayWordsField *self,
                           WayDesk *desk,
                           WayLiveCase *live,
                           guint16 kind,
                           const WayId *object,
                           guint16 group,
                           const char *name);
void way_words_field_unbind (WayWordsField *self);
/* (transfer none) (nullable): what it is bound to. */
WayField *way_words_field_get_field (WayWordsField *self);

void way_words_field_set_title (WayWordsField *self, const char *title);
void way_words_field_set_prompt (WayWordsField *self, const char *prompt);
void way_words_field_set_editable (WayWordsField *self, gboolean editable);
/* Why there are no words: CHOSE_NOT or NOT_ASKED.  Nothing where there are some. */
void way_words_field_say_why (WayWordsField *self, WayGiven why);
/* TRUE where words were typed and taken out since focus came, there are none, and nothing says why.
 */
gboolean way_words_field_was_emptied (WayWordsField *self);
/* Focus goes into the words; @words (nullable) are selected. */
void way_words_field_edit (WayWordsField *self, const char *words);

G_END_DECLS
