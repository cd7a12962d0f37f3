/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One act of the adviser, written, and then said with Undo beside it.
 */
#pragma once

#include <gtk/gtk.h>
#include "way-desk.h"

G_BEGIN_DECLS

/* Takes @act.  Once it is on the disk, the window @from stands in says @said, which names no one.
 * Where it could not be saved, the desk's trouble says so. */
void way_commit_saying (GtkWidget *from, WayDesk *desk, WayAct *act, const char *said);

/* Whether the named action is there for @widget, as a class of it or of what it stands in has
 * installed it: what is not built is not shown. */
gboolean way_has_action (GtkWidget *widget, const char *name);

G_END_DECLS
