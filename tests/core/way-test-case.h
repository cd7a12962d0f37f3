/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Cases made of acts without a vault: ops are numbered one after the other and supersede what their
 * register shows, as the store would have it.
 */
#pragma once

#include "way-act.h"
#include "way-case.h"
#include "way-reference.h"

typedef struct
{
  WayId id;
  GPtrArray *ops; /* (owned): every op */
  guint64 counter;
  WayRandom *random; /* (owned) */
} WayTestCase;

void way_test_case_init (WayTestCase *self);
void way_test_case_clear (WayTestCase *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WayTestCase, way_test_case_clear)

/* Takes @act; made at @made_ms. */
void way_test_case_apply (WayTestCase *self, WayAct *act, gint64 made_ms);
WayCase *way_test_case_build (WayTestCase *self);

/* One object with one group in an act of its own; returns its id. */
WayId way_test_case_add (WayTestCase *self, guint16 kind, guint16 group, GVariant *value);
void way_test_case_set (
    WayTestCase *self, guint16 kind, const WayId *object, guint16 group, GVariant *value);
/* A second, concurrent value of the register: a conflict. */
void way_test_case_clash (
    WayTestCase *self, guint16 kind, const WayId *object, guint16 group, GVariant *value);

/* Two matters and the rules of England as of 2026. */
WayReference *way_test_reference (void);
