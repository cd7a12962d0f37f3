/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What stands on the page of versions to settle: words, a card for each version, the version all of
 * them started from.
 */
#pragma once

#include <gtk/gtk.h>
#include "way-conflict.h"
#include "way-desk.h"

G_BEGIN_DECLS

/* (transfer full): "Two versions to settle", "Three versions to settle". */
char *way_settle_title (const WayConflict *conflict);
/* (transfer full): who changed it, and that all of it is safe; @name is what the person is called.
 */
char *way_settle_explanation (const WayConflict *conflict, const char *name);
/* (transfer full): a value as people read it. */
char *way_settle_value_text (WayCase *present, guint16 kind, guint16 group, GVariant *value);
/* (transfer full): "Ros Whitfield", "A colleague". */
char *way_settle_author (const WayConflictVersion *version);

/* (transfer full): "2:10pm" */
char *way_settle_time (gint64 ms);

/* (transfer floating): one version with its button, which activates settle.use. */
GtkWidget *way_settle_card (WayDesk *desk, WayCase *present, const WayConflict *conflict, guint n);
/* (transfer floating): the version all started from, folded. */
GtkWidget *way_settle_base (WayDesk *desk, WayCase *present, const WayConflict *conflict);
/* (transfer floating): what an object holds that may be removed. */
GtkWidget *way_settle_kept (WayCase *present, const WayConflict *conflict, WayPast *past);
/* (transfer floating): keys beside a button: "Alt", "1". */
GtkWidget *way_settle_keys (const char *first, const char *second);

G_END_DECLS
