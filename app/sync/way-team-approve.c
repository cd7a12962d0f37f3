/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The manager's side of enrolment: c → m → d → the code is typed → certified → the answer is read
 * back.
 */
#include <string.h>
#include "way-fail.h"
#include "way-i18n.h"
#include "way-mailbox.h"
#include "way-sync-private.h"
#include "way-task.h"
#include "way-ticket.h"
#include "way-wire.h"

#define MAX_WRONG 3
#define OUTCOME_CERTIFIED 1
#define OUTCOME_ENDED 2

static void
fail_tampered (GTask *task)
{
  GError *error = NULL;

  way_fail (&error, WAY_TEAM_ERROR, WAY_TEAM_ERROR_TAMPERED,
            _ ("What the server passed on is not what the new laptop sent. Nobody was let in; tell "
               "whoever looks after the server."));
  way_team_fail (task, error);
}

static void
fail_not_allowed (GTask *task)
{
  GError *error = NULL;

  way_fail (&error, WAY_TEAM_ERROR, WAY_TEAM_ERROR_NOT_ALLOWED,
            _ ("This laptop may not do that, or not without a second manager. Nothing was "
               "changed."));
  way_team_fail (task, error);
}

static void
fail_ended (GTask *task)
{
  GError *error = NULL;

  way_fail (&error, WAY_TEAM_ERROR, WAY_TEAM_ERROR_ENDED,
            _ ("This invitation has ended, and nobody was let in. Invite once more."));
  way_team_fail (task, error);
}

/* -- approve ----------------------------------------------------------------------------------- */

static void
d_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  WaySync *self = g_task_get_source_object (task);
  WayEnrolment *enrolment = &self->enrolment;
  GError *error = NULL;

  enrolment->d = way_mailbox_get_finish (result, &error);
  if (enrolment->d == NULL)
    return way_team_fail (task, error);
  if (way_enrol_judge_d (&enrolment->ticket_hash, enrolment->c, enrolment->m, enrolment->d,
                         &enrolment->certificate, &enrolment->transcript)
      != WAY_VERDICT_OK)
    return fail_tampered (task);
  enrolment->is_open = TRUE;
  way_team_end (task, self, NULL);
}

static void
m_put_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  WaySync *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (!way_mailbox_put_finish (result, &error))
    return way_team_fail (task, error);
  way_mailbox_get (self->session->link, &self->enrolment.ticket_hash, "d",
                   g_task_get_cancellable (task), d_cb, task);
}

static void
c_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  WaySync *self = g_task_get_source_object (task);
  WayDirectory *directory = self->session->directory;
  WayEnrolment *enrolment = &self->enrolment;
  WayEnrolM *m = &enrolment->said;
  WayEnrolC c;
  GError *error = NULL;

  enrolment->c = way_mailbox_get_finish (result, &error);
  if (enrolment->c == NULL)
    return way_team_fail (task, error);
  if (way_enrol_c_read (enrolment->c, &c) != WAY_VERDICT_OK)
    return fail_tampered (task);
  m->dir_seq = way_directory_get_length (directory);
  m->dir_head = *way_directory_get_head_at (directory, m->dir_seq);
  m->org = *way_directory_get_org (directory);
  m->root_pk = *way_directory_get_root_at (directory, m->dir_seq);
  m->recovery_pk = *way_directory_get_recovery_at (directory, m->dir_seq);
  m->manager = self->session->device->id;
  m->manager_dsk = self->session->device->dsk;
  m->team = *way_dir_device_get_team_at (way_directory_find (directory, &m->manager), m->dir_seq);
  way_random_fill (self->parts.random, m->random, WAY_ENROL_RANDOM_SIZE);
  enrolment->m = way_enrol_m_write (m);
  way_mailbox_put (self->session->link, &enrolment->ticket_hash, "m", enrolment->m,
                   g_task_get_cancellable (task), m_put_cb, task);
}

static void
directory_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  WaySync *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (!way_session_pull_directory_finish (result, &error))
    return way_team_fail (task, error);
  if ((way_session_get_roles (self->session) & WAY_DIR_ROLE_MANAGER) == 0)
    return fail_not_allowed (task);
  way_mailbox_get (self->session->link, &self->enrolment.ticket_hash, "c",
                   g_task_get_cancellable (task), c_cb, task);
}

static void
pull_directory (GTask *task)
{
  WaySync *self = g_task_get_source_object (task);

  way_session_pull_directory (self->session, g_task_get_cancellable (task), directory_cb, task);
}

static void
approve (WayTeam *team,
         const char *typed,
         const WayId *user,
         guint8 roles,
         GCancellable *cancellable,
         GAsyncReadyCallback callback,
         gpointer data)
{
  WaySync *self = WAY_SYNC (team);
  GTask *task = way_team_begin (team, approve, cancellable, callback, data);
  GError *error = NULL;
  WayId ticket;

  if (task == NULL)
    return;
  way_enrolment_clear (&self->enrolment);
  /* Whoever becomes more than an adviser needs two signatures (docs/format.md, 3.3). */
  if (roles != WAY_DIR_ROLE_ADVISER && self->root == NULL)
    return fail_not_allowed (task);
  if (!way_ticket_parse (typed, &ticket))
    {
      way_fail (&error, WAY_TEAM_ERROR, WAY_TEAM_ERROR_BAD_TICKET,
                _ ("That is no invitation: it has 8 groups of 4 figures and letters. Look at it "
                   "once more."));
      return way_team_fail (task, error);
    }
  way_enrol_ticket_hash (ticket.bytes, &self->enrolment.ticket_hash);
  if (user != NULL)
    self->enrolment.said.user = *user;
  else
    way_ticket_get_user (&ticket, &self->enrolment.said.user);
  self->enrolment.said.roles = roles;
  way_team_open (task, TRUE, pull_directory);
}

static gboolean
approve_finish (WayTeam *team, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error) != NULL;
}

/* -- the code ---------------------------------------------------------------------------------- */

static void
told_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  WaySync *self = g_task_get_source_object (task);
  GError *error = NULL;
  char answer[WAY_ANSWER_SIZE];

  if (!way_mailbox_put_finish (result, &error))
    return way_team_fail (task, error);
  way_enrol_answer (&self->enrolment.transcript, answer);
  way_enrolment_clear (&self->enrolment);
  way_team_end (task, g_strdup (answer), g_free);
}

static void
put_result (GTask *task, guint8 outcome, GAsyncReadyCallback callback)
{
  WaySync *self = g_task_get_source_object (task);
  WayDirectory *directory = self->session->directory;
  WayEnrolResult ended = { .outcome = outcome, .dir_seq = way_directory_get_length (directory) };
  g_autoptr (GBytes) message = NULL;

  ended.dir_head = *way_directory_get_head_at (directory, ended.dir_seq);
  message = way_enrol_result_write (&ended);
  way_mailbox_put (self->session->link, &self->enrolment.ticket_hash, "result", message, NULL,
                   callback, task);
}

static void
certified_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  GError *error = NULL;

  if (!way_session_post_directory_finish (result, &error))
    return way_team_fail (task, error);
  put_result (task, OUTCOME_CERTIFIED, told_cb);
}

/* A WayMakeEntry. */
static GBytes *
make_certificate (WaySession *session, gpointer data, GError **error)
{
  WaySync *self = data;
  WayDirBody body = { .certificate = self->enrolment.certificate };

  if (way_enrol_judge_certificate (session->directory, &self->enrolment.certificate)
      == WAY_VERDICT_OK)
    return NULL;
  return way_team_make_act (self, WAY_DIR_CERT_DEVICE, &body, error);
}

static void
ended_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  WaySync *self = g_task_get_source_object (task);
  g_autoptr (GError) ignored = NULL;

  /* Whether the other side hears of it or not, this side lets nobody in. */
  way_mailbox_put_finish (result, &ignored);
  way_enrolment_clear (&self->enrolment);
  fail_ended (task);
}

static void
approve_code (WayTeam *team, const char *typed, GAsyncReadyCallback callback, gpointer data)
{
  WaySync *self = WAY_SYNC (team);
  WayEnrolment *enrolment = &self->enrolment;
  GTask *task = way_team_begin (team, approve_code, NULL, callback, data);
  GError *error = NULL;

  if (task == NULL)
    return;
  if (!enrolment->is_open || enrolment->link != NULL)
    return fail_ended (task);
  if (way_enrol_judge_code (&enrolment->transcript, typed) == WAY_VERDICT_OK)
    return way_session_post_directory (self->session, make_certificate, self, NULL, certified_cb,
                                       task);
  if (++enrolment->n_wrong >= MAX_WRONG)
    return put_result (task, OUTCOME_ENDED, ended_cb);
  way_fail (
      &error, WAY_TEAM_ERROR, WAY_TEAM_ERROR_WRONG_CODE,
      _ ("These are not the eight digits of that laptop. Nobody was let in; ask the person to "
         "read them again."));
  way_team_fail (task, error);
}

static char *
approve_code_finish (WayTeam *team, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
way_team_iface_fill_approve (WayTeamInterface *iface)
{
  iface->approve = approve;
  iface->approve_finish = approve_finish;
  iface->approve_code = approve_code;
  iface->approve_code_finish = approve_code_finish;
}
