/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayWhoChoice: who can be chosen to do an action: nobody yet, the young person, the adviser,
 * everybody already named in the plan, and someone else.  Pure.
 */
#pragma once

#include <gio/gio.h>
#include "way-case.h"

G_BEGIN_DECLS

typedef struct _WayWhoChoice WayWhoChoice;

/* (transfer full): @self NULL names nobody more; @adviser may be "". */
WayWhoChoice *way_who_choice_new (WayCase *self, const char *name, const char *adviser);
void way_who_choice_free (WayWhoChoice *self);

/* (transfer full): the words to choose from, as a GtkStringList. */
GListModel *way_who_choice_build_model (WayWhoChoice *self);
/* Where @who stands, as it is written in an action ("me"); "someone else" for who is not there. */
guint way_who_choice_find (WayWhoChoice *self, const char *who);
gboolean way_who_choice_is_someone_else (WayWhoChoice *self, guint at);
/* (transfer full): what is written for it; @someone is the text for someone else. */
char *way_who_choice_dup_who (WayWhoChoice *self, guint at, const char *someone);

G_END_DECLS
