/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The errors of room sync: a code is a WaySyncTrouble (core's way-sync-status.h), and its message
 * that trouble's sentence.  OFFLINE, where there is no trouble to name, is tried again by itself.
 */
#pragma once

#include <gio/gio.h>
#include "way-sync-status.h"

G_BEGIN_DECLS

#define WAY_SYNC_ERROR (way_sync_error_quark ())
GQuark way_sync_error_quark (void);

#define WAY_SYNC_ERROR_OFFLINE ((int)WAY_SYNC_TROUBLE_NONE)

/* Sets @error to @trouble, or to OFFLINE where it is NONE; returns FALSE. */
gboolean way_sync_fail (GError **error, WaySyncTrouble trouble);

/* Whether nobody has to do anything about @error. */
gboolean way_sync_error_is_offline (const GError *error);

/* That of @error; what comes from the vault is VAULT. */
WaySyncTrouble way_sync_error_get_trouble (const GError *error);

G_END_DECLS
