/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A text that was begun for versions of a field, and not kept before somebody else settled them
 * elsewhere: a held draft (way-repository.h) of a field that has one version now.  Nobody else has
 * it.  It waits at its field until whoever began it keeps it, or lets it go; nothing else is typed
 * there meanwhile.
 *
 * Pure; safe from any thread.
 */
#pragma once

#include "way-act.h"
#include "way-case.h"
#include "way-repository.h"

G_BEGIN_DECLS

/* TRUE of such a draft; @present is its case. */
gboolean way_begun_is (const WayDraft *draft, WayCase *present);
/* (transfer none) (nullable): that of the field, of @drafts (WayDraft of anybody). */
const WayDraft *way_begun_find (
    GPtrArray *drafts, WayCase *present, guint16 kind, const WayId *object, guint16 group);

/* (transfer full): the text. */
char *way_begun_dup_text (const WayDraft *draft);
/* (transfer full): keeps it in the place of what stands; the act takes the draft with it. */
WayAct *way_begun_keep (const WayDraft *draft, WayCase *present);

/* The settlement whose reason is typed while that field is settled: the same each time, so that
 * what was typed is found again. */
WayId way_begun_settlement (guint16 kind, const WayId *object, guint16 group);

G_END_DECLS
