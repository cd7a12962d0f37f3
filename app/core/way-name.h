/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What people call someone: "Kez" where the preferred name is written "Kez Hartley".
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* (transfer full): @preferred without the family name that also begins or ends @full, whichever way
 * round their people put it; never empty unless @preferred is. */
char *way_name_short (const char *preferred, const char *full);

G_END_DECLS
