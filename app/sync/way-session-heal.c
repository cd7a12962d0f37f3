/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The directory of a server that was restored: it is given back what it lost (protocol.md, 12).
 */
#include "way-post.h"
#include "way-session.h"
#include "way-task.h"

#define MAX_ENTRIES 64

typedef struct
{
  WaySession *session; /* (owned) */
  WayJournalLog *log;  /* (owned) (nullable) */
  guint64 at;
} Healing;

static void
healing_clear (Healing *self)
{
  way_session_unref (self->session);
  g_clear_pointer (&self->log, way_journal_log_free);
}
WAY_DEFINE_DATA (Healing, healing)

static void give_more (GTask *task);

static void
given_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Healing *healing = g_task_get_task_data (task);
  g_auto (WayPosted) posted = { 0 };
  GError *error = NULL;

  if (!way_post_finish (result, &posted, &error))
    return g_task_return_error (task, error);
  if (posted.reason[0] == '\0' && posted.appended.n_taken > 0)
    {
      healing->at += posted.appended.n_taken;
      return give_more (g_steal_pointer (&task));
    }
  way_sync_fail (&error, WAY_SYNC_TROUBLE_RESTORED);
  g_task_return_error (task, error);
}

/* Takes @task. */
static void
give_more (GTask *task)
{
  g_autoptr (GTask) owned = task;
  Healing *healing = g_task_get_task_data (task);
  g_autoptr (GPtrArray) entries = g_ptr_array_new ();

  for (guint64 at = healing->at; at < healing->log->entries->len && entries->len < MAX_ENTRIES;
       at++)
    g_ptr_array_add (entries,
                     ((WayJournalEntry *)g_ptr_array_index (healing->log->entries, at))->bytes);
  if (entries->len == 0)
    return g_task_return_boolean (task, TRUE);
  way_post (healing->session->link, g_strdup ("/v1/dir"), entries, NULL,
            g_task_get_cancellable (task), given_cb, g_steal_pointer (&owned));
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Healing *healing = g_task_get_task_data (task);
  GError *error = NULL;

  healing->log = way_journal_load_log_finish (WAY_JOURNAL (source), result, &error);
  if (healing->log == NULL)
    return g_task_return_error (task, error);
  give_more (g_steal_pointer (&task));
}

void
way_session_heal_directory (WaySession *self,
                            guint64 after,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, data);
  Healing *healing = healing_new0 ();

  g_task_set_source_tag (task, way_session_heal_directory);
  g_task_set_task_data (task, healing, (GDestroyNotify)healing_free);
  healing->session = way_session_ref (self);
  healing->at = after;
  way_journal_load_log (self->parts.journal, &way_id_nil, 0, cancellable, loaded_cb, task);
}

gboolean
way_session_heal_directory_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
