/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-epoch-write.h"

static int
compare_id (gconstpointer a, gconstpointer b)
{
  return way_id_compare (a, b);
}

static gboolean
is_due_first (WayDirectory *directory,
              const WayId *log,
              const WayDirDevice *signer,
              const WayDirDevice *device)
{
  guint64 seq = way_directory_get_length (directory);
  guint8 roles = way_dir_device_get_roles_at (device, seq);

  if (!way_dir_device_stands_at (device, seq))
    return FALSE;
  if (device == signer || (roles & WAY_DIR_ROLE_KEEPER) != 0
      || way_id_equal (log, way_directory_get_team_log (directory)))
    return TRUE;
  return (roles & WAY_DIR_ROLE_MANAGER) != 0
         && way_id_equal (way_dir_device_get_team_at (device, seq),
                          way_dir_device_get_team_at (signer, seq));
}

GArray *
way_epoch_first_members (WayDirectory *directory, const WayId *log, const WayId *device)
{
  const WayDirDevice *signer = way_directory_find (directory, device);
  GArray *members = g_array_new (FALSE, FALSE, sizeof (WayId));

  for (guint i = 0; i < way_directory_get_n_devices (directory); i++)
    {
      const WayDirDevice *other = way_directory_get_device (directory, i);

      if (is_due_first (directory, log, signer, other))
        g_array_append_val (members, other->certificate.device);
    }
  g_array_sort (members, compare_id);
  return members;
}

GArray *
way_epoch_staying_members (WayDirectory *directory, WayLog *log)
{
  WayEpoch *in_force = way_log_get_epoch (log, way_log_get_epoch_number (log));
  GArray *members = g_array_new (FALSE, FALSE, sizeof (WayId));

  for (guint i = 1; i < in_force->members->len; i++)
    {
      const WayId *id = &g_array_index (in_force->members, WayEpochMember, i).device;

      const WayDirDevice *device = way_directory_find (directory, id);

      /* An older directory may not know it yet; the judge then refuses what is made of it. */
      if (device != NULL
          && way_dir_device_is_active_at (device, way_directory_get_length (directory)))
        g_array_append_val (members, *id);
    }
  return members;
}

static gboolean
add_member (const WayEntryWriter *writer, WayEpoch *epoch, WaySecret *key, const WayId *device)
{
  guint64 seq = way_directory_get_length (writer->directory);
  const WayDirDevice *known = way_directory_find (writer->directory, device);
  WayEpochMember member = { .device = *device };

  if (way_id_is_nil (device))
    member.flags = WAY_MEMBER_FLAG_RECOVERY;
  else if (known != NULL)
    member.role = way_dir_device_get_roles_at (known, seq);
  if (!way_wrap_seal (writer->directory, writer->log, epoch, key, device, member.wrap))
    return FALSE;
  g_array_append_val (epoch->members, member);
  return TRUE;
}

static void
add_cuts (WayLog *log, WayEpoch *epoch)
{
  WayEpoch *in_force = way_log_get_epoch (log, way_log_get_epoch_number (log));

  for (guint i = 0; in_force != NULL && i < in_force->members->len; i++)
    {
      const WayId *id = &g_array_index (in_force->members, WayEpochMember, i).device;
      WayTip tip = way_log_get_tip (log, id);
      WayCut cut = { *id, tip.dev_seq, tip.hash };

      if (!way_epoch_has (epoch, id))
        g_array_append_val (epoch->cuts, cut);
    }
}

WayEpoch *
way_epoch_make (const WayEntryWriter *writer,
                WayEpochReason reason,
                GArray *members,
                WaySecret *key,
                guint32 former_number,
                WaySecret *former)
{
  g_autoptr (WayEpoch) epoch = way_epoch_new ();
  g_autoptr (GArray) sorted = g_array_copy (members);
  const WayId *org = way_log_get_org (writer->log), *log = way_log_get_id (writer->log);

  epoch->number = way_log_get_epoch_number (writer->log) + 1;
  epoch->former = former_number;
  epoch->reason = (guint8)reason;
  epoch->granter = writer->device->id;
  epoch->dir_seq = way_directory_get_length (writer->directory);
  way_epoch_key_commit (key, org, log, epoch->number, &epoch->key_commit);
  if (former != NULL)
    way_epoch_seal_former (key, former, org, log, epoch->number, former_number, writer->random,
                           epoch->former_box);
  g_array_sort (sorted, compare_id);
  if (!add_member (writer, epoch, key, &way_id_nil))
    return NULL;
  for (guint i = 0; i < sorted->len; i++)
    if (!add_member (writer, epoch, key, &g_array_index (sorted, WayId, i)))
      return NULL;
  add_cuts (writer->log, epoch);
  return g_steal_pointer (&epoch);
}

GBytes *
way_epoch_make_entry (const WayEntryWriter *writer, const WayEpoch *epoch)
{
  g_autoptr (GByteArray) body = g_byte_array_new ();
  WayEntry draft;

  way_entry_draft (writer, WAY_ENTRY_EPOCH, &draft);
  draft.key_epoch = epoch->number;
  way_epoch_write (epoch, body);
  return way_entry_make_clear (writer, &draft, body->data, body->len);
}
