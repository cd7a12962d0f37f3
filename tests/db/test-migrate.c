/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "db-fixture.h"
#include "way-fault.h"
#include "way-migrate.h"

static gboolean
add_rows (WayDb *db, GError **error)
{
  for (int i = 0; i < 3; i++)
    if (!way_db_exec (db, "INSERT INTO a DEFAULT VALUES", error))
      return FALSE;
  return TRUE;
}

static gboolean
fail_half_way (WayDb *db, GError **error)
{
  if (!way_db_exec (db, "DELETE FROM a", error))
    return FALSE;
  return way_fail (error, WAY_DB_ERROR, WAY_DB_ERROR_FAILED, "The test stops here.");
}

static const WayMigration good[] = {
  { "CREATE TABLE a (id INTEGER PRIMARY KEY); CREATE TABLE b (a REFERENCES a)", NULL },
  { NULL, add_rows },
  { "ALTER TABLE a ADD COLUMN colour TEXT", NULL },
};

static const WayMigration bad[] = {
  { "CREATE TABLE a (id INTEGER PRIMARY KEY); CREATE TABLE b (a REFERENCES a)", NULL },
  { NULL, add_rows },
  { "CREATE TABLE c (d)", fail_half_way },
};

static const WayMigration dangling[] = {
  { "CREATE TABLE a (id INTEGER PRIMARY KEY); CREATE TABLE b (a REFERENCES a)", NULL },
  { "INSERT INTO b VALUES (77)", NULL },
};

static void
assert_state (WayDb *db, guint version, gint64 n_tables, gint64 n_rows)
{
  g_autoptr (GError) error = NULL;
  guint found;
  gint64 count;

  g_assert_true (way_migrate_get_version (db, &found, &error));
  g_assert_cmpuint (found, ==, version);
  g_assert_true (way_db_query_int64 (db, "SELECT count(*) FROM sqlite_schema", &count, &error));
  g_assert_cmpint (count, ==, n_tables);
  if (n_rows >= 0)
    {
      g_assert_true (way_db_query_int64 (db, "SELECT count(*) FROM a", &count, &error));
      g_assert_cmpint (count, ==, n_rows);
    }
  g_assert_no_error (error);
}

static void
test_steps (DbFixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WayDb) db = db_fixture_create (f);

  assert_state (db, 0, 0, -1);
  for (guint n = 1; n <= G_N_ELEMENTS (good); n++)
    {
      g_assert_true (way_migrate (db, good, n, &error));
      g_assert_no_error (error);
      assert_state (db, n, 2, n >= 2 ? 3 : 0);
    }
  g_assert_true (way_migrate (db, good, G_N_ELEMENTS (good), &error));
  assert_state (db, 3, 2, 3);
}

static void
test_newer (DbFixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WayDb) db = db_fixture_create (f);

  g_assert_true (way_migrate (db, good, 3, &error));
  g_assert_false (way_migrate (db, good, 2, &error));
  g_assert_error (error, WAY_DB_ERROR, WAY_DB_ERROR_NEWER_SCHEMA);
  g_clear_error (&error);
  assert_state (db, 3, 2, 3);
  g_assert_true (way_db_exec (db, "PRAGMA user_version = -4", &error));
  g_assert_false (way_migrate (db, good, 3, &error));
  g_assert_error (error, WAY_DB_ERROR, WAY_DB_ERROR_NEWER_SCHEMA);
}

static void
test_failure (DbFixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WayDb) db = db_fixture_create (f);

  g_assert_false (way_migrate (db, bad, G_N_ELEMENTS (bad), &error));
  g_assert_error (error, WAY_DB_ERROR, WAY_DB_ERROR_FAILED);
  assert_state (db, 2, 2, 3);
}

static void
test_references (DbFixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WayDb) db = db_fixture_create (f);

  g_assert_false (way_migrate (db, dangling, G_N_ELEMENTS (dangling), &error));
  g_assert_error (error, WAY_DB_ERROR, WAY_DB_ERROR_CONSTRAINT);
  assert_state (db, 1, 2, 0);
}

static gboolean
fail_at_countdown (const char *point, gpointer data, GError **error)
{
  int *left = data;

  if (g_strcmp0 (point, "migration-done") != 0 || --*left > 0)
    return TRUE;
  return way_fail (error, WAY_DB_ERROR, WAY_DB_ERROR_IO, "The test stops here.");
}

static void
test_stopped_and_resumed (DbFixture *f, gconstpointer data)
{
  g_autoptr (WayDb) db = db_fixture_create (f);

  for (int reached = 0; reached < 3; reached++)
    {
      g_autoptr (GError) error = NULL;
      int left = 1;

      way_fault_set_hook (fail_at_countdown, &left);
      g_assert_false (way_migrate (db, good, 3, &error));
      way_fault_set_hook (NULL, NULL);
      g_assert_error (error, WAY_DB_ERROR, WAY_DB_ERROR_IO);
      g_clear_error (&error);
      g_clear_pointer (&db, way_db_unref);
      db = db_fixture_open (f);
      assert_state (db, (guint)reached, reached > 0 ? 2 : 0, -1);
      g_assert_true (way_migrate (db, good, (guint)reached + 1, &error));
    }
  assert_state (db, 3, 2, 3);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  DB_FIXTURE_TEST ("/db/migrate/steps", test_steps);
  DB_FIXTURE_TEST ("/db/migrate/newer", test_newer);
  DB_FIXTURE_TEST ("/db/migrate/failure", test_failure);
  DB_FIXTURE_TEST ("/db/migrate/references", test_references);
  DB_FIXTURE_TEST ("/db/migrate/stopped-and-resumed", test_stopped_and_resumed);
  return g_test_run ();
}
