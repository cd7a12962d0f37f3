/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-txn.h"

#include "way-db-private.h"
#include "way-fault.h"

struct _WayTxn
{
  WayDb *db; /* (owned) */
  gboolean open;
};

static void
roll_back (WayTxn *self)
{
  sqlite3 *handle = self->db->handle;

  self->open = FALSE;
  self->db->in_txn = FALSE;
  /* The engine has rolled back by itself after some failures; then there is nothing to do.  What
   * it cannot do now it does at the next open: without a commit nothing counts. */
  if (handle != NULL && sqlite3_get_autocommit (handle) == 0)
    sqlite3_exec (handle, "ROLLBACK", NULL, NULL, NULL);
}

static WayTxn *
begin (WayDb *db, const char *sql, GError **error)
{
  WayTxn *self;

  if (db->in_txn)
    return way_fail_null (error, WAY_DB_ERROR, WAY_DB_ERROR_FAILED,
                          "A save was begun inside another save; the inner one was not made.");
  if (!way_db_exec (db, sql, error))
    return NULL;

  self = g_new0 (WayTxn, 1);
  self->db = way_db_ref (db);
  self->open = TRUE;
  db->in_txn = TRUE;
  return self;
}

WayTxn *
way_txn_begin_reading (WayDb *db, GError **error)
{
  return begin (db, "BEGIN", error);
}

/* A file that has no name any more takes what is written, and is gone with the program. */
static gboolean
is_in_place (WayDb *db, GError **error)
{
  int moved = 0;

  sqlite3_file_control (db->handle, "main", SQLITE_FCNTL_HAS_MOVED, &moved);
  if (!moved)
    return TRUE;
  return way_fail (error, WAY_DB_ERROR, WAY_DB_ERROR_IO,
                   "The vault was moved or deleted while it was open, so nothing was saved; please "
                   "put it back, and keep this window open until it says saved.");
}

WayTxn *
way_txn_begin (WayDb *db, GError **error)
{
  g_autoptr (WayTxn) self = begin (db, "BEGIN IMMEDIATE", error);

  if (self == NULL || !is_in_place (db, error))
    return NULL;
  return way_fault_point ("txn-begun", error) ? g_steal_pointer (&self) : NULL;
}

gboolean
way_txn_commit (WayTxn *self, GError **error)
{
  g_return_val_if_fail (self->open, FALSE);

  if (!way_fault_point ("txn-commit", error) || !way_db_exec (self->db, "COMMIT", error))
    {
      roll_back (self);
      return FALSE;
    }

  self->open = FALSE;
  self->db->in_txn = FALSE;
  return way_fault_point ("txn-committed", error);
}

void
way_txn_free (WayTxn *self)
{
  if (self == NULL)
    return;

  if (self->open)
    roll_back (self);
  way_db_unref (self->db);
  g_free (self);
}
