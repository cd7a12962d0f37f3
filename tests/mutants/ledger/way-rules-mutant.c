/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * In the place of app/ledger/way-rules.c, for the mutants only: the row whose verdict WAY_MUTANT
 * names refuses nothing.  No shipped program and no other test links this.
 */
#include "way-rules.h"

static guint64
mutant (void)
{
  const char *text = g_getenv ("WAY_MUTANT");

  return text != NULL ? g_ascii_strtoull (text, NULL, 10) : 0;
}

WayVerdict
way_rules_judge (const WayLedgerRule *rules, gsize n_rules, gpointer judging)
{
  for (gsize i = 0; i < n_rules; i++)
    if (rules[i].breaks (judging) && rules[i].verdict != mutant ())
      return rules[i].verdict;
  return WAY_VERDICT_OK;
}
