/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An EPOCH where one is due, or where others are to be in the log.
 */
#include "way-post.h"
#include "way-visit-private.h"

static gboolean
has_member (GArray *members, const WayId *device)
{
  for (guint i = 0; i < members->len; i++)
    if (way_id_equal (&g_array_index (members, WayId, i), device))
      return TRUE;
  return FALSE;
}

/* (transfer full) (nullable): who is to be in it, where that are others than now. */
static GArray *
choose_members (WayVisit *self)
{
  WayDirectory *directory = self->moment.directory;
  guint64 seq = way_directory_get_length (directory);
  g_autoptr (GArray) now = way_replica_list_members (self->replica, &self->moment);
  g_autoptr (GArray) members = g_array_new (FALSE, FALSE, sizeof (WayId));
  gboolean differs = FALSE;

  for (guint i = 0; i < way_directory_get_n_devices (directory); i++)
    {
      const WayDirDevice *device = way_directory_get_device (directory, i);
      const WayCertificate *certificate = &device->certificate;
      gboolean was = has_member (now, &certificate->device), is = was;

      if (way_id_equal (&certificate->user, &self->drop))
        is = FALSE;
      if (way_id_equal (&certificate->user, &self->add) && way_dir_device_stands_at (device, seq))
        is = TRUE;
      if (is)
        g_array_append_val (members, certificate->device);
      differs = differs || is != was;
    }
  return differs ? g_steal_pointer (&members) : NULL;
}

static void
epoch_job (GTask *inner, gpointer source, gpointer data, GCancellable *cancellable)
{
  WayVisit *visit = data;
  g_autoptr (GArray) members = NULL;

  g_clear_pointer (&visit->epoch, g_bytes_unref);
  visit->epoch = way_replica_make_due_epoch (visit->replica, &visit->moment);
  visit->is_due = visit->epoch == NULL && way_replica_is_epoch_due (visit->replica, &visit->moment);
  if (visit->epoch == NULL && !visit->is_due && !way_id_is_nil (&visit->add))
    members = choose_members (visit);
  if (members != NULL)
    visit->epoch = way_replica_make_epoch (visit->replica, &visit->moment, members);
  way_visit_end_job (inner);
}

static void
epoch_taken (GTask *task)
{
  WayVisit *visit = g_task_get_task_data (task);

  if (visit->verdict != WAY_VERDICT_OK || !way_visit_is_expected (visit))
    return way_visit_stop (task, WAY_SYNC_TROUBLE_FORKED);
  way_visit_mark_whole (visit);
  /* What was sealed under the epoch before is sealed again. */
  visit->change->drop_sealed = TRUE;
  visit->emptied = TRUE;
  way_visit_write (task, way_visit_choose_epoch);
}

static void
epoch_posted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  WayVisit *visit = g_task_get_task_data (task);
  g_auto (WayPosted) posted = { 0 };
  GError *error = NULL;

  if (!way_post_finish (result, &posted, &error))
    return way_visit_fail (task, error);
  if (posted.reason[0] != '\0')
    return way_visit_refuse_post (task, posted.reason);
  if (!posted.is_told || posted.appended.length != way_visit_get_length (visit) + 1)
    return way_visit_turn_again (task);
  visit->expected = posted.appended.head;
  g_ptr_array_set_size (visit->entries, 0);
  g_ptr_array_add (visit->entries, way_journal_entry_new (visit->epoch, visit->known));
  way_visit_run (task, way_visit_take_job, epoch_taken);
}

static void
epoch_made (GTask *task)
{
  WayVisit *visit = g_task_get_task_data (task);
  g_autoptr (GPtrArray) entries = g_ptr_array_new ();

  if (visit->epoch == NULL)
    return way_visit_look_at_outbox (task);
  if (++visit->turns >= WAY_VISIT_TURNS)
    return way_visit_end (task);
  g_ptr_array_add (entries, visit->epoch);
  way_post (visit->session->link, way_visit_make_path (visit, "log"), entries, NULL,
            g_task_get_cancellable (task), epoch_posted_cb, task);
}

void
way_visit_choose_epoch (GTask *task)
{
  way_visit_run (task, epoch_job, epoch_made);
}
