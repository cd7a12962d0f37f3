/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Annex A list 9 of an inspection: one line for each care leaver (domain.md 3.7).
 *
 * The names of columns and values are data (WayReturns).  What the vault does not hold, sex, former
 * asylum and disability, is left empty, never guessed; an address is in no column.  Pure.
 */
#pragma once

#include "way-case.h"
#include "way-reference.h"
#include "way-returns.h"

G_BEGIN_DECLS

typedef struct
{
  WayReturns *returns;
  WayReference *reference;
  WayCase *team; /* the case of workers and council */
  WayDate today;
} WayList9;

/* FALSE for who does not stand in it: closed, no care leaver, no date of birth, or not yet or no
 * longer of the age of a pathway plan. */
gboolean way_list_9_has (const WayList9 *self, WayCase *person);

/* (transfer full): the cells of one line, in the order of WayReturns.list_9_columns.  @child
 * (nullable) is the council's own number; without one it is the person's id in capitals. */
GStrv way_list_9_dup_cells (const WayList9 *self, WayCase *person, const char *child);

G_END_DECLS
