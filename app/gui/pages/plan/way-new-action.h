/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayNewAction: an action while it is first written, before the case holds it.
 *
 * It becomes an action by one act.  What is typed meanwhile goes to the disk as drafts of what,
 * who, when and its section, so that after a crash it is an action in its section.  The desk holds
 * it until it is written or given up, so that a full disk, a lock or another page lose none of it.
 *
 * "written" is emitted when the act is on the disk and in the case.
 */
#pragma once

#include "way-desk.h"

G_BEGIN_DECLS

#define WAY_TYPE_NEW_ACTION (way_new_action_get_type ())
G_DECLARE_FINAL_TYPE (WayNewAction, way_new_action, WAY, NEW_ACTION, GObject)

/* (transfer full): @id is the object it will be, in the section @matter. */
WayNewAction *
way_new_action_new (WayDesk *desk, WayLiveCase *live, const WayId *matter, const WayId *id);

/* What stands in its row now; @by may be none.  Kept as drafts after a pause in typing. */
void way_new_action_type (WayNewAction *self, const char *what, const char *who, WayDate by);
/* Nothing of it was written yet. */
gboolean way_new_action_is_untouched (WayNewAction *self);
gboolean way_new_action_is_writing (WayNewAction *self);

/* Begins the one act, where there is what will be done. */
void way_new_action_write (WayNewAction *self);
/* Its row goes away: writes what there is, and tries until it is on the disk. */
void way_new_action_drop (WayNewAction *self);

G_END_DECLS
