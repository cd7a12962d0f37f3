/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Unicode NFC in guarded memory.  g_utf8_normalize() would leave a copy of the passphrase in freed
 * memory, so the algorithm of Unicode Standard Annex 15 is done here over GLib's tables.
 */
#pragma once

#include "way-secret.h"

G_BEGIN_DECLS

/* (transfer full): @text must be valid UTF-8 without NUL.  @ret_characters counts code points. */
WaySecret *way_nfc (const char *text, gsize size, gsize *ret_characters);

G_END_DECLS
