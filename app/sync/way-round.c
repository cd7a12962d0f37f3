/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One round: changes → directory → those who wait are let in → each log that has something to do →
 * what came of it.
 */
#include <string.h>
#include "way-post.h"
#include "way-sync-private.h"
#include "way-task.h"
#include "way-visit.h"
#include "way-wire.h"

#define CLOCK_MS (10 * 60 * 1000) /* a clock that is off by more is spoken of */

typedef struct
{
  WaySync *sync;       /* (owned) */
  WaySession *session; /* (owned) */
  WayWireChanges changes;
  GHashTable *shown;   /* (owned): WayId of a log, owned → WayWireLog, owned */
  GHashTable *changed; /* (owned): WayId, owned: of logs that are not shown as they are held */
  GHashTable *pending; /* (owned) (nullable): of way_visit_group_acts() */
  GArray *todo;        /* (owned): WayId */
  guint at;            /* in todo */
  guint admit_at;      /* in the directory's devices */
  guint64 number;      /* of the INCARNATION that was known before */
  gboolean revoked, restored;
  gint64 ahead_ms; /* how far the server's clock is ahead, as it said with changes */
  WaySyncReport report;
} Round;

static void
round_clear (Round *self)
{
  way_session_unref (self->session);
  way_wire_changes_clear (&self->changes);
  g_clear_pointer (&self->shown, g_hash_table_unref);
  g_clear_pointer (&self->changed, g_hash_table_unref);
  g_clear_pointer (&self->pending, g_hash_table_unref);
  g_clear_pointer (&self->todo, g_array_unref);
  g_clear_object (&self->sync);
}
WAY_DEFINE_DATA (Round, round)

static void ask_changes (GTask *task);
static void ask_status (GTask *task);
static void let_in (GTask *task);
static void list_pending (GTask *task);
static void visit_next (GTask *task);

static void
fail (GTask *task, GError *error)
{
  g_task_return_error (task, error);
  g_object_unref (task);
}

static void
note (Round *self, WaySyncTrouble trouble)
{
  if (trouble != WAY_SYNC_TROUBLE_NONE && self->report.trouble == WAY_SYNC_TROUBLE_NONE)
    self->report.trouble = trouble;
}

static guint64
get_incarnation (WaySession *session)
{
  guint64 length = way_directory_get_length (session->directory);

  return length > 0 ? way_directory_get_incarnation_at (session->directory, length) : 0;
}

/* -- the end ----------------------------------------------------------------------------------- */

static void
confirmed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Round *round = g_task_get_task_data (task);
  GError *error = NULL;

  if (!way_sync_confirm_finish (round->sync, result, &error))
    return fail (task, error);
  way_sync_tell_confirmed (round->sync, &round->report);
  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Round *round = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (WayJournalState) state = way_journal_load_finish (WAY_JOURNAL (source), result,
                                                               &error);
  gint64 ahead_ms = round->changes.cursor != NULL ? round->ahead_ms
                                                  : way_link_get_ahead_ms (round->session->link);

  if (state == NULL)
    return fail (task, error);
  round->report.was_restored = round->number > 0
                               && get_incarnation (round->session) > round->number;
  g_free (round->session->state->cursor);
  round->session->state->cursor = g_strdup (state->cursor);
  round->report.n_waiting = state->n_waiting;
  round->report.synced_ms = state->synced_ms;
  round->report.state = round->report.trouble != WAY_SYNC_TROUBLE_NONE ? WAY_SYNC_TROUBLE
                        : state->n_waiting > 0                         ? WAY_SYNC_WAITING
                                                                       : WAY_SYNC_SYNCED;
  if (ABS (ahead_ms) > CLOCK_MS)
    note (round, WAY_SYNC_TROUBLE_CLOCK);
  way_sync_confirm (round->sync, state, g_task_get_cancellable (task), confirmed_cb, task);
}

static void
noted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  GError *error = NULL;

  if (!way_journal_write_finish (WAY_JOURNAL (source), result, &error))
    return fail (task, error);
  way_journal_load (WAY_JOURNAL (source), g_task_get_cancellable (task), looked_cb, task);
}

/* The cursor is kept only where nothing behind it was left undone. */
static void
end_round (GTask *task)
{
  Round *round = g_task_get_task_data (task);
  WaySession *session = round->session;
  WayJournalHeld *held = &session->state->directory;
  g_autoptr (WayJournalChange) change = NULL;

  if (round->report.trouble != WAY_SYNC_TROUBLE_NONE || round->changes.cursor == NULL)
    return way_journal_load (session->parts.journal, g_task_get_cancellable (task), looked_cb,
                             task);
  change = way_journal_change_new (&way_id_nil, held->length);
  memcpy (change->head, held->head, WAY_HEAD_SIZE);
  change->cursor = g_strdup (round->changes.cursor);
  change->synced_ms = way_clock_now (session->parts.clock);
  way_journal_write (session->parts.journal, change, g_task_get_cancellable (task), noted_cb, task);
}

/* -- logs -------------------------------------------------------------------------------------- */

static void
tell_progress (Round *self)
{
  WaySyncReport *shown = &self->sync->report;

  shown->n_to_send = self->report.n_to_send;
  shown->n_sent = self->report.n_sent;
  shown->n_received = self->report.n_received;
  way_sync_status_emit_changed (WAY_SYNC_STATUS (self->sync));
}

static void
visited_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Round *round = g_task_get_task_data (task);
  WayVisitResult visited;
  GError *error = NULL;

  if (!way_visit_finish (result, &visited, &error))
    return fail (task, error);
  note (round, visited.trouble);
  round->report.n_sent += visited.n_sent;
  round->report.n_received += visited.n_acts;
  round->report.n_given_back += visited.n_given_back;
  tell_progress (round);
  if (visited.n_acts > 0)
    way_sync_status_emit_received (WAY_SYNC_STATUS (round->sync),
                                   &g_array_index (round->todo, WayId, round->at));
  round->at++;
  visit_next (task);
}

static void
visit_next (GTask *task)
{
  Round *round = g_task_get_task_data (task);
  WayId *log;

  if (round->at == round->todo->len)
    return end_round (task);
  log = &g_array_index (round->todo, WayId, round->at);
  way_visit (round->session, log, !round->revoked && !g_hash_table_contains (round->changed, log),
             g_hash_table_lookup (round->pending, log), NULL, NULL, g_task_get_cancellable (task),
             visited_cb, task);
}

static gboolean
is_as_shown (Round *self, const WayJournalHeld *held)
{
  WayWireLog *shown = g_hash_table_lookup (self->shown, &held->log);

  return shown == NULL
         || (shown->length == held->length
             && memcmp (shown->head.bytes, held->head, WAY_HEAD_SIZE) == 0);
}

static void
add_todo (Round *self, GHashTable *seen, const WayId *log)
{
  if (g_hash_table_add (seen, way_id_copy (log)))
    g_array_append_vals (self->todo, log, 1);
}

static void
add_keys (Round *self, GHashTable *seen, GHashTable *logs)
{
  GHashTableIter iter;
  gpointer log;

  g_hash_table_iter_init (&iter, logs);
  while (g_hash_table_iter_next (&iter, &log, NULL))
    add_todo (self, seen, log);
}

/* Names come before people. */
static void
put_first (Round *self, const WayId *log)
{
  for (guint i = 1; i < self->todo->len; i++)
    {
      WayId *other = &g_array_index (self->todo, WayId, i);

      if (way_id_equal (other, log))
        {
          *other = g_array_index (self->todo, WayId, 0);
          g_array_index (self->todo, WayId, 0) = *log;
        }
    }
}

/* What changed there, what waits here, what has not been looked at since the directory grew, and
 * what is to be signed today. */
static void
choose_todo (Round *self)
{
  WayJournalState *state = self->session->state;
  guint64 known = way_directory_get_length (self->session->directory);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (way_id_hash, way_id_equal, g_free, NULL);
  gboolean has_team_log = FALSE;

  for (guint i = 0; i < state->logs->len; i++)
    {
      WayJournalHeld *held = &g_array_index (state->logs, WayJournalHeld, i);
      gboolean as_shown = is_as_shown (self, held);

      has_team_log = has_team_log
                     || (held->length > 0 && way_id_equal (&held->log, &state->team->team_log));
      if (held->n_sealed > 0 || (!self->revoked && held->known < known) || !as_shown)
        add_todo (self, seen, &held->log);
      g_hash_table_remove (self->shown, &held->log);
      if (as_shown)
        g_hash_table_remove (self->changed, &held->log);
    }
  add_keys (self, seen, self->shown);
  add_keys (self, seen, self->pending);
  if (!self->revoked
      && (!has_team_log
          || way_confirm_is_due (&self->sync->confirm, way_clock_now (self->session->parts.clock))))
    add_todo (self, seen, &state->team->team_log);
  put_first (self, &state->team->team_log);
}

static void
chosen_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  GError *error = NULL;
  Round *round = g_task_get_task_data (task);

  if (!way_sync_confirm_finish (round->sync, result, &error))
    return fail (task, error);
  choose_todo (round);
  visit_next (task);
}

static void
pending_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Round *round = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GPtrArray) acts = way_journal_list_pending_finish (WAY_JOURNAL (source), result,
                                                                &error);

  if (acts == NULL)
    return fail (task, error);
  round->pending = way_visit_group_acts (g_steal_pointer (&acts));
  round->report.n_to_send = round->session->state->n_waiting;
  tell_progress (round);
  way_sync_confirm (round->sync, round->session->state, g_task_get_cancellable (task), chosen_cb,
                    task);
}

static void
list_pending (GTask *task)
{
  Round *round = g_task_get_task_data (task);

  if (!round->revoked && way_session_get_roles (round->session) == 0)
    {
      note (round, WAY_SYNC_TROUBLE_NOT_ADMITTED);
      return end_round (task);
    }
  way_journal_list_pending (round->session->parts.journal, g_task_get_cancellable (task),
                            pending_cb, task);
}

/* -- those who wait to be let in --------------------------------------------------------------- */

static gboolean
waits_for_us (Round *self, const WayDirDevice *device)
{
  return device->admitted_seq == 0 && device->revoked_seq == 0
         && way_id_equal (&device->signer, &self->session->device->id);
}

/* A WayMakeEntry. */
static GBytes *
make_admission (WaySession *session, gpointer data, GError **error)
{
  const WayDirDevice *device = way_directory_find (session->directory, data);
  WayDirBody body = { .device = *(const WayId *)data };

  return device != NULL && device->admitted_seq == 0 && device->revoked_seq == 0
             ? way_session_make_entry (session, WAY_DIR_ADMIT_DEVICE, &body)
             : NULL;
}

/* Where the hold is not over yet the server says so, and the next round asks again. */
static void
let_in_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  g_autoptr (GError) error = NULL;

  if (!way_session_post_directory_finish (result, &error) && error->domain != WAY_SYNC_ERROR)
    return fail (task, g_steal_pointer (&error));
  let_in (task);
}

static void
let_in (GTask *task)
{
  Round *round = g_task_get_task_data (task);
  WaySession *session = round->session;
  gboolean is_manager = (way_session_get_roles (session) & WAY_DIR_ROLE_MANAGER) != 0;

  while (is_manager && round->admit_at < way_directory_get_n_devices (session->directory))
    {
      const WayDirDevice *device = way_directory_get_device (session->directory, round->admit_at++);

      if (waits_for_us (round, device))
        return way_session_post_directory (session, make_admission,
                                           (gpointer)&device->certificate.device,
                                           g_task_get_cancellable (task), let_in_cb, task);
    }
  list_pending (task);
}

static void
roles_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GError *error = NULL;

  if (!way_journal_enter_finish (WAY_JOURNAL (source), result, &error))
    return fail (data, error);
  let_in (data);
}

/* What is written here is judged by the roles that the directory gives. */
static void
keep_roles (GTask *task)
{
  Round *round = g_task_get_task_data (task);
  WayJournalTeam *team = round->session->state->team;
  guint8 roles = way_session_get_roles (round->session);
  g_autoptr (GPtrArray) none = g_ptr_array_new ();

  if (roles == 0 || roles == team->roles)
    return let_in (task);
  team->roles = roles;
  way_journal_enter (round->session->parts.journal, team, none,
                     round->session->state->directory.head, g_task_get_cancellable (task), roles_cb,
                     task);
}

/* -- directory and changes --------------------------------------------------------------------- */

static void
directory_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GError *error = NULL;

  if (!way_session_pull_directory_finish (result, &error))
    return fail (data, error);
  keep_roles (data);
}

static void
healed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Round *round = g_task_get_task_data (task);
  GError *error = NULL;

  if (!way_session_heal_directory_finish (result, &error))
    return fail (task, error);
  way_session_pull_directory (round->session, g_task_get_cancellable (task), directory_cb, task);
}

static void
pull_directory (GTask *task)
{
  Round *round = g_task_get_task_data (task);
  WayDirectory *directory = round->session->directory;
  guint64 length = way_directory_get_length (directory);
  GError *error = NULL;

  if (!round->revoked && round->changes.dir_seq == length
      && way_hash_equal (&round->changes.dir_head, way_directory_get_head_at (directory, length)))
    return keep_roles (task);
  if (round->revoked || round->changes.dir_seq >= length)
    return way_session_pull_directory (round->session, g_task_get_cancellable (task), directory_cb,
                                       task);
  if (way_hash_equal (&round->changes.dir_head,
                      way_directory_get_head_at (directory, round->changes.dir_seq)))
    {
      if (round->session->waits)
        return way_session_heal_directory (round->session, round->changes.dir_seq,
                                           g_task_get_cancellable (task), healed_cb, task);
      way_sync_fail (&error, WAY_SYNC_TROUBLE_ROLLED_BACK);
    }
  else
    way_sync_fail (&error, round->changes.incarnation > get_incarnation (round->session)
                               ? WAY_SYNC_TROUBLE_LEFT_BEHIND
                               : WAY_SYNC_TROUBLE_FORKED);
  fail (task, error);
}

static void
add_shown (Round *self)
{
  for (guint i = 0; i < self->changes.logs->len; i++)
    {
      WayWireLog *log = &g_array_index (self->changes.logs, WayWireLog, i);

      g_hash_table_insert (self->shown, way_id_copy (&log->log), g_memdup2 (log, sizeof *log));
      g_hash_table_add (self->changed, way_id_copy (&log->log));
    }
}

static void
status_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Round *round = g_task_get_task_data (task);
  g_autofree char *reason = NULL;
  g_autofree char *state = NULL;
  guint64 number = 0;
  GError *error = NULL;
  g_autoptr (WayWireAnswer) answer = way_link_call_finish (WAY_LINK (source), result, &reason,
                                                           &error);

  if (answer == NULL)
    return fail (task, error);
  state = way_wire_read_text (answer, "state");
  way_wire_read_number (answer, "incarnation", &number);
  if (g_strcmp0 (state, "restored") == 0)
    way_sync_fail (&error, WAY_SYNC_TROUBLE_RESTORED);
  else
    way_sync_fail (&error, number > get_incarnation (round->session) ? WAY_SYNC_TROUBLE_LEFT_BEHIND
                                                                     : WAY_SYNC_TROUBLE_OTHER_TEAM);
  fail (task, error);
}

/* A server of this team that was restored may not know this laptop any more. */
static void
ask_status (GTask *task)
{
  Round *round = g_task_get_task_data (task);

  way_link_call (round->session->link, way_wire_request_new ("GET", g_strdup ("/v1/status"), NULL),
                 FALSE, g_task_get_cancellable (task), status_cb, task);
}

static void
changes_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Round *round = g_task_get_task_data (task);
  g_autofree char *reason = NULL;
  GError *error = NULL;
  g_autoptr (WayWireAnswer) answer = way_link_call_finish (WAY_LINK (source), result, &reason,
                                                           &error);

  if (answer == NULL && way_sync_error_get_trouble (error) == WAY_SYNC_TROUBLE_OTHER_TEAM)
    {
      g_clear_error (&error);
      return ask_status (task);
    }
  if (answer == NULL)
    return fail (task, error);
  round->revoked = g_str_equal (reason, "REVOKED") || g_str_equal (reason, "EXPIRED");
  if (round->revoked)
    {
      note (round, WAY_SYNC_TROUBLE_REVOKED);
      return pull_directory (task);
    }
  way_wire_changes_clear (&round->changes);
  if (reason[0] != '\0')
    way_sync_fail (&error, way_wire_get_trouble (reason));
  else if (!way_wire_read_changes (answer, &round->changes))
    way_sync_fail (&error, WAY_SYNC_TROUBLE_NOT_WAYMARK);
  if (error != NULL)
    return fail (task, error);
  round->ahead_ms = round->changes.time_ms - way_clock_now (round->session->parts.clock);
  add_shown (round);
  if (round->changes.more)
    return ask_changes (task);
  round->session->waits = round->changes.restored;
  if (round->session->waits)
    note (round, WAY_SYNC_TROUBLE_RESTORED);
  pull_directory (task);
}

static void
ask_changes (GTask *task)
{
  Round *round = g_task_get_task_data (task);
  const char *cursor = round->changes.cursor != NULL ? round->changes.cursor
                                                     : round->session->state->cursor;
  char *path = cursor != NULL ? g_strconcat ("/v1/changes?cursor=", cursor, NULL)
                              : g_strdup ("/v1/changes");

  way_link_call (round->session->link, way_wire_request_new ("GET", path, NULL), TRUE,
                 g_task_get_cancellable (task), changes_cb, task);
}

/* -- a team that the server does not know yet -------------------------------------------------- */

static void
entered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GError *error = NULL;

  if (!way_journal_enter_finish (WAY_JOURNAL (source), result, &error))
    return fail (data, error);
  ask_changes (data);
}

static void
set_up_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Round *round = g_task_get_task_data (task);
  WayJournalState *state = round->session->state;
  g_auto (WayPosted) posted = { 0 };
  g_autoptr (WayJournalTeam) team = NULL;
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  GError *error = NULL;

  if (!way_post_finish (result, &posted, &error))
    return fail (task, error);
  if (posted.reason[0] != '\0')
    {
      way_sync_fail (&error, g_str_equal (posted.reason, "SET_UP_ALREADY")
                                 ? WAY_SYNC_TROUBLE_OTHER_TEAM
                                 : way_wire_get_trouble (posted.reason));
      return fail (task, error);
    }
  team = way_journal_team_copy (state->team);
  g_clear_pointer (&team->setup, g_free);
  way_journal_enter (round->session->parts.journal, team, none, state->directory.head,
                     g_task_get_cancellable (task), entered_cb, task);
}

static void
genesis_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Round *round = g_task_get_task_data (task);
  g_autofree char *authorization = NULL;
  g_autoptr (GPtrArray) entries = g_ptr_array_new ();
  GError *error = NULL;
  g_autoptr (WayJournalLog) log = way_journal_load_log_finish (WAY_JOURNAL (source), result,
                                                               &error);

  if (log == NULL)
    return fail (task, error);
  g_ptr_array_add (entries, ((WayJournalEntry *)g_ptr_array_index (log->entries, 0))->bytes);
  authorization = g_strconcat ("Setup ", round->session->state->team->setup, NULL);
  way_post (round->session->link, g_strdup ("/v1/setup"), entries, authorization,
            g_task_get_cancellable (task), set_up_cb, task);
}

/* -- the beginning ----------------------------------------------------------------------------- */

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Round *round = g_task_get_task_data (task);
  GError *error = NULL;

  round->session = way_session_open_finish (result, &error);
  if (round->session == NULL)
    return fail (task, error);
  way_sync_set_session (round->sync, round->session);
  round->number = get_incarnation (round->session);
  if (round->session->state->team == NULL)
    {
      g_task_return_boolean (task, TRUE);
      g_object_unref (task);
    }
  else if (round->session->state->team->setup != NULL)
    way_journal_load_log (round->session->parts.journal, &way_id_nil, 0,
                          g_task_get_cancellable (task), genesis_cb, task);
  else
    ask_changes (task);
}

void
way_round (WaySync *sync, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, data);
  Round *round = round_new0 ();

  g_task_set_source_tag (task, way_round);
  g_task_set_task_data (task, round, (GDestroyNotify)round_free);
  round->sync = g_object_ref (sync);
  round->shown = g_hash_table_new_full (way_id_hash, way_id_equal, g_free, g_free);
  round->changed = g_hash_table_new_full (way_id_hash, way_id_equal, g_free, NULL);
  round->todo = g_array_new (FALSE, FALSE, sizeof (WayId));
  way_session_open (&sync->parts, sync->session, cancellable, opened_cb, task);
}

gboolean
way_round_finish (GAsyncResult *result, WaySyncReport *ret_report, GError **error)
{
  Round *round = g_task_get_task_data (G_TASK (result));

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;
  *ret_report = round->report;
  return TRUE;
}
