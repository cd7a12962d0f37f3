/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayNewAction: an action while it is first written, before the case holds it.
 *
 * It becomes an action by one act.  What is typed meanwhile goes to the disk as drafts of what,
 * who, when and its section, so that after a crash it is an action in its section.
 */
#pragma once

#include "way-desk.h"

G_BEGIN_DECLS

typedef struct _WayNewAction WayNewAction;

/* (transfer full): @id is the object it will be, in the section @matter. */
WayNewAction *
way_new_action_new (WayDesk *desk, WayLiveCase *live, const WayId *matter, const WayId *id);
/* Drafts that wait for a pause in typing are not written. */
void way_new_action_free (WayNewAction *self);

/* What stands in its row now; @by may be none. */
void way_new_action_set (WayNewAction *self, const char *what, const char *who, WayDate by);
/* Nothing of it was written yet. */
gboolean way_new_action_is_untouched (WayNewAction *self);
/* Kept as drafts after a pause in typing. */
void way_new_action_typed (WayNewAction *self);
/* The one act; way_desk_commit_finish() in @callback. */
void way_new_action_write (WayNewAction *self, GAsyncReadyCallback callback, gpointer data);

G_END_DECLS
