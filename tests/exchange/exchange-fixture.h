/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ExchangeVault: cases in memory, as the store would keep them, for tests of room exchange.
 */
#pragma once

#include "way-act.h"
#include "way-case.h"
#include "way-importer.h"

typedef struct
{
  WayId origin;
  guint64 counter, hlc;
  GHashTable *cases; /* WayId to GPtrArray of WayOperation */
  GPtrArray *order;  /* WayId, as they came */
} ExchangeVault;

ExchangeVault *exchange_vault_new (guint64 seed);
void exchange_vault_free (ExchangeVault *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ExchangeVault, exchange_vault_free)

/* Gives the act's changes ids and what they supersede, and keeps them. */
void exchange_vault_commit (ExchangeVault *self, const WayAct *act);
/* The same, as somebody who has seen nothing of the case yet. */
void exchange_vault_commit_blindly (ExchangeVault *self, const WayAct *act);
WayCase *exchange_vault_load (ExchangeVault *self, const WayId *case_id);
WayCase *exchange_vault_load_at (ExchangeVault *self, guint index);

/* 16 October 2025, 09:00 UTC. */
#define EXCHANGE_NOW_MS G_GINT64_CONSTANT (1760605200000)
extern const WayDate exchange_today;

WayReference *exchange_reference (void); /* (not owned) */
WayRandom *exchange_random (void);       /* (not owned): seeded */

/* (transfer full): a document of one person whose members are @person. */
GBytes *exchange_document (const char *person);

/* Options with reference, random and today. */
WayImportOptions exchange_options (void);

/* Imports the document into @self; asserts that nobody is refused.  Returns how many came. */
guint exchange_vault_import (ExchangeVault *self, GBytes *json);

/* (transfer full): the refusals of everybody, "path sentence" a line; where the document as a whole
 * fails, its sentence alone. */
char *exchange_refusals (GBytes *json);

/* (transfer full): bytes of a file of data/, or of the folder of these tests. */
GBytes *exchange_read_data (const char *name);
GBytes *exchange_read_own (const char *name);
