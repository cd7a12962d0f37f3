/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayVoiceCard: the young person's own words on their card, to be read: in quotation marks, each
 * passage in its own direction, when it was said under it, and a link beside that.
 *
 * "linked" is emitted when the link is pressed.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define WAY_TYPE_VOICE_CARD (way_voice_card_get_type ())
G_DECLARE_FINAL_TYPE (WayVoiceCard, way_voice_card, WAY, VOICE_CARD, GtkBox)

/* @words: WayPassage; where none holds text, @instead (nullable) is shown without marks. */
void way_voice_card_set_words (WayVoiceCard *self, GPtrArray *words, const char *instead);
void way_voice_card_set_title (WayVoiceCard *self, const char *title);
void way_voice_card_set_foot (WayVoiceCard *self, const char *foot);
/* "": no link. */
void way_voice_card_set_link (WayVoiceCard *self, const char *label);
void way_voice_card_focus_link (WayVoiceCard *self);

G_END_DECLS
