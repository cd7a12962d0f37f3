/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Widths come first: how wide a text or a box of texts is does not depend on its height.
 *
 * GTK 4.8 asks for the width at a height wherever a text that wraps lies in a horizontal box, and
 * both labels and boxes find it by laying out the text at a dozen widths, each for each box around
 * it, at each layout.  A page of rows spent four fifths of its time on that.  Every page here
 * scrolls downwards and takes its height from its width, so the answer is of no use.
 */
#pragma once

/* For every label and box of the program from now on.  Once is enough. */
void way_width_first (void);
