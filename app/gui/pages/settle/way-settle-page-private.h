/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the files of the page share: what it shows, what is typed on it (way-settle-typed.c) and how
 * it is laid out (way-settle-layout.c).
 */
#pragma once

#include <adwaita.h>
#include "way-field.h"
#include "way-settle-page.h"
#include "way-settle.h"
#include "way-writing-view.h"

G_BEGIN_DECLS

struct _WaySettlePage
{
  WayPersonTab tab;

  GtkStack *stack; /* template children */
  GtkScrolledWindow *scroller;
  GtkLabel *note;
  GtkBox *head, *body;

  GCancellable *loading; /* (owned) (nullable): the past is being read */
  WayPast *past;         /* (owned) (nullable) */
  GPtrArray *conflicts;  /* (owned) (nullable) */
  GPtrArray *drafts;     /* (owned) (nullable): what was typed before a lock */
  char *wanted;          /* (owned) (nullable): where to go once it is read */
  char *shown;           /* (owned) (nullable): path of what is shown */
  char *print;           /* (owned) (nullable): its versions, so that it is laid out once */
  guint chosen;          /* of a value: the version to keep, from 1; 0 = none yet */
  gboolean saving, showing;
  gboolean begun; /* what is shown was begun here, and its versions were settled elsewhere */
  gboolean gone;  /* it was settled elsewhere; what was typed is still there to be read */

  WayWritingView *view; /* borrowed (nullable): the text to keep */
  AdwEntryRow *why;     /* borrowed (nullable) */
  GtkLabel *choice;     /* borrowed (nullable): which is chosen */
  char *language;       /* (owned) (nullable): of the text to keep */
  WayField *text;       /* (owned) (nullable): held */
  WayField *reason;     /* (owned) (nullable): held */
};

void way_settle_page_say (WaySettlePage *self, const char *sentence);

/* -- what is typed: the text to keep and the reason -- */

/* Held, with what was typed before a lock. */
void way_settle_page_hold_text (WaySettlePage *self, const WayConflict *conflict);
void way_settle_page_hold_reason (WaySettlePage *self, const WayConflict *conflict);
/* @forget: and what was typed goes. */
void way_settle_page_close_fields (WaySettlePage *self, gboolean forget);
/* (floating): the text to keep. */
GVariant *way_settle_page_read_text (gpointer page);

/* -- begun here, settled elsewhere -- */

/* (transfer none) (nullable): by its path; with NULL the first. */
const WayDraft *way_settle_page_find_begun (WaySettlePage *self, const char *path);
void way_settle_page_show_begun (WaySettlePage *self, const WayDraft *draft);
/* What is shown, where that was begun here. */
void way_settle_page_keep_begun (WaySettlePage *self);
void way_settle_page_let_go (WaySettlePage *self);

/* -- laid out -- */

/* The text to keep is another now. */
void way_settle_page_typed (WaySettlePage *self);
void way_settle_page_clear (WaySettlePage *self);
void way_settle_page_build (WaySettlePage *self, const WayConflict *conflict, WayCase *present);
G_END_DECLS
