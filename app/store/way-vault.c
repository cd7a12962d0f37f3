/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-vault.h"

#include <unistd.h>
#include "way-i18n.h"
#include "way-task.h"
#include "way-vault-private.h"

G_DEFINE_FINAL_TYPE_WITH_CODE (WayVault,
                               way_vault,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (WAY_TYPE_REPOSITORY,
                                                      way_vault_repository_init)
                                   G_IMPLEMENT_INTERFACE (WAY_TYPE_JOURNAL, way_vault_journal_init))

static void
close_fd (int *fd)
{
  if (*fd >= 0)
    close (*fd);
  *fd = -1;
}

static void
way_vault_finalize (GObject *object)
{
  WayVault *self = WAY_VAULT (object);

  /* Dropped while open: the worker may be gone already, and closing can lose nothing. */
  g_clear_pointer (&self->store, way_store_close);
  close_fd (&self->lock_fd);
  g_clear_pointer (&self->held, g_bytes_unref);
  g_clear_object (&self->key_half);
  g_clear_pointer (&self->reference, way_reference_unref);
  g_clear_object (&self->random);
  g_clear_object (&self->clock);
  g_clear_object (&self->executor);
  g_clear_pointer (&self->dir, g_free);
  G_OBJECT_CLASS (way_vault_parent_class)->finalize (object);
}

static void
way_vault_class_init (WayVaultClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = way_vault_finalize;
}

static void
way_vault_init (WayVault *self)
{
  self->lock_fd = -1;
}

WayVault *
way_vault_new (const char *dir,
               WayExecutor *executor,
               WayClock *clock,
               WayRandom *random,
               WayReference *reference,
               WayKeyHalf *key_half)
{
  WayVault *self = g_object_new (WAY_TYPE_VAULT, NULL);

  self->dir = g_strdup (dir);
  self->executor = g_object_ref (executor);
  self->clock = g_object_ref (clock);
  self->random = g_object_ref (random);
  self->reference = way_reference_ref (reference);
  self->key_half = key_half != NULL ? g_object_ref (key_half) : NULL;
  return self;
}

gboolean
way_vault_exists (WayVault *self)
{
  return way_vault_has_any (self->dir);
}

gboolean
way_vault_is_open (WayVault *self)
{
  return self->store != NULL;
}

gboolean
way_vault_is_read_only (WayVault *self)
{
  return self->store != NULL && self->read_only;
}

const char *
way_vault_get_notice (WayVault *self)
{
  if (!way_vault_is_read_only (self))
    return NULL;
  return _ ("This vault can only be read just now: its disk is full, or its folder is read-only. "
            "What you write is not saved until that is put right.");
}

const WayId *
way_vault_get_team (WayVault *self)
{
  return &self->team;
}

const WayId *
way_vault_get_user (WayVault *self)
{
  return &self->user;
}

gint64
way_vault_get_wait_ms (WayVault *self)
{
  WayVaultTries tries;

  way_vault_recall_tries (self->dir, &self->uncounted, &tries);
  return way_vault_wait_ms (&tries, way_clock_now (self->clock));
}

WayKeyFile *
way_vault_read_slots (WayVault *self, GError **error)
{
  return way_vault_read_keys (self->dir, WAY_VAULT_KEYS, error);
}

void
way_vault_set_awaits_sheets (WayVault *self, gboolean awaits_sheets)
{
  self->awaits_sheets = awaits_sheets;
}

gboolean
way_vault_awaits_sheet (WayVault *self)
{
  g_autoptr (WayKeyFile) keys = way_vault_read_keys (self->dir, WAY_VAULT_KEYS, NULL);

  return keys != NULL && way_vault_is_sheet_awaited (self->dir, keys);
}

void
way_vault_confirm_sheet (WayVault *self)
{
  if (way_vault_remove (self->dir, WAY_VAULT_SHEET, NULL))
    way_vault_sync_folder (self->dir, NULL);
}

/* -- verbs that open, close and change keys ---------------------------------------------------- */

static void
job_clear (WayVaultJob *job)
{
  g_clear_pointer (&job->store, way_store_close);
  g_clear_pointer (&job->open_store, way_store_unref);
  close_fd (&job->lock_fd);
  g_clear_pointer (&job->passphrase, way_secret_unref);
  g_clear_pointer (&job->new_passphrase, way_secret_unref);
  g_clear_pointer (&job->seed, way_secret_unref);
  g_clear_pointer (&job->path, g_free);
  g_clear_pointer (&job->keys, way_key_file_unref);
  g_clear_pointer (&job->keys_next, way_key_file_unref);
  g_clear_pointer (&job->new_keys, way_key_file_unref);
  g_clear_pointer (&job->db_key, way_secret_unref);
  g_clear_pointer (&job->db_key_next, way_secret_unref);
  g_clear_pointer (&job->new_db_key, way_secret_unref);
  g_clear_pointer (&job->new_seed, way_secret_unref);
  g_clear_pointer (&job->lines, g_ptr_array_unref);
  g_clear_pointer (&job->details, g_ptr_array_unref);
  g_clear_pointer (&job->held, g_bytes_unref);
  g_clear_object (&job->key_half);
  g_clear_pointer (&job->reference, way_reference_unref);
  g_clear_object (&job->random);
  g_clear_object (&job->clock);
  g_clear_object (&job->executor);
  g_clear_pointer (&job->dir, g_free);
}

WAY_DEFINE_DATA (WayVaultJob, job)

static WaySecret *
ref_secret (WaySecret *secret)
{
  return secret != NULL ? way_secret_ref (secret) : NULL;
}

/* What a verb asks and does. */
typedef struct
{
  gboolean of_open; /* TRUE: the vault must be open; FALSE: it must not */
  WayVaultPhase pool;
  WayVaultPhase worker;
} Verb;

/* What its caller gave it; a job takes what it needs. */
typedef struct
{
  WaySecret *passphrase, *new_passphrase, *seed;
  const char *path;
  WayKeySlotType slot;
} Given;

static WayVaultJob *
new_job (WayVault *self, const Verb *verb, const Given *given)
{
  WayVaultJob *job = job_new0 ();

  job->dir = g_strdup (self->dir);
  job->executor = g_object_ref (self->executor);
  job->clock = g_object_ref (self->clock);
  job->random = g_object_ref (self->random);
  job->reference = way_reference_ref (self->reference);
  job->key_half = self->key_half != NULL ? g_object_ref (self->key_half) : NULL;
  job->open_store = self->store != NULL ? way_store_ref (self->store) : NULL;
  job->awaits_sheets = self->awaits_sheets;
  job->held = self->held != NULL ? g_bytes_ref (self->held) : NULL;
  job->passphrase = ref_secret (given->passphrase);
  job->new_passphrase = ref_secret (given->new_passphrase);
  job->seed = ref_secret (given->seed);
  job->path = g_strdup (given->path);
  job->slot = given->slot;
  job->pool = verb->pool;
  job->worker = verb->worker;
  job->lock_fd = -1;
  job->uncounted = self->uncounted;
  return job;
}

void
way_vault_return_failure (GTask *task, GError *reason)
{
  GError *error = NULL;

  way_store_adopt_error (&error, reason);
  g_task_return_error (task, error);
}

static void
run_pool_phase (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  WayVaultJob *job = data;
  GError *error = NULL;

  if (job->pool == NULL || job->pool (job, &error))
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  /* Before the answer: whoever hears of the failure may try again at once. */
  close_fd (&job->lock_fd);
  way_vault_return_failure (task, error);
}

/* Closed between the two phases, by a lock of the screen: the folder is another's by now. */
static gboolean
is_still_open (WayVaultJob *job, GError **error)
{
  if (job->open_store == NULL || !job->open_store->closed)
    return TRUE;
  return way_fail (error, WAY_STORE_ERROR, WAY_STORE_ERROR_LOCKED,
                   "The vault was locked before this was done. Unlock it and try again.");
}

/* A verb that failed must leave nothing open: on the worker, as that is where it was opened. */
static void
run_worker_phase (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  WayVaultJob *job = data;
  GError *error = NULL;

  if (is_still_open (job, &error) && (job->worker == NULL || job->worker (job, &error)))
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  g_clear_pointer (&job->store, way_store_close);
  close_fd (&job->lock_fd);
  way_vault_return_failure (task, error);
}

static void
pool_phase_done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  WayVault *self = WAY_VAULT (source);
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_task_return_error (task, error);
      return;
    }
  way_executor_run_in_worker (self->executor, task, run_worker_phase);
}

static void
start_job (WayVault *self, WayVaultJob *job, GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = g_task_new (self, NULL, callback, data);
  g_autoptr (GTask) inner = NULL;

  g_task_set_source_tag (task, start_job);
  g_task_set_task_data (task, job, (GDestroyNotify)job_free);
  inner = g_task_new (self, NULL, pool_phase_done_cb, task);
  g_task_set_source_tag (inner, run_pool_phase);
  g_task_set_task_data (inner, job, NULL);
  way_executor_run_in_pool (self->executor, inner, run_pool_phase);
}

gboolean
way_vault_fail_locked (GError **error)
{
  return way_fail (error, WAY_STORE_ERROR, WAY_STORE_ERROR_LOCKED,
                   "The vault is locked. Unlock it first.");
}

static gboolean
require_open (WayVault *self, gboolean open, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = NULL;
  GError *reason = NULL;

  if (way_vault_is_open (self) == open)
    return TRUE;
  if (open)
    way_vault_fail_locked (&reason);
  else
    way_fail (&reason, WAY_STORE_ERROR, WAY_STORE_ERROR_EXISTS, "The vault is open already.");
  task = g_task_new (self, NULL, callback, data);
  g_task_set_source_tag (task, start_job);
  g_task_return_error (task, reason);
  return FALSE;
}

static void
run_verb (WayVault *self,
          const Verb *verb,
          const Given *given,
          GAsyncReadyCallback callback,
          gpointer data)
{
  if (require_open (self, verb->of_open, callback, data))
    start_job (self, new_job (self, verb, given), callback, data);
}

/* What a verb opened becomes the vault's, here on the main context. */
static void
adopt_store (WayVault *self, WayVaultJob *job)
{
  if (job->store == NULL)
    return;

  g_assert (self->store == NULL);
  self->store = g_steal_pointer (&job->store);
  self->team = self->store->team;
  self->user = self->store->user;
  self->read_only = self->store->read_only;
  self->lock_fd = job->lock_fd;
  job->lock_fd = -1;
  way_vault_start_filling (self);
}

gboolean
way_vault_finish (WayVault *self, GAsyncResult *result, WaySecret **ret_seed, GError **error)
{
  WayVaultJob *job;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  job = g_task_get_task_data (G_TASK (result));
  if (job != NULL)
    self->uncounted = job->uncounted;
  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;
  adopt_store (self, job);
  if (job->held_taken)
    {
      g_clear_pointer (&self->held, g_bytes_unref);
      self->held = g_steal_pointer (&job->held);
    }
  if (ret_seed != NULL && job->new_seed != NULL)
    *ret_seed = g_steal_pointer (&job->new_seed);
  return TRUE;
}

void
way_vault_create (WayVault *self,
                  WaySecret *passphrase,
                  GAsyncReadyCallback callback,
                  gpointer data)
{
  static const Verb verb = { FALSE, way_vault_init_pool, way_vault_init_worker };

  run_verb (self, &verb, &(Given){ .passphrase = passphrase }, callback, data);
}

void
way_vault_open (WayVault *self, WaySecret *passphrase, GAsyncReadyCallback callback, gpointer data)
{
  static const Verb verb = { FALSE, way_vault_open_pool, way_vault_open_worker };

  run_verb (self, &verb, &(Given){ .passphrase = passphrase }, callback, data);
}

void
way_vault_recover (WayVault *self,
                   WaySecret *seed,
                   WaySecret *new_passphrase,
                   GAsyncReadyCallback callback,
                   gpointer data)
{
  static const Verb verb = { FALSE, way_vault_recover_pool, way_vault_recover_worker };

  run_verb (self, &verb, &(Given){ .new_passphrase = new_passphrase, .seed = seed }, callback,
            data);
}

void
way_vault_change_passphrase (WayVault *self,
                             WaySecret *passphrase,
                             WaySecret *new_passphrase,
                             WayKeySlotType slot,
                             GAsyncReadyCallback callback,
                             gpointer data)
{
  static const Verb verb = { TRUE, way_vault_change_pool, way_vault_change_worker };

  run_verb (self, &verb,
            &(Given){ .passphrase = passphrase, .new_passphrase = new_passphrase, .slot = slot },
            callback, data);
}

void
way_vault_new_sheet (WayVault *self,
                     WaySecret *passphrase,
                     GAsyncReadyCallback callback,
                     gpointer data)
{
  static const Verb verb = { TRUE, way_vault_new_sheet_pool, way_vault_new_sheet_worker };

  run_verb (self, &verb, &(Given){ .passphrase = passphrase }, callback, data);
}

void
way_vault_hold (WayVault *self, GPtrArray *drafts)
{
  g_return_if_fail (way_vault_is_open (self));

  g_clear_pointer (&self->held, g_bytes_unref);
  self->held = way_vault_seal_held (self->store, drafts);
}

gboolean
way_vault_is_holding (WayVault *self)
{
  return self->held != NULL;
}

void
way_vault_backup (WayVault *self,
                  const char *path,
                  WaySecret *passphrase,
                  GAsyncReadyCallback callback,
                  gpointer data)
{
  static const Verb verb = { TRUE, way_vault_backup_pool, way_vault_backup_worker };

  run_verb (self, &verb, &(Given){ .passphrase = passphrase, .path = path }, callback, data);
}

void
way_vault_restore (WayVault *self,
                   const char *path,
                   WaySecret *passphrase,
                   WaySecret *seed,
                   WaySecret *new_passphrase,
                   GAsyncReadyCallback callback,
                   gpointer data)
{
  static const Verb verb = { FALSE, way_vault_restore_pool, way_vault_restore_worker };

  run_verb (
      self, &verb,
      &(Given){
          .passphrase = passphrase, .new_passphrase = new_passphrase, .seed = seed, .path = path },
      callback, data);
}

/* The slots, then everything in the database. */
static gboolean
check_worker (WayVaultJob *job, GError **error)
{
  g_autoptr (GError) reason = NULL;
  g_autoptr (WayKeyFile) keys = way_vault_read_keys (job->dir, WAY_VAULT_KEYS, &reason);

  job->lines = g_ptr_array_new_with_free_func (g_free);
  if (g_error_matches (reason, WAY_STORE_ERROR, WAY_STORE_ERROR_NO_VAULT))
    g_ptr_array_add (job->lines, g_strdup (_ ("vault.keys is missing. Put it back before this "
                                              "vault is closed, or keep a backup.")));
  else if (keys == NULL)
    g_ptr_array_add (job->lines, g_strdup (reason->message));
  else if (!way_id_equal (way_key_file_get_vault (keys), &job->open_store->vault))
    g_ptr_array_add (job->lines, g_strdup (_ ("vault.keys belongs to another vault.")));
  job->details = g_ptr_array_new_with_free_func (g_free);
  return way_store_check (job->open_store, job->lines, job->details, error);
}

void
way_vault_check (WayVault *self, GAsyncReadyCallback callback, gpointer data)
{
  static const Verb verb = { TRUE, NULL, check_worker };

  run_verb (self, &verb, &(Given){ NULL }, callback, data);
}

GPtrArray *
way_vault_check_finish (WayVault *self,
                        GAsyncResult *result,
                        GPtrArray **ret_details,
                        GError **error)
{
  WayVaultJob *job;

  if (!way_vault_finish (self, result, NULL, error))
    return NULL;
  job = g_task_get_task_data (G_TASK (result));
  if (ret_details != NULL)
    *ret_details = g_steal_pointer (&job->details);
  return g_steal_pointer (&job->lines);
}

static gboolean
rebuild_worker (WayVaultJob *job, GError **error)
{
  g_autoptr (WayTxn) txn = way_txn_begin (job->open_store->db, error);

  return txn != NULL && way_store_rebuild (job->open_store, error) && way_txn_commit (txn, error);
}

void
way_vault_rebuild (WayVault *self, GAsyncReadyCallback callback, gpointer data)
{
  static const Verb verb = { TRUE, NULL, rebuild_worker };

  run_verb (self, &verb, &(Given){ NULL }, callback, data);
}

static gboolean
close_worker (WayVaultJob *job, GError **error)
{
  if (job->store != NULL)
    way_store_tidy_index (job->store);
  g_clear_pointer (&job->store, way_store_close);
  close_fd (&job->lock_fd);
  return TRUE;
}

void
way_vault_close (WayVault *self, GAsyncReadyCallback callback, gpointer data)
{
  static const Verb verb = { TRUE, NULL, close_worker };
  WayVaultJob *job = new_job (self, &verb, &(Given){ NULL });

  /* From here on the vault counts as closed; what was queued before on the worker still runs. */
  g_clear_pointer (&job->open_store, way_store_unref);
  job->store = g_steal_pointer (&self->store);
  job->lock_fd = self->lock_fd;
  self->lock_fd = -1;
  start_job (self, job, callback, data);
}
