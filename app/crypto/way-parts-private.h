/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * For this room only: Ed25519 signs bytes that lie in one piece.
 */
#pragma once

#include "way-verify.h"

G_BEGIN_DECLS

/* (transfer full): never NULL. */
guint8 *way_parts_join (const WaySlice *parts, gsize n_parts, gsize *ret_size);

G_END_DECLS
