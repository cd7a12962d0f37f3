/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Rules P (docs/format.md, 7), row by row.
 */
#include "way-log-private.h"
#include "way-rules.h"

static const WayEpochMember *
member_at (const WayLogJudging *j, guint index)
{
  return &g_array_index (j->epoch->members, WayEpochMember, index);
}

static gboolean
breaks_form (gpointer judging)
{
  WayLogJudging *j = judging;

  if (j->entry.bare)
    return TRUE;
  j->epoch = way_epoch_read (way_entry_get_body (&j->entry), j->entry.body_len);
  if (j->epoch == NULL)
    return TRUE;
  j->epoch->granter = j->entry.device;
  j->epoch->dir_seq = j->entry.dir_seq;
  return FALSE;
}

static gboolean
breaks_compare (gpointer judging)
{
  WayLogJudging *j = judging;

  return j->entry.seen_seq != j->length
         || !way_hash_equal (&j->entry.seen_head, way_log_get_head_at (j->log, j->length))
         || j->from < j->log->floor;
}

static gboolean
breaks_number (gpointer judging)
{
  WayLogJudging *j = judging;

  return j->epoch->number != way_log_get_epoch_number (j->log) + 1
         || j->epoch->number != j->entry.key_epoch;
}

static gboolean
breaks_prev (gpointer judging)
{
  WayLogJudging *j = judging;

  for (guint32 stepped = j->epoch->former + 1; stepped < j->epoch->number; stepped++)
    if (!way_log_has_complaint (j->log, stepped))
      return TRUE;
  return FALSE;
}

static gboolean
breaks_recovery (gpointer judging)
{
  WayLogJudging *j = judging;
  const WayEpochMember *first = member_at (j, 0);

  return !way_id_is_nil (&first->device) || first->role != 0;
}

static gboolean
breaks_inactive (gpointer judging)
{
  WayLogJudging *j = judging;

  for (guint i = 1; i < j->epoch->members->len; i++)
    {
      const WayDirDevice *device = way_directory_find (j->directory, &member_at (j, i)->device);

      if (device == NULL || !way_dir_device_stands_at (device, j->from)
          || !way_dir_device_is_active_at (device, j->to))
        return TRUE;
    }
  return FALSE;
}

static gboolean
breaks_role (gpointer judging)
{
  WayLogJudging *j = judging;

  for (guint i = 1; i < j->epoch->members->len; i++)
    {
      const WayDirDevice *device = way_directory_find (j->directory, &member_at (j, i)->device);

      if (member_at (j, i)->role != way_dir_device_get_roles_at (device, j->from))
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_team_log (const WayLogJudging *j)
{
  return way_id_equal (&j->log->id, way_directory_get_team_log (j->directory));
}

/* Whom nobody who adds members may leave out. */
static gboolean
is_due (const WayLogJudging *j, const WayDirDevice *device)
{
  return way_dir_device_stands_at (device, j->from)
         && (is_team_log (j)
             || (way_dir_device_get_roles_at (device, j->from) & WAY_DIR_ROLE_KEEPER) != 0);
}

static gboolean
is_due_first (const WayLogJudging *j, const WayDirDevice *device)
{
  if (is_due (j, device) || device == j->device)
    return TRUE;
  return way_dir_device_stands_at (device, j->from)
         && (way_dir_device_get_roles_at (device, j->from) & WAY_DIR_ROLE_MANAGER) != 0
         && way_id_equal (way_dir_device_get_team_at (device, j->from),
                          way_dir_device_get_team_at (j->device, j->from));
}

static gboolean
breaks_first (gpointer judging)
{
  WayLogJudging *j = judging;
  guint due = 0;

  if (j->epoch->number != 1)
    return FALSE;
  if ((j->roles & (WAY_DIR_ROLE_ADVISER | WAY_DIR_ROLE_MANAGER | WAY_DIR_ROLE_KEEPER)) == 0)
    return TRUE;
  for (guint i = 0; i < way_directory_get_n_devices (j->directory); i++)
    {
      const WayDirDevice *device = way_directory_get_device (j->directory, i);

      if (!is_due_first (j, device))
        continue;
      due++;
      if (!way_epoch_has (j->epoch, &device->certificate.device))
        return TRUE;
    }
  return j->epoch->members->len != due + 1;
}

/* The members are those of the epoch in force that the directory has not revoked, at least one
 * fewer: what every member may sign. */
static gboolean
only_drops (const WayLogJudging *j)
{
  guint stay = 0;

  if (j->in_force == NULL || j->epoch->former != j->epoch->number - 1
      || !way_epoch_has (j->in_force, &j->entry.device))
    return FALSE;
  for (guint i = 1; i < j->in_force->members->len; i++)
    {
      const WayId *id = &g_array_index (j->in_force->members, WayEpochMember, i).device;

      if (!way_dir_device_is_active_at (way_directory_find (j->directory, id), j->from))
        continue;
      stay++;
      if (!way_epoch_has (j->epoch, id))
        return FALSE;
    }
  return j->epoch->members->len == stay + 1 && stay + 1 < j->in_force->members->len;
}

static gboolean
breaks_signer (gpointer judging)
{
  WayLogJudging *j = judging;

  if (j->epoch->number == 1 || only_drops (j) || (j->roles & WAY_DIR_ROLE_RECOVERY) != 0)
    return FALSE;
  return (j->roles & (WAY_DIR_ROLE_MANAGER | WAY_DIR_ROLE_KEEPER)) == 0
         || !way_epoch_has (j->in_force, &j->entry.device);
}

static gboolean
breaks_keepers (gpointer judging)
{
  WayLogJudging *j = judging;

  if (only_drops (j))
    return FALSE;
  for (guint i = 0; i < way_directory_get_n_devices (j->directory); i++)
    {
      const WayDirDevice *device = way_directory_get_device (j->directory, i);

      if (is_due (j, device) && !way_epoch_has (j->epoch, &device->certificate.device))
        return TRUE;
    }
  return FALSE;
}

/* Each device that left has its cut, in order, and there is no other. */
static gboolean
breaks_cuts (gpointer judging)
{
  WayLogJudging *j = judging;
  guint n = 0;

  for (guint i = 0; j->in_force != NULL && i < j->in_force->members->len; i++)
    {
      const WayId *id = &g_array_index (j->in_force->members, WayEpochMember, i).device;
      WayTip tip = way_log_get_tip (j->log, id);
      const WayCut *cut;

      if (way_epoch_has (j->epoch, id))
        continue;
      if (n == j->epoch->cuts->len)
        return TRUE;
      cut = &g_array_index (j->epoch->cuts, WayCut, n++);
      if (!way_id_equal (&cut->device, id) || cut->last_dev_seq != tip.dev_seq
          || !way_hash_equal (&cut->last_hash, &tip.hash))
        return TRUE;
    }
  return n != j->epoch->cuts->len;
}

static gboolean
breaks_expired (gpointer judging)
{
  return way_log_judging_is_expired (judging);
}

static const WayLedgerRule rules[] = {
  { WAY_VERDICT_P1_FORM, breaks_form },         { WAY_VERDICT_P2_COMPARE, breaks_compare },
  { WAY_VERDICT_P3_NUMBER, breaks_number },     { WAY_VERDICT_P4_PREV, breaks_prev },
  { WAY_VERDICT_P5_RECOVERY, breaks_recovery }, { WAY_VERDICT_P6_INACTIVE, breaks_inactive },
  { WAY_VERDICT_P7_ROLE, breaks_role },         { WAY_VERDICT_P8_FIRST, breaks_first },
  { WAY_VERDICT_P9_SIGNER, breaks_signer },     { WAY_VERDICT_P10_KEEPERS, breaks_keepers },
  { WAY_VERDICT_P11_CUTS, breaks_cuts },        { WAY_VERDICT_E35_EXPIRED, breaks_expired },
};

WayVerdict
way_log_judge_epoch (WayLogJudging *judging)
{
  return way_rules_judge (rules, G_N_ELEMENTS (rules), judging);
}
