/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayPast: all that was ever written in one case and counts, with what shows no more, and who wrote
 * it where.
 *
 * WayCase is what stands; this is for what looks behind it: the version that several started from,
 * what a removal took along, who settled what.  What was set aside, or is held, is not in it.
 * Immutable once handed over, reference counted, safe from any thread.
 */
#pragma once

#include "way-rights.h"

G_BEGIN_DECLS

typedef struct
{
  WayAuthoredOp authored; /* op (owned) */
  gboolean here;          /* written on this laptop */
} WayPastOp;

typedef struct _WayPast WayPast;

/* (transfer full): empty; fill it, then share. */
WayPast *way_past_new (const WayId *case_id);
WayPast *way_past_ref (WayPast *self);
void way_past_unref (WayPast *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayPast, way_past_unref)

void way_past_add (WayPast *self, const WayAuthoredOp *authored, gboolean here);

const WayId *way_past_get_id (WayPast *self);
/* (transfer none) (nullable): NULL where it is not known. */
const WayPastOp *way_past_find (WayPast *self, const WayOpId *id);
/* (transfer container): WayPastOp of one object, of every group, by way_operation_compare(). */
GPtrArray *way_past_list (WayPast *self, guint16 kind, const WayId *object);
/* (transfer container): WayPastOp of the act that @op belongs to, by counter. */
GPtrArray *way_past_list_act (WayPast *self, WayOperation *op);
/* (transfer container): WayPastOp of everything of @kind, by way_operation_compare(). */
GPtrArray *way_past_list_kind (WayPast *self, guint16 kind);

G_END_DECLS
