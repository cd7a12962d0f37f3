/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a laptop states about a log itself, once its work is sent: that it has the log as it stands
 * (CHECKPOINT, daily, in the team log), that the person's case is closed or open again (CLOSE),
 * that a key did not come (KEY-COMPLAINT).
 *
 * A statement is nobody's work: where the server does not take it, it is looked at again what there
 * is to state.
 */
#include "way-confirm.h"
#include "way-post.h"
#include "way-visit-private.h"

/* KEY-COMPLAINT's kinds, and a reason of CLOSE (ledger's format.md, 6). */
#define UNOPENED 1
#define DIFFERS 2
#define FORMER 3
#define OTHERS_WRAP 4
#define OTHER_REASON 4

/* -- an entry that goes out at once ------------------------------------------------------------ */

typedef struct
{
  GTask *task; /* (owned) */
  WayVisitRefused refused;
  WayVisitStep taken;
} Posting;

static void
own_taken (GTask *task)
{
  WayVisit *visit = g_task_get_task_data (task);
  WayVisitStep taken = (WayVisitStep)g_object_get_data (G_OBJECT (task), "taken");

  if (visit->verdict != WAY_VERDICT_OK || !way_visit_is_expected (visit))
    return way_visit_stop (task, WAY_SYNC_TROUBLE_FORKED);
  way_visit_mark_whole (visit);
  taken (task);
}

static void
own_posted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Posting *posting = data;
  GTask *task = posting->task;
  WayVisit *visit = g_task_get_task_data (task);
  g_auto (WayPosted) posted = { 0 };
  GError *error = NULL;

  if (!way_post_finish (result, &posted, &error))
    return way_visit_fail (task, error);
  if (posted.reason[0] != '\0')
    return posting->refused (task, posted.reason);
  if (!posted.is_told || posted.appended.length != way_visit_get_length (visit) + 1)
    return way_visit_turn_again (task);
  visit->expected = posted.appended.head;
  g_ptr_array_set_size (visit->entries, 0);
  g_ptr_array_add (visit->entries, way_journal_entry_new (visit->own, visit->known));
  g_object_set_data (G_OBJECT (task), "taken", (gpointer)posting->taken);
  way_visit_run (task, way_visit_take_job, own_taken);
}

void
way_visit_post_own (GTask *task, WayVisitRefused refused, WayVisitStep taken)
{
  WayVisit *visit = g_task_get_task_data (task);
  g_autoptr (GPtrArray) entries = g_ptr_array_new ();
  Posting *posting = g_new (Posting, 1);

  *posting = (Posting){ task, refused, taken };
  g_ptr_array_add (entries, visit->own);
  way_post (visit->session->link, way_visit_make_path (visit, "log"), entries, NULL,
            g_task_get_cancellable (task), own_posted_cb, posting);
}

/* -- statements -------------------------------------------------------------------------------- */

/* (transfer full): GBytes of the whole log. */
static GPtrArray *
list_entries (WayVisit *self)
{
  GPtrArray *entries = g_ptr_array_new ();

  for (guint64 at = 1; at <= way_visit_get_length (self); at++)
    g_ptr_array_add (entries, way_replica_get_entry (self->replica, at));
  return entries;
}

static GBytes *
make_checkpoint (WayVisit *self)
{
  WayReplicaMoment *moment = &self->moment;
  WayLog *log = way_replica_get_log (self->replica);
  guint64 length = way_log_get_length (log);
  WayEntryBody body = { .seq = length, .head = *way_log_get_head_at (log, length) };
  g_autoptr (GPtrArray) entries = list_entries (self);
  WayConfirm confirm = way_confirm_read (entries, moment->directory, &moment->device->id,
                                         moment->now_ms);

  if (!way_confirm_is_due (&confirm, moment->now_ms))
    return NULL;
  body.incarnation = way_directory_get_incarnation_at (
      moment->directory, way_directory_get_length (moment->directory));
  return way_replica_make_statement (self->replica, moment, WAY_ENTRY_CHECKPOINT, &body);
}

/* The key of the epoch in force did not come as it must; this laptop says so once. */
static GBytes *
make_complaint (WayVisit *self)
{
  WayVerdict verdict;
  WayEntryBody body = { .epoch = way_replica_get_key_trouble (self->replica, &verdict) };

  if (body.epoch == 0 || way_log_has_complaint (way_replica_get_log (self->replica), body.epoch))
    return NULL;
  if (verdict == WAY_VERDICT_K2_WRAP)
    body.kind = UNOPENED;
  else if (verdict == WAY_VERDICT_K7_WRAPS)
    body.kind = OTHERS_WRAP;
  else
    body.kind = verdict == WAY_VERDICT_K3_FIELDS || verdict == WAY_VERDICT_K4_COMMITMENT ? DIFFERS
                                                                                         : FORMER;
  return way_replica_make_statement (self->replica, &self->moment, WAY_ENTRY_KEY_COMPLAINT, &body);
}

/* The server keeps a closed record as long as the law asks, and must know from when.  Whoever sent
 * something says so: the others would say it all at once. */
static GBytes *
make_close (WayVisit *self)
{
  gboolean closed = self->closed != WAY_JOURNAL_OPEN;
  WayEntryBody body = { .state = closed ? WAY_STATE_CLOSED : WAY_STATE_OPEN,
                        .reason = closed ? (guint8)self->closed : OTHER_REASON };
  guint8 roles = way_session_get_roles (self->session);

  if (!self->is_known || self->result.n_sent == 0
      || closed == way_log_is_closed (way_replica_get_log (self->replica))
      || (roles & (WAY_DIR_ROLE_ADVISER | WAY_DIR_ROLE_MANAGER)) == 0)
    return NULL;
  return way_replica_make_statement (self->replica, &self->moment, WAY_ENTRY_CLOSE, &body);
}

static GBytes *
make_statement (WayVisit *self)
{
  WayDirectory *directory = self->moment.directory;
  GBytes *complaint = make_complaint (self);

  if (complaint != NULL || way_replica_has_key_trouble (self->replica))
    return complaint;
  return way_id_equal (&self->log, way_directory_get_team_log (directory)) ? make_checkpoint (self)
                                                                           : make_close (self);
}

static void
state_job (GTask *inner, gpointer source, gpointer data, GCancellable *cancellable)
{
  WayVisit *visit = data;

  g_clear_pointer (&visit->own, g_bytes_unref);
  if (!visit->revoked && way_replica_is_member (visit->replica, &visit->moment.device->id))
    visit->own = make_statement (visit);
  way_visit_end_job (inner);
}

static void
statement_refused (GTask *task, const char *reason)
{
  way_visit_turn_again (task);
}

/* What was complained of a manager may mend at once. */
static void
statement_taken (GTask *task)
{
  WayVisit *visit = g_task_get_task_data (task);

  way_visit_write (task, way_replica_has_key_trouble (visit->replica) ? way_visit_choose_epoch
                                                                      : way_visit_state);
}

static void
statement_made (GTask *task)
{
  WayVisit *visit = g_task_get_task_data (task);

  if (visit->own != NULL && ++visit->turns < WAY_VISIT_TURNS)
    return way_visit_post_own (task, statement_refused, statement_taken);
  if (way_replica_has_key_trouble (visit->replica))
    return way_visit_stop (task, WAY_SYNC_TROUBLE_KEY);
  way_visit_end (task);
}

static void
state_loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  WayVisit *visit = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (WayJournalState) state = way_journal_load_finish (WAY_JOURNAL (source), result,
                                                               &error);
  const WayJournalHeld *held;

  if (state == NULL)
    return way_visit_fail (task, error);
  held = way_visit_find_held (state, &visit->log);
  if (held != NULL)
    visit->closed = held->closed;
  way_visit_run (task, state_job, statement_made);
}

void
way_visit_state (GTask *task)
{
  WayVisit *visit = g_task_get_task_data (task);

  /* What came in may have closed the case, or opened it. */
  if (visit->result.n_sent > 0 && visit->result.n_acts > 0)
    way_journal_load (visit->session->parts.journal, g_task_get_cancellable (task), state_loaded_cb,
                      task);
  else
    way_visit_run (task, state_job, statement_made);
}
