/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The composition root and sync: it is on while the vault is open and belongs to a team, and is
 * asked for with F5.  Locked means no sync.
 */
#include "way-application-private.h"

#include "way-journal.h"

#define LOOK_MS 1000 /* after a save, until what waits is counted */

static void
set_enabled (WayApplication *self, const char *name, gboolean enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), enabled);
}

static void
changed_cb (WayApplication *self)
{
  WaySyncState state = WAY_SYNC_NO_TEAM;

  if (self->sync != NULL)
    state = way_sync_status_get_report (WAY_SYNC_STATUS (self->sync)).state;
  set_enabled (self, "sync", state != WAY_SYNC_NO_TEAM && state != WAY_SYNC_SYNCING);
  set_enabled (self, "stop-sync", state == WAY_SYNC_SYNCING);
}

/* What the vault knows is shown; from then on rounds come by themselves, where there is a team. */
static void
looked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  WaySync *sync = WAY_SYNC (source);
  g_autoptr (WayApplication) self = data;

  if (!way_sync_look_finish (sync, result, NULL) || sync != self->sync)
    return;
  if (way_sync_status_get_report (WAY_SYNC_STATUS (sync)).state != WAY_SYNC_NO_TEAM)
    way_sync_set_automatic (sync, TRUE);
}

void
way_application_begin_sync (WayApplication *self)
{
  g_return_if_fail (self->sync == NULL);
  self->sync = way_sync_new (WAY_JOURNAL (self->vault), self->executor, self->clock, self->random);
  g_signal_connect_object (self->sync, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  way_sync_look (self->sync, looked_cb, g_object_ref (self));
}

/* -- what waits -------------------------------------------------------------------------------- */

static gboolean
look_cb (gpointer data)
{
  WayApplication *self = data;

  self->sync_look = 0;
  way_sync_look (self->sync, NULL, NULL);
  return G_SOURCE_REMOVE;
}

/* Once for all that is saved in a breath. */
static void
saving_cb (WayApplication *self)
{
  gboolean saving;

  g_object_get (self->desk, "saving", &saving, NULL);
  if (!saving && self->sync != NULL && self->sync_look == 0)
    self->sync_look = way_executor_add_timeout (self->executor, LOOK_MS, look_cb, self, NULL);
}

void
way_application_follow_desk (WayApplication *self)
{
  g_signal_connect_object (self->desk, "notify::saving", G_CALLBACK (saving_cb), self,
                           G_CONNECT_SWAPPED);
}

void
way_application_end_sync (WayApplication *self)
{
  if (self->sync == NULL)
    return;
  if (self->sync_look != 0)
    way_executor_remove_timeout (self->executor, self->sync_look);
  self->sync_look = 0;
  g_signal_handlers_disconnect_by_data (self->sync, self);
  way_sync_set_automatic (self->sync, FALSE);
  g_clear_object (&self->sync);
  changed_cb (self);
}

/* -- asked for --------------------------------------------------------------------------------- */

static void
sync_now (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  WayApplication *self = data;

  if (self->sync != NULL)
    way_sync_run (self->sync, NULL, NULL, NULL);
}

/* What is on its way is dropped, and asked for again by itself later. */
static void
stop (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  WayApplication *self = data;

  if (self->sync == NULL)
    return;
  way_sync_set_automatic (self->sync, FALSE);
  way_sync_set_automatic (self->sync, TRUE);
}

void
way_application_add_sync_actions (WayApplication *self)
{
  static const GActionEntry entries[] = {
    { .name = "sync", .activate = sync_now },
    { .name = "stop-sync", .activate = stop },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  gtk_application_set_accels_for_action (GTK_APPLICATION (self), "app.sync",
                                         (const char *[]){ "F5", NULL });
  changed_cb (self);
}
