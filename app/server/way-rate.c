/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-rate.h"

#define MINUTE_MS 60000
#define SWEEP_AT 4096

struct _WayRate
{
  WayRateLimit limit;
  GHashTable *buckets; /* (owned): name → Bucket */
  guint sweep_at;
};

/* In parts of one request: there are MINUTE_MS of them, and per_minute come back in each ms. */
typedef struct
{
  guint64 parts;
  gint64 at_ms;
} Bucket;

WayRate *
way_rate_new (WayRateLimit limit)
{
  WayRate *self = g_new0 (WayRate, 1);

  self->limit = limit;
  self->buckets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->sweep_at = SWEEP_AT;
  return self;
}

void
way_rate_free (WayRate *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->buckets);
  g_free (self);
}

static guint64
full (const WayRate *self)
{
  return (guint64)self->limit.at_once * MINUTE_MS;
}

/* A clock that was set back fills nothing. */
static void
fill (const WayRate *self, Bucket *bucket, gint64 now_ms)
{
  guint64 gone = now_ms > bucket->at_ms ? (guint64)(now_ms - bucket->at_ms) : 0;
  guint64 missing = full (self) - bucket->parts;

  bucket->at_ms = now_ms;
  if (gone >= missing / self->limit.per_minute + 1)
    bucket->parts = full (self);
  else
    bucket->parts += gone * self->limit.per_minute;
}

static gboolean
is_quiet (gpointer name, gpointer value, gpointer data)
{
  const WayRate *self = data;

  return ((Bucket *)value)->parts >= full (self);
}

static void
sweep (WayRate *self, gint64 now_ms)
{
  GHashTableIter iter;
  gpointer bucket;

  if (g_hash_table_size (self->buckets) < self->sweep_at)
    return;
  g_hash_table_iter_init (&iter, self->buckets);
  while (g_hash_table_iter_next (&iter, NULL, &bucket))
    fill (self, bucket, now_ms);
  g_hash_table_foreach_remove (self->buckets, is_quiet, self);
  self->sweep_at = MAX (SWEEP_AT, 2 * g_hash_table_size (self->buckets));
}

guint64
way_rate_take (WayRate *self, const char *name, gint64 now_ms)
{
  Bucket *bucket = g_hash_table_lookup (self->buckets, name);

  if (bucket == NULL)
    {
      sweep (self, now_ms);
      bucket = g_new0 (Bucket, 1);
      bucket->parts = full (self);
      bucket->at_ms = now_ms;
      g_hash_table_insert (self->buckets, g_strdup (name), bucket);
    }
  fill (self, bucket, now_ms);
  if (bucket->parts < MINUTE_MS)
    return (MINUTE_MS - bucket->parts) / self->limit.per_minute + 1;
  bucket->parts -= MINUTE_MS;
  return 0;
}
