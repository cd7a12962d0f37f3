/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayFirstRunPage: from a laptop without a vault to one with a vault, a passphrase and a sheet that
 * was typed back (design/DESIGN.md 4.10).  Nothing is asked twice: going back keeps what was typed.
 */
#pragma once

#include <adwaita.h>
#include "way-door.h"

G_BEGIN_DECLS

#define WAY_TYPE_FIRST_RUN_PAGE (way_first_run_page_get_type ())
G_DECLARE_FINAL_TYPE (WayFirstRunPage, way_first_run_page, WAY, FIRST_RUN_PAGE, GtkBox)

GtkWidget *way_first_run_page_new (WayDoor *door);

G_END_DECLS
