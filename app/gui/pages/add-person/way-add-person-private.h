/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the files of Add a person share: its widgets, and its parts, each of them a field.
 */
#pragma once

#include "way-add-person.h"
#include "way-date-row.h"
#include "way-field.h"
#include "way-line-row.h"

G_BEGIN_DECLS

typedef enum
{
  WAY_ADD_NAMES,
  WAY_ADD_PRONOUNS,
  WAY_ADD_BIRTH,
  WAY_ADD_CONTACT,
  WAY_ADD_ADDRESS,
  WAY_ADD_LANGUAGE,
  WAY_ADD_STATUS, /* of an object of its own */
  WAY_ADD_N_PARTS
} WayAddPart;

struct _WayAddPerson
{
  AdwWindow parent;

  WayLineRow *preferred, *full, *pronouns; /* template children */
  WayDateRow *born;
  AdwComboRow *status;
  WayLineRow *phone, *email, *how, *language, *address, *postcode, *who;
  GtkSwitch *interpreter, *kept_private;
  GtkLabel *note;
  GtkButton *add;

  WayDesk *desk;                     /* (owned) */
  WayLiveCase *live;                 /* (owned): of who is added, while there is nobody in it */
  WayId id, entered;                 /* the person, and that they entered their status */
  WayField *fields[WAY_ADD_N_PARTS]; /* (owned) */
  gboolean touched;                  /* something was typed */
  gboolean sure;                     /* not the one who is there already */
};

/* Fills the choices. */
void way_add_person_fill (WayAddPerson *self);
/* A field for each part; @drafts: WayDraft of anybody, those of this form are shown. */
void way_add_person_bind (WayAddPerson *self, GPtrArray *drafts);

G_END_DECLS
