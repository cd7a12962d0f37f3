/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayTestCrowd: 5,000 people, from a repository that holds nothing.
 */
#pragma once

#include "way-test-gui.h"

#define WAY_TEST_CROWD_SIZE 5000

#define WAY_TYPE_TEST_CROWD (way_test_crowd_get_type ())
G_DECLARE_FINAL_TYPE (WayTestCrowd, way_test_crowd, WAY, TEST_CROWD, GObject)

/* (transfer full): everybody's case is @sample. */
WayTestCrowd *way_test_crowd_new (WayCase *sample);
/* How many cases were asked for. */
guint way_test_crowd_get_n_loaded (WayTestCrowd *self);
/* (transfer full): a desk on it, with the rest of @gui's. */
WayDesk *way_test_crowd_new_desk (WayTestCrowd *self, WayTestGui *gui);
