/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayRecoveryPage: "I can't remember my passphrase": the groups of the recovery sheet, then a new
 * passphrase.  When both are right the door opens, and asks for a new sheet.
 *
 * Signal "left": back to the passphrase.
 */
#pragma once

#include <adwaita.h>
#include "way-door.h"

G_BEGIN_DECLS

#define WAY_TYPE_RECOVERY_PAGE (way_recovery_page_get_type ())
G_DECLARE_FINAL_TYPE (WayRecoveryPage, way_recovery_page, WAY, RECOVERY_PAGE, GtkBox)

GtkWidget *way_recovery_page_new (WayDoor *door);

G_END_DECLS
