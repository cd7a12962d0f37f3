/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Icons that stay: a door round a fault of GTK 4.8's.
 *
 * Its theme finds an icon in a table that owns none of what it holds, while a thread that loaded
 * the icon ahead may just be dropping the last reference to it; what is then shown was freed.  So
 * every icon that is made keeps a reference for as long as the program runs.  There are as many of
 * them as names, sizes and directions are shown; a few hundred small pictures.
 */
#pragma once

#include <gtk/gtk.h>

/* Main thread, before the first widget; a second call does nothing. */
void way_icons_keep (void);
