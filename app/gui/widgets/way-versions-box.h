/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayVersionsBox: what stands in the place of a field while it has several versions: that it has,
 * the way to settle it, and each of them to read (own words stand in their card); the same where it
 * has one, and a text was begun here for those it had (way-begun.h).  Else not there at all.
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
/* Focus goes to what settles it, where it has several versions. */
void way_versions_box_focus (WayVersionsBox *self);

/* Shows @versions, which has a box in it, in the place of @row while that waits. */
void way_versions_box_replace (GtkWidget *row, GtkWidget *versions, gboolean waits);

/* Nothing is set in passing where that field of @object has several versions: goes to where they
 * are settled, and is TRUE; FALSE where it has not. */
gboolean way_versions_lead (
    GtkWidget *from, WayDesk *desk, WayCase *present, const WayObject *object, guint16 group);

/* (transfer floating): the button that goes to @place, where versions are settled; @begun: where a
 * text is that was begun for them (way-begun.h). */
GtkWidget *way_versions_link_new (const char *place, gboolean begun);

G_END_DECLS
