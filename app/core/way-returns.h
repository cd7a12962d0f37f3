/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayReturns: what a council returns to the department and shows an inspector, as data: codes,
 * cohorts, rules and columns by collection year (domain.md 3).
 *
 * exchange reads it from data/, the composition root hands it to report.  Collection year 2026 ends
 * on 31 March 2026.  Immutable once filled, reference counted, safe from any thread.
 */
#pragma once

#include <glib.h>
#include "way-date.h"

G_BEGIN_DECLS

/* The three fields of an OC3 row, in its own order. */
typedef enum
{
  WAY_OC3_IN_TOUCH,
  WAY_OC3_ACTIV,
  WAY_OC3_ACCOM,
  WAY_OC3_N_FIELDS,
} WayOc3Field;

typedef struct
{
  char *code;
  char *label;
  WayDate valid_from, valid_to; /* none = not known, and open */
} WayReturnCode;

typedef enum
{
  WAY_OC3_AGE_ANY,
  WAY_OC3_AGE_START, /* on the first day of the year */
  WAY_OC3_AGE_END,   /* on its last day */
} WayOc3AgeOn;

/* A row breaks the rule where everything that stands before "then" holds and what comes after does
 * not.  Fields that are not asked for are NULL, FALSE, -1 or 0. */
typedef struct
{
  char *number; /* of the department: 344 */
  char *sentence;
  gboolean is_warning;
  guint first_year;
  int list;          /* this field is in the list of its codes */
  gboolean together; /* all three fields are filled, or none */
  gboolean once;     /* no other row has this identifier */
  GStrv when[WAY_OC3_N_FIELDS];
  GStrv last_year[WAY_OC3_N_FIELDS]; /* the row of the year before */
  WayOc3AgeOn age_on;
  guint under;    /* younger than this on that day */
  guint birthday; /* turns this age within the year */
  GStrv then[WAY_OC3_N_FIELDS];
  GStrv never[WAY_OC3_N_FIELDS];
} WayOc3Rule;

typedef struct
{
  guint from_age, to_age;
  guint first_year;
  gboolean latest; /* the latest contact of the year; else that around the birthday */
} WayOc3Cohort;

/* Why somebody is left out. */
typedef struct
{
  char *reason; /* stable name */
  char *number; /* of the department; "" where it has none */
  char *sentence;
} WayOc3LeftOut;

typedef struct
{
  GPtrArray *codes[WAY_OC3_N_FIELDS]; /* WayReturnCode */
  GPtrArray *cohorts;                 /* WayOc3Cohort */
  GPtrArray *rules;                   /* WayOc3Rule */
  GPtrArray *left_out;                /* WayOc3LeftOut */
  GStrv list_9_columns;
  GHashTable *list_9_eligibility; /* legal status → what the list calls it; "" = any other */
  GHashTable *list_9_in_touch;    /* OC3 code → what the list calls it; "" = none */
} WayReturns;

/* (transfer full): empty; fill it, then share. */
WayReturns *way_returns_new (void);
WayReturns *way_returns_ref (WayReturns *self);
void way_returns_unref (WayReturns *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayReturns, way_returns_unref)

/* (nullable): the code as it stands on @on. */
const WayReturnCode *
way_returns_get_code (WayReturns *self, WayOc3Field field, const char *code, WayDate on);
/* @reason is one that report knows; a test sees that the data name them all. */
const WayOc3LeftOut *way_returns_get_left_out (WayReturns *self, const char *reason);

G_END_DECLS
