/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayPaperPlaces: where the private address stands in what would be printed, each place with its
 * sentence: to be mended, where the plan is a draft, or answered with "This may be printed".
 *
 * Not seen where there is none.  "mend" (s) is emitted with the path of a field, as way-path.h
 * names it.
 */
#pragma once

#include <adwaita.h>
#include "way-paper.h"

G_BEGIN_DECLS

#define WAY_TYPE_PAPER_PLACES (way_paper_places_get_type ())
G_DECLARE_FINAL_TYPE (WayPaperPlaces, way_paper_places, WAY, PAPER_PLACES, AdwExpanderRow)

void way_paper_places_set_paper (WayPaperPlaces *self,
                                 WayPaper *paper,
                                 WayDesk *desk,
                                 WayLiveCase *live);

/* TRUE where every place was answered; what was answered for another sentence does not count. */
gboolean way_paper_places_are_answered (WayPaperPlaces *self);
/* Opens the list, with focus on the first place that waits. */
void way_paper_places_ask (WayPaperPlaces *self);

G_END_DECLS
