/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayDetailsPage: Edit details: who somebody is and how to reach them.
 *
 * Made from the schema table: every field of a person that a person can fill in is here, in the
 * order of its number, and so are the kinds that have no page of their own (way-details-row.h).  It
 * names no field; a field that is added to the table appears.  Left out are the adviser, whom
 * nobody types, and why a case was closed, which has its own dialog.
 *
 * What finds somebody (WAY_SENSITIVITY_ADDRESS) is hidden while it is private, until it is asked
 * for, and again after half a minute without anybody in it.
 *
 * A tab of WayPersonPage that stands in no row of tabs: "person/ID/details" and its fields
 * ("person/ID/details/identity", "person/ID/details/homes.ID").
 */
#pragma once

#include "way-person-tab.h"

G_BEGIN_DECLS

#define WAY_TYPE_DETAILS_PAGE (way_details_page_get_type ())
G_DECLARE_FINAL_TYPE (WayDetailsPage, way_details_page, WAY, DETAILS_PAGE, WayPersonTab)

G_END_DECLS
