/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tab through a GtkFlowBox.
 *
 * GTK 4.8 stops at a child that holds nothing to have focus and never goes on: who has no pointer
 * is caught.  Called once, before the first flow box; arrows are as they were.
 */
#pragma once

void way_flow_let_tab_through (void);
