/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-visit-private.h"

#include <string.h>
#include "way-task.h"
#include "way-wire.h"

static void
visit_clear (WayVisit *self)
{
  way_session_unref (self->session);
  g_clear_pointer (&self->pending, g_ptr_array_unref);
  way_journal_log_free (self->held);
  g_clear_pointer (&self->replica, way_replica_free);
  g_clear_pointer (&self->moment.directory, way_directory_unref);
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  g_clear_pointer (&self->lost, g_ptr_array_unref);
  g_clear_pointer (&self->handled, g_hash_table_unref);
  g_clear_pointer (&self->change, way_journal_change_unref);
  g_clear_pointer (&self->own, g_bytes_unref);
}
WAY_DEFINE_DATA (WayVisit, visit)

/* -- ways to go on ----------------------------------------------------------------------------- */

void
way_visit_end (GTask *task)
{
  WayVisit *visit = g_task_get_task_data (task);

  if (visit->replica != NULL && !way_replica_is_unsettled (visit->replica))
    way_shelf_put (visit->session->shelf, g_steal_pointer (&visit->replica));
  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

void
way_visit_stop (GTask *task, WaySyncTrouble trouble)
{
  ((WayVisit *)g_task_get_task_data (task))->result.trouble = trouble;
  way_visit_end (task);
}

void
way_visit_fail (GTask *task, GError *error)
{
  g_task_return_error (task, error);
  g_object_unref (task);
}

void
way_visit_refuse (GTask *task, const char *reason)
{
  WaySyncTrouble trouble = way_wire_get_trouble (reason);
  GError *error = NULL;

  if (trouble != WAY_SYNC_TROUBLE_NONE)
    return way_visit_stop (task, trouble);
  way_sync_fail (&error, trouble);
  way_visit_fail (task, error);
}

void
way_visit_refuse_post (GTask *task, const char *reason)
{
  static const char *const stale[] = {
    "EPOCH_STALE", "GAP", "QUARANTINED", "SERVER_BEHIND", "STALE_HEAD", "STALE_DIRECTORY", NULL
  };

  /* Refused without a pull before: a pull says why, and what to do about it. */
  if (((WayVisit *)g_task_get_task_data (task))->is_whole || g_strv_contains (stale, reason))
    return way_visit_turn_again (task);
  way_visit_refuse (task, reason);
}

static void
job_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  WayVisitStep next = (WayVisitStep)g_task_propagate_pointer (G_TASK (result), NULL);

  next (data);
}

void
way_visit_take_moment (WayVisit *self)
{
  self->moment.now_ms = way_clock_now (self->session->parts.clock);
  g_clear_pointer (&self->moment.directory, way_directory_unref);
  self->moment.directory = way_directory_ref (self->session->directory);
  self->moment.device = self->session->device;
  self->moment.random = self->session->parts.random;
}

void
way_visit_run (GTask *task, GTaskThreadFunc job, WayVisitStep next)
{
  WayVisit *visit = g_task_get_task_data (task);
  g_autoptr (GTask) inner = g_task_new (NULL, NULL, job_cb, task);

  way_visit_take_moment (visit);
  g_task_set_task_data (inner, visit, NULL);
  g_object_set_data (G_OBJECT (inner), "next", (gpointer)next);
  way_executor_run_in_pool (visit->session->parts.executor, inner, job);
}

void
way_visit_end_job (GTask *inner)
{
  g_task_return_pointer (inner, g_object_get_data (G_OBJECT (inner), "next"), NULL);
}

guint64
way_visit_get_length (WayVisit *self)
{
  return way_log_get_length (way_replica_get_log (self->replica));
}

/* (transfer full): what becomes true of this log, from @before on. */
WayJournalChange *
way_visit_make_change (WayVisit *self, guint64 before)
{
  WayLog *log = way_replica_get_log (self->replica);
  WayJournalChange *change = way_journal_change_new (&self->log, before);

  memcpy (change->head, way_log_get_head_at (log, way_log_get_length (log))->bytes, WAY_HEAD_SIZE);
  change->known = self->known;
  return change;
}

char *
way_visit_make_path (WayVisit *self, const char *rest)
{
  char hex[WAY_ID_HEX_SIZE];

  return g_strconcat ("/v1/cases/", way_id_format (&self->log, hex), "/", rest, NULL);
}

typedef struct
{
  GTask *task; /* (owned) */
  WayVisitStep next;
} Writing;

static void
written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Writing *writing = data;
  GError *error = NULL;

  if (!way_journal_write_finish (WAY_JOURNAL (source), result, &error))
    return way_visit_fail (writing->task, error);
  writing->next (writing->task);
}

void
way_visit_write (GTask *task, WayVisitStep next)
{
  WayVisit *visit = g_task_get_task_data (task);
  Writing *writing = g_new (Writing, 1);
  g_autoptr (WayJournalChange) change = g_steal_pointer (&visit->change);

  *writing = (Writing){ task, next };
  way_journal_write (visit->session->parts.journal, change, g_task_get_cancellable (task),
                     written_cb, writing);
}

/* -- pages ------------------------------------------------------------------------------------- */

typedef struct
{
  GTask *task; /* (owned) */
  WayVisitPaged next;
} Paging;

static void
page_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Paging *paging = data;
  WayVisit *visit = g_task_get_task_data (paging->task);
  g_autofree char *reason = NULL;
  g_autoptr (GArray) slices = NULL;
  GError *error = NULL;
  WayLogPage page;
  g_autoptr (WayWireAnswer) answer = way_link_call_finish (WAY_LINK (source), result, &reason,
                                                           &error);

  if (answer == NULL)
    return way_visit_fail (paging->task, error);
  if (reason[0] != '\0')
    return way_visit_refuse (paging->task, reason);
  slices = way_log_page_read (g_bytes_get_data (answer->body, NULL),
                              g_bytes_get_size (answer->body), &page);
  if (slices == NULL || page.first != visit->at + 1 || (slices->len == 0 && page.total > visit->at))
    return way_visit_stop (paging->task, WAY_SYNC_TROUBLE_NOT_WAYMARK);
  paging->next (paging->task, slices, &page);
}

void
way_visit_read_page (GTask *task, const char *list, guint max_bytes, WayVisitPaged next)
{
  WayVisit *visit = g_task_get_task_data (task);
  g_autoptr (GString) rest = g_string_new (list);
  Paging *paging = g_new (Paging, 1);

  g_string_append_printf (rest, "?after=%" G_GUINT64_FORMAT, visit->at);
  if (max_bytes > 0)
    g_string_append_printf (rest, "&max_bytes=%u", max_bytes);
  *paging = (Paging){ task, next };
  way_link_call (visit->session->link,
                 way_wire_request_new ("GET", way_visit_make_path (visit, rest->str), NULL), TRUE,
                 g_task_get_cancellable (task), page_cb, paging);
}

/* -- taking entries ---------------------------------------------------------------------------- */

WaySyncTrouble
way_visit_get_trouble (WayVisit *self)
{
  switch ((int)self->verdict)
    {
    case WAY_VERDICT_E10_DIR_HEAD:
    case WAY_VERDICT_E13_ENTRY_ID:
    case WAY_VERDICT_E15_DEV_SEQ:
    case WAY_VERDICT_E16_GAP:
    case WAY_VERDICT_E17_DEV_PREV:
    case WAY_VERDICT_E18_SEEN:
    case WAY_VERDICT_E19_SEEN_HEAD:
    case WAY_VERDICT_P2_COMPARE:
    case WAY_VERDICT_P3_NUMBER:
      return WAY_SYNC_TROUBLE_FORKED;
    case WAY_VERDICT_E3_SUITE:
    case WAY_VERDICT_E5_TYPE:
      return WAY_SYNC_TROUBLE_UPDATE;
    default:
      return WAY_SYNC_TROUBLE_BAD_LOG;
    }
}

static void
count_acts (WayVisit *self, GPtrArray *acts)
{
  for (guint i = 0; i < acts->len; i++)
    if (way_id_equal (&((WayJournalAct *)g_ptr_array_index (acts, i))->author.user,
                      &self->session->state->user))
      self->result.n_sent++;
    else
      self->result.n_acts++;
}

/* On the pool: visit->entries into the replica, and what comes of them into visit->change. */
void
way_visit_take_job (GTask *inner, gpointer source, gpointer data, GCancellable *cancellable)
{
  WayVisit *visit = data;
  guint64 before = way_visit_get_length (visit);
  g_autoptr (GPtrArray) acts = g_ptr_array_new_with_free_func (
      (GDestroyNotify)way_journal_act_free);
  guint n = 0;

  visit->verdict = way_replica_take (visit->replica, &visit->moment, visit->entries, &n, acts);
  if (visit->verdict != WAY_VERDICT_OK && n < visit->entries->len)
    way_visit_look_at_refused (visit, g_ptr_array_index (visit->entries, n));
  count_acts (visit, acts);
  g_clear_pointer (&visit->change, way_journal_change_unref);
  visit->change = way_visit_make_change (visit, before);
  for (guint i = 0; i < n; i++)
    {
      WayJournalEntry *entry = g_ptr_array_index (visit->entries, i);

      g_ptr_array_add (visit->change->entries, way_journal_entry_new (entry->bytes, entry->known));
    }
  g_ptr_array_unref (visit->change->acts);
  visit->change->acts = g_steal_pointer (&acts);
  visit->fate = way_replica_judge_outbox (visit->replica, &visit->moment, visit->held->sealed,
                                          &visit->change->acknowledged);
  way_visit_end_job (inner);
}

void
way_visit_drop_acknowledged (WayVisit *self, guint64 dev_seq)
{
  GPtrArray *sealed = self->held->sealed;

  while (sealed->len > 0 && ((WayJournalSealed *)g_ptr_array_index (sealed, 0))->dev_seq <= dev_seq)
    g_ptr_array_remove_index (sealed, 0);
}

gboolean
way_visit_is_expected (WayVisit *self)
{
  WayLog *log = way_replica_get_log (self->replica);

  return way_hash_equal (way_log_get_head_at (log, way_log_get_length (log)), &self->expected);
}

void
way_visit_mark_whole (WayVisit *self)
{
  self->known = way_directory_get_length (self->session->directory);
  self->change->known = self->known;
}

/* -- loading ----------------------------------------------------------------------------------- */

static void
replay_job (GTask *inner, gpointer source, gpointer data, GCancellable *cancellable)
{
  WayVisit *visit = data;
  guint n = 0;

  g_clear_pointer (&visit->replica, way_replica_free);
  visit->replica = way_replica_new (&visit->session->state->team->org, &visit->log);
  visit->verdict = way_replica_take (visit->replica, &visit->moment, visit->held->entries, &n,
                                     NULL);
  g_ptr_array_set_size (visit->held->entries, 0);
  way_visit_end_job (inner);
}

static void
replayed (GTask *task)
{
  WayVisit *visit = g_task_get_task_data (task);

  /* What is on this disk was judged when it came. */
  if (visit->verdict != WAY_VERDICT_OK)
    return way_visit_stop (task, WAY_SYNC_TROUBLE_BAD_LOG);
  /* Who is out is shown the log up to there: what stands behind it may be of any time. */
  if (!way_replica_is_member (visit->replica, &visit->session->device->id))
    visit->known = 0;
  if (visit->is_whole
      && (way_visit_get_length (visit) == 0
          || visit->known == way_directory_get_length (visit->session->directory)))
    way_visit_choose_epoch (task);
  else
    way_visit_pull (task);
}

/* What was judged before is what lies on the disk. */
static gboolean
is_as_held (WayReplica *replica, const WayJournalLog *held)
{
  WayLog *log = way_replica_get_log (replica);
  guint64 length = way_log_get_length (log);

  return length == held->length
         && memcmp (way_log_get_head_at (log, length)->bytes, held->head, WAY_HEAD_SIZE) == 0;
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  WayVisit *visit = g_task_get_task_data (task);
  GError *error = NULL;

  way_journal_log_free (visit->held);
  visit->held = way_journal_load_log_finish (WAY_JOURNAL (source), result, &error);
  if (visit->held == NULL)
    return way_visit_fail (task, error);
  if (visit->replica == NULL)
    return way_visit_run (task, replay_job, replayed);
  if (!is_as_held (visit->replica, visit->held))
    return way_visit_load (task);
  visit->verdict = WAY_VERDICT_OK;
  replayed (task);
}

/* -- the public face --------------------------------------------------------------------------- */

void
way_visit_load (GTask *task)
{
  WayVisit *visit = g_task_get_task_data (task);
  guint64 after;

  g_clear_pointer (&visit->replica, way_replica_free);
  visit->replica = way_shelf_take (visit->session->shelf, &visit->log);
  after = visit->replica != NULL ? way_visit_get_length (visit) : 0;
  way_journal_load_log (visit->session->parts.journal, &visit->log, after,
                        g_task_get_cancellable (task), loaded_cb, task);
}

GHashTable *
way_visit_group_acts (GPtrArray *acts)
{
  GHashTable *grouped = g_hash_table_new_full (way_id_hash, way_id_equal, g_free,
                                               (GDestroyNotify)g_ptr_array_unref);

  g_ptr_array_set_free_func (acts, NULL);
  for (guint i = 0; i < acts->len; i++)
    {
      WayJournalAct *act = g_ptr_array_index (acts, i);
      GPtrArray *own = g_hash_table_lookup (grouped, &act->case_id);

      if (own == NULL)
        {
          own = g_ptr_array_new_with_free_func ((GDestroyNotify)way_journal_act_free);
          g_hash_table_insert (grouped, way_id_copy (&act->case_id), own);
        }
      g_ptr_array_add (own, act);
    }
  g_ptr_array_unref (acts);
  return grouped;
}

const WayJournalHeld *
way_visit_find_held (const WayJournalState *state, const WayId *log)
{
  for (guint i = 0; i < state->logs->len; i++)
    {
      const WayJournalHeld *held = &g_array_index (state->logs, WayJournalHeld, i);

      if (way_id_equal (&held->log, log))
        return held;
    }
  return NULL;
}

static GTask *
visit_task_new (WaySession *session,
                const WayId *log,
                GCancellable *cancellable,
                GAsyncReadyCallback callback,
                gpointer data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, data);
  WayVisit *visit = visit_new0 ();
  const WayJournalHeld *held = way_visit_find_held (session->state, log);

  g_task_set_source_tag (task, way_visit);
  g_task_set_task_data (task, visit, (GDestroyNotify)visit_free);
  visit->session = way_session_ref (session);
  visit->log = *log;
  visit->known = held != NULL ? held->known : 0;
  visit->closed = held != NULL ? held->closed : WAY_JOURNAL_OPEN;
  visit->is_known = held != NULL;
  visit->entries = g_ptr_array_new_with_free_func ((GDestroyNotify)way_journal_entry_free);
  return task;
}

void
way_visit (WaySession *session,
           const WayId *log,
           gboolean is_whole,
           GPtrArray *pending,
           const WayId *add,
           const WayId *drop,
           GCancellable *cancellable,
           GAsyncReadyCallback callback,
           gpointer data)
{
  GTask *task = visit_task_new (session, log, cancellable, callback, data);
  WayVisit *visit = g_task_get_task_data (task);

  visit->is_whole = is_whole;
  visit->pending = pending != NULL ? g_ptr_array_ref (pending) : NULL;
  visit->add = add != NULL ? *add : way_id_nil;
  visit->drop = drop != NULL ? *drop : way_id_nil;
  way_visit_load (task);
}

void
way_visit_lane (WaySession *session,
                const WayId *log,
                WayVisitLate *late,
                GCancellable *cancellable,
                GAsyncReadyCallback callback,
                gpointer data)
{
  GTask *task = visit_task_new (session, log, cancellable, callback, data);

  ((WayVisit *)g_task_get_task_data (task))->late = late;
  way_visit_load (task);
}

gboolean
way_visit_finish (GAsyncResult *result, WayVisitResult *ret_result, GError **error)
{
  WayVisit *visit = g_task_get_task_data (G_TASK (result));

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;
  *ret_result = visit->result;
  return TRUE;
}
