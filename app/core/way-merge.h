/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Merge: which ops of an object are visible.  A pure function of a set of ops, so the order in
 * which they came, and how often, cannot matter.
 *
 *  M1  no op                                     the register holds nothing
 *  M2  one visible op                            its value
 *  M3  several visible, the same bytes           that value; no conflict
 *  M4  several visible, different bytes          a conflict: all are kept and shown until a person
 *                                                writes a value that supersedes them
 *  M5  op names one that has not come            it is visible; the other is awaited
 *  M6  the awaited op comes later                hidden at once
 *  M7  an act of which ops are missing           held: nothing of it shows or supersedes.  Ops that
 *                                                claim another length belong to another act
 *  M8  the same op twice                         once.  Same id, other bytes (a clone): both are
 *                                                visible and no reference hides either; check
 *                                                reports it by name
 *  M9  removal                                   hides every op it names, in any register of its
 *                                                object
 *  M10 removal, and an op it did not know        a conflict: removed here, changed there
 *  M11 unknown kind or group                     kept and merged alike; shown as "needs update"
 *  M12 an op its author may not write            set aside: kept and shown as such, superseding
 *                                                nothing, and no twin of the op it copies
 *  M13 op names one of another register          that reference hides nothing, but for M9
 *  M14 ops that name each other in a ring        hide nothing of that ring
 *  M15 op names a version, event or signature    hides nothing: these are immutable
 */
#pragma once

#include <gio/gio.h>
#include "way-operation.h"

G_BEGIN_DECLS

typedef struct
{
  WayOperation *op;   /* (not owned) */
  gboolean set_aside; /* by way_rights_judge() */
  gboolean visible;   /* written by way_merge_object(); FALSE where set aside */
} WayMergeOp;

/* @ops: all known ops of one object whose acts are whole, in any order, duplicates allowed (of
 * duplicates the first that was not set aside is visible). */
void way_merge_object (WayMergeOp *ops, guint n);

/* (transfer container): the visible ops among @ops (WayOperation) of one case: holds acts that are
 * not whole (M7), then merges each object.  Ordered by object, group, then way_operation_compare().
 * Used to rebuild and by tests; the store merges only the objects an act touches. */
GPtrArray *way_merge_case (GPtrArray *ops);

/* TRUE where @act (WayOperation of one origin, act and act_n) holds every op it says it has. */
gboolean way_merge_act_is_whole (GPtrArray *act);

G_END_DECLS
