/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-held.h"

#include "way-rules.h"

typedef struct
{
  WayHeads held, shown;
} Judging;

/* Whether both had the same head where the shorter one ends. */
static gboolean
agree (const Judging *j)
{
  guint64 both = MIN (j->held.length, j->shown.length);

  return way_hash_equal (&j->held.heads[both], &j->shown.heads[both]);
}

static gboolean
breaks_shorter (gpointer judging)
{
  Judging *j = judging;

  return j->shown.length < j->held.length && agree (j);
}

static gboolean
breaks_fork (gpointer judging)
{
  Judging *j = judging;

  return !agree (j) && j->shown.number <= j->held.number;
}

static gboolean
breaks_restored (gpointer judging)
{
  Judging *j = judging;

  return !agree (j) && j->shown.number > j->held.number;
}

static const WayLedgerRule rules[] = {
  { WAY_VERDICT_H1_SHORTER, breaks_shorter },
  { WAY_VERDICT_H2_FORK, breaks_fork },
  { WAY_VERDICT_H3_RESTORED, breaks_restored },
};

WayVerdict
way_held_judge (WayHeads held, WayHeads shown)
{
  Judging judging = { held, shown };

  return way_rules_judge (rules, G_N_ELEMENTS (rules), &judging);
}
