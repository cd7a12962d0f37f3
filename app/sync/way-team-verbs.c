/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the verbs of a team share, and the two that begin one: create and invite.
 */
#include <string.h>
#include "way-fail.h"
#include "way-i18n.h"
#include "way-sync-private.h"
#include "way-task.h"
#include "way-ticket.h"
#include "way-wire.h"

#define TICKET_MS "86400000" /* a day */

/* -- begin and end ----------------------------------------------------------------------------- */

GTask *
way_team_begin (WayTeam *team,
                gpointer tag,
                GCancellable *cancellable,
                GAsyncReadyCallback callback,
                gpointer data)
{
  WaySync *self = WAY_SYNC (team);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, data);

  g_task_set_source_tag (task, tag);
  if (self->busy)
    {
      g_clear_pointer (&self->lent, way_secret_unref);
      g_task_return_new_error (task, WAY_TEAM_ERROR, WAY_TEAM_ERROR_BUSY, "%s",
                               _ ("Something else is being done in the team just now. Wait until "
                                  "it has ended."));
      return NULL;
    }
  self->busy = TRUE;
  self->root = g_steal_pointer (&self->lent);
  return g_steal_pointer (&task);
}

/* What was lent is forgotten. */
static void
let_go (WaySync *self)
{
  self->busy = FALSE;
  g_clear_pointer (&self->root, way_secret_unref);
}

void
way_team_end (GTask *task, gpointer result, GDestroyNotify free)
{
  let_go (g_task_get_source_object (task));
  g_task_return_pointer (task, result, free);
  g_object_unref (task);
}

void
way_team_fail (GTask *task, GError *error)
{
  let_go (g_task_get_source_object (task));
  g_task_return_error (task, way_team_error_from (error));
  g_object_unref (task);
}

GError *
way_team_error_from (GError *error)
{
  WayTeamError code;

  if (error->domain != WAY_SYNC_ERROR)
    return error;
  switch ((int)error->code)
    {
    case WAY_SYNC_TROUBLE_NONE:
    case WAY_SYNC_TROUBLE_CERT_UNKNOWN:
    case WAY_SYNC_TROUBLE_CERT_EXPIRED:
    case WAY_SYNC_TROUBLE_CERT_HOST:
    case WAY_SYNC_TROUBLE_CERT_BAD:
    case WAY_SYNC_TROUBLE_NOT_WAYMARK:
      code = WAY_TEAM_ERROR_NETWORK;
      break;
    case WAY_SYNC_TROUBLE_FORKED:
    case WAY_SYNC_TROUBLE_BAD_LOG:
      code = WAY_TEAM_ERROR_TAMPERED;
      break;
    default:
      code = WAY_TEAM_ERROR_SERVER;
      break;
    }
  error->domain = WAY_TEAM_ERROR;
  error->code = (int)code;
  return error;
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  WaySync *self = g_task_get_source_object (task);
  WayTeamStep next = (WayTeamStep)g_object_get_data (G_OBJECT (task), "next");
  gboolean must = g_object_get_data (G_OBJECT (task), "must") != NULL;
  GError *error = NULL;
  g_autoptr (WaySession) session = way_session_open_finish (result, &error);

  if (session == NULL)
    return way_team_fail (task, error);
  way_sync_set_session (self, session);
  if (must && session->state->team == NULL)
    {
      way_fail (&error, WAY_TEAM_ERROR, WAY_TEAM_ERROR_NO_TEAM,
                _ ("This vault belongs to no team yet. Make one with \"team create\", or join one "
                   "with \"team join\"."));
      return way_team_fail (task, error);
    }
  next (task);
}

void
way_team_open (GTask *task, gboolean must, WayTeamStep next)
{
  WaySync *self = g_task_get_source_object (task);

  g_object_set_data (G_OBJECT (task), "next", (gpointer)next);
  g_object_set_data (G_OBJECT (task), "must", must ? task : NULL);
  way_session_open (&self->parts, self->session, g_task_get_cancellable (task), opened_cb, task);
}

void
way_team_fail_with (GTask *task, WayTeamError code, const char *sentence)
{
  GError *error = NULL;

  g_set_error_literal (&error, WAY_TEAM_ERROR, (int)code, sentence);
  way_team_fail (task, error);
}

static void
directory_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  WayTeamStep next = (WayTeamStep)g_object_get_data (G_OBJECT (task), "pulled");
  GError *error = NULL;

  if (!way_session_pull_directory_finish (result, &error))
    return way_team_fail (task, error);
  next (task);
}

static void
pull_directory (GTask *task)
{
  WaySync *self = g_task_get_source_object (task);

  way_session_pull_directory (self->session, NULL, directory_cb, task);
}

void
way_team_start (WayTeam *team,
                gpointer tag,
                gpointer asked,
                GDestroyNotify free_asked,
                WayTeamStep next,
                GAsyncReadyCallback callback,
                gpointer data)
{
  GTask *task = way_team_begin (team, tag, NULL, callback, data);

  if (task == NULL)
    return free_asked (asked);
  g_task_set_task_data (task, asked, free_asked);
  g_object_set_data (G_OBJECT (task), "pulled", (gpointer)next);
  way_team_open (task, TRUE, pull_directory);
}

/* -- create ------------------------------------------------------------------------------------ */

typedef struct
{
  char *server, *ca_pem, *ticket; /* (owned) */
  guint hold_minutes;
  WayLink *link; /* (owned) */
  WayTeamSheets sheets;
} Creating;

static void
sheets_clear (WayTeamSheets *self)
{
  g_clear_pointer (&self->root, way_secret_unref);
  g_clear_pointer (&self->share_a, way_secret_unref);
  g_clear_pointer (&self->share_b, way_secret_unref);
}

static void
sheets_free (gpointer self)
{
  sheets_clear (self);
  g_free (self);
}

static void
creating_clear (Creating *self)
{
  g_free (self->server);
  g_free (self->ca_pem);
  g_free (self->ticket);
  g_clear_object (&self->link);
  sheets_clear (&self->sheets);
}
WAY_DEFINE_DATA (Creating, creating)

/* (transfer full): @seed = A xor B; neither says anything about it alone. */
static WaySecret *
split_seed (WaySecret *seed, WaySecret *share_a)
{
  guint8 bytes[WAY_KEY_SIZE];
  WaySecret *share_b;

  for (guint i = 0; i < sizeof bytes; i++)
    bytes[i] = way_secret_get_data (seed)[i] ^ way_secret_get_data (share_a)[i];
  share_b = way_secret_new (bytes, sizeof bytes);
  way_secret_wipe (bytes, sizeof bytes);
  return share_b;
}

/* (transfer full): the first entry; fills the sheets and what the team is. */
static GBytes *
make_genesis (WaySession *session, Creating *creating, WayJournalTeam *team)
{
  WayRandom *random = session->parts.random;
  g_autoptr (WaySecret) recovery = way_secret_new_random (random, WAY_KEY_SIZE);
  g_autoptr (WaySecret) root_key = NULL;
  g_autoptr (WayDirectory) none = way_directory_new ();
  WayDirSigner signer = { .id = way_id_nil };
  WayDirBody body = { .team_log = session->state->team_log,
                      .policy = { .min_suite = WAY_SUITE,
                                  .passphrase_min = 12,
                                  .offline_days = 14,
                                  .hold_minutes = (guint16)creating->hold_minutes } };
  WayCertificate *certificate = &body.certificate;

  creating->sheets.root = way_secret_new_random (random, WAY_KEY_SIZE);
  creating->sheets.share_a = way_secret_new_random (random, WAY_KEY_SIZE);
  creating->sheets.share_b = split_seed (recovery, creating->sheets.share_a);
  root_key = way_sign_key (creating->sheets.root, &body.root_pk);
  way_box_public (recovery, &body.recovery_pk);
  certificate->device = session->device->id;
  certificate->user = session->state->user;
  certificate->dsk = session->device->dsk;
  certificate->dbk = session->device->dbk;
  way_id_new (random, &certificate->team);
  certificate->roles = WAY_DIR_ROLE_ADVISER | WAY_DIR_ROLE_MANAGER;
  way_dir_body_get_org (&body, &team->org);
  way_certificate_sign (certificate, &team->org, session->device->sign_key);
  team->team_log = body.team_log;
  team->user = certificate->user;
  team->roles = certificate->roles;
  memcpy (team->root_key, body.root_pk.bytes, WAY_HEAD_SIZE);
  memcpy (team->recovery_key, body.recovery_pk.bytes, WAY_HEAD_SIZE);
  signer.sign_key = root_key;
  return way_dir_entry_make (none, WAY_DIR_GENESIS, &body,
                             (guint64)MAX (way_clock_now (session->parts.clock), 0), &signer,
                             FALSE);
}

static void
founded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Creating *creating = g_task_get_task_data (task);
  WayTeamSheets *sheets;
  GError *error = NULL;

  if (!way_journal_enter_finish (WAY_JOURNAL (source), result, &error))
    return way_team_fail (task, error);
  sheets = g_new (WayTeamSheets, 1);
  *sheets = creating->sheets;
  creating->sheets = (WayTeamSheets){ NULL };
  way_team_end (task, sheets, sheets_free);
}

static void
found (GTask *task)
{
  WaySync *self = g_task_get_source_object (task);
  Creating *creating = g_task_get_task_data (task);
  g_autoptr (WayJournalTeam) team = way_journal_team_new ();
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
  g_autoptr (WayDirectory) directory = way_directory_new ();
  GBytes *genesis = make_genesis (self->session, creating, team);
  GError *error = NULL;
  gsize size;
  gconstpointer bytes = g_bytes_get_data (genesis, &size);

  g_ptr_array_add (entries, genesis);
  team->server = g_strdup (creating->server);
  team->ca_pem = g_strdup (creating->ca_pem);
  team->setup = g_strdup (creating->ticket);
  if (way_directory_append (&directory, bytes, size, NULL) != WAY_VERDICT_OK)
    {
      way_fail (&error, WAY_TEAM_ERROR, WAY_TEAM_ERROR_NOT_ALLOWED,
                _ ("A team with these settings cannot be made. Nothing was changed."));
      return way_team_fail (task, error);
    }
  way_journal_enter (self->parts.journal, team, entries,
                     way_directory_get_head_at (directory, 1)->bytes, NULL, founded_cb, task);
}

static void
status_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  g_autofree char *reason = NULL;
  g_autofree char *state = NULL;
  GError *error = NULL;
  g_autoptr (WayWireAnswer) answer = way_link_call_finish (WAY_LINK (source), result, &reason,
                                                           &error);

  if (answer == NULL)
    return way_team_fail (task, error);
  state = way_wire_read_text (answer, "state");
  if (state == NULL)
    way_sync_fail (&error, WAY_SYNC_TROUBLE_NOT_WAYMARK);
  else if (!g_str_equal (state, "empty"))
    way_fail (&error, WAY_TEAM_ERROR, WAY_TEAM_ERROR_SERVER,
              _ ("That server belongs to an organisation already. Nothing was changed; join that "
                 "one, or ask for a server of your own."));
  if (error != NULL)
    return way_team_fail (task, error);
  found (task);
}

static void
ask_status (GTask *task)
{
  WaySync *self = g_task_get_source_object (task);
  Creating *creating = g_task_get_task_data (task);
  WayJournalTeam *team = self->session->state->team;
  GError *error = NULL;

  /* One that no server has taken yet may be made anew. */
  if (team != NULL && team->setup == NULL)
    {
      way_fail (&error, WAY_TEAM_ERROR, WAY_TEAM_ERROR_HAS_TEAM,
                _ ("This vault belongs to a team already. Nothing was changed."));
      return way_team_fail (task, error);
    }
  creating->link = way_session_make_link (self->session, creating->server, creating->ca_pem,
                                          &error);
  if (creating->link == NULL)
    return way_team_fail (task, error);
  way_link_call (creating->link, way_wire_request_new ("GET", g_strdup ("/v1/status"), NULL), FALSE,
                 NULL, status_cb, task);
}

static void
create (WayTeam *team,
        const WayTeamPlace *place,
        guint hold_minutes,
        GAsyncReadyCallback callback,
        gpointer data)
{
  GTask *task = way_team_begin (team, create, NULL, callback, data);
  Creating *creating;

  if (task == NULL)
    return;
  creating = creating_new0 ();
  creating->server = g_strdup (place->server);
  creating->ca_pem = g_strdup (place->ca_pem);
  creating->ticket = g_strdup (place->ticket);
  creating->hold_minutes = MIN (hold_minutes, G_MAXUINT16);
  g_task_set_task_data (task, creating, (GDestroyNotify)creating_free);
  way_team_open (task, FALSE, ask_status);
}

static gboolean
create_finish (WayTeam *team, GAsyncResult *result, WayTeamSheets *ret_sheets, GError **error)
{
  g_autofree WayTeamSheets *sheets = g_task_propagate_pointer (G_TASK (result), error);

  if (sheets == NULL)
    return FALSE;
  *ret_sheets = *sheets;
  return TRUE;
}

/* -- invite ------------------------------------------------------------------------------------ */

static void
invited_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  g_autofree char *reason = NULL;
  GError *error = NULL;
  g_autoptr (WayWireAnswer) answer = way_link_call_finish (WAY_LINK (source), result, &reason,
                                                           &error);

  if (answer == NULL)
    return way_team_fail (task, error);
  if (g_str_equal (reason, "NOT_ALLOWED"))
    way_fail (&error, WAY_TEAM_ERROR, WAY_TEAM_ERROR_NOT_ALLOWED,
              _ ("Only a manager can invite. Nothing was changed."));
  else if (reason[0] != '\0')
    way_sync_fail (&error, way_wire_get_trouble (reason));
  if (error != NULL)
    return way_team_fail (task, error);
  way_team_end (task, g_memdup2 (g_task_get_task_data (task), WAY_ID_SIZE), g_free);
}

static void
post_ticket (GTask *task)
{
  WaySync *self = g_task_get_source_object (task);
  WayId *ticket = g_new (WayId, 1);
  g_autofree char *hex = NULL;
  WayHash hash;
  WayWireRequest *request;

  g_task_set_task_data (task, ticket, g_free);
  way_id_new (self->parts.random, ticket);
  way_enrol_ticket_hash (ticket->bytes, &hash);
  hex = way_wire_format_hex (&hash, sizeof hash);
  request = way_wire_request_new (
      "POST", g_strdup ("/v1/tickets"),
      way_wire_write ("ticket_hash", hex, "#valid_ms", TICKET_MS, NULL));
  request->is_json = TRUE;
  way_link_call (self->session->link, request, TRUE, NULL, invited_cb, task);
}

static void
invite (WayTeam *team, GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = way_team_begin (team, invite, NULL, callback, data);

  if (task != NULL)
    way_team_open (task, TRUE, post_ticket);
}

static gboolean
invite_finish (
    WayTeam *team, GAsyncResult *result, char **ret_ticket, WayId *ret_user, GError **error)
{
  g_autofree WayId *ticket = g_task_propagate_pointer (G_TASK (result), error);

  if (ticket == NULL)
    return FALSE;
  *ret_ticket = way_ticket_format (ticket);
  way_ticket_get_user (ticket, ret_user);
  return TRUE;
}

void
way_team_iface_fill (WayTeamInterface *iface)
{
  iface->create = create;
  iface->create_finish = create_finish;
  iface->invite = invite;
  iface->invite_finish = invite_finish;
}
