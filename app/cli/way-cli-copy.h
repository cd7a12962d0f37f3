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
  gint64 made_ms;
} WayCliCopy;

void way_cli_copy_clear (WayCliCopy *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WayCliCopy, way_cli_copy_clear)

void way_cli_copy_set_id (WayCliCopy *self, const WayId *id);

/* INVALID where the name of who it is for cannot be kept. */
gboolean way_cli_copy_check (const WayCliCopy *self, WayDate today, GError **error);

/* (transfer full): the act that makes the copy, of @pages pages, by worker @by on @on. */
WayAct *way_cli_copy_build_act (
    const WayCliCopy *self, const WayId *case_id, guint pages, WayDate on, const WayId *by);

/* The copy of that id or number; NOT_FOUND. */
gboolean
way_cli_copy_find (WayCliCopy *ret_copy, WayCase *person, const char *text, GError **error);

G_END_DECLS
