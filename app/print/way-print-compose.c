/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-print-compose.h"

#include "way-print-text.h"

#define SPACE_TITLE (8 * WAY_PRINT_MM)
#define SPACE_BELOW_TITLE (4 * WAY_PRINT_MM)
#define SPACE_FIELD (4 * WAY_PRINT_MM)
#define SPACE_BELOW_FIELD (1 * WAY_PRINT_MM)
#define SPACE_PARAGRAPH 6.0
#define NUMBER_WIDTH 26.5 /* of a section's number with the gap after it */
#define DIGIT_WIDTH 11.5  /* of a second digit */
#define OTHER_INDENT 13.5 /* of text behind a grey bar */

void
way_print_compose_space (WayPrintComposer *self, double points)
{
  self->space = MAX (self->space, points);
}

void
way_print_compose_page (WayPrintComposer *self)
{
  self->fresh = TRUE;
}

static const char *
language_or_label (WayPrintComposer *self, const char *language)
{
  if (language == NULL || *language == '\0')
    return way_print_labels_get_language (self->labels);
  return language;
}

static gboolean
is_other_language (WayPrintComposer *self, const char *language)
{
  return language != NULL
         && !way_print_language_same (language, way_print_labels_get_language (self->labels));
}

/* The strip for one line; glue to the next is set when that is known. */
static WayPrintStrip *
add_strip (WayPrintComposer *self, double height)
{
  WayPrintStrip *strip = way_print_flow_add (self->flow, self->space, height);

  strip->fresh = self->fresh;
  strip->glue = self->glue;
  strip->ground = self->ground;
  self->space = 0;
  self->fresh = FALSE;
  return strip;
}

static WayPrintStrip *
last_strip (WayPrintComposer *self)
{
  return way_print_flow_get_strip (self->flow, way_print_flow_get_n_strips (self->flow) - 1);
}

void
way_print_compose_keep (WayPrintComposer *self)
{
  last_strip (self)->glue = WAY_PRINT_GLUE_STRONG;
}

static void
add_line (WayPrintComposer *self,
          const WayPrintParagraph *paragraph,
          const WayPrintType *type,
          WayPrintLine *line)
{
  WayPrintStrip *strip = add_strip (self, type->line + line->above + line->below);

  way_print_strip_add (strip, (WayPrintPiece){
                                  .kind = WAY_PRINT_PIECE_LINE,
                                  .node = paragraph->node,
                                  .x = paragraph->x,
                                  .y = line->above + way_print_type_baseline (type),
                                  .width = paragraph->width,
                                  .line = line,
                                  .align = WAY_PRINT_ALIGN_OWN,
                                  .colour = paragraph->colour,
                              });
}

guint
way_print_compose_paragraph (WayPrintComposer *self, const WayPrintParagraph *paragraph)
{
  const char *language = language_or_label (self, paragraph->language);
  gboolean rtl = way_print_language_is_rtl (language);
  const WayPrintType *type = way_print_type (paragraph->type,
                                             way_print_language_is_arabic (language));
  g_autofree char *kept = rtl ? way_print_text_keep_numbers (paragraph->text) : NULL;
  g_autoptr (GPtrArray) lines = way_print_lines_set (
      self->fonts, type, kept != NULL ? kept : paragraph->text, language, rtl, paragraph->width);
  guint first = way_print_flow_get_n_strips (self->flow), count = lines->len;

  g_ptr_array_set_free_func (lines, NULL);
  for (guint i = 0; i < count; i++)
    {
      add_line (self, paragraph, type, g_ptr_array_index (lines, i));
      if (i + 1 < count && (i == 0 || i + 2 == count))
        way_print_compose_keep (self);
    }
  return first;
}

WayPrintNode *
way_print_compose_node (WayPrintComposer *self,
                        WayPrintNode *parent,
                        const char *role,
                        const char *language)
{
  WayPrintNode *node = way_print_node_add (parent, role);

  if (is_other_language (self, language))
    way_print_node_set_language (node, language);
  return node;
}

/* The number stands before the first line of the title, in the same strip and the same heading. */
static void
add_number (WayPrintComposer *self, WayPrintStrip *strip, WayPrintNode *node, const char *digits)
{
  const char *language = way_print_labels_get_language (self->labels);
  const WayPrintType *type = way_print_type (WAY_PRINT_TYPE_TITLE,
                                             way_print_language_is_arabic (language));
  WayPrintPiece piece = {
    .kind = WAY_PRINT_PIECE_LINE,
    .node = node,
    .y = way_print_type_baseline (type),
    .width = WAY_PRINT_WIDTH,
    .align = WAY_PRINT_ALIGN_LEADING,
  };

  piece.line = way_print_line_set (self->fonts, type, digits, language,
                                   way_print_labels_are_rtl (self->labels), WAY_PRINT_WIDTH);
  g_array_prepend_val (strip->pieces, piece);
}

void
way_print_compose_title (WayPrintComposer *self, guint number, const char *text)
{
  g_autofree char *line = way_print_text_line (text);
  g_autofree char *digits = g_strdup_printf ("%u ", number);
  WayPrintNode *node = way_print_compose_node (self, self->node, "H1", NULL);
  double indent = number == 0 ? 0 : NUMBER_WIDTH + (number > 9 ? DIGIT_WIDTH : 0);
  WayPrintParagraph paragraph = {
    .type = WAY_PRINT_TYPE_TITLE,
    .text = *line != '\0' ? line : "…",
    .node = node,
    .x = indent,
    .width = WAY_PRINT_WIDTH - indent,
  };
  guint first;

  node->bookmark = g_strconcat (number > 0 ? digits : "", line, NULL);
  way_print_compose_space (self, SPACE_TITLE);
  first = way_print_compose_paragraph (self, &paragraph);
  if (number > 0)
    add_number (self, way_print_flow_get_strip (self->flow, first), node, digits);
  for (; first < way_print_flow_get_n_strips (self->flow); first++)
    way_print_flow_get_strip (self->flow, first)->glue = WAY_PRINT_GLUE_STRONG;
  way_print_compose_space (self, SPACE_BELOW_TITLE);
}

void
way_print_compose_field (WayPrintComposer *self, const char *text)
{
  WayPrintParagraph paragraph = {
    .type = WAY_PRINT_TYPE_FIELD,
    .text = text,
    .node = way_print_compose_node (self, self->node, "H2", NULL),
    .width = WAY_PRINT_MEASURE,
  };
  guint first;

  way_print_compose_space (self, SPACE_FIELD);
  first = way_print_compose_paragraph (self, &paragraph);
  for (; first < way_print_flow_get_n_strips (self->flow); first++)
    way_print_flow_get_strip (self->flow, first)->glue = WAY_PRINT_GLUE_STRONG;
  way_print_compose_space (self, SPACE_BELOW_FIELD);
}

void
way_print_compose_label (WayPrintComposer *self, WayPrintTypeRole type, const char *text)
{
  WayPrintParagraph paragraph = {
    .type = type,
    .text = text,
    .node = way_print_compose_node (self, self->node, "P", NULL),
    .width = WAY_PRINT_MEASURE,
  };

  way_print_compose_paragraph (self, &paragraph);
}

/* (transfer full): "Written in Arabic. Read it together, or with an interpreter." */
static char *
make_language_note (WayPrintComposer *self, const char *language)
{
  const char *name = way_print_labels_language_name (self->labels, language);

  if (name == NULL)
    return g_strdup (way_print_label (
        self->labels, WAY_LABEL ("note", "Written in another language. Read it together, or with "
                                         "an interpreter.")));
  return way_print_label_fill (
      self->labels,
      WAY_LABEL ("note", "Written in {language}. Read it together, or with an interpreter."),
      "language", name, NULL);
}

/* The paragraphs of @text, which is clean; an empty line between two opens a space. */
static void
add_paragraphs (WayPrintComposer *self, WayPrintParagraph *paragraph, const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  gboolean opened = FALSE;

  for (gsize i = 0; lines[i] != NULL; i++)
    {
      paragraph->text = g_strstrip (lines[i]);
      if (*paragraph->text == '\0')
        {
          if (opened)
            way_print_compose_space (self, SPACE_PARAGRAPH);
          continue;
        }
      paragraph->node = way_print_compose_node (self, self->node, "P", paragraph->language);
      way_print_compose_paragraph (self, paragraph);
      opened = TRUE;
    }
}

void
way_print_compose_prose (WayPrintComposer *self, const char *text, const char *language)
{
  g_autofree char *clean = way_print_text_clean (text);
  WayPrintParagraph paragraph = { .type = WAY_PRINT_TYPE_BODY,
                                  .language = language,
                                  .width = WAY_PRINT_MEASURE };

  if (is_other_language (self, language))
    {
      gboolean rtl = way_print_language_is_rtl (language);
      WayPrintGround ground = { FALSE, rtl, 0 };
      g_autofree char *note = make_language_note (self, language);

      way_print_compose_label (self, WAY_PRINT_TYPE_SMALL, note);
      way_print_compose_keep (self);
      way_print_compose_space (self, SPACE_BELOW_FIELD);
      self->ground = way_print_flow_add_ground (self->flow, ground);
      /* Room on the side of the bar, which is the side the language begins on. */
      paragraph.x = rtl == way_print_labels_are_rtl (self->labels) ? OTHER_INDENT : 0;
      paragraph.width = WAY_PRINT_WIDTH - OTHER_INDENT;
    }
  add_paragraphs (self, &paragraph, clean);
  self->ground = 0;
}

void
way_print_compose_translated (WayPrintComposer *self, const char *text, const char *language)
{
  g_autofree char *clean = way_print_text_clean (text);
  WayPrintParagraph paragraph = { .type = WAY_PRINT_TYPE_BODY,
                                  .language = language,
                                  .width = WAY_PRINT_WIDTH };

  add_paragraphs (self, &paragraph, clean);
}

void
way_print_compose_list (WayPrintComposer *self, GPtrArray *lines)
{
  WayPrintNode *list = way_print_compose_node (self, self->node, "L", NULL);

  for (guint i = 0; i < lines->len; i++)
    {
      WayPrintNode *item = way_print_compose_node (self, list, "LI", NULL);
      WayPrintParagraph paragraph = {
        .type = WAY_PRINT_TYPE_BODY,
        .text = g_ptr_array_index (lines, i),
        .node = way_print_compose_node (self, item, "LBody", NULL),
        .width = WAY_PRINT_MEASURE,
      };

      way_print_compose_paragraph (self, &paragraph);
    }
}
