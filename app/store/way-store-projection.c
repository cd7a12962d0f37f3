/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Projections: what is visible, the caseload's lines, the search index.  All of it follows from the
 * op rows; way_store_rebuild() does it anew, and check compares the two.
 */
#include "way-store-private.h"

#include "way-fold.h"

/* The rows of one object as merge sees them. */
static WayMergeOp *
to_merge_ops (GPtrArray *rows, guint *ret_n)
{
  WayMergeOp *ops = g_new0 (WayMergeOp, rows->len + 1);
  guint n = 0;

  for (guint i = 0; i < rows->len; i++)
    {
      WayRow *row = g_ptr_array_index (rows, i);

      if (row->state == WAY_ROW_HELD)
        continue;
      ops[n].op = row->authored.op;
      ops[n++].set_aside = row->state == WAY_ROW_SET_ASIDE;
    }
  *ret_n = n;
  return ops;
}

static gboolean
is_visible (const WayMergeOp *ops, guint n, const WayRow *row)
{
  for (guint i = 0; i < n; i++)
    if (ops[i].op == row->authored.op)
      return ops[i].visible;
  return FALSE;
}

static gboolean
change_visible (WayStore *self, guint sql, const WayRow *row, GError **error)
{
  g_autoptr (WayStmt) stmt = way_stmt_cached (self->db, sql, error);
  const WayOperation *op = row->authored.op;

  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_id (stmt, 1, &op->case_id);
  way_stmt_bind_int64 (stmt, 2, op->kind);
  way_stmt_bind_id (stmt, 3, &op->object);
  way_stmt_bind_int64 (stmt, 4, op->group);
  way_stmt_bind_int64 (stmt, 5, row->seq);
  return way_stmt_run (stmt, error);
}

/* (transfer full): the seqs now in table visible for one object. */
static GHashTable *
load_visible (
    WayStore *self, const WayId *case_id, guint16 kind, const WayId *object, GError **error)
{
  g_autoptr (WayStmt) stmt = way_stmt_cached (self->db, WAY_SQL_FIND_VISIBLE, error);
  g_autoptr (GHashTable) seqs = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  WayStep step;

  if (stmt == NULL)
    return NULL;
  way_stmt_bind_id (stmt, 1, case_id);
  way_stmt_bind_int64 (stmt, 2, kind);
  way_stmt_bind_id (stmt, 3, object);
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      gint64 seq = way_stmt_get_int64 (stmt, 1);

      g_hash_table_add (seqs, g_memdup2 (&seq, sizeof seq));
    }
  return step == WAY_STEP_DONE ? g_steal_pointer (&seqs) : NULL;
}

gboolean
way_store_project_object (WayStore *self,
                          const WayId *case_id,
                          guint16 kind,
                          const WayId *object,
                          GPtrArray *rows,
                          GError **error)
{
  g_autoptr (GHashTable) before = load_visible (self, case_id, kind, object, error);
  guint n;
  g_autofree WayMergeOp *ops = to_merge_ops (rows, &n);

  if (before == NULL)
    return FALSE;
  way_merge_object (ops, n);
  for (guint i = 0; i < rows->len; i++)
    {
      const WayRow *row = g_ptr_array_index (rows, i);
      gboolean was = g_hash_table_contains (before, &row->seq);
      gboolean is = is_visible (ops, n, row);

      if (was != is
          && !change_visible (self, is ? WAY_SQL_ADD_VISIBLE : WAY_SQL_DROP_VISIBLE, row, error))
        return FALSE;
    }
  return TRUE;
}

/* -- the caseload ------------------------------------------------------------------------------ */

static guint
count_conflicts (WayCase *young_person)
{
  g_autoptr (GPtrArray) objects = way_case_list_all (young_person);
  guint n = 0;

  for (guint i = 0; i < objects->len; i++)
    n += way_object_has_conflict (g_ptr_array_index (objects, i));
  return n;
}

static gboolean
drop_person (WayStore *self, const WayId *case_id, GError **error)
{
  g_autoptr (WayStmt) stmt = way_stmt_cached (self->db, WAY_SQL_DROP_PERSON, error);

  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_id (stmt, 1, case_id);
  return way_stmt_run (stmt, error);
}

static void
bind_string (WayStmt *stmt, int index, const WayObject *person, guint16 group, guint member)
{
  g_autofree char *text = way_object_dup_string (person, group, member);

  way_stmt_bind_text (stmt, index, text);
}

gboolean
way_store_project_person (WayStore *self, const WayId *case_id, GError **error)
{
  g_autoptr (WayCase) young_person = way_store_load_case (self, case_id, error);
  g_autoptr (WayStmt) stmt = NULL;
  g_autofree char *name = NULL;
  g_autofree char *sort = NULL;
  const WayObject *person;

  if (young_person == NULL)
    return FALSE;
  person = way_case_get_person (young_person);
  if (person == NULL || person->life == WAY_LIFE_REMOVED)
    return drop_person (self, case_id, error);

  stmt = way_stmt_cached (self->db, WAY_SQL_SET_PERSON, error);
  if (stmt == NULL)
    return FALSE;
  name = way_object_dup_string (person, WAY_PERSON_NAMES, 0);
  sort = way_fold (name);
  way_stmt_bind_id (stmt, 1, case_id);
  way_stmt_bind_text (stmt, 2, sort);
  way_stmt_bind_text (stmt, 3, name);
  bind_string (stmt, 4, person, WAY_PERSON_NAMES, 1);
  bind_string (stmt, 5, person, WAY_PERSON_PRONOUNS, 0);
  bind_string (stmt, 6, person, WAY_PERSON_BIRTH, 0);
  bind_string (stmt, 7, person, WAY_PERSON_CLOSED, 0);
  way_stmt_bind_int64 (stmt, 8, count_conflicts (young_person));
  return way_stmt_run (stmt, error);
}

/* -- anew ------------------------------------------------------------------------------------- */

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  const WayRow *left = *(const WayRow **)a;
  const WayRow *right = *(const WayRow **)b;
  int order = way_id_compare (&left->authored.op->object, &right->authored.op->object);

  if (order == 0)
    order = left->authored.op->kind - right->authored.op->kind;
  return order != 0 ? order : (left->seq > right->seq) - (left->seq < right->seq);
}

static gboolean
same_object (const WayRow *a, const WayRow *b)
{
  return a->authored.op->kind == b->authored.op->kind
         && way_id_equal (&a->authored.op->object, &b->authored.op->object);
}

static GPtrArray *
load_case_rows (WayStore *self, const WayId *case_id, GError **error)
{
  g_autoptr (WayStmt) stmt = way_stmt_cached (self->db, WAY_SQL_CASE_OPS, error);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify)way_row_free);
  WayStep step;

  if (stmt == NULL)
    return NULL;
  way_stmt_bind_id (stmt, 1, case_id);
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      WayRow *row = way_store_read_row (stmt, error);

      if (row == NULL)
        return NULL;
      g_ptr_array_add (rows, row);
    }
  return step == WAY_STEP_DONE ? g_steal_pointer (&rows) : NULL;
}

static gboolean
rebuild_case (WayStore *self, const WayId *case_id, GError **error)
{
  g_autoptr (GPtrArray) rows = load_case_rows (self, case_id, error);
  guint start = 0;

  if (rows == NULL)
    return FALSE;
  g_ptr_array_sort (rows, compare_rows);
  for (guint i = 0; i < rows->len; i++)
    {
      WayRow *row = g_ptr_array_index (rows, i);
      g_autoptr (GPtrArray) run = NULL;

      if (i + 1 < rows->len && same_object (row, g_ptr_array_index (rows, i + 1)))
        continue;
      run = g_ptr_array_new ();
      for (guint r = start; r <= i; r++)
        g_ptr_array_add (run, g_ptr_array_index (rows, r));
      if (!way_store_project_object (self, case_id, row->authored.op->kind,
                                     &row->authored.op->object, run, error))
        return FALSE;
      start = i + 1;
    }
  return way_store_project_person (self, case_id, error)
         && way_store_reindex_case (self, case_id, error);
}

static GArray *
list_cases (WayStore *self, GError **error)
{
  g_autoptr (WayStmt) stmt = way_stmt_new (self->db, "SELECT case_id FROM cases ORDER BY number",
                                           error);
  g_autoptr (GArray) cases = g_array_new (FALSE, FALSE, sizeof (WayId));
  WayStep step;

  if (stmt == NULL)
    return NULL;
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      WayId id;

      if (way_stmt_get_id (stmt, 0, &id))
        g_array_append_val (cases, id);
    }
  return step == WAY_STEP_DONE ? g_steal_pointer (&cases) : NULL;
}

gboolean
way_store_rebuild (WayStore *self, GError **error)
{
  g_autoptr (GArray) cases = NULL;

  way_store_assert_worker (self);
  if (!way_db_exec (self->db,
                    "DELETE FROM visible; DELETE FROM person; DELETE FROM cases;"
                    "INSERT INTO words (words) VALUES ('delete-all');"
                    "INSERT INTO cases (case_id)"
                    " SELECT case_id FROM op GROUP BY case_id ORDER BY min (seq);",
                    error))
    return FALSE;
  cases = list_cases (self, error);
  for (guint i = 0; cases != NULL && i < cases->len; i++)
    if (!rebuild_case (self, &g_array_index (cases, WayId, i), error))
      return FALSE;
  return cases != NULL;
}
