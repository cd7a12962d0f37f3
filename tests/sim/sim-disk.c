/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim-disk.h"

static void sim_disk_iface_init (WayJournalInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SimDisk,
                               sim_disk,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (WAY_TYPE_JOURNAL, sim_disk_iface_init))

/* -- steps ------------------------------------------------------------------------------------- */

static gboolean
is_now (SimDisk *self)
{
  if (self->kill_at == 0 || --self->kill_at > 0)
    return FALSE;
  sim_trace (self->world, self->fail_one ? "write fails" : "killed");
  self->dead = !self->fail_one;
  return TRUE;
}

gboolean
sim_disk_may_send (SimDisk *self)
{
  if (!self->dead && !self->fail_one)
    is_now (self);
  return !self->dead;
}

gboolean
sim_disk_may_hear (SimDisk *self)
{
  return sim_disk_may_send (self);
}

static void
return_dead (GTask *task)
{
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CLOSED, "killed");
}

/* (transfer full) (nullable): NULL where the program is no longer there. */
static GTask *
begin (WayJournal *journal,
       gboolean writes,
       GCancellable *cancellable,
       GAsyncReadyCallback callback,
       gpointer data)
{
  SimDisk *self = SIM_DISK (journal);
  g_autoptr (GTask) task = g_task_new (journal, cancellable, callback, data);

  g_task_set_source_tag (task, begin);
  if (self->dead || (writes && is_now (self)))
    {
      return_dead (task);
      return NULL;
    }
  return g_steal_pointer (&task);
}

/* -- verbs ------------------------------------------------------------------------------------- */

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  WayJournalState *state = way_journal_load_finish (WAY_JOURNAL (source), result, &error);

  if (state == NULL)
    return g_task_return_error (task, error);
  g_task_return_pointer (task, state, (GDestroyNotify)way_journal_state_free);
}

static void
load (WayJournal *journal, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = begin (journal, FALSE, cancellable, callback, data);

  if (task == NULL)
    return;
  way_journal_load (SIM_DISK (journal)->inner, cancellable, loaded_cb, task);
}

static gpointer
finish_pointer (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static WayJournalState *
load_finish (WayJournal *journal, GAsyncResult *result, GError **error)
{
  return finish_pointer (result, error);
}

static void
log_loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  WayJournalLog *log = way_journal_load_log_finish (WAY_JOURNAL (source), result, &error);

  if (log == NULL)
    return g_task_return_error (task, error);
  g_task_return_pointer (task, log, (GDestroyNotify)way_journal_log_free);
}

static void
load_log (WayJournal *journal,
          const WayId *log,
          guint64 after,
          GCancellable *cancellable,
          GAsyncReadyCallback callback,
          gpointer data)
{
  GTask *task = begin (journal, FALSE, cancellable, callback, data);

  if (task == NULL)
    return;
  way_journal_load_log (SIM_DISK (journal)->inner, log, after, cancellable, log_loaded_cb, task);
}

static WayJournalLog *
load_log_finish (WayJournal *journal, GAsyncResult *result, GError **error)
{
  return finish_pointer (result, error);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  GPtrArray *acts = way_journal_list_pending_finish (WAY_JOURNAL (source), result, &error);

  if (acts == NULL)
    return g_task_return_error (task, error);
  g_task_return_pointer (task, acts, (GDestroyNotify)g_ptr_array_unref);
}

static void
list_pending (WayJournal *journal,
              GCancellable *cancellable,
              GAsyncReadyCallback callback,
              gpointer data)
{
  GTask *task = begin (journal, FALSE, cancellable, callback, data);

  if (task == NULL)
    return;
  way_journal_list_pending (SIM_DISK (journal)->inner, cancellable, listed_cb, task);
}

static GPtrArray *
list_pending_finish (WayJournal *journal, GAsyncResult *result, GError **error)
{
  return finish_pointer (result, error);
}

/* What was written is on the disk, whether or not the program lives to hear of it. */
static void
end_write (GTask *task, gboolean done, GError *error)
{
  SimDisk *self = SIM_DISK (g_task_get_source_object (task));

  if (done && (self->dead || (!self->fail_one && is_now (self))))
    return_dead (task);
  else if (done)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
  g_object_unref (task);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GError *error = NULL;
  gboolean done = way_journal_write_finish (WAY_JOURNAL (source), result, &error);

  end_write (data, done, error);
}

/* A fault of a laptop's program, planted where what it writes goes by. */
static void
spoil (WayJournalChange *change)
{
  if (sim_mutant == SIM_MUTANT_DROPPED_ACT && change->acts->len > 1)
    g_ptr_array_set_size (change->acts, (int)change->acts->len - 1);
}

static void
write_change (WayJournal *journal,
              WayJournalChange *change,
              GCancellable *cancellable,
              GAsyncReadyCallback callback,
              gpointer data)
{
  SimDisk *self = SIM_DISK (journal);
  GTask *task = begin (journal, TRUE, cancellable, callback, data);

  if (task == NULL)
    return;
  spoil (change);
  way_journal_write (self->inner, change, cancellable, written_cb, task);
}

static gboolean
write_finish (WayJournal *journal, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
entered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GError *error = NULL;
  gboolean done = way_journal_enter_finish (WAY_JOURNAL (source), result, &error);

  end_write (data, done, error);
}

static void
enter (WayJournal *journal,
       const WayJournalTeam *team,
       GPtrArray *directory,
       const guint8 *head,
       GCancellable *cancellable,
       GAsyncReadyCallback callback,
       gpointer data)
{
  GTask *task = begin (journal, TRUE, cancellable, callback, data);

  if (task == NULL)
    return;
  way_journal_enter (SIM_DISK (journal)->inner, team, directory, head, cancellable, entered_cb,
                     task);
}

static void
renewed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GError *error = NULL;
  gboolean done = way_journal_renew_device_finish (WAY_JOURNAL (source), result, &error);

  end_write (data, done, error);
}

static void
renew_device (WayJournal *journal,
              GCancellable *cancellable,
              GAsyncReadyCallback callback,
              gpointer data)
{
  GTask *task = begin (journal, TRUE, cancellable, callback, data);

  if (task == NULL)
    return;
  way_journal_renew_device (SIM_DISK (journal)->inner, cancellable, renewed_cb, task);
}

static void
sim_disk_iface_init (WayJournalInterface *iface)
{
  iface->load = load;
  iface->load_finish = load_finish;
  iface->load_log = load_log;
  iface->load_log_finish = load_log_finish;
  iface->list_pending = list_pending;
  iface->list_pending_finish = list_pending_finish;
  iface->write = write_change;
  iface->write_finish = write_finish;
  iface->enter = enter;
  iface->enter_finish = write_finish;
  iface->renew_device = renew_device;
  iface->renew_device_finish = write_finish;
}

/* -- made -------------------------------------------------------------------------------------- */

SimDisk *
sim_disk_new (SimWorld *world, WayJournal *inner)
{
  SimDisk *self = g_object_new (SIM_TYPE_DISK, NULL);

  self->world = world;
  self->inner = g_object_ref (inner);
  return self;
}

static void
sim_disk_finalize (GObject *object)
{
  SimDisk *self = SIM_DISK (object);

  g_clear_object (&self->inner);
  G_OBJECT_CLASS (sim_disk_parent_class)->finalize (object);
}

static void
sim_disk_init (SimDisk *self)
{
}

static void
sim_disk_class_init (SimDiskClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sim_disk_finalize;
}
