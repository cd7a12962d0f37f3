/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayKeychain: the desktop keyring as a WayKeyHalf, over the Secret Service.
 *
 * An item is labelled "Waymark" and carries a random vault id and a generation, nothing else; its
 * content is 64 hex digits.  New items go into the default keyring.  A keyring that is locked stays
 * so: no call shows a prompt, makes a keyring, or reads "nothing found" as "nothing there" before
 * it has asked whether the keyring is open at all.
 *
 * Calls block, at most for the time limit, which needs the main loop to run meanwhile: call from
 * the pool.
 */
#pragma once

#include "way-executor.h"
#include "way-key-half.h"

G_BEGIN_DECLS

/* A service that has to be started first takes some seconds on a busy laptop. */
#define WAY_KEYCHAIN_LIMIT_MS 10000

#define WAY_TYPE_KEYCHAIN (way_keychain_get_type ())
G_DECLARE_FINAL_TYPE (WayKeychain, way_keychain, WAY, KEYCHAIN, GObject)

/* (transfer full): @executor's timers end a call after @limit_ms; it then counts as ABSENT. */
WayKeychain *way_keychain_new (WayExecutor *executor, guint limit_ms);

G_END_DECLS
