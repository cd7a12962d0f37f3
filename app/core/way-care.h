/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayCare: the care history of one case as days, and the figures of the law beside it: all that
 * legal status and the clocks are counted from (domain.md 1.1).
 *
 * Read from the case in one pass; a value with several versions counts as that of the lowest op id,
 * as everywhere.  Days are day numbers of way-date.h; both ends of a span belong to it.  What has
 * no whole first day counts for nothing.  Immutable once made; safe from any thread.
 */
#pragma once

#include "way-case.h"
#include "way-reference.h"

G_BEGIN_DECLS

/* In the order of way_care_basis_names … in way-schema.h. */
enum
{
  WAY_CARE_BASIS_SHORT_BREAK_V3 = 4,
  WAY_CARE_BASIS_SHORT_BREAK_V4,
  WAY_CARE_BASIS_ACCOMMODATED_OTHER,
};

enum
{
  WAY_CIRCUMSTANCE_CUSTODY,
  WAY_CIRCUMSTANCE_HOSPITAL,
  WAY_CIRCUMSTANCE_WITH_PARENT,
  WAY_CIRCUMSTANCE_SPECIAL_GUARDIANSHIP,
  WAY_CIRCUMSTANCE_EDUCATION_PROGRAMME,
};

enum
{
  WAY_SUPPORT_OFFERED,
  WAY_SUPPORT_ASKED,
  WAY_SUPPORT_DECLINED,
  WAY_SUPPORT_NO_LONGER_WANTED,
  WAY_SUPPORT_EDUCATION_TOLD,
  WAY_SUPPORT_EDUCATION_ENDED,
};

#define WAY_DAY_NONE G_MININT32
#define WAY_DAY_OPEN G_MAXINT32

typedef struct
{
  gint32 from, to;         /* to: WAY_DAY_OPEN while it goes on */
  int what;                /* index of the name in its choices; -1 where it is none of them */
  gboolean ends_all;       /* adopted, or died: nobody is a care leaver after it */
  const WayObject *object; /* of the case it was read from */
} WaySpan;

/* The law as it stands on the day the history was read for. */
typedef struct
{
  guint counts_from_age, plan_age, adult_age, ask_age, end_age, end_education_age;
  guint days_for_eligible, home_months;
} WayCareFigures;

/* Read only. */
typedef struct
{
  WayCase *self;
  WayReference *reference;
  WayDate today;                                                   /* the day it was read for */
  WayDate born;                                                    /* none where it is not known */
  gint32 age_14, age_16, age_18, age_21, age_25, age_25_education; /* birthdays */
  WayCareFigures law;
  GArray *care;          /* WaySpan, by first day; without short breaks */
  GArray *away;          /* accommodated_other */
  GArray *circumstances; /* by first day */
  GArray *support;       /* from = the day; by day */
  GArray *assessments;   /* from = begun or done, to = done or WAY_DAY_OPEN */
  GArray *changes;       /* from = the day */
  GArray *overrides;     /* what = status */
  GArray *entered;       /* what = status; by day, then creation */
} WayCare;

/* (transfer full): by the law as it stands on @today. */
WayCare *way_care_new (WayCase *self, WayReference *reference, WayDate today);
void way_care_free (WayCare *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayCare, way_care_free)

/* Looked after on @day, under age, short breaks aside. */
gboolean way_care_is_looked_after (const WayCare *self, gint32 day);
/* The last day of care before @day; WAY_DAY_NONE where there was none. */
gint32 way_care_last_day (const WayCare *self, gint32 day);
/* Days of care since the birthday from which they count, @until among them. */
guint way_care_count_days (const WayCare *self, gint32 until);
/* The first of the days without a gap up to @day that @kinds (bits of the enum above) cover;
 * WAY_DAY_NONE where they do not cover @day. */
gint32 way_care_unbroken_since (const WayCare *self, guint kinds, gint32 day);
/* The last event among @kinds by @day: its day, and which; an answer for comes before one against
 * where both stand on one day (@kinds_for).  FALSE where there was none. */
gboolean way_care_last_event (
    const WayCare *self, guint kinds, guint kinds_for, gint32 day, gint32 *ret_on, int *ret_what);

G_END_DECLS
