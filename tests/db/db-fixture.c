/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "db-fixture.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

void
db_fixture_set_up (DbFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("waymark-db-XXXXXX", &error);
  g_assert_no_error (error);
  self->path = g_build_filename (self->folder, "vault.db", NULL);
  for (guint i = 0; i < WAY_DB_KEY_SIZE; i++)
    {
      self->key[i] = (guint8)(i * 7 + 1);
      self->other_key[i] = (guint8)(i * 11 + 3);
    }
}

void
db_fixture_tear_down (DbFixture *self, gconstpointer data)
{
  g_autoptr (GDir) dir = g_dir_open (self->folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->folder, name, NULL);

      g_assert_cmpint (g_remove (path), ==, 0);
    }
  g_assert_cmpint (g_rmdir (self->folder), ==, 0);
  g_free (self->folder);
  g_free (self->path);
}

char *
db_fixture_path (DbFixture *self, const char *name)
{
  return g_build_filename (self->folder, name, NULL);
}

WayDb *
db_fixture_create (DbFixture *self)
{
  g_autoptr (GError) error = NULL;
  WayDb *db = way_db_open (self->path, self->key, WAY_DB_CREATE, &error);

  g_assert_no_error (error);
  return db;
}

WayDb *
db_fixture_open (DbFixture *self)
{
  g_autoptr (GError) error = NULL;
  WayDb *db = way_db_open (self->path, self->key, WAY_DB_EXISTING, &error);

  g_assert_no_error (error);
  return db;
}

static void
add_notes (WayDb *db, guint n)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WayTxn) txn = way_txn_begin (db, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (WayStmt) stmt = way_stmt_new (db, "INSERT INTO note (id, body) VALUES (?1, ?2)",
                                               &error);
      g_autofree char *padding = g_strnfill (i % 16 == 0 ? 9000 : 300, (char)('a' + i % 26));
      g_autofree char *body = g_strdup_printf (DB_MARKER " %u %s", i, padding);

      g_assert_no_error (error);
      way_stmt_bind_int64 (stmt, 1, i + 1);
      way_stmt_bind_text (stmt, 2, body);
      g_assert_true (way_stmt_run (stmt, &error));
    }
  g_assert_true (
      way_db_exec (db, "INSERT INTO words (rowid, body) SELECT id, body FROM note", &error));
  g_assert_true (way_txn_commit (txn, &error));
  g_assert_no_error (error);
}

void
db_fixture_fill (DbFixture *self, guint n)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WayDb) db = db_fixture_create (self);

  g_assert_true (
      way_db_exec (db,
                   "CREATE TABLE note (id INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT;"
                   "CREATE INDEX note_start ON note (substr (body, 1, 60));"
                   "CREATE VIRTUAL TABLE words USING fts5 (body)",
                   &error));
  g_assert_no_error (error);
  add_notes (db, n);
}

gint64
db_fixture_count (DbFixture *self, const guint8 *key, GError **error)
{
  g_autoptr (WayDb) db = way_db_open (self->path, key, WAY_DB_EXISTING, error);
  g_autoptr (WayStmt) stmt = NULL;
  gint64 count = 0;

  if (db == NULL)
    return -1;
  stmt = way_stmt_new (db, "SELECT body FROM note", error);
  if (stmt == NULL)
    return -1;
  for (;;)
    switch (way_stmt_step (stmt, error))
      {
      case WAY_STEP_ERROR:
        return -1;
      case WAY_STEP_ROW:
        g_assert_true (g_str_has_prefix (way_stmt_get_text (stmt, 0), DB_MARKER));
        count++;
        break;
      case WAY_STEP_DONE:
        return count;
      }
}

void
db_fixture_read_all (const char *path, char **ret_bytes, gsize *ret_size)
{
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, ret_bytes, ret_size, &error);
  g_assert_no_error (error);
}

void
db_fixture_write_all (const char *path, const char *bytes, gsize size)
{
  int fd = open (path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (write (fd, bytes, size), ==, size);
  g_assert_cmpint (close (fd), ==, 0);
}

gboolean
db_fixture_exists (const char *path)
{
  return g_file_test (path, G_FILE_TEST_EXISTS | G_FILE_TEST_IS_SYMLINK);
}
