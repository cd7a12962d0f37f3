/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * For this room only: a secret made in place, so that no copy of it lies on a stack.
 */
#pragma once

#include "way-secret.h"

G_BEGIN_DECLS

/* (transfer full): zeroed and writable through @ret_bytes until way_secret_freeze(). */
WaySecret *way_secret_new_writable (gsize size, guint8 **ret_bytes);

/* (transfer none): returns @self, from now on read-only. */
WaySecret *way_secret_freeze (WaySecret *self);

G_END_DECLS
