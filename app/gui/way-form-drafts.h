/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayFormDrafts: what lies in the vault as drafts of forms, and promotes to nothing by itself.
 *
 * The desk reads it once; fields of forms tell it what they write (WayField).  "changed" is emitted
 * after the one and the other.  Main context only.
 */
#pragma once

#include <gio/gio.h>
#include "way-case.h"
#include "way-repository.h"

G_BEGIN_DECLS

#define WAY_TYPE_FORM_DRAFTS (way_form_drafts_get_type ())
G_DECLARE_FINAL_TYPE (WayFormDrafts, way_form_drafts, WAY, FORM_DRAFTS, GObject)

/* (transfer full): begins to read at once. */
WayFormDrafts *way_form_drafts_new (WayRepository *repository);

/* @draft takes the place of the one of its field; with an empty value there is none any more. */
void way_form_drafts_note (WayFormDrafts *self, const WayDraft *draft);

/* (transfer none) (nullable): what was begun in that field for versions that are settled
 * (way-begun.h). */
const WayDraft *way_form_drafts_find_begun (
    WayFormDrafts *self, WayCase *present, guint16 kind, const WayId *object, guint16 group);
/* It was let go, and the reason that was begun with it: both go from the disk too. */
void way_form_drafts_let_go (WayFormDrafts *self, const WayDraft *draft);

G_END_DECLS
