/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What no field of a person's record can say alone: whether the record as it would stand can be.
 * One thread.
 */
#pragma once

#include "way-reading.h"

G_BEGIN_DECLS

/* Refuses, at the list, what the act of @self would leave that cannot be: care that overlaps,
 * or that begins before birth. */
void way_person_check (WayReading *self);

G_END_DECLS
