/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who reads a log, and its quarantine lane, in SQLite.
 */
#include "way-storage-sqlite-private.h"

/* -- readers ----------------------------------------------------------------------------------- */

static gboolean
sqlite_set_readers (WayStorage *storage,
                    const WayId *log,
                    guint64 seq,
                    guint64 tick,
                    const WayId *devices,
                    gsize n_devices,
                    GError **error)
{
  if (!way_sqlite_run (storage, WAY_SQL_END_READERS, error, "inn", log, seq, tick))
    return FALSE;
  for (gsize i = 0; i < n_devices; i++)
    if (!way_sqlite_run (storage, WAY_SQL_SET_READER, error, "ii", &devices[i], log))
      return FALSE;
  return TRUE;
}

static gboolean
sqlite_get_reader (WayStorage *storage,
                   const WayId *log,
                   const WayId *device,
                   gboolean *ret_reads,
                   guint64 *ret_upto,
                   GError **error)
{
  g_autoptr (WayStmt) stmt = way_sqlite_get (storage, WAY_SQL_GET_READER, error, "ii", device, log);
  WayStep step = stmt != NULL ? way_stmt_step (stmt, error) : WAY_STEP_ERROR;

  if (step == WAY_STEP_ERROR)
    return FALSE;
  *ret_reads = step == WAY_STEP_ROW;
  *ret_upto = step == WAY_STEP_ROW ? way_sqlite_get_number (stmt, 0) : 0;
  return TRUE;
}

static gboolean
sqlite_list_logs (WayStorage *storage,
                  const WayId *device,
                  guint64 tick,
                  WayLogFunc function,
                  gpointer data,
                  GError **error)
{
  g_autoptr (WayStmt) stmt = device != NULL ? way_sqlite_get (storage, WAY_SQL_LIST_LOGS, error,
                                                              "in", device, tick)
                                            : way_sqlite_get (storage, WAY_SQL_LIST_ALL_LOGS, error,
                                                              "n", tick);
  WayStep step;

  if (stmt == NULL)
    return FALSE;
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      WayId log;

      if (way_stmt_get_id (stmt, 0, &log)
          && !function (&log, way_sqlite_get_number (stmt, 1), way_sqlite_get_number (stmt, 2),
                        data))
        return TRUE;
    }
  return step == WAY_STEP_DONE;
}

/* -- the lane ---------------------------------------------------------------------------------- */

static gboolean
sqlite_add_lane (WayStorage *storage,
                 const WayId *log,
                 const WayHash *hash,
                 const WayStoredEntry *entry,
                 GError **error)
{
  return way_sqlite_add (storage, WAY_SQL_ADD_LANE, error, "inhnb", log, entry->seq, hash,
                         entry->received_ms, entry->bytes);
}

static void
read_lane_row (WayStmt *stmt, WayStoredEntry *entry)
{
  entry->seq = way_sqlite_get_number (stmt, 0);
  entry->received_ms = way_sqlite_get_number (stmt, 1);
  entry->bytes = way_stmt_get_bytes (stmt, 2);
}

static gboolean
sqlite_read_lane (WayStorage *storage,
                  const WayId *log,
                  guint64 after,
                  WayEntryFunc function,
                  gpointer data,
                  GError **error)
{
  g_autoptr (WayStmt) stmt = way_sqlite_get (storage, WAY_SQL_READ_LANE, error, "in", log, after);

  return stmt != NULL && way_sqlite_each_row (stmt, read_lane_row, function, data, error);
}

static gboolean
sqlite_find_lane (WayStorage *storage,
                  const WayId *log,
                  const WayHash *hash,
                  guint64 *ret_place,
                  guint64 *ret_length,
                  GError **error)
{
  g_autoptr (WayStmt) stmt = way_sqlite_get (storage, WAY_SQL_FIND_LANE, error, "ih", log, hash);

  if (stmt == NULL || !way_sqlite_take_number (stmt, ret_place, error))
    return FALSE;
  *ret_length = way_sqlite_get_number (stmt, 1);
  return TRUE;
}

void
way_sqlite_fill_lanes (WayStorageClass *klass)
{
  klass->set_readers = sqlite_set_readers;
  klass->get_reader = sqlite_get_reader;
  klass->list_logs = sqlite_list_logs;
  klass->add_lane = sqlite_add_lane;
  klass->read_lane = sqlite_read_lane;
  klass->find_lane = sqlite_find_lane;
}
