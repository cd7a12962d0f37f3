/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Between rounds that come by themselves, the server is asked to say when something changed
 * (protocol.md, 8), so that what one laptop writes is on the others in seconds.
 *
 * An answer only brings the next round forward: nothing is taken from it.  Where it cannot be had,
 * the rounds that come by the clock do.
 */
#include "way-sync-private.h"
#include "way-wire.h"

#define WAIT_MS 50000
#define PAUSE_MS 1000 /* so that an answer that comes at once is no hurry */

static void ask (WaySync *self);

static gboolean
pause_cb (gpointer data)
{
  WaySync *self = data;

  self->watch_pause = 0;
  ask (self);
  return G_SOURCE_REMOVE;
}

static gboolean
says_something (WaySession *session, const WayWireChanges *changes)
{
  return changes->logs->len > 0 || changes->restored != session->waits
         || changes->dir_seq != way_directory_get_length (session->directory);
}

static void
changes_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree GWeakRef *weak = data;
  g_autoptr (WaySync) self = g_weak_ref_get (weak);
  g_auto (WayWireChanges) changes = { NULL };
  g_autofree char *reason = NULL;
  g_autoptr (WayWireAnswer) answer = way_link_call_finish (WAY_LINK (source), result, &reason,
                                                           NULL);

  g_weak_ref_clear (weak);
  /* Another one may be under way by now: its canceller is not this one's. */
  if (self == NULL || self->watch == NULL
      || g_task_get_cancellable (G_TASK (result)) != self->watch)
    return;
  g_clear_object (&self->watch);
  if (answer == NULL || reason[0] != '\0' || !way_wire_read_changes (answer, &changes))
    return;
  if (says_something (self->session, &changes))
    way_sync_plan (self, PAUSE_MS);
  else
    self->watch_pause = way_executor_add_timeout (self->parts.executor, PAUSE_MS, pause_cb, self,
                                                  NULL);
}

static void
ask (WaySync *self)
{
  WayWireRequest *request = way_wire_request_new (
      "GET",
      g_strdup_printf ("/v1/changes?cursor=%s&wait=" G_STRINGIFY (WAIT_MS),
                       self->session->state->cursor),
      NULL);
  GWeakRef *weak = g_new0 (GWeakRef, 1);

  g_weak_ref_init (weak, self);
  self->watch = g_cancellable_new ();
  request->wait_ms = WAIT_MS;
  way_link_call (self->session->link, request, TRUE, self->watch, changes_cb, weak);
}

void
way_sync_begin_watch (WaySync *self)
{
  way_sync_end_watch (self);
  if (self->session != NULL && self->session->link != NULL && self->session->state->cursor != NULL)
    ask (self);
}

void
way_sync_end_watch (WaySync *self)
{
  if (self->watch_pause != 0)
    way_executor_remove_timeout (self->parts.executor, self->watch_pause);
  self->watch_pause = 0;
  if (self->watch != NULL)
    g_cancellable_cancel (self->watch);
  g_clear_object (&self->watch);
}
