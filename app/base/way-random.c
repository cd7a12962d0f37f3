/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-random.h"

#include <errno.h>
#include <string.h>
#include <sys/random.h>

struct _WayRandom
{
  GObject parent_instance;

  gboolean seeded;
  guint64 state; /* (mutex lock) */
  GMutex lock;
};

G_DEFINE_FINAL_TYPE (WayRandom, way_random, G_TYPE_OBJECT)

static void
way_random_finalize (GObject *object)
{
  WayRandom *self = WAY_RANDOM (object);

  g_mutex_clear (&self->lock);
  G_OBJECT_CLASS (way_random_parent_class)->finalize (object);
}

static void
way_random_class_init (WayRandomClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = way_random_finalize;
}

static void
way_random_init (WayRandom *self)
{
  g_mutex_init (&self->lock);
}

/* SplitMix64: small, well mixed, and every seed is as good as another.  Never used for secrets. */
static guint64
next_seeded (WayRandom *self)
{
  guint64 z = (self->state += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15));

  z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return z ^ (z >> 31);
}

static void
fill_seeded (WayRandom *self, guint8 *bytes, gsize size)
{
  g_mutex_lock (&self->lock);
  for (gsize done = 0; done < size;)
    {
      guint64 word = next_seeded (self);
      gsize part = MIN (sizeof word, size - done);

      memcpy (bytes + done, &word, part);
      done += part;
    }
  g_mutex_unlock (&self->lock);
}

static void
fill_system (guint8 *bytes, gsize size)
{
  for (gsize done = 0; done < size;)
    {
      gssize part = getrandom (bytes + done, size - done, 0);

      if (part < 0 && errno == EINTR)
        continue;
      if (part < 0)
        g_error ("The system gives no random numbers: %s", g_strerror (errno));
      done += (gsize)part;
    }
}

WayRandom *
way_random_new_system (void)
{
  return g_object_new (WAY_TYPE_RANDOM, NULL);
}

WayRandom *
way_random_new_seeded (guint64 seed)
{
  WayRandom *self = g_object_new (WAY_TYPE_RANDOM, NULL);

  self->seeded = TRUE;
  self->state = seed;
  return self;
}

void
way_random_fill (WayRandom *self, gpointer bytes, gsize size)
{
  g_return_if_fail (WAY_IS_RANDOM (self));

  if (self->seeded)
    fill_seeded (self, bytes, size);
  else
    fill_system (bytes, size);
}

guint32
way_random_below (WayRandom *self, guint32 bound)
{
  guint32 limit, value;

  g_return_val_if_fail (bound > 0, 0);

  /* Values above the last whole multiple would favour the small remainders: draw again. */
  limit = G_MAXUINT32 - G_MAXUINT32 % bound;
  do
    way_random_fill (self, &value, sizeof value);
  while (value >= limit);
  return value % bound;
}
