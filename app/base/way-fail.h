/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Failing in one line.
 *
 * A function that can fail returns gboolean (or a pointer) and takes a GError **.  On failure it
 * leaves every ret_ output untouched and writes
 *
 *   return way_fail (error, WAY_STORE_ERROR, WAY_STORE_ERROR_FULL, "The disk is full.");
 *
 * Rules that hold in every room:
 *  - one documented error enum per room; engine codes are translated once, at the room's edge;
 *  - a message is one plain sentence for the adviser: what happened, what is safe, what to do;
 *  - no record content in any message: never a name, a value, an address or a line of a plan;
 *  - libraries do not log;
 *  - @format is looked up in the gettext domain of the program (way-i18n.h) right here, so callers
 *    write plain strings and po/POTFILES.in lists them.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Sets @error and returns FALSE. */
gboolean way_fail (GError **error, GQuark domain, int code, const char *format, ...)
    G_GNUC_PRINTF (4, 5);

/* The same for functions that return a pointer: sets @error and returns NULL. */
gpointer way_fail_null (GError **error, GQuark domain, int code, const char *format, ...)
    G_GNUC_PRINTF (4, 5);

/* Fails with @saved_errno as a GIOError; the sentence ends with the system's own reason. */
gboolean way_fail_errno (GError **error, int saved_errno, const char *format, ...)
    G_GNUC_PRINTF (3, 4);

/* Prefixes @error's sentence with a noun of this layer, and returns FALSE. */
gboolean way_fail_prefix (GError **error, const char *prefix);

G_END_DECLS
