/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who is in the team and in a record: members, revoke, allocate.
 */
#include "way-i18n.h"
#include "way-sync-private.h"
#include "way-visit.h"

typedef struct
{
  WayId device, case_id, user, from;
  guint8 reason;
  WaySync *sync; /* (unowned) */
} Asked;

/* -- members ----------------------------------------------------------------------------------- */

static WayTeamMember
make_member (WaySession *session, const WayDirDevice *device)
{
  guint64 seq = way_directory_get_length (session->directory);
  const WayCertificate *certificate = &device->certificate;

  return (WayTeamMember){
    .device = certificate->device,
    .user = certificate->user,
    .team = *way_dir_device_get_team_at (device, seq),
    .roles = way_dir_device_get_roles_at (device, seq),
    .state = device->revoked_seq != 0    ? WAY_TEAM_MEMBER_REVOKED
             : device->admitted_seq == 0 ? WAY_TEAM_MEMBER_HOLD
                                         : WAY_TEAM_MEMBER_ACTIVE,
    .self = way_id_equal (&certificate->device, &session->device->id),
    .since = device->certified_seq,
  };
}

static GArray *
list_members (WayTeam *team)
{
  WaySync *self = WAY_SYNC (team);
  GArray *members = g_array_new (FALSE, FALSE, sizeof (WayTeamMember));

  for (guint i = 0;
       self->session != NULL && i < way_directory_get_n_devices (self->session->directory); i++)
    {
      WayTeamMember member = make_member (self->session,
                                          way_directory_get_device (self->session->directory, i));

      g_array_append_val (members, member);
    }
  return members;
}

static gboolean
has_user (WayDirectory *directory, const WayId *user)
{
  guint64 seq = way_directory_get_length (directory);

  for (guint i = 0; i < way_directory_get_n_devices (directory); i++)
    {
      const WayDirDevice *device = way_directory_get_device (directory, i);

      if (way_id_equal (&device->certificate.user, user) && way_dir_device_stands_at (device, seq))
        return TRUE;
    }
  return FALSE;
}

/* -- revoke ------------------------------------------------------------------------------------ */

static void
revoked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GError *error = NULL;

  if (!way_session_post_directory_finish (result, &error))
    return way_team_fail (data, error);
  way_team_end (data, g_task_get_source_object (data), NULL);
}

/* A WayMakeEntry. */
static GBytes *
make_revocation (WaySession *session, gpointer data, GError **error)
{
  Asked *asked = data;
  const WayDirDevice *device = way_directory_find (session->directory, &asked->device);
  WayDirBody body = { .device = asked->device, .reason = asked->reason };

  if (device != NULL && device->revoked_seq != 0)
    return NULL;
  return way_team_make_act (asked->sync, WAY_DIR_REVOKE_DEVICE, &body, error);
}

static void
revoke_pulled (GTask *task)
{
  WaySync *self = g_task_get_source_object (task);

  way_session_post_directory (self->session, make_revocation, g_task_get_task_data (task), NULL,
                              revoked_cb, task);
}

static void
revoke_device (
    WayTeam *team, const WayId *device, guint8 reason, GAsyncReadyCallback callback, gpointer data)
{
  const Asked asked = { .device = *device, .reason = reason, .sync = WAY_SYNC (team) };

  way_team_start (team, revoke_device, g_memdup2 (&asked, sizeof asked), g_free, revoke_pulled,
                  callback, data);
}

/* -- allocate ---------------------------------------------------------------------------------- */

static void
visited_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  WayVisitResult visited;
  GError *error = NULL;

  if (!way_visit_finish (result, &visited, &error))
    return way_team_fail (task, error);
  if (visited.trouble != WAY_SYNC_TROUBLE_NONE)
    {
      way_sync_fail (&error, visited.trouble);
      return way_team_fail (task, error);
    }
  way_team_end (task, g_task_get_source_object (task), NULL);
}

static void
allocate_pulled (GTask *task)
{
  WaySync *self = g_task_get_source_object (task);
  WaySession *session = self->session;
  Asked *asked = g_task_get_task_data (task);

  if ((way_session_get_roles (session) & (WAY_DIR_ROLE_MANAGER | WAY_DIR_ROLE_KEEPER)) == 0)
    return way_team_fail_with (task, WAY_TEAM_ERROR_NOT_ALLOWED,
                               _ ("Only a manager can do that. Nothing was changed."));
  if (!has_user (session->directory, &asked->user))
    return way_team_fail_with (task, WAY_TEAM_ERROR_NOT_FOUND,
                               _ ("There is no such member in the team, or their laptop still "
                                  "waits. Nothing was changed."));
  way_visit (session, &asked->case_id, FALSE, NULL, &asked->user, &asked->from, NULL, visited_cb,
             task);
}

static void
allocate (WayTeam *team,
          const WayId *case_id,
          const WayId *user,
          const WayId *from,
          GAsyncReadyCallback callback,
          gpointer data)
{
  const Asked asked = { .case_id = *case_id,
                        .user = *user,
                        .from = from != NULL ? *from : way_id_nil };

  way_team_start (team, allocate, g_memdup2 (&asked, sizeof asked), g_free, allocate_pulled,
                  callback, data);
}

static gboolean
finish (WayTeam *team, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error) != NULL;
}

void
way_team_iface_fill_members (WayTeamInterface *iface)
{
  iface->list_members = list_members;
  iface->revoke = revoke_device;
  iface->allocate = allocate;
  iface->finish = finish;
}
