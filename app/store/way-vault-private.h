/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A verb of WayVault while it runs.  Private to room store.
 *
 * Each verb is two phases: one on the pool (Argon2id, the keyring), one on the worker (files, SQL).
 * A phase sees only its job, never the GObject, so the main thread may read the vault meanwhile.
 */
#pragma once

#include "way-journal.h"
#include "way-store-private.h"
#include "way-vault-files.h"
#include "way-vault-tries.h"
#include "way-vault.h"

G_BEGIN_DECLS

struct _WayVault
{
  GObject parent_instance;

  char *dir;               /* (owned) */
  WayExecutor *executor;   /* (owned) */
  WayClock *clock;         /* (owned) */
  WayRandom *random;       /* (owned) */
  WayReference *reference; /* (owned) */
  WayKeyHalf *key_half;    /* (owned) (nullable) */

  WayStore *store; /* (owned) (nullable): only the worker looks inside; NULL while closed */
  WayId team, user;
  gboolean awaits_sheets;
  gboolean read_only; /* as it was opened */
  GBytes *held;       /* (owned) (nullable): sealed; what could not be written before it closed */
  int lock_fd;        /* -1 while closed */
  WayVaultTries uncounted; /* what could not be written of the tries */
};

typedef struct _WayVaultJob WayVaultJob;
typedef gboolean (*WayVaultPhase) (WayVaultJob *job, GError **error);

struct _WayVaultJob
{
  /* what the vault was made with */
  char *dir;               /* (owned) */
  WayExecutor *executor;   /* (owned) */
  WayClock *clock;         /* (owned) */
  WayRandom *random;       /* (owned) */
  WayReference *reference; /* (owned) */
  WayKeyHalf *key_half;    /* (owned) (nullable) */

  /* what the verb was given */
  WaySecret *passphrase, *new_passphrase, *seed; /* (owned) (nullable) */
  char *path;                                    /* (owned) (nullable) */
  WayKeySlotType slot;
  gboolean awaits_sheets;
  GBytes *held;         /* (owned) (nullable): what could not be written before it closed */
  WayStore *open_store; /* (owned) (nullable): the vault's, where it was open */

  WayVaultPhase pool;   /* (nullable) */
  WayVaultPhase worker; /* (nullable) */

  /* from phase to phase */
  WayKeyFile *keys, *keys_next;    /* (owned) (nullable): as found in the folder */
  WaySecret *db_key, *db_key_next; /* (owned) (nullable): what they gave */
  WayKeyFile *new_keys;            /* (owned) (nullable): to be written */
  WaySecret *new_db_key;           /* (owned) (nullable) */
  gboolean made_folder;            /* a restore's own */
  guint64 new_generation;          /* 0 = no half was stored for new_keys */
  int lock_fd;                     /* -1 = none */
  gboolean reads;                  /* the lock is one to read */
  WayVaultTries uncounted;         /* goes back to the vault, whatever became of the verb */

  /* results */
  WaySecret *new_seed; /* (owned) (nullable) */
  WayStore *store;     /* (owned) (nullable): newly opened */
  GPtrArray *lines;    /* (owned) (nullable) */
  GPtrArray *details;  /* (owned) (nullable) */
  gboolean held_taken; /* held has what is still not on the disk */
};

/* -- way-vault.c -- */

/* FALSE: the vault is locked. */
gboolean way_vault_fail_locked (GError **error);
/* Answers with @reason as an error of the store. */
void way_vault_return_failure (GTask *task, GError *reason);

/* -- way-vault-carry.c: a verb of the open vault on its way to the worker and back -- */

/* The first member of what it carries. */
typedef struct
{
  WayStore *store; /* (owned) */
  GTaskThreadFunc function;
} WayVaultCarried;

/* Runs @function on the worker with @data, which begins with a WayVaultCarried and becomes the
 * data of @task; a vault that is locked, or is by then, answers with that. */
void way_vault_carry (
    WayVault *self, GTask *task, gpointer data, GDestroyNotify free_data, GTaskThreadFunc function);
/* On the worker: the same once more, behind whatever else waits there. */
void way_vault_carry_on (GTask *task);
/* Answers with what is not NULL, not FALSE, or with @error. */
void way_vault_return_pointer (GTask *task, gpointer result, GDestroyNotify destroy, GError *error);
void way_vault_return_done (GTask *task, gboolean done, GError *error);
gpointer way_vault_finish_pointer (gpointer self, GAsyncResult *result, GError **error);
gboolean way_vault_finish_done (gpointer self, GAsyncResult *result, GError **error);

/* -- way-vault-repository.c -- */

void way_vault_repository_init (WayRepositoryInterface *iface);

/* -- way-vault-journal.c -- */

void way_vault_journal_init (WayJournalInterface *iface);
/* Open only: what the search index still awaits is put in, piece by piece. */
void way_vault_start_filling (WayVault *self);

/* -- way-vault-keys.c -- */

gboolean way_vault_init_pool (WayVaultJob *job, GError **error);
gboolean way_vault_init_worker (WayVaultJob *job, GError **error);
gboolean way_vault_open_pool (WayVaultJob *job, GError **error);
gboolean way_vault_open_worker (WayVaultJob *job, GError **error);
gboolean way_vault_recover_pool (WayVaultJob *job, GError **error);
gboolean way_vault_recover_worker (WayVaultJob *job, GError **error);
gboolean way_vault_change_pool (WayVaultJob *job, GError **error);
gboolean way_vault_change_worker (WayVaultJob *job, GError **error);
gboolean way_vault_new_sheet_pool (WayVaultJob *job, GError **error);
gboolean way_vault_new_sheet_worker (WayVaultJob *job, GError **error);

/* The database key that @keys give for @passphrase, by slot K or P, whichever there is; never from
 * one to the other. */
WaySecret *
way_vault_open_slot (WayVaultJob *job, WayKeyFile *keys, WaySecret *passphrase, GError **error);
/* @base with slot K (where @prefer is K and the keyring takes a new half) or P in the place of
 * either. */
WayKeyFile *way_vault_seal_slot (WayVaultJob *job,
                                 WayKeyFile *base,
                                 WaySecret *db_key,
                                 WaySecret *passphrase,
                                 WayKeySlotType prefer,
                                 gboolean or_other,
                                 GError **error);
/* Opens vault.db with @db_key and its tables; sets job->store. */
gboolean way_vault_attach (WayVaultJob *job, WayKeyFile *keys, WaySecret *db_key, GError **error);

/* -- way-vault-room.c -- */

/* (transfer full): vault.db with @db_key, once it has shown that it belongs to @keys, as far as it
 * can be had now. */
WayDb *way_vault_open_database (
    WayVaultJob *job, WayKeyFile *keys, WaySecret *db_key, gboolean *ret_read_only, GError **error);
/* What a lock or a crash left is written, before anybody can write something else in its place;
 * where there is no room for it job->store is to be read only. */
gboolean way_vault_settle_what_waits (WayVaultJob *job, GError **error);
/* A save failed for @reason: TRUE, and no @reason, where it may succeed if tried once more. */
gboolean way_vault_can_save_now (WayStore *store, GError **reason);
void way_vault_was_saved (WayStore *store);

/* -- way-vault-held.c -- */

/* (transfer full): @drafts (WayDraft) as only an open vault can read them.  Any thread. */
GBytes *way_vault_seal_held (WayStore *store, GPtrArray *drafts);
/* Writes what job->held has into the open job->store. */
gboolean way_vault_take_held (WayVaultJob *job, GError **error);

/* -- way-vault-making.c -- */

/* Takes away what an earlier attempt left. */
gboolean way_vault_clear_making (WayVaultJob *job, GError **error);
/* After the database was closed: all of it is in the one file. */
gboolean way_vault_rest_making (WayVaultJob *job, GError **error);
/* The database gets its name; TRUE also where it has it. */
gboolean way_vault_finish_making (WayVaultJob *job, GError **error);
/* What was made becomes a vault under @keys and is opened; there is none again where that failed.
 */
gboolean way_vault_become (WayVaultJob *job, WayKeyFile *keys, GError **error);

/* -- way-vault-backup.c -- */

gboolean way_vault_backup_pool (WayVaultJob *job, GError **error);
gboolean way_vault_backup_worker (WayVaultJob *job, GError **error);
gboolean way_vault_restore_pool (WayVaultJob *job, GError **error);
gboolean way_vault_restore_worker (WayVaultJob *job, GError **error);

G_END_DECLS
