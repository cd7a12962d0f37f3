/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayPrintComposer: the parts a plan is made of, each turned into strips and tags at once.
 *
 * What is added next goes below what is there; space between two parts is the greater of what the
 * upper asks for below and the lower above.  Text may be anything a person typed; a language of
 * NULL or "" is that of the labels.
 */
#pragma once

#include "way-print-flow.h"
#include "way-print-labels.h"
#include "way-words.h"

G_BEGIN_DECLS

typedef struct
{
  WayPrintFonts *fonts;   /* borrowed */
  WayPrintLabels *labels; /* borrowed */
  WayPrintFlow *flow;     /* borrowed */
  WayPrintNode *node;     /* borrowed: new parts become its children */
  const char *name;       /* borrowed: what the young person is called */

  /* How the next strip joins. */
  double space;
  gboolean fresh;
  WayPrintGlue glue; /* the least, between the lines of a part */
  guint ground;
} WayPrintComposer;

/* One paragraph. */
typedef struct
{
  WayPrintTypeRole type;
  const char *text; /* clean, on one line */
  const char *language;
  WayPrintNode *node;
  double x, width;
  WayPrintColour colour;
} WayPrintParagraph;

/* Keeps at least @points free above what comes next. */
void way_print_compose_space (WayPrintComposer *self, double points);
void way_print_compose_page (WayPrintComposer *self);

/* Lines of @paragraph; its first two and its last two stay together.  Returns the index of its
 * first strip. */
guint way_print_compose_paragraph (WayPrintComposer *self, const WayPrintParagraph *paragraph);
/* The last strip holds on to what comes next. */
void way_print_compose_keep (WayPrintComposer *self);

/* A new element under @parent, with its language where that is not the labels'. */
WayPrintNode *way_print_compose_node (WayPrintComposer *self,
                                      WayPrintNode *parent,
                                      const char *role,
                                      const char *language);

/* A section's title with its number (0 = none): H1, with a bookmark. */
void way_print_compose_title (WayPrintComposer *self, guint number, const char *text);
/* A field's heading: H2. */
void way_print_compose_field (WayPrintComposer *self, const char *text);
/* A paragraph of ours: P. */
void way_print_compose_label (WayPrintComposer *self, WayPrintTypeRole type, const char *text);
/* What someone wrote: one P for each of its paragraphs; another language has its note and bar. */
void way_print_compose_prose (WayPrintComposer *self, const char *text, const char *language);
/* The same for words whose translation stands beside them: no note is needed. */
void way_print_compose_translated (WayPrintComposer *self, const char *text, const char *language);
/* A list of lines: L. */
void way_print_compose_list (WayPrintComposer *self, GPtrArray *lines);

/* Own words on their card, under @label; on the cover the card is larger. */
void way_print_compose_words (WayPrintComposer *self,
                              const char *label,
                              GPtrArray *passages,
                              gboolean cover);

G_END_DECLS
