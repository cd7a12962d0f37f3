/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The rule that says when the next visit is due, in words (design/DESIGN.md 8): never a figure that
 * does not come from way-due.h and the reference.
 */
#pragma once

#include <gtk/gtk.h>
#include "way-desk.h"
#include "way-due.h"

G_BEGIN_DECLS

/* (transfer full): "At least every 8 weeks"; the words of a rule that runs once; the reason where
 * no clock runs. */
char *way_visit_rule_brief (WayDesk *desk, const WayDue *due);
/* (transfer full): "8 weeks from today", "8 weeks from 21 August"; "" where no clock runs. */
char *way_visit_rule_sum (const WayDue *due, WayDate today);

/* Opens a message over the window of @widget: the rule's words, the sum, its source and since when.
 */
void way_visit_rule_open (GtkWidget *widget, WayDesk *desk, WayCase *present);

G_END_DECLS
