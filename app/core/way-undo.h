/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Undo across saved work (decisions.md 9): a new act that puts back what stood before another one.
 * Nothing is ever unsent or deleted, so undoing the undo is the same function once more.
 *
 * Pure; safe from any thread.
 */
#pragma once

#include "way-act.h"
#include "way-case.h"

G_BEGIN_DECLS

/* (transfer full) (nullable): the act that puts back, for each change of @done, what stood in
 * @before, the case as it was when @done was committed (NULL where @done began the case).
 *
 *  - a field gets its former value, and the empty one where none stood;
 *  - an object that @done created is removed;
 *  - an object that @done removed is there again with every value it had.  Its ops are new ones, so
 *    it comes last in a list that goes by creation.
 *
 * NULL where that cannot be: @done holds what is never changed (a version, an event of a plan, a
 * signature, a copy); or puts one value where several stood, for no single op brings those back, or
 * settled whether an object is removed; or removed an object that holds what this version does not
 * know. */
WayAct *way_undo_new (WayCase *before, const WayAct *done);

G_END_DECLS
