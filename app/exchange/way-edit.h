/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A JSON merge patch of a PERSON as the act that makes it so.
 *
 *   {"pronouns": "she/her", "address": {"postcode": null},
 *    "plan": {"matters": {"S1_05": {"own_words": "I like it here.",
 *       "actions": [{"id": "…", "status": "done"}, {"what": "Ring housing"},
 *                   {"id": "…", "removed": true, "reason": "Written twice"}]}}},
 *    "contacts": [{"id": "…", "corrections": [{"text": "…", "reason": "…", "field": "notes"}]}]}
 *
 * Members not named keep what stands; null empties a field; list items are found by id and made
 * where they have none.  Own words given as a text are one passage, said today, in the language of
 * the last passage that stands.  A contact or review older than 24 hours takes corrections only
 * (decisions.md 2).  What is written over a field of several versions settles it.
 */
#pragma once

#include "way-reading.h"

G_BEGIN_DECLS

typedef struct
{
  WayReference *reference;
  WayRandom *random; /* ids for what is new */
  WayDate today;
  gint64 now_ms;     /* judges what is older than 24 hours */
  gint64 made_ms;    /* of the act; 0 = at commit */
  GPtrArray *drafts; /* (nullable): WayDraft; a field of these is refused (decisions.md 9) */
} WayEditOptions;

/* (transfer full) (nullable): holds what differs from what stands, so perhaps no change at all.
 *
 * NULL with TOO_LARGE or NOT_JSON where the patch cannot be read, with REFUSED where any value of
 * it cannot be taken: then they are added to @ret_refusals, an array of way_refusals_new(), with
 * paths that begin at the person.
 * WAY_CORE_ERROR_NOT_FOUND where @self holds no person. */
WayAct *way_edit_read (WayCase *self,
                       GBytes *patch,
                       const WayEditOptions *options,
                       GPtrArray *ret_refusals,
                       GError **error);

G_END_DECLS
