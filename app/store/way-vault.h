/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayVault: the vault on this laptop, as the main thread holds it.
 *
 * Closed until way_vault_open() or way_vault_create(); while open it is a WayRepository, and a
 * WayJournal for sync.  Every verb is asynchronous: Argon2id runs on the pool, files and SQL on the
 * store worker, the callback on the main context.  One verb that changes keys at a time.
 *
 * Nothing here ever makes a new key or a new file where an old one is, and nothing is deleted on a
 * wrong passphrase (decisions.md 3).
 */
#pragma once

#include "way-clock.h"
#include "way-executor.h"
#include "way-key-file.h"
#include "way-key-half.h"
#include "way-reference.h"
#include "way-repository.h"
#include "way-store-error.h"

G_BEGIN_DECLS

#define WAY_TYPE_VAULT (way_vault_get_type ())
G_DECLARE_FINAL_TYPE (WayVault, way_vault, WAY, VAULT, GObject)

/* (transfer full): @dir need not exist.  @key_half NULL: this program uses no keyring, so a vault
 * whose key needs one says so instead of opening. */
WayVault *way_vault_new (const char *dir,
                         WayExecutor *executor,
                         WayClock *clock,
                         WayRandom *random,
                         WayReference *reference,
                         WayKeyHalf *key_half);

/* Whether the folder holds a vault, or what is left of one. */
gboolean way_vault_exists (WayVault *self);
gboolean way_vault_is_open (WayVault *self);
/* Open, but only to be read when it was opened: the folder or its disk takes nothing.  A save says
 * so, unless there is room by then. */
gboolean way_vault_is_read_only (WayVault *self);
/* (nullable): what there is to say then; NULL where it was opened to write. */
const char *way_vault_get_notice (WayVault *self);

/* Only while open: the case of council-wide objects, and the object id of this laptop's worker. */
const WayId *way_vault_get_team (WayVault *self);
const WayId *way_vault_get_user (WayVault *self);

/* Milliseconds until a passphrase may be tried again. */
gint64 way_vault_get_wait_ms (WayVault *self);

/* (transfer full): the slots as they are in vault.keys; blocking, needs no passphrase. */
WayKeyFile *way_vault_read_slots (WayVault *self, GError **error);

/* From now on a sheet that create, recover or new_sheet makes waits, over a kill as well, until
 * way_vault_confirm_sheet() says that it was typed back. */
void way_vault_set_awaits_sheets (WayVault *self, gboolean awaits_sheets);
/* Whether the sheet of this vault waits; blocking. */
gboolean way_vault_awaits_sheet (WayVault *self);
/* Blocking; where it fails the sheet is asked for once more. */
void way_vault_confirm_sheet (WayVault *self);

/* A verb's callback calls this; FALSE and @error where it failed.  @ret_seed (nullable) is the seed
 * of the new recovery sheet for create, recover and new_sheet. */
gboolean
way_vault_finish (WayVault *self, GAsyncResult *result, WaySecret **ret_seed, GError **error);

/* Makes a vault and opens it: slot K where the keyring takes the half, else P; always S. */
void way_vault_create (WayVault *self,
                       WaySecret *passphrase,
                       GAsyncReadyCallback callback,
                       gpointer data);
/* Opens; drafts that a crash left become operations, but those held for a form. */
void
way_vault_open (WayVault *self, WaySecret *passphrase, GAsyncReadyCallback callback, gpointer data);
/* Open only: @drafts (WayDraft) could not be written.  They are sealed for this vault and kept in
 * memory, which nobody reads without its keys; who opens it next writes them first. */
void way_vault_hold (WayVault *self, GPtrArray *drafts);
/* Whether anything is kept that way. */
gboolean way_vault_is_holding (WayVault *self);
/* Opens with the sheet, sets a passphrase, makes a new sheet and a new database key. */
void way_vault_recover (WayVault *self,
                        WaySecret *seed,
                        WaySecret *new_passphrase,
                        GAsyncReadyCallback callback,
                        gpointer data);
/* Open only.  @slot: K or P, the way it opens from now on. */
void way_vault_change_passphrase (WayVault *self,
                                  WaySecret *passphrase,
                                  WaySecret *new_passphrase,
                                  WayKeySlotType slot,
                                  GAsyncReadyCallback callback,
                                  gpointer data);
/* Open only; "my sheet is lost": a new sheet and a new database key. */
void way_vault_new_sheet (WayVault *self,
                          WaySecret *passphrase,
                          GAsyncReadyCallback callback,
                          gpointer data);
/* Open only: one file at @path that opens with the sheet or @passphrase of this day. */
void way_vault_backup (WayVault *self,
                       const char *path,
                       WaySecret *passphrase,
                       GAsyncReadyCallback callback,
                       gpointer data);
/* Closed, and nothing in the folder: unpacks the backup at @path, checks it, makes what is
 * projected anew, draws a new origin and leaves the vault open.  Ended by way_vault_check_finish(),
 * which gives the faults the backup brought with it, or by way_vault_finish().  Exactly one of
 * @passphrase and @seed opens it; with @seed,
 * @new_passphrase is set as well. */
void way_vault_restore (WayVault *self,
                        const char *path,
                        WaySecret *passphrase,
                        WaySecret *seed,
                        WaySecret *new_passphrase,
                        GAsyncReadyCallback callback,
                        gpointer data);
/* Open only. */
void way_vault_check (WayVault *self, GAsyncReadyCallback callback, gpointer data);
/* (transfer full): one plain sentence for each fault; empty where everything is sound.
 * @ret_details (nullable) (transfer full): where in the file, for whoever repairs laptops; NULL
 * after a restore. */
GPtrArray *way_vault_check_finish (WayVault *self,
                                   GAsyncResult *result,
                                   GPtrArray **ret_details,
                                   GError **error);
/* Open only: rebuilds what is projected from the operations. */
void way_vault_rebuild (WayVault *self, GAsyncReadyCallback callback, gpointer data);
/* Closes the database and lets the lock go; the key is wiped. */
void way_vault_close (WayVault *self, GAsyncReadyCallback callback, gpointer data);

G_END_DECLS
