/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Projections: what is visible, the caseload's lines, the search index.  All of it follows from the
 * op rows; way_store_rebuild() does it anew, and check compares the two.
 */
#include "way-store-private.h"

#include "way-fold.h"

/* The rows of one object as merge sees them; held ones are not for it to see (M7). */
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
place_row (WayStore *self, gint64 number, WayRow *row, WayShown shown, GError **error)
{
  g_autoptr (WayStmt) stmt = NULL;
  const WayOperation *op = row->authored.op;

  if (row->shown == shown)
    return TRUE;
  stmt = way_stmt_cached (self->db, WAY_SQL_SET_PLACE, error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_int64 (stmt, 1, number);
  way_stmt_bind_int64 (stmt, 2, op->kind);
  way_stmt_lend_id (stmt, 3, &op->object);
  way_stmt_bind_int64 (stmt, 4, op->group);
  way_stmt_bind_int64 (stmt, 5, row->seq);
  way_stmt_bind_int64 (stmt, 6, shown);
  if (!way_stmt_run (stmt, error))
    return FALSE;
  row->shown = shown;
  return TRUE;
}

gboolean
way_store_project_object (WayStore *self, gint64 number, GPtrArray *rows, GError **error)
{
  guint n, next = 0;
  g_autofree WayMergeOp *ops = to_merge_ops (rows, &n);

  way_merge_object (ops, n);
  for (guint i = 0; i < rows->len; i++)
    {
      WayRow *row = g_ptr_array_index (rows, i);
      WayShown shown = WAY_SHOWN_NO;

      if (row->state != WAY_ROW_HELD && ops[next++].visible)
        shown = way_operation_is_removal (row->authored.op) ? WAY_SHOWN_REMOVAL : WAY_SHOWN_YES;
      if (!place_row (self, number, row, shown, error))
        return FALSE;
    }
  return TRUE;
}

/* -- the caseload ------------------------------------------------------------------------------ */

/* What is shown of one object, while the places of a case go by. */
typedef struct
{
  guint16 kind;
  WayId object;
  gint64 group; /* of the last op */
  guint n;
  gboolean twice;   /* two ops in one register */
  gboolean removal; /* one that removes it */
} Shown;

/* Adds to @n where the object has versions to settle: a look at its ops decides, but only where two
 * of them could clash. */
static gboolean
count_conflict (WayStore *self, const WayId *case_id, const Shown *shown, guint *n, GError **error)
{
  g_autoptr (WayCase) part = NULL;
  const WayObject *object;

  if (!shown->twice && !(shown->removal && shown->n > 1))
    return TRUE;
  part = way_store_load_part (self, case_id, shown->kind, &shown->object, error);
  if (part == NULL)
    return FALSE;
  object = way_case_get_object (part, shown->kind, &shown->object);
  *n += object != NULL && way_object_has_conflict (object);
  return TRUE;
}

static gboolean
count_conflicts (WayStore *self, const WayId *case_id, guint *ret_n, GError **error)
{
  g_autoptr (WayStmt) stmt = way_stmt_cached (self->db, WAY_SQL_LIST_SHOWN, error);
  Shown last = { 0 };
  WayStep step;
  guint n = 0;

  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_id (stmt, 1, case_id);
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      Shown shown = { .kind = (guint16)way_stmt_get_int64 (stmt, 0),
                      .group = way_stmt_get_int64 (stmt, 2) };

      way_stmt_get_id (stmt, 1, &shown.object);
      if (shown.kind == last.kind && way_id_equal (&shown.object, &last.object))
        {
          shown.n = last.n;
          shown.twice = last.twice || shown.group == last.group;
          shown.removal = last.removal;
        }
      else if (!count_conflict (self, case_id, &last, &n, error))
        return FALSE;
      shown.n++;
      shown.removal |= way_stmt_get_int64 (stmt, 3) == WAY_SHOWN_REMOVAL;
      last = shown;
    }
  if (step == WAY_STEP_ERROR || !count_conflict (self, case_id, &last, &n, error))
    return FALSE;
  *ret_n = n;
  return TRUE;
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
  g_autoptr (WayCase) part = way_store_load_part (self, case_id, WAY_KIND_PERSON, case_id, error);
  g_autoptr (WayStmt) stmt = NULL;
  g_autofree char *name = NULL;
  g_autofree char *sort = NULL;
  const WayObject *person;
  guint n_conflicts;
  gint64 number;

  if (part == NULL || !way_store_number_case (self, case_id, &number, error)
      || !count_conflicts (self, case_id, &n_conflicts, error))
    return FALSE;
  person = way_case_get_person (part);
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
  way_stmt_bind_int64 (stmt, 8, n_conflicts);
  way_stmt_bind_int64 (stmt, 9, number);
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

typedef struct
{
  WayId id;
  gint64 number;
} Case;

static gboolean
rebuild_case (WayStore *self, const Case *one, GError **error)
{
  g_autoptr (GPtrArray) rows = way_store_load_rows (self, one->number, error);
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
      if (!way_store_project_object (self, one->number, run, error))
        return FALSE;
      start = i + 1;
    }
  return way_store_project_person (self, &one->id, error)
         && way_store_reindex_case (self, &one->id, error);
}

/* Gives every op its place again, none of them shown, and every case its number. */
static gboolean
place_rows (WayStore *self, GError **error)
{
  g_autoptr (WayStmt) stmt = way_stmt_new (
      self->db, "SELECT " WAY_STORE_ROW ", ?1 FROM op ORDER BY seq", error);
  WayStep step;

  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_int64 (stmt, 1, WAY_SHOWN_UNPLACED);
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      g_autoptr (WayRow) row = way_store_read_row (self, stmt, error);
      gint64 number;

      if (row == NULL || !way_store_number_case (self, &row->authored.op->case_id, &number, error)
          || !place_row (self, number, row, WAY_SHOWN_NO, error))
        return FALSE;
    }
  return step == WAY_STEP_DONE;
}

static GArray *
list_cases (WayStore *self, GError **error)
{
  g_autoptr (WayStmt) stmt = way_stmt_new (
      self->db, "SELECT case_id, number FROM cases ORDER BY number", error);
  g_autoptr (GArray) cases = g_array_new (FALSE, FALSE, sizeof (Case));
  WayStep step;

  if (stmt == NULL)
    return NULL;
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      Case one = { .number = way_stmt_get_int64 (stmt, 1) };

      if (way_stmt_get_id (stmt, 0, &one.id))
        g_array_append_val (cases, one);
    }
  return step == WAY_STEP_DONE ? g_steal_pointer (&cases) : NULL;
}

gboolean
way_store_rebuild (WayStore *self, GError **error)
{
  g_autoptr (GArray) cases = NULL;

  way_store_assert_worker (self);
  if (!way_db_exec (self->db,
                    "DELETE FROM cases; DELETE FROM place; DELETE FROM person;"
                    "DELETE FROM unindexed;"
                    "INSERT INTO words (words) VALUES ('delete-all');",
                    error)
      || !place_rows (self, error))
    return FALSE;
  cases = list_cases (self, error);
  /* in this order: the index takes row ids that ascend far faster */
  for (guint i = 0; cases != NULL && i < cases->len; i++)
    if (!rebuild_case (self, &g_array_index (cases, Case, i), error))
      return FALSE;
  return cases != NULL;
}
