/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Copies: who was given which print of a plan (decisions.md 5).  A copy is an object of the case;
 * the number on its pages is the first six letters of its id.
 */
#pragma once

#include "way-act.h"
#include "way-case.h"
#include "way-plan.h"

G_BEGIN_DECLS

typedef struct
{
  WayId id;
  char number[8];  /* "K7F-2QD" */
  GBytes *version; /* (owned): hash; empty for a draft */
  char *language;  /* (owned) */
  char **sections; /* (owned): empty = everything */
  gboolean with_address;
  char *made_for; /* (owned) */
  WayDate on;
  WayId by; /* worker */
  guint pages;
  gint64 made_ms; /* 0 until it was written */
} WayCopy;

void way_copy_clear (WayCopy *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WayCopy, way_copy_clear)

void way_copy_set_id (WayCopy *self, const WayId *id);
/* @version (nullable): NULL for a draft. */
void way_copy_set_version (WayCopy *self, const WayVersion *version);

/* INVALID where the name of who it is for cannot be kept. */
gboolean way_copy_check (const WayCopy *self, WayDate today, GError **error);

/* (transfer full): the act that makes the copy. */
WayAct *way_copy_build_act (const WayCopy *self, const WayId *case_id);
/* (transfer full): the act that takes it back, where its pages came to nobody. */
WayAct *way_copy_build_return (const WayId *copy, const WayId *case_id);

/* @object is of kind copy. */
void way_copy_read (WayCopy *ret_copy, const WayObject *object);
/* The copy of that id or number; NOT_FOUND. */
gboolean way_copy_find (WayCopy *ret_copy, WayCase *person, const char *text, GError **error);

G_END_DECLS
