/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-clock.h"

struct _WayClock
{
  GObject parent_instance;

  gboolean fixed;
  gint64 now_ms; /* (mutex lock) */
  GMutex lock;
};

G_DEFINE_FINAL_TYPE (WayClock, way_clock, G_TYPE_OBJECT)

static void
way_clock_finalize (GObject *object)
{
  g_mutex_clear (&WAY_CLOCK (object)->lock);
  G_OBJECT_CLASS (way_clock_parent_class)->finalize (object);
}

static void
way_clock_class_init (WayClockClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = way_clock_finalize;
}

static void
way_clock_init (WayClock *self)
{
  g_mutex_init (&self->lock);
}

WayClock *
way_clock_new_system (void)
{
  return g_object_new (WAY_TYPE_CLOCK, NULL);
}

WayClock *
way_clock_new_fixed (gint64 now_ms)
{
  WayClock *self = g_object_new (WAY_TYPE_CLOCK, NULL);

  self->fixed = TRUE;
  self->now_ms = now_ms;
  return self;
}

void
way_clock_set (WayClock *self, gint64 now_ms)
{
  g_return_if_fail (WAY_IS_CLOCK (self) && self->fixed);

  g_mutex_lock (&self->lock);
  self->now_ms = now_ms;
  g_mutex_unlock (&self->lock);
}

gint64
way_clock_now (WayClock *self)
{
  gint64 now_ms;

  g_return_val_if_fail (WAY_IS_CLOCK (self), 0);

  if (!self->fixed)
    return g_get_real_time () / 1000;

  g_mutex_lock (&self->lock);
  now_ms = self->now_ms;
  g_mutex_unlock (&self->lock);
  return now_ms;
}

gint64
way_clock_monotonic (WayClock *self)
{
  return self->fixed ? way_clock_now (self) * 1000 : g_get_monotonic_time ();
}

WayDate
way_clock_today (WayClock *self)
{
  return way_clock_date_at (way_clock_now (self));
}

/* (transfer none): kept, as GLib reads and parses the file each time nobody holds it. */
static GTimeZone *
get_zone (void)
{
  static GTimeZone *zone;

  if (g_once_init_enter (&zone))
    {
      GTimeZone *fresh = g_time_zone_new_identifier (WAY_CLOCK_ZONE_GB);

      g_assert (fresh != NULL);
      g_once_init_leave (&zone, fresh);
    }
  return zone;
}

static GDateTime *
civil_time_at (gint64 ms)
{
  g_autoptr (GDateTime) utc = NULL;
  gint64 seconds = ms / 1000 - (ms % 1000 < 0);

  utc = g_date_time_new_from_unix_utc (seconds);
  return utc != NULL ? g_date_time_to_timezone (utc, get_zone ()) : NULL;
}

WayDate
way_clock_date_at (gint64 ms)
{
  g_autoptr (GDateTime) civil = civil_time_at (ms);
  int year, month, day;

  /* An instant outside the calendar comes from a damaged record: it is no date, and no crash. */
  if (civil == NULL)
    return way_date_none;

  g_date_time_get_ymd (civil, &year, &month, &day);
  return (WayDate){ (guint16)year, (guint8)month, (guint8)day };
}

char *
way_clock_format_minute (gint64 ms)
{
  g_autoptr (GDateTime) civil = civil_time_at (ms);

  return civil != NULL ? g_date_time_format (civil, "%Y-%m-%d %H:%M") : g_strdup ("");
}
