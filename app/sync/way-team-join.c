/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The new laptop's side of enrolment (ledger's docs/format.md, 4): c → m → d → the code is shown →
 * the answer is typed → only now anything is pinned.
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

void
way_enrolment_clear (WayEnrolment *self)
{
  g_clear_object (&self->link);
  g_clear_pointer (&self->server, g_free);
  g_clear_pointer (&self->ca_pem, g_free);
  g_clear_pointer (&self->c, g_bytes_unref);
  g_clear_pointer (&self->m, g_bytes_unref);
  g_clear_pointer (&self->d, g_bytes_unref);
  *self = (WayEnrolment){ NULL };
}

static void
fail_tampered (GTask *task)
{
  GError *error = NULL;

  way_fail (&error, WAY_TEAM_ERROR, WAY_TEAM_ERROR_TAMPERED,
            _ ("What the server passed on is not what your manager's laptop sent. Nothing was "
               "changed; tell your manager."));
  way_team_fail (task, error);
}

static void
fail_ended (GTask *task)
{
  GError *error = NULL;

  way_fail (&error, WAY_TEAM_ERROR, WAY_TEAM_ERROR_ENDED,
            _ ("This invitation has ended. Nothing was changed; ask your manager for a new "
               "one."));
  way_team_fail (task, error);
}

/* -- join -------------------------------------------------------------------------------------- */

static void
d_put_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  WaySync *self = g_task_get_source_object (task);
  GError *error = NULL;
  char code[WAY_CODE_SIZE];

  if (!way_mailbox_put_finish (result, &error))
    return way_team_fail (task, error);
  way_enrol_code (&self->enrolment.transcript, code);
  self->enrolment.is_open = TRUE;
  way_team_end (task, g_strdup_printf ("%.4s %s", code, code + 4), g_free);
}

static void
m_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  WaySync *self = g_task_get_source_object (task);
  WayEnrolment *enrolment = &self->enrolment;
  GError *error = NULL;

  enrolment->m = way_mailbox_get_finish (result, &error);
  if (enrolment->m == NULL)
    return way_team_fail (task, error);
  if (way_enrol_m_read (enrolment->m, &enrolment->said) != WAY_VERDICT_OK)
    return fail_tampered (task);
  way_enrol_transcript (&enrolment->ticket_hash, enrolment->c, enrolment->m, &enrolment->opening,
                        &enrolment->transcript);
  way_enrol_get_certificate (&enrolment->said, &enrolment->opening, &enrolment->transcript,
                             &enrolment->certificate);
  way_certificate_sign (&enrolment->certificate, &enrolment->said.org,
                        self->session->device->sign_key);
  enrolment->opening.possession = enrolment->certificate.possession;
  enrolment->d = way_enrol_d_write (&enrolment->opening);
  way_mailbox_put (enrolment->link, &enrolment->ticket_hash, "d", enrolment->d,
                   g_task_get_cancellable (task), d_put_cb, task);
}

static void
c_put_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  WaySync *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (!way_mailbox_put_finish (result, &error))
    return way_team_fail (task, error);
  way_mailbox_get (self->enrolment.link, &self->enrolment.ticket_hash, "m",
                   g_task_get_cancellable (task), m_cb, task);
}

static void put_c (GTask *task);

static void
renewed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GError *error = NULL;

  if (!way_journal_renew_device_finish (WAY_JOURNAL (source), result, &error))
    return way_team_fail (data, error);
  way_team_open (data, FALSE, put_c);
}

/* A laptop of a team joins again only once its keys are worth nothing any more. */
static void
choose_keys (GTask *task)
{
  WaySync *self = g_task_get_source_object (task);
  WaySession *session = self->session;
  const WayDirDevice *device = way_directory_find (session->directory, &session->device->id);
  GError *error = NULL;

  if (session->state->team == NULL || device == NULL)
    return put_c (task);
  if (device->revoked_seq != 0)
    return way_journal_renew_device (session->parts.journal, g_task_get_cancellable (task),
                                     renewed_cb, task);
  way_fail (&error, WAY_TEAM_ERROR, WAY_TEAM_ERROR_HAS_TEAM,
            _ ("This vault belongs to a team already. Nothing was changed."));
  way_team_fail (task, error);
}

static void
put_c (GTask *task)
{
  WaySync *self = g_task_get_source_object (task);
  WaySession *session = self->session;
  WayEnrolment *enrolment = &self->enrolment;
  WayEnrolC c;
  GError *error = NULL;

  enrolment->link = way_session_make_link (session, enrolment->server, enrolment->ca_pem, &error);
  if (enrolment->link == NULL)
    return way_team_fail (task, error);
  enrolment->opening.dsk = session->device->dsk;
  enrolment->opening.dbk = session->device->dbk;
  way_random_fill (self->parts.random, enrolment->opening.random, WAY_ENROL_RANDOM_SIZE);
  way_enrol_commit (&enrolment->opening.dsk, &enrolment->opening.dbk, enrolment->opening.random,
                    &c.commitment);
  enrolment->c = way_enrol_c_write (&c);
  way_mailbox_put (enrolment->link, &enrolment->ticket_hash, "c", enrolment->c,
                   g_task_get_cancellable (task), c_put_cb, task);
}

static void
join (WayTeam *team,
      const WayTeamPlace *place,
      GCancellable *cancellable,
      GAsyncReadyCallback callback,
      gpointer data)
{
  WaySync *self = WAY_SYNC (team);
  GTask *task = way_team_begin (team, join, cancellable, callback, data);
  GError *error = NULL;
  WayId ticket;

  if (task == NULL)
    return;
  way_enrolment_clear (&self->enrolment);
  if (!way_ticket_parse (place->ticket, &ticket))
    {
      way_fail (&error, WAY_TEAM_ERROR, WAY_TEAM_ERROR_BAD_TICKET,
                _ ("That is no invitation: it has 8 groups of 4 figures and letters. Look at it "
                   "once more."));
      return way_team_fail (task, error);
    }
  way_enrol_ticket_hash (ticket.bytes, &self->enrolment.ticket_hash);
  self->enrolment.server = g_strdup (place->server);
  self->enrolment.ca_pem = g_strdup (place->ca_pem);
  way_team_open (task, FALSE, choose_keys);
}

static char *
join_finish (WayTeam *team, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* -- the answer -------------------------------------------------------------------------------- */

typedef struct
{
  WayDirectory *directory; /* (owned) */
  GPtrArray *entries;      /* (owned): GBytes */
} Arriving;

static void
arriving_clear (Arriving *self)
{
  g_clear_pointer (&self->directory, way_directory_unref);
  g_clear_pointer (&self->entries, g_ptr_array_unref);
}
WAY_DEFINE_DATA (Arriving, arriving)

static void pull_directory (GTask *task);

static void
entered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  WaySync *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (!way_journal_enter_finish (WAY_JOURNAL (source), result, &error))
    return way_team_fail (task, error);
  way_enrolment_clear (&self->enrolment);
  way_team_end (task, self, NULL);
}

/* The directory is the one the manager spoke of, and has certified this laptop as it agreed to. */
static void
enter (GTask *task)
{
  WaySync *self = g_task_get_source_object (task);
  WayEnrolment *enrolment = &self->enrolment;
  Arriving *arriving = g_task_get_task_data (task);
  guint64 length = way_directory_get_length (arriving->directory);
  g_autoptr (WayJournalTeam) team = NULL;

  if (way_enrol_judge_directory (arriving->directory, &enrolment->said) != WAY_VERDICT_OK
      || way_enrol_judge_certificate (arriving->directory, &enrolment->certificate)
             != WAY_VERDICT_OK)
    return fail_tampered (task);
  team = way_journal_team_new ();
  team->server = g_strdup (enrolment->server);
  team->ca_pem = g_strdup (enrolment->ca_pem);
  team->org = enrolment->said.org;
  team->user = enrolment->said.user;
  team->roles = enrolment->said.roles;
  team->team_log = *way_directory_get_team_log (arriving->directory);
  memcpy (team->root_key, enrolment->said.root_pk.bytes, WAY_HEAD_SIZE);
  memcpy (team->recovery_key, enrolment->said.recovery_pk.bytes, WAY_HEAD_SIZE);
  way_journal_enter (self->parts.journal, team, arriving->entries,
                     way_directory_get_head_at (arriving->directory, length)->bytes, NULL,
                     entered_cb, task);
}

static void
page_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Arriving *arriving = g_task_get_task_data (task);
  g_autofree char *reason = NULL;
  guint64 total = 0;
  GError *error = NULL;
  g_autoptr (WayWireAnswer) answer = way_link_call_finish (WAY_LINK (source), result, &reason,
                                                           &error);

  if (answer == NULL)
    return way_team_fail (task, error);
  if (reason[0] != '\0')
    way_sync_fail (&error, way_wire_get_trouble (reason));
  else
    way_session_take_directory (&arriving->directory, answer, arriving->entries, &total, &error);
  if (error != NULL)
    return way_team_fail (task, error);
  if (way_directory_get_length (arriving->directory) < total)
    return pull_directory (task);
  enter (task);
}

static void
pull_directory (GTask *task)
{
  WaySync *self = g_task_get_source_object (task);
  Arriving *arriving = g_task_get_task_data (task);
  char *path = g_strdup_printf ("/v1/dir?after=%" G_GUINT64_FORMAT,
                                way_directory_get_length (arriving->directory));

  way_link_call (self->enrolment.link, way_wire_request_new ("GET", path, NULL), TRUE,
                 g_task_get_cancellable (task), page_cb, task);
}

static void
result_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Arriving *arriving;
  WayEnrolResult ended;
  GError *error = NULL;
  g_autoptr (GBytes) message = way_mailbox_get_finish (result, &error);

  if (message == NULL)
    return way_team_fail (task, error);
  if (way_enrol_result_read (message, &ended) != WAY_VERDICT_OK)
    return fail_tampered (task);
  if (ended.outcome != 1)
    return fail_ended (task);
  arriving = arriving_new0 ();
  arriving->directory = way_directory_new ();
  arriving->entries = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
  g_task_set_task_data (task, arriving, (GDestroyNotify)arriving_free);
  pull_directory (task);
}

static void
join_answer (WayTeam *team,
             const char *typed,
             GCancellable *cancellable,
             GAsyncReadyCallback callback,
             gpointer data)
{
  WaySync *self = WAY_SYNC (team);
  WayEnrolment *enrolment = &self->enrolment;
  GTask *task = way_team_begin (team, join_answer, cancellable, callback, data);
  GError *error = NULL;

  if (task == NULL)
    return;
  if (!enrolment->is_open || enrolment->link == NULL)
    return fail_ended (task);
  if (way_enrol_judge_answer (&enrolment->transcript, typed) == WAY_VERDICT_OK)
    return way_mailbox_get (enrolment->link, &enrolment->ticket_hash, "result", cancellable,
                            result_cb, task);
  if (++enrolment->n_wrong >= MAX_WRONG)
    {
      way_enrolment_clear (enrolment);
      return fail_ended (task);
    }
  way_fail (&error, WAY_TEAM_ERROR, WAY_TEAM_ERROR_WRONG_CODE,
            _ ("These are not the four digits that belong to this laptop. Ask your manager to read "
               "them again."));
  way_team_fail (task, error);
}

static gboolean
join_answer_finish (WayTeam *team, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error) != NULL;
}

void
way_team_iface_fill_join (WayTeamInterface *iface)
{
  iface->join = join;
  iface->join_finish = join_finish;
  iface->join_answer = join_answer;
  iface->join_answer_finish = join_answer_finish;
}
