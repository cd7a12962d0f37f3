/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-visit.h"

#include <string.h>
#include "way-replica.h"
#include "way-stream.h"
#include "way-task.h"
#include "way-wire.h"

#define TURNS 6 /* from the pull on, where others are faster */
#define PUSH_ENTRIES 256
#define PUSH_BYTES (WAY_STREAM_MAX_SIZE - WAY_STREAM_PREFIX_SIZE)

typedef struct
{
  WaySession *session; /* (owned) */
  WayId log;
  GPtrArray *pending; /* (owned) (nullable) */
  gboolean is_new;
  WayId add, drop; /* nil: nobody */
  guint64 known;   /* the directory's length when the log was last pulled whole */

  WayJournalLog *held; /* (owned): its entries are gone once they are in the replica */
  WayReplica *replica; /* (owned) */
  WayReplicaMoment moment;
  guint turns;
  WayVisitResult result;

  /* What a job on the pool works on, and what it found. */
  GPtrArray *entries;       /* (owned): WayJournalEntry, to be taken */
  WayJournalChange *change; /* (owned) (nullable): to be written */
  WayVerdict verdict;
  WayOutboxFate fate;
  GBytes *epoch;    /* (owned) (nullable): to be posted */
  gboolean emptied; /* an EPOCH was written, and so the outbox is empty */
  gboolean is_due;  /* an EPOCH, and it could not be made */
  guint n_pushed;   /* entries of the outbox that are on their way */
  guint64 page_total;
  WayHash expected;  /* the head that the server says it has after @entries */
  gboolean restored; /* its INCARNATION is newer than ours */
  gboolean revoked;  /* this laptop: all it may do is hand over what it has */
} Visit;

static void
visit_clear (Visit *self)
{
  way_session_unref (self->session);
  g_clear_pointer (&self->pending, g_ptr_array_unref);
  way_journal_log_free (self->held);
  way_replica_free (self->replica);
  g_clear_pointer (&self->moment.directory, way_directory_unref);
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  g_clear_pointer (&self->change, way_journal_change_unref);
  g_clear_pointer (&self->epoch, g_bytes_unref);
}
WAY_DEFINE_DATA (Visit, visit)

static void pull (GTask *task);
static void choose_epoch (GTask *task);
static void look_at_outbox (GTask *task);
static void push (GTask *task);

/* -- ways to go on ----------------------------------------------------------------------------- */

static void
finish (GTask *task)
{
  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

/* This log stops here; the others go on. */
static void
stop (GTask *task, WaySyncTrouble trouble)
{
  ((Visit *)g_task_get_task_data (task))->result.trouble = trouble;
  finish (task);
}

static void
fail (GTask *task, GError *error)
{
  g_task_return_error (task, error);
  g_object_unref (task);
}

/* @job on the pool, then @next (GTask) on the main context. */
typedef void (*Step) (GTask *task);

static void
job_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Step next = (Step)g_task_propagate_pointer (G_TASK (result), NULL);

  next (data);
}

static void
run (GTask *task, GTaskThreadFunc job, Step next)
{
  Visit *visit = g_task_get_task_data (task);
  g_autoptr (GTask) inner = g_task_new (NULL, NULL, job_cb, task);

  visit->moment.now_ms = way_clock_now (visit->session->parts.clock);
  g_clear_pointer (&visit->moment.directory, way_directory_unref);
  visit->moment.directory = way_directory_ref (visit->session->directory);
  visit->moment.device = visit->session->device;
  visit->moment.random = visit->session->parts.random;
  g_task_set_task_data (inner, visit, NULL);
  g_object_set_data (G_OBJECT (inner), "next", (gpointer)next);
  way_executor_run_in_pool (visit->session->parts.executor, inner, job);
}

static void
end_job (GTask *inner)
{
  g_task_return_pointer (inner, g_object_get_data (G_OBJECT (inner), "next"), NULL);
}

static guint64
get_length (Visit *self)
{
  return way_log_get_length (way_replica_get_log (self->replica));
}

/* (transfer full): what becomes true of this log, from @before on. */
static WayJournalChange *
make_change (Visit *self, guint64 before)
{
  WayLog *log = way_replica_get_log (self->replica);
  WayJournalChange *change = way_journal_change_new (&self->log, before);

  memcpy (change->head, way_log_get_head_at (log, way_log_get_length (log))->bytes, WAY_HEAD_SIZE);
  change->known = self->known;
  return change;
}

static char *
make_path (Visit *self, const char *rest)
{
  char hex[WAY_ID_HEX_SIZE];

  return g_strconcat ("/v1/cases/", way_id_format (&self->log, hex), "/", rest, NULL);
}

/* Writes visit->change, then @next.  Where the vault refuses, nothing goes on. */
typedef struct
{
  GTask *task; /* (owned) */
  Step next;
} Writing;

static void
written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Writing *writing = data;
  GError *error = NULL;

  if (!way_journal_write_finish (WAY_JOURNAL (source), result, &error))
    return fail (writing->task, error);
  writing->next (writing->task);
}

static void
write_down (GTask *task, Step next)
{
  Visit *visit = g_task_get_task_data (task);
  Writing *writing = g_new (Writing, 1);
  g_autoptr (WayJournalChange) change = g_steal_pointer (&visit->change);

  *writing = (Writing){ task, next };
  way_journal_write (visit->session->parts.journal, change, g_task_get_cancellable (task),
                     written_cb, writing);
}

/* -- taking entries ---------------------------------------------------------------------------- */

static WaySyncTrouble
trouble_of_verdict (Visit *self)
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
      return self->restored ? WAY_SYNC_TROUBLE_RESTORED : WAY_SYNC_TROUBLE_FORKED;
    case WAY_VERDICT_E3_SUITE:
    case WAY_VERDICT_E5_TYPE:
      return WAY_SYNC_TROUBLE_UPDATE;
    default:
      return WAY_SYNC_TROUBLE_BAD_LOG;
    }
}

static void
count_acts (Visit *self, GPtrArray *acts)
{
  for (guint i = 0; i < acts->len; i++)
    if (way_id_equal (&((WayJournalAct *)g_ptr_array_index (acts, i))->author.user,
                      &self->session->state->user))
      self->result.n_sent++;
    else
      self->result.n_acts++;
}

/* On the pool: visit->entries into the replica, and what comes of them into visit->change. */
static void
take_job (GTask *inner, gpointer source, gpointer data, GCancellable *cancellable)
{
  Visit *visit = data;
  guint64 before = get_length (visit);
  g_autoptr (GPtrArray) acts = g_ptr_array_new_with_free_func (
      (GDestroyNotify)way_journal_act_free);
  guint n = 0;

  visit->verdict = way_replica_take (visit->replica, &visit->moment, visit->entries, &n, acts);
  count_acts (visit, acts);
  g_clear_pointer (&visit->change, way_journal_change_unref);
  visit->change = make_change (visit, before);
  for (guint i = 0; i < n; i++)
    {
      WayJournalEntry *entry = g_ptr_array_index (visit->entries, i);

      g_ptr_array_add (visit->change->entries, way_journal_entry_new (entry->bytes, entry->known));
    }
  g_ptr_array_unref (visit->change->acts);
  visit->change->acts = g_steal_pointer (&acts);
  visit->fate = way_replica_judge_outbox (visit->replica, &visit->moment, visit->held->sealed,
                                          &visit->change->acknowledged);
  end_job (inner);
}

/* What stands in the log is no longer in the outbox. */
static void
drop_acknowledged (Visit *self, guint64 dev_seq)
{
  GPtrArray *sealed = self->held->sealed;

  while (sealed->len > 0 && ((WayJournalSealed *)g_ptr_array_index (sealed, 0))->dev_seq <= dev_seq)
    g_ptr_array_remove_index (sealed, 0);
}

/* The head that came of it, against the one the server named. */
static gboolean
is_expected (Visit *self)
{
  WayLog *log = way_replica_get_log (self->replica);

  return way_hash_equal (way_log_get_head_at (log, way_log_get_length (log)), &self->expected);
}

/* -- loading ----------------------------------------------------------------------------------- */

static void
replay_job (GTask *inner, gpointer source, gpointer data, GCancellable *cancellable)
{
  Visit *visit = data;
  guint n = 0;

  visit->replica = way_replica_new (&visit->session->state->team->org, &visit->log);
  visit->verdict = way_replica_take (visit->replica, &visit->moment, visit->held->entries, &n,
                                     NULL);
  g_ptr_array_set_size (visit->held->entries, 0);
  end_job (inner);
}

static void
replayed (GTask *task)
{
  Visit *visit = g_task_get_task_data (task);

  /* What is on this disk was judged when it came. */
  if (visit->verdict != WAY_VERDICT_OK)
    return stop (task, WAY_SYNC_TROUBLE_BAD_LOG);
  if (visit->is_new && get_length (visit) == 0)
    choose_epoch (task);
  else
    pull (task);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Visit *visit = g_task_get_task_data (task);
  GError *error = NULL;

  visit->held = way_journal_load_log_finish (WAY_JOURNAL (source), result, &error);
  if (visit->held == NULL)
    return fail (task, error);
  run (task, replay_job, replayed);
}

/* -- pulling ----------------------------------------------------------------------------------- */

static void pulled (GTask *task);

/* All there is of the log is here: what comes later was judged with no less of the directory. */
static void
mark_whole (Visit *self)
{
  self->known = way_directory_get_length (self->session->directory);
  self->change->known = self->known;
}

static void
page_taken (GTask *task)
{
  Visit *visit = g_task_get_task_data (task);

  if (visit->verdict == WAY_VERDICT_OK && !is_expected (visit))
    return stop (task, visit->restored ? WAY_SYNC_TROUBLE_RESTORED : WAY_SYNC_TROUBLE_FORKED);
  if (get_length (visit) == visit->page_total)
    mark_whole (visit);
  drop_acknowledged (visit, visit->change->acknowledged);
  write_down (task, pulled);
}

static void
pulled (GTask *task)
{
  Visit *visit = g_task_get_task_data (task);

  if (visit->verdict != WAY_VERDICT_OK)
    return stop (task, trouble_of_verdict (visit));
  if (visit->fate == WAY_OUTBOX_CLONED)
    return stop (task, WAY_SYNC_TROUBLE_CLONED);
  if (get_length (visit) < visit->page_total)
    return pull (task);
  choose_epoch (task);
}

static gboolean
read_page (Visit *self, const WayWireAnswer *answer, WayLogPage *ret_page)
{
  gsize size;
  gconstpointer bytes = g_bytes_get_data (answer->body, &size);
  g_autoptr (GArray) slices = way_log_page_read (bytes, size, ret_page);
  guint64 length = way_directory_get_length (self->session->directory);

  if (slices == NULL || ret_page->first != get_length (self) + 1
      || ret_page->total < get_length (self) + slices->len
      || (slices->len == 0 && ret_page->total > get_length (self)))
    return FALSE;
  g_ptr_array_set_size (self->entries, 0);
  for (guint i = 0; i < slices->len; i++)
    {
      WaySlice *slice = &g_array_index (slices, WaySlice, i);
      g_autoptr (GBytes) entry = g_bytes_new (slice->bytes, slice->size);

      g_ptr_array_add (self->entries, way_journal_entry_new (entry, self->known));
    }
  self->page_total = ret_page->total;
  self->expected = ret_page->last_head;
  self->restored = ret_page->incarnation
                   > way_directory_get_incarnation_at (self->session->directory, length);
  return TRUE;
}

static void
directory_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GError *error = NULL;

  if (!way_session_pull_directory_finish (result, &error))
    return fail (data, error);
  pull (data);
}

/* The server does not show it.  That says nothing about what this laptop holds. */
static void
not_shown (GTask *task)
{
  Visit *visit = g_task_get_task_data (task);

  if (get_length (visit) == 0)
    return choose_epoch (task);
  /* A laptop that joined again has the records of before, and waits to be let into them. */
  if (!way_replica_was_member (visit->replica, &visit->session->device->id))
    return finish (task);
  stop (task, WAY_SYNC_TROUBLE_ROLLED_BACK);
}

static void
page_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Visit *visit = g_task_get_task_data (task);
  g_autofree char *reason = NULL;
  GError *error = NULL;
  WayLogPage page;
  g_autoptr (WayWireAnswer) answer = way_link_call_finish (WAY_LINK (source), result, &reason,
                                                           &error);

  if (answer == NULL)
    return fail (task, error);
  if (g_str_equal (reason, "NO_SUCH_LOG"))
    return not_shown (task);
  if (g_str_equal (reason, "REVOKED") || g_str_equal (reason, "EXPIRED"))
    {
      visit->revoked = TRUE;
      return look_at_outbox (task);
    }
  if (reason[0] != '\0')
    {
      way_sync_fail (&error, way_wire_get_trouble (reason));
      return way_sync_error_is_offline (error) ? fail (task, error)
                                               : stop (task, way_wire_get_trouble (reason));
    }
  if (!read_page (visit, answer, &page))
    return stop (task, WAY_SYNC_TROUBLE_NOT_WAYMARK);
  /* An honest server judged these with what it shows of the directory now. */
  if (page.dir_seq > way_directory_get_length (visit->session->directory))
    return way_session_pull_directory (visit->session, g_task_get_cancellable (task), directory_cb,
                                       task);
  run (task, take_job, page_taken);
}

static void
pull (GTask *task)
{
  Visit *visit = g_task_get_task_data (task);
  g_autofree char *rest = g_strdup_printf ("log?after=%" G_GUINT64_FORMAT, get_length (visit));

  way_link_call (visit->session->link, way_wire_request_new ("GET", make_path (visit, rest), NULL),
                 TRUE, g_task_get_cancellable (task), page_cb, task);
}

/* Others were faster, or the directory is longer than ours: from the beginning. */
static void
turn_again (GTask *task)
{
  Visit *visit = g_task_get_task_data (task);

  if (++visit->turns >= TURNS)
    return finish (task);
  way_session_pull_directory (visit->session, g_task_get_cancellable (task), directory_cb, task);
}

/* -- EPOCH ------------------------------------------------------------------------------------- */

static gboolean
has_member (GArray *members, const WayId *device)
{
  for (guint i = 0; i < members->len; i++)
    if (way_id_equal (&g_array_index (members, WayId, i), device))
      return TRUE;
  return FALSE;
}

/* (transfer full) (nullable): who is to be in it, where that are others than now. */
static GArray *
choose_members (Visit *self)
{
  WayDirectory *directory = self->moment.directory;
  guint64 seq = way_directory_get_length (directory);
  g_autoptr (GArray) now = way_replica_list_members (self->replica, &self->moment);
  g_autoptr (GArray) members = g_array_new (FALSE, FALSE, sizeof (WayId));
  gboolean differs = FALSE;

  for (guint i = 0; i < way_directory_get_n_devices (directory); i++)
    {
      const WayDirDevice *device = way_directory_get_device (directory, i);
      const WayCertificate *certificate = &device->certificate;
      gboolean was = has_member (now, &certificate->device), is = was;

      if (way_id_equal (&certificate->user, &self->drop))
        is = FALSE;
      if (way_id_equal (&certificate->user, &self->add) && way_dir_device_stands_at (device, seq))
        is = TRUE;
      if (is)
        g_array_append_val (members, certificate->device);
      differs = differs || is != was;
    }
  return differs ? g_steal_pointer (&members) : NULL;
}

static void
epoch_job (GTask *inner, gpointer source, gpointer data, GCancellable *cancellable)
{
  Visit *visit = data;
  g_autoptr (GArray) members = NULL;

  g_clear_pointer (&visit->epoch, g_bytes_unref);
  visit->epoch = way_replica_make_due_epoch (visit->replica, &visit->moment);
  visit->is_due = visit->epoch == NULL && way_replica_is_epoch_due (visit->replica, &visit->moment);
  if (visit->epoch == NULL && !visit->is_due && !way_id_is_nil (&visit->add))
    members = choose_members (visit);
  if (members != NULL)
    visit->epoch = way_replica_make_epoch (visit->replica, &visit->moment, members);
  end_job (inner);
}

static void
epoch_taken (GTask *task)
{
  Visit *visit = g_task_get_task_data (task);

  if (visit->verdict != WAY_VERDICT_OK || !is_expected (visit))
    return stop (task, WAY_SYNC_TROUBLE_FORKED);
  mark_whole (visit);
  /* What was sealed under the epoch before is sealed again. */
  visit->change->drop_sealed = TRUE;
  visit->emptied = TRUE;
  write_down (task, choose_epoch);
}

static void
epoch_posted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Visit *visit = g_task_get_task_data (task);
  g_autofree char *reason = NULL;
  g_auto (WayWireAppended) appended = { NULL };
  GError *error = NULL;
  g_autoptr (WayWireAnswer) answer = way_link_call_finish (WAY_LINK (source), result, &reason,
                                                           &error);

  if (answer == NULL)
    return fail (task, error);
  if (g_str_equal (reason, "STALE_HEAD") || g_str_equal (reason, "STALE_DIRECTORY")
      || g_str_equal (reason, "SERVER_BEHIND"))
    return turn_again (task);
  if (reason[0] != '\0')
    return stop (task, way_wire_get_trouble (reason));
  if (!way_wire_read_appended (answer, &appended) || appended.length != get_length (visit) + 1)
    return turn_again (task);
  visit->expected = appended.head;
  g_ptr_array_set_size (visit->entries, 0);
  g_ptr_array_add (visit->entries, way_journal_entry_new (visit->epoch, visit->known));
  run (task, take_job, epoch_taken);
}

static void
epoch_made (GTask *task)
{
  Visit *visit = g_task_get_task_data (task);
  g_autoptr (GByteArray) stream = NULL;
  gsize size;
  gconstpointer bytes;

  if (visit->epoch == NULL)
    return look_at_outbox (task);
  if (++visit->turns >= TURNS)
    return finish (task);
  stream = g_byte_array_new ();
  bytes = g_bytes_get_data (visit->epoch, &size);
  way_stream_write_entry (stream, bytes, size);
  way_link_call (visit->session->link,
                 way_wire_request_new ("POST", make_path (visit, "log"),
                                       g_byte_array_free_to_bytes (g_steal_pointer (&stream))),
                 TRUE, g_task_get_cancellable (task), epoch_posted_cb, task);
}

static void
choose_epoch (GTask *task)
{
  run (task, epoch_job, epoch_made);
}

/* -- outbox ------------------------------------------------------------------------------------ */

static void
outbox_job (GTask *inner, gpointer source, gpointer data, GCancellable *cancellable)
{
  Visit *visit = data;
  GPtrArray *sealed = visit->held->sealed;
  g_autoptr (GPtrArray) fresh = NULL;
  guint64 acknowledged = 0;

  g_clear_pointer (&visit->change, way_journal_change_unref);
  visit->fate = way_replica_judge_outbox (visit->replica, &visit->moment, sealed, &acknowledged);
  if (visit->revoked)
    visit->fate = WAY_OUTBOX_OUT;
  if (visit->fate == WAY_OUTBOX_SEND || visit->fate == WAY_OUTBOX_OUT)
    fresh = visit->pending != NULL && visit->pending->len > 0 ? way_replica_seal (
                visit->replica, &visit->moment, visit->pending,
                sealed->len > 0 ? g_ptr_array_index (sealed, sealed->len - 1) : NULL)
                                                              : NULL;
  if (fresh != NULL)
    {
      visit->change = make_change (visit, get_length (visit));
      for (guint i = 0; i < fresh->len; i++)
        {
          WayJournalSealed *entry = g_ptr_array_index (fresh, i);
          WayJournalSealed *copy = way_journal_sealed_new (entry->bytes);

          copy->dev_seq = entry->dev_seq;
          copy->origin = entry->origin;
          copy->act = entry->act;
          g_ptr_array_add (visit->change->sealed, copy);
        }
      g_ptr_array_extend_and_steal (sealed, g_steal_pointer (&fresh));
    }
  end_job (inner);
}

/* What was sealed before lies open again: with it, all that is pending. */
static void
relisted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Visit *visit = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GPtrArray) acts = way_journal_list_pending_finish (WAY_JOURNAL (source), result,
                                                                &error);

  if (acts == NULL)
    return fail (task, error);
  g_clear_pointer (&visit->pending, g_ptr_array_unref);
  visit->pending = g_ptr_array_new_with_free_func ((GDestroyNotify)way_journal_act_free);
  g_ptr_array_set_free_func (acts, NULL);
  for (guint i = 0; i < acts->len; i++)
    {
      WayJournalAct *act = g_ptr_array_index (acts, i);

      if (way_id_equal (&act->case_id, &visit->log))
        g_ptr_array_add (visit->pending, act);
      else
        way_journal_act_free (act);
    }
  g_ptr_array_set_size (visit->held->sealed, 0);
  visit->emptied = FALSE;
  look_at_outbox (task);
}

static void
relist (GTask *task)
{
  Visit *visit = g_task_get_task_data (task);

  way_journal_list_pending (visit->session->parts.journal, g_task_get_cancellable (task),
                            relisted_cb, task);
}

static void
outbox_sealed (GTask *task)
{
  Visit *visit = g_task_get_task_data (task);

  g_clear_pointer (&visit->pending, g_ptr_array_unref);
  push (task);
}

static void
outbox_judged (GTask *task)
{
  Visit *visit = g_task_get_task_data (task);

  if (visit->fate == WAY_OUTBOX_CLONED)
    return stop (task, WAY_SYNC_TROUBLE_CLONED);
  if (visit->fate == WAY_OUTBOX_SEAL)
    {
      if (++visit->turns >= TURNS)
        return finish (task);
      visit->change = make_change (visit, get_length (visit));
      visit->change->drop_sealed = TRUE;
      return write_down (task, relist);
    }
  if (visit->change != NULL)
    return write_down (task, outbox_sealed);
  push (task);
}

static void
look_at_outbox (GTask *task)
{
  Visit *visit = g_task_get_task_data (task);

  if (way_replica_has_key_trouble (visit->replica))
    return stop (task, WAY_SYNC_TROUBLE_KEY);
  /* The EPOCH just written emptied the outbox. */
  if (visit->emptied && visit->held->sealed->len > 0)
    return relist (task);
  /* A revoked laptop would read what is sealed now. */
  if (visit->is_due)
    return finish (task);
  run (task, outbox_job, outbox_judged);
}

/* -- pushing ----------------------------------------------------------------------------------- */

/* (transfer full): as much of the outbox as one request takes. */
static GBytes *
make_stream (Visit *self)
{
  g_autoptr (GByteArray) stream = g_byte_array_new ();
  GPtrArray *sealed = self->held->sealed;

  for (self->n_pushed = 0; self->n_pushed < MIN (sealed->len, PUSH_ENTRIES); self->n_pushed++)
    {
      WayJournalSealed *entry = g_ptr_array_index (sealed, self->n_pushed);
      gsize size;
      gconstpointer bytes = g_bytes_get_data (entry->bytes, &size);

      if (stream->len + size > PUSH_BYTES)
        break;
      way_stream_write_entry (stream, bytes, size);
    }
  return g_byte_array_free_to_bytes (g_steal_pointer (&stream));
}

static void
pushed_taken (GTask *task)
{
  Visit *visit = g_task_get_task_data (task);

  if (visit->verdict != WAY_VERDICT_OK || !is_expected (visit))
    return stop (task, WAY_SYNC_TROUBLE_FORKED);
  mark_whole (visit);
  drop_acknowledged (visit, visit->change->acknowledged);
  write_down (task, push);
}

/* The server took the first of them: into our log, in its order. */
static void
take_pushed (GTask *task, const WayWireAppended *appended)
{
  Visit *visit = g_task_get_task_data (task);

  visit->expected = appended->head;
  g_ptr_array_set_size (visit->entries, 0);
  for (guint i = 0; i < appended->n_taken; i++)
    {
      WayJournalSealed *entry = g_ptr_array_index (visit->held->sealed, i);

      g_ptr_array_add (visit->entries, way_journal_entry_new (entry->bytes, visit->known));
    }
  run (task, take_job, pushed_taken);
}

static void
refused (GTask *task, const char *reason)
{
  WaySyncTrouble trouble = way_wire_get_trouble (reason);
  GError *error = NULL;

  if (g_str_equal (reason, "EPOCH_STALE") || g_str_equal (reason, "STALE_DIRECTORY")
      || g_str_equal (reason, "STALE_HEAD") || g_str_equal (reason, "GAP")
      || g_str_equal (reason, "QUARANTINED"))
    return turn_again (task);
  if (trouble != WAY_SYNC_TROUBLE_NONE)
    return stop (task, trouble);
  way_sync_fail (&error, trouble);
  fail (task, error);
}

static void
pushed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Visit *visit = g_task_get_task_data (task);
  g_autofree char *reason = NULL;
  g_auto (WayWireAppended) appended = { NULL };
  GError *error = NULL;
  g_autoptr (WayWireAnswer) answer = way_link_call_finish (WAY_LINK (source), result, &reason,
                                                           &error);

  if (answer == NULL)
    return fail (task, error);
  if (!way_wire_read_appended (answer, &appended))
    return refused (task, reason);
  if (appended.n_taken == visit->n_pushed && appended.n_taken > 0 && appended.in_a_row
      && appended.first == get_length (visit) + 1
      && appended.length == get_length (visit) + appended.n_taken)
    return take_pushed (task, &appended);
  /* Between ours stands what others wrote: the log says where. */
  if (reason[0] == '\0' || appended.n_taken > 0)
    return turn_again (task);
  refused (task, reason);
}

static void
quarantined_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  g_autofree char *reason = NULL;
  GError *error = NULL;
  g_autoptr (WayWireAnswer) answer = way_link_call_finish (WAY_LINK (source), result, &reason,
                                                           &error);

  if (answer == NULL)
    return fail (task, error);
  stop (task, WAY_SYNC_TROUBLE_REMOVED);
}

static void
push (GTask *task)
{
  Visit *visit = g_task_get_task_data (task);
  gboolean is_out = visit->fate == WAY_OUTBOX_OUT;

  if (visit->held->sealed->len == 0)
    return finish (task);
  way_link_call (visit->session->link,
                 way_wire_request_new ("POST", make_path (visit, is_out ? "quarantine" : "log"),
                                       make_stream (visit)),
                 TRUE, g_task_get_cancellable (task), is_out ? quarantined_cb : pushed_cb, task);
}

/* -- the public face --------------------------------------------------------------------------- */

static guint64
find_known (WaySession *session, const WayId *log)
{
  for (guint i = 0; i < session->state->logs->len; i++)
    {
      WayJournalHeld *held = &g_array_index (session->state->logs, WayJournalHeld, i);

      if (way_id_equal (&held->log, log))
        return held->known;
    }
  return 0;
}

void
way_visit (WaySession *session,
           const WayId *log,
           gboolean is_new,
           GPtrArray *pending,
           const WayId *add,
           const WayId *drop,
           GCancellable *cancellable,
           GAsyncReadyCallback callback,
           gpointer data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, data);
  Visit *visit = visit_new0 ();

  g_task_set_source_tag (task, way_visit);
  g_task_set_task_data (task, visit, (GDestroyNotify)visit_free);
  visit->session = way_session_ref (session);
  visit->log = *log;
  visit->is_new = is_new;
  visit->known = find_known (session, log);
  visit->pending = pending != NULL ? g_ptr_array_ref (pending) : NULL;
  visit->add = add != NULL ? *add : way_id_nil;
  visit->drop = drop != NULL ? *drop : way_id_nil;
  visit->entries = g_ptr_array_new_with_free_func ((GDestroyNotify)way_journal_entry_free);
  way_journal_load_log (session->parts.journal, log, cancellable, loaded_cb, task);
}

gboolean
way_visit_finish (GAsyncResult *result, WayVisitResult *ret_result, GError **error)
{
  Visit *visit = g_task_get_task_data (G_TASK (result));

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;
  *ret_result = visit->result;
  return TRUE;
}
