/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What this laptop wrote goes out: the outbox is judged, the rest sealed, and both pushed.
 */
#include "way-post.h"
#include "way-visit-private.h"

/* -- outbox ------------------------------------------------------------------------------------ */

static gboolean
has_pending (WayVisit *self)
{
  return self->pending != NULL && self->pending->len > 0;
}

/* (transfer full) (nullable): what is pending, behind what is sealed already. */
static GPtrArray *
seal_pending (WayVisit *self)
{
  GPtrArray *sealed = self->held->sealed;

  /* What was written since then goes behind it. */
  self->is_begun = way_visit_get_length (self) == 0 && sealed->len > 0;
  if (!has_pending (self) || (self->fate != WAY_OUTBOX_SEND && self->fate != WAY_OUTBOX_OUT))
    return NULL;
  if (way_visit_get_length (self) > 0)
    return way_replica_seal (self->replica, &self->moment, self->pending,
                             sealed->len > 0 ? g_ptr_array_index (sealed, sealed->len - 1) : NULL);
  return !self->is_begun && self->fate == WAY_OUTBOX_SEND
             ? way_replica_begin (self->replica, &self->moment, self->pending)
             : NULL;
}

static void
outbox_job (GTask *inner, gpointer source, gpointer data, GCancellable *cancellable)
{
  WayVisit *visit = data;
  GPtrArray *sealed = visit->held->sealed;
  g_autoptr (GPtrArray) fresh = NULL;
  guint64 acknowledged = 0;

  g_clear_pointer (&visit->change, way_journal_change_unref);
  visit->fate = way_replica_judge_outbox (visit->replica, &visit->moment, sealed, &acknowledged);
  if (visit->revoked)
    visit->fate = WAY_OUTBOX_OUT;
  fresh = seal_pending (visit);
  if (fresh != NULL)
    {
      visit->change = way_visit_make_change (visit, way_visit_get_length (visit));
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
  way_visit_end_job (inner);
}

/* What was sealed before lies open again: with it, all that is pending. */
static void
relisted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  WayVisit *visit = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GHashTable) grouped = NULL;
  g_autoptr (GPtrArray) acts = way_journal_list_pending_finish (WAY_JOURNAL (source), result,
                                                                &error);
  GPtrArray *own;

  if (acts == NULL)
    return way_visit_fail (task, error);
  g_clear_pointer (&visit->pending, g_ptr_array_unref);
  grouped = way_visit_group_acts (g_steal_pointer (&acts));
  own = g_hash_table_lookup (grouped, &visit->log);
  visit->pending = own != NULL ? g_ptr_array_ref (own) : NULL;
  g_ptr_array_set_size (visit->held->sealed, 0);
  visit->emptied = visit->must_relist = FALSE;
  way_visit_look_at_outbox (task);
}

static void
relist (GTask *task)
{
  WayVisit *visit = g_task_get_task_data (task);

  way_journal_list_pending (visit->session->parts.journal, g_task_get_cancellable (task),
                            relisted_cb, task);
}

static void
outbox_sealed (GTask *task)
{
  WayVisit *visit = g_task_get_task_data (task);

  g_clear_pointer (&visit->pending, g_ptr_array_unref);
  way_visit_push (task);
}

static void
outbox_judged (GTask *task)
{
  WayVisit *visit = g_task_get_task_data (task);

  if (visit->fate == WAY_OUTBOX_CLONED)
    return way_visit_stop (task, WAY_SYNC_TROUBLE_CLONED);
  if (visit->fate == WAY_OUTBOX_SEAL)
    {
      if (++visit->turns >= WAY_VISIT_TURNS)
        return way_visit_end (task);
      visit->change = way_visit_make_change (visit, way_visit_get_length (visit));
      visit->change->drop_sealed = TRUE;
      return way_visit_write (task, relist);
    }
  if (visit->change != NULL)
    return way_visit_write (task, outbox_sealed);
  way_visit_push (task);
}

/* This laptop was taken out of the record, and has what the others have not. */
static gboolean
is_out_with_work (WayVisit *self)
{
  const WayId *device = &self->session->device->id;

  return !way_replica_is_member (self->replica, device)
         && way_replica_was_member (self->replica, device)
         && (self->held->sealed->len > 0 || has_pending (self));
}

void
way_visit_look_at_outbox (GTask *task)
{
  WayVisit *visit = g_task_get_task_data (task);

  if (way_replica_has_key_trouble (visit->replica))
    return way_visit_state (task);
  /* The EPOCH just written emptied the outbox. */
  if (visit->must_relist || (visit->emptied && visit->held->sealed->len > 0))
    return relist (task);
  /* A revoked laptop would read what is sealed now. */
  if (visit->is_due)
    return is_out_with_work (visit) ? way_visit_stop (task, WAY_SYNC_TROUBLE_REMOVED)
                                    : way_visit_end (task);
  way_visit_run (task, outbox_job, outbox_judged);
}

/* -- pushing ----------------------------------------------------------------------------------- */

static void
pushed_taken (GTask *task)
{
  WayVisit *visit = g_task_get_task_data (task);

  if (visit->verdict != WAY_VERDICT_OK || !way_visit_is_expected (visit))
    return way_visit_stop (task, WAY_SYNC_TROUBLE_FORKED);
  way_visit_mark_whole (visit);
  way_visit_drop_acknowledged (visit, visit->change->acknowledged);
  way_visit_write (task, way_visit_push);
}

/* The server took the first of them: into our log, in its order. */
static void
take_pushed (GTask *task, const WayWireAppended *appended)
{
  WayVisit *visit = g_task_get_task_data (task);

  visit->expected = appended->head;
  g_ptr_array_set_size (visit->entries, 0);
  for (guint i = 0; i < appended->n_taken; i++)
    {
      WayJournalSealed *entry = g_ptr_array_index (visit->held->sealed, i);

      g_ptr_array_add (visit->entries, way_journal_entry_new (entry->bytes, visit->known));
    }
  way_visit_run (task, way_visit_take_job, pushed_taken);
}

static void
pushed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  WayVisit *visit = g_task_get_task_data (task);
  g_auto (WayPosted) posted = { 0 };
  const WayWireAppended *appended = &posted.appended;
  GError *error = NULL;

  if (!way_post_finish (result, &posted, &error))
    return way_visit_fail (task, error);
  if (!posted.is_told)
    return way_visit_refuse_post (task, posted.reason);
  if (appended->n_taken == posted.n_posted && appended->n_taken > 0 && appended->in_a_row
      && appended->first == way_visit_get_length (visit) + 1
      && appended->length == way_visit_get_length (visit) + appended->n_taken)
    return take_pushed (task, appended);
  /* Between ours stands what others wrote: the log says where. */
  if (posted.reason[0] == '\0' || appended->n_taken > 0)
    return way_visit_turn_again (task);
  way_visit_refuse_post (task, posted.reason);
}

static void
quarantined_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  WayVisit *visit = g_task_get_task_data (data);
  g_auto (WayPosted) posted = { 0 };
  GError *error = NULL;

  if (!way_post_finish (result, &posted, &error))
    return way_visit_fail (data, error);
  visit->n_handed += posted.appended.n_taken;
  /* It stays in the outbox; where the lane takes no more, the next round goes on. */
  if (posted.reason[0] == '\0' && posted.appended.n_taken > 0
      && visit->n_handed < visit->held->sealed->len)
    return way_visit_push (data);
  way_visit_stop (data, WAY_SYNC_TROUBLE_REMOVED);
}

void
way_visit_push (GTask *task)
{
  WayVisit *visit = g_task_get_task_data (task);
  GPtrArray *sealed = visit->held->sealed;
  gboolean is_out = visit->fate == WAY_OUTBOX_OUT;
  g_autoptr (GPtrArray) entries = g_ptr_array_new ();

  if (sealed->len == 0 && visit->is_begun && has_pending (visit))
    return way_visit_look_at_outbox (task);
  if (sealed->len == 0)
    return visit->late != NULL ? way_visit_look_at_lane (task) : way_visit_state (task);
  for (guint i = is_out ? visit->n_handed : 0; i < sealed->len; i++)
    g_ptr_array_add (entries, ((WayJournalSealed *)g_ptr_array_index (sealed, i))->bytes);
  way_post (visit->session->link, way_visit_make_path (visit, is_out ? "quarantine" : "log"),
            entries, NULL, g_task_get_cancellable (task), is_out ? quarantined_cb : pushed_cb,
            task);
}
