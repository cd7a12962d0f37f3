/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the log of a case has, from whatever laptop: one transaction { entries, outbox, op rows,
 * visible, caseload line, search, heads }.  Who may write what is judged over all that is known of
 * an object each time something of it comes, so the order in which things came cannot matter.
 */
#include "way-store-journal.h"

#include "way-hlc.h"

/* More new ops than these at once are put into the search index behind. */
#define INDEX_AT_ONCE 64

typedef struct
{
  WayStore *store;
  WayTouchedSet touched;
  GPtrArray *fresh;  /* (owned): WayRow (unowned): what is new */
  gboolean rejudged; /* a row that was here counts otherwise now */
  gboolean address;  /* what must stay hidden may have changed */
} Receive;

static void
receive_init (Receive *self, WayStore *store, const WayId *case_id)
{
  self->store = store;
  way_touched_set_init (&self->touched, store, case_id);
  self->fresh = g_ptr_array_new ();
  self->rejudged = self->address = FALSE;
}

static void
receive_clear (Receive *self)
{
  g_clear_pointer (&self->fresh, g_ptr_array_unref);
  way_touched_set_clear (&self->touched);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Receive, receive_clear)

static gboolean
fail_damaged (GError **error)
{
  return way_fail (error, WAY_CORE_ERROR, WAY_CORE_ERROR_DAMAGED,
                   "What came is not as Waymark writes it. Nothing of it was taken.");
}

/* -- acts -------------------------------------------------------------------------------------- */

/* (transfer full): the ops of @act, which are all of it. */
static GPtrArray *
read_act (const WayJournalAct *act, GError **error)
{
  g_autoptr (GPtrArray) ops = g_ptr_array_new_with_free_func ((GDestroyNotify)way_operation_unref);

  for (guint i = 0; i < act->ops->len; i++)
    {
      WayOperation *op = way_operation_from_bytes (g_ptr_array_index (act->ops, i), error);

      if (op == NULL)
        return NULL;
      g_ptr_array_add (ops, op);
      if (!way_id_equal (&op->case_id, &act->case_id) || op->act != act->act
          || !way_id_equal (&op->id.origin, &act->origin))
        return fail_damaged (error), NULL;
    }
  if (ops->len == 0 || !way_merge_act_is_whole (ops))
    return fail_damaged (error), NULL;
  return g_steal_pointer (&ops);
}

typedef enum
{
  FOUND_ERROR,
  FOUND_NONE,
  FOUND_SAME,
  FOUND_TWIN, /* another op under its id */
} Found;

static Found
find_op (WayStore *store,
         WayOperation *op,
         gint64 *ret_seq,
         gint64 *ret_position,
         WayOperation **ret_twin,
         GError **error)
{
  g_autoptr (WayStmt) stmt = way_stmt_cached (store->db, WAY_SQL_FIND_OP, error);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GBytes) here = NULL;
  WayStep step;

  if (stmt == NULL)
    return FOUND_ERROR;
  way_stmt_lend_id (stmt, 1, &op->case_id);
  way_stmt_lend_id (stmt, 2, &op->id.origin);
  way_stmt_bind_int64 (stmt, 3, (gint64)op->id.counter);
  step = way_stmt_step (stmt, error);
  if (step != WAY_STEP_ROW)
    return step == WAY_STEP_DONE ? FOUND_NONE : FOUND_ERROR;
  *ret_seq = way_stmt_get_int64 (stmt, 0);
  *ret_position = way_stmt_get_int64 (stmt, 1);
  here = way_stmt_get_bytes (stmt, 2);
  bytes = way_operation_to_bytes (op);
  if (g_bytes_equal (here, bytes))
    return FOUND_SAME;
  *ret_twin = way_operation_from_bytes (here, error);
  return *ret_twin != NULL ? FOUND_TWIN : FOUND_ERROR;
}

static WayRow *
find_row (const WayTouched *touched, gint64 seq)
{
  for (guint i = touched->rows->len; i > 0; i--)
    {
      WayRow *row = g_ptr_array_index (touched->rows, i - 1);

      if (row->seq == seq)
        return row;
    }
  return NULL;
}

static gboolean
set_position (WayStore *store, const WayRow *row, const WayAuthor *author, GError **error)
{
  g_autoptr (WayStmt) stmt = way_stmt_cached (store->db, WAY_SQL_SET_POSITION, error);

  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_int64 (stmt, 1, row->seq);
  way_stmt_bind_int64 (stmt, 2, (gint64)author->position);
  way_stmt_bind_id (stmt, 3, &author->user);
  way_stmt_bind_int64 (stmt, 4, author->roles);
  return way_stmt_run (stmt, error);
}

/* It stands in the log now, as whoever signed it there. */
static gboolean
take_delivered (
    Receive *self, WayTouched *touched, gint64 seq, const WayAuthor *author, GError **error)
{
  WayRow *row = find_row (touched, seq);

  if (row == NULL)
    return fail_damaged (error);
  if (!set_position (self->store, row, author, error))
    return FALSE;
  row->authored.author = *author;
  return TRUE;
}

static gboolean
changes_privacy (const WayOperation *op)
{
  return op->kind == WAY_KIND_PERSON
         && (op->group == WAY_PERSON_ADDRESS
             || (op->group == WAY_GROUP_LIFE && op->n_supersedes > 0));
}

static gboolean
take_new (
    Receive *self, WayTouched *touched, WayOperation *op, const WayAuthor *author, GError **error)
{
  WayStore *store = self->store;
  WayRow *row = way_touched_add (touched, op, author);

  /* A copy of this vault wrote it, and numbers on from there. */
  if (way_id_equal (&op->id.origin, &store->origin) && !way_store_renew_origin (store, error))
    return FALSE;
  g_ptr_array_add (self->fresh, row);
  self->address |= changes_privacy (op);
  store->hlc = way_hlc_observe (store->hlc, op->hlc, way_clock_now (store->clock));
  return way_store_add_row (store, op, author, WAY_ROW_APPLIED, &row->seq, error);
}

static gboolean
take_op (Receive *self, WayOperation *op, const WayAuthor *author, GError **error)
{
  g_autoptr (WayOperation) twin = NULL;
  WayTouched *touched;
  gint64 seq, position;
  Found found = find_op (self->store, op, &seq, &position, &twin, error);

  if (found == FOUND_ERROR)
    return FALSE;
  if (found == FOUND_TWIN)
    return way_fail (error, WAY_CORE_ERROR, WAY_CORE_ERROR_DAMAGED,
                     "Two different entries have the same number. Nothing of this was taken; ask "
                     "whoever looks after this laptop to run a check.");
  if (found == FOUND_SAME && position > 0)
    return TRUE;
  touched = way_touched_set_get (&self->touched, op->kind, &op->object, error);
  if (touched == NULL)
    return FALSE;
  if (found == FOUND_SAME)
    return take_delivered (self, touched, seq, author, error);
  return take_new (self, touched, op, author, error);
}

static gboolean
take_act (Receive *self, const WayJournalAct *act, GError **error)
{
  g_autoptr (GPtrArray) ops = read_act (act, error);

  for (guint i = 0; ops != NULL && i < ops->len; i++)
    if (!take_op (self, g_ptr_array_index (ops, i), &act->author, error))
      return FALSE;
  return ops != NULL;
}

/* -- twins ------------------------------------------------------------------------------------- */

/* Ours waits under an id that is another's in the log: ours gets new ones. */
static gboolean
give_way (WayStore *store, WayOperation *op, GError **error)
{
  g_autoptr (WayOperation) twin = NULL;
  gint64 seq, position;
  Found found = find_op (store, op, &seq, &position, &twin, error);

  if (found == FOUND_ERROR)
    return FALSE;
  return found != FOUND_TWIN || position != 0 || way_store_renumber_act (store, twin, error);
}

/* Before anything is taken: only what waits can have one. */
static gboolean
give_way_to_twins (WayStore *store, const WayJournalChange *change, GError **error)
{
  gint64 waits;

  if (!way_store_ask_of_case (store, WAY_SQL_HAS_WAITING, &change->log, &waits, error))
    return FALSE;
  for (guint i = 0; waits != 0 && i < change->acts->len; i++)
    {
      g_autoptr (GPtrArray) ops = read_act (g_ptr_array_index (change->acts, i), error);

      for (guint o = 0; ops != NULL && o < ops->len; o++)
        if (!give_way (store, g_ptr_array_index (ops, o), error))
          return FALSE;
      if (ops == NULL)
        return FALSE;
    }
  return TRUE;
}

/* -- what follows from it ---------------------------------------------------------------------- */

static gboolean
set_state (Receive *self, WayRow *row, WayRowState state, GError **error)
{
  g_autoptr (WayStmt) stmt = way_stmt_cached (self->store->db, WAY_SQL_SET_STATE, error);

  if (stmt == NULL)
    return FALSE;
  self->rejudged |= row->shown != WAY_SHOWN_UNPLACED;
  self->address |= changes_privacy (row->authored.op);
  row->state = state;
  way_stmt_bind_int64 (stmt, 1, row->seq);
  way_stmt_bind_int64 (stmt, 2, state);
  return way_stmt_run (stmt, error);
}

static gboolean
judge_object (Receive *self, const WayTouched *touched, GError **error)
{
  g_autofree WayAuthoredOp *prior = way_touched_list_prior (touched);

  for (guint i = 0; i < touched->rows->len; i++)
    {
      WayRow *row = g_ptr_array_index (touched->rows, i);
      WayRightsVerdict verdict = way_rights_judge (row->authored.op, &row->authored.author, prior,
                                                   touched->rows->len);
      WayRowState state = verdict == WAY_RIGHTS_ALLOWED ? WAY_ROW_APPLIED : WAY_ROW_SET_ASIDE;

      if (row->state != WAY_ROW_HELD && row->state != state && !set_state (self, row, state, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
project (Receive *self, GError **error)
{
  for (guint i = 0; i < self->touched.objects->len; i++)
    {
      const WayTouched *touched = g_ptr_array_index (self->touched.objects, i);

      if (!judge_object (self, touched, error)
          || !way_store_project_object (self->store, self->touched.number, touched->rows, error))
        return FALSE;
    }
  return way_store_project_person (self->store, &self->touched.case_id, error);
}

static gboolean
defer_ops (Receive *self, GError **error)
{
  for (guint i = 0; i < self->fresh->len; i++)
    {
      const WayRow *row = g_ptr_array_index (self->fresh, i);

      if (!way_store_defer_op (self->store, way_store_index_row (self->touched.number, row->seq),
                               error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
index_ops (Receive *self, const WayPrivacy *privacy, GError **error)
{
  for (guint i = 0; i < self->fresh->len; i++)
    {
      const WayRow *row = g_ptr_array_index (self->fresh, i);

      if (row->state == WAY_ROW_APPLIED
          && !way_store_index_op (self->store, way_store_index_row (self->touched.number, row->seq),
                                  row->authored.op, privacy, error))
        return FALSE;
    }
  return TRUE;
}

/* Words that are kept private now, or were until now, may stand in any op of the case. */
static gboolean
index_case (Receive *self, const WayPrivacy *before, GError **error)
{
  WayStore *store = self->store;
  const WayId *case_id = &self->touched.case_id;
  g_autoptr (WayPrivacy) privacy = way_store_load_privacy (store, case_id, error);

  if (privacy == NULL)
    return FALSE;
  if (self->rejudged
      || (self->address && !(way_privacy_is_empty (before) && way_privacy_is_empty (privacy))))
    return way_store_reindex_case (store, case_id, error);
  return self->fresh->len > INDEX_AT_ONCE ? defer_ops (self, error)
                                          : index_ops (self, privacy, error);
}

/* Who began an object is told by the log's order, which changed. */
static gboolean
touch_all (Receive *self, GError **error)
{
  g_autoptr (GPtrArray) rows = way_store_load_rows (self->store, self->touched.number, error);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const WayOperation *op = ((WayRow *)g_ptr_array_index (rows, i))->authored.op;

      if (way_touched_set_get (&self->touched, op->kind, &op->object, error) == NULL)
        return FALSE;
    }
  return rows != NULL;
}

static gboolean
brings_acts (const WayJournalChange *change)
{
  return change->acts->len > 0 || change->restored;
}

static gboolean
take_acts (WayStore *store, const WayJournalChange *change, GError **error)
{
  g_auto (Receive) self;
  g_autoptr (WayPrivacy) before = NULL;

  receive_init (&self, store, &change->log);
  if (!brings_acts (change))
    return TRUE;
  if (!give_way_to_twins (store, change, error)
      || !way_store_number_case (store, &change->log, &self.touched.number, error)
      || (change->restored && !touch_all (&self, error)))
    return FALSE;
  before = way_store_load_privacy (store, &change->log, error);
  for (guint i = 0; before != NULL && i < change->acts->len; i++)
    {
      const WayJournalAct *act = g_ptr_array_index (change->acts, i);

      if (!way_id_equal (&act->case_id, &change->log) || act->author.position == 0)
        return fail_damaged (error);
      if (!take_act (&self, act, error))
        return FALSE;
    }
  if (before == NULL || !project (&self, error) || !index_case (&self, before, error))
    return FALSE;
  store->n_written += self.fresh->len;
  return TRUE;
}

static gboolean
receive_in_txn (WayStore *self, const WayJournalChange *change, GError **error)
{
  g_autoptr (WayTxn) txn = way_txn_begin (self->db, error);

  return txn != NULL && way_store_load_heads (self, error)
         && way_store_extend_log (self, change, error) && take_acts (self, change, error)
         && way_store_set_progress (self, change, error)
         && (!brings_acts (change) || way_store_save_heads (self, error))
         && way_txn_commit (txn, error);
}

gboolean
way_store_receive (WayStore *self, const WayJournalChange *change, GError **error)
{
  WayId origin = self->origin;

  way_store_assert_worker (self);
  if (receive_in_txn (self, change, error))
    return TRUE;
  self->origin = origin;
  return FALSE;
}
