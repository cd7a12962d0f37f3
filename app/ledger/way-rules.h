/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A table of rules, as docs/format.md has them: the first row that is broken is the verdict.
 */
#pragma once

#include "way-verdict.h"

G_BEGIN_DECLS

typedef struct
{
  WayVerdict verdict;
  /* TRUE where what @judging (of the table's own type) holds breaks the rule.  A row may leave in
   * it what later rows need, and takes for granted what earlier rows saw to. */
  gboolean (*breaks) (gpointer judging);
} WayLedgerRule;

/* The verdict of the first broken row, or OK. */
WayVerdict way_rules_judge (const WayLedgerRule *rules, gsize n_rules, gpointer judging);

G_END_DECLS
