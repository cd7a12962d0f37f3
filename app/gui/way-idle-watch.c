/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-idle-watch.h"

#define MINUTE_MS (G_GINT64_CONSTANT (60) * 1000)

struct _WayIdleWatch
{
  GObject parent;

  WayExecutor *executor; /* (owned) */
  WayClock *clock;       /* (owned) */
  gint64 limit_ms;
  gint64 touched_ms;   /* by the time of day */
  gint64 touched_mono; /* microseconds */
  guint tick;          /* timer; 0 = not watching */
};

G_DEFINE_FINAL_TYPE (WayIdleWatch, way_idle_watch, G_TYPE_OBJECT)

static guint idle_signal;

static gboolean
is_over (WayIdleWatch *self)
{
  gint64 awake = (way_clock_monotonic (self->clock) - self->touched_mono) / 1000;
  gint64 passed = way_clock_now (self->clock) - self->touched_ms;

  return awake >= self->limit_ms || passed >= self->limit_ms;
}

/* TRUE where it was over. */
static gboolean
look (WayIdleWatch *self)
{
  if (self->tick == 0 || !is_over (self))
    return FALSE;
  way_idle_watch_end (self);
  g_signal_emit (self, idle_signal, 0);
  return TRUE;
}

static gboolean
tick_cb (gpointer data)
{
  return look (data) ? G_SOURCE_REMOVE : G_SOURCE_CONTINUE;
}

void
way_idle_watch_touch (WayIdleWatch *self)
{
  /* The first key press after a sleep is not there to keep it open. */
  if (self->tick == 0 || look (self))
    return;
  self->touched_ms = way_clock_now (self->clock);
  self->touched_mono = way_clock_monotonic (self->clock);
}

void
way_idle_watch_begin (WayIdleWatch *self, guint minutes)
{
  self->limit_ms = minutes * MINUTE_MS;
  self->touched_ms = way_clock_now (self->clock);
  self->touched_mono = way_clock_monotonic (self->clock);
  if (self->tick == 0)
    self->tick = way_executor_add_timeout (self->executor, WAY_IDLE_WATCH_TICK_MS, tick_cb, self,
                                           NULL);
}

void
way_idle_watch_end (WayIdleWatch *self)
{
  if (self->tick != 0)
    way_executor_remove_timeout (self->executor, self->tick);
  self->tick = 0;
}

/* -- every window of the program --------------------------------------------------------------- */

static gboolean
event_cb (WayIdleWatch *self, GdkEvent *event)
{
  switch (gdk_event_get_event_type (event))
    {
    case GDK_KEY_PRESS:
    case GDK_BUTTON_PRESS:
    case GDK_MOTION_NOTIFY:
    case GDK_SCROLL:
    case GDK_TOUCH_BEGIN:
    case GDK_TOUCH_UPDATE:
      way_idle_watch_touch (self);
      break;
    case GDK_DELETE:
    case GDK_BUTTON_RELEASE:
    case GDK_KEY_RELEASE:
    case GDK_ENTER_NOTIFY:
    case GDK_LEAVE_NOTIFY:
    case GDK_FOCUS_CHANGE:
    case GDK_PROXIMITY_IN:
    case GDK_PROXIMITY_OUT:
    case GDK_DRAG_ENTER:
    case GDK_DRAG_LEAVE:
    case GDK_DRAG_MOTION:
    case GDK_DROP_START:
    case GDK_GRAB_BROKEN:
    case GDK_TOUCH_END:
    case GDK_TOUCH_CANCEL:
    case GDK_TOUCHPAD_SWIPE:
    case GDK_TOUCHPAD_PINCH:
    case GDK_PAD_BUTTON_PRESS:
    case GDK_PAD_BUTTON_RELEASE:
    case GDK_PAD_RING:
    case GDK_PAD_STRIP:
    case GDK_PAD_GROUP_MODE:
    case GDK_TOUCHPAD_HOLD:
    case GDK_EVENT_LAST:
    default:
      break;
    }
  return GDK_EVENT_PROPAGATE;
}

static void
windows_changed_cb (
    WayIdleWatch *self, guint position, guint removed, guint added, GListModel *windows)
{
  for (guint i = position; i < position + added; i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);
      GtkEventController *events = gtk_event_controller_legacy_new ();

      gtk_event_controller_set_propagation_phase (events, GTK_PHASE_CAPTURE);
      g_signal_connect_object (events, "event", G_CALLBACK (event_cb), self, G_CONNECT_SWAPPED);
      gtk_widget_add_controller (window, events);
    }
}

/* -- made and dropped -------------------------------------------------------------------------- */

static void
way_idle_watch_finalize (GObject *object)
{
  WayIdleWatch *self = WAY_IDLE_WATCH (object);

  way_idle_watch_end (self);
  g_clear_object (&self->executor);
  g_clear_object (&self->clock);
  G_OBJECT_CLASS (way_idle_watch_parent_class)->finalize (object);
}

static void
way_idle_watch_class_init (WayIdleWatchClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = way_idle_watch_finalize;
  idle_signal = g_signal_new ("idle", G_OBJECT_CLASS_TYPE (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                              NULL, G_TYPE_NONE, 0);
}

static void
way_idle_watch_init (WayIdleWatch *self)
{
}

WayIdleWatch *
way_idle_watch_new (WayExecutor *executor, WayClock *clock)
{
  WayIdleWatch *self = g_object_new (WAY_TYPE_IDLE_WATCH, NULL);
  GListModel *windows = gtk_window_get_toplevels ();

  self->executor = g_object_ref (executor);
  self->clock = g_object_ref (clock);
  g_signal_connect_object (windows, "items-changed", G_CALLBACK (windows_changed_cb), self,
                           G_CONNECT_SWAPPED);
  windows_changed_cb (self, 0, 0, g_list_model_get_n_items (windows), windows);
  return self;
}
