/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * BenchVault: a vault of the shipped rooms with England as its reference, and a floor file beside
 * it on the same disk.  Passphrases are as slow here as they are for everybody.
 */
#pragma once

#include "floor.h"
#include "way-test-vault.h"

typedef struct
{
  WayTestVault test;
  WayClock *clock; /* of the system */
  guint n_people;
} BenchVault;

/* Makes the vault. */
void bench_vault_init (BenchVault *self);
void bench_vault_clear (BenchVault *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (BenchVault, bench_vault_clear)

/* As an import does it: reads @json and commits everybody in it, in one transaction. */
void bench_vault_import (BenchVault *self, GBytes *json);
/* The next @n people of people.h, fifty in a transaction. */
void bench_vault_add_people (BenchVault *self, guint n);

/* (transfer full): the id of the person at @index of the caseload. */
WayId bench_vault_find (BenchVault *self, guint index);

/* One act of one change, durable when it returns: new own words of a matter. */
void bench_vault_edit (BenchVault *self, const WayId *person, const char *matter, const char *text);

/* (transfer full) */
GPtrArray *bench_vault_search (BenchVault *self, const char *typed, guint limit);

/* (transfer full): a second connection to vault.db, for reading. */
Floor *bench_vault_look_inside (BenchVault *self);

/* (transfer full): a floor file in the vault's folder. */
Floor *bench_vault_new_floor (BenchVault *self, const char *name);
