/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The composition root as the WayDoor that pages see.
 */
#include "way-application-private.h"

#include <string.h>
#include "way-fail.h"
#include "way-i18n.h"
#include "way-passphrase.h"
#include "way-print.h"
#include "way-sheet-code.h"
#include "way-task.h"

/* -- what is asked at once --------------------------------------------------------------------- */

static WayDoorState
get_state (WayDoor *door)
{
  WayApplication *self = WAY_APPLICATION (door);

  if (self->desk != NULL)
    return WAY_DOOR_OPEN;
  return way_vault_exists (self->vault) ? WAY_DOOR_LOCKED : WAY_DOOR_NO_VAULT;
}

static WayDesk *
get_desk (WayDoor *door)
{
  return WAY_APPLICATION (door)->desk;
}

static gint64
get_wait_ms (WayDoor *door)
{
  return way_vault_get_wait_ms (WAY_APPLICATION (door)->vault);
}

static const char *
get_hint (WayDoor *door)
{
  return WAY_APPLICATION (door)->practice ? WAY_PRACTICE_PASSPHRASE : NULL;
}

/* -- verbs ------------------------------------------------------------------------------------- */

static GTask *
begin (WayDoor *self, gpointer tag, GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = g_task_new (self, NULL, callback, data);

  g_task_set_source_tag (task, tag);
  return task;
}

void
way_application_lay_desk (WayApplication *self)
{
  WayDeskParts parts = {
    .repository = WAY_REPOSITORY (self->vault),
    .executor = self->executor,
    .clock = self->clock,
    .random = self->random,
    .reference = self->reference,
    .team = *way_vault_get_team (self->vault),
    .user = *way_vault_get_user (self->vault),
    .practice = self->practice,
  };

  g_return_if_fail (self->desk == NULL);
  self->desk = way_desk_new (&parts);
  g_signal_emit_by_name (self, "opened");
}

/* Ends open, create, recover and restore alike: with an open vault, or with a sentence. */
static void
vault_opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  WayApplication *self = WAY_APPLICATION (g_task_get_source_object (task));
  g_autoptr (WaySecret) seed = NULL;
  GError *error = NULL;

  if (!way_vault_finish (self->vault, result, &seed, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  way_application_lay_desk (self);
  g_task_return_boolean (task, TRUE);
}

static void
open_door (WayDoor *door, const char *passphrase, GAsyncReadyCallback callback, gpointer data)
{
  WayApplication *self = WAY_APPLICATION (door);
  g_autoptr (GTask) task = begin (door, way_door_open, callback, data);
  g_autoptr (WaySecret) secret = NULL;
  GError *error = NULL;

  secret = way_passphrase_read_to_try (passphrase, strlen (passphrase), &error);
  if (secret == NULL)
    g_task_return_error (task, error);
  else
    way_vault_open (self->vault, secret, vault_opened_cb, g_steal_pointer (&task));
}

/* -- closing ----------------------------------------------------------------------------------- */

static void
vault_closed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  WayApplication *self = WAY_APPLICATION (g_task_get_source_object (task));
  GError *error = NULL;

  if (!way_vault_finish (self->vault, result, NULL, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  g_signal_emit_by_name (self, "closed");
  g_task_return_boolean (task, TRUE);
}

static void
flushed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  WayApplication *self = WAY_APPLICATION (g_task_get_source_object (task));
  GError *error = NULL;

  if (!way_desk_flush_finish (WAY_DESK (source), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  g_object_run_dispose (G_OBJECT (self->desk));
  g_clear_object (&self->desk);
  way_vault_close (self->vault, vault_closed_cb, g_steal_pointer (&task));
}

static void
close_door (WayDoor *door, GAsyncReadyCallback callback, gpointer data)
{
  WayApplication *self = WAY_APPLICATION (door);
  g_autoptr (GTask) task = begin (door, way_door_close, callback, data);

  if (self->desk == NULL)
    g_task_return_boolean (task, TRUE);
  else
    way_desk_flush (self->desk, flushed_cb, g_steal_pointer (&task));
}

void
way_application_door_init (WayDoorInterface *iface)
{
  iface->get_state = get_state;
  iface->get_desk = get_desk;
  iface->get_wait_ms = get_wait_ms;
  iface->get_hint = get_hint;
  iface->open = open_door;
  iface->close = close_door;
}
