/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A time of day as people type it: "2pm", "2.30", "14:00", "noon".
 *
 * Read here are 2pm, 2 pm, 2.30pm, 2:30, 14:00, 1400, 14h30, 9, noon, midday, midnight.  Without am
 * or pm, one to six o'clock is the afternoon unless it is written with a nought in front ("02:00"),
 * as visits are not made at night.
 *
 * Pure; safe from any thread.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define WAY_TIME_TEXT_SIZE 6 /* HH:MM and the final NUL */

/* FALSE with WAY_CORE_ERROR_INVALID, which says what to write, and @ret_at untouched. */
gboolean way_time_read_typed (const char *text, char ret_at[WAY_TIME_TEXT_SIZE], GError **error);

G_END_DECLS
