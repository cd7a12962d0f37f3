/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayDetailsRow: something of a person's life that has dates (a legal status, a home, a course) as
 * a row that opens, with every field the schema table has for its kind.
 */
#pragma once

#include "way-object-list.h"

G_BEGIN_DECLS

#define WAY_TYPE_DETAILS_ROW (way_details_row_get_type ())
G_DECLARE_FINAL_TYPE (WayDetailsRow, way_details_row, WAY, DETAILS_ROW, WayObjectRow)

#define WAY_DETAILS_LISTS 9

/* What each list of the page Edit details holds, in the order of the page. */
extern const WayObjectRows way_details_rows[WAY_DETAILS_LISTS];
/* What stands over each of them, and its link to add one; to be translated. */
extern const struct WayDetailsHeading
{
  const char *title, *add;
} way_details_headings[WAY_DETAILS_LISTS];

G_END_DECLS
