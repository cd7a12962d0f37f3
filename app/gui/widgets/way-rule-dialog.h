/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * See the rule: a message with a rule's words, what it made of this case, its source and since when
 * it is in force (design/DESIGN.md 8).  Nothing of it is written here: it all comes from the
 * reference and from the core that counted.
 */
#pragma once

#include <gtk/gtk.h>
#include "way-desk.h"

G_BEGIN_DECLS

/* Over the window of @opener.  @rule: its key, "" for none.  @sum (nullable): "Last seen: 21 August
 * + 8 weeks = 16 October." */
void way_rule_dialog_present (GtkWidget *opener, WayDesk *desk, const char *rule, const char *sum);

G_END_DECLS
