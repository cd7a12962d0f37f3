/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Versions that wait to be settled (decisions.md 9, design/DESIGN.md 4.8): one field of any object
 * that people changed while apart, or an object that one removed and another changed.
 *
 * All versions are kept and shown until one person writes the one to keep.  Own words are never
 * chosen between: all of them are kept, oldest first, or they are written again with the person.
 * Two plans of one number are two plans, and no conflict.
 *
 * Pure; safe from any thread.
 */
#pragma once

#include "way-act.h"
#include "way-case.h"
#include "way-past.h"
#include "way-reference.h"

G_BEGIN_DECLS

typedef enum
{
  WAY_CONFLICT_PROSE,   /* a text: one is used, they are put together, or it is written again */
  WAY_CONFLICT_WORDS,   /* own words */
  WAY_CONFLICT_VALUE,   /* a date, a choice, a few lines: one is used */
  WAY_CONFLICT_LIST,    /* ordered: one is used */
  WAY_CONFLICT_LIFE,    /* removed by one, changed by another: removed, or kept */
  WAY_CONFLICT_UNKNOWN, /* a newer Waymark wrote it, and settles it */
} WayConflictShape;

/* One value, whoever wrote it; read only. */
typedef struct
{
  GVariant *value;  /* (owned) (nullable): NULL of LIFE and UNKNOWN */
  GPtrArray *ops;   /* (owned): WayOperation that say so, oldest first */
  WayId user;       /* who wrote it first; nil where that is not known */
  char *author;     /* (owned): their name, "" where it is not known */
  gboolean here;    /* on this laptop */
  gint64 made_ms;   /* when */
  gboolean removal; /* of LIFE: this side removed it */
} WayConflictVersion;

/* Read only. */
typedef struct
{
  guint16 kind, group; /* of LIFE: group WAY_GROUP_LIFE */
  WayId object;
  WayConflictShape shape;
  char *path;               /* (owned): as way-path.h has it, "" of a kind that is not known */
  char *place;              /* (owned): "5 Where I live", or "" */
  char *heading;            /* (owned): "What needs to happen", "Action: See the flat, by when" */
  GPtrArray *versions;      /* (owned): WayConflictVersion, oldest first; of LIFE the removal, then
                               the change */
  WayConflictVersion *base; /* (owned) (nullable): the newest that all of them started from */
} WayConflict;

/* (transfer full): WayConflict, in the order of the plan.  @past of the same case and not older;
 * NULL says neither authors nor bases.  @team (nullable) knows the names. */
GPtrArray *way_conflict_list (WayCase *self, WayPast *past, WayCase *team, WayReference *reference);
/* (transfer none) (nullable): by its path. */
const WayConflict *way_conflict_find (GPtrArray *conflicts, const char *path);
void way_conflict_free (WayConflict *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayConflict, way_conflict_free)

/* (transfer full) (nullable): all versions in one value, oldest first; NULL where they cannot be
 * put together. */
GVariant *way_conflict_put_together (const WayConflict *self);

/* What an object holds, one field of it. */
typedef struct
{
  guint16 group;
  GVariant *value; /* (owned) */
} WayConflictField;

/* (transfer full): WayConflictField: what it holds if it is kept.  Of LIFE only. */
GPtrArray *way_conflict_list_kept (const WayConflict *self, WayCase *present, WayPast *past);

/* -- words: way-conflict-words.c -- */

/* (transfer full): "5 Where I live" or "" and "In Kez’s words" of a field, as people read them. */
void way_conflict_describe (WayCase *self,
                            WayCase *team,
                            WayReference *reference,
                            const WayObject *object,
                            guint16 group,
                            char **ret_place,
                            char **ret_heading);
/* "by when" of an action, "What needs to happen" of a matter; (transfer full). */
char *way_conflict_field_title (guint16 kind, guint16 group);
/* (transfer full): the name of a worker, "" where it is not known.  @team (nullable). */
char *way_worker_dup_name (WayCase *team, const WayId *user);

G_END_DECLS
