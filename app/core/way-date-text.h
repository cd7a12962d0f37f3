/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Dates in words for the screen: "Thursday 16 October", with the year when it is not this year
 * (design/DESIGN.md 8).  Month names are the program's own strings, not the process locale's.
 */
#pragma once

#include "way-date.h"

G_BEGIN_DECLS

/* (transfer full): "16 October", "16 October 2024"; partial dates read "October 2024", "2024". */
char *way_date_text (WayDate date, WayDate today);
/* (transfer full): "Thursday 16 October"; full dates only. */
char *way_date_text_with_day (WayDate date, WayDate today);

G_END_DECLS
