/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayReference: the law and the practice of one jurisdiction, as data.
 *
 * exchange reads it from data/, the composition root hands it on; no room but exchange knows the
 * file.  Facts carry their source and the day they were checked.  Immutable once built, reference
 * counted, safe from any thread.
 */
#pragma once

#include <glib.h>
#include "way-date.h"
#include "way-id.h"

G_BEGIN_DECLS

typedef struct
{
  char *key; /* S1_01 … */
  guint number;
  char *title;
  char *prompt;    /* asked above the young person's own words */
  char *statutory; /* the statutory wording, in short */
} WayMatterInfo;

typedef struct
{
  char *key; /* review_months … */
  guint value;
  char *unit;   /* days, months, years */
  char *words;  /* the rule in a sentence, for "See the rule" */
  char *source; /* what it stands in, and where in it, for "See the rule" */
  char *status; /* (nullable): in_force, unconfirmed, default; enacted: in force on no day yet */
  WayDate valid_from, valid_to;
} WayRule;

typedef struct
{
  char *id;           /* england */
  char *law;          /* "Care Leavers (England) Regulations 2010, Schedule 1" */
  GPtrArray *matters; /* WayMatterInfo, in order */
  GPtrArray *rules;   /* WayRule */
} WayReference;

/* (transfer full): empty; fill it, then share. */
WayReference *way_reference_new (const char *id, const char *law);
WayReference *way_reference_ref (WayReference *self);
void way_reference_unref (WayReference *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayReference, way_reference_unref)

void way_reference_add_matter (WayReference *self,
                               const char *key,
                               guint number,
                               const char *title,
                               const char *prompt,
                               const char *statutory);
/* Takes @rule and its strings. */
void way_reference_take_rule (WayReference *self, WayRule *rule);

/* NULL where there is no such matter or rule. */
const WayMatterInfo *way_reference_get_matter (WayReference *self, const char *key);
/* The rule as it stands on @on; one that is enacted and has no day of commencement stands on none.
 */
const WayRule *way_reference_get_rule (WayReference *self, const char *key, WayDate on);
/* 0 where there is no such rule on that day. */
guint way_reference_get_value (WayReference *self, const char *key, WayDate on);

/* The matter whose object in @case_id is @object, or NULL. */
const WayMatterInfo *
way_reference_find_matter (WayReference *self, const WayId *case_id, const WayId *object);

G_END_DECLS
