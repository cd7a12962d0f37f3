/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A vault in a folder of its own, its verbs called as if they were synchronous: each runs the main
 * loop until its callback came.
 */
#pragma once

#include "way-crypto.h"
#include "way-key-half-memory.h"
#include "way-passphrase.h"
#include "way-test-chance.h"
#include "way-vault.h"

typedef struct
{
  char *dir; /* (owned): removed at the end */
  WayExecutor *executor;
  WayClock *clock;
  WayRandom *random;
  WayReference *reference;
  WayKeyHalf *key_half; /* (nullable) */
  WayVault *vault;
} WayTestVault;

#define WAY_TEST_PASSPHRASE "violet kettle harbour nine"
#define WAY_TEST_NEW_PASSPHRASE "tram orchard window seven"

void way_test_vault_init (WayTestVault *self, gboolean keyring);
void way_test_vault_clear (WayTestVault *self);
/* The same, but the folder is somebody else's and stays. */
void way_test_vault_leave (WayTestVault *self);
/* A fresh WayVault on the same folder, as a second program or a later day would have. */
void way_test_vault_renew (WayTestVault *self);

/* Whatever ran on the worker before has let go of everything when this returns. */
void way_test_vault_pass_worker (WayTestVault *self);

WaySecret *way_test_passphrase (const char *text);

gboolean way_test_vault_create (WayTestVault *self, WaySecret **ret_seed, GError **error);
gboolean way_test_vault_open (WayTestVault *self, const char *passphrase, GError **error);
gboolean way_test_vault_recover (WayTestVault *self,
                                 WaySecret *seed,
                                 const char *new_passphrase,
                                 WaySecret **ret_seed,
                                 GError **error);
gboolean way_test_vault_change (WayTestVault *self,
                                const char *passphrase,
                                const char *new_passphrase,
                                WayKeySlotType slot,
                                GError **error);
gboolean way_test_vault_new_sheet (WayTestVault *self, WaySecret **ret_seed, GError **error);
gboolean way_test_vault_new_sheet_with (WayTestVault *self,
                                        const char *passphrase,
                                        WaySecret **ret_seed,
                                        GError **error);
gboolean way_test_vault_backup (WayTestVault *self, const char *path, GError **error);
gboolean way_test_vault_backup_with (WayTestVault *self,
                                     const char *path,
                                     const char *passphrase,
                                     GError **error);
gboolean way_test_vault_restore (WayTestVault *self,
                                 const char *path,
                                 const char *passphrase,
                                 WaySecret *seed,
                                 const char *new_passphrase,
                                 GError **error);
GPtrArray *way_test_vault_check (WayTestVault *self, GError **error);
gboolean way_test_vault_rebuild (WayTestVault *self, GError **error);
gboolean way_test_vault_close (WayTestVault *self, GError **error);

/* Takes @act, or @acts. */
gboolean way_test_vault_commit (WayTestVault *self, WayAct *act, guint *ret_n, GError **error);
gboolean
way_test_vault_commit_acts (WayTestVault *self, GPtrArray *acts, guint *ret_n, GError **error);
WayCase *way_test_vault_load (WayTestVault *self, const WayId *id, GError **error);
GPtrArray *way_test_vault_list (WayTestVault *self, GError **error);
GPtrArray *way_test_vault_search (WayTestVault *self, const char *typed, GError **error);
GPtrArray *way_test_vault_search_in (
    WayTestVault *self, const char *typed, const WayId *person, guint limit, GError **error);
gboolean way_test_vault_save_draft (WayTestVault *self, WayDraft *draft, GError **error);
GPtrArray *way_test_vault_list_drafts (WayTestVault *self, GError **error);

/* Saves, or fails the test; takes @act. */
void way_test_commit (WayTestVault *self, WayAct *act);
/* One change in an act of its own; saves, or fails the test. */
void way_test_set (WayTestVault *self,
                   const WayId *person,
                   guint16 kind,
                   const WayId *object,
                   guint16 group,
                   GVariant *value);
/* (transfer floating) */
GVariant *way_test_words (const char *text);
GVariant *way_test_prose (const char *text);

void way_test_assert_clean (WayTestVault *self);
void way_test_assert_found (WayTestVault *self, const char *typed, guint n);
/* A sentence for a person: it begins with a capital, ends with a full stop and holds no path. */
void way_test_assert_sentence (WayTestVault *self, const GError *error);

void way_test_add_person (WayTestVault *self, const char *preferred, WayId *ret_id);

/* (transfer full): the act that adds a person of this name; its id is drawn from self->random. */
WayAct *way_test_new_person (WayTestVault *self, const char *preferred, WayId *ret_id);
