/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who is in the team and in a record: members, revoke, allocate.
 */
#include "way-fail.h"
#include "way-i18n.h"
#include "way-sync-private.h"
#include "way-task.h"
#include "way-visit.h"

typedef struct
{
  WayId device, case_id, user, from;
  guint8 reason;
  WaySync *sync; /* (unowned) */
} Asked;

static void
asked_clear (Asked *self)
{
}
WAY_DEFINE_DATA (Asked, asked)

static void
fail_with (GTask *task, WayTeamError code, const char *sentence)
{
  GError *error = NULL;

  g_set_error_literal (&error, WAY_TEAM_ERROR, (int)code, sentence);
  way_team_fail (task, error);
}

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
revoke_pulled_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  WaySync *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (!way_session_pull_directory_finish (result, &error))
    return way_team_fail (task, error);
  way_session_post_directory (self->session, make_revocation, g_task_get_task_data (task), NULL,
                              revoked_cb, task);
}

static void
pull_to_revoke (GTask *task)
{
  WaySync *self = g_task_get_source_object (task);

  way_session_pull_directory (self->session, NULL, revoke_pulled_cb, task);
}

static void
revoke_device (
    WayTeam *team, const WayId *device, guint8 reason, GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = way_team_begin (team, revoke_device, NULL, callback, data);
  Asked *asked;

  if (task == NULL)
    return;
  asked = asked_new0 ();
  asked->device = *device;
  asked->reason = reason;
  asked->sync = WAY_SYNC (team);
  g_task_set_task_data (task, asked, (GDestroyNotify)asked_free);
  way_team_open (task, TRUE, pull_to_revoke);
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
allocate_pulled_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  WaySync *self = g_task_get_source_object (task);
  WaySession *session = self->session;
  Asked *asked = g_task_get_task_data (task);
  GError *error = NULL;

  if (!way_session_pull_directory_finish (result, &error))
    return way_team_fail (task, error);
  if ((way_session_get_roles (session) & (WAY_DIR_ROLE_MANAGER | WAY_DIR_ROLE_KEEPER)) == 0)
    return fail_with (task, WAY_TEAM_ERROR_NOT_ALLOWED,
                      _ ("Only a manager can do that. Nothing was changed."));
  if (!has_user (session->directory, &asked->user))
    return fail_with (task, WAY_TEAM_ERROR_NOT_FOUND,
                      _ ("There is no such member in the team, or their laptop still waits. "
                         "Nothing was changed."));
  way_visit (session, &asked->case_id, FALSE, NULL, &asked->user, &asked->from, NULL, visited_cb,
             task);
}

static void
pull_to_allocate (GTask *task)
{
  WaySync *self = g_task_get_source_object (task);

  way_session_pull_directory (self->session, NULL, allocate_pulled_cb, task);
}

static void
allocate (WayTeam *team,
          const WayId *case_id,
          const WayId *user,
          const WayId *from,
          GAsyncReadyCallback callback,
          gpointer data)
{
  GTask *task = way_team_begin (team, allocate, NULL, callback, data);
  Asked *asked;

  if (task == NULL)
    return;
  asked = asked_new0 ();
  asked->case_id = *case_id;
  asked->user = *user;
  asked->from = from != NULL ? *from : way_id_nil;
  g_task_set_task_data (task, asked, (GDestroyNotify)asked_free);
  way_team_open (task, TRUE, pull_to_allocate);
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
