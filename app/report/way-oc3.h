/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayOc3: the care leavers' table of the yearly return (SSDA903, OC3) for one collection year, from
 * the cases of a vault: rows, what is wrong with them, and who is left out (domain.md 3).
 *
 * Add last year's rows, then every case, then finish; read it after that.  Cases are not kept.  The
 * rules, codes, cohorts and sentences are data (WayReturns); the window around a birthday is that
 * of WayReference.  Pure; one thread.
 */
#pragma once

#include "way-case.h"
#include "way-reference.h"
#include "way-returns.h"

G_BEGIN_DECLS

typedef struct
{
  WayId person;                   /* nil in a row that was given, not found */
  char *name;                     /* what they are called */
  char *child;                    /* CHILD */
  WayDate born;                   /* DOB */
  char *fields[WAY_OC3_N_FIELDS]; /* in capitals; "" where nothing is known */
  guint age;                      /* that they turn in the year */
  gboolean latest;                /* the latest contact of the year counts, not the birthday */
  WayDate birthday;               /* in the year */
  WayDate window_from, window_to; /* in which a contact is evidence */
  guint n_in_window;              /* contacts in it, with or without codes */
  WayId contact;                  /* the evidence; nil where there is none */
  WayDate contact_on;
} WayOc3Row;

/* One rule that a row breaks. */
typedef struct
{
  const WayOc3Rule *rule;
  guint row; /* index */
} WayOc3Finding;

typedef struct
{
  WayId person;
  char *name;
  const WayOc3LeftOut *why;
} WayOc3Without;

typedef struct
{
  guint year;
  WayDate first_day, last_day;
  GPtrArray *rows;     /* WayOc3Row, by identifier once finished */
  GArray *errors;      /* WayOc3Finding, by row, then in the order of the data */
  GArray *warnings;    /* WayOc3Finding */
  GPtrArray *left_out; /* WayOc3Without, as they came */

  WayReturns *returns;     /* (owned) */
  WayReference *reference; /* (owned) */
  GHashTable *last_year;   /* identifier → char *[WAY_OC3_N_FIELDS] */
  GHashTable *seen;        /* identifier → how many rows have it */
} WayOc3;

/* (transfer full) */
WayOc3 *way_oc3_new (WayReturns *returns, WayReference *reference, guint year);
void way_oc3_free (WayOc3 *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayOc3, way_oc3_free)

/* A row of last year's file; @fields in any case of letters. */
void
way_oc3_add_last_year (WayOc3 *self, const char *child, const char *const fields[WAY_OC3_N_FIELDS]);
/* Somebody of the vault, who becomes a row or is left out.  @child (nullable) is the council's own
 * number; without one it is the person's id in capitals. */
void way_oc3_add_case (WayOc3 *self, WayCase *person, const char *child);
/* A row as it stands, asked of nobody. */
void way_oc3_add_row (WayOc3 *self,
                      const char *child,
                      WayDate born,
                      const char *const fields[WAY_OC3_N_FIELDS]);
/* Sorts and checks. */
void way_oc3_finish (WayOc3 *self);

/* -- the table -- */

#define WAY_OC3_N_COLUMNS 5
/* CHILD, DOB, IN_TOUCH, ACTIV, ACCOM; with a NULL at the end. */
extern const char *const way_oc3_columns[];
/* (transfer full): the cells of a row. */
GStrv way_oc3_row_dup_cells (const WayOc3Row *row);
/* (transfer full): DD/MM/YYYY; "" for none. */
char *way_report_date_text (WayDate date);
/* (transfer full): the person's id in capitals. */
char *way_report_dup_child (const WayId *person);

/* -- for report alone: way-oc3-check.c -- */

void way_oc3_check (WayOc3 *self);

G_END_DECLS
