/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What stands on the page Finalise this plan: one row for each section and each action that lacks
 * something, and each row the way to the very field (design/DESIGN.md 4.3, 18-finalise.png).
 *
 * What is missing and what is worth a look is for way-plan.h to say; here it gets its words.  Pure.
 */
#pragma once

#include "way-plan.h"

G_BEGIN_DECLS

typedef struct
{
  WayMissingKind kind;
  char *path;         /* of the very field; "settle/PATH" where versions of it wait */
  char *title;        /* "“Open a savings account” has no date" */
  char *detail;       /* "Section 8, Money. Kez, with Ros" */
  char *link;         /* "Add a date"; "" where nothing leads there */
  const char *second; /* (nullable): "Say why" */
  char *second_path;  /* (nullable) */
  const char *icon;
} WayMissingRow;

/* (transfer full): WayMissingRow, in the order of the plan.  @name is what people call the young
 * person. */
GPtrArray *way_plan_list_missing_rows (WayCase *self, WayReference *reference, const char *name);
GPtrArray *way_plan_list_look_rows (WayCase *self, WayReference *reference, const char *name);

G_END_DECLS
