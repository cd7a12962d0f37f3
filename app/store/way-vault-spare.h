/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Room that is kept for the day on which the disk is full.  Private to room store.
 *
 * vault.spare holds nothing.  A save that finds no room takes most of it and tries again, so the
 * last sentences are saved; the rest is for opening, when what was kept over a lock or a crash has
 * to be written first.  It is filled again, quietly, once there is plenty of room.
 *
 * Blocking; called on the pool or the worker.
 */
#pragma once

#include "way-vault-files.h"

G_BEGIN_DECLS

#define WAY_VAULT_SPARE_SIZE (4 * 1024 * 1024)
#define WAY_VAULT_SPARE_FOR_OPENING (1024 * 1024)

/* Never takes the last room there is; FALSE where there is not all of it now. */
gboolean way_vault_fill_spare (const char *dir);

/* TRUE where @reason is a full disk and there is more room now than @keep: then @reason is cleared,
 * and what failed can be tried once more. */
gboolean way_vault_use_spare (const char *dir, gsize keep, GError **reason);

G_END_DECLS
