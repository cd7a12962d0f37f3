/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the plan pages say about a case: how far a section is, what an action's row reads, where the
 * plan is in its life (design/DESIGN.md 3, 4.3).
 *
 * Pure: a case in, words out.  @name is what people call the young person.
 */
#pragma once

#include "way-plan.h"
#include "way-status.h"

G_BEGIN_DECLS

typedef enum
{
  WAY_STAGE_NOT_STARTED,
  WAY_STAGE_IN_PROGRESS,
  WAY_STAGE_NEEDS_WORDS,
  WAY_STAGE_NEEDS_ACTIONS, /* an action without who or when */
  WAY_STAGE_CONFLICT,      /* versions to settle */
  WAY_STAGE_READY,         /* the adviser's mark, and nothing the law asks for is missing */
} WayStage;

/* How it looks; @matter NULL where nothing of the section was written yet. */
typedef struct
{
  WayStage stage;
  gboolean marked; /* the adviser marked it ready */
  char *word;      /* (owned): "2 actions need a date" */
  const char *icon;
  WayTone tone;
} WayStageLook;

void way_stage_look_clear (WayStageLook *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WayStageLook, way_stage_look_clear)

void way_plan_read_stage (WayCase *self,
                          const WayMatterInfo *info,
                          const char *name,
                          WayStageLook *ret_look);
/* The same as if the adviser had not marked it. */
void way_plan_read_stage_unmarked (WayCase *self,
                                   const WayMatterInfo *info,
                                   const char *name,
                                   WayStageLook *ret_look);
/* (transfer full) (nullable): what to do before it can be marked ready; NULL where it can be. */
char *way_plan_why_not_ready (WayCase *self, const WayMatterInfo *info, const char *name);
const char *way_plan_topic_icon (const char *key);

/* -- actions -- */

/* (transfer full): @who as it is shown: "Kez" for "me". */
char *way_plan_who_text (const char *who, const char *name);
/* (transfer full): "Ros · by Friday 24 October"; says so where who or when is missing. */
char *way_plan_action_detail (const WayObject *action, const char *name, WayDate today);
/* (transfer full): the word of its status, with icon and tone: "Overdue by 1 week". */
char *way_plan_action_status (const WayObject *action,
                              WayDate today,
                              const char **ret_icon,
                              WayTone *ret_tone);
/* (transfer full): strings: everybody who is named in an action of this case, but for @name and
 * @adviser, in the order of the plan. */
GPtrArray *way_plan_list_named (WayCase *self, const char *name, const char *adviser);

/* -- the plan -- */

typedef struct
{
  guint number;       /* of the draft, or of the agreed plan */
  gboolean agreed;    /* nothing was changed since it was agreed */
  WayDate agreed_on;  /* where agreed */
  WayDate review_due; /* where it is a draft; none where no clock runs */
  guint8 hash[32];    /* of the version, where agreed */
  guint n_ready, n_missing;
} WayPlanLife;

/* @team (nullable). */
void way_plan_read_life (
    WayCase *self, WayCase *team, WayReference *reference, WayDate today, WayPlanLife *ret_life);
/* (transfer full): "Plan 4, draft for the November review", "Plan 4, agreed on 6 November". */
char *way_plan_life_text (const WayPlanLife *self, WayDate today);
/* TRUE where @version was printed or saved as a file. */
gboolean way_plan_has_copy (WayCase *self, const guint8 hash[32]);

G_END_DECLS
