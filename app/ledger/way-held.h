/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * judge_held: what a server shows against what this laptop had (docs/format.md, 12).
 */
#pragma once

#include "way-log.h"

G_BEGIN_DECLS

/* The heads of a log or a directory: heads[n] is the one at length n, up to the length; borrowed.
 * number: of the newest INCARNATION in the directory beside it. */
typedef struct
{
  const WayHash *heads;
  guint64 length;
  guint64 number;
} WayHeads;

/* OK where the shown one goes on from the held one; H1_SHORTER where it ends earlier, at a head
 * that was held; where there are two histories H3_RESTORED if the shown side has had a later
 * INCARNATION, else H2_FORK. */
WayVerdict way_held_judge (WayHeads held, WayHeads shown);

G_END_DECLS
