/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-epoch.h"

#include <string.h>

#define REASON_MAX 6

WayEpoch *
way_epoch_new (void)
{
  WayEpoch *self = g_atomic_rc_box_new0 (WayEpoch);

  self->cuts = g_array_new (FALSE, TRUE, sizeof (WayCut));
  self->members = g_array_new (FALSE, TRUE, sizeof (WayEpochMember));
  return self;
}

WayEpoch *
way_epoch_ref (WayEpoch *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
epoch_clear (gpointer epoch)
{
  WayEpoch *self = epoch;

  g_array_unref (self->cuts);
  g_array_unref (self->members);
}

void
way_epoch_unref (WayEpoch *self)
{
  g_atomic_rc_box_release_full (self, epoch_clear);
}

/* Counts are judged before anything is made to their size. */
static void
read_cuts (WayReader *reader, GArray *cuts)
{
  guint n = way_read_u16 (reader);

  if (n > WAY_EPOCH_LIST_MAX)
    reader->bad = TRUE;
  for (guint i = 0; i < n && !reader->bad; i++)
    {
      WayCut cut;

      way_read_into (reader, cut.device.bytes, WAY_ID_SIZE);
      cut.last_dev_seq = way_read_u64 (reader);
      way_read_into (reader, cut.last_hash.bytes, WAY_HASH_SIZE);
      if (i > 0 && way_id_compare (&g_array_index (cuts, WayCut, i - 1).device, &cut.device) >= 0)
        reader->bad = TRUE;
      g_array_append_val (cuts, cut);
    }
}

static void
read_members (WayReader *reader, GArray *members)
{
  guint n = way_read_u16 (reader);

  if (n < 1 || n > WAY_EPOCH_LIST_MAX)
    reader->bad = TRUE;
  for (guint i = 0; i < n && !reader->bad; i++)
    {
      WayEpochMember member;

      way_read_into (reader, member.device.bytes, WAY_ID_SIZE);
      member.role = way_read_u8 (reader);
      member.flags = way_read_u8 (reader);
      if (member.flags != (way_id_is_nil (&member.device) ? WAY_MEMBER_FLAG_RECOVERY : 0))
        reader->bad = TRUE;
      way_read_into (reader, member.wrap, WAY_WRAP_SIZE);
      if (i > 0
          && way_id_compare (&g_array_index (members, WayEpochMember, i - 1).device, &member.device)
                 >= 0)
        reader->bad = TRUE;
      g_array_append_val (members, member);
    }
}

WayEpoch *
way_epoch_read (gconstpointer bytes, gsize size)
{
  g_autoptr (WayEpoch) self = way_epoch_new ();
  WayReader reader;

  way_reader_init (&reader, bytes, size);
  self->number = way_read_u32 (&reader);
  self->former = way_read_u32 (&reader);
  self->reason = way_read_choice (&reader, 1, REASON_MAX);
  way_read_into (&reader, self->key_commit.bytes, WAY_HASH_SIZE);
  way_read_into (&reader, self->former_box, WAY_FORMER_BOX_SIZE);
  read_cuts (&reader, self->cuts);
  read_members (&reader, self->members);
  if (!way_reader_is_done (&reader) || self->former >= self->number
      || way_bytes_are_zero (self->former_box, WAY_FORMER_BOX_SIZE) != (self->former == 0)
      || way_hash_equal (&self->key_commit, &way_hash_none))
    return NULL;
  return g_steal_pointer (&self);
}

void
way_epoch_write (const WayEpoch *self, GByteArray *out)
{
  way_write_u32 (out, self->number);
  way_write_u32 (out, self->former);
  way_write_u8 (out, self->reason);
  way_write_bytes (out, self->key_commit.bytes, WAY_HASH_SIZE);
  way_write_bytes (out, self->former_box, WAY_FORMER_BOX_SIZE);
  way_write_u16 (out, (guint16)self->cuts->len);
  for (guint i = 0; i < self->cuts->len; i++)
    {
      const WayCut *cut = &g_array_index (self->cuts, WayCut, i);

      way_write_bytes (out, cut->device.bytes, WAY_ID_SIZE);
      way_write_u64 (out, cut->last_dev_seq);
      way_write_bytes (out, cut->last_hash.bytes, WAY_HASH_SIZE);
    }
  way_write_u16 (out, (guint16)self->members->len);
  for (guint i = 0; i < self->members->len; i++)
    {
      const WayEpochMember *member = &g_array_index (self->members, WayEpochMember, i);

      way_write_bytes (out, member->device.bytes, WAY_ID_SIZE);
      way_write_u8 (out, member->role);
      way_write_u8 (out, member->flags);
      way_write_bytes (out, member->wrap, WAY_WRAP_SIZE);
    }
}

static int
compare_member (gconstpointer a, gconstpointer b)
{
  return way_id_compare (&((const WayEpochMember *)a)->device,
                         &((const WayEpochMember *)b)->device);
}

const WayEpochMember *
way_epoch_find (const WayEpoch *self, const WayId *device)
{
  WayEpochMember sought = { .device = *device };
  guint index;

  if (!g_array_binary_search (self->members, &sought, compare_member, &index))
    return NULL;
  return &g_array_index (self->members, WayEpochMember, index);
}

gboolean
way_epoch_has (const WayEpoch *self, const WayId *device)
{
  return way_epoch_find (self, device) != NULL;
}
