/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-shelf.h"

struct _WayShelf
{
  grefcount ref_count;
  GQueue replicas; /* WayReplica, owned; the last used first */
  gsize size, most;
};

WayShelf *
way_shelf_new (gsize most_bytes)
{
  WayShelf *self = g_new0 (WayShelf, 1);

  g_ref_count_init (&self->ref_count);
  g_queue_init (&self->replicas);
  self->most = most_bytes;
  return self;
}

WayShelf *
way_shelf_ref (WayShelf *self)
{
  g_ref_count_inc (&self->ref_count);
  return self;
}

void
way_shelf_unref (WayShelf *self)
{
  if (!g_ref_count_dec (&self->ref_count))
    return;

  g_queue_clear_full (&self->replicas, (GDestroyNotify)way_replica_free);
  g_free (self);
}

static WayReplica *
take_link (WayShelf *self, GList *link)
{
  WayReplica *replica = link->data;

  g_queue_delete_link (&self->replicas, link);
  self->size -= way_replica_get_size (replica);
  return replica;
}

WayReplica *
way_shelf_take (WayShelf *self, const WayId *log)
{
  for (GList *at = self->replicas.head; at != NULL; at = at->next)
    if (way_id_equal (way_log_get_id (way_replica_get_log (at->data)), log))
      return take_link (self, at);
  return NULL;
}

void
way_shelf_put (WayShelf *self, WayReplica *replica)
{
  way_replica_free (way_shelf_take (self, way_log_get_id (way_replica_get_log (replica))));
  g_queue_push_head (&self->replicas, replica);
  self->size += way_replica_get_size (replica);
  while (self->size > self->most)
    way_replica_free (take_link (self, self->replicas.tail));
}
