/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayCsvPeople: a table of people from elsewhere as an interchange document, by a map of its
 * columns (`waymark-map/1`).
 *
 * A row is one person.  A row with a cell that cannot be taken is not in the document; all its
 * refusals are told by line and column.  One thread.
 */
#pragma once

#include <gio/gio.h>
#include "way-date.h"
#include "way-refusal.h"

G_BEGIN_DECLS

typedef struct
{
  char *name;
  char *to;       /* (nullable): where it goes in PERSON; NULL = the map leaves it out */
  guint n_filled; /* rows with something in it */
} WayCsvColumn;

typedef struct
{
  GBytes *document;    /* (owned): `waymark-cases/1`, of the rows that are whole */
  GArray *lines;       /* (owned): guint: where each of its people begins, from 1 */
  GPtrArray *columns;  /* (owned): WayCsvColumn, in order */
  GPtrArray *refusals; /* (owned): WayRefusal of the other rows: "line 12, column 3, Born" */
  guint n_refused;     /* rows */
} WayCsvPeople;

/* (transfer full): NOT_JSON, FORMAT or TOO_LARGE; nothing of a file is taken where its text breaks
 * off anywhere. */
WayCsvPeople *way_csv_people_read (GBytes *csv, GBytes *map, WayDate today, GError **error);
void way_csv_people_free (WayCsvPeople *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayCsvPeople, way_csv_people_free)

/* (transfer full): the line and column of a path in the document. */
char *way_csv_people_dup_place (const WayCsvPeople *self, const char *path);

G_END_DECLS
