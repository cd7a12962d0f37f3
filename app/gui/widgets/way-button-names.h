/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GTK 4.8 names a button whose label has an underlined letter by that label twice, once with the
 * underline in it: "_Save as PDF Save as PDF".  A screen reader reads both.
 */
#pragma once

/* From now on such a button has its label's name alone.  Before the first button is made. */
void way_button_names_say_once (void);
