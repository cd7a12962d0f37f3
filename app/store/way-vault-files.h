/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The files beside the database: vault.keys, its successor while a key changes, the count of tries
 * and the lock.  Private to room store.  Blocking; called on the pool or the worker.
 *
 *   vault.db         the database
 *   vault.keys       the slots (app/crypto/README.md)
 *   vault.keys.next  only while the database key changes: see way-vault-keys.c
 *   vault.db.making  only while a vault is made
 *   vault.tries      count and time of wrong tries: see way-vault-tries.h
 *   vault.spare      room for a full disk: see way-vault-spare.h
 *   vault.sheet      only while a sheet was not typed back: the number of the first such sheet
 *   vault.lock       an OFD lock: one program at a time, and none after a crash
 */
#pragma once

#include "way-key-file.h"
#include "way-store-error.h"

G_BEGIN_DECLS

#define WAY_VAULT_DB "vault.db"
#define WAY_VAULT_DB_LOG "vault.db-wal"
#define WAY_VAULT_DB_MAKING "vault.db.making"
#define WAY_VAULT_KEYS "vault.keys"
#define WAY_VAULT_KEYS_NEXT "vault.keys.next"
#define WAY_VAULT_TRIES "vault.tries"
#define WAY_VAULT_SPARE "vault.spare"
#define WAY_VAULT_SHEET "vault.sheet"
#define WAY_VAULT_LOCK "vault.lock"

/* (transfer full): a path in the vault's folder. */
char *way_vault_path (const char *dir, const char *name);
gboolean way_vault_has (const char *dir, const char *name);
/* A vault, or what is left of one: nothing new is made beside it. */
gboolean way_vault_has_any (const char *dir);

/* Anything that is no file of a vault. */
gboolean way_vault_has_others (const char *dir);

/* Makes the folder, mode 0700, where it is missing. */
gboolean way_vault_make_folder (const char *dir, GError **error);

/* FULL, READ_ONLY or IO, for a call on a file that failed; always FALSE. */
gboolean way_vault_fail_file (GError **error, int saved_errno, const char *sentence);

/* (transfer full): @max bytes of it and one more, which says that there are more. */
GBytes *way_vault_read_small (const char *dir, const char *name, gsize max, GError **error);
/* A new file under another name, synced, then renamed over the old one, the folder synced: at every
 * moment one whole file has the name. */
gboolean way_vault_write_small (
    const char *dir, const char *name, gconstpointer bytes, gsize size, GError **error);

/* NO_VAULT where the file is missing, DAMAGED, NEWER. */
WayKeyFile *way_vault_read_keys (const char *dir, const char *name, GError **error);

gboolean way_vault_write_keys (const char *dir, const char *name, WayKeyFile *keys, GError **error);

gboolean way_vault_rename (const char *dir, const char *from, const char *to, GError **error);
/* TRUE also where there is no such file. */
gboolean way_vault_remove (const char *dir, const char *name, GError **error);
gboolean way_vault_sync_folder (const char *dir, GError **error);

/* The descriptor that holds the lock until it is closed; -1 and IN_USE where another holds it.
 * @ret_read_only (nullable): nothing can be written here, so it is a lock to read, which others may
 * have too; NULL: then it fails. */
int way_vault_take_lock (const char *dir, gboolean *ret_read_only, GError **error);

/* The sheet of @number, which is about to be made, and those after it wait to be typed back; what
 * waits already stays so.  Written before the sheet is made. */
gboolean way_vault_await_sheet (const char *dir, WayKeyFile *keys, guint32 number, GError **error);
/* Whether the sheet that @keys hold waits; a file that cannot be read counts as yes. */
gboolean way_vault_is_sheet_awaited (const char *dir, WayKeyFile *keys);

G_END_DECLS
