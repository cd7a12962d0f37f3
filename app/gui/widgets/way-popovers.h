/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GTK 4.8 never lets go of a popover that goes while it is open, as all of them do at a lock: of a
 * menu button, a drop-down, a row with choices, a text.
 */
#pragma once

/* From now on every popover of the program closes before it goes.  Before the first one is made. */
void way_popovers_close_in_time (void);
