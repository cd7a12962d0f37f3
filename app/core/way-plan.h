/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The life of a plan (decisions.md 5): what is missing, the document, versions and what changed.
 *
 * The gate is the statutory rule, the same code for everyone: regulation 6(2) of the Care Leavers
 * (England) Regulations 2010 wants each need met by a named person by a date; Schedule 1 wants all
 * ten matters.  Pure: cases and reference in, values out.
 */
#pragma once

#include "way-act.h"
#include "way-case.h"
#include "way-document.h"
#include "way-past.h"
#include "way-reference.h"

G_BEGIN_DECLS

typedef enum
{
  WAY_MISSING_CONFLICT,     /* versions to settle stand first */
  WAY_MISSING_MATTER_EMPTY, /* nothing in a section, and no reason why */
  WAY_MISSING_ACTION_WHO,
  WAY_MISSING_ACTION_BY,
  WAY_LOOK_NOT_READY, /* worth a look; stops nothing */
  WAY_LOOK_NO_WORDS,
  WAY_LOOK_NO_ANSWER, /* to "Is this my plan?" */
} WayMissingKind;

typedef struct
{
  WayMissingKind kind;
  char *path;     /* of the very field, as in PERSON */
  char *sentence; /* names the section and what to write; no record content */
} WayMissing;

/* decisions.md 5: own words, going well, worried about, adviser's view, what needs to happen and
 * actions are all empty, and nothing needed now is unset. */
gboolean way_plan_matter_is_empty (WayCase *self, const char *key);
/* (transfer full): what the law asks for and is not there; empty = the plan can be finalised. */
GPtrArray *way_plan_list_missing (WayCase *self, WayReference *reference);
/* (transfer full): what is worth a look and never stops anyone. */
GPtrArray *way_plan_list_worth_a_look (WayCase *self, WayReference *reference);

/* (transfer full): the plan as it stands, a draft.  @team (nullable) holds worker and council. */
WayDocument *
way_plan_build_draft (WayCase *self, WayCase *team, WayReference *reference, WayDate today);

/* (transfer full): the act that keeps the plan as agreed; INCOMPLETE while anything is missing.
 * INVALID where it cannot have been agreed on that day (after @today, before the birth, before an
 * agreed plan), or where it says what the newest agreed plan says: the plan at a review that
 * changed nothing is the one that was agreed. */
WayAct *way_plan_finalise (WayCase *self,
                           WayCase *team,
                           WayReference *reference,
                           WayRandom *random,
                           WayDate today,
                           WayDate agreed_on,
                           GError **error);

typedef enum
{
  WAY_VERSION_AGREED,
  WAY_VERSION_SENT,
  WAY_VERSION_SIGNED,
  WAY_VERSION_TAKEN_BACK,
  WAY_VERSION_SENT_BACK,
  WAY_VERSION_WITHDRAWN,
} WayVersionState;

typedef struct
{
  WayId object;
  guint number;
  guint8 hash[32];
  GBytes *content;
  gint64 made_ms;
  WayVersionState state;
  gboolean intact; /* the content is what its hash says */
} WayVersion;

/* (transfer full): every version, withdrawn ones too, by number, then when it was made. */
GPtrArray *way_plan_list_versions (WayCase *self);
/* (transfer none) (nullable): the newest of @versions that counts. */
const WayVersion *way_plan_newest_version (GPtrArray *versions);
/* (transfer none) (nullable): the newest of @versions, where nothing that a plan prints was changed
 * since: @draft is the plan as it stands. */
const WayVersion *way_plan_find_current (GPtrArray *versions, WayDocument *draft);
const char *way_version_state_name (WayVersionState state);
/* (transfer full): DAMAGED where it is not intact. */
WayDocument *way_version_open (const WayVersion *self, GError **error);
/* (transfer full): Undo of finalise; the version stays, withdrawn. */
WayAct *way_plan_withdraw (WayCase *self, const WayVersion *version, WayRandom *random);

typedef struct
{
  char *path;          /* in PERSON's words: plan.matters.S1_05.own_words, plan.goals */
  char *older, *newer; /* "" where there is none */
  char *author;        /* who wrote the newer one, "" where that is not known */
  gint64 made_ms;      /* and when; 0 likewise */
} WayDifference;

/* (transfer full): what changed from @older to @newer, in reading order.  @past (nullable) says who
 * wrote it, @team (nullable) knows their names. */
GPtrArray *way_plan_compare (WayDocument *older, WayDocument *newer, WayPast *past, WayCase *team);

G_END_DECLS
