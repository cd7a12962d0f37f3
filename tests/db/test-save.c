/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "db-fixture.h"
#include "way-fault.h"

#include <string.h>
#include <glib/gstdio.h>

enum
{
  STMT_ADD,
  STMT_GET,
  N_STMTS,
};

static const char *const statements[N_STMTS] = {
  [STMT_ADD] = "INSERT INTO thing (id, text, bytes, who) VALUES (?1, ?2, ?3, ?4)",
  [STMT_GET] = "SELECT id, text, bytes, who FROM thing WHERE id >= ?1 ORDER BY id",
};

static WayDb *
create_things (DbFixture *f)
{
  g_autoptr (GError) error = NULL;
  WayDb *db = db_fixture_create (f);

  way_stmt_set_table (db, statements, N_STMTS);
  g_assert_true (way_db_exec (db,
                              "CREATE TABLE thing (id INTEGER PRIMARY KEY, text TEXT, bytes BLOB,"
                              " who BLOB, CHECK (id < 1000)) STRICT",
                              &error));
  g_assert_no_error (error);
  return db;
}

static gboolean
add_thing (WayDb *db, gint64 id, GError **error)
{
  g_autoptr (WayStmt) stmt = way_stmt_cached (db, STMT_ADD, error);

  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_int64 (stmt, 1, id);
  way_stmt_bind_text (stmt, 2, "thing");
  return way_stmt_run (stmt, error);
}

static void
assert_things (WayDb *db, gint64 expected)
{
  g_autoptr (GError) error = NULL;
  gint64 count;

  g_assert_true (way_db_query_int64 (db, "SELECT count(*) FROM thing", &count, &error));
  g_assert_no_error (error);
  g_assert_cmpint (count, ==, expected);
}

/* -- statements -------------------------------------------------------------------------------- */

static void
add_full_and_empty (WayDb *db, const WayId *who)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new ("\0\1\2", 3);
  g_autoptr (WayStmt) stmt = way_stmt_cached (db, STMT_ADD, &error);

  way_stmt_bind_int64 (stmt, 1, 7);
  way_stmt_bind_text (stmt, 2, "đường");
  way_stmt_bind_bytes (stmt, 3, bytes);
  way_stmt_bind_id (stmt, 4, who);
  g_assert_true (way_stmt_run (stmt, &error));
  g_assert_cmpint (way_db_get_last_row_id (db), ==, 7);
  g_assert_cmpint (way_db_get_changes (db), ==, 1);
  way_stmt_reset (stmt);
  way_stmt_bind_int64 (stmt, 1, 8);
  way_stmt_bind_text (stmt, 2, NULL);
  way_stmt_bind_blob (stmt, 3, NULL, 0);
  way_stmt_bind_bytes (stmt, 4, NULL);
  g_assert_true (way_stmt_run (stmt, &error));
  g_assert_no_error (error);
}

/* The same two rows of what is lent and not copied. */
static void
lend_full_and_empty (WayDb *db, const WayId *who)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = g_strdup ("đường");
  g_autoptr (WayStmt) stmt = way_stmt_cached (db, STMT_ADD, &error);

  way_stmt_bind_int64 (stmt, 1, 7);
  way_stmt_lend_text (stmt, 2, text);
  way_stmt_lend_blob (stmt, 3, "\0\1\2", 3);
  way_stmt_lend_id (stmt, 4, who);
  g_assert_true (way_stmt_run (stmt, &error));
  memset (text, 'x', strlen (text));
  way_stmt_reset (stmt);
  way_stmt_bind_int64 (stmt, 1, 8);
  way_stmt_lend_text (stmt, 2, NULL);
  way_stmt_lend_blob (stmt, 3, NULL, 0);
  way_stmt_bind_null (stmt, 4);
  g_assert_true (way_stmt_run (stmt, &error));
  g_assert_no_error (error);
}

static void
check_columns (DbFixture *f, void (*add) (WayDb *, const WayId *))
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WayRandom) random = way_random_new_seeded (3);
  g_autoptr (WayDb) db = create_things (f);
  g_autoptr (WayStmt) stmt = NULL;
  g_autoptr (GBytes) bytes = NULL;
  WayId who, read;
  gsize size;

  way_id_new (random, &who);
  add (db, &who);
  stmt = way_stmt_cached (db, STMT_GET, &error);
  way_stmt_bind_int64 (stmt, 1, 0);
  g_assert_cmpint (way_stmt_step (stmt, &error), ==, WAY_STEP_ROW);
  g_assert_cmpint (way_stmt_get_int64 (stmt, 0), ==, 7);
  g_assert_cmpstr (way_stmt_get_text (stmt, 1), ==, "đường");
  bytes = way_stmt_get_bytes (stmt, 2);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), "\0\1\2", 3);
  g_assert_true (way_stmt_get_id (stmt, 3, &read));
  g_assert_true (way_id_equal (&who, &read));
  g_assert_false (way_stmt_get_id (stmt, 2, &read));
  g_assert_true (way_id_equal (&who, &read));

  g_assert_cmpint (way_stmt_step (stmt, &error), ==, WAY_STEP_ROW);
  g_assert_null (way_stmt_get_text (stmt, 1));
  g_assert_false (way_stmt_is_null (stmt, 2));
  way_stmt_get_blob (stmt, 2, &size);
  g_assert_cmpuint (size, ==, 0);
  g_assert_true (way_stmt_is_null (stmt, 3));
  g_assert_cmpint (way_stmt_step (stmt, &error), ==, WAY_STEP_DONE);
  g_assert_cmpint (way_stmt_step (stmt, &error), ==, WAY_STEP_DONE);
  way_stmt_reset (stmt);
  g_assert_cmpint (way_stmt_step (stmt, &error), ==, WAY_STEP_ROW);
  g_assert_no_error (error);
}

static void
test_columns (DbFixture *f, gconstpointer data)
{
  check_columns (f, add_full_and_empty);
}

static void
test_lent (DbFixture *f, gconstpointer data)
{
  check_columns (f, lend_full_and_empty);
}

static void
test_cache (DbFixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WayDb) db = create_things (f);
  WayStmt *first = way_stmt_cached (db, STMT_GET, &error);
  WayStmt *second = way_stmt_cached (db, STMT_GET, &error);

  g_assert_true (first != second);
  way_stmt_bind_int64 (first, 1, 5);
  way_stmt_free (first);
  way_stmt_free (second);
  second = way_stmt_cached (db, STMT_GET, &error);
  g_assert_true (first == second);
  /* The former caller's value is gone: id >= null holds for no row. */
  g_assert_true (add_thing (db, 6, &error));
  g_assert_cmpint (way_stmt_step (second, &error), ==, WAY_STEP_DONE);

  /* One still out when the database closes. */
  way_db_close (db);
  g_assert_cmpint (way_stmt_step (second, &error), ==, WAY_STEP_DONE);
  way_stmt_reset (second);
  g_assert_cmpint (way_stmt_step (second, &error), ==, WAY_STEP_ERROR);
  g_assert_error (error, WAY_DB_ERROR, WAY_DB_ERROR_FAILED);
  way_stmt_free (second);
}

static void
test_outcomes (DbFixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WayDb) db = create_things (f);
  g_autoptr (WayStmt) stmt = NULL;

  g_assert_true (add_thing (db, 1, &error));
  g_assert_false (add_thing (db, 1, &error));
  g_assert_error (error, WAY_DB_ERROR, WAY_DB_ERROR_CONSTRAINT);
  g_assert_null (strstr (error->message, "INSERT"));
  g_clear_error (&error);
  g_assert_false (add_thing (db, 1000, &error));
  g_assert_error (error, WAY_DB_ERROR, WAY_DB_ERROR_CONSTRAINT);
  g_clear_error (&error);

  stmt = way_stmt_cached (db, STMT_GET, &error);
  way_stmt_bind_int64 (stmt, 9, 1);
  g_assert_cmpint (way_stmt_step (stmt, &error), ==, WAY_STEP_ERROR);
  g_assert_error (error, WAY_DB_ERROR, WAY_DB_ERROR_FAILED);
  assert_things (db, 1);
}

/* -- transactions ------------------------------------------------------------------------------ */

static gboolean
save_two (WayDb *db, gint64 first, gint64 second, GError **error)
{
  g_autoptr (WayTxn) txn = way_txn_begin (db, error);

  if (txn == NULL || !add_thing (db, first, error) || !add_thing (db, second, error))
    return FALSE;
  return way_txn_commit (txn, error);
}

static void
test_all_or_nothing (DbFixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WayDb) db = create_things (f);

  g_assert_true (save_two (db, 1, 2, &error));
  g_assert_no_error (error);
  g_assert_false (save_two (db, 3, 1, &error));
  g_assert_error (error, WAY_DB_ERROR, WAY_DB_ERROR_CONSTRAINT);
  g_clear_error (&error);
  assert_things (db, 2);
  g_assert_true (save_two (db, 3, 4, &error));
  assert_things (db, 4);
}

static void
test_nesting (DbFixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WayDb) db = create_things (f);
  WayTxn *txn = way_txn_begin (db, &error);

  g_assert_true (add_thing (db, 1, &error));
  g_assert_null (way_txn_begin (db, &error));
  g_assert_error (error, WAY_DB_ERROR, WAY_DB_ERROR_FAILED);
  g_clear_error (&error);
  g_assert_true (way_txn_commit (txn, &error));
  way_txn_free (txn);
  assert_things (db, 1);
}

static void
test_second_writer (DbFixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WayDb) db = create_things (f);
  g_autoptr (WayDb) other = db_fixture_open (f);
  g_autoptr (WayTxn) txn = way_txn_begin (db, &error);

  g_assert_true (way_db_exec (other, "PRAGMA busy_timeout = 1", &error));
  g_assert_null (way_txn_begin (other, &error));
  g_assert_error (error, WAY_DB_ERROR, WAY_DB_ERROR_BUSY);
  g_clear_error (&error);
  g_assert_true (way_txn_commit (txn, &error));
  txn = (way_txn_free (g_steal_pointer (&txn)), way_txn_begin (other, &error));
  g_assert_no_error (error);
}

static gboolean
fail_at (const char *point, gpointer wanted, GError **error)
{
  if (g_strcmp0 (point, wanted) != 0)
    return TRUE;
  return way_fail (error, WAY_DB_ERROR, WAY_DB_ERROR_IO, "The test stops here.");
}

static void
test_faults (DbFixture *f, gconstpointer data)
{
  static const struct
  {
    const char *point;
    gint64 expected;
  } rows[] = { { "txn-begun", 0 }, { "txn-commit", 0 }, { "txn-committed", 2 } };

  g_autoptr (WayDb) db = create_things (f);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;

      way_fault_set_hook (fail_at, (gpointer)rows[i].point);
      g_assert_false (save_two (db, 1, 2, &error));
      g_assert_error (error, WAY_DB_ERROR, WAY_DB_ERROR_IO);
      way_fault_set_hook (NULL, NULL);
      assert_things (db, rows[i].expected);
    }
}

/* Written into a file without a name it would be gone with the program. */
static void
test_moved (DbFixture *f, gconstpointer data)
{
  g_autoptr (WayDb) db = create_things (f);
  g_autofree char *elsewhere = db_fixture_path (f, "elsewhere.db");
  g_autoptr (GError) error = NULL;
  WayTxn *txn;

  g_assert_cmpint (g_rename (f->path, elsewhere), ==, 0);
  txn = way_txn_begin (db, &error);
  g_assert_null (txn);
  g_assert_error (error, WAY_DB_ERROR, WAY_DB_ERROR_IO);

  g_assert_cmpint (g_rename (elsewhere, f->path), ==, 0);
  txn = way_txn_begin (db, NULL);
  g_assert_true (add_thing (db, 1, NULL));
  g_assert_true (way_txn_commit (txn, NULL));
  way_txn_free (txn);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  DB_FIXTURE_TEST ("/db/save/columns", test_columns);
  DB_FIXTURE_TEST ("/db/save/lent", test_lent);
  DB_FIXTURE_TEST ("/db/save/cache", test_cache);
  DB_FIXTURE_TEST ("/db/save/outcomes", test_outcomes);
  DB_FIXTURE_TEST ("/db/save/all-or-nothing", test_all_or_nothing);
  DB_FIXTURE_TEST ("/db/save/nesting", test_nesting);
  DB_FIXTURE_TEST ("/db/save/second-writer", test_second_writer);
  DB_FIXTURE_TEST ("/db/save/faults", test_faults);
  DB_FIXTURE_TEST ("/db/save/moved", test_moved);
  return g_test_run ();
}
