/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What every storage must do, whatever is behind it (way-storage.h).
 */
#pragma once

#include "way-storage.h"

G_BEGIN_DECLS

typedef struct
{
  /* (transfer full): the storage that this folder holds; made at the first call. */
  WayStorage *(*open) (const char *folder);
} StorageFactory;

/* Adds the tests under /server/storage/@name. */
void storage_suite_add (const char *name, const StorageFactory *factory);

G_END_DECLS
