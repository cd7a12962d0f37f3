/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A case as it would stand once an act is written, for what a page says before anything is saved:
 * "Next visit due by Thursday 11 December".
 *
 * Pure; safe from any thread.
 */
#pragma once

#include "way-act.h"
#include "way-case.h"

G_BEGIN_DECLS

/* (transfer full): @now_ms is when it would be written.  What the act would be refused for is not
 * looked at, and no op of it is one that the vault will hold. */
WayCase *way_case_after (WayCase *self, const WayAct *act, gint64 now_ms);

G_END_DECLS
