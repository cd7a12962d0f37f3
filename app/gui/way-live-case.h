/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayLiveCase: one young person's case, kept as it stands while pages look at it.
 *
 * Holds an immutable WayCase and takes a fresh one whenever something was written, here or on
 * another laptop; "changed" is emitted after that, on the main context.  Pages never keep the
 * WayCase of an earlier moment.
 */
#pragma once

#include <gio/gio.h>
#include "way-case.h"
#include "way-repository.h"

G_BEGIN_DECLS

#define WAY_TYPE_LIVE_CASE (way_live_case_get_type ())
G_DECLARE_FINAL_TYPE (WayLiveCase, way_live_case, WAY, LIVE_CASE, GObject)

/* (transfer full): begins to load at once. */
WayLiveCase *way_live_case_new (WayRepository *repository, const WayId *id);

const WayId *way_live_case_get_id (WayLiveCase *self);
/* (transfer none) (nullable): NULL until the first load came back. */
WayCase *way_live_case_get_case (WayLiveCase *self);
/* (transfer none) (nullable): why the newest load failed. */
const GError *way_live_case_get_error (WayLiveCase *self);

/* Something was written: loads again, once for any number of calls that come meanwhile. */
void way_live_case_reload (WayLiveCase *self);

G_END_DECLS
