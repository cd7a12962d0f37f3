/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayCase: one young person's case as it stands: the visible ops of every object.
 *
 * A projection of the operations, never a truth of its own.  Immutable, reference counted, safe
 * from any thread.
 */
#pragma once

#include <gio/gio.h>
#include "way-date.h"
#include "way-operation.h"
#include "way-words.h"

G_BEGIN_DECLS

typedef enum
{
  WAY_LIFE_PRESENT,
  WAY_LIFE_REMOVED,
  WAY_LIFE_CONFLICT, /* removed here, changed there (M10) */
} WayLife;

typedef struct
{
  WayId id;
  guint16 kind;
  WayLife life;
  gboolean needs_update; /* holds what this version must understand and does not */
  gint64 created_ms;     /* made_ms of its first op still visible, for order and "Added …" */
  guint64 created_hlc;
  GPtrArray *ops; /* WayOperation, visible; by group, then way_operation_compare() */
} WayObject;

typedef struct _WayCase WayCase;

/* (transfer full): @ops are the visible ops of @case_id, in any order. */
WayCase *way_case_new (const WayId *case_id, GPtrArray *ops);
WayCase *way_case_ref (WayCase *self);
void way_case_unref (WayCase *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayCase, way_case_unref)

const WayId *way_case_get_id (WayCase *self);
/* The greatest made_ms of any visible op; 0 in an empty case. */
gint64 way_case_get_newest_ms (WayCase *self);

/* (nullable): NULL for an object the case does not hold. */
const WayObject *way_case_get_object (WayCase *self, guint16 kind, const WayId *id);
/* (nullable): the one object of a kind that has one (person, front), or that matter. */
const WayObject *way_case_get_person (WayCase *self);
const WayObject *way_case_get_front (WayCase *self);
const WayObject *way_case_get_matter (WayCase *self, const char *key);

/* (transfer container): the objects of @kind that are not removed, in list order: kinds with dates
 * by date, then all by creation, then id; undated last. */
GPtrArray *way_case_list (WayCase *self, guint16 kind);
/* (transfer container): the actions of a matter, by date, then creation, then id. */
GPtrArray *way_case_list_actions (WayCase *self, const WayId *matter);
/* (transfer container): every object, removed ones too, in list order by kind. */
GPtrArray *way_case_list_all (WayCase *self);

/* Calls @each for every object that is not removed, in no order: for who reads a whole case at
 * once.
 */
typedef void (*WayCaseEach) (const WayObject *object, gpointer data);
void way_case_each (WayCase *self, WayCaseEach each, gpointer data);

/* (transfer container): the visible ops of one group, oldest first; empty where there are none. */
GPtrArray *way_object_list_ops (const WayObject *self, guint16 group);
/* How many different values the group has: 0, 1, or more while a conflict is open. */
guint way_object_n_values (const WayObject *self, guint16 group);
gboolean way_object_has_conflict (const WayObject *self);
/* TRUE where any object that the plan prints has an open conflict. */
gboolean way_case_plan_has_conflict (WayCase *self);

/* (transfer full) (nullable): the value of the lowest op id; NULL where the group holds none or
 * this version does not know it. */
GVariant *way_object_dup_value (const WayObject *self, guint16 group);
#define WAY_TEXTS_MAX 8
/* The members of that value where all of them are texts, good for as long as the case is; FALSE and
 * untouched where it holds none or is of another type.  Quicker than the rest by a hundredfold. */
gboolean
way_object_peek_texts (const WayObject *self, guint16 group, const char *ret_texts[WAY_TEXTS_MAX]);
/* Members of that value; "" , way_date_none, FALSE or nil where there is none. */
char *way_object_dup_string (const WayObject *self, guint16 group, guint member);
WayDate way_object_get_date (const WayObject *self, guint16 group, guint member);
gboolean way_object_get_bool (const WayObject *self, guint16 group, guint member);
guint8 way_object_get_tri (const WayObject *self, guint16 group, guint member);
void way_object_get_id (const WayObject *self, guint16 group, guint member, WayId *ret_id);
/* (transfer full): own words of every version, oldest first. */
GPtrArray *way_object_dup_words (const WayObject *self, guint16 group);

G_END_DECLS
