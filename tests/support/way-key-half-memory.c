/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-key-half-memory.h"

struct _WayKeyHalfMemory
{
  GObject parent_instance;

  WayKeyHalfState state; /* (mutex lock) */
  GHashTable *items;     /* (owned) (mutex lock): name of vault and generation to WaySecret */
  GMutex lock;
};

static char *
item_name (const WayId *vault, guint64 generation)
{
  char hex[WAY_ID_HEX_SIZE];

  return g_strdup_printf ("%s %" G_GUINT64_FORMAT, way_id_format (vault, hex), generation);
}

static WayKeyHalfState
memory_get_state (WayKeyHalf *half, GCancellable *cancellable)
{
  WayKeyHalfMemory *self = WAY_KEY_HALF_MEMORY (half);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return self->state == WAY_KEY_HALF_DAMAGED ? WAY_KEY_HALF_READY : self->state;
}

static WayKeyHalfState
memory_lookup (WayKeyHalf *half,
               const WayId *vault,
               guint64 generation,
               GCancellable *cancellable,
               WaySecret **ret_half)
{
  WayKeyHalfMemory *self = WAY_KEY_HALF_MEMORY (half);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  g_autofree char *name = item_name (vault, generation);
  WaySecret *item = g_hash_table_lookup (self->items, name);

  if (self->state == WAY_KEY_HALF_LOCKED || self->state == WAY_KEY_HALF_ABSENT)
    return self->state;
  if (self->state == WAY_KEY_HALF_EMPTY || item == NULL)
    return WAY_KEY_HALF_EMPTY;
  if (self->state == WAY_KEY_HALF_DAMAGED)
    return WAY_KEY_HALF_DAMAGED;

  *ret_half = way_secret_ref (item);
  return WAY_KEY_HALF_READY;
}

static gboolean
memory_store (WayKeyHalf *half,
              const WayId *vault,
              guint64 generation,
              WaySecret *item,
              GCancellable *cancellable,
              GError **error)
{
  WayKeyHalfMemory *self = WAY_KEY_HALF_MEMORY (half);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  if (self->state != WAY_KEY_HALF_READY && self->state != WAY_KEY_HALF_DAMAGED)
    return way_key_half_fail (self->state, error);

  self->state = WAY_KEY_HALF_READY;
  g_hash_table_replace (self->items, item_name (vault, generation), way_secret_ref (item));
  return TRUE;
}

static gboolean
memory_remove (WayKeyHalf *half,
               const WayId *vault,
               guint64 generation,
               GCancellable *cancellable,
               GError **error)
{
  WayKeyHalfMemory *self = WAY_KEY_HALF_MEMORY (half);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  g_autofree char *name = item_name (vault, generation);

  if (self->state == WAY_KEY_HALF_LOCKED || self->state == WAY_KEY_HALF_ABSENT)
    return way_key_half_fail (self->state, error);

  g_hash_table_remove (self->items, name);
  return TRUE;
}

static void
way_key_half_memory_iface_init (WayKeyHalfInterface *interface)
{
  interface->get_state = memory_get_state;
  interface->lookup = memory_lookup;
  interface->store = memory_store;
  interface->remove = memory_remove;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (WayKeyHalfMemory,
                               way_key_half_memory,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (WAY_TYPE_KEY_HALF,
                                                      way_key_half_memory_iface_init))

static void
way_key_half_memory_finalize (GObject *object)
{
  WayKeyHalfMemory *self = WAY_KEY_HALF_MEMORY (object);

  g_hash_table_unref (self->items);
  g_mutex_clear (&self->lock);
  G_OBJECT_CLASS (way_key_half_memory_parent_class)->finalize (object);
}

static void
way_key_half_memory_class_init (WayKeyHalfMemoryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = way_key_half_memory_finalize;
}

static void
way_key_half_memory_init (WayKeyHalfMemory *self)
{
  g_mutex_init (&self->lock);
  self->items = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                       (GDestroyNotify)way_secret_unref);
}

WayKeyHalfMemory *
way_key_half_memory_new (void)
{
  return g_object_new (WAY_TYPE_KEY_HALF_MEMORY, NULL);
}

void
way_key_half_memory_set_state (WayKeyHalfMemory *self, WayKeyHalfState state)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  self->state = state;
}

guint
way_key_half_memory_count (WayKeyHalfMemory *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return g_hash_table_size (self->items);
}

void
way_key_half_memory_clear (WayKeyHalfMemory *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  g_hash_table_remove_all (self->items);
}
