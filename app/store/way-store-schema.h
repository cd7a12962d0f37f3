/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The vault's tables, and the list of migrations that leads to them.  Private to room store.
 */
#pragma once

#include "way-migrate.h"

G_BEGIN_DECLS

extern const WayMigration way_store_migrations[];
extern const guint way_store_n_migrations;

G_END_DECLS
