/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What History says: which plans there are, and what changed from one to another, laid out as
 * people read it (design/DESIGN.md 4.7).
 *
 * Pure; main context only for the sake of its strings.
 */
#pragma once

#include "way-plan.h"

G_BEGIN_DECLS

typedef struct
{
  char *key;             /* id of the version, "draft" */
  WayId object;          /* nil for the draft */
  WayDocument *document; /* (nullable): NULL for a version that is damaged */
  guint number;
  gboolean draft, withdrawn;
  WayDate on;    /* agreed, or last changed */
  char *title;   /* "Plan 4" */
  char *caption; /* "Agreed 6 November 2025, with Ros Whitfield" */
} WayHistoryPlan;

/* (transfer full): WayHistoryPlan, newest first.  The draft stands first where anything in it is
 * not in the newest agreed plan.  @team (nullable). */
GPtrArray *
way_history_list_plans (WayCase *present, WayCase *team, WayReference *reference, WayDate today);

typedef enum
{
  WAY_HISTORY_CHANGED,
  WAY_HISTORY_NEW,
  WAY_HISTORY_GONE,
} WayHistoryKind;

/* One text on both sides; of a list, one entry. */
typedef struct
{
  char *older, *newer; /* (nullable): NULL where that side has no such entry */
  gboolean finished;   /* an action that is done now and was not before */
} WayHistoryPair;

typedef struct
{
  char *heading; /* "In Kez’s words" */
  gboolean own_words;
  WayHistoryKind kind;
  GPtrArray *pairs; /* WayHistoryPair */
} WayHistoryField;

typedef struct
{
  char *title;       /* "Where I live" */
  GPtrArray *fields; /* WayHistoryField: what changed */
} WayHistorySection;

typedef struct
{
  GPtrArray *sections; /* WayHistorySection: those in which anything changed */
  guint n_finished, n_new;
} WayHistoryComparison;

/* (transfer full): @name is what the person is called. */
WayHistoryComparison *
way_history_compare (WayDocument *older, WayDocument *newer, const char *name, WayDate today);
void way_history_comparison_free (WayHistoryComparison *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayHistoryComparison, way_history_comparison_free)

/* (transfer full): "5 sections changed. 3 actions finished, 4 new." */
char *way_history_summary (const WayHistoryComparison *self);

/* (transfer full): WayHistorySection of everything that stands in a plan, in reading order; the
 * newer side of each pair. */
GPtrArray *way_history_read (WayDocument *document, const char *name, WayDate today);

G_END_DECLS
