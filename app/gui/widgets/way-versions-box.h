/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayVersionsBox: what stands above a field while it has several versions: that it has, each of
 * them to read, and that writing in the field settles it.  Not there at all while it has one.
 */
#pragma once

#include <gtk/gtk.h>
#include "way-desk.h"

G_BEGIN_DECLS

#define WAY_TYPE_VERSIONS_BOX (way_versions_box_get_type ())
G_DECLARE_FINAL_TYPE (WayVersionsBox, way_versions_box, WAY, VERSIONS_BOX, GtkBox)

/* Follows that field of @live from now on. */
void way_versions_box_bind (WayVersionsBox *self,
                            WayDesk *desk,
                            WayLiveCase *live,
                            guint16 kind,
                            const WayId *object,
                            guint16 group);
void way_versions_box_unbind (WayVersionsBox *self);

G_END_DECLS
