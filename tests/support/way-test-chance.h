/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a random test runs on: a seed that is printed and can be given again, and a time to fill.
 */
#pragma once

#include "way-random.h"

G_BEGIN_DECLS

/* (transfer full): seeded by WAY_SEED, or freshly; the seed is printed. */
WayRandom *way_test_random (void);

/* How long a random test may go on: WAY_BOX_SECONDS, or 20; printed. */
gint64 way_test_box_seconds (void);

G_END_DECLS
