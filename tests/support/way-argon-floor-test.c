/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The floor of test programs, in the place of app/crypto/way-argon-floor.c: the least that Argon2id
 * can be, so that a test may open a vault a thousand times.  The second symbol is the mark by which
 * a check of the shipped programs knows this object.
 */
#include "way-argon.h"

extern const char way_argon_floor_is_for_tests[];

const char way_argon_floor_is_for_tests[] = "This program is a test: its passphrases are weak.";

const WayArgonParams way_argon_floor = { 1, 8192 };
