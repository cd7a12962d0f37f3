/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The terminal this program was started from, whatever its input and output are.
 */
#pragma once

#include "way-secret.h"

G_BEGIN_DECLS

gboolean way_cli_terminal_is_there (void);

/* (transfer full): one line as it was typed, shown only where @echo.  LOCKED where there is no
 * terminal, FAILED where the line was ended without any (Ctrl+D). */
WaySecret *way_cli_terminal_ask (const char *prompt, gboolean echo, GError **error);

/* A sentence and a line end. */
void way_cli_terminal_say (const char *sentence);

G_END_DECLS
