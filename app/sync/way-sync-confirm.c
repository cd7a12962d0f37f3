/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who confirmed what this laptop has: read from the team log where that changed.
 */
#include <string.h>
#include "way-sync-private.h"
#include "way-visit.h"

#define AMBER_DAYS 3

static void
read_log (WaySync *self, WayJournalLog *log)
{
  WaySession *session = self->session;
  g_autoptr (GPtrArray) entries = g_ptr_array_new ();

  for (guint i = 0; i < log->entries->len; i++)
    g_ptr_array_add (entries, ((WayJournalEntry *)g_ptr_array_index (log->entries, i))->bytes);
  self->confirm = way_confirm_read (entries, session->directory, &session->device->id,
                                    way_clock_now (self->parts.clock));
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  WaySync *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (WayJournalLog) log = way_journal_load_log_finish (WAY_JOURNAL (source), result,
                                                               &error);

  if (log == NULL)
    return g_task_return_error (task, error);
  read_log (self, log);
  memcpy (self->confirm_head, g_task_get_task_data (task), WAY_HEAD_SIZE);
  g_task_return_boolean (task, TRUE);
}

void
way_sync_confirm (WaySync *self,
                  const WayJournalState *state,
                  GCancellable *cancellable,
                  GAsyncReadyCallback callback,
                  gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, data);
  const WayJournalHeld *held = state->team != NULL
                                   ? way_visit_find_held (state, &state->team->team_log)
                                   : NULL;

  g_task_set_source_tag (task, way_sync_confirm);
  if (held == NULL)
    self->confirm = (WayConfirm){ 0 };
  if (held == NULL || memcmp (held->head, self->confirm_head, WAY_HEAD_SIZE) == 0)
    return g_task_return_boolean (task, TRUE);
  g_task_set_task_data (task, g_memdup2 (held->head, WAY_HEAD_SIZE), g_free);
  way_journal_load_log (self->parts.journal, &held->log, 0, cancellable, loaded_cb,
                        g_steal_pointer (&task));
}

gboolean
way_sync_confirm_finish (WaySync *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
way_sync_tell_confirmed (WaySync *self, WaySyncReport *report)
{
  report->n_confirmed = self->confirm.n_colleagues;
  report->confirmed_ms = self->confirm.confirmed_ms;
  if (report->trouble == WAY_SYNC_TROUBLE_NONE && self->confirm.n_days >= AMBER_DAYS)
    report->trouble = WAY_SYNC_TROUBLE_UNCONFIRMED;
}
