/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayPanes: a side pane and the content beside it; where both do not fit, one of them.
 *
 * The only file that knows AdwLeaflet, which later libadwaita has replaced.
 *
 * Properties: "side", "content" (widgets) · "folded" b, read only · "side-shown" b: whether the
 * side pane is there while both fit (F9) · "on-content" b: which of the two is seen while folded.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define WAY_TYPE_PANES (way_panes_get_type ())
G_DECLARE_FINAL_TYPE (WayPanes, way_panes, WAY, PANES, GtkWidget)

GtkWidget *way_panes_new (void);
void way_panes_set_side (WayPanes *self, GtkWidget *side);
void way_panes_set_content (WayPanes *self, GtkWidget *content);

gboolean way_panes_is_folded (WayPanes *self);
gboolean way_panes_get_side_shown (WayPanes *self);
void way_panes_set_side_shown (WayPanes *self, gboolean shown);
gboolean way_panes_get_on_content (WayPanes *self);
void way_panes_set_on_content (WayPanes *self, gboolean on_content);

/* For a widget's root and unroot: @ret_panes (nullable) becomes the panes that @inside stands in,
 * and @changed is called with it, now and whenever what is seen of them changes, until it leaves.
 */
void way_panes_follow (GtkWidget *inside, WayPanes **ret_panes, void (*changed) (gpointer inside));
void way_panes_leave (GtkWidget *inside, WayPanes **panes);

G_END_DECLS
