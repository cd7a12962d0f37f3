/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-sync-private.h"

#include "way-transport-http.h"

#define INTERVAL_MS (5 * 60 * 1000)
#define JITTER_MS (4 * 60 * 1000) /* nobody may read from the clock when somebody wrote */
#define RETRY_MS (60 * 1000)
#define SOON_MS 3000 /* after something was written here */

static void way_sync_status_iface_init (WaySyncStatusInterface *iface);
static void way_sync_team_iface_init (WayTeamInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (WaySync,
                               way_sync,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (WAY_TYPE_SYNC_STATUS,
                                                      way_sync_status_iface_init)
                                   G_IMPLEMENT_INTERFACE (WAY_TYPE_TEAM, way_sync_team_iface_init))

static void start_round (WaySync *self);

void
way_sync_set_session (WaySync *self, WaySession *session)
{
  way_session_ref (session);
  g_clear_pointer (&self->session, way_session_unref);
  self->session = session;
}

static void
set_report (WaySync *self, const WaySyncReport *report)
{
  self->report = *report;
  way_sync_status_emit_changed (WAY_SYNC_STATUS (self));
}

/* -- rounds ------------------------------------------------------------------------------------ */

static void
note_failure (WaySync *self, const GError *error)
{
  WaySyncReport *report = &self->report;

  if (self->session != NULL)
    report->n_waiting = self->session->state->n_waiting;
  report->trouble = way_sync_error_get_trouble (error);
  report->state = way_sync_error_is_offline (error) ? WAY_SYNC_OFFLINE : WAY_SYNC_TROUBLE;
  if (report->state != WAY_SYNC_OFFLINE)
    report->since_ms = 0;
  else if (report->since_ms == 0)
    report->since_ms = way_clock_now (self->parts.clock);
}

static void
round_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WaySync) self = data;
  g_autoptr (GPtrArray) answered = g_steal_pointer (&self->running);
  g_autoptr (GError) error = NULL;
  WaySyncReport report;

  g_clear_object (&self->current);
  if (way_round_finish (result, &report, &error))
    self->report = report;
  else
    note_failure (self, error);
  if (self->waiting->len == 0 && self->automatic)
    way_sync_plan (self, error != NULL ? RETRY_MS : INTERVAL_MS);
  /* What a round with trouble left undone would be told again at once. */
  if (self->waiting->len == 0 && self->automatic && error == NULL
      && report.state != WAY_SYNC_TROUBLE)
    way_sync_begin_watch (self);
  way_sync_status_emit_changed (WAY_SYNC_STATUS (self));
  for (guint i = 0; i < answered->len; i++)
    {
      GTask *task = g_ptr_array_index (answered, i);

      if (error != NULL)
        g_task_return_error (task, g_error_copy (error));
      else
        g_task_return_boolean (task, TRUE);
    }
  if (self->waiting->len > 0 && self->running == NULL)
    start_round (self);
}

static void
start_round (WaySync *self)
{
  WaySyncReport report = self->report;

  self->running = g_steal_pointer (&self->waiting);
  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
  self->current = g_cancellable_new ();
  self->soon = FALSE;
  way_sync_end_watch (self);
  report.state = WAY_SYNC_SYNCING;
  report.trouble = WAY_SYNC_TROUBLE_NONE;
  report.n_to_send = report.n_sent = report.n_received = 0;
  report.again_ms = 0;
  set_report (self, &report);
  way_round (self, self->current, round_cb, g_object_ref (self));
}

void
way_sync_run (WaySync *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = g_task_new (self, cancellable, callback, data);

  g_task_set_source_tag (task, way_sync_run);
  g_ptr_array_add (self->waiting, task);
  if (self->running == NULL)
    start_round (self);
}

gboolean
way_sync_run_finish (WaySync *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* -- by themselves ----------------------------------------------------------------------------- */

static gboolean
timer_cb (gpointer data)
{
  WaySync *self = data;

  self->timer = 0;
  way_sync_run (self, NULL, NULL, NULL);
  return G_SOURCE_REMOVE;
}

void
way_sync_plan (WaySync *self, guint delay_ms)
{
  if (self->timer != 0)
    way_executor_remove_timeout (self->parts.executor, self->timer);
  if (delay_ms > 0)
    delay_ms += way_random_below (self->parts.random, MIN (delay_ms, JITTER_MS));
  self->report.again_ms = way_clock_now (self->parts.clock) + delay_ms;
  self->timer = way_executor_add_timeout (self->parts.executor, delay_ms, timer_cb, self, NULL);
}

static void
network_changed_cb (GNetworkMonitor *monitor, gboolean available, gpointer data)
{
  WaySync *self = data;

  if (available && self->running == NULL)
    way_sync_plan (self, 0);
}

void
way_sync_set_automatic (WaySync *self, gboolean automatic)
{
  GNetworkMonitor *monitor;

  if (automatic == self->automatic)
    return;
  monitor = g_network_monitor_get_default ();
  self->automatic = automatic;
  if (automatic)
    {
      self->network_id = g_signal_connect (monitor, "network-changed",
                                           G_CALLBACK (network_changed_cb), self);
      return way_sync_plan (self, 0);
    }
  g_clear_signal_handler (&self->network_id, monitor);
  if (self->timer != 0)
    way_executor_remove_timeout (self->parts.executor, self->timer);
  self->timer = 0;
  self->report.again_ms = 0;
  way_sync_end_watch (self);
  if (self->current != NULL)
    g_cancellable_cancel (self->current);
}

/* -- status ------------------------------------------------------------------------------------ */

static void
look_confirmed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  WaySync *self = g_task_get_source_object (task);
  WaySyncReport report = self->report;
  GError *error = NULL;

  if (!way_sync_confirm_finish (self, result, &error))
    return g_task_return_error (task, error);
  way_sync_tell_confirmed (self, &report);
  set_report (self, &report);
  if (self->automatic && !self->soon && self->running == NULL && report.state == WAY_SYNC_WAITING)
    {
      self->soon = TRUE;
      way_sync_plan (self, SOON_MS);
    }
  g_task_return_boolean (task, TRUE);
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  WaySync *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (WaySession) session = way_session_open_finish (result, &error);
  WaySyncReport *report = &self->report;

  if (session == NULL)
    return g_task_return_error (task, error);
  way_sync_set_session (self, session);
  report->n_waiting = session->state->n_waiting;
  report->synced_ms = session->state->synced_ms;
  if (session->state->team == NULL)
    report->state = WAY_SYNC_NO_TEAM;
  else if (report->state == WAY_SYNC_NO_TEAM || report->state == WAY_SYNC_SYNCED
           || report->state == WAY_SYNC_WAITING)
    report->state = report->n_waiting > 0 || report->synced_ms == 0 ? WAY_SYNC_WAITING
                                                                    : WAY_SYNC_SYNCED;
  way_sync_confirm (self, session->state, NULL, look_confirmed_cb, g_object_ref (task));
}

void
way_sync_look (WaySync *self, GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = g_task_new (self, NULL, callback, data);

  g_task_set_source_tag (task, way_sync_look);
  way_session_open (&self->parts, self->session, NULL, looked_cb, task);
}

gboolean
way_sync_look_finish (WaySync *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static WaySyncReport
get_report (WaySyncStatus *status)
{
  return WAY_SYNC (status)->report;
}

static void
way_sync_status_iface_init (WaySyncStatusInterface *iface)
{
  iface->get_report = get_report;
}

static void
way_sync_team_iface_init (WayTeamInterface *iface)
{
  way_team_iface_fill (iface);
  way_team_iface_fill_join (iface);
  way_team_iface_fill_approve (iface);
  way_team_iface_fill_members (iface);
  way_team_iface_fill_late (iface);
  way_team_iface_fill_second (iface);
}

/* -- made -------------------------------------------------------------------------------------- */

static WayTransport *
make_http (
    const char *server, const char *ca_pem, WayExecutor *executor, gpointer data, GError **error)
{
  return way_transport_http_new (server, ca_pem, executor, error);
}

WaySync *
way_sync_new_with_parts (const WaySyncParts *parts)
{
  WaySync *self = g_object_new (WAY_TYPE_SYNC, NULL);

  self->parts = *parts;
  g_object_ref (parts->journal);
  g_object_ref (parts->executor);
  g_object_ref (parts->clock);
  g_object_ref (parts->random);
  return self;
}

WaySync *
way_sync_new (WayJournal *journal, WayExecutor *executor, WayClock *clock, WayRandom *random)
{
  const WaySyncParts parts = { .journal = journal,
                               .executor = executor,
                               .clock = clock,
                               .random = random,
                               .make_transport = make_http };

  return way_sync_new_with_parts (&parts);
}

static void
way_sync_dispose (GObject *object)
{
  WaySync *self = WAY_SYNC (object);

  way_sync_set_automatic (self, FALSE);
  G_OBJECT_CLASS (way_sync_parent_class)->dispose (object);
}

static void
way_sync_finalize (GObject *object)
{
  WaySync *self = WAY_SYNC (object);

  way_enrolment_clear (&self->enrolment);
  g_clear_pointer (&self->session, way_session_unref);
  g_clear_pointer (&self->lent, way_secret_unref);
  g_clear_pointer (&self->root, way_secret_unref);
  g_clear_pointer (&self->waiting, g_ptr_array_unref);
  g_clear_object (&self->parts.journal);
  g_clear_object (&self->parts.executor);
  g_clear_object (&self->parts.clock);
  g_clear_object (&self->parts.random);
  G_OBJECT_CLASS (way_sync_parent_class)->finalize (object);
}

static void
way_sync_init (WaySync *self)
{
  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
}

static void
way_sync_class_init (WaySyncClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = way_sync_dispose;
  G_OBJECT_CLASS (klass)->finalize = way_sync_finalize;
}
