/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The open vault as a WayRepository: each question runs on the worker, one after another.
 */
#include "way-task.h"
#include "way-vault-private.h"

/* A question to the open store, run on the worker. */
typedef struct
{
  WayVaultCarried carried;
  WayId id;
  gboolean has_id;
  char *typed;
  guint limit;
  GPtrArray *acts; /* (owned) */
  WayDraft draft;
  guint n_written;
} Ask;

static void
ask_clear (Ask *ask)
{
  g_clear_pointer (&ask->carried.store, way_store_unref);
  g_clear_pointer (&ask->typed, g_free);
  g_clear_pointer (&ask->acts, g_ptr_array_unref);
  g_clear_pointer (&ask->draft.value, g_bytes_unref);
  g_clear_pointer (&ask->draft.bases, g_array_unref);
}

WAY_DEFINE_DATA (Ask, ask)

static void
start_ask (WayRepository *repository,
           Ask *ask,
           GTaskThreadFunc function,
           GCancellable *cancellable,
           GAsyncReadyCallback callback,
           gpointer data)
{
  g_autoptr (GTask) task = g_task_new (repository, cancellable, callback, data);

  way_vault_carry (WAY_VAULT (repository), task, ask, (GDestroyNotify)ask_free, function);
}

static void
list_people_in_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  GPtrArray *people = way_store_list_people (((Ask *)data)->carried.store, &error);

  way_vault_return_pointer (task, people, (GDestroyNotify)g_ptr_array_unref, error);
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
  return way_vault_finish_pointer (self, result, error);
}

static void
load_case_in_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Ask *ask = data;
  GError *error = NULL;
  WayCase *found = way_store_load_case (ask->carried.store, &ask->id, &error);

  if (found != NULL && way_case_get_newest_ms (found) == 0)
    {
      g_clear_pointer (&found, way_case_unref);
      g_set_error_literal (&error, WAY_STORE_ERROR, WAY_STORE_ERROR_NOT_FOUND,
                           "There is nobody with this id in the vault.");
    }
  way_vault_return_pointer (task, found, (GDestroyNotify)way_case_unref, error);
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
  return way_vault_finish_pointer (self, result, error);
}

static void
load_past_in_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Ask *ask = data;
  GError *error = NULL;
  WayPast *past = way_store_load_past (ask->carried.store, &ask->id, &error);

  way_vault_return_pointer (task, past, (GDestroyNotify)way_past_unref, error);
}

static void
vault_load_past (WayRepository *self,
                 const WayId *id,
                 GCancellable *cancellable,
                 GAsyncReadyCallback callback,
                 gpointer data)
{
  Ask *ask = ask_new0 ();

  ask->id = *id;
  start_ask (self, ask, load_past_in_worker, cancellable, callback, data);
}

static WayPast *
vault_load_past_finish (WayRepository *self, GAsyncResult *result, GError **error)
{
  return way_vault_finish_pointer (self, result, error);
}

static void
return_saved (GTask *task, WayStore *store, gboolean done, GError *error)
{
  if (done)
    way_vault_was_saved (store);
  way_vault_return_done (task, done, error);
}

static void
commit_in_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Ask *ask = data;
  GError *error = NULL;
  WayStore *store = ask->carried.store;
  gboolean done = way_store_commit_acts (store, ask->acts, &ask->n_written, &error);

  if (!done && way_vault_can_save_now (store, &error))
    done = way_store_commit_acts (store, ask->acts, &ask->n_written, &error);
  return_saved (task, store, done, error);
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

/* What can only be read is searched as far as it was put in. */
static gboolean
fill_index (WayStore *store, gboolean *ret_more, GError **error)
{
  gboolean behind;

  *ret_more = FALSE;
  if (store->read_only)
    return TRUE;
  return way_store_is_index_behind (store, &behind, error)
         && (!behind || way_store_fill_index (store, ret_more, error));
}

/* What just came is found as well: a search goes behind what the index still awaits, and others'
 * questions come between. */
static void
search_in_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Ask *ask = data;
  GError *error = NULL;
  GPtrArray *hits = NULL;
  gboolean more;

  if (!fill_index (ask->carried.store, &more, &error))
    {
      way_vault_return_failure (task, error);
      return;
    }
  if (more)
    {
      way_vault_carry_on (task);
      return;
    }
  hits = way_store_search (ask->carried.store, ask->typed, ask->has_id ? &ask->id : NULL,
                           ask->limit, &error);
  way_vault_return_pointer (task, hits, (GDestroyNotify)g_ptr_array_unref, error);
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
  return way_vault_finish_pointer (self, result, error);
}

static void
save_draft_in_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Ask *ask = data;
  GError *error = NULL;
  WayStore *store = ask->carried.store;
  gboolean done = way_store_save_draft (store, &ask->draft, &error);

  if (!done && way_vault_can_save_now (store, &error))
    done = way_store_save_draft (store, &ask->draft, &error);
  return_saved (task, store, done, error);
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
  return way_vault_finish_done (self, result, error);
}

static void
list_drafts_in_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  GPtrArray *drafts = way_store_list_drafts (((Ask *)data)->carried.store, NULL, &error);

  way_vault_return_pointer (task, drafts, (GDestroyNotify)g_ptr_array_unref, error);
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
  return way_vault_finish_pointer (self, result, error);
}

void
way_vault_repository_init (WayRepositoryInterface *iface)
{
  iface->list_people = vault_list_people;
  iface->list_people_finish = vault_list_people_finish;
  iface->load_case = vault_load_case;
  iface->load_case_finish = vault_load_case_finish;
  iface->load_past = vault_load_past;
  iface->load_past_finish = vault_load_past_finish;
  iface->commit = vault_commit;
  iface->commit_finish = vault_commit_finish;
  iface->search = vault_search;
  iface->search_finish = vault_search_finish;
  iface->save_draft = vault_save_draft;
  iface->save_draft_finish = vault_save_draft_finish;
  iface->list_drafts = vault_list_drafts;
  iface->list_drafts_finish = vault_list_drafts_finish;
}
