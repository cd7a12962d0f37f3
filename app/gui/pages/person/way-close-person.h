/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayClosePerson: asks why and on which day a case is closed, and closes it in one act with undo.
 */
#pragma once

#include <adwaita.h>
#include "way-desk.h"

G_BEGIN_DECLS

#define WAY_TYPE_CLOSE_PERSON (way_close_person_get_type ())
G_DECLARE_FINAL_TYPE (WayClosePerson, way_close_person, WAY, CLOSE_PERSON, AdwMessageDialog)

/* Over @window; @live has loaded. */
void way_close_person_present (GtkWindow *window, WayDesk *desk, WayLiveCase *live);

G_END_DECLS
