/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the files of the form share: its widgets, and its parts, each of them a field of an object.
 */
#pragma once

#include <adwaita.h>
#include "way-contact-form.h"
#include "way-date-row.h"
#include "way-field.h"
#include "way-person-text.h"
#include "way-saved-line.h"
#include "way-text-field.h"
#include "way-words-field.h"

G_BEGIN_DECLS

typedef enum
{
  WAY_FORM_VISIT,
  WAY_FORM_CALL,
  WAY_FORM_MESSAGE,
  WAY_FORM_TRIED,
} WayFormSort;

typedef enum
{
  WAY_PART_WHEN,
  WAY_PART_KIND,
  WAY_PART_PLACE,
  WAY_PART_SEEN,
  WAY_PART_SEEN_ALONE,
  WAY_PART_PRESENT,
  WAY_PART_OWN_WORDS,
  WAY_PART_NOTES,
  WAY_PART_BOOK_WHEN, /* from here on of what is made with it */
  WAY_PART_BOOK_WHAT,
  WAY_PART_ACTION_WHAT,
  WAY_PART_ACTION_WHO,
  WAY_PART_ACTION_BY,
  WAY_PART_ACTION_MATTER,
  WAY_N_PARTS
} WayPart;

#define WAY_N_CONTACT_PARTS WAY_PART_BOOK_WHEN

struct _WayContactForm
{
  GtkBox parent;

  GtkLabel *title; /* template children */
  GtkButton *save;
  GtkScrolledWindow *scroller;
  GtkToggleButton *visit, *call, *message, *tried;
  WayDateRow *when;
  AdwComboRow *where, *how;
  AdwActionRow *seen_row, *alone_row;
  GtkSwitch *seen, *alone;
  AdwEntryRow *present;
  WayWordsField *words;
  WayTextField *notes;
  AdwActionRow *due;
  GtkWidget *with_it;
  AdwExpanderRow *book, *action;
  WayDateRow *book_when, *by;
  AdwEntryRow *book_what, *what, *who;
  AdwComboRow *section;
  GtkLabel *note;
  WaySavedLine *saved;

  WayDesk *desk;                 /* (owned) (nullable): while something is being written */
  WayLiveCase *live;             /* (owned) (nullable) */
  WayId objects[3];              /* the contact, what is booked, the action */
  WayField *fields[WAY_N_PARTS]; /* own words and notes: borrowed from their widgets; else owned */
  WayFormSort sort;
  char *kind_stood, *place_stood; /* (owned): as they were shown last, by their names */
  gboolean fresh;                 /* the case does not hold it yet */
  gboolean touched, showing, saving;
};

typedef struct
{
  guint16 kind, group;
  guint object; /* index in objects */
  WayFieldRead read;
  WayFieldShow show;
} WayPartInfo;

/* By WayPart; own words and notes have widgets that read and show by themselves. */
extern const WayPartInfo way_contact_parts[WAY_N_PARTS];

/* Whether a part belongs to what is chosen now, so that Save writes it. */
gboolean way_contact_form_uses (WayContactForm *self, WayPart part);

/* Texts of the choices, in the order of their values. */
extern const char *const way_form_places[];   /* of a visit; names of way_contact_place_names */
extern const char *const way_form_messages[]; /* names of way_contact_kind_names */
void way_contact_form_fill_choices (WayContactForm *self);

/* Says why not, under the form; "" says nothing any more. */
void way_contact_form_refuse (WayContactForm *self, const char *sentence);
/* What saving it comes to: when the next visit is due. */
void way_contact_form_show_due (WayContactForm *self);
/* Everything is on the disk: the drafts go, the form ends and says so. */
void way_contact_form_finish (WayContactForm *self);

void way_contact_form_set_sort (WayContactForm *self, WayFormSort sort);

G_END_DECLS
