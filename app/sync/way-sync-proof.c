/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the last round found signed on another history, as a file to hand over.
 */
#include "way-proof.h"
#include "way-sync-private.h"

gboolean
way_sync_can_prove (WaySync *self)
{
  return self->session != NULL && self->session->fork.held != NULL;
}

static void
directory_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  WaySession *session = g_task_get_task_data (task);
  g_autoptr (GPtrArray) directory = g_ptr_array_new ();
  g_autoptr (GBytes) proof = NULL;
  GError *error = NULL;
  g_autoptr (WayJournalLog) log = way_journal_load_log_finish (WAY_JOURNAL (source), result,
                                                               &error);
  const WayFork *fork = &session->fork;
  WayProof judged;

  if (log == NULL)
    return g_task_return_error (task, error);
  for (guint i = 0; i < log->entries->len; i++)
    g_ptr_array_add (directory, ((WayJournalEntry *)g_ptr_array_index (log->entries, i))->bytes);
  proof = way_proof_write (&session->state->team->org, &fork->log, directory, fork->held, fork->one,
                           fork->other);
  if (!way_proof_judge (g_bytes_get_data (proof, NULL), g_bytes_get_size (proof), &judged))
    way_sync_fail (&error, WAY_SYNC_TROUBLE_BAD_LOG);
  if (error != NULL)
    return g_task_return_error (task, error);
  g_task_return_pointer (task, g_steal_pointer (&proof), (GDestroyNotify)g_bytes_unref);
}

void
way_sync_prove (WaySync *self, GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = g_task_new (self, NULL, callback, data);

  g_return_if_fail (way_sync_can_prove (self));
  g_task_set_source_tag (task, way_sync_prove);
  g_task_set_task_data (task, way_session_ref (self->session), (GDestroyNotify)way_session_unref);
  way_journal_load_log (self->parts.journal, &way_id_nil, 0, NULL, directory_cb, task);
}

GBytes *
way_sync_prove_finish (WaySync *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
