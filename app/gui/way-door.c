/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-door.h"

G_DEFINE_INTERFACE (WayDoor, way_door, G_TYPE_OBJECT)

G_DEFINE_QUARK (way - door - error - quark, way_door_error)

static void
way_door_default_init (WayDoorInterface *iface)
{
  g_signal_new ("opened", WAY_TYPE_DOOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_signal_new ("closing", WAY_TYPE_DOOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_signal_new ("closed", WAY_TYPE_DOOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

gboolean
way_door_finish (WayDoor *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

WayDoorState
way_door_get_state (WayDoor *self)
{
  return WAY_DOOR_GET_IFACE (self)->get_state (self);
}

WayDesk *
way_door_get_desk (WayDoor *self)
{
  return WAY_DOOR_GET_IFACE (self)->get_desk (self);
}

gint64
way_door_get_wait_ms (WayDoor *self)
{
  return WAY_DOOR_GET_IFACE (self)->get_wait_ms (self);
}

const char *
way_door_get_hint (WayDoor *self)
{
  return WAY_DOOR_GET_IFACE (self)->get_hint (self);
}

void
way_door_open (WayDoor *self, const char *passphrase, GAsyncReadyCallback callback, gpointer data)
{
  WAY_DOOR_GET_IFACE (self)->open (self, passphrase, callback, data);
}

void
way_door_create (WayDoor *self,
                 const WayNewcomer *newcomer,
                 const char *passphrase,
                 GAsyncReadyCallback callback,
                 gpointer data)
{
  WAY_DOOR_GET_IFACE (self)->create (self, newcomer, passphrase, callback, data);
}

void
way_door_recover (WayDoor *self,
                  const char *sheet,
                  const char *new_passphrase,
                  GAsyncReadyCallback callback,
                  gpointer data)
{
  WAY_DOOR_GET_IFACE (self)->recover (self, sheet, new_passphrase, callback, data);
}

void
way_door_change_passphrase (WayDoor *self,
                            const char *passphrase,
                            const char *new_passphrase,
                            GAsyncReadyCallback callback,
                            gpointer data)
{
  WAY_DOOR_GET_IFACE (self)->change_passphrase (self, passphrase, new_passphrase, callback, data);
}

void
way_door_new_sheet (WayDoor *self,
                    const char *passphrase,
                    GAsyncReadyCallback callback,
                    gpointer data)
{
  WAY_DOOR_GET_IFACE (self)->new_sheet (self, passphrase, callback, data);
}

void
way_door_back_up (WayDoor *self,
                  const char *path,
                  const char *passphrase,
                  GAsyncReadyCallback callback,
                  gpointer data)
{
  WAY_DOOR_GET_IFACE (self)->back_up (self, path, passphrase, callback, data);
}

void
way_door_restore (WayDoor *self,
                  const char *path,
                  const char *passphrase,
                  GAsyncReadyCallback callback,
                  gpointer data)
{
  WAY_DOOR_GET_IFACE (self)->restore (self, path, passphrase, callback, data);
}

void
way_door_close (WayDoor *self, GAsyncReadyCallback callback, gpointer data)
{
  WAY_DOOR_GET_IFACE (self)->close (self, callback, data);
}

gboolean
way_door_has_sheet (WayDoor *self)
{
  return WAY_DOOR_GET_IFACE (self)->has_sheet (self);
}

GBytes *
way_door_make_sheet (WayDoor *self, GError **error)
{
  return WAY_DOOR_GET_IFACE (self)->make_sheet (self, error);
}

guint
way_door_get_sheet_group (WayDoor *self)
{
  return WAY_DOOR_GET_IFACE (self)->get_sheet_group (self);
}

gboolean
way_door_check_sheet_group (WayDoor *self, const char *typed, GError **error)
{
  return WAY_DOOR_GET_IFACE (self)->check_sheet_group (self, typed, error);
}

WayExecutor *
way_door_get_executor (WayDoor *self)
{
  return WAY_DOOR_GET_IFACE (self)->get_executor (self);
}

const char *
way_door_get_trouble (WayDoor *self)
{
  return WAY_DOOR_GET_IFACE (self)->get_trouble (self);
}

gboolean
way_door_check_passphrase (WayDoor *self, const char *passphrase, GError **error)
{
  return WAY_DOOR_GET_IFACE (self)->check_passphrase (self, passphrase, error);
}

char *
way_door_suggest_passphrase (WayDoor *self)
{
  return WAY_DOOR_GET_IFACE (self)->suggest_passphrase (self);
}

char *
way_door_dup_copy (WayDoor *self)
{
  return WAY_DOOR_GET_IFACE (self)->dup_copy (self);
}

void
way_door_open_copy (WayDoor *self,
                    const char *passphrase,
                    GAsyncReadyCallback callback,
                    gpointer data)
{
  WAY_DOOR_GET_IFACE (self)->open_copy (self, passphrase, callback, data);
}

gboolean
way_door_get_uses_keyring (WayDoor *self)
{
  return WAY_DOOR_GET_IFACE (self)->get_uses_keyring (self);
}

void
way_door_set_uses_keyring (WayDoor *self,
                           gboolean uses_keyring,
                           const char *passphrase,
                           GAsyncReadyCallback callback,
                           gpointer data)
{
  WAY_DOOR_GET_IFACE (self)->set_uses_keyring (self, uses_keyring, passphrase, callback, data);
}

gboolean
way_door_awaits_sheet (WayDoor *self)
{
  return WAY_DOOR_GET_IFACE (self)->awaits_sheet (self);
}

void
way_door_enter (WayDoor *self)
{
  WAY_DOOR_GET_IFACE (self)->enter (self);
}

gboolean
way_door_check_sheet_place (WayDoor *self, const char *path, GError **error)
{
  return WAY_DOOR_GET_IFACE (self)->check_sheet_place (self, path, error);
}

void
way_door_confirm_sheet (WayDoor *self)
{
  WAY_DOOR_GET_IFACE (self)->confirm_sheet (self);
}
