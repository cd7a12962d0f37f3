/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A plan on its way to paper: the document, what was asked for, and the composer it goes into.
 * Private to room print.
 */
#pragma once

#include "way-print-compose.h"
#include "way-print.h"

G_BEGIN_DECLS

typedef struct
{
  WayDocument *document;
  const WayPrintOptions *options;
  WayPrintLabels *labels;
  char *preferred; /* (owned): preferred name, on one line */
  char *name;      /* (owned): what they are called (way-name.h), on one line */
  char *adviser;   /* (owned): the adviser's first name, "" where none is known */
  WayDate date;    /* agreed on, or a draft's last change; may be none */
  WayPrintComposer composer;
} WayPrintPlan;

/* TRUE where the part was asked for: a matter's key, "front", "actions" or "agreeing". */
gboolean way_print_plan_has (const WayPrintPlan *self, const char *part);

gboolean way_print_plan_has_address (const WayPrintPlan *self);
gboolean way_print_plan_leaves_out_address (const WayPrintPlan *self);

/* What stands for a text: the text, or that two versions of it wait; "" where it is empty. */
const char *way_print_plan_text (const WayPrintPlan *self, const WayDocumentText *text);
/* Its language, or NULL where what stands for it is a label. */
const char *way_print_plan_language (const WayPrintPlan *self, const WayDocumentText *text);
/* (transfer full): who does an action. */
char *way_print_plan_who (const WayPrintPlan *self, const char *who);
/* (transfer full): by when. */
char *way_print_plan_by (const WayPrintPlan *self, WayDate by);
/* The title of a section in the language of the labels, where it is the usual one. */
const char *way_print_plan_section_title (const WayPrintPlan *self, const char *title);

/* The parts, in the order they are printed. */
void way_print_plan_add_cover (WayPrintPlan *self);
void way_print_plan_add_about (WayPrintPlan *self);
void way_print_plan_add_section (WayPrintPlan *self, const WayDocumentMatter *matter);
void way_print_plan_add_actions (WayPrintPlan *self);
void way_print_plan_add_agreeing (WayPrintPlan *self);

G_END_DECLS
