/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-vault.h"

#include <unistd.h>
#include "way-i18n.h"
#include "way-task.h"
#include "way-vault-private.h"

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
  GBytes *held; /* (owned) (nullable): sealed; what could not be written before it closed */
  int lock_fd;  /* -1 while closed */
};

static void way_vault_repository_init (WayRepositoryInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (WayVault,
                               way_vault,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (WAY_TYPE_REPOSITORY,
                                                      way_vault_repository_init))

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

  way_vault_read_tries (self->dir, &tries);
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

static WayVaultJob *
new_job (WayVault *self, WayVaultPhase pool, WayVaultPhase worker)
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
  job->pool = pool;
  job->worker = worker;
  job->lock_fd = -1;
  return job;
}

static void
return_failure (GTask *task, GError *reason)
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
  return_failure (task, error);
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
  return_failure (task, error);
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

static gboolean
fail_locked (GError **error)
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
    fail_locked (&reason);
  else
    way_fail (&reason, WAY_STORE_ERROR, WAY_STORE_ERROR_EXISTS, "The vault is open already.");
  task = g_task_new (self, NULL, callback, data);
  g_task_set_source_tag (task, start_job);
  g_task_return_error (task, reason);
  return FALSE;
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
  self->lock_fd = job->lock_fd;
  job->lock_fd = -1;
}

gboolean
way_vault_finish (WayVault *self, GAsyncResult *result, WaySecret **ret_seed, GError **error)
{
  WayVaultJob *job;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;
  job = g_task_get_task_data (G_TASK (result));
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
  WayVaultJob *job;

  if (!require_open (self, FALSE, callback, data))
    return;
  job = new_job (self, way_vault_init_pool, way_vault_init_worker);
  job->passphrase = way_secret_ref (passphrase);
  start_job (self, job, callback, data);
}

void
way_vault_open (WayVault *self, WaySecret *passphrase, GAsyncReadyCallback callback, gpointer data)
{
  WayVaultJob *job;

  if (!require_open (self, FALSE, callback, data))
    return;
  job = new_job (self, way_vault_open_pool, way_vault_open_worker);
  job->passphrase = way_secret_ref (passphrase);
  start_job (self, job, callback, data);
}

void
way_vault_recover (WayVault *self,
                   WaySecret *seed,
                   WaySecret *new_passphrase,
                   GAsyncReadyCallback callback,
                   gpointer data)
{
  WayVaultJob *job;

  if (!require_open (self, FALSE, callback, data))
    return;
  job = new_job (self, way_vault_recover_pool, way_vault_recover_worker);
  job->seed = way_secret_ref (seed);
  job->new_passphrase = way_secret_ref (new_passphrase);
  start_job (self, job, callback, data);
}

void
way_vault_change_passphrase (WayVault *self,
                             WaySecret *passphrase,
                             WaySecret *new_passphrase,
                             WayKeySlotType slot,
                             GAsyncReadyCallback callback,
                             gpointer data)
{
  WayVaultJob *job;

  if (!require_open (self, TRUE, callback, data))
    return;
  job = new_job (self, way_vault_change_pool, way_vault_change_worker);
  job->passphrase = way_secret_ref (passphrase);
  job->new_passphrase = way_secret_ref (new_passphrase);
  job->slot = slot;
  start_job (self, job, callback, data);
}

void
way_vault_new_sheet (WayVault *self,
                     WaySecret *passphrase,
                     GAsyncReadyCallback callback,
                     gpointer data)
{
  WayVaultJob *job;

  if (!require_open (self, TRUE, callback, data))
    return;
  job = new_job (self, way_vault_new_sheet_pool, way_vault_new_sheet_worker);
  job->passphrase = way_secret_ref (passphrase);
  start_job (self, job, callback, data);
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
  WayVaultJob *job;

  if (!require_open (self, TRUE, callback, data))
    return;
  job = new_job (self, way_vault_backup_pool, way_vault_backup_worker);
  job->path = g_strdup (path);
  job->passphrase = way_secret_ref (passphrase);
  start_job (self, job, callback, data);
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
  WayVaultJob *job;

  if (!require_open (self, FALSE, callback, data))
    return;
  job = new_job (self, way_vault_restore_pool, way_vault_restore_worker);
  job->path = g_strdup (path);
  job->passphrase = ref_secret (passphrase);
  job->seed = ref_secret (seed);
  job->new_passphrase = ref_secret (new_passphrase);
  start_job (self, job, callback, data);
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
  return way_store_check (job->open_store, job->lines, error);
}

void
way_vault_check (WayVault *self, GAsyncReadyCallback callback, gpointer data)
{
  if (require_open (self, TRUE, callback, data))
    start_job (self, new_job (self, NULL, check_worker), callback, data);
}

GPtrArray *
way_vault_check_finish (WayVault *self, GAsyncResult *result, GError **error)
{
  if (!way_vault_finish (self, result, NULL, error))
    return NULL;
  return g_steal_pointer (&((WayVaultJob *)g_task_get_task_data (G_TASK (result)))->lines);
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
  if (require_open (self, TRUE, callback, data))
    start_job (self, new_job (self, NULL, rebuild_worker), callback, data);
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
  WayVaultJob *job = new_job (self, NULL, close_worker);

  /* From here on the vault counts as closed; what was queued before on the worker still runs. */
  g_clear_pointer (&job->open_store, way_store_unref);
  job->store = g_steal_pointer (&self->store);
  job->lock_fd = self->lock_fd;
  self->lock_fd = -1;
  start_job (self, job, callback, data);
}

/* -- WayRepository ----------------------------------------------------------------------------- */

/* A question to the open store, run on the worker. */
typedef struct
{
  WayStore *store; /* (unowned): the vault stays open while questions run, see way_vault_close() */
  WayId id;
  gboolean has_id;
  char *typed;
  guint limit;
  GPtrArray *acts; /* (owned) */
  WayDraft draft;
  guint n_written;
  GTaskThreadFunc function;
} Ask;

static void
ask_clear (Ask *ask)
{
  g_clear_pointer (&ask->typed, g_free);
  g_clear_pointer (&ask->acts, g_ptr_array_unref);
  g_clear_pointer (&ask->draft.value, g_bytes_unref);
  g_clear_pointer (&ask->draft.bases, g_array_unref);
}

WAY_DEFINE_DATA (Ask, ask)

/* Taken back in time it is not begun; once begun it is answered for, cancelled or not: a save that
 * was made says so. */
static void
run_ask (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  if (!g_task_return_error_if_cancelled (task))
    ((Ask *)data)->function (task, source, data, cancellable);
}

static void
start_ask (WayRepository *repository,
           Ask *ask,
           GTaskThreadFunc function,
           GCancellable *cancellable,
           GAsyncReadyCallback callback,
           gpointer data)
{
  WayVault *self = WAY_VAULT (repository);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, data);
  GError *reason = NULL;

  g_task_set_source_tag (task, function);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, ask, (GDestroyNotify)ask_free);
  if (self->store == NULL)
    {
      fail_locked (&reason);
      g_task_return_error (task, reason);
      return;
    }
  ask->store = self->store;
  ask->function = function;
  way_executor_run_in_worker (self->executor, task, run_ask);
}

static void
return_pointer (GTask *task, gpointer result, GDestroyNotify destroy, GError *error)
{
  if (result != NULL)
    g_task_return_pointer (task, result, destroy);
  else
    return_failure (task, error);
}

static gpointer
finish_pointer (WayRepository *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
list_people_in_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  GPtrArray *people = way_store_list_people (((Ask *)data)->store, &error);

  return_pointer (task, people, (GDestroyNotify)g_ptr_array_unref, error);
}

static void
vault_list_people (WayRepository *self,
                   GCancellable *cancellable,
                   GAsyncReadyCallback callback,
                   gpointer data)
{
  start_ask (self, ask_new0 (), list_people_in_worker, cancellable, callback, data);
}

static GPtrArray *
vault_list_people_finish (WayRepository *self, GAsyncResult *result, GError **error)
{
  return finish_pointer (self, result, error);
}

static void
load_case_in_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Ask *ask = data;
  GError *error = NULL;
  WayCase *found = way_store_load_case (ask->store, &ask->id, &error);

  if (found != NULL && way_case_get_newest_ms (found) == 0)
    {
      g_clear_pointer (&found, way_case_unref);
      g_set_error_literal (&error, WAY_STORE_ERROR, WAY_STORE_ERROR_NOT_FOUND,
                           "There is nobody with this id in the vault.");
    }
  return_pointer (task, found, (GDestroyNotify)way_case_unref, error);
}

static void
vault_load_case (WayRepository *self,
                 const WayId *id,
                 GCancellable *cancellable,
                 GAsyncReadyCallback callback,
                 gpointer data)
{
  Ask *ask = ask_new0 ();

  ask->id = *id;
  start_ask (self, ask, load_case_in_worker, cancellable, callback, data);
}

static WayCase *
vault_load_case_finish (WayRepository *self, GAsyncResult *result, GError **error)
{
  return finish_pointer (self, result, error);
}

static void
commit_in_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Ask *ask = data;
  GError *error = NULL;

  if (way_store_commit_acts (ask->store, ask->acts, &ask->n_written, &error))
    g_task_return_boolean (task, TRUE);
  else
    return_failure (task, error);
}

static void
vault_commit (WayRepository *self,
              GPtrArray *acts,
              GCancellable *cancellable,
              GAsyncReadyCallback callback,
              gpointer data)
{
  Ask *ask = ask_new0 ();

  ask->acts = acts;
  start_ask (self, ask, commit_in_worker, cancellable, callback, data);
}

static gboolean
vault_commit_finish (WayRepository *self,
                     GAsyncResult *result,
                     guint *ret_n_operations,
                     GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;
  if (ret_n_operations != NULL)
    *ret_n_operations = ((Ask *)g_task_get_task_data (G_TASK (result)))->n_written;
  return TRUE;
}

static void
search_in_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Ask *ask = data;
  GError *error = NULL;
  GPtrArray *hits = way_store_search (ask->store, ask->typed, ask->has_id ? &ask->id : NULL,
                                      ask->limit, &error);

  return_pointer (task, hits, (GDestroyNotify)g_ptr_array_unref, error);
}

static void
vault_search (WayRepository *self,
              const char *typed,
              const WayId *person,
              guint limit,
              GCancellable *cancellable,
              GAsyncReadyCallback callback,
              gpointer data)
{
  Ask *ask = ask_new0 ();

  ask->typed = g_strdup (typed);
  ask->limit = limit;
  ask->has_id = person != NULL;
  if (person != NULL)
    ask->id = *person;
  start_ask (self, ask, search_in_worker, cancellable, callback, data);
}

static GPtrArray *
vault_search_finish (WayRepository *self, GAsyncResult *result, GError **error)
{
  return finish_pointer (self, result, error);
}

static void
save_draft_in_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Ask *ask = data;
  GError *error = NULL;

  if (way_store_save_draft (ask->store, &ask->draft, &error))
    g_task_return_boolean (task, TRUE);
  else
    return_failure (task, error);
}

static void
vault_save_draft (WayRepository *self,
                  WayDraft *draft,
                  GCancellable *cancellable,
                  GAsyncReadyCallback callback,
                  gpointer data)
{
  Ask *ask = ask_new0 ();

  ask->draft = *draft;
  ask->draft.value = g_bytes_ref (draft->value);
  ask->draft.bases = g_array_ref (draft->bases);
  start_ask (self, ask, save_draft_in_worker, cancellable, callback, data);
}

static gboolean
vault_save_draft_finish (WayRepository *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
list_drafts_in_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  GPtrArray *drafts = way_store_list_drafts (((Ask *)data)->store, NULL, &error);

  return_pointer (task, drafts, (GDestroyNotify)g_ptr_array_unref, error);
}

static void
vault_list_drafts (WayRepository *self,
                   GCancellable *cancellable,
                   GAsyncReadyCallback callback,
                   gpointer data)
{
  start_ask (self, ask_new0 (), list_drafts_in_worker, cancellable, callback, data);
}

static GPtrArray *
vault_list_drafts_finish (WayRepository *self, GAsyncResult *result, GError **error)
{
  return finish_pointer (self, result, error);
}

static void
way_vault_repository_init (WayRepositoryInterface *iface)
{
  iface->list_people = vault_list_people;
  iface->list_people_finish = vault_list_people_finish;
  iface->load_case = vault_load_case;
  iface->load_case_finish = vault_load_case_finish;
  iface->commit = vault_commit;
  iface->commit_finish = vault_commit_finish;
  iface->search = vault_search;
  iface->search_finish = vault_search_finish;
  iface->save_draft = vault_save_draft;
  iface->save_draft_finish = vault_save_draft_finish;
  iface->list_drafts = vault_list_drafts;
  iface->list_drafts_finish = vault_list_drafts_finish;
}
