/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-rules.h"

WayVerdict
way_rules_judge (const WayLedgerRule *rules, gsize n_rules, gpointer judging)
{
  for (gsize i = 0; i < n_rules; i++)
    if (rules[i].breaks (judging))
      return rules[i].verdict;
  return WAY_VERDICT_OK;
}
