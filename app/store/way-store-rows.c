/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-store-private.h"

void
way_row_free (WayRow *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->authored.op, way_operation_unref);
  g_free (self);
}

void
way_store_chain (const WayHash *previous, const WayAuthor *author, GBytes *bytes, WayHash *ret_hash)
{
  guint32 roles = GUINT32_TO_LE ((guint32)author->roles);
  WayHash link;

  way_hash_chain (previous, author->user.bytes, WAY_ID_SIZE, &link);
  way_hash_chain (&link, &roles, sizeof roles, &link);
  way_hash_chain (&link, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), ret_hash);
}

/* Only what is written here waits to be sent. */
static gint64
get_position (WayStore *self, const WayAuthor *author)
{
  if (author->position == 0 && !way_id_equal (&author->user, &self->user))
    return WAY_STORE_STAYS;
  return (gint64)author->position;
}

gboolean
way_store_add_row (WayStore *self,
                   WayOperation *op,
                   const WayAuthor *author,
                   WayRowState state,
                   gint64 *ret_seq,
                   GError **error)
{
  g_autoptr (WayStmt) stmt = way_stmt_cached (self->db, WAY_SQL_ADD_OP, error);
  g_autoptr (GBytes) bytes = way_operation_to_bytes (op);
  gsize size;
  gconstpointer data = g_bytes_get_data (bytes, &size);
  WayHash head;

  if (stmt == NULL)
    return FALSE;
  if (size > WAY_OPERATION_SIZE_MAX)
    return way_fail (error, WAY_STORE_ERROR, WAY_STORE_ERROR_REFUSED,
                     "This is more than one field can hold. Shorten it; nothing was saved.");
  way_store_chain (&self->head, author, bytes, &head);
  way_stmt_lend_id (stmt, 1, &op->id.origin);
  way_stmt_bind_int64 (stmt, 2, (gint64)op->id.counter);
  way_stmt_lend_id (stmt, 3, &author->user);
  way_stmt_bind_int64 (stmt, 4, author->roles);
  way_stmt_bind_int64 (stmt, 5, state);
  way_stmt_lend_blob (stmt, 6, head.bytes, WAY_HASH_SIZE);
  way_stmt_lend_blob (stmt, 7, data, size);
  way_stmt_lend_id (stmt, 8, &op->case_id);
  way_stmt_bind_int64 (stmt, 9, get_position (self, author));
  if (!way_stmt_run (stmt, error))
    return FALSE;

  self->head = head;
  *ret_seq = way_db_get_last_row_id (self->db);
  return TRUE;
}

static void
read_author (WayStore *self, WayStmt *stmt, WayAuthor *ret_author)
{
  gint64 position = way_stmt_get_int64 (stmt, 5);

  way_stmt_get_id (stmt, 2, &ret_author->user);
  ret_author->roles = (WayRoles)way_stmt_get_int64 (stmt, 3);
  ret_author->position = position > 0 ? (guint64)position : 0;
  if (position == 0)
    ret_author->user = self->user;
  else if (way_stmt_get_id (stmt, 6, &ret_author->user))
    ret_author->roles = (WayRoles)way_stmt_get_int64 (stmt, 7);
}

WayRow *
way_store_read_row (WayStore *self, WayStmt *stmt, GError **error)
{
  g_autoptr (GBytes) bytes = way_stmt_get_bytes (stmt, 4);
  WayOperation *op = way_operation_from_bytes (bytes, error);
  WayRow *row;

  if (op == NULL)
    return NULL;
  row = g_new0 (WayRow, 1);
  row->seq = way_stmt_get_int64 (stmt, 0);
  row->state = (WayRowState)way_stmt_get_int64 (stmt, 1);
  row->shown = (WayShown)way_stmt_get_int64 (stmt, 8);
  read_author (self, stmt, &row->authored.author);
  row->authored.op = op;
  return row;
}

GPtrArray *
way_store_read_rows (WayStore *self, WayStmt *stmt, GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify)way_row_free);
  WayStep step;

  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      WayRow *row = way_store_read_row (self, stmt, error);

      if (row == NULL)
        return NULL;
      g_ptr_array_add (rows, row);
    }
  return step == WAY_STEP_DONE ? g_steal_pointer (&rows) : NULL;
}

GPtrArray *
way_store_load_object (
    WayStore *self, const WayId *case_id, guint16 kind, const WayId *object, GError **error)
{
  g_autoptr (WayStmt) stmt = way_stmt_cached (self->db, WAY_SQL_FIND_OBJECT, error);

  if (stmt == NULL)
    return NULL;
  way_stmt_bind_id (stmt, 1, case_id);
  way_stmt_bind_int64 (stmt, 2, kind);
  way_stmt_bind_id (stmt, 3, object);
  return way_store_read_rows (self, stmt, error);
}

GPtrArray *
way_store_load_rows (WayStore *self, gint64 number, GError **error)
{
  g_autoptr (WayStmt) stmt = way_stmt_cached (self->db, WAY_SQL_FIND_ROWS, error);

  if (stmt == NULL)
    return NULL;
  way_stmt_bind_int64 (stmt, 1, number);
  return way_store_read_rows (self, stmt, error);
}

/* -- numbers of cases -------------------------------------------------------------------------- */

gboolean
way_store_ask_of_case (
    WayStore *self, guint sql, const WayId *case_id, gint64 *ret_value, GError **error)
{
  g_autoptr (WayStmt) stmt = way_stmt_cached (self->db, sql, error);
  WayStep step;

  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_id (stmt, 1, case_id);
  step = way_stmt_step (stmt, error);
  if (step == WAY_STEP_ERROR)
    return FALSE;
  *ret_value = step == WAY_STEP_ROW ? way_stmt_get_int64 (stmt, 0) : 0;
  return TRUE;
}

gboolean
way_store_find_case (WayStore *self, const WayId *case_id, gint64 *ret_number, GError **error)
{
  return way_store_ask_of_case (self, WAY_SQL_FIND_CASE, case_id, ret_number, error);
}

gboolean
way_store_number_case (WayStore *self, const WayId *case_id, gint64 *ret_number, GError **error)
{
  g_autoptr (WayStmt) stmt = NULL;

  if (!way_store_find_case (self, case_id, ret_number, error))
    return FALSE;
  if (*ret_number != 0)
    return TRUE;
  stmt = way_stmt_cached (self->db, WAY_SQL_ADD_CASE, error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_id (stmt, 1, case_id);
  if (!way_stmt_run (stmt, error))
    return FALSE;
  *ret_number = way_db_get_last_row_id (self->db);
  return TRUE;
}
