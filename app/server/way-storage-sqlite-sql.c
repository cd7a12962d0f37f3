/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The statements of the SQLite back end, and how they are run.
 */
#include "way-storage-sqlite-private.h"

#include <stdarg.h>
#include <string.h>

const char *const way_sqlite_statements[WAY_N_SQL] = {
  [WAY_SQL_GET_META] = "SELECT bytes FROM meta WHERE name = ?1",
  [WAY_SQL_SET_META] = "INSERT INTO meta VALUES (?1, ?2) ON CONFLICT DO UPDATE SET bytes = ?2",
  [WAY_SQL_ADD_DIR]
  = "INSERT INTO dir SELECT ?1, ?2, ?3, ?4 WHERE ?1 = (SELECT count(*) + 1 FROM dir)",
  [WAY_SQL_READ_DIR] = "SELECT seq, tick, received_ms, bytes FROM dir WHERE seq > ?1 ORDER BY seq",
  [WAY_SQL_GET_LOG] = "SELECT length, head, tick, erased FROM log WHERE log = ?1",
  [WAY_SQL_GROW_LOG]
  = "INSERT INTO log SELECT ?1, 1, ?3, ?4, 0 WHERE ?2 = 1 ON CONFLICT DO NOTHING",
  [WAY_SQL_MOVE_LOG]
  = "UPDATE log SET length = ?2, head = ?3, tick = ?4 WHERE log = ?1 AND length = ?2 - 1",
  [WAY_SQL_ADD_ENTRY]
  = "INSERT INTO entry SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10 WHERE ?2 = "
    "coalesce((SELECT length FROM log WHERE log = ?1), 0) + 1 ON CONFLICT DO NOTHING",
  [WAY_SQL_READ_LOG]
  = "SELECT seq, entry_id, device, dev_seq, head, tick, received_ms, header, body "
    "FROM entry WHERE log = ?1 AND seq > ?2 ORDER BY seq",
  [WAY_SQL_FIND_ENTRY] = "SELECT seq FROM entry WHERE log = ?1 AND entry_id = ?2",
  [WAY_SQL_DROP_BODY] = "UPDATE entry SET body = NULL WHERE log = ?1 AND seq = ?2",
  [WAY_SQL_DROP_BODIES] = "UPDATE entry SET body = NULL WHERE log = ?1 AND seq < ?2",
  [WAY_SQL_SET_ERASED] = "UPDATE log SET erased = 1 WHERE log = ?1",
  [WAY_SQL_END_READERS] = "UPDATE reader SET upto = ?2, tick = ?3 WHERE log = ?1 AND upto IS NULL",
  [WAY_SQL_SET_READER] = "INSERT INTO reader VALUES (?1, ?2, NULL, NULL) ON CONFLICT DO UPDATE SET "
                         "upto = NULL, tick = NULL",
  [WAY_SQL_GET_READER] = "SELECT coalesce(upto, 0) FROM reader WHERE device = ?1 AND log = ?2",
  [WAY_SQL_LIST_LOGS]
  = "SELECT r.log, coalesce(r.upto, 0), coalesce(r.tick, l.tick) AS at FROM reader "
    "r JOIN log l ON l.log = r.log WHERE r.device = ?1 AND at > ?2 ORDER BY at",
  [WAY_SQL_LIST_ALL_LOGS] = "SELECT log, 0, tick FROM log WHERE tick > ?1 ORDER BY tick",
  [WAY_SQL_ADD_LANE] = "INSERT INTO lane SELECT ?1, ?2, ?3, ?4, ?5 WHERE ?2 = (SELECT count(*) + 1 "
                       "FROM lane WHERE log = ?1) ON CONFLICT DO NOTHING",
  [WAY_SQL_READ_LANE]
  = "SELECT place, received_ms, bytes FROM lane WHERE log = ?1 AND place > ?2 ORDER BY place",
  [WAY_SQL_FIND_LANE]
  = "SELECT coalesce((SELECT place FROM lane WHERE log = ?1 AND hash = ?2), 0), "
    "(SELECT count(*) FROM lane WHERE log = ?1)",
  [WAY_SQL_ADD_TOKEN] = "INSERT INTO token VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
  [WAY_SQL_GET_TOKEN] = "SELECT expires_ms, device FROM token WHERE hash = ?1",
  [WAY_SQL_ADD_TICKET] = "INSERT INTO ticket VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
  [WAY_SQL_GET_TICKET] = "SELECT expires_ms, device FROM ticket WHERE hash = ?1",
  [WAY_SQL_REMOVE_SLOTS] = "DELETE FROM slot WHERE ticket = ?1",
  [WAY_SQL_REMOVE_TICKET] = "DELETE FROM ticket WHERE hash = ?1",
  [WAY_SQL_COUNT_TICKETS] = "SELECT count(*) FROM ticket WHERE device = ?1",
  [WAY_SQL_ADD_SLOT] = "INSERT INTO slot VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
  [WAY_SQL_GET_SLOT] = "SELECT bytes FROM slot WHERE ticket = ?1 AND slot = ?2",
  [WAY_SQL_ADD_AUDIT] = "INSERT INTO audit VALUES (?1, ?2, ?3, ?4, ?5)",
  [WAY_SQL_SWEEP_TOKENS] = "DELETE FROM token WHERE expires_ms <= ?1",
  [WAY_SQL_SWEEP_TICKETS] = "DELETE FROM ticket WHERE expires_ms <= ?1",
  [WAY_SQL_SWEEP_SLOTS] = "DELETE FROM slot WHERE ticket NOT IN (SELECT hash FROM ticket)",
  [WAY_SQL_SWEEP_AUDIT] = "DELETE FROM audit WHERE at_ms < ?1",
};

static void
bind_all (WayStmt *stmt, const char *types, va_list values)
{
  for (int i = 0; types[i] != '\0'; i++)
    switch (types[i])
      {
      case 'i':
        way_stmt_bind_id (stmt, i + 1, va_arg (values, const WayId *));
        break;
      case 'h':
        way_stmt_bind_blob (stmt, i + 1, va_arg (values, const WayHash *)->bytes, WAY_HASH_SIZE);
        break;
      case 'n':
        way_stmt_bind_int64 (stmt, i + 1, (gint64)va_arg (values, guint64));
        break;
      case 'b':
        way_stmt_bind_bytes (stmt, i + 1, va_arg (values, GBytes *));
        break;
      case 't':
        way_stmt_bind_text (stmt, i + 1, va_arg (values, const char *));
        break;
      default:
        g_assert_not_reached ();
      }
}

static WayStmt *
get (WayStorage *storage, guint index, const char *types, va_list values, GError **error)
{
  WayStmt *stmt = way_stmt_cached (WAY_SQLITE (storage)->db, index, error);

  if (stmt != NULL)
    bind_all (stmt, types, values);
  return stmt;
}

WayStmt *
way_sqlite_get (WayStorage *storage, guint index, GError **error, const char *types, ...)
{
  WayStmt *stmt;
  va_list values;

  va_start (values, types);
  stmt = get (storage, index, types, values, error);
  va_end (values);
  return stmt;
}

gboolean
way_sqlite_run (WayStorage *storage, guint index, GError **error, const char *types, ...)
{
  g_autoptr (WayStmt) stmt = NULL;
  va_list values;

  va_start (values, types);
  stmt = get (storage, index, types, values, error);
  va_end (values);
  return stmt != NULL && way_stmt_run (stmt, error);
}

gboolean
way_sqlite_add (WayStorage *storage, guint index, GError **error, const char *types, ...)
{
  g_autoptr (WayStmt) stmt = NULL;
  va_list values;

  va_start (values, types);
  stmt = get (storage, index, types, values, error);
  va_end (values);
  if (stmt == NULL || !way_stmt_run (stmt, error))
    return FALSE;
  return way_db_get_changes (WAY_SQLITE (storage)->db) == 1
         || way_fail (error, WAY_SERVER_ERROR, WAY_SERVER_ERROR_TAKEN,
                      "Something else stands at this place already; nothing was written.");
}

guint64
way_sqlite_get_number (WayStmt *stmt, int column)
{
  return (guint64)way_stmt_get_int64 (stmt, column);
}

void
way_sqlite_get_hash (WayStmt *stmt, int column, WayHash *ret_hash)
{
  gsize size;
  gconstpointer bytes = way_stmt_get_blob (stmt, column, &size);

  *ret_hash = way_hash_none;
  if (size == sizeof ret_hash->bytes)
    memcpy (ret_hash->bytes, bytes, size);
}

gboolean
way_sqlite_each_row (
    WayStmt *stmt, WayReadRow read_row, WayEntryFunc function, gpointer data, GError **error)
{
  WayStep step;

  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      g_auto (WayStoredEntry) entry = { 0 };

      read_row (stmt, &entry);
      if (!function (&entry, data))
        return TRUE;
    }
  return step == WAY_STEP_DONE;
}

gboolean
way_sqlite_take_number (WayStmt *stmt, guint64 *ret_number, GError **error)
{
  WayStep step = way_stmt_step (stmt, error);

  if (step == WAY_STEP_ERROR)
    return FALSE;
  *ret_number = step == WAY_STEP_ROW ? way_sqlite_get_number (stmt, 0) : 0;
  return TRUE;
}

gboolean
way_sqlite_take_bytes (WayStmt *stmt, GBytes **ret_bytes, GError **error)
{
  WayStep step = way_stmt_step (stmt, error);

  if (step == WAY_STEP_ERROR)
    return FALSE;
  *ret_bytes = step == WAY_STEP_ROW ? way_stmt_get_bytes (stmt, 0) : NULL;
  return TRUE;
}
