/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-session-watch.h"

#include <unistd.h>
#include <gio/gunixfdlist.h>
#include "way-i18n.h"

#define LOGIN "org.freedesktop.login1"
#define LOGIN_PATH "/org/freedesktop/login1"
#define LOGIN_MANAGER "org.freedesktop.login1.Manager"
#define LOGIN_SESSION "org.freedesktop.login1.Session"

struct _WaySessionWatch
{
  GObject parent;

  WayExecutor *executor;             /* (owned) */
  GCancellable *cancellable;         /* (owned) */
  GDBusConnection *system, *session; /* (owned) (nullable) */
  guint sleep, lock;                 /* subscriptions on system */
  guint saver, other_saver;          /* subscriptions on session */
  int inhibitor;                     /* -1 = none */
  gboolean going_to_sleep;
  guint delay; /* timer; 0 = none */
};

G_DEFINE_FINAL_TYPE (WaySessionWatch, way_session_watch, G_TYPE_OBJECT)

static guint lock_signal;

/* -- the inhibitor ----------------------------------------------------------------------------- */

static void
let_sleep (WaySessionWatch *self)
{
  if (self->delay != 0)
    way_executor_remove_timeout (self->executor, self->delay);
  self->delay = 0;
  if (self->inhibitor >= 0)
    close (self->inhibitor);
  self->inhibitor = -1;
}

static void
inhibited_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WaySessionWatch) self = data;
  g_autoptr (GUnixFDList) fds = NULL;
  g_autoptr (GVariant) reply = g_dbus_connection_call_with_unix_fd_list_finish (
      G_DBUS_CONNECTION (source), &fds, result, NULL);
  int fd, index;

  if (reply == NULL || fds == NULL)
    return;
  g_variant_get (reply, "(h)", &index);
  fd = g_unix_fd_list_get (fds, index, NULL);
  if (fd < 0)
    return;
  let_sleep (self);
  self->inhibitor = fd;
}

static void
hold_sleep (WaySessionWatch *self)
{
  g_dbus_connection_call_with_unix_fd_list (
      self->system, LOGIN, LOGIN_PATH, LOGIN_MANAGER, "Inhibit",
      g_variant_new ("(ssss)", "sleep", "Waymark", _ ("Waymark saves and locks first"), "delay"),
      G_VARIANT_TYPE ("(h)"), G_DBUS_CALL_FLAGS_NONE, -1, NULL, self->cancellable, inhibited_cb,
      g_object_ref (self));
}

static gboolean
delay_cb (gpointer data)
{
  WaySessionWatch *self = data;

  self->delay = 0;
  let_sleep (self);
  return G_SOURCE_REMOVE;
}

void
way_session_watch_settled (WaySessionWatch *self)
{
  if (self->going_to_sleep)
    let_sleep (self);
}

gboolean
way_session_watch_holds_sleep (WaySessionWatch *self)
{
  return self->inhibitor >= 0;
}

/* -- what is heard ----------------------------------------------------------------------------- */

static void
sleep_cb (GDBusConnection *connection,
          const char *sender,
          const char *path,
          const char *interface,
          const char *name,
          GVariant *parameters,
          gpointer data)
{
  WaySessionWatch *self = data;

  if (!g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(b)")))
    return;
  g_variant_get (parameters, "(b)", &self->going_to_sleep);
  if (!self->going_to_sleep)
    {
      hold_sleep (self);
      return;
    }
  if (self->delay == 0)
    self->delay = way_executor_add_timeout (self->executor, WAY_SESSION_WATCH_DELAY_MS, delay_cb,
                                            self, NULL);
  g_signal_emit (self, lock_signal, 0);
}

static void
lock_cb (GDBusConnection *connection,
         const char *sender,
         const char *path,
         const char *interface,
         const char *name,
         GVariant *parameters,
         gpointer data)
{
  g_signal_emit (data, lock_signal, 0);
}

static void
saver_cb (GDBusConnection *connection,
          const char *sender,
          const char *path,
          const char *interface,
          const char *name,
          GVariant *parameters,
          gpointer data)
{
  gboolean active = FALSE;

  if (g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(b)")))
    g_variant_get (parameters, "(b)", &active);
  if (active)
    g_signal_emit (data, lock_signal, 0);
}

/* -- the two buses ----------------------------------------------------------------------------- */

static void
listen_for_lock (WaySessionWatch *self, const char *path)
{
  if (self->lock == 0)
    self->lock = g_dbus_connection_signal_subscribe (self->system, LOGIN, LOGIN_SESSION, "Lock",
                                                     path, NULL, G_DBUS_SIGNAL_FLAGS_NONE, lock_cb,
                                                     self, NULL);
}

/* Not told which session is ours, any that is locked on this laptop counts. */
static void
session_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WaySessionWatch) self = data;
  g_autoptr (GVariant) reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result,
                                                              NULL);
  const char *path = NULL;

  if (self->system == NULL)
    return;
  if (reply != NULL)
    g_variant_get (reply, "(&o)", &path);
  listen_for_lock (self, path);
}

/* (transfer full) (nullable): NULL where there is none, or nobody watches any more. */
static GDBusConnection *
take_bus (WaySessionWatch *self, GAsyncResult *result)
{
  g_autoptr (GDBusConnection) bus = g_bus_get_finish (result, NULL);

  if (bus == NULL || g_cancellable_is_cancelled (self->cancellable))
    return NULL;
  /* Shared with GTK: without this the whole program ends when the bus does. */
  g_dbus_connection_set_exit_on_close (bus, FALSE);
  return g_steal_pointer (&bus);
}

static void
system_bus_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WaySessionWatch) self = data;
  GDBusConnection *bus = take_bus (self, result);

  if (bus == NULL)
    return;
  self->system = bus;
  self->sleep = g_dbus_connection_signal_subscribe (bus, LOGIN, LOGIN_MANAGER, "PrepareForSleep",
                                                    LOGIN_PATH, NULL, G_DBUS_SIGNAL_FLAGS_NONE,
                                                    sleep_cb, self, NULL);
  g_dbus_connection_call (bus, LOGIN, LOGIN_PATH, LOGIN_MANAGER, "GetSessionByPID",
                          g_variant_new ("(u)", (guint32)getpid ()), G_VARIANT_TYPE ("(o)"),
                          G_DBUS_CALL_FLAGS_NONE, -1, self->cancellable, session_cb,
                          g_object_ref (self));
  hold_sleep (self);
}

static void
session_bus_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WaySessionWatch) self = data;
  GDBusConnection *bus = take_bus (self, result);

  if (bus == NULL)
    return;
  self->session = bus;
  self->saver = g_dbus_connection_signal_subscribe (
      bus, "org.gnome.ScreenSaver", "org.gnome.ScreenSaver", "ActiveChanged", NULL, NULL,
      G_DBUS_SIGNAL_FLAGS_NONE, saver_cb, self, NULL);
  self->other_saver = g_dbus_connection_signal_subscribe (
      bus, "org.freedesktop.ScreenSaver", "org.freedesktop.ScreenSaver", "ActiveChanged", NULL,
      NULL, G_DBUS_SIGNAL_FLAGS_NONE, saver_cb, self, NULL);
}

/* -- made and dropped -------------------------------------------------------------------------- */

static void
unsubscribe (GDBusConnection *bus, guint *subscription)
{
  if (bus != NULL && *subscription != 0)
    g_dbus_connection_signal_unsubscribe (bus, *subscription);
  *subscription = 0;
}

/* Calls on their way hold a reference until they come back, cancelled. */
static void
way_session_watch_dispose (GObject *object)
{
  WaySessionWatch *self = WAY_SESSION_WATCH (object);

  g_cancellable_cancel (self->cancellable);
  if (self->executor != NULL)
    let_sleep (self);
  unsubscribe (self->system, &self->sleep);
  unsubscribe (self->system, &self->lock);
  unsubscribe (self->session, &self->saver);
  unsubscribe (self->session, &self->other_saver);
  g_clear_object (&self->system);
  g_clear_object (&self->session);
  g_clear_object (&self->executor);
  G_OBJECT_CLASS (way_session_watch_parent_class)->dispose (object);
}

static void
way_session_watch_finalize (GObject *object)
{
  g_clear_object (&WAY_SESSION_WATCH (object)->cancellable);
  G_OBJECT_CLASS (way_session_watch_parent_class)->finalize (object);
}

static void
way_session_watch_class_init (WaySessionWatchClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = way_session_watch_dispose;
  G_OBJECT_CLASS (klass)->finalize = way_session_watch_finalize;
  lock_signal = g_signal_new ("lock", G_OBJECT_CLASS_TYPE (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                              NULL, G_TYPE_NONE, 0);
}

static void
way_session_watch_init (WaySessionWatch *self)
{
  self->inhibitor = -1;
  self->cancellable = g_cancellable_new ();
}

WaySessionWatch *
way_session_watch_new (WayExecutor *executor)
{
  WaySessionWatch *self = g_object_new (WAY_TYPE_SESSION_WATCH, NULL);

  self->executor = g_object_ref (executor);
  g_bus_get (G_BUS_TYPE_SYSTEM, self->cancellable, system_bus_cb, g_object_ref (self));
  g_bus_get (G_BUS_TYPE_SESSION, self->cancellable, session_bus_cb, g_object_ref (self));
  return self;
}
