/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayPassphraseChooser: a new passphrase, typed twice, with its strength in words and five words to
 * take instead (design/DESIGN.md 4.10).
 *
 * Property: "ready" b, readable: long enough, and the same twice.  Signal "activated": Enter while
 * it is ready.
 */
#pragma once

#include <adwaita.h>
#include "way-door.h"

G_BEGIN_DECLS

#define WAY_TYPE_PASSPHRASE_CHOOSER (way_passphrase_chooser_get_type ())
G_DECLARE_FINAL_TYPE (WayPassphraseChooser, way_passphrase_chooser, WAY, PASSPHRASE_CHOOSER, GtkBox)

void way_passphrase_chooser_set_door (WayPassphraseChooser *self, WayDoor *door);

gboolean way_passphrase_chooser_is_ready (WayPassphraseChooser *self);
/* (transfer none): what was typed; "" after clear. */
const char *way_passphrase_chooser_get_text (WayPassphraseChooser *self);
void way_passphrase_chooser_clear (WayPassphraseChooser *self);

typedef enum
{
  WAY_STRENGTH_TOO_SHORT,
  WAY_STRENGTH_FAIR,
  WAY_STRENGTH_STRONG,
} WayStrength;

#define WAY_STRENGTH_MIN_CHARACTERS 12

/* (transfer full): "Strong. Five words, 27 characters."; pure. */
char *way_passphrase_strength_text (const char *text, WayStrength *ret_strength);

G_END_DECLS
