/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The server's door: a file without a key, with every other promise of the room.
 */
#include "db-fixture.h"
#include "way-db-plain.h"

#include <string.h>

static WayDb *
create_plain (DbFixture *self)
{
  g_autoptr (GError) error = NULL;
  WayDb *db = way_db_plain_open (self->path, WAY_DB_CREATE, &error);

  g_assert_no_error (error);
  g_assert_true (
      way_db_exec (db, "CREATE TABLE t (a); INSERT INTO t VALUES ('" DB_MARKER "')", &error));
  return db;
}

static void
test_plain (DbFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *bytes = NULL;
  gsize size;
  gint64 n;

  {
    g_autoptr (WayDb) db = create_plain (self);
    g_autoptr (GPtrArray) problems = way_db_check (db);

    g_assert_cmpuint (problems->len, ==, 0);
    g_assert_true (way_db_query_int64 (db, "PRAGMA synchronous", &n, &error));
    g_assert_cmpint (n, ==, 2);
  }
  db_fixture_read_all (self->path, &bytes, &size);
  g_assert_cmpmem (bytes, 15, "SQLite format 3", 15);
  g_assert_nonnull (memmem (bytes, size, DB_MARKER, strlen (DB_MARKER)));
}

static void
test_each_its_own (DbFixture *self, gconstpointer data)
{
  g_autofree char *sealed = db_fixture_path (self, "sealed.db");
  g_autoptr (GError) error = NULL;
  g_autoptr (WayDb) plain = create_plain (self);
  g_autoptr (WayDb) other = way_db_open (sealed, self->key, WAY_DB_CREATE, &error);

  g_assert_no_error (error);
  g_assert_null (way_db_plain_open (sealed, WAY_DB_EXISTING, &error));
  g_assert_error (error, WAY_DB_ERROR, WAY_DB_ERROR_WRONG_KEY_OR_DAMAGED);
  g_clear_error (&error);
  g_assert_null (way_db_open (self->path, self->key, WAY_DB_EXISTING, &error));
  g_assert_nonnull (error);
}

static void
test_backup (DbFixture *self, gconstpointer data)
{
  g_autofree char *path = db_fixture_path (self, "copy.db");
  g_autoptr (GError) error = NULL;
  g_autoptr (WayDb) db = create_plain (self);
  g_autoptr (WayDb) copy = NULL;
  gint64 n;

  g_assert_true (way_db_plain_backup (db, path, &error));
  g_assert_false (way_db_plain_backup (db, path, &error));
  g_assert_error (error, WAY_DB_ERROR, WAY_DB_ERROR_EXISTS);
  g_clear_error (&error);
  copy = way_db_plain_open (path, WAY_DB_EXISTING, &error);
  g_assert_no_error (error);
  g_assert_true (way_db_query_int64 (copy, "SELECT count(*) FROM t", &n, &error));
  g_assert_cmpint (n, ==, 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  DB_FIXTURE_TEST ("/db/plain/plain", test_plain);
  DB_FIXTURE_TEST ("/db/plain/each-its-own", test_each_its_own);
  DB_FIXTURE_TEST ("/db/plain/backup", test_backup);
  return g_test_run ();
}
