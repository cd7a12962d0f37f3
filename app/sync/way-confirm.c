/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-confirm.h"

#include "way-clock.h"
#include "way-entry.h"

#define ENOUGH 8 /* a day's CHECKPOINTs, however many laptops there are */
#define SATURDAY 6

/* An entry: where it stands, and what its clock said. */
typedef struct
{
  guint at;
  gint64 wall_ms;
} Seen;

typedef struct
{
  WayConfirm result;
  GArray *own;        /* (owned): Seen, of this laptop */
  GHashTable *others; /* (owned): WayId of a user, owned → Seen, owned: the last of each */
  WayDate today;
  gint64 now_ms;
} Reading;

static void
reading_clear (Reading *self)
{
  g_clear_pointer (&self->own, g_array_unref);
  g_clear_pointer (&self->others, g_hash_table_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reading, reading_clear)

static gboolean
is_on (gint64 ms, WayDate day)
{
  return way_date_compare (way_clock_date_at (ms), day) == 0;
}

static void
take_entry (Reading *self, const WayEntry *entry, const WayId *user, gboolean own, guint at)
{
  Seen seen = { at, (gint64)MIN (entry->wall_ms, G_MAXINT64) };
  gboolean is_checkpoint = entry->type == WAY_ENTRY_CHECKPOINT;

  if (own)
    {
      g_array_append_val (self->own, seen);
      if (is_checkpoint)
        self->result.own_ms = seen.wall_ms;
      return;
    }
  if (is_checkpoint && is_on (seen.wall_ms, self->today))
    self->result.n_today++;
  if (user != NULL)
    g_hash_table_insert (self->others, way_id_copy (user), g_memdup2 (&seen, sizeof seen));
}

/* Not before what this laptop wrote before it, nor after what it wrote behind it. */
static gint64
place_in_time (Reading *self, const Seen *seen)
{
  gint64 earliest = 0, latest = self->now_ms;

  for (guint i = 0; i < self->own->len; i++)
    {
      const Seen *own = &g_array_index (self->own, Seen, i);

      if (own->at > seen->at)
        {
          latest = MIN (own->wall_ms, latest);
          break;
        }
      earliest = own->wall_ms;
    }
  return MIN (CLAMP (seen->wall_ms, MIN (earliest, latest), latest), self->now_ms);
}

/* Who confirmed, and where the last of them stands. */
static guint
count_colleagues (Reading *self)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (gint64));
  GHashTableIter iter;
  gpointer value;
  guint last = 0;

  g_hash_table_iter_init (&iter, self->others);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      gint64 ms = place_in_time (self, value);

      last = MAX (last, ((const Seen *)value)->at);
      self->result.confirmed_ms = MAX (self->result.confirmed_ms, ms);
      g_array_append_val (times, ms);
    }
  for (guint i = 0; i < times->len; i++)
    if (is_on (g_array_index (times, gint64, i), way_clock_date_at (self->result.confirmed_ms)))
      self->result.n_colleagues++;
  return last;
}

static void
count_days (Reading *self, guint last)
{
  WayDate before = way_clock_date_at (self->result.confirmed_ms);

  for (guint i = 0; i < self->own->len; i++)
    {
      const Seen *own = &g_array_index (self->own, Seen, i);
      WayDate day = way_clock_date_at (own->wall_ms);

      if (own->at <= last || way_date_compare (day, before) <= 0
          || way_date_weekday (day) >= SATURDAY)
        continue;
      self->result.n_days++;
      before = day;
    }
}

static gboolean
has_colleagues (WayDirectory *directory, const WayDirDevice *self)
{
  guint64 seq = way_directory_get_length (directory);

  for (guint i = 0; i < way_directory_get_n_devices (directory); i++)
    {
      const WayDirDevice *device = way_directory_get_device (directory, i);

      if (way_dir_device_stands_at (device, seq)
          && !way_id_equal (&device->certificate.user, &self->certificate.user))
        return TRUE;
    }
  return FALSE;
}

WayConfirm
way_confirm_read (GPtrArray *entries, WayDirectory *directory, const WayId *device, gint64 now_ms)
{
  const WayDirDevice *self = way_directory_find (directory, device);
  g_auto (Reading) reading = { .now_ms = now_ms, .today = way_clock_date_at (now_ms) };
  guint last;

  if (self == NULL)
    return reading.result;
  reading.own = g_array_new (FALSE, FALSE, sizeof (Seen));
  reading.others = g_hash_table_new_full (way_id_hash, way_id_equal, g_free, g_free);
  for (guint i = 0; i < entries->len; i++)
    {
      gsize size;
      gconstpointer bytes = g_bytes_get_data (g_ptr_array_index (entries, i), &size);
      const WayDirDevice *author;
      WayEntry entry;

      if (!way_entry_read (bytes, size, &entry))
        continue;
      author = way_directory_find (directory, &entry.device);
      take_entry (&reading, &entry,
                  author == NULL
                          || way_id_equal (&author->certificate.user, &self->certificate.user)
                      ? NULL
                      : &author->certificate.user,
                  way_id_equal (&entry.device, device), i + 1);
    }
  last = count_colleagues (&reading);
  if (has_colleagues (directory, self))
    count_days (&reading, last);
  return reading.result;
}

gboolean
way_confirm_is_due (const WayConfirm *self, gint64 now_ms)
{
  return self->n_today < ENOUGH && !is_on (self->own_ms, way_clock_date_at (now_ms));
}
