/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-db-private.h"

struct _WayStmt
{
  WayDb *db;            /* (owned) (nullable): NULL while it lies in the cache */
  sqlite3_stmt *handle; /* (owned) */
  gint cache_index;     /* -1: used once */
  gboolean done;
  int bind_rc; /* the first value that could not be bound */
};

/* -- preparing --------------------------------------------------------------------------------- */

static WayStmt *
prepare (WayDb *db, const char *sql, guint flags, GError **error)
{
  sqlite3_stmt *handle = NULL;
  WayStmt *self;
  int rc;

  if (!way_db_is_open (db, error))
    return NULL;
  rc = sqlite3_prepare_v3 (db->handle, sql, -1, flags, &handle, NULL);
  if (rc != SQLITE_OK)
    {
      way_db_fail (error, db->handle, rc);
      return NULL;
    }

  self = g_new0 (WayStmt, 1);
  self->db = way_db_ref (db);
  self->handle = handle;
  self->cache_index = -1;
  return self;
}

WayStmt *
way_stmt_new (WayDb *db, const char *sql, GError **error)
{
  return prepare (db, sql, 0, error);
}

void
way_stmt_set_table (WayDb *db, const char *const *sql, guint n_sql)
{
  g_return_if_fail (db->sql == NULL);

  db->sql = sql;
  db->n_sql = n_sql;
}

WayStmt *
way_stmt_cached (WayDb *db, guint index, GError **error)
{
  WayStmt *self;

  g_return_val_if_fail (index < db->n_sql, NULL);

  if (!way_db_is_open (db, error))
    return NULL;
  if (db->cache == NULL)
    db->cache = g_new0 (WayStmt *, db->n_sql);

  /* One that is out already, as in a walk that calls itself, gets a second one beside it. */
  self = g_steal_pointer (&db->cache[index]);
  if (self != NULL)
    {
      self->db = way_db_ref (db);
      return self;
    }
  self = prepare (db, db->sql[index], SQLITE_PREPARE_PERSISTENT, error);
  if (self != NULL)
    self->cache_index = (gint)index;
  return self;
}

/* -- giving back ------------------------------------------------------------------------------- */

static void
drop (WayStmt *self)
{
  sqlite3_finalize (self->handle);
  g_clear_pointer (&self->db, way_db_unref);
  g_free (self);
}

static gboolean
belongs_in_cache (WayStmt *self)
{
  WayDb *db = self->db;

  /* Not where the database was closed, or closed and opened again, in the meantime. */
  return self->cache_index >= 0 && db->cache != NULL && db->cache[self->cache_index] == NULL
         && sqlite3_db_handle (self->handle) == db->handle;
}

void
way_stmt_free (WayStmt *self)
{
  g_autoptr (WayDb) db = NULL;

  if (self == NULL)
    return;
  if (!belongs_in_cache (self))
    {
      drop (self);
      return;
    }

  way_stmt_reset (self);
  sqlite3_clear_bindings (self->handle);
  self->bind_rc = SQLITE_OK;
  db = g_steal_pointer (&self->db);
  db->cache[self->cache_index] = self;
}

void
way_stmt_drop_cache (WayDb *db)
{
  g_autofree WayStmt **cache = g_steal_pointer (&db->cache);

  for (guint i = 0; cache != NULL && i < db->n_sql; i++)
    if (cache[i] != NULL)
      drop (cache[i]);
}

/* -- binding ----------------------------------------------------------------------------------- */

static void
note_bind (WayStmt *self, int rc)
{
  if (self->bind_rc == SQLITE_OK)
    self->bind_rc = rc;
}

void
way_stmt_bind_int64 (WayStmt *self, int index, gint64 value)
{
  note_bind (self, sqlite3_bind_int64 (self->handle, index, value));
}

void
way_stmt_bind_text (WayStmt *self, int index, const char *text)
{
  note_bind (self, sqlite3_bind_text (self->handle, index, text, -1, SQLITE_TRANSIENT));
}

void
way_stmt_bind_blob (WayStmt *self, int index, gconstpointer bytes, gsize size)
{
  /* A NULL pointer would bind null; no bytes are still a value. */
  if (size == 0)
    note_bind (self, sqlite3_bind_zeroblob (self->handle, index, 0));
  else
    note_bind (self, sqlite3_bind_blob64 (self->handle, index, bytes, size, SQLITE_TRANSIENT));
}

void
way_stmt_bind_bytes (WayStmt *self, int index, GBytes *bytes)
{
  gsize size;
  gconstpointer data;

  if (bytes == NULL)
    {
      way_stmt_bind_null (self, index);
      return;
    }
  data = g_bytes_get_data (bytes, &size);
  way_stmt_bind_blob (self, index, data, size);
}

void
way_stmt_bind_id (WayStmt *self, int index, const WayId *id)
{
  way_stmt_bind_blob (self, index, id->bytes, sizeof id->bytes);
}

void
way_stmt_lend_text (WayStmt *self, int index, const char *text)
{
  note_bind (self, sqlite3_bind_text (self->handle, index, text, -1, SQLITE_STATIC));
}

void
way_stmt_lend_blob (WayStmt *self, int index, gconstpointer bytes, gsize size)
{
  if (size == 0)
    note_bind (self, sqlite3_bind_zeroblob (self->handle, index, 0));
  else
    note_bind (self, sqlite3_bind_blob64 (self->handle, index, bytes, size, SQLITE_STATIC));
}

void
way_stmt_lend_id (WayStmt *self, int index, const WayId *id)
{
  way_stmt_lend_blob (self, index, id->bytes, sizeof id->bytes);
}

void
way_stmt_bind_null (WayStmt *self, int index)
{
  note_bind (self, sqlite3_bind_null (self->handle, index));
}

/* -- stepping ---------------------------------------------------------------------------------- */

WayStep
way_stmt_step (WayStmt *self, GError **error)
{
  int rc = self->bind_rc;

  if (self->done)
    return WAY_STEP_DONE;
  if (!way_db_is_open (self->db, error))
    return WAY_STEP_ERROR;
  if (rc == SQLITE_OK)
    rc = sqlite3_step (self->handle);
  if (rc == SQLITE_ROW)
    return WAY_STEP_ROW;

  /* Reset at once, so that a finished reader holds no snapshot and a failed one can be tried again.
   */
  sqlite3_reset (self->handle);
  if (rc != SQLITE_DONE)
    way_db_fail (error, self->db->handle, rc);
  self->done = rc == SQLITE_DONE;
  return self->done ? WAY_STEP_DONE : WAY_STEP_ERROR;
}

gboolean
way_stmt_run (WayStmt *self, GError **error)
{
  WayStep step;

  do
    step = way_stmt_step (self, error);
  while (step == WAY_STEP_ROW);
  return step == WAY_STEP_DONE;
}

void
way_stmt_reset (WayStmt *self)
{
  sqlite3_reset (self->handle);
  self->done = FALSE;
}

/* -- reading ----------------------------------------------------------------------------------- */

gint64
way_stmt_get_int64 (WayStmt *self, int column)
{
  return sqlite3_column_int64 (self->handle, column);
}

const char *
way_stmt_get_text (WayStmt *self, int column)
{
  return (const char *)sqlite3_column_text (self->handle, column);
}

gconstpointer
way_stmt_get_blob (WayStmt *self, int column, gsize *ret_size)
{
  gconstpointer bytes = sqlite3_column_blob (self->handle, column);

  *ret_size = (gsize)sqlite3_column_bytes (self->handle, column);
  return bytes;
}

GBytes *
way_stmt_get_bytes (WayStmt *self, int column)
{
  gsize size;
  gconstpointer bytes = way_stmt_get_blob (self, column, &size);

  return g_bytes_new (bytes, size);
}

gboolean
way_stmt_get_id (WayStmt *self, int column, WayId *ret_id)
{
  gsize size;
  gconstpointer bytes = way_stmt_get_blob (self, column, &size);

  return way_id_from_bytes (bytes, size, ret_id);
}

gboolean
way_stmt_is_null (WayStmt *self, int column)
{
  return sqlite3_column_type (self->handle, column) == SQLITE_NULL;
}
