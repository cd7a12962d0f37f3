/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The floor of every shipped program; see way-argon.h.
 */
#include "way-argon.h"

const WayArgonParams way_argon_floor = { WAY_ARGON_MODERATE_OPS, WAY_ARGON_MODERATE_MEMORY };
