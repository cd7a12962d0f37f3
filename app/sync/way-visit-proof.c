/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where a log is shown that cannot be the one held here: what a colleague signed on it, and what
 * this laptop signs against it (ledger's format.md, 18).
 */
#include "way-proof.h"
#include "way-visit-private.h"

/* (transfer full): the first @length entries held here. */
static GPtrArray *
list_held (WayVisit *self, guint64 length)
{
  GPtrArray *held = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);

  for (guint64 at = 1; at <= length; at++)
    g_ptr_array_add (held, g_bytes_ref (way_replica_get_entry (self->replica, at)));
  return held;
}

/* Another's entry, which has seen no more than is held here. */
static void
look_at (WayVisit *self, gconstpointer bytes, gsize size)
{
  WayFork *fork = &self->session->fork;
  WayLog *log = way_replica_get_log (self->replica);
  WayEntry entry;

  if (fork->held != NULL || way_log_get_length (log) == 0 || !way_entry_read (bytes, size, &entry)
      || !way_id_equal (&entry.log, &self->log)
      || !way_proof_differs (log, self->moment.directory, &entry))
    return;
  fork->log = self->log;
  fork->held = list_held (self, way_log_get_length (log));
  fork->one = way_replica_make_witness (self->replica, &self->moment);
  fork->other = g_bytes_new (bytes, size);
}

/* One that has seen more: the other history is the longer one, and ours is what differs. */
static void
look_beyond (WayVisit *self, GArray *slices, guint first, guint index)
{
  WayFork *fork = &self->session->fork;
  const WaySlice *slice = &g_array_index (slices, WaySlice, index);
  WayEntry entry;

  if (fork->held != NULL || way_visit_get_length (self) <= self->at
      || !way_entry_read (slice->bytes, slice->size, &entry)
      || !way_id_equal (&entry.log, &self->log) || entry.seen_seq <= way_visit_get_length (self)
      || entry.seen_seq - self->at > index - first
      || !way_proof_is_signed (&entry, self->moment.directory))
    return;
  fork->log = self->log;
  fork->held = list_held (self, self->at);
  for (guint i = first; i < first + (guint)(entry.seen_seq - self->at); i++)
    g_ptr_array_add (fork->held, g_bytes_new (g_array_index (slices, WaySlice, i).bytes,
                                              g_array_index (slices, WaySlice, i).size));
  fork->one = g_bytes_new (slice->bytes, slice->size);
  fork->other = way_replica_make_witness (self->replica, &self->moment);
}

void
way_visit_look_at_refused (WayVisit *self, WayJournalEntry *refused)
{
  gsize size;
  gconstpointer bytes = g_bytes_get_data (refused->bytes, &size);

  look_at (self, bytes, size);
}

void
way_visit_look_for_proof (WayVisit *self, GArray *slices, guint first)
{
  way_visit_take_moment (self);
  for (guint i = first; i < slices->len; i++)
    {
      const WaySlice *slice = &g_array_index (slices, WaySlice, i);

      look_at (self, slice->bytes, slice->size);
      look_beyond (self, slices, first, i);
    }
}
