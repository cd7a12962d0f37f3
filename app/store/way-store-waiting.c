/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What was written here and stands in no log yet.
 */
#include "way-store-journal.h"

#include <string.h>

/* -- listing ----------------------------------------------------------------------------------- */

/* (transfer full): the acts (WayOpId of their first op) that lie in the outbox. */
static GHashTable *
load_outbox (WayStore *self, GError **error)
{
  g_autoptr (WayStmt) stmt = way_stmt_new (self->db, "SELECT origin, act FROM sealed", error);
  g_autoptr (GHashTable) acts = g_hash_table_new_full (way_op_id_hash, way_op_id_equal, g_free,
                                                       NULL);
  WayStep step;

  if (stmt == NULL)
    return NULL;
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      WayOpId act = { .counter = (guint64)way_stmt_get_int64 (stmt, 1) };

      if (way_stmt_get_id (stmt, 0, &act.origin))
        g_hash_table_add (acts, g_memdup2 (&act, sizeof act));
    }
  return step == WAY_STEP_DONE ? g_steal_pointer (&acts) : NULL;
}

static gboolean
is_of_act (const WayJournalAct *act, const WayOperation *op)
{
  return act != NULL && act->act == op->act && way_id_equal (&act->origin, &op->id.origin)
         && way_id_equal (&act->case_id, &op->case_id);
}

static WayJournalAct *
begin_act (const WayRow *row)
{
  const WayOperation *op = row->authored.op;
  WayJournalAct *act = way_journal_act_new ();

  act->case_id = op->case_id;
  act->origin = op->id.origin;
  act->act = op->act;
  act->author = row->authored.author;
  return act;
}

/* The ops of an act were written one behind another. */
static void
take_waiting (GPtrArray *acts, GHashTable *outbox, const WayRow *row)
{
  WayOperation *op = row->authored.op;
  WayOpId first = { op->id.origin, op->act };
  WayJournalAct *act = acts->len > 0 ? g_ptr_array_index (acts, acts->len - 1) : NULL;

  if (g_hash_table_contains (outbox, &first))
    return;
  if (!is_of_act (act, op))
    {
      act = begin_act (row);
      g_ptr_array_add (acts, act);
    }
  g_ptr_array_add (act->ops, way_operation_to_bytes (op));
}

GPtrArray *
way_store_list_waiting (WayStore *self, GError **error)
{
  g_autoptr (WayStmt) stmt = NULL;
  g_autoptr (GHashTable) outbox = NULL;
  g_autoptr (GPtrArray) acts = g_ptr_array_new_with_free_func (
      (GDestroyNotify)way_journal_act_free);
  WayStep step;

  way_store_assert_worker (self);
  outbox = load_outbox (self, error);
  if (outbox != NULL)
    stmt = way_stmt_new (self->db,
                         "SELECT " WAY_STORE_ROW ", 0 FROM op WHERE position = 0"
                         " ORDER BY case_id, seq",
                         error);
  if (stmt == NULL)
    return NULL;
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      g_autoptr (WayRow) row = way_store_read_row (self, stmt, error);

      if (row == NULL)
        return NULL;
      take_waiting (acts, outbox, row);
    }
  return step == WAY_STEP_DONE ? g_steal_pointer (&acts) : NULL;
}

/* An op's bytes have its counter at 32 and its act at 40 (way-operation.h): the first op of each
 * act is counted. */
gboolean
way_store_count_waiting (WayStore *self, guint *ret_n_acts, GError **error)
{
  gint64 n;

  if (!way_db_query_int64 (self->db,
                           "SELECT count(*) FROM op WHERE position = 0"
                           " AND substr (bytes, 33, 8) = substr (bytes, 41, 8)",
                           &n, error))
    return FALSE;
  *ret_n_acts = (guint)n;
  return TRUE;
}

gboolean
way_store_keep_back (WayStore *self, const WayId *case_id, GError **error)
{
  g_autoptr (WayStmt) stmt = way_stmt_new (
      self->db, "UPDATE op SET position = ?2 WHERE position = 0 AND case_id = ?1", error);

  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_id (stmt, 1, case_id);
  way_stmt_bind_int64 (stmt, 2, WAY_STORE_STAYS);
  return way_stmt_run (stmt, error);
}

/* -- new ids (decisions.md 3) ------------------------------------------------------------------ */

/* The ids of one act, which become others. */
typedef struct
{
  WayStore *store;
  WayId case_id;
  WayId from, to; /* origins */
  guint64 first, new_first;
  guint n;
} Renumbering;

static gboolean
new_id (const Renumbering *self, WayOpId *id)
{
  if (!way_id_equal (&id->origin, &self->from) || id->counter < self->first
      || id->counter >= self->first + self->n)
    return FALSE;
  id->counter = id->counter - self->first + self->new_first;
  id->origin = self->to;
  return TRUE;
}

/* (transfer full) (nullable): NULL where @op neither is one of them nor names one. */
static WayOperation *
rewrite_op (const Renumbering *self, WayOperation *op)
{
  g_autofree WayOpId *supersedes = g_memdup2 (op->supersedes, op->n_supersedes * sizeof (WayOpId));
  WayOperation fields = *op;
  gboolean changed = new_id (self, &fields.id);

  if (changed)
    fields.act = self->new_first;
  for (guint i = 0; i < op->n_supersedes; i++)
    changed |= new_id (self, &supersedes[i]);
  fields.supersedes = supersedes;
  return changed ? way_operation_new (&fields) : NULL;
}

static gboolean
write_op (WayStore *self, gint64 seq, WayOperation *op, GError **error)
{
  g_autoptr (WayStmt) stmt = way_stmt_new (
      self->db, "UPDATE op SET origin = ?2, counter = ?3, bytes = ?4 WHERE seq = ?1", error);
  g_autoptr (GBytes) bytes = way_operation_to_bytes (op);

  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_int64 (stmt, 1, seq);
  way_stmt_bind_id (stmt, 2, &op->id.origin);
  way_stmt_bind_int64 (stmt, 3, (gint64)op->id.counter);
  way_stmt_bind_bytes (stmt, 4, bytes);
  return way_stmt_run (stmt, error);
}

/* (transfer full): every waiting row of the case. */
static GPtrArray *
load_waiting (WayStore *self, const WayId *case_id, GError **error)
{
  g_autoptr (WayStmt) stmt = way_stmt_new (self->db,
                                           "SELECT " WAY_STORE_ROW ", 0 FROM op"
                                           " WHERE position = 0 AND case_id = ?1 ORDER BY seq",
                                           error);

  if (stmt == NULL)
    return NULL;
  way_stmt_bind_id (stmt, 1, case_id);
  return way_store_read_rows (self, stmt, error);
}

static gboolean
rewrite_rows (const Renumbering *self, gint64 *ret_first, GError **error)
{
  g_autoptr (GPtrArray) rows = load_waiting (self->store, &self->case_id, error);

  *ret_first = 0;
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const WayRow *row = g_ptr_array_index (rows, i);
      g_autoptr (WayOperation) op = rewrite_op (self, row->authored.op);

      if (op != NULL && !write_op (self->store, row->seq, op, error))
        return FALSE;
      if (op != NULL && *ret_first == 0)
        *ret_first = row->seq;
    }
  return rows != NULL;
}

static gboolean
rewrite_drafts (const Renumbering *self, GError **error)
{
  g_autoptr (GPtrArray) drafts = way_store_list_drafts (self->store, NULL, error);

  for (guint i = 0; drafts != NULL && i < drafts->len; i++)
    {
      WayDraft *draft = g_ptr_array_index (drafts, i);
      gboolean changed = FALSE;

      for (guint b = 0; b < draft->bases->len; b++)
        changed |= new_id (self, &g_array_index (draft->bases, WayOpId, b));
      if (changed && way_id_equal (&draft->case_id, &self->case_id)
          && !way_store_rebase_draft (self->store, draft, error))
        return FALSE;
    }
  return drafts != NULL;
}

static gboolean
set_chain (WayStore *self, gint64 seq, const WayHash *chain, GError **error)
{
  g_autoptr (WayStmt) stmt = way_stmt_cached (self->db, WAY_SQL_SET_CHAIN, error);

  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_int64 (stmt, 1, seq);
  way_stmt_bind_blob (stmt, 2, chain->bytes, WAY_HASH_SIZE);
  return way_stmt_run (stmt, error);
}

static gboolean
load_chain_before (WayStore *self, gint64 seq, WayHash *ret_chain, GError **error)
{
  g_autoptr (WayStmt) stmt = way_stmt_new (
      self->db, "SELECT chain FROM op WHERE seq < ?1 ORDER BY seq DESC LIMIT 1", error);
  WayStep step;
  gsize size;
  gconstpointer bytes;

  *ret_chain = way_hash_none;
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_int64 (stmt, 1, seq);
  step = way_stmt_step (stmt, error);
  if (step != WAY_STEP_ROW)
    return step == WAY_STEP_DONE;
  bytes = way_stmt_get_blob (stmt, 0, &size);
  if (size != WAY_HASH_SIZE)
    return way_store_fail_page (error);
  memcpy (ret_chain->bytes, bytes, size);
  return TRUE;
}

/* The running hash over @first and every row behind it. */
static gboolean
chain_anew (WayStore *self, gint64 first, GError **error)
{
  g_autoptr (WayStmt) stmt = NULL;
  WayHash chain;
  WayStep step;

  if (!load_chain_before (self, first, &chain, error))
    return FALSE;
  stmt = way_stmt_new (
      self->db, "SELECT seq, author, roles, bytes FROM op WHERE seq >= ?1 ORDER BY seq", error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_int64 (stmt, 1, first);
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      WayAuthor author = { .roles = (WayRoles)way_stmt_get_int64 (stmt, 2) };
      g_autoptr (GBytes) bytes = way_stmt_get_bytes (stmt, 3);

      way_stmt_get_id (stmt, 1, &author.user);
      way_store_chain (&chain, &author, bytes, &chain);
      if (!set_chain (self, way_stmt_get_int64 (stmt, 0), &chain, error))
        return FALSE;
    }
  self->head = chain;
  return step == WAY_STEP_DONE;
}

/* Of the origin that is in use nobody can say which of its numbers the other copy will use. */
static gboolean
leave_origin (WayStore *self, const WayId *origin, GError **error)
{
  return !way_id_equal (&self->origin, origin) || way_store_renew_origin (self, error);
}

gboolean
way_store_renumber_act (WayStore *self, WayOperation *op, GError **error)
{
  Renumbering numbers = {
    .store = self, .case_id = op->case_id, .from = op->id.origin, .first = op->act, .n = op->act_n
  };
  WayStoreLog log;
  gint64 first;

  if (!leave_origin (self, &op->id.origin, error)
      || !way_store_find_log (self, &op->case_id, &log, error)
      || (log.number != 0 && !way_store_empty_outbox (self, log.number, error)))
    return FALSE;
  numbers.to = self->origin;
  numbers.new_first = self->counter + 1;
  self->counter += op->act_n;
  return rewrite_rows (&numbers, &first, error) && rewrite_drafts (&numbers, error)
         && (first == 0 || chain_anew (self, first, error));
}
