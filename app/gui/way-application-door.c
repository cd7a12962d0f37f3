/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The composition root as the WayDoor that pages see: opening and closing.
 *
 * Closing hides first and asks afterwards: from the call on the state is LOCKED and no page gets
 * the desk.  Then the desk is flushed, cleared, and the vault closed.  What the disk does not take
 * is sealed first and kept by the vault until it is opened again (way_vault_hold()).
 */
#include "way-application-private.h"

#include <string.h>
#include "way-crypto.h"
#include "way-fail.h"
#include "way-i18n.h"
#include "way-passphrase.h"

/* -- what is asked at once --------------------------------------------------------------------- */

static WayDoorState
get_state (WayDoor *door)
{
  WayApplication *self = WAY_APPLICATION (door);

  if (self->desk != NULL && !self->hidden)
    return self->starting ? WAY_DOOR_STARTING : WAY_DOOR_OPEN;
  return way_vault_exists (self->vault) ? WAY_DOOR_LOCKED : WAY_DOOR_NO_VAULT;
}

static WayDesk *
get_desk (WayDoor *door)
{
  WayApplication *self = WAY_APPLICATION (door);

  return self->hidden ? NULL : self->desk;
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

static WayExecutor *
get_executor (WayDoor *door)
{
  return WAY_APPLICATION (door)->executor;
}

static const char *
get_trouble (WayDoor *door)
{
  WayApplication *self = WAY_APPLICATION (door);

  return self->trouble != NULL ? self->trouble : "";
}

/* -- verbs ------------------------------------------------------------------------------------- */

GTask *
way_application_begin (WayDoor *self, gpointer tag, GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = g_task_new (self, NULL, callback, data);

  g_task_set_source_tag (task, tag);
  return task;
}

static WayDoorError
door_error (const GError *reason)
{
  if (reason->domain == WAY_DOOR_ERROR)
    return (WayDoorError)reason->code;
  if (reason->domain != WAY_STORE_ERROR)
    return WAY_DOOR_ERROR_FAILED;
  if (reason->code == WAY_STORE_ERROR_WRONG_PASSPHRASE)
    return WAY_DOOR_ERROR_WRONG;
  if (reason->code == WAY_STORE_ERROR_WAIT)
    return WAY_DOOR_ERROR_WAIT;
  return reason->code == WAY_STORE_ERROR_DAMAGED ? WAY_DOOR_ERROR_DAMAGED : WAY_DOOR_ERROR_FAILED;
}

void
way_application_return_error (GTask *task, GError *reason)
{
  g_task_return_new_error (task, WAY_DOOR_ERROR, door_error (reason), "%s", reason->message);
  g_error_free (reason);
}

WaySecret *
way_application_read_passphrase (const char *typed, GError **error)
{
  return way_passphrase_read_to_try (typed, strlen (typed), error);
}

WaySecret *
way_application_read_new_passphrase (const char *typed, GError **error)
{
  return way_passphrase_read (typed, strlen (typed), error);
}

GTask *
way_application_begin_with (WayDoor *self,
                            gpointer tag,
                            const char *passphrase,
                            GAsyncReadyCallback callback,
                            gpointer data)
{
  g_autoptr (GTask) task = way_application_begin (self, tag, callback, data);
  GError *error = NULL;
  WaySecret *secret = way_application_read_passphrase (passphrase, &error);

  if (secret == NULL)
    {
      way_application_return_error (task, error);
      return NULL;
    }
  g_task_set_task_data (task, secret, (GDestroyNotify)way_secret_unref);
  return g_steal_pointer (&task);
}

gboolean
way_application_did (GTask *task, GObject *vault, GAsyncResult *result, WaySecret **ret_seed)
{
  GError *error = NULL;

  if (way_vault_finish (WAY_VAULT (vault), result, ret_seed, &error))
    return TRUE;
  way_application_return_error (task, error);
  return FALSE;
}

void
way_application_lay_desk (WayApplication *self)
{
  WayDeskParts parts;

  g_return_if_fail (self->desk == NULL);
  way_application_begin_sync (self);
  parts = (WayDeskParts){
    .repository = WAY_REPOSITORY (self->vault),
    .executor = self->executor,
    .clock = self->clock,
    .random = self->random,
    .reference = self->reference,
    .sync = WAY_SYNC_STATUS (self->sync),
    .team = *way_vault_get_team (self->vault),
    .user = *way_vault_get_user (self->vault),
    .practice = self->practice,
    .trouble = way_vault_get_notice (self->vault),
  };
  self->desk = way_desk_new (&parts);
  way_application_follow_desk (self);
  g_clear_pointer (&self->tried, way_secret_unref);
  if (!way_vault_is_holding (self->vault))
    g_clear_pointer (&self->trouble, g_free);
  g_signal_emit_by_name (self, "opened");
}

void
way_application_forget (WayApplication *self)
{
  self->starting = FALSE;
  g_clear_pointer (&self->seed, way_secret_unref);
  g_clear_pointer (&self->made_with, way_secret_unref);
  way_application_forget_copy (self);
}

/* -- opening ----------------------------------------------------------------------------------- */

static void knock (WayApplication *self, GTask *task);

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  WayApplication *self = WAY_APPLICATION (g_task_get_source_object (task));
  WaySecret *passphrase = g_task_get_task_data (task);
  GError *error = NULL;

  if (!way_vault_finish (self->vault, result, NULL, &error))
    {
      g_clear_pointer (&self->tried, way_secret_unref);
      if (g_error_matches (error, WAY_STORE_ERROR, WAY_STORE_ERROR_DAMAGED))
        self->tried = way_secret_ref (passphrase);
      way_application_return_error (task, error);
      return;
    }
  way_application_lay_desk (self);
  way_application_expect_copy (self, passphrase);
  g_task_return_boolean (task, TRUE);
}

/* Takes @task, whose data is the passphrase. */
static void
knock (WayApplication *self, GTask *task)
{
  WaySecret *passphrase = g_task_get_task_data (task);

  if (self->closing || self->making)
    g_ptr_array_add (self->knockers, task);
  else if (self->desk != NULL)
    {
      /* The practice vault was made meanwhile, and is on the screen. */
      g_task_return_boolean (task, TRUE);
      g_object_unref (task);
    }
  else
    way_vault_open (self->vault, passphrase, opened_cb, task);
}

static void
open_door (WayDoor *door, const char *passphrase, GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = way_application_begin_with (door, way_door_open, passphrase, callback, data);

  if (task != NULL)
    knock (WAY_APPLICATION (door), task);
}

/* -- closing ----------------------------------------------------------------------------------- */

void
way_application_answer_knocks (WayApplication *self)
{
  g_autoptr (GPtrArray) knockers = g_steal_pointer (&self->knockers);

  self->knockers = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < knockers->len; i++)
    knock (self, g_object_ref (g_ptr_array_index (knockers, i)));
}

static void
end_closing (WayApplication *self)
{
  g_autoptr (GPtrArray) closers = g_steal_pointer (&self->closers);

  self->closers = g_ptr_array_new_with_free_func (g_object_unref);
  self->closing = FALSE;
  g_signal_emit_by_name (self, "closed");
  for (guint i = 0; i < closers->len; i++)
    g_task_return_boolean (g_ptr_array_index (closers, i), TRUE);
  way_application_answer_knocks (self);
}

static void
vault_closed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WayApplication) self = data;

  /* Closing a vault cannot fail: nothing is written by it. */
  way_vault_finish (self->vault, result, NULL, NULL);
  self->hidden = FALSE;
  end_closing (self);
}

/* What could not be saved waits, sealed, for the next unlock: the key does not wait for a disk. */
static void
hold (WayApplication *self, const GError *error)
{
  g_autoptr (GPtrArray) drafts = way_desk_list_unsaved (self->desk);

  if (drafts->len == 0)
    return;
  way_vault_hold (self->vault, drafts);
  self->trouble = g_strdup (error->message);
}

static void
flushed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WayApplication) self = data;
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&self->trouble, g_free);
  if (!way_desk_flush_finish (WAY_DESK (source), result, &error))
    hold (self, error);
  way_application_forget (self);
  g_signal_emit_by_name (self, "closing");
  g_object_run_dispose (G_OBJECT (self->desk));
  g_clear_object (&self->desk);
  way_vault_close (self->vault, vault_closed_cb, g_object_ref (self));
}

static void
close_door (WayDoor *door, GAsyncReadyCallback callback, gpointer data)
{
  WayApplication *self = WAY_APPLICATION (door);
  g_autoptr (GTask) task = way_application_begin (door, way_door_close, callback, data);

  if (self->desk == NULL && !self->closing)
    {
      way_application_forget (self);
      g_task_return_boolean (task, TRUE);
      return;
    }
  self->hidden = TRUE;
  way_application_end_sync (self);
  g_ptr_array_add (self->closers, g_steal_pointer (&task));
  if (self->closing)
    return;
  self->closing = TRUE;
  way_desk_flush (self->desk, flushed_cb, g_object_ref (self));
}

void
way_application_door_init (WayDoorInterface *iface)
{
  iface->get_state = get_state;
  iface->get_desk = get_desk;
  iface->get_wait_ms = get_wait_ms;
  iface->get_hint = get_hint;
  iface->get_executor = get_executor;
  iface->get_trouble = get_trouble;
  iface->open = open_door;
  iface->close = close_door;
  way_application_keys_init (iface);
  way_application_copies_init (iface);
}
