/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Named places where a test can make the code fail.
 *
 * The db and store rooms name the moments between which a crash must do no harm.  Programs install
 * no hook and nothing else can: there is no switch, no variable, no file for it.  Points of this
 * room:
 *
 *   txn-begun  txn-commit  txn-committed
 *   migration-done (inside its transaction)
 *   create-sealed  create-placed
 *   copy-filled  copy-checked  copy-placed  rekey-closed
 */
#pragma once

#include "way-fail.h"

G_BEGIN_DECLS

/* Returns FALSE and sets @error to make @point fail. */
typedef gboolean (*WayFaultHook) (const char *point, gpointer data, GError **error);

/* For tests, before any thread that may reach a point; NULL takes it away. */
void way_fault_set_hook (WayFaultHook hook, gpointer data);

/* TRUE unless a hook fails it. */
gboolean way_fault_point (const char *point, GError **error);

G_END_DECLS
