/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A plan on its way to paper: the document, what was asked for, the composer it goes into, and the
 * pages that come of it.  Private to room print; one instance, one thread at a time.
 */
#pragma once

#include "way-print-compose.h"
#include "way-print-draw.h"
#include "way-print.h"

G_BEGIN_DECLS

typedef struct
{
  WayDocument *document;          /* borrowed: what is printed */
  WayDocument *masked;            /* (owned) (nullable): it, without surnames */
  const WayPrintOptions *options; /* borrowed: for begin alone */
  WayPrintLabels *labels;         /* (owned) */
  WayPrintFonts *fonts;           /* (owned) */
  WayPrintFlow *flow;             /* (owned) */
  WayPrintNode *root;             /* (owned) */
  char *preferred;                /* (owned): preferred name, on one line */
  char *name;                     /* (owned): what they are called (way-name.h), on one line */
  char *adviser;                  /* (owned): the adviser's first name, "" where none is known */
  WayDate date;                   /* agreed on, or a draft's last change; may be none */
  WayPrintComposer composer;

  GPtrArray *pages; /* (owned): of way_print_flow_paginate() */
  WayPrintRunning running;
  char *head_title, *head_date, *copy_number; /* (owned): of running */
} WayPrintPlan;

/* Everything but drawing; clear it, whatever came back. */
gboolean way_print_plan_begin (WayPrintPlan *self,
                               WayDocument *document,
                               const WayPrintOptions *options,
                               GError **error);
void way_print_plan_clear (WayPrintPlan *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WayPrintPlan, way_print_plan_clear)

/* Page @page, from 1. */
void way_print_plan_draw (WayPrintPlan *self, WayPrintCanvas *canvas, guint page);

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
