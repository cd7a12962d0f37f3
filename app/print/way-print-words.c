/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Own words: the one card on a page, in the words and the language they were given in.
 */
#include "way-print-compose.h"
#include "way-print-text.h"

#include <string.h>

#define CARD_BAR (1.2 * WAY_PRINT_MM)
#define CARD_SPACE (6 * WAY_PRINT_MM) /* below a card */
#define ICON_SIZE 13.6
#define ICON_ABOVE_BASELINE 11.4
#define ICON_GAP 5.0
#define SPACE_PASSAGE 11.0
#define SPACE_FOOT 5.5
#define SPACE_PARAGRAPH 4.0

/* Longer words go on the cover in the size of the sections, so that it stays one page. */
#define COVER_CHARS_MAX 260

/* Measures of a card. */
typedef struct
{
  double inset, after, above, below, under_label;
  WayPrintTypeRole type;
} Card;

static const Card section_card = {
  CARD_BAR + 6 * WAY_PRINT_MM, 6 * WAY_PRINT_MM, 10.5, 4 * WAY_PRINT_MM, 4.3, WAY_PRINT_TYPE_OWN
};
static const Card cover_card = { CARD_BAR + 10 * WAY_PRINT_MM, 7 * WAY_PRINT_MM, 19.6, 19.7, 3.2,
                                 WAY_PRINT_TYPE_OWN_COVER };

static void
add_card_label (WayPrintComposer *self, const Card *card, const char *label)
{
  double left = card->inset + ICON_SIZE + ICON_GAP;
  WayPrintParagraph paragraph = {
    .type = WAY_PRINT_TYPE_FIELD,
    .text = label,
    .node = way_print_compose_node (self, self->node, "H2", NULL),
    .x = left,
    .width = WAY_PRINT_WIDTH - left - card->after,
    .colour = WAY_PRINT_PURPLE,
  };
  guint first = way_print_compose_paragraph (self, &paragraph);
  WayPrintStrip *strip = way_print_flow_get_strip (self->flow, first);
  double baseline = g_array_index (strip->pieces, WayPrintPiece, 0).y;

  way_print_strip_add (strip, (WayPrintPiece){
                                  .kind = WAY_PRINT_PIECE_SPEECH,
                                  .x = card->inset,
                                  .y = baseline - ICON_ABOVE_BASELINE,
                                  .width = ICON_SIZE,
                                  .height = ICON_SIZE,
                              });
  way_print_compose_keep (self);
  way_print_compose_space (self, card->under_label);
}

static void
add_small (WayPrintComposer *self, const Card *card, const char *text)
{
  WayPrintParagraph paragraph = {
    .type = WAY_PRINT_TYPE_SMALL,
    .text = text,
    .node = way_print_compose_node (self, self->node, "P", NULL),
    .x = card->inset,
    .width = WAY_PRINT_WIDTH - card->inset - card->after,
  };

  way_print_compose_paragraph (self, &paragraph);
}

static void
add_sentence (GString *sentences, const char *sentence)
{
  if (sentences->len > 0)
    g_string_append_c (sentences, ' ');
  g_string_append (sentences, sentence);
}

/* The label for how a passage was given, on a day (@dated) or not; NULL where nothing is said. */
static const char *
find_given (WayPrintLabels *labels, const WayPassage *passage, gboolean dated)
{
  switch (passage->given)
    {
    case WAY_GIVEN_TYPED:
      return dated ? WAY_LABEL ("own words", "I wrote this on {date}.") : NULL;
    case WAY_GIVEN_INTERPRETER:
      return dated ? WAY_LABEL ("own words", "I said this through an interpreter on {date}.")
                   : WAY_LABEL ("own words", "I said this through an interpreter.");
    case WAY_GIVEN_OTHER_WAY:
      return dated ? WAY_LABEL ("own words", "I showed this another way on {date}.")
                   : WAY_LABEL ("own words", "I showed this another way.");
    default:
      return dated ? WAY_LABEL ("own words", "I said this on {date}.") : NULL;
    }
}

static void
add_language (WayPrintComposer *self, GString *sentences, const WayPassage *passage)
{
  const char *name = way_print_labels_language_name (self->labels, passage->language);
  g_autofree char *sentence = NULL;

  if (name == NULL
      || way_print_language_same (passage->language, way_print_labels_get_language (self->labels)))
    return;
  sentence = way_print_label_fill (self->labels, WAY_LABEL ("own words", "In {language}."),
                                   "language", name, NULL);
  add_sentence (sentences, sentence);
}

/* (transfer full): "I said this through an interpreter on 18 September 2025. In Arabic.
 * Interpreter: …", or "". */
static char *
make_given (WayPrintComposer *self, const WayPassage *passage, const char *date)
{
  const char *id = find_given (self->labels, passage, date != NULL);
  GString *sentences = g_string_new (NULL);

  if (id != NULL)
    {
      g_autofree char *given = way_print_label_fill (self->labels, id, "date", date, NULL);

      add_sentence (sentences, given);
    }
  add_language (self, sentences, passage);
  if (*passage->helper != '\0')
    {
      g_autofree char *helper = way_print_label_fill (
          self->labels,
          passage->given == WAY_GIVEN_INTERPRETER ? WAY_LABEL ("own words", "Interpreter: {name}.")
                                                  : WAY_LABEL ("own words", "Helped by {name}."),
          "name", passage->helper, NULL);

      add_sentence (sentences, helper);
    }
  return g_string_free (sentences, FALSE);
}

/* (transfer full): the line above a translation. */
static char *
make_translated (WayPrintComposer *self, const WayPassage *passage, const char *date)
{
  const char *name = way_print_labels_language_name (self->labels, passage->language);
  gboolean helped = *passage->helper != '\0';
  GString *sentences = g_string_new (NULL);
  g_autofree char *language = NULL, *by = NULL;
  const char *id;

  if (name != NULL)
    {
      language = way_print_label_fill (self->labels, WAY_LABEL ("own words", "In {language}."),
                                       "language", name, NULL);
      add_sentence (sentences, language);
    }
  if (helped && date != NULL)
    id = WAY_LABEL ("own words", "Translated by {name} on {date}.");
  else if (helped)
    id = WAY_LABEL ("own words", "Translated by {name}.");
  else if (date != NULL)
    id = WAY_LABEL ("own words", "Translated on {date}.");
  else
    id = WAY_LABEL ("own words", "A translation.");
  by = way_print_label_fill (self->labels, id, "name", passage->helper, "date",
                             date != NULL ? date : "", NULL);
  add_sentence (sentences, by);
  return g_string_free (sentences, FALSE);
}

/* (transfer full) (nullable) */
static char *
make_date (WayPrintComposer *self, const WayPassage *passage)
{
  WayDate on;

  if (!way_date_parse (passage->said_on, WAY_DATE_PARTIAL, &on))
    return NULL;
  return way_print_labels_date (self->labels, on);
}

/* The passage in its quotation marks, paragraph by paragraph. */
static void
add_quoted (WayPrintComposer *self, const Card *card, const WayPassage *passage)
{
  WayPrintQuotes quotes = way_print_language_quotes (passage->language);
  g_autofree char *clean = way_print_text_clean (passage->text);
  g_autofree char *quoted = g_strconcat (quotes.open, g_strstrip (clean), quotes.close, NULL);
  g_auto (GStrv) lines = g_strsplit (quoted, "\n", -1);
  WayPrintParagraph paragraph = {
    .type = card->type,
    .language = passage->language,
    .x = card->inset,
    .width = WAY_PRINT_WIDTH - card->inset - card->after,
  };

  for (gsize i = 0; lines[i] != NULL; i++)
    {
      paragraph.text = g_strstrip (lines[i]);
      if (*paragraph.text == '\0')
        {
          way_print_compose_space (self, SPACE_PARAGRAPH);
          continue;
        }
      paragraph.node = way_print_compose_node (self, self->node, "P", passage->language);
      way_print_compose_paragraph (self, &paragraph);
    }
}

static gboolean
has_text (const WayPassage *passage)
{
  g_autofree char *line = way_print_text_line (passage->text);

  return *line != '\0';
}

static void
add_passage (WayPrintComposer *self, const Card *card, const WayPassage *passage)
{
  g_autofree char *date = make_date (self, passage), *translated = NULL, *given = NULL;

  if (passage->role == WAY_PASSAGE_TRANSLATION)
    {
      translated = make_translated (self, passage, date);
      add_small (self, card, translated);
      way_print_compose_keep (self);
      add_quoted (self, card, passage);
      return;
    }

  add_quoted (self, card, passage);
  given = make_given (self, passage, date);
  if (*given == '\0')
    return;
  /* The last line of the words and how they were given stay together. */
  way_print_compose_keep (self);
  way_print_compose_space (self, SPACE_FOOT);
  add_small (self, card, given);
}

/* Why there are no words. */
static void
add_reason (WayPrintComposer *self, const Card *card, const WayPassage *passage)
{
  gboolean chose = passage != NULL && passage->given == WAY_GIVEN_CHOSE_NOT;
  const char *id = chose ? WAY_LABEL ("own words", "{name} chose not to say.")
                         : WAY_LABEL ("own words", "{name} has not been asked yet.");
  g_autofree char *reason = NULL;

  if (*self->name == '\0')
    id = chose ? WAY_LABEL ("own words", "I chose not to say.")
               : WAY_LABEL ("own words", "I have not been asked yet.");
  reason = way_print_label_fill (self->labels, id, "name", self->name, NULL);
  way_print_compose_paragraph (
      self, &(WayPrintParagraph){ .type = WAY_PRINT_TYPE_BODY,
                                  .text = reason,
                                  .node = way_print_compose_node (self, self->node, "P", NULL),
                                  .x = card->inset,
                                  .width = WAY_PRINT_WIDTH - card->inset - card->after });
}

static void
add_passages (WayPrintComposer *self, const Card *card, GPtrArray *passages)
{
  gboolean any = FALSE;

  for (guint i = 0; i < passages->len; i++)
    {
      const WayPassage *passage = g_ptr_array_index (passages, i);

      if (!has_text (passage) && passage->given != WAY_GIVEN_CHOSE_NOT)
        continue;
      if (any)
        way_print_compose_space (self, SPACE_PASSAGE);
      if (has_text (passage))
        add_passage (self, card, passage);
      else
        add_reason (self, card, passage);
      any = TRUE;
    }
  if (!any)
    add_reason (self, card, NULL);
}

static glong
count_chars (GPtrArray *passages)
{
  glong count = 0;

  for (guint i = 0; i < passages->len; i++)
    {
      g_autofree char *line = way_print_text_line (
          ((const WayPassage *)g_ptr_array_index (passages, i))->text);

      count += g_utf8_strlen (line, -1);
    }
  return count;
}

void
way_print_compose_words (WayPrintComposer *self,
                         const char *label,
                         GPtrArray *passages,
                         gboolean cover)
{
  Card card = cover ? cover_card : section_card;
  WayPrintGround ground = { TRUE, way_print_labels_are_rtl (self->labels), card.below };
  WayPrintNode *parent = self->node;
  guint first = way_print_flow_get_n_strips (self->flow), last;

  if (cover && count_chars (passages) > COVER_CHARS_MAX)
    card.type = WAY_PRINT_TYPE_OWN;
  self->ground = way_print_flow_add_ground (self->flow, ground);
  self->glue = WAY_PRINT_GLUE_WEAK;
  add_card_label (self, &card, label);
  self->node = way_print_compose_node (self, parent, "BlockQuote", NULL);
  add_passages (self, &card, passages);
  self->node = parent;
  self->ground = 0;
  self->glue = WAY_PRINT_GLUE_NONE;

  last = way_print_flow_get_n_strips (self->flow) - 1;
  way_print_flow_get_strip (self->flow, last)->glue = WAY_PRINT_GLUE_NONE;
  way_print_strip_pad (way_print_flow_get_strip (self->flow, first), card.above, 0);
  way_print_strip_pad (way_print_flow_get_strip (self->flow, last), 0, card.below);
  way_print_compose_space (self, CARD_SPACE);
}
