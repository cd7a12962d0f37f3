/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Named bytes, tokens and tickets, the mailbox and the audit in SQLite.
 */
#include "way-storage-sqlite-private.h"

static const struct
{
  guint add, get;
} pass_sql[] = {
  [WAY_PASS_TOKEN] = { WAY_SQL_ADD_TOKEN, WAY_SQL_GET_TOKEN },
  [WAY_PASS_TICKET] = { WAY_SQL_ADD_TICKET, WAY_SQL_GET_TICKET },
};

static gboolean
sqlite_get_meta (WayStorage *storage, const char *name, GBytes **ret_bytes, GError **error)
{
  g_autoptr (WayStmt) stmt = way_sqlite_get (storage, WAY_SQL_GET_META, error, "t", name);

  return stmt != NULL && way_sqlite_take_bytes (stmt, ret_bytes, error);
}

static gboolean
sqlite_set_meta (WayStorage *storage, const char *name, GBytes *bytes, GError **error)
{
  return way_sqlite_run (storage, WAY_SQL_SET_META, error, "tb", name, bytes);
}

static gboolean
sqlite_add_pass (WayStorage *storage,
                 WayPassKind kind,
                 const WayHash *hash,
                 const WayId *device,
                 guint64 expires_ms,
                 GError **error)
{
  return way_sqlite_add (storage, pass_sql[kind].add, error, "hin", hash, device, expires_ms);
}

static gboolean
sqlite_get_pass (WayStorage *storage,
                 WayPassKind kind,
                 const WayHash *hash,
                 WayId *ret_device,
                 guint64 *ret_expires_ms,
                 GError **error)
{
  g_autoptr (WayStmt) stmt = way_sqlite_get (storage, pass_sql[kind].get, error, "h", hash);

  if (stmt == NULL || !way_sqlite_take_number (stmt, ret_expires_ms, error))
    return FALSE;
  if (*ret_expires_ms != 0)
    way_stmt_get_id (stmt, 1, ret_device);
  return TRUE;
}

static gboolean
sqlite_remove_ticket (WayStorage *storage, const WayHash *hash, GError **error)
{
  return way_sqlite_run (storage, WAY_SQL_REMOVE_SLOTS, error, "h", hash)
         && way_sqlite_run (storage, WAY_SQL_REMOVE_TICKET, error, "h", hash);
}

static gboolean
sqlite_count_tickets (WayStorage *storage, const WayId *device, guint64 *ret_n, GError **error)
{
  g_autoptr (WayStmt) stmt = way_sqlite_get (storage, WAY_SQL_COUNT_TICKETS, error, "i", device);

  return stmt != NULL && way_sqlite_take_number (stmt, ret_n, error);
}

static gboolean
sqlite_add_slot (
    WayStorage *storage, const WayHash *ticket, guint slot, GBytes *bytes, GError **error)
{
  return way_sqlite_add (storage, WAY_SQL_ADD_SLOT, error, "hnb", ticket, (guint64)slot, bytes);
}

static gboolean
sqlite_get_slot (
    WayStorage *storage, const WayHash *ticket, guint slot, GBytes **ret_bytes, GError **error)
{
  g_autoptr (WayStmt) stmt = way_sqlite_get (storage, WAY_SQL_GET_SLOT, error, "hn", ticket,
                                             (guint64)slot);

  return stmt != NULL && way_sqlite_take_bytes (stmt, ret_bytes, error);
}

static gboolean
sqlite_add_audit (WayStorage *storage,
                  guint64 at_ms,
                  const WayId *device,
                  const WayId *log,
                  guint64 after,
                  guint64 upto,
                  GError **error)
{
  return way_sqlite_run (storage, WAY_SQL_ADD_AUDIT, error, "niinn", at_ms, device, log, after,
                         upto);
}

static gboolean
sqlite_sweep (WayStorage *storage, guint64 now_ms, guint64 audit_ms, GError **error)
{
  return way_sqlite_run (storage, WAY_SQL_SWEEP_TOKENS, error, "n", now_ms)
         && way_sqlite_run (storage, WAY_SQL_SWEEP_TICKETS, error, "n", now_ms)
         && way_sqlite_run (storage, WAY_SQL_SWEEP_SLOTS, error, "")
         && way_sqlite_run (storage, WAY_SQL_SWEEP_AUDIT, error, "n", audit_ms);
}

void
way_sqlite_fill_passes (WayStorageClass *klass)
{
  klass->get_meta = sqlite_get_meta;
  klass->set_meta = sqlite_set_meta;
  klass->add_pass = sqlite_add_pass;
  klass->get_pass = sqlite_get_pass;
  klass->remove_ticket = sqlite_remove_ticket;
  klass->count_tickets = sqlite_count_tickets;
  klass->add_slot = sqlite_add_slot;
  klass->get_slot = sqlite_get_slot;
  klass->add_audit = sqlite_add_audit;
  klass->sweep = sqlite_sweep;
}
