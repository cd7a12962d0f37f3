/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An EPOCH where one is due, or where others are to be in the log.
 */
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

  g_clear_pointer (&visit->own, g_bytes_unref);
  visit->own = way_replica_make_due_epoch (visit->replica, &visit->moment);
  visit->is_due = visit->own == NULL && way_replica_is_epoch_due (visit->replica, &visit->moment);
  if (visit->own == NULL && !visit->is_due && !way_id_is_nil (&visit->add))
    members = choose_members (visit);
  if (members != NULL)
    visit->own = way_replica_make_epoch (visit->replica, &visit->moment, members);
  way_visit_end_job (inner);
}

static void
epoch_taken (GTask *task)
{
  WayVisit *visit = g_task_get_task_data (task);

  /* What was sealed under the epoch before is sealed again. */
  visit->change->drop_sealed = TRUE;
  visit->emptied = TRUE;
  way_visit_write (task, way_visit_choose_epoch);
}

static void
epoch_made (GTask *task)
{
  WayVisit *visit = g_task_get_task_data (task);

  if (visit->own == NULL)
    return way_visit_look_at_outbox (task);
  if (++visit->turns >= WAY_VISIT_TURNS)
    return way_visit_end (task);
  way_visit_post_own (task, way_visit_refuse_post, epoch_taken);
}

/* A log that nobody began goes out with what it begins with, in one piece. */
static gboolean
begins_with_work (WayVisit *self)
{
  return way_visit_get_length (self) == 0 && way_id_is_nil (&self->add) && self->late == NULL
         && (self->held->sealed->len > 0 || (self->pending != NULL && self->pending->len > 0));
}

void
way_visit_choose_epoch (GTask *task)
{
  if (begins_with_work (g_task_get_task_data (task)))
    return way_visit_look_at_outbox (task);
  way_visit_run (task, epoch_job, epoch_made);
}
