/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The tables of a vault that is closed: to look at, and to put rows there as sync will.
 */
#pragma once

#include "way-store-private.h"
#include "way-test-vault.h"

typedef void (*WayTestStoreFunc) (WayStore *store, gpointer data);

/* Opens the tables with the key that @passphrase gives, runs @function on the worker and closes
 * them.  The vault is closed before and after. */
void way_test_store_run (WayTestVault *self,
                         const char *passphrase,
                         WayTestStoreFunc function,
                         gpointer data);

/* Adds @op as one that another laptop wrote, in a transaction of its own. */
void
way_test_store_add (WayStore *store, WayOperation *op, const WayAuthor *author, WayRowState state);

/* What an act that came whole, or was judged again, does to the rows it has here. */
void way_test_store_set_state (WayStore *store, WayRow *row, WayRowState state);

/* (transfer full): an op by @origin in an act of its own.  @supersedes: WayOpId, or NULL. */
WayOperation *way_test_store_op (const WayId *origin,
                                 guint64 counter,
                                 const WayId *case_id,
                                 guint16 kind,
                                 const WayId *object,
                                 guint16 group,
                                 GVariant *value,
                                 GArray *supersedes);

/* (transfer full): every row, in order of arrival (WayRow). */
GPtrArray *way_test_store_list (WayStore *store);

/* (transfer full): the ids of what is visible of one register (WayOpId). */
GArray *way_test_store_visible (
    WayStore *store, const WayId *case_id, guint16 kind, const WayId *object, guint16 group);
