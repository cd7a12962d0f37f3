/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-vault-private.h"

#include "way-i18n.h"

/* Taken back in time it is not begun; once begun it is answered for, cancelled or not: a save that
 * was made says so. */
static void
run_carried (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  WayVaultCarried *carried = data;
  GError *reason = NULL;

  if (g_task_return_error_if_cancelled (task))
    return;
  if (!carried->store->closed)
    {
      carried->function (task, source, data, cancellable);
      return;
    }
  way_vault_fail_locked (&reason);
  g_task_return_error (task, reason);
}

void
way_vault_carry (
    WayVault *self, GTask *task, gpointer data, GDestroyNotify free_data, GTaskThreadFunc function)
{
  WayVaultCarried *carried = data;
  GError *reason = NULL;

  g_task_set_source_tag (task, function);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, data, free_data);
  if (self->store == NULL)
    {
      way_vault_fail_locked (&reason);
      g_task_return_error (task, reason);
      return;
    }
  carried->store = way_store_ref (self->store);
  carried->function = function;
  way_vault_carry_on (task);
}

void
way_vault_carry_on (GTask *task)
{
  WayVaultCarried *carried = g_task_get_task_data (task);

  way_executor_run_in_worker (carried->store->executor, task, run_carried);
}

/* The vault is open, so it can be looked through; and what is damaged may be what can be made
 * anew, where a backup brought back would lose what was written since. */
static void
return_failure (GTask *task, GError *reason)
{
  if (g_error_matches (reason, WAY_DB_ERROR, WAY_DB_ERROR_DAMAGED))
    {
      g_free (reason->message);
      reason->message = g_strdup (
          _ ("Part of vault.db is damaged, so this was not done and nothing "
             "was changed. waymarkctl check says what helps."));
    }
  way_vault_return_failure (task, reason);
}

void
way_vault_return_pointer (GTask *task, gpointer result, GDestroyNotify destroy, GError *error)
{
  if (result != NULL)
    g_task_return_pointer (task, result, destroy);
  else
    return_failure (task, error);
}

void
way_vault_return_done (GTask *task, gboolean done, GError *error)
{
  if (done)
    g_task_return_boolean (task, TRUE);
  else
    return_failure (task, error);
}

gpointer
way_vault_finish_pointer (gpointer self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

gboolean
way_vault_finish_done (gpointer self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
