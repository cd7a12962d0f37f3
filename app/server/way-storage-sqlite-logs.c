/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The directory and the logs in SQLite.
 */
#include "way-storage-sqlite-private.h"

/* -- directory --------------------------------------------------------------------------------- */

static gboolean
sqlite_add_dir (WayStorage *storage, const WayStoredEntry *entry, GError **error)
{
  return way_sqlite_add (storage, WAY_SQL_ADD_DIR, error, "nnnb", entry->seq, entry->tick,
                         entry->received_ms, entry->bytes);
}

static void
read_dir_row (WayStmt *stmt, WayStoredEntry *entry)
{
  entry->seq = way_sqlite_get_number (stmt, 0);
  entry->tick = way_sqlite_get_number (stmt, 1);
  entry->received_ms = way_sqlite_get_number (stmt, 2);
  entry->bytes = way_stmt_get_bytes (stmt, 3);
}

static gboolean
sqlite_read_dir (
    WayStorage *storage, guint64 after, WayEntryFunc function, gpointer data, GError **error)
{
  g_autoptr (WayStmt) stmt = way_sqlite_get (storage, WAY_SQL_READ_DIR, error, "n", after);

  return stmt != NULL && way_sqlite_each_row (stmt, read_dir_row, function, data, error);
}

/* -- logs -------------------------------------------------------------------------------------- */

static gboolean
sqlite_get_log (WayStorage *storage, const WayId *log, WayStoredLog *ret_log, GError **error)
{
  g_autoptr (WayStmt) stmt = way_sqlite_get (storage, WAY_SQL_GET_LOG, error, "i", log);
  WayStep step = stmt != NULL ? way_stmt_step (stmt, error) : WAY_STEP_ERROR;
  WayStoredLog found = { 0 };

  if (step == WAY_STEP_ERROR)
    return FALSE;
  if (step == WAY_STEP_ROW)
    {
      found.length = way_sqlite_get_number (stmt, 0);
      way_sqlite_get_hash (stmt, 1, &found.head);
      found.tick = way_sqlite_get_number (stmt, 2);
      found.erased = way_stmt_get_int64 (stmt, 3) != 0;
    }
  *ret_log = found;
  return TRUE;
}

static gboolean
move_log (WayStorage *storage, const WayId *log, const WayStoredEntry *entry, GError **error)
{
  return way_sqlite_add (storage, entry->seq == 1 ? WAY_SQL_GROW_LOG : WAY_SQL_MOVE_LOG, error,
                         "inhn", log, entry->seq, &entry->head, entry->tick);
}

static gboolean
sqlite_add_entry (WayStorage *storage,
                  const WayId *log,
                  const WayStoredEntry *entry,
                  GError **error)
{
  gsize size = g_bytes_get_size (entry->bytes);
  g_autoptr (GBytes) header = g_bytes_new_from_bytes (entry->bytes, 0, WAY_ENTRY_HEADER_SIZE);
  g_autoptr (GBytes) body = NULL;

  if (size > WAY_ENTRY_HEADER_SIZE)
    body = g_bytes_new_from_bytes (entry->bytes, WAY_ENTRY_HEADER_SIZE,
                                   size - WAY_ENTRY_HEADER_SIZE);
  return way_sqlite_add (storage, WAY_SQL_ADD_ENTRY, error, "iniinhnnbb", log, entry->seq,
                         &entry->entry_id, &entry->device, entry->dev_seq, &entry->head,
                         entry->tick, entry->received_ms, header, body)
         && move_log (storage, log, entry, error);
}

static void
read_log_row (WayStmt *stmt, WayStoredEntry *entry)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  gsize size;
  gconstpointer part;

  entry->seq = way_sqlite_get_number (stmt, 0);
  way_stmt_get_id (stmt, 1, &entry->entry_id);
  way_stmt_get_id (stmt, 2, &entry->device);
  entry->dev_seq = way_sqlite_get_number (stmt, 3);
  way_sqlite_get_hash (stmt, 4, &entry->head);
  entry->tick = way_sqlite_get_number (stmt, 5);
  entry->received_ms = way_sqlite_get_number (stmt, 6);
  part = way_stmt_get_blob (stmt, 7, &size);
  g_byte_array_append (bytes, part, (guint)size);
  part = way_stmt_get_blob (stmt, 8, &size);
  if (size > 0)
    g_byte_array_append (bytes, part, (guint)size);
  entry->bytes = g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

static gboolean
sqlite_read_log (WayStorage *storage,
                 const WayId *log,
                 guint64 after,
                 WayEntryFunc function,
                 gpointer data,
                 GError **error)
{
  g_autoptr (WayStmt) stmt = way_sqlite_get (storage, WAY_SQL_READ_LOG, error, "in", log, after);

  return stmt != NULL && way_sqlite_each_row (stmt, read_log_row, function, data, error);
}

static gboolean
sqlite_find_entry (
    WayStorage *storage, const WayId *log, const WayId *entry_id, guint64 *ret_seq, GError **error)
{
  g_autoptr (WayStmt) stmt = way_sqlite_get (storage, WAY_SQL_FIND_ENTRY, error, "ii", log,
                                             entry_id);

  return stmt != NULL && way_sqlite_take_number (stmt, ret_seq, error);
}

static gboolean
sqlite_drop_body (WayStorage *storage, const WayId *log, guint64 seq, GError **error)
{
  return way_sqlite_run (storage, WAY_SQL_DROP_BODY, error, "in", log, seq);
}

static gboolean
sqlite_erase (WayStorage *storage, const WayId *log, guint64 seq, GError **error)
{
  return way_sqlite_run (storage, WAY_SQL_DROP_BODIES, error, "in", log, seq)
         && way_sqlite_run (storage, WAY_SQL_SET_ERASED, error, "i", log);
}

void
way_sqlite_fill_logs (WayStorageClass *klass)
{
  klass->add_dir = sqlite_add_dir;
  klass->read_dir = sqlite_read_dir;
  klass->get_log = sqlite_get_log;
  klass->add_entry = sqlite_add_entry;
  klass->read_log = sqlite_read_log;
  klass->find_entry = sqlite_find_entry;
  klass->drop_body = sqlite_drop_body;
  klass->erase = sqlite_erase;
}
