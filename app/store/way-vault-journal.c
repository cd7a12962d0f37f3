/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The open vault as a WayJournal: each verb runs on the worker, between the questions of pages.
 */
#include "way-store-journal.h"
#include "way-task.h"
#include "way-vault-private.h"

#include <string.h>

typedef struct _Errand Errand;

/* A verb on its way to the worker and back. */
struct _Errand
{
  WayVaultCarried carried;
  char *dir; /* (owned) */
  WayId log;
  guint64 after;
  WayJournalChange *change; /* (owned) (nullable) */
  WayJournalTeam *team;     /* (owned) (nullable) */
  GPtrArray *directory;     /* (owned) (nullable) */
  guint8 head[WAY_HEAD_SIZE];
  void (*follow) (WayVault *self, const Errand *errand); /* (nullable) */
};

static void
errand_clear (Errand *errand)
{
  g_clear_pointer (&errand->carried.store, way_store_unref);
  g_clear_pointer (&errand->dir, g_free);
  g_clear_pointer (&errand->change, way_journal_change_unref);
  g_clear_pointer (&errand->team, way_journal_team_free);
  g_clear_pointer (&errand->directory, g_ptr_array_unref);
}

WAY_DEFINE_DATA (Errand, errand)

static void
start_errand (WayVault *self, Errand *errand, GTaskThreadFunc function, GTask *task)
{
  errand->dir = g_strdup (self->dir);
  way_vault_carry (self, task, errand, (GDestroyNotify)errand_free, function);
}

/* -- the index, behind ------------------------------------------------------------------------- */

/* A piece at a time, so that whatever else is asked of the worker comes between.  Where it fails a
 * search tries again, and says so. */
static void
fill_in_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  WayStore *store = data;
  gboolean behind = FALSE, more = FALSE;

  if (!store->closed && way_store_is_index_behind (store, &behind, NULL) && behind
      && way_store_fill_index (store, &more, NULL) && more)
    way_executor_run_in_worker (store->executor, task, fill_in_worker);
  else
    g_task_return_boolean (task, TRUE);
}

void
way_vault_start_filling (WayVault *self)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, NULL, NULL);

  g_task_set_source_tag (task, way_vault_start_filling);
  g_task_set_task_data (task, way_store_ref (self->store), (GDestroyNotify)way_store_unref);
  way_executor_run_in_worker (self->executor, task, fill_in_worker);
}

/* -- reading ----------------------------------------------------------------------------------- */

static void
load_in_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  WayJournalState *state = way_store_load_state (((Errand *)data)->carried.store, &error);

  way_vault_return_pointer (task, state, (GDestroyNotify)way_journal_state_free, error);
}

static void
vault_load (WayJournal *self,
            GCancellable *cancellable,
            GAsyncReadyCallback callback,
            gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, data);

  start_errand (WAY_VAULT (self), errand_new0 (), load_in_worker, task);
}

static WayJournalState *
vault_load_finish (WayJournal *self, GAsyncResult *result, GError **error)
{
  return way_vault_finish_pointer (self, result, error);
}

static void
load_log_in_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Errand *errand = data;
  GError *error = NULL;
  WayJournalLog *log = way_store_load_log (errand->carried.store, &errand->log, errand->after,
                                           &error);

  way_vault_return_pointer (task, log, (GDestroyNotify)way_journal_log_free, error);
}

static void
vault_load_log (WayJournal *self,
                const WayId *log,
                guint64 after,
                GCancellable *cancellable,
                GAsyncReadyCallback callback,
                gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, data);
  Errand *errand = errand_new0 ();

  errand->log = *log;
  errand->after = after;
  start_errand (WAY_VAULT (self), errand, load_log_in_worker, task);
}

static WayJournalLog *
vault_load_log_finish (WayJournal *self, GAsyncResult *result, GError **error)
{
  return way_vault_finish_pointer (self, result, error);
}

static void
list_pending_in_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  GPtrArray *acts = way_store_list_waiting (((Errand *)data)->carried.store, &error);

  way_vault_return_pointer (task, acts, (GDestroyNotify)g_ptr_array_unref, error);
}

static void
vault_list_pending (WayJournal *self,
                    GCancellable *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, data);

  start_errand (WAY_VAULT (self), errand_new0 (), list_pending_in_worker, task);
}

static GPtrArray *
vault_list_pending_finish (WayJournal *self, GAsyncResult *result, GError **error)
{
  return way_vault_finish_pointer (self, result, error);
}

static gboolean
vault_finish_done (WayJournal *self, GAsyncResult *result, GError **error)
{
  return way_vault_finish_done (self, result, error);
}

/* -- writing ----------------------------------------------------------------------------------- */

static void
write_in_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Errand *errand = data;
  GError *error = NULL;
  gboolean done = way_store_receive (errand->carried.store, errand->change, &error);

  way_vault_return_done (task, done, error);
}

/* What the vault itself makes of it, on the main context and before who asked hears of it. */
static void
followed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  WayVault *self = WAY_VAULT (source);
  Errand *errand = g_task_get_task_data (G_TASK (result));
  GError *error = NULL;
  gboolean done = g_task_propagate_boolean (G_TASK (result), &error);

  if (done && self->store == errand->carried.store)
    errand->follow (self, errand);
  if (done)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* @task is answered when the vault has followed. */
static void
start_followed (WayJournal *journal,
                Errand *errand,
                GTaskThreadFunc function,
                GCancellable *cancellable,
                GTask *task)
{
  g_autoptr (GTask) inner = g_task_new (journal, cancellable, followed_cb, task);

  g_task_set_source_tag (task, function);
  start_errand (WAY_VAULT (journal), errand, function, inner);
}

/* Pages hear of it before sync goes on. */
static void
written (WayVault *self, const Errand *errand)
{
  if (errand->change->acts->len == 0 && !errand->change->restored)
    return;
  way_vault_start_filling (self);
  way_repository_case_changed (WAY_REPOSITORY (self), &errand->change->log);
}

static void
vault_write (WayJournal *journal,
             WayJournalChange *change,
             GCancellable *cancellable,
             GAsyncReadyCallback callback,
             gpointer data)
{
  Errand *errand = errand_new0 ();

  errand->change = way_journal_change_ref (change);
  errand->follow = written;
  start_followed (journal, errand, write_in_worker, cancellable,
                  g_task_new (journal, NULL, callback, data));
}

/* -- a team ------------------------------------------------------------------------------------ */

/* Before the vault belongs to the organisation: at no moment is there work of a member that the
 * organisation could not recover. */
static gboolean
seal_recovery_slot (Errand *errand, GError **error)
{
  g_autoptr (WayKeyFile) keys = NULL;
  g_autoptr (WayKeyFile) sealed = NULL;
  GError *reason = NULL;
  WayBoxPublic recipient;
  WayKeySlot slot;

  G_STATIC_ASSERT (sizeof recipient.bytes == WAY_HEAD_SIZE);
  memcpy (recipient.bytes, errand->team->recovery_key, WAY_HEAD_SIZE);
  if (way_vault_has (errand->dir, WAY_VAULT_KEYS_NEXT))
    return way_fail (error, WAY_STORE_ERROR, WAY_STORE_ERROR_IO,
                     "An earlier change of keys was cut short. Close Waymark, open it again, then "
                     "try once more.");
  keys = way_vault_read_keys (errand->dir, WAY_VAULT_KEYS, error);
  if (keys == NULL)
    return FALSE;
  if (way_key_file_find_slot (keys, WAY_KEY_SLOT_RECOVERY, &slot)
      && memcmp (slot.recipient.bytes, recipient.bytes, WAY_HEAD_SIZE) == 0)
    return TRUE;
  sealed = way_key_file_with_recovery (keys, errand->carried.store->db_key, &recipient,
                                       errand->carried.store->random, &reason);
  if (sealed != NULL)
    return way_vault_write_keys (errand->dir, WAY_VAULT_KEYS, sealed, error);
  g_error_free (reason);
  return way_fail (error, WAY_CORE_ERROR, WAY_CORE_ERROR_DAMAGED,
                   "The organisation's recovery key is not one. Nothing was changed; ask whoever "
                   "set up the team.");
}

static void
enter_in_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Errand *errand = data;
  GError *error = NULL;
  gboolean done = way_store_may_enter (errand->carried.store, errand->team, &error)
                  && seal_recovery_slot (errand, &error)
                  && way_store_enter (errand->carried.store, errand->team, errand->directory,
                                      errand->head, &error);

  way_vault_return_done (task, done, error);
}

static void
entered (WayVault *self, const Errand *errand)
{
  self->team = errand->team->team_log;
  self->user = errand->team->user;
}

static void
vault_enter (WayJournal *journal,
             const WayJournalTeam *team,
             GPtrArray *directory,
             const guint8 *head,
             GCancellable *cancellable,
             GAsyncReadyCallback callback,
             gpointer data)
{
  Errand *errand = errand_new0 ();

  errand->team = way_journal_team_copy (team);
  errand->directory = g_ptr_array_ref (directory);
  memcpy (errand->head, head, WAY_HEAD_SIZE);
  errand->follow = entered;
  start_followed (journal, errand, enter_in_worker, cancellable,
                  g_task_new (journal, NULL, callback, data));
}

static void
renew_device_in_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  gboolean done = way_store_renew_device (((Errand *)data)->carried.store, &error);

  way_vault_return_done (task, done, error);
}

static void
vault_renew_device (WayJournal *self,
                    GCancellable *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, data);

  start_errand (WAY_VAULT (self), errand_new0 (), renew_device_in_worker, task);
}

void
way_vault_journal_init (WayJournalInterface *iface)
{
  iface->load = vault_load;
  iface->load_finish = vault_load_finish;
  iface->load_log = vault_load_log;
  iface->load_log_finish = vault_load_log_finish;
  iface->list_pending = vault_list_pending;
  iface->list_pending_finish = vault_list_pending_finish;
  iface->write = vault_write;
  iface->write_finish = vault_finish_done;
  iface->enter = vault_enter;
  iface->enter_finish = vault_finish_done;
  iface->renew_device = vault_renew_device;
  iface->renew_device_finish = vault_finish_done;
}
