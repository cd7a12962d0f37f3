/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * waymark-server: serve, backup, restore, check.  The composition root.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* 0: done; 1: it could not be; 2: what was asked for is not clear; 3: in use, or damaged. */
int way_server_main (int argc, char **argv);

G_END_DECLS
