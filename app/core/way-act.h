/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayAct: what one user action wants to change in one case, before it has op ids.
 *
 * A page, an import or the command line fills an act; the store gives it counters, stamps and what
 * it supersedes, and commits it whole or not at all.  Mutable until it is handed over; used from
 * one thread at a time.
 */
#pragma once

#include <gio/gio.h>
#include "way-operation.h"

G_BEGIN_DECLS

typedef struct
{
  guint16 kind;
  WayId object;
  guint16 group;
  GBytes *value; /* normal form of the group's type */
  guint8 flags;
  GArray *bases; /* (nullable) of WayOpId: what the writer had seen, where it was not simply what is
                    visible at commit (a draft promoted after a crash) */
} WayChange;

typedef struct
{
  WayId case_id;
  gint64 made_ms;     /* when the person did it; 0 = at commit */
  GPtrArray *changes; /* (owned): WayChange */
  GBytes *life;       /* (owned) (nullable): the life value of what it creates */
} WayAct;

#define WAY_ACT_MAX 65535 /* act_n is 16 bits */

/* (transfer full) */
WayAct *way_act_new (const WayId *case_id, gint64 made_ms);
/* (transfer full) */
WayAct *way_act_copy (const WayAct *self);
void way_act_free (WayAct *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayAct, way_act_free)

/* Adds the life op of a new object (nothing for an immutable kind). */
void way_act_create (WayAct *self, guint16 kind, const WayId *object);
/* Sinks @value, which is of the group's type. */
WayChange *
way_act_set (WayAct *self, guint16 kind, const WayId *object, guint16 group, GVariant *value);
/* Removal: supersedes every visible op of the object at commit. */
void way_act_remove (WayAct *self, guint16 kind, const WayId *object, const char *reason);

gboolean way_change_is_removal (const WayChange *self);

G_END_DECLS
