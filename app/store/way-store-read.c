/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-store-private.h"

/* A case of the ops that @stmt gives. */
static WayCase *
read_case (WayStmt *stmt, const WayId *case_id, GError **error)
{
  g_autoptr (GPtrArray) ops = g_ptr_array_new_with_free_func ((GDestroyNotify)way_operation_unref);
  WayStep step;

  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      g_autoptr (GBytes) bytes = way_stmt_get_bytes (stmt, 0);
      WayOperation *op = way_operation_from_bytes (bytes, error);

      if (op == NULL)
        return NULL;
      g_ptr_array_add (ops, op);
    }
  return step == WAY_STEP_DONE ? way_case_new (case_id, ops) : NULL;
}

WayCase *
way_store_load_case (WayStore *self, const WayId *case_id, GError **error)
{
  g_autoptr (WayStmt) stmt = NULL;

  way_store_assert_worker (self);
  stmt = way_stmt_cached (self->db, WAY_SQL_LOAD_CASE, error);
  if (stmt == NULL)
    return NULL;
  way_stmt_bind_id (stmt, 1, case_id);
  return read_case (stmt, case_id, error);
}

WayCase *
way_store_load_part (
    WayStore *self, const WayId *case_id, guint16 kind, const WayId *object, GError **error)
{
  g_autoptr (WayStmt) stmt = NULL;

  way_store_assert_worker (self);
  stmt = way_stmt_cached (self->db, WAY_SQL_LOAD_PART, error);
  if (stmt == NULL)
    return NULL;
  way_stmt_bind_id (stmt, 1, case_id);
  way_stmt_bind_int64 (stmt, 2, kind);
  way_stmt_bind_id (stmt, 3, object);
  return read_case (stmt, case_id, error);
}

static WayPersonLine *
read_person (WayStmt *stmt)
{
  WayPersonLine *line = way_person_line_new ();

  way_stmt_get_id (stmt, 0, &line->id);
  line->preferred_name = g_strdup (way_stmt_get_text (stmt, 1));
  line->full_name = g_strdup (way_stmt_get_text (stmt, 2));
  line->pronouns = g_strdup (way_stmt_get_text (stmt, 3));
  line->date_of_birth = g_strdup (way_stmt_get_text (stmt, 4));
  line->closed = g_strdup (way_stmt_get_text (stmt, 5));
  line->n_conflicts = (guint)way_stmt_get_int64 (stmt, 6);
  return line;
}

GPtrArray *
way_store_list_people (WayStore *self, GError **error)
{
  g_autoptr (WayStmt) stmt = NULL;
  g_autoptr (GPtrArray) people = g_ptr_array_new_with_free_func (
      (GDestroyNotify)way_person_line_free);
  WayStep step;

  way_store_assert_worker (self);
  stmt = way_stmt_cached (self->db, WAY_SQL_LIST_PEOPLE, error);
  if (stmt == NULL)
    return NULL;
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    g_ptr_array_add (people, read_person (stmt));
  return step == WAY_STEP_DONE ? g_steal_pointer (&people) : NULL;
}
