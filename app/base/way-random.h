/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayRandom: the only door to chance.
 *
 * The system source asks the kernel.  The seeded source exists for tests and the simulator: the
 * same seed gives the same bytes.  Safe from any thread.
 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define WAY_TYPE_RANDOM (way_random_get_type ())
G_DECLARE_FINAL_TYPE (WayRandom, way_random, WAY, RANDOM, GObject)

/* (transfer full) */
WayRandom *way_random_new_system (void);
WayRandom *way_random_new_seeded (guint64 seed);

/* Never fails: a kernel that cannot give random bytes ends the program, as nothing is safe then. */
void way_random_fill (WayRandom *self, gpointer bytes, gsize size);

/* Uniform in [0, bound); @bound is at least 1. */
guint32 way_random_below (WayRandom *self, guint32 bound);

G_END_DECLS
