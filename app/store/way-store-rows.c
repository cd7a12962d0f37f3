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
  WayHash head;

  if (stmt == NULL)
    return FALSE;
  if (g_bytes_get_size (bytes) > WAY_OPERATION_SIZE_MAX)
    return way_fail (error, WAY_STORE_ERROR, WAY_STORE_ERROR_REFUSED,
                     "This is more than one field can hold. Shorten it; nothing was saved.");
  way_store_chain (&self->head, author, bytes, &head);
  way_stmt_bind_id (stmt, 1, &op->case_id);
  way_stmt_bind_int64 (stmt, 2, op->kind);
  way_stmt_bind_id (stmt, 3, &op->object);
  way_stmt_bind_int64 (stmt, 4, op->group);
  way_stmt_bind_id (stmt, 5, &op->id.origin);
  way_stmt_bind_int64 (stmt, 6, (gint64)op->id.counter);
  way_stmt_bind_int64 (stmt, 7, (gint64)op->hlc);
  way_stmt_bind_id (stmt, 8, &author->user);
  way_stmt_bind_int64 (stmt, 9, author->roles);
  way_stmt_bind_int64 (stmt, 10, state);
  way_stmt_bind_blob (stmt, 11, head.bytes, WAY_HASH_SIZE);
  way_stmt_bind_bytes (stmt, 12, bytes);
  if (!way_stmt_run (stmt, error))
    return FALSE;

  self->head = head;
  *ret_seq = way_db_get_last_row_id (self->db);
  return TRUE;
}

WayRow *
way_store_read_row (WayStmt *stmt, GError **error)
{
  g_autoptr (GBytes) bytes = way_stmt_get_bytes (stmt, 4);
  WayOperation *op = way_operation_from_bytes (bytes, error);
  WayRow *row;

  if (op == NULL)
    return NULL;
  row = g_new0 (WayRow, 1);
  row->seq = way_stmt_get_int64 (stmt, 0);
  row->state = (WayRowState)way_stmt_get_int64 (stmt, 1);
  way_stmt_get_id (stmt, 2, &row->authored.author.user);
  row->authored.author.roles = (WayRoles)way_stmt_get_int64 (stmt, 3);
  row->authored.op = op;
  return row;
}

GPtrArray *
way_store_load_object (
    WayStore *self, const WayId *case_id, guint16 kind, const WayId *object, GError **error)
{
  g_autoptr (WayStmt) stmt = way_stmt_cached (self->db, WAY_SQL_FIND_OBJECT, error);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify)way_row_free);
  WayStep step;

  if (stmt == NULL)
    return NULL;
  way_stmt_bind_id (stmt, 1, object);
  way_stmt_bind_int64 (stmt, 2, kind);
  way_stmt_bind_id (stmt, 3, case_id);
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      WayRow *row = way_store_read_row (stmt, error);

      if (row == NULL)
        return NULL;
      g_ptr_array_add (rows, row);
    }
  return step == WAY_STEP_DONE ? g_steal_pointer (&rows) : NULL;
}
